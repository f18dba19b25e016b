//! Texts of this run in which nothing was found.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::RwLock;

use ahash::RandomState;

/// Parts of the set, so that threads rarely wait for each other.
const SHARDS: usize = 64;

/// Texts in a part at most: a text that occurs once only need not be remembered for ever.
const SHARD: usize = 32 << 10;

/// Remembers texts by a hash that is keyed anew in every run: nobody can write a text that is taken
/// for another one.
#[derive(Debug)]
pub struct Clean {
    keys: RandomState,
    shards: Vec<RwLock<HashSet<u64, BuildHasherDefault<AsItIs>>>>,
}

impl Default for Clean {
    fn default() -> Self {
        Self {
            keys: RandomState::new(),
            shards: (0..SHARDS).map(|_| RwLock::default()).collect(),
        }
    }
}

impl Clean {
    /// Notes a text that was looked through elsewhere, with the same masker and the same public
    /// numbers. A page folds white space, so a text with more of it than single spaces is another one.
    pub fn note(&self, text: &str) {
        let text = text.trim();
        let spaced = |pair: &[u8]| pair[0].is_ascii_whitespace() && pair[1].is_ascii_whitespace();
        if !text
            .bytes()
            .any(|byte| matches!(byte, b'\n' | b'\r' | b'\t'))
            && !text.as_bytes().windows(2).any(spaced)
        {
            self.add(self.key(text));
        }
    }

    pub(super) fn key(&self, text: &str) -> u64 {
        self.keys.hash_one(text)
    }

    pub(super) fn holds(&self, key: u64) -> bool {
        let shard = self.shard(key).read();
        shard.is_ok_and(|shard| shard.contains(&key))
    }

    pub(super) fn add(&self, key: u64) {
        if let Ok(mut shard) = self.shard(key).write()
            && shard.len() < SHARD
        {
            shard.insert(key);
        }
    }

    fn shard(&self, key: u64) -> &RwLock<HashSet<u64, BuildHasherDefault<AsItIs>>> {
        &self.shards[(key >> 32) as usize % SHARDS]
    }
}

/// What one maker saw last: most of a page stands on the one before it too, and asking here costs
/// nothing that threads share.
#[derive(Debug, Default)]
pub struct Recent {
    /// Texts in which nothing was found.
    pub(super) texts: Last,
    /// Lines of markup that stand by themselves, and in whose texts nothing was found.
    pub(super) lines: Last,
}

/// The keys that came last.
#[derive(Debug)]
pub(super) struct Last(Box<[u64; LAST]>);

/// Keys remembered, a power of two.
const LAST: usize = 4096;

impl Default for Last {
    fn default() -> Self {
        Self(Box::new([0; LAST]))
    }
}

impl Last {
    pub(super) fn holds(&self, key: u64) -> bool {
        // An empty place holds 0, so what has that key is only looked up where all are.
        key != 0 && self.0[key as usize % LAST] == key
    }

    pub(super) fn add(&mut self, key: u64) {
        self.0[key as usize % LAST] = key;
    }
}

/// A key is a hash already.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
