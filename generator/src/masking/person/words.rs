//! Words around names: how people are called, how they are announced, and what only looks like one.
//! They stand in `tables/`, a file each; whoever adds a word needs to touch no code.

use std::{cmp::Reverse, sync::LazyLock};

use ahash::{AHashMap, AHashSet};

use crate::masking::marks::Marks;

/// One character that titles when the sentence goes on sensibly behind it only.
pub(super) static SHORT_TITLES: LazyLock<Marks> =
    LazyLock::new(|| Marks::of("哥姐叔姨婶嫂爷伯总工妈爸".chars()));
/// The last character of names of places.
pub(super) static PLACE_ENDS: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of("甸川居城港墅邸阁观亭坛祠庄村湾坟屯桥街路巷里园苑营店场坑沟府寨堡坡口站楼院区厂山河湖塔寺庙宫门洼峪坨岭台桩闸渠".chars())
});
/// Last characters of what is eaten and drunk: a shop that sells it bears the name in front.
pub(super) static FOODS: LazyLock<Marks> =
    LazyLock::new(|| Marks::of("粉饼粥汤肉鸡鸭鱼虾饭菜串糕茶酒锅煲饺肠腐饨螺蟹薯糖饮".chars()));
/// Surnames that are words of the grammar far more often. They count only where a name may begin.
pub(super) static GRAMMAR: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of(
        "于和向应都时全连单那能过由即所及因同只还又有为是从给对将以与来解包成明方查严别更".chars(),
    )
});

/// The words of a file: separated by spaces, remarks behind a `#`.
pub(super) fn listed(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(|line| line.split('#').next().unwrap_or_default())
        .flat_map(str::split_whitespace)
}

/// Words by their first and last character, the longer ones first.
pub(super) struct Table {
    by_first: AHashMap<char, Vec<Vec<char>>>,
    by_last: AHashMap<char, Vec<Vec<char>>>,
    whole: AHashSet<Vec<char>>,
    first: Marks,
    last: Marks,
}

impl Table {
    fn of(file: &'static str) -> Self {
        let mut by_first: AHashMap<char, Vec<Vec<char>>> = AHashMap::new();
        let mut by_last: AHashMap<char, Vec<Vec<char>>> = AHashMap::new();
        let mut words: Vec<Vec<char>> = listed(file).map(|word| word.chars().collect()).collect();
        words.sort_by_key(|word| Reverse(word.len()));
        for chars in words {
            let (first, last) = (chars[0], chars[chars.len() - 1]);
            by_first.entry(first).or_default().push(chars.clone());
            by_last.entry(last).or_default().push(chars);
        }
        Self {
            first: Marks::of(by_first.keys().copied()),
            last: Marks::of(by_last.keys().copied()),
            whole: by_first.values().flatten().cloned().collect(),
            by_first,
            by_last,
        }
    }

    /// Whether this is a word of the table.
    pub(super) fn holds(&self, word: &[char]) -> bool {
        self.whole.contains(word)
    }

    /// Length of the longest word that a text starts with.
    pub(super) fn longest_start(&self, text: &[char]) -> Option<usize> {
        let first = text.first().filter(|first| self.first.has(**first))?;
        let words = self.by_first.get(first)?;
        // The other end of a word tells most of them apart.
        let other_end = |word: &[char]| text.get(word.len() - 1) == word.last();
        let longest = words
            .iter()
            .find(|word| other_end(word) && text.starts_with(word))?;
        Some(longest.len())
    }

    /// Length of the longest word that a text ends with.
    pub(super) fn longest_end(&self, text: &[char]) -> Option<usize> {
        let last = text.last().filter(|last| self.last.has(**last))?;
        let words = self.by_last.get(last)?;
        let other_end = |word: &[char]| {
            let start = text.len().checked_sub(word.len());
            start.is_some_and(|start| text[start] == word[0])
        };
        let longest = words
            .iter()
            .find(|word| other_end(word) && text.ends_with(word))?;
        Some(longest.len())
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
    kin: "kin.txt",
    calling: "calling.txt",
    bodies: "bodies.txt",
    belongs: "belongs.txt",
    whereabouts: "whereabouts.txt",
    sounds: "sounds.txt",
    nobody: "nobody.txt",
}

/// Reads all tables.
pub(super) fn get_ready() {
    LazyLock::force(&TABLES);
}

/// Last characters of what stands in front of names.
pub(super) static ENDS_BEFORE_NAMES: LazyLock<Marks> = LazyLock::new(|| {
    let ends = TABLES
        .announcing
        .by_last
        .keys()
        .chain(TABLES.roles.by_last.keys());
    Marks::of(ends.copied().chain("是为叫系".chars()))
});

/// Last characters of what stands in front of a given name alone.
pub(super) static ENDS_BEFORE_GIVEN: LazyLock<Marks> = LazyLock::new(|| {
    let ends = TABLES
        .kin
        .by_last
        .keys()
        .chain(TABLES.calling.by_last.keys());
    Marks::of(ends.copied().chain("的和跟与".chars()))
});

/// Words that the dictionary takes for names and that are none.
pub(super) fn ordinary() -> impl Iterator<Item = &'static str> {
    listed(include_str!("tables/ordinary.txt"))
}

/// Words that the dictionary lacks.
pub(super) fn public_words() -> impl Iterator<Item = &'static str> {
    listed(include_str!("tables/public_words.txt"))
}
