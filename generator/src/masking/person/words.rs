//! Words around names: how people are called, how they are announced, and what only looks like one.
//! They stand in `tables/`, a file each; whoever adds a word needs to touch no code.

use std::{collections::HashMap, sync::LazyLock};

/// One character that titles when the sentence goes on sensibly behind it only.
pub(super) const SHORT_TITLES: &str = "哥姐叔姨婶嫂爷伯总工妈爸";
/// The last character of names of places.
pub(super) const PLACE_ENDS: &str = "观亭坛祠庄村湾坟屯桥街路巷里园苑营店场坑沟府寨堡坡口站楼院区厂山河湖塔寺庙宫门洼峪坨岭台桩闸渠";
/// Surnames that are words of the grammar far more often. They count only where a name may begin.
pub(super) const GRAMMAR: &str =
    "于和向应都时全连单那能过由即所及因同只还又有为是从给对将以与来解包易成明方查严别更";

/// The words of a file: separated by spaces, remarks behind a `#`.
pub(super) fn listed(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(|line| line.split('#').next().unwrap_or_default())
        .flat_map(str::split_whitespace)
}

/// Words by their first and last character.
pub(super) struct Table {
    by_first: HashMap<char, Vec<Vec<char>>>,
    by_last: HashMap<char, Vec<Vec<char>>>,
}

impl Table {
    fn of(file: &'static str) -> Self {
        let mut table = Self {
            by_first: HashMap::new(),
            by_last: HashMap::new(),
        };
        for word in listed(file) {
            let chars: Vec<char> = word.chars().collect();
            let (first, last) = (chars[0], chars[chars.len() - 1]);
            table.by_first.entry(first).or_default().push(chars.clone());
            table.by_last.entry(last).or_default().push(chars);
        }
        table
    }

    /// Length of the longest word that a text starts with.
    pub(super) fn longest_start(&self, text: &[char]) -> Option<usize> {
        let words = self.by_first.get(text.first()?)?;
        let starts = words.iter().filter(|word| text.starts_with(word));
        starts.map(Vec::len).max()
    }

    /// Length of the longest word that a text ends with.
    pub(super) fn longest_end(&self, text: &[char]) -> Option<usize> {
        let words = self.by_last.get(text.last()?)?;
        let ends = words.iter().filter(|word| text.ends_with(word));
        ends.map(Vec::len).max()
    }
}

macro_rules! tables {
    ($($name:ident: $file:literal,)*) => {
        /// All tables, each read once.
        pub(super) struct Tables {
            $(pub(super) $name: Table,)*
        }

        pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
            $($name: Table::of(include_str!(concat!("tables/", $file))),)*
        });
    };
}

tables! {
    titles: "titles.txt",
    noun_titles: "noun_titles.txt",
    not_titled: "not_titled.txt",
    offices: "offices.txt",
    private_bodies: "private_bodies.txt",
    announcing: "announcing.txt",
    roles: "roles.txt",
    weak_roles: "weak_roles.txt",
    behind: "behind.txt",
    bearers: "bearers.txt",
    not_bearers: "not_bearers.txt",
    brands: "brands.txt",
    bylines: "bylines.txt",
    famous: "famous.txt",
    compound_surnames: "compound_surnames.txt",
    given_names: "given_names.txt",
}

/// Words that the dictionary takes for names and that are none.
pub(super) fn ordinary() -> impl Iterator<Item = &'static str> {
    listed(include_str!("tables/ordinary.txt"))
}

/// Words that the dictionary lacks.
pub(super) fn public_words() -> impl Iterator<Item = &'static str> {
    listed(include_str!("tables/public_words.txt"))
}
