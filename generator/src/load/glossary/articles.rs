//! Fields of offices, news, notices, pages, topics and featured cases.

use super::{Entry, e};

pub(super) const OFFICE: &[Entry] = &[
    e("title", "名称", "办理点的全称", "金顶街街道政务服务中心"),
    e(
        "slug",
        "网址名",
        "网址里的一段，办事指南的 offices 也写它",
        "jindingjie",
    ),
    e(
        "aliases",
        "旧网址",
        "页面以前的网址，访问旧网址会转到这里",
        "/dating/5.html",
    ),
    e(
        "street",
        "街道",
        "属于哪个街道，写 streets.toml 里的 name",
        "金顶街街道",
    ),
    e("address", "地址", "写到门牌", "示例路61号"),
    e(
        "description",
        "简介",
        "一句话",
        "金顶街街道政务服务中心的窗口、电话和开放时间。",
    ),
    e("keywords", "关键词", "居民会用来找它的词", "办事大厅"),
    e("draft", "草稿", "写 true 时不出现在网站上", "true"),
    e(
        "publish_at",
        "定时发布",
        "到这个时间才出现在网站上",
        "\"2027-01-01 09:00\"",
    ),
    e("hours", "开放时间", "每段时间一组", "days: 周一至周五"),
    e("hours.days", "哪几天", "星期几", "周一至周五"),
    e("hours.time", "几点到几点", "24 小时制", "\"09:00-12:00\""),
    e("phones", "电话", "对外公布的电话，每个一组", "label: 咨询"),
    e("phones.label", "用途", "这个电话管什么", "咨询"),
    e(
        "phones.number",
        "号码",
        "电话号码，加引号",
        "\"010-00001001\"",
    ),
    e("windows", "窗口", "每个窗口一组", "name: 综合窗口"),
    e("windows.name", "窗口名称", "窗口的名称或编号", "综合窗口"),
    e("windows.items", "办什么", "这个窗口办的事", "医保参保证明"),
    e(
        "location",
        "经纬度",
        "[纬度, 经度]，WGS-84",
        "[39.906, 116.236]",
    ),
];

pub(super) const NEWS: &[Entry] = &[
    e("title", "标题", "一句话说出做成了什么", "服务号上线"),
    e(
        "slug",
        "网址名",
        "网址里的一段，只用小写字母、数字和连字符；不写时用文件名的拼音",
        "fuwuhao-shangxian",
    ),
    e(
        "aliases",
        "旧网址",
        "页面以前的网址，访问旧网址会转到这里",
        "/dongtai/88.html",
    ),
    e(
        "published",
        "发布时间",
        "发布的日期和时间，是实际发布的那一刻",
        "\"2026-03-01 09:30\"",
    ),
    e(
        "source",
        "来源",
        "哪个单位或媒体写的",
        "示例区城市管理指挥中心",
    ),
    e("author", "作者", "作者或编辑", "示例编辑"),
    e("issue", "期号", "第几期", "第41期"),
    e(
        "description",
        "简介",
        "一句话，列表和搜索结果里显示",
        "居民可以在手机上举报、查进度。",
    ),
    e("keywords", "关键词", "居民会用来找它的词", "服务号"),
    e(
        "image",
        "题图",
        "和文件放在一起的图片的文件名",
        "shangxian.jpg",
    ),
    e(
        "image_alt",
        "题图说明",
        "题图上是什么，给看不见图的人听",
        "服务号的首页",
    ),
    e("draft", "草稿", "写 true 时不出现在网站上", "true"),
    e(
        "publish_at",
        "定时发布",
        "到这个时间才出现在网站上；不写时用 published",
        "\"2027-01-01 09:00\"",
    ),
];

pub(super) const NOTICE: &[Entry] = &[
    e("title", "标题", "一句话说出变了什么", "国庆节期间窗口时间"),
    e(
        "slug",
        "网址名",
        "网址里的一段，只用小写字母、数字和连字符；不写时用文件名的拼音",
        "2026-guoqing",
    ),
    e(
        "severity",
        "程度",
        "info 通知、warning 提醒、urgent 紧急",
        "info",
    ),
    e(
        "starts",
        "开始时间",
        "从什么时候起挂在每一页上面",
        "\"2026-09-25 00:00\"",
    ),
    e("ends", "结束时间", "到什么时候取下", "\"2026-10-08 09:00\""),
    e(
        "description",
        "简介",
        "一句话，写清楚日期和地点",
        "国庆节放假期间不开窗，10月8日9:00恢复。",
    ),
    e("draft", "草稿", "写 true 时不出现在网站上", "true"),
    e(
        "aliases",
        "旧网址",
        "页面以前的网址，访问旧网址会转到这里",
        "/jiu/88.html",
    ),
];

pub(super) const PAGE: &[Entry] = &[
    e("title", "标题", "页面的标题", "关于本站"),
    e(
        "slug",
        "网址名",
        "网址里的一段，只用小写字母、数字和连字符；不写时用文件名的拼音",
        "about",
    ),
    e(
        "description",
        "简介",
        "一句话",
        "这个网站能做什么，由谁来办。",
    ),
    e("keywords", "关键词", "居民会用来找它的词", "关于"),
    e("draft", "草稿", "写 true 时不出现在网站上", "true"),
    e(
        "publish_at",
        "定时发布",
        "到这个时间才出现在网站上",
        "\"2027-01-01 09:00\"",
    ),
    e(
        "aliases",
        "旧网址",
        "页面以前的网址，访问旧网址会转到这里",
        "/jiu/88.html",
    ),
];

pub(super) const TOPIC: &[Entry] = &[
    e("title", "标题", "专题的名称", "停车"),
    e(
        "slug",
        "网址名",
        "网址里的一段，办事指南的 topics 也写它",
        "tingche",
    ),
    e(
        "aliases",
        "旧网址",
        "页面以前的网址，访问旧网址会转到这里",
        "/zhuanti/3.html",
    ),
    e(
        "description",
        "简介",
        "一句话",
        "车位怎样划、地锁怎样拆、错时停车在哪里。",
    ),
    e("keywords", "关键词", "居民会用来找它的词", "停车"),
    e(
        "categories",
        "相关类别",
        "和哪几类举报有关，写 categories.toml 里的 label",
        "私设地锁、阻车桩",
    ),
    e(
        "figures",
        "数字",
        "引用公布过的数字，写“文件名#数字的 key”",
        "2019-wangge#handling_rate",
    ),
    e(
        "long_standing",
        "长期推进的事",
        "一时办不完的，每件一组",
        "title: 老旧小区车位不足",
    ),
    e(
        "long_standing.case",
        "案件编号",
        "案件的公开编号；案件没有公开就不写",
        "7KQ2M-9XJ4T-0WBAE",
    ),
    e(
        "long_standing.title",
        "是什么事",
        "一句话",
        "老旧小区车位不足",
    ),
    e(
        "long_standing.reason",
        "为什么办得慢",
        "说清楚卡在哪里",
        "小区内没有可以新划的空地。",
    ),
    e(
        "long_standing.next",
        "下一步",
        "接下来做什么、什么时候",
        "2027年一季度协商错时停车。",
    ),
    e(
        "proposals",
        "建议和答复",
        "代表、委员和居民的建议，每件一组，不写姓名",
        "title: 增加错时停车",
    ),
    e("proposals.title", "建议", "建议了什么", "增加错时停车"),
    e(
        "proposals.answer",
        "答复",
        "怎样答复",
        "已和两家单位商定夜间开放。",
    ),
    e("proposals.unit", "答复单位", "谁答复的", "区交通支队"),
    e(
        "proposals.date",
        "答复日期",
        "哪一天答复的",
        "\"2026-03-01\"",
    ),
    e(
        "activities",
        "活动",
        "居民可以参加的，每场一组",
        "title: 停车议事会",
    ),
    e("activities.title", "活动名称", "叫什么", "停车议事会"),
    e(
        "activities.starts",
        "开始时间",
        "什么时候开始",
        "\"2026-12-05 14:00\"",
    ),
    e(
        "activities.ends",
        "结束时间",
        "什么时候结束",
        "\"2026-12-05 16:00\"",
    ),
    e("activities.place", "地点", "在哪里", "某社区活动室"),
    e(
        "activities.sign_up",
        "要不要报名",
        "是的时候页面上有“预约”链接",
        "是",
    ),
    e(
        "activities.note",
        "说明",
        "还要知道什么",
        "请提前十分钟到场。",
    ),
    e(
        "updated",
        "更新日期",
        "内容最近一次核对的日期",
        "\"2026-03-01\"",
    ),
    e("draft", "草稿", "写 true 时不出现在网站上", "true"),
    e(
        "publish_at",
        "定时发布",
        "到这个时间才出现在网站上",
        "\"2027-01-01 09:00\"",
    ),
];

pub(super) const FEATURED: &[Entry] = &[e(
    "lesson",
    "经验",
    "别处能从这件案子学到什么，一两句话",
    "先和物业说好，再一起到场，一次拆完。",
)];
