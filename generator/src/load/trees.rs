//! Fields of editors' files that need not be parsed again: their trees, by the digest of what was
//! written.
//!
//! To parse YAML takes longer than all that is then asked of it. A tree says nothing but what stands
//! in the text, so that everything is checked in each run as if it had just been parsed. Only what was
//! parsed without a mistake is kept, and only while a file holds it.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use ahash::AHashMap;
use serde::{Deserialize, Serialize};

use super::node::Node;
use super::stamps::lock;
use crate::whole_file::{Durability, replace};

/// The file in which they are kept.
pub(super) const FILE: &str = "fields";

type Digest = [u8; 16];

/// Where each tree lies in the file; the trees follow.
#[derive(Default, Serialize, Deserialize)]
struct Contents(Vec<(Digest, u32)>);

/// A tree of an earlier run, and whether this one asked for it.
#[derive(Debug)]
struct Known {
    bytes: Range<usize>,
    used: AtomicBool,
}

/// Trees of an earlier run, and those that are new.
#[derive(Debug, Default)]
pub(super) struct Trees {
    path: Option<PathBuf>,
    bytes: Vec<u8>,
    known: AHashMap<Digest, Known>,
    learnt: Mutex<BTreeMap<Digest, Vec<u8>>>,
}

impl Trees {
    /// Reads what is kept in a folder; without one, nothing is known and nothing is kept.
    #[must_use]
    pub(super) fn open(folder: Option<&Path>) -> Self {
        let path = folder.map(|folder| folder.join(FILE));
        let read = path.as_deref().and_then(read);
        let (bytes, known) = read.unwrap_or_default();
        Self {
            path,
            bytes,
            known,
            ..Self::default()
        }
    }

    /// The tree of a text that starts at a byte of its file; `parse` is asked if it is not known.
    pub(super) fn of(
        &self,
        text: &str,
        start: usize,
        parse: impl FnOnce() -> Option<Node>,
    ) -> Option<Node> {
        if self.path.is_none() {
            return parse();
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(start as u64).to_le_bytes());
        hasher.update(text.as_bytes());
        let mut digest = Digest::default();
        digest.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        if let Some(known) = self.known.get(&digest)
            && let Ok(node) = postcard::from_bytes(&self.bytes[known.bytes.clone()])
        {
            known.used.store(true, Ordering::Relaxed);
            return Some(node);
        }
        let node = parse()?;
        let bytes = postcard::to_stdvec(&node).expect("trees are plain data");
        lock(&self.learnt).insert(digest, bytes);
        Some(node)
    }

    /// Keeps the trees that were asked for. What cannot be kept is parsed again.
    pub(super) fn keep(&self) {
        let Some(path) = &self.path else { return };
        let learnt = lock(&self.learnt);
        let is_used = |known: &Known| known.used.load(Ordering::Relaxed);
        if learnt.is_empty() && self.known.values().all(is_used) {
            return;
        }
        let still = self.known.iter().filter(|(_, known)| is_used(known));
        let still = still.map(|(digest, known)| (*digest, &self.bytes[known.bytes.clone()]));
        let new = learnt.iter().map(|(digest, tree)| (*digest, &tree[..]));
        let trees: BTreeMap<Digest, &[u8]> = still.chain(new).collect();
        let contents = Contents(
            (trees.iter())
                .map(|(digest, tree)| (*digest, u32::try_from(tree.len()).unwrap_or(u32::MAX)))
                .collect(),
        );
        let mut body = postcard::to_stdvec(&contents).expect("lengths are plain data");
        trees.values().for_each(|tree| body.extend_from_slice(tree));
        let mut bytes = blake3::hash(&body).as_bytes().to_vec();
        bytes.extend_from_slice(env!("JIAYUAN_SOURCES").as_bytes());
        bytes.extend_from_slice(&body);
        let _ = path.parent().map_or(Ok(()), fs::create_dir_all);
        let _ = replace(path, &bytes, Durability::CanBeMadeAgain);
    }
}

/// What a file holds; nothing if it is damaged or of another version of the program.
fn read(path: &Path) -> Option<(Vec<u8>, AHashMap<Digest, Known>)> {
    let bytes = fs::read(path).ok()?;
    let (digest, rest) = bytes.split_first_chunk::<32>()?;
    let body = rest.strip_prefix(env!("JIAYUAN_SOURCES").as_bytes())?;
    (blake3::hash(body).as_bytes() == digest).then_some(())?;
    let (Contents(contents), trees) = postcard::take_from_bytes(body).ok()?;
    let mut at = bytes.len() - trees.len();
    let mut known = AHashMap::with_capacity(contents.len());
    for (digest, length) in contents {
        let range = at..at.checked_add(usize::try_from(length).ok()?)?;
        bytes.get(range.clone())?;
        at = range.end;
        let used = AtomicBool::new(false);
        known.insert(digest, Known { bytes: range, used });
    }
    Some((bytes, known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::node::Value;

    fn tree(text: &str) -> Node {
        let value = Value::Scalar(text.to_owned());
        Node { span: 4..9, value }
    }

    #[test]
    fn a_tree_is_parsed_once_and_kept_while_a_file_holds_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let ask = |texts: &[&str]| {
            let trees = Trees::open(Some(folder.path()));
            let mut parsed = 0;
            for text in texts {
                let node = trees.of(text, 4, || {
                    parsed += 1;
                    Some(tree(text))
                });
                let node = node.expect("a tree");
                assert!(node.span == (4..9));
                assert!(matches!(node.value, Value::Scalar(value) if value == *text));
            }
            trees.keep();
            parsed
        };
        assert_eq!(ask(&["a", "b"]), 2);
        assert_eq!(ask(&["b", "a", "c"]), 1);
        assert_eq!(ask(&["c"]), 0);
        // Nothing of a text that is gone is left.
        assert_eq!(ask(&["a"]), 1);
    }

    #[test]
    fn what_has_a_mistake_is_parsed_each_time() {
        let folder = tempfile::tempdir().expect("a folder");
        for _ in 0..2 {
            let trees = Trees::open(Some(folder.path()));
            assert!(trees.of("x", 4, || None).is_none());
            trees.keep();
        }
        assert!(!folder.path().join(FILE).exists());
    }
}
