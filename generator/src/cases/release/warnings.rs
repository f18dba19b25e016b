//! What a release tells of records that it could settle and that somebody should look at again.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    cases::{
        cache::{Outcome, Settled},
        gate::Standing,
    },
    diagnostic::{Diagnostic, Diagnostics},
    model::released_case::PublicId,
};

/// Decisions that do not hold, or hold for older words.
pub(super) fn warn_of_stale(settled: &BTreeMap<PublicId, Settled>, found: &mut Diagnostics) {
    for (id, Settled { outcome, .. }) in settled {
        let Outcome::Released { standing, .. } = outcome else {
            continue;
        };
        let (code, what, help) = match standing {
            Standing::Stale => (
                "stale-decision",
                "的文字或照片在决定之后变了，现在只公开一行",
                "看过新的内容以后，用 jiayuan cases review 或 cases decide 再决定一次。",
            ),
            Standing::Kept => (
                "masked-otherwise",
                "的文字按现在的规则会遮得不一样；已公开的文字里没有新发现，照原来的决定继续公开",
                "有空时用 jiayuan cases review 或 cases decide 再决定一次，换成现在的遮法。",
            ),
            Standing::Finding => (
                "newly-found",
                "的文字里，现在的规则找到了原来没有遮的内容，先收回文字，只公开一行",
                "用 jiayuan cases review 或 cases decide 看过以后再决定一次。",
            ),
            _ => continue,
        };
        found.push(Diagnostic::warning(code, format!("案件 {id} {what}。")).help(help));
    }
}

/// One photo for several cases: a work that was photographed once and shown often.
pub(super) fn warn_of_shared_photos(
    settled: &BTreeMap<PublicId, Settled>,
    found: &mut Diagnostics,
) {
    let mut cases: BTreeMap<&str, BTreeSet<PublicId>> = BTreeMap::new();
    for (id, Settled { originals, .. }) in settled {
        for (_, digest) in originals.iter().filter(|(_, digest)| !digest.is_empty()) {
            cases.entry(digest).or_default().insert(*id);
        }
    }
    for ids in cases.into_values().filter(|ids| ids.len() > 1) {
        let listed: Vec<String> = ids.iter().take(5).map(PublicId::to_string).collect();
        found.push(
            Diagnostic::warning(
                "shared-photo",
                format!(
                    "有 {} 件案件用了同一张照片：{}{}。",
                    ids.len(),
                    listed.join("、"),
                    if ids.len() > 5 { " 等" } else { "" }
                ),
            )
            .help("核对是不是放错了；几件案件一次处置的，各拍一张。"),
        );
    }
}
