//! Family names, and how much a character looks like part of a given name.
//!
//! The figures are natural logarithms of shares, rounded: they only have to be comparable with the
//! shares of words in the dictionary.

use std::sync::LazyLock;

use super::words::TABLES;

/// Single surnames by how many people bear them.
const FREQUENT: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const COMMON: &str = "付梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文肖闫";
const UNCOMMON: &str = "母骆厉戎佘郗漆隆虎洛郸甯归蒯尕尚代盘农覃种卿宿鹿暴尉扈璩牧隗冶茹尧滑訾寿璐邸晁巨藤滕折苍么仉揣庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥和蔺占邝浦麻矫藏展门慕狄阚鄂亢麦呼塔海巴敬初寇勾宦亓笪缪逄逯雍郏皮步干支昝卢库融那空毋乜养须丰巢权益桓公督帅缑况郈琴闫法汝钦佴伯赏墨哈谯年爱言福终甫邰庾暨居衡满弘国寸贡劳利师厍於惠储汲邴松富山班仰秋伊仝随丑由斯召信黑";

/// Words of every day that a few bear.
const RARE: &str =
    "代盘虎折苍归空步干支植班养须权益公督法赏爱言福终满国利师山松富秋斯由信黑海银官原来滑车融";

/// Characters that given names are made of, the usual ones first.
const GIVEN_USUAL: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文海春梅玲燕林金龙凤珍鹏飞宇浩辉佳欣雪婷俊峰波斌鑫健晓云丹萍莉倩琴淑慧小德永清荣福生东立新宏成子梓雨涵轩怡晨思雅琳颖琪瑞嘉怀彬兴旺振庆祥义仁光亮学良忠信诚民凯博昊天泽睿智翔阳一可心悦诗梦瑶璐洁晶菲蕾薇岚翠巧凡帆航康宁安达利全根水长茂胜富贵财顺喜爱香莲菊竹松柏树森源泉江河山川石岩峻豪雄威武刘才";
/// The less usual ones.
const GIVEN_KNOWN: &str = "发满卫保党团解放跃进援朝抗美胡步正方大中高寿彪彦朋友运通传承继业开启展望景奇世界青连宝珠银铁钢铜柱栓栋梁材力耀星月晴朗昭旭晖曦暖夏秋冬寒冰雯霖露霜虹彩绮锦绣缘圆媛嫣妍妮姗姝婧婕娅嫦娥婵娇媚妹弟兄伯仲季亨贞吉昌盛隆裕丰饶谦恭温厚礼乐书琦琨琅珊珂玮玥珏瑜瑾璇琼瑛璞莹茜茵芸芬芝芷苗若菁萱蓉蓓蕊薛蘅荷芹芙苏邦定宗祖维绍效敬孝贤哲毅恒坚韧铭钧钦锋锐鉴鸣鸿鹤鹰骏骥骁驰腾越迎迪迅远道逸遥邵郁采翼羽翰耘耿舟舒艺萌萧葆言语谊谷贝赫起辰逢郎闻阔隽韬韵飒馨骞魁麒麟黎默齐雁冉冲凌劲励勤千升卓南原双叶合同向吟君含咏品唯善喻喆圣坤垚培基堂塞增壮夫奎奕如妙始存守宜实宣宪宽宾密寅封尔尚尧尹岭岳崇州巍帅常年广庭廷延弘彤影征徐得微循恩悟惠意愉慈慕抒拓捷政斐斯旗昂易显晋普曼朔朱权杨桐楚楠槐榕樱毓汉汝池沁沈沐沛沙法泓泰洪洲流浦涌润淇淳深渊渝游湘湛滨漫潇潭澄澜灵灿炎炳炜烈烨焕煜熙熠燃爽特献玄王珈班球理瑄用申男略疆百皓益盈盼相真知矫研硕祎祯禄禹秉程穆空童笑筠筱简粟索素纯纲纳纵练细终经绪综绿缨罡群羿翊耐聪聿肖胤致艾节芊芮花苑范茗荃莎菡蔚蕴虎融衍西见观豫贺赛辅辽逊逵遵邹郅酉野铎锡锴镕闪阅陆陵雍雷震霆霏靓非韦音顾颂颐颢风飏骄魏鲁鲜鹃麦龄家勋桢璟钊誉剑扬";
/// Characters that some given names have.
const GIVEN_SELDOM: &str = "锁田木土火臣卿治令容颜莱冠乾京北鼎九依歌仙引领复毛狗蛋娃妞丫囤仓粮猛牛羊兔猪焱淼垒焰姿娆琬琰璋瑗珩琮珞珮芃荻苒荟莺萦薰藜楷槿樾栩榆椿檀烁烽炯焘煦煊爔泊沅沣泠浔浠浚涓涟淏湉溪溢滢滔漪澈澍濛瀚瀛昀昉昕昱晔晗晞晟暄旻旸旖岑峤峥嵘帷幸庚廉彧彰忱忻怿惟愫憬懋敦斓曙杉枫柯柠桦棠棣棋楹榛橙殊汐沄泾洛洵渲湄漠烜煌燊牧玖玘琛瑀瑭璠璨甯畅皎皙砚碧祉祐穗竞笙箐籽绎绚绫缇翎翘翩聆肇舜舫芯苡茉荀莞葳蒙蓁蓝蓬蝶衡衿裴襄谌谚谨赟趁轶辞逍遂郦酌钒钰铄铖铠铮霁霄霈韶颉颀馥驭驿骋骅鲲鸢鸥鹂鹊黛三四五六七八二十殿兆甫炅玓绾来之少先声";
/// Characters of the grammar, of measures and of what people do in complaints: next to never in a name.
const NEVER: &str = "的了在是我你他她它们这那不没有和与及或对从到把被将让给为以于因所而但且则就都也还又再很太更最已未曾着过吗呢吧啊呀嘛哦请要会能可应该需须想说称反映投诉举报表示认住去打拨叫姓名女士某个位号楼单元室层米吨件条次处辆台种多几每各另其此本等乎者亦使由些什么怎谁哪块钱分时日点半前后左右内外旁边里间附近院区县市省镇乡村街路巷桥站店馆厅局科部队长员工地门口车停乱占垃圾堆噪扰施主物管居民社小户租客老人师傅阿姨邻代捡养修推骂踢搬泼扔装拆砸堵挡倒晒钉钻挖抽卖买借欠付交退扣罚贴撕摔撞咬吵闹哭喊问找催躲藏查验收签按敲掉落漏淋湿臭脏批款费价账票据证牌照险税薪资押奖现私干段姐哥嫂叔婶爷奶记骗剐蹭滑至事";
/// Characters that names of other languages are written with.
const SOUNDS: &str = "理阿艾爱安奥巴白贝比毕波勃博布藏查察昌楚茨次措达丹当德登迪蒂丁东杜多顿厄恩尔耳法凡范菲费芬弗福盖甘冈格贡古桂哈海汉赫亨胡华霍吉加嘉贾江捷金居卡凯坎康柯科克肯库夸拉莱兰朗劳勒雷蕾黎礼李里莉力利丽琳林伦罗洛吕玛马迈麦曼茂梅蒙米姆莫木穆娜纳乃奈楠妮尼宁娘努诺欧帕潘培佩皮坡普其齐奇恰乔切钦琼丘然热仁日荣茹若萨塞赛桑瑟森沙莎山珊尚舍生施史斯丝思苏孙索塔泰坦汤唐陶特提汀图吐托瓦旺韦维卫温翁乌沃伍西希锡夏香肖晓辛欣雄休逊雅亚扬姚耶叶伊依义易因英约宰赞泽扎詹章哲珍真治朱卓兹孜佐合买甫旦玉汗荪央宗嘎珠不都吾如肉拜尕衣卜来斡迦素明鲁洪敏仙阔娃增朵音呼万再乎则娅";

/// What is known of one character.
#[derive(Debug, Clone, Copy)]
struct Facts {
    /// Logarithm of its share among surnames; not a number if it is none.
    surname: f32,
    /// Logarithm of its share in given names.
    given: f32,
    is_frequent: bool,
    is_sound: bool,
}

const UNKNOWN: Facts = Facts {
    surname: f32::NAN,
    given: -7.8,
    is_frequent: false,
    is_sound: false,
};
/// The block that holds nearly all characters in use.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

static FACTS: LazyLock<Vec<Facts>> = LazyLock::new(|| {
    let mut facts = vec![UNKNOWN; (LAST - FIRST + 1) as usize];
    let mut each = |listed: &str, learn: fn(&mut Facts)| {
        for ch in listed.chars() {
            if let Some(facts) = index(ch).and_then(|index| facts.get_mut(index)) {
                learn(facts);
            }
        }
    };
    // What comes later counts.
    each(UNCOMMON, |facts| facts.surname = -6.6);
    each(RARE, |facts| facts.surname = -8.6);
    each(COMMON, |facts| facts.surname = -5.3);
    each(FREQUENT, |facts| facts.surname = -3.6);
    each(COMMON, |facts| facts.is_frequent = true);
    each(FREQUENT, |facts| facts.is_frequent = true);
    each(GIVEN_SELDOM, |facts| facts.given = -6.6);
    each(GIVEN_KNOWN, |facts| facts.given = -5.4);
    each(NEVER, |facts| facts.given = -13.0);
    each(GIVEN_USUAL, |facts| facts.given = -4.3);
    each(SOUNDS, |facts| facts.is_sound = true);
    facts
});

fn index(ch: char) -> Option<usize> {
    let code = ch as u32;
    (FIRST..=LAST)
        .contains(&code)
        .then(|| (code - FIRST) as usize)
}

fn facts(ch: char) -> Facts {
    index(ch).map_or(UNKNOWN, |index| FACTS[index])
}

/// How rare a surname is; none if it is no surname.
pub(super) fn single(ch: char) -> Option<f64> {
    let share = facts(ch).surname;
    (!share.is_nan()).then(|| f64::from(share))
}

/// Whether most people would take it for a surname first.
pub(super) fn is_frequent(ch: char) -> bool {
    facts(ch).is_frequent
}

/// Logarithm of the share of a given name among given names.
pub(super) fn given_name(name: &[char]) -> f64 {
    let shares: f64 = name.iter().map(|ch| given(*ch)).sum();
    if is_listed(name) {
        shares.max(-6.6)
    } else if name.len() == 2 && name[0] == name[1] {
        // 娜娜, 苗苗, 多多: the second character comes for nothing.
        given(name[0]).max(-8.0) - 2.0
    } else {
        shares
    }
}

/// Whether many bear the name, or it is a word that some bear.
pub(super) fn is_listed(name: &[char]) -> bool {
    TABLES.given_names.holds(name)
}

/// How usual a character is in given names.
pub(super) fn given(ch: char) -> f64 {
    f64::from(facts(ch).given)
}

/// Characters that names of other languages are written with.
pub(super) fn is_transliteration(ch: char) -> bool {
    facts(ch).is_sound
}
