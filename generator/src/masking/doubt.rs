//! Words that may be names. They are not masked by this rule: whoever decides about many cases at
//! once leaves such a text to a person.

use super::fold::Folded;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺";
const TITLES: &[&str] = &[
    "先生", "女士", "小姐", "太太", "大爷", "大妈", "大娘", "大姐", "大哥", "大叔", "阿姨", "叔叔",
    "奶奶", "爷爷", "师傅", "某",
];
/// Behind these a name follows.
const ANNOUNCING: &[&str] = &[
    "我叫",
    "名叫",
    "我姓",
    "姓名",
    "联系人",
    "举报人",
    "投诉人",
    "反映人",
    "当事人",
    "来电人",
    "诉求人",
    "本人",
    "业主",
    "租客",
    "房东",
    "店主",
    "车主",
    "住户",
    "其女",
    "其子",
    "居民",
];
/// Two characters behind a surname that make an everyday word after all.
const EVERYDAY: &[&str] = &[
    "反映", "要求", "表示", "认为", "希望", "均", "都", "已", "未", "可", "多次", "自", "在", "将",
    "对", "与", "和", "应", "时",
];

/// Whether a text may still say a person's name.
pub fn has_doubtful_name(text: &str) -> bool {
    let text = Folded::of(text);
    let surname = |at: usize| text.ch(at).is_some_and(|ch| SURNAMES.contains(ch));
    (0..text.len()).any(|at| {
        if surname(at) {
            // 关于女士卫生间: a surname inside another word.
            let titled = (1..=3).any(|given| {
                text.word_at(at + given, TITLES)
                    .is_some_and(|_| given == 1 || is_name(&text, at, given))
            });
            if titled
                && !(text.starts_with(at, "于女士") && at > 0 && text.starts_with(at - 1, "关"))
            {
                return true;
            }
        }
        let Some(mut next) = text.word_at(at, ANNOUNCING) else {
            return false;
        };
        next = text.skip(next, 2, |glyph| {
            matches!(glyph.ch, ':' | ' ' | '是' | '为' | '(')
        });
        surname(next)
            && text.ch(next + 1).is_some_and(|ch| !ch.is_ascii())
            && text.word_at(next, EVERYDAY).is_none()
    })
}

/// Whether what stands between surname and title can be a given name.
fn is_name(text: &Folded, at: usize, given: usize) -> bool {
    (at + 1..at + given).all(|index| {
        text.ch(index)
            .is_some_and(|ch| ('\u{4e00}'..='\u{9fff}').contains(&ch))
    }) && text.word_at(at + 1, EVERYDAY).is_none()
}
