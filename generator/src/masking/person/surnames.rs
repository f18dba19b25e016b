//! Family names, and how much a character looks like part of a given name.
//!
//! The figures are natural logarithms of shares, rounded: they only have to be comparable with the
//! shares of words in the dictionary.

use super::words::TABLES;

/// Single surnames by how many people bear them.
const FREQUENT: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const COMMON: &str = "付梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文肖闫";
const UNCOMMON: &str = "骆厉戎佘郗漆隆虎洛郸甯归蒯尕尚代盘农覃种卿宿鹿暴尉扈璩牧隗冶茹尧滑訾寿璐邸晁巨藤滕折苍么仉揣庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥和蔺占邝浦麻矫藏展门慕狄阚鄂亢麦呼塔海巴敬初寇勾宦亓笪缪逄逯雍郏皮步干支昝卢库融那空毋乜养须丰巢权益桓公督帅缑况郈琴闫法汝钦佴伯赏墨哈谯年爱言福终甫邰庾暨居衡满弘国寸贡劳利师厍於惠储汲邴松富山班仰秋伊仝随丑由斯召信黑";

/// Characters that given names are made of, the usual ones first.
const GIVEN_USUAL: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文海春梅玲燕林金龙凤珍鹏飞宇浩辉佳欣雪婷俊峰波斌鑫健晓云丹萍莉倩琴淑慧小德永清荣福生东立新宏成子梓雨涵轩怡晨思雅琳颖琪瑞嘉怀彬兴旺振庆祥义仁光亮学良忠信诚民凯博昊天泽睿智翔阳一可心悦诗梦瑶璐洁晶菲蕾薇岚翠巧凡帆航康宁安达利全根水长茂胜富贵财顺喜爱香莲菊竹松柏树森源泉江河山川石岩峻豪雄威武刘";
const GIVEN_KNOWN: &str = "发满卫保社党团解放跃进援朝抗美胡进步先才能有正方大中高寿彪彦朋友运通传承继业开启展望景景奇世界少青连友来宝珠银铁钢铜锁柱栓栋梁材力耀星月晴朗照昭旭晖曦暖夏秋冬寒冰雯霖露霜虹彩绮锦绣缘圆媛嫣妍妮姗姝婧婕娅嫦娥婵娇媚妹姐弟兄伯仲叔季元亨贞吉昌盛隆裕丰饶谦恭温厚礼乐书琦琨琳琅珊珂玮玥玲珏瑜瑾璇琼瑛璞莹茜茵芸芬芝芷苗若菁萱蓉蓓蕊薛蘅荷芹芙苏邦定宗祖耀维绍效敬孝贤哲毅恒坚刚韧铭钧钦锋锐镇鉴鸣鸿鹤鹰燕骏骥骁驰腾越迎迪迅远道逸遥邵郁采翼羽翰耘耿舟航舒艺萌萧葆言语谊谷贝赫起跃路辰逢郎都鑫闻阔隽韬韵顺飒馨骞魁麒麟黎默齐雁冉冲凌劲励勤千升卓南原双叶合同向吟君含启咏品唯善喻喆圣坤垚培基堂塞增壮夫奎奕如妙始存季学宇守宏宜实宣宪宽宾密寅封尔尚尧尹岭岳崇川州巍帅常干年广庭廷延弘强彤彬影征徐得微循心怀怡恩悟惠意愉慈慕成承抒拓振捷政敬斐斯旗日昂易映是显晋晓普智曼曾月朔未本朱权来杨桐梁森楚楠槐榕樱正毓永汉汝池沁沈沐沛沙法泓泰洪洲流浦涌润淇淳深渊渝温游湘湛滨漫潇潭澄澜灵灿炎炳炜烈烨焕煜熙熠燃爽特献玄王珈班球理瑄用申男略疆百皓益盈盼相真知矫研硕磊祎祯禄禹秉科程穆空童笑筠筱简粟索素红纯纲纳纵练细终经绪维综绿缨罡群羿翊耐聪聿肖胤致良艾节芊芮花苑英范茗荃莎菡蔚蕴虎融衍西见观豫豪贺赛超跃辅辉辽逊逵遵邹郅酉野铎银锡锴镕长门闪阅陆陵雍雷震霆霏靓静非韦音顾颂颐颢风飏香骄高魏鲁鲜鹃鹏麦龄";
/// Characters of the grammar, and of measures: next to never in a name.
const NEVER: &str = "的了在是我你他她它们这那不没有和与及或对向从到把被将让给为以于因所而但且则就都也还又再很太更最已未曾正着过吗呢吧啊呀嘛哦请要会能可应该需须想说称反映投诉举报表示认为住来去打拨叫姓名先女士某个位号楼栋单元室层米元吨件条次处辆台种多少几每各另其此该本等之乎者亦使由每些什么怎谁哪块钱分时日月年点半前后左右内外旁边里间附近院区县市省镇乡村街路巷桥站店馆厅所局处科室部队长员工地门口道车停乱占垃圾堆噪声扰施业主物管居民社小区户租客老人师傅阿姨邻";

/// How rare a surname is; none if it is no surname.
pub(super) fn single(ch: char) -> Option<f64> {
    if FREQUENT.contains(ch) {
        Some(-3.6)
    } else if COMMON.contains(ch) {
        Some(-5.3)
    } else if UNCOMMON.contains(ch) {
        Some(-6.6)
    } else {
        None
    }
}

/// Whether most people would take it for a surname first.
pub(super) fn is_frequent(ch: char) -> bool {
    FREQUENT.contains(ch) || COMMON.contains(ch)
}

/// Logarithm of the share of a given name among given names.
pub(super) fn given_name(name: &[char]) -> f64 {
    let shares: f64 = name.iter().map(|ch| given(*ch)).sum();
    if TABLES.given_names.longest_start(name) == Some(name.len()) {
        shares.max(-6.6)
    } else if name.len() == 2 && name[0] == name[1] {
        // 娜娜, 苗苗: the second character comes for nothing.
        given(name[0]) - 2.0
    } else {
        shares
    }
}

/// How usual a character is in given names.
pub(super) fn given(ch: char) -> f64 {
    if GIVEN_USUAL.contains(ch) {
        -4.3
    } else if NEVER.contains(ch) {
        -13.0
    } else if GIVEN_KNOWN.contains(ch) {
        -5.4
    } else {
        -7.8
    }
}

/// Characters that names of other languages are written with.
pub(super) fn is_transliteration(ch: char) -> bool {
    const SOUNDS: &str = "阿艾爱安奥巴白贝比毕波勃博布藏查察昌楚茨次措达丹当德登迪蒂丁东杜多顿厄恩尔耳法凡范菲费芬弗福盖甘冈格贡古桂哈海汉赫亨胡华霍吉加嘉贾江捷金居卡凯坎康柯科克肯库夸拉莱兰朗劳勒雷蕾黎礼李里莉力利丽琳林伦罗洛吕玛马迈麦曼茂梅蒙米姆莫姆木穆娜纳乃奈楠妮尼宁娘努诺欧帕潘培佩皮坡普其齐奇恰乔切钦琼丘然热仁日荣茹若萨塞赛桑瑟森沙莎山珊尚舍生施史斯丝思苏孙索塔泰坦汤唐陶特提汀图吐托瓦旺韦维卫温翁乌沃伍西希锡夏香肖晓辛欣雄休逊雅亚扬姚耶叶伊依义易因英约宰赞泽扎詹章哲珍真治朱卓兹孜佐合买依古丽逊甫旦迪玉麦提热孜热汗帕夏图尔荪巴特其格乌兰央宗旦卓嘎顿珠不都吾如肉拜尕衣卜来斡迦甫素德明卜克玉塞穆萨鲁洪敏仙凯赛拜萨阔旦努尕";
    SOUNDS.contains(ch)
}
