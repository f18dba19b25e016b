//! The words of the sensitive topics. Plain lists, to be read and added to by whoever knows the office's
//! cases; each string holds words with spaces between them.

use super::Topic;

/// The words of one topic.
pub(super) struct Vocabulary {
    pub(super) topic: Topic,
    /// They speak of a person's own matter wherever they stand.
    pub(super) certain: &'static str,
    /// They do so beside a person.
    pub(super) personal: &'static str,
}

pub(super) const VOCABULARIES: [Vocabulary; 8] = [
    Vocabulary {
        topic: Topic::Minor,
        certain: "未成年 留守儿童 困境儿童 孤儿 弃婴 被拐 拐卖 性侵 猥亵 校园霸凌 校园欺凌 霸凌 虐童 \
            虐待儿童 少管所 童工 早恋 辍学 厌学 班主任",
        personal: "孩子 小孩 小朋友 儿童 婴儿 宝宝 娃 女童 男童 小学生 中学生 初中生 高中生 学生 年级 \
            岁女孩 岁男孩 岁的女孩 岁的男孩 小女孩 小男孩 女儿 儿子 孙子 孙女 外孙 闺女",
    },
    Vocabulary {
        topic: Topic::Health,
        certain: "艾滋 hiv 梅毒 性病 乙肝 丙肝 肺结核 结核病 精神病 精神障碍 精神分裂 精神疾病 精神病人 \
            精神患者 抑郁 躁郁 双相 焦虑症 强迫症 自闭症 孤独症 多动症 癫痫 羊癫疯 痴呆 阿尔茨海默 \
            帕金森 癌 肿瘤 白血病 尿毒症 透析 化疗 放疗 心梗 脑梗 脑出血 中风 偏瘫 卧床 植物人 \
            糖尿病 高血压 心脏病 冠心病 哮喘 病历 病危 住院 手术 流产 不孕 试管婴儿 孕妇 怀孕 产妇 \
            坐月子 自杀 自残 轻生 跳楼 割腕 吸毒 戒毒 酗酒 遗体 去世 病逝 病故 猝死 确诊 神经衰弱 \
            失眠症 安定药 过敏性 肺炎 骨折 心脏搭桥 心脏支架 做了支架 瘫痪在床 高位瘫痪 残障 月子里",
        personal: "病人 患者 患有 得病 得了病 生病 有病 重病 大病 病重 养病 旧病 瘫痪 犯病 发病 治病 吃药 \
            服药 身体不好 身体情况 身体虚弱 行动不便 失眠 睡眠障碍 头疼 头晕 发烧 咳嗽 患病 受伤 \
            摔伤 烫伤 心慌 胸闷 血压 神志 脑子有问题 精神有问题 精神不正常 精神异常",
    },
    Vocabulary {
        topic: Topic::Disability,
        certain: "残疾证 残疾人证 伤残军人 智障 智力残疾 精神残疾 肢体残疾 听力残疾 视力残疾 聋哑 聋人 \
            哑巴 瘸子 瞎子 傻子 高位截瘫 截肢 假肢 唐氏 脑瘫 侏儒 一级残疾 二级残疾 三级残疾 \
            四级残疾 重残 护理补贴",
        personal: "残疾 盲人 失明 失聪 坐轮椅 轮椅 拄拐 腿脚不好 腿脚不便 拐杖 智力",
    },
    Vocabulary {
        topic: Topic::LostChild,
        certain: "失独 独生子女死亡 独生子女去世 失去独子 失去独女 唯一的孩子没了 特扶家庭 计生特扶 \
            计划生育特殊家庭 特别扶助 白发人送黑发人",
        personal: "",
    },
    Vocabulary {
        topic: Topic::Relief,
        certain: "低保 低收入家庭 最低生活保障 特困 五保 困难户 贫困户 贫困家庭 困难家庭 困难老人 临时救助 \
            救助金 救济 吃救济 困难补助 生活困难 揭不开锅 失业金 公租房资格 廉租 拾荒为生 捡废品为生 \
            刑满释放 社区矫正 前科 坐过牢 服刑 取保候审",
        personal: "失业 下岗 欠债 没有收入 没收入 贫困",
    },
    Vocabulary {
        topic: Topic::Religion,
        certain: "宗教 信教 传教 教徒 信徒 基督 天主 耶稣 圣经 伊斯兰 穆斯林 古兰 佛教 道教 邪教 法轮 \
            全能神 门徒会 家庭教会 聚会点 礼拜 祷告 做法事 阿訇 神父 牧师 喇嘛 少数民族 回民 \
            民族习惯",
        personal: "信佛 念经 烧香 拜佛 教会 教堂 清真 寺庙 寺院",
    },
    Vocabulary {
        topic: Topic::Petition,
        certain: "信访 上访 截访 缠访 闹访 老访户 维稳 稳控 进京访 越级访 集体访 告状 静坐 请愿 游行 示威 \
            拦车喊冤 喊冤 举报信 实名举报 打击报复",
        personal: "",
    },
    Vocabulary {
        topic: Topic::Domestic,
        certain: "家暴 家庭暴力 离婚 婚外 出轨 小三 私生 抚养权 抚养费 赡养费 不赡养 遗产 继承纠纷 分家产 \
            家庭纠纷 家庭矛盾 夫妻吵架 夫妻打架 两口子吵 两口子打 打老婆 打媳妇 打孩子 虐待 遗弃老人 \
            遗弃孩子 遗弃罪 遗弃婴 婆媳 前妻 前夫 同居 感情纠纷 情感纠纷 强奸 人身安全保护令",
        personal: "断绝关系 闹翻 赶出家门 不管老人 不养老",
    },
];

/// Behind one of these a personal word speaks of somebody.
pub(super) const PERSONS: &str = "我 本人 自己 家里 家中 家人 这家 那家 他家 她家 邻居 楼上 楼下 隔壁 对门 住户 业主 租户 \
    租客 房东 老伴 爱人 妻子 丈夫 媳妇 老公 老婆 父亲 母亲 爸 妈 爷爷 奶奶 姥 老人 老太太 \
    老大爷 大爷 大妈 一位 一名 一户 有个 有位 有名 某 他 她 其 〔姓名〕";

/// So do these in front of it: 有病的邻居.
pub(super) const PERSONS_BEHIND: &str = "邻居 住户 业主 租户 租客 房东 叫 姓";

/// These hold one of the words and say nothing of anybody.
pub(super) const HARMLESS: [&str; 4] = [
    // Places and things
    "无障碍 盲道 盲文 残疾人通道 残疾人坡道 残疾人车位 残疾人停车位 残疾人专用 残疾人卫生间 \
        残疾人厕所 残疾人三轮 残疾车 残疾人代步车 残疾人联合会 残联 轮椅坡道 轮椅通道 轮椅道 \
        婴儿车 儿童车 童车 儿童乐园 儿童游乐 儿童设施 儿童医院 儿童公园 儿童活动 儿童滑梯 \
        学生宿舍 学生公寓 小孩滑梯 孩子们 幼儿园 小学 中学 婴儿床 医院 门诊楼 卫生院 社区卫生 \
        药店 药房 急诊楼 住院部 住院楼 手术室 疾控 养老院 敬老院 病虫害 病树 树木生病 白蚁 \
        病死树 癌变树 教堂街 教堂门 教堂路 寺庙街 清真餐 清真饭 清真食品 清真超市 清真牛羊 \
        清真小吃 烧香炉 礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 礼拜天 礼拜日 基督山 信访局 \
        信访办 信访接待 信访大厅 信访窗口 健康步道 健康路 健康教育 灯箱支架 手术刀",
    // Services
    "独生子女证 独生子女父母光荣证 独生子女奖励 独生子女费 低保窗口 低保办理 低保咨询 \
        低保政策 残疾证办理 办理残疾证 失业金窗口 失业登记 救济站 救助站 临时救助窗口 \
        特别扶助制度 失业保险 结婚登记 离婚登记处 婚姻登记 民族路 民族街 民族小学",
    // Words across the border of two others
    "同居民 同居委 小三轮 小三元 集中风 中风貌 空中风 返回民 居住院 住院内 住院子 住院里 \
        住院落 入住院 娃娃机 娃哈哈 上礼拜 下礼拜 这礼拜 一礼拜 两礼拜 个礼拜",
    // Figures of speech
    "跳楼价 跳楼甩卖 跳楼大甩卖 交通瘫痪 道路瘫痪 路口瘫痪 系统瘫痪 网络瘫痪 电梯瘫痪 \
        瘫痪在路 肿瘤医院 孩子气 学生票 毛病 通病 弊病 城市病 心病 老毛病 管道破裂 路面癌 牛皮癣 \
        城市癌 癌症楼 中风险 中风口 瞎子摸象 傻子都 卧床板 示威胁 一个劲 一个月 一个多月 \
        一个小时 其他 其它 其中 其实 其余 尤其 他们 她们 自己人 叫卖 叫停 某些 孩子王",
];
