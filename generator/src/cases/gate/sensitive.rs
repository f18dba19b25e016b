//! Topics that are withheld whole, because masking cannot help: who is meant would still be known, and
//! it would say too much of them.
//!
//! Three lists of words for each topic. **Certain** words speak of a person's own matter wherever they
//! stand. **Personal** words do so only right beside a person: 盲人没路走 is about a pavement, 家里有盲人 is
//! about somebody. **Harmless** phrases hold one of these words and mean a thing, a place or a service; they
//! are taken out before anything is looked for. In doubt a case is withheld: a person may clear the
//! office's own words by writing a summary without the topic and leaving the rest out of the record.

mod vocabulary;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use jiayuan_function::case_record::CaseRecord;
use unicode_normalization::UnicodeNormalization;

use self::vocabulary::{HARMLESS, PERSONS, PERSONS_BEHIND, VOCABULARIES};

/// Grows whenever the same words could be judged otherwise.
pub(in crate::cases) const VERSION: u32 = 1;

/// What a case touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A child.
    Minor,
    /// An illness, a pregnancy, a death.
    Health,
    /// A disability of a person.
    Disability,
    /// 失独: parents who lost their only child.
    LostChild,
    /// Poverty and its relief.
    Relief,
    /// A belief.
    Religion,
    /// Petitions and their history.
    Petition,
    /// A dispute or violence within a family.
    Domestic,
    /// Whoever keeps the records said so.
    Marked,
}

impl Topic {
    /// Stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Health => "health",
            Self::Disability => "disability",
            Self::LostChild => "lost-child",
            Self::Relief => "relief",
            Self::Religion => "religion",
            Self::Petition => "petition",
            Self::Domestic => "domestic",
            Self::Marked => "marked",
        }
    }

    /// What the reviewer reads. It is shown to nobody else.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Minor => "未成年人",
            Self::Health => "健康",
            Self::Disability => "残疾",
            Self::LostChild => "失独",
            Self::Relief => "低保和困难救助",
            Self::Religion => "宗教信仰",
            Self::Petition => "信访经历",
            Self::Domestic => "家庭纠纷",
            Self::Marked => "记录标为敏感",
        }
    }
}

/// Characters that may stand between a person and the word: 家里有一个…
const REACH: usize = 4;

/// What a record touches, in the order of the topics. Empty: nothing that is withheld whole.
#[must_use]
pub fn topics(record: &CaseRecord) -> Vec<Topic> {
    let mut found = Vec::new();
    if record.sensitive {
        found.push(Topic::Marked);
    }
    let texts = [Some(&record.title), Some(&record.description)]
        .into_iter()
        .chain([
            record.result.as_ref(),
            record.public_summary.as_ref(),
            record.place.as_ref(),
        ])
        .chain(record.photos.iter().map(|photo| photo.alt.as_ref()))
        .flatten();
    for text in texts {
        found.extend(of_text(text));
    }
    found.sort();
    found.dedup();
    found
}

/// What kind of word a pattern is.
#[derive(Debug, Clone, Copy)]
enum Word {
    Certain(Topic),
    Personal(Topic),
    Person,
    Harmless,
}

/// All words in one automaton. The longest word at a place is the one that is meant, so that a
/// harmless phrase hides the word inside it.
static WORDS: LazyLock<(AhoCorasick, Vec<Word>)> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut words = Vec::new();
    let mut add = |list: &'static str, word: Word| {
        for pattern in list.split_whitespace() {
            patterns.push(pattern);
            words.push(word);
        }
    };
    for list in HARMLESS {
        add(list, Word::Harmless);
    }
    for vocabulary in &VOCABULARIES {
        add(vocabulary.certain, Word::Certain(vocabulary.topic));
        add(vocabulary.personal, Word::Personal(vocabulary.topic));
    }
    add(PERSONS, Word::Person);
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns)
        .expect("a few hundred short words");
    (automaton, words)
});

/// What a text touches.
fn of_text(text: &str) -> Vec<Topic> {
    let (automaton, words) = &*WORDS;
    let mut found = Vec::new();
    for clause in clauses(text) {
        // Where the last person ended.
        let mut person: Option<usize> = None;
        for hit in automaton.find_iter(&clause) {
            match words[hit.pattern().as_usize()] {
                Word::Certain(topic) => found.push(topic),
                Word::Personal(topic) => {
                    let is_behind =
                        person.is_some_and(|end| clause[end..hit.start()].chars().count() <= REACH);
                    if is_behind || has_person_behind(&clause[hit.end()..]) {
                        found.push(topic);
                    }
                    // A child is a person too: 孩子生病.
                    if topic == Topic::Minor {
                        person = Some(hit.end());
                    }
                }
                Word::Person => person = Some(hit.end()),
                Word::Harmless => {}
            }
        }
    }
    found
}

fn has_person_behind(rest: &str) -> bool {
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    PERSONS_BEHIND
        .split_whitespace()
        .any(|person| rest.starts_with(person))
}

/// Parts of sentences in one spelling: no spaces, no signs that nobody sees, no signs put between two
/// characters of a word to hide it.
fn clauses(text: &str) -> Vec<String> {
    let mut clauses = vec![String::new()];
    for ch in text.nfkc().flat_map(char::to_lowercase) {
        if matches!(ch, '。' | '!' | '?' | ';' | ',' | '\u{3001}' | ':') {
            clauses.push(String::new());
        } else if ch.is_alphanumeric() || matches!(ch, '〔' | '〕') {
            clauses.last_mut().expect("there is always one").push(ch);
        }
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let mut topics = of_text(text);
        topics.sort();
        topics.dedup();
        topics.into_iter().map(Topic::code).collect()
    }

    #[test]
    fn what_touches_a_person_is_found() {
        for (topic, texts) in [
            (
                "minor",
                &[
                    "我家孩子上二年级",
                    "楼上邻居打骂小孩",
                    "该未成年人夜不归宿",
                    "她女儿九岁",
                    "校园霸凌没人管",
                ][..],
            ),
            (
                "health",
                &[
                    "家里有人做完手术",
                    "本人抑郁，怕吵",
                    "隔壁有精神病人",
                    "我母亲卧床三年",
                    "家中老人生病",
                    "租户是乙肝患者",
                    "孕 妇",
                    "抑\u{200b}郁",
                    "楼下有人自杀",
                ],
            ),
            (
                "disability",
                &[
                    "我是盲人，出不了门",
                    "家里有残疾人",
                    "本人有残疾证",
                    "邻居坐轮椅",
                    "他家孩子是脑瘫",
                    "聋哑人",
                ],
            ),
            ("lost-child", &["我们是失独家庭", "失 独 老人"]),
            (
                "relief",
                &[
                    "一位吃低保的老人",
                    "我家是低保户",
                    "邻居是困难户",
                    "他刑满释放",
                    "我失业半年",
                ],
            ),
            (
                "religion",
                &["隔壁有人传教", "邻居家里念经", "家庭教会聚会", "穆斯林住户"],
            ),
            (
                "petition",
                &[
                    "多次上访无果",
                    "我去信访，没人理",
                    "此人是老访户",
                    "要去市里告状",
                ],
            ),
            (
                "domestic",
                &[
                    "楼上家暴",
                    "夫妻吵架摔东西",
                    "正在离婚",
                    "他打老婆",
                    "子女不赡养老人，遗弃",
                ],
            ),
        ] {
            for text in texts {
                assert!(
                    codes(text).contains(&topic),
                    "{topic}: {text} gives {:?}",
                    codes(text)
                );
            }
        }
    }

    #[test]
    fn words_of_places_things_and_services_are_not_about_anybody() {
        for text in [
            "自行车占压盲道，盲人到这儿就没路了。",
            "占用无障碍通道，轮椅上不去。",
            "残疾人坡道被堵，残疾人车位停满了。",
            "推婴儿车的根本过不去，只能绕到机动车道上。",
            "小学门口占道经营，放学时过不去。",
            "幼儿园东侧路面破损。",
            "社区医院门口乱停车。",
            "办理独生子女证的窗口几点开？",
            "低保窗口排队太长，叫号机坏了。",
            "信访局门口道路积水。",
            "教堂门前广告牌松动。",
            "清真餐馆油烟大。",
            "礼拜天早上施工，上礼拜也是。",
            "街道会同居民、会同居委会清理堆物。",
            "小三轮占道卖菜，集中风貌整治以后又来。",
            "清仓跳楼价，喇叭喊一天。",
            "路口一堵交通瘫痪，我们出不去。",
            "路灯不亮，晚上我看不见路。",
            "居住院内堆物。",
            "健康步道地砖松动。",
            "广告支架松动，随时会掉。",
            "墙上都是牛皮癣，一个劲贴。",
            "老毛病了，清了又堆。",
            "病虫害严重，树叶掉光。",
            "其他地方也有。他们说过两次。",
            "等车的老人多，没有地方坐。",
            "盲道上停着车，有人推着轮椅经过。",
            "听邻居讲已经滑倒两个。",
            "一直摆到马路牙子，推轮椅的老人过不去。",
            "楼下跳舞的音响到十点还开着，孩子没法睡。",
            "我妈每天骑三轮送孙子上学，颠得车把都歪了。",
            "我每天路过，希望尽快修。",
        ] {
            assert!(codes(text).is_empty(), "{text} gives {:?}", codes(text));
        }
    }

    #[test]
    fn a_harmless_phrase_does_not_hide_what_stands_beside_it() {
        assert_eq!(
            codes("占用无障碍通道，我是残疾人，出不了门"),
            ["disability"]
        );
        assert_eq!(codes("在低保窗口办事，我家是低保"), ["relief"]);
        assert_eq!(codes("医院门口，我母亲住院"), ["health"]);
    }
}
