//! The dictionary of everyday words, read when it is needed first and once for all who cut texts:
//! reading it takes longer than cutting a thousand pages.

use std::sync::LazyLock;

use jieba_rs::Jieba;

static EVERYDAY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// The words.
pub(crate) fn everyday() -> &'static Jieba {
    &EVERYDAY
}
