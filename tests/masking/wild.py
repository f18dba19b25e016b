"""Makes `wild.jsonl` out of `wild_persons.txt`, `wild_traps.txt` and `wild_more_*.txt`, and `unseen.jsonl` out of
`unseen_persons.txt` and `unseen_traps.txt`: the masker was tuned on both. And `everyday.jsonl` out of
`everyday_persons.txt` and `everyday_public.txt`, on which it was not: others wrote them, and who works on the masker
reads neither them nor what it misses there, only the count. Whoever does read them moves them to `learn/texts` and has new ones written.
Everything is invented.

Half of the wild lines, by a digest of their text, and the unseen ones fill their slots from names,
places and shops of their own. Marks and slots are those of `make.py`.

    python3 tests/masking/wild.py            # writes all; --check compares
"""

import hashlib
import json
import pathlib
import random
import re
import sys

import make

HERE = pathlib.Path(__file__).parent

# Many bear the first ones; the later ones are rare.
SURNAMES = (
    "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 "
    "汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 庞 樊 兰 殷 施 陶 洪 翟 安 颜 倪 严 牛 温 "
    "芦 季 俞 章 鲁 葛 伍 韦 申 尤 毕 聂 丛 焦 向 柳 邢 路 岳 齐 梅 莫 庄 辛 管 祝 左 涂 谷 祁 时 舒 耿 牟 卜 詹 关 苗 凌 费 纪 靳 盛 童 欧 甄 项 曲 成 游 阳 裴 席 卫 查 屈 鲍 霍 翁 隋 "
    "甘 景 薄 单 包 柏 宁 柯 阮 桂 闵 解 强 柴 车 冉 房 边 辜 吉 饶 刁 瞿 戚 古 米 池 晋 苑 邬 臧 畅 宫 苟 全 褚 廉 简 娄 盖 符 奚 木 穆 党 燕 郎 冀 谈 姬 屠 连 郜 晏 栾 郁 商 蒙 计 喻 窦 迟 "
    "宇 敖 糜 鄢 冷 卓 花 仇 艾 蓝 都 巩 稽 井 练 仲 乐 虞 卞 封 竺 楚 佟 栗 应 台 巫 鞠 桑 荆 银 明 沙 伏 岑 习 胥 和 蔺 占 麻 矫 展 门 慕 狄 阚 麦 寇 展 逄 逯 雍 母 皮 昝 訾 仉 缑 么"
).split()
COMPOUND = ["欧阳 诸葛 司徒 慕容 尉迟 令狐 宇文 南宫", "上官 司马 皇甫 夏侯 东方 公孙 端木 呼延 闻人"]
GIVEN = (
    # Grandparents.
    "秀兰 桂芝 玉珍 淑琴 凤英 素珍 玉华 德福 德山 永贵 长发 振山 宝贵 万祥 文炳 士杰 国栋 福来 得胜 庭芳 兆麟 世昌 耀祖 金泉 广田 殿臣 玉坤 凤祥 景山 树林 淑清 慧芝 惠芳 素云 桂荣 翠珍 兰芝 月娥 春香 秋菊 "
    # Parents.
    "建军 建国 国庆 卫东 红卫 爱国 援朝 跃进 文革 学工 学农 立新 向红 志刚 志宏 永红 小平 新华 晓光 振东 海滨 建平 国良 铁军 保国 建生 秋生 冬梅 春生 丽萍 艳红 晓梅 美娟 秀丽 红霞 海英 亚芹 玉洁 敏华 慧娟 "
    # The middle ones.
    "伟 磊 鹏 涛 勇 军 杰 静 敏 丽 艳 娜 婷 倩 燕 超 浩 亮 斌 峰 凯 辉 波 刚 强 帅 鑫 宇 飞 龙 萍 玲 霞 娟 洁 莉 芳 红 梅 颖 雪 琳 晶 蕾 璐 "
    "海涛 志鹏 晓峰 永亮 文龙 少杰 俊峰 立强 宏伟 大鹏 春雷 小波 亚楠 晓燕 海霞 丽娜 婷婷 丹丹 园园 倩倩 艳玲 雪莲 小娟 文静 "
    # The young ones.
    "子轩 梓涵 欣怡 雨泽 浩然 一诺 可馨 思远 诗琪 嘉懿 宇航 俊熙 奕辰 沐宸 若汐 语桐 晨曦 依诺 铭轩 子墨 芷若 书瑶 景行 知夏 念慈 安琪 亦菲 星辰 予安 清扬 "
    # Rare ones.
    "骞 翀 喆 璟 瑀 昉 暄 桢 烨 珩 琮 甯 皙 筱 绾 翊 芃 荻 蘅 衍 裕 谌 赟 钊 铖 阅 颀 骁 鸢 麒 彧 澍 濛 珞 旻 晗 炅 玥 "
    "云鹤 啸林 鹤鸣 逢春 继先 乃文 斯年 怀瑾 秉文 仲文 士林 天佑 承志 道明 光耀 金榜 玉堂 满堂 进宝 招娣 来娣 根宝 阿大 木根 水生 火旺 土根 铁锁 石柱 栓柱 大壮 二喜 三丫 四毛 五妹 小七"
).split()
CALLED_GIVEN = [
    "小雨 明明 乐乐 涵涵 轩轩 子涵 浩浩 建国 桂兰 志强 淑芬 铁蛋 豆豆 妞妞 丽华 晓军",
    "欢欢 佳佳 阳阳 果果 诺诺 宇轩 梓萱 国强 玉兰 春花 秀芳 石头 大宝 萌萌 海燕 志明",
]
TITLES = [
    "先生 女士 大爷 大妈 阿姨 师傅 大姐 老师 奶奶 叔叔 经理 老太太 大嫂 医生 老板",
    "先生 女士 大叔 大娘 大哥 小姐 爷爷 婆婆 师傅 大婶 律师 老板娘 老爷子 大夫 姥姥 主管",
]
PLACES = [
    "八角中里 苹果园东路 海特花园 老山西里 古城公园 永乐西区 鲁谷东街 金顶北路 杨庄北街 玉泉西里 香山南路 京原路口 五芳园 六合园 重聚园",
    "西山奥园 八角北路 景阳东街 时代庐峰 首钢古城路 依翠园 七星园 双园路 石景山南路 晋元庄路 麻峪街 广宁路 模式口南里 赵山路 万达北门 银河南街",
]
UYGHUR = [
    "阿不来提·阿不都热西提 帕丽旦·玉山 艾尼瓦尔·买买提 古丽米拉·赛买提 吐尔洪·卡德尔 那孜古丽·托乎提",
    "米热古丽·阿卜力孜 伊力哈木·木沙 再努尔·亚森 居来提·伊明 阿曼古丽·艾则孜 萨比尔·吐逊",
]
LATIN = ["Robert Wilson|Julia Kim|Ahmed Hassan|Sakura Ito|Daniel|Sarah Connor", "James Lee|Elena Popova|Hans Weber|Fatima Zahra|Kevin|Linda Chen"]
PINYIN = ["Zhang Wei|Li Xiaoming|WANG Fang|Liu Yang|Chen Jianguo|ZHAO Lei", "Sun Yue|Zhou Min|XU Qiang|Ma Xiaoyan|Hu Jie|GUO Lili"]
COMMUNITIES = [
    "翠竹园 芳华里 金色嘉园 常春藤小区 苏家园 向阳新村 马神庙 康盛家园 雍景豪庭 万科翡翠公园 方舟苑 郑王坟小区 高井小区 林肯公园 金汉绿港 安慧里 叶家坟 胡家园 海棠公社 时代风帆 龙腾苑 文慧园",
    "碧水云天 银枫家园 石榴庄 于家坟 阳光星期八 融泽嘉园 曹雪芹小区 华清嘉园 任家园 雷锋里 柳芳北里 季景沁园 白塔寺小区 丁香园 乔庄南里 温泉花园 金鱼池小区 梅园 颐和山庄 武夷花园 毛家湾 宁馨苑",
]
ROADS = [
    "苏州街 王佐路 高碑店路 马家堡西路 常营中路 万寿路 于庄路 金融街 向军路 安立路 时雨街 林萃路 解放路 成寿寺路 白纸坊街",
    "黄寺大街 陶然亭路 方恒街 石龙路 温阳路 莫愁路 宋庄南街 关东店街 宁河道 明光路 武圣路 古城路 华威路 雷庄街 孙文路",
]
STATIONS = [
    "高家园 方庄桥东 史家胡同 五棵松桥 苏州桥 金安桥 马甸 康家沟 丁庄 何各庄 成寿寺 石佛营 肖村桥",
    "梅市口 潘家园桥 马连洼 车公庄 白石桥 安贞里 郝家湾 万寿寺 夏家胡同 温泉镇 雷庄 冯家庙 常营",
]
SCHOOLS = ["史家小学 方圆幼儿园 金苹果幼儿园 高井小学 蓝天第一小学 康乐幼儿园 石景山中学", "育英中学 黄城根小学 明德小学 童馨幼儿园 安华里小学 白杨树幼儿园 陶行知中学"]
HOSPITALS = ["华信医院 安贞医院 武警总医院 康华社区卫生服务站", "平谷区医院 温馨养老院 同仁医院 白云社区卫生服务中心"]
PARKS = ["紫竹院公园 陶然亭公园 松林公园 玉渊潭公园", "柳荫公园 龙潭公园 文化公园 雕塑公园"]
FIRMS = ["宏达建筑公司 安信物业 金辉地产 方正保安公司 华远物流 康洁保洁公司 万家装饰", "鲁能物业 成功装饰公司 常青园林 明亮电力公司 和顺搬家公司 白鸽快递 于洋建筑"]
SHOPS = [
    "老李家常菜|张记炸酱面|马大姐饺子馆|王小二面馆|胖哥俩肉蟹煲|小林理发店|李姐美甲|阿芳裁缝铺|刘师傅修脚堂|高兴网吧|周大生珠宝|鲍师傅糕点|赵四烧烤|鑫源便利店|金凤成祥|老孙头豆腐脑|陈记烧腊|梅林阁饭庄|丽娜发屋|志强汽修",
    "老徐烤鱼|黄记煌三汁焖锅|吴裕泰茶庄|小杨生煎|宋嫂鱼羹|阿姨奶茶|张姐水饺|何大叔卤煮|杨铭宇黄焖鸡|唐宫夜宴酒楼|丁丁洗衣店|孟非的小面|沈大成点心铺|许留山甜品|雷家大鸭子|婷婷美容院|海涛五金店|国强轮胎|秀英包子铺|宏伟烟酒商行",
]
OFFICES = [
    "副区长|区城管委主任|街道党工委书记|区委书记|街道办事处副主任|区住建委党组书记|交通支队支队长",
    "区长|区生态环境局局长|街道工委副书记|区政协主席|镇党委书记|区卫健委副主任|市监局局长",
]
LATER = {2: dict(
    given="德昌 立群 秀莲 俊生 宝林 志敏 桂珍 永泉 凤琴 少云 雅萍 文博 晓雯 建勋 丽红 国梁 小芹 玉良 春华 洪亮 思源 婉清 子涵 佳怡 博文 浩宇 雨欣 明哲 钰涵 一凡 若彤 "
    "琦 霏 鸣 荣 瑛 淼 彪 栋 岚 烁 睿 曼 茜 昆 蔚 铎 祺 湛 筠 堃 双喜 大全 铁山 长锁 满仓 来福 有田 金栓 广利 万春 庆云 绍军 培德 延龄 鸿儒 敬之 令仪 清如 允中".split(),
    compound="欧阳 司徒 诸葛 皇甫 上官 淳于 澹台 宇文",
    titles="先生 女士 大爷 大妈 阿姨 师傅 大姐 大哥 老师 经理 主管 大叔 奶奶 老太太 叔叔",
    uyghur="阿不都热合曼·依明 帕提曼·吾买尔 努尔兰·别克 麦合木提·沙吾提 阿丽娅·吐尔地",
    latin="Emily Clark|Pablo Gomez|Nina|Hiroshi Sato|Wu Jianhua|Lin Xiaoyu|Grace",
    estate="锦绣江南 紫御华府 枫丹白露 水岸庄园 凤凰城 西府颐园 时代花园 汇景新城 东方雅苑 瑞雪家园 文景苑 梧桐里 盛世嘉园 金秋园 云岗小区 鲁能公馆 华侨新村 荷塘月色 佟麟里 姚家井小区",
    street="苏家坨路 文昌街 广安路 丰源大街 马坊东路 翠微路 阳春路 景泰东街 左安路 宋庆胡同 永昌路 靳家巷",
    stop="安河桥北站 郭庄子 吕家营站 方家胡同站 石榴园北里 常青路西口 马泉营 万盛南街站",
    hamlet="邓家窑 史各庄 卢家营 柴家务 侯庄户村 秦家渠 戴家湾 岳家楼村",
    eatery="老郑羊汤|刘一锅羊蝎子|阿秀嫩豆花|小谢热干面|方中山胡辣汤|李连贵熏肉大饼|田大妈饺子|姚记炒肝|高家羊杂|玉林串串|金鼎轩|胡子大厨|郭家驴肉火烧|陈大爷烤红薯|明洋海鲜|徐州地锅鸡",
    school="文汇中学 童心幼儿园 金海小学 育才小学 康乐幼儿园",
    firm="鸿运园林公司 方兴市政 安泰建设集团 金盾保安 华通电力",
    chief="区长|副市长|区委副书记|区应急管理局局长|街道工委书记|区教委副主任|消防救援支队政委",
), 3: dict(
    given="伯安 立芬 玉玺 焕章 佩兰 金鼎 守田 大壮 文秀 慧琳 思琦 俊凯 宏达 晓彤 雨菲 志豪 国才 玉环 红艳 春喜 铁蛋 长河 树德 书琴 月华 亚东 梦瑶 家铭 泽宇 沁怡 "
    "悦 岚 昭 锋 喆 钰 珂 威 鸣 洲 滨 诚 骏 笛 蓓 祥瑞 忠良 克勤 克俭 其昌 若谷 怀仁 宗保 开泰 兆丰 广文 学兵 建党 胜男 招财 四喜 巧珍 秋实 乐山 凌云".split(),
    compound="尉迟 东方 公孙 长孙 钟离 万俟",
    titles="先生 女士 大爷 大妈 阿姨 师傅 大哥 经理 老师 奶奶 叔叔 大婶 老爷子",
    uyghur="艾力江·吐尔迪 祖丽菲娅·买提 伊布拉音 古力加娜提",
    latin="Oliver Stone|Yuki|Chen Weiguo|Marta Silva",
    estate="山水文园 天伦锦城 华府美墅 橡树湾 润枫领尚 檀香园 安福里 鹿港嘉苑 韩建雪莲 明悦湾 永乐花园 康桥水岸 万柳书院 罗庄南里 雷锋新村",
    street="育新街 沙河西路 龙腾大道 白云胡同 温泉南路 阜康街 司家营路 景明路 平安里东街 汤山路",
    stop="牛王庙站 沙子口 阮家桥站 高教园站 任家庄东口",
    hamlet="鲍家窑 董各庄 汤家楼村 贾家花园 陶家湾 尹家府",
    eatery="老昌平春饼|徐记锅盔|苗阿姨酸菜鱼|邓氏抄手|小郡肝串串|金手勺东北菜|彭厨|季季香花甲|曹县烧牛肉|葛二蛋凉皮|常回家吃饭小馆|汪记生煎|安妮花房|宋大妈水饺",
    school="景山学校 博雅小学 阳光幼儿园 史家营中学",
    firm="城通市政公司 康利清洁公司 金辉物业 和泰建设",
    chief="区长|区纪委书记|街道办事处主任|区交通局局长|镇长",
)}
VILLAGE_ENDS = ["家庄 各庄 家坟 家湾 家楼 家营", "家村 官屯 家桥 家坡 家胡同 公庄"]


def part_of(line):
    """Which set a line belongs to."""
    return hashlib.blake2b(line.encode(), digest_size=2, salt=b"wild").digest()[0] % 2


class Wild:
    """Fills slots from the lists of one set."""

    def __init__(self, part):
        self.part, self.rng = part, random.Random(f"wild {part}")
        self.given = [name for at, name in enumerate(GIVEN) if at % 2 == part] if part < 2 else LATER[part]["given"]

    def own(self, slot):
        return self.rng.choice(LATER[self.part][slot].split("|" if "|" in LATER[self.part][slot] else None))

    def word(self, lists, separator=None):
        return self.rng.choice(lists[self.part].split(separator))

    def surname(self):
        # The square makes frequent ones frequent; a third of them rare.
        return SURNAMES[int(len(SURNAMES) * (self.rng.random() ** 2 if self.rng.random() < 0.7 else self.rng.random()))]

    def person(self):
        if self.rng.random() < 0.05:
            return (self.word(COMPOUND) if self.part < 2 else self.own("compound")) + self.rng.choice(self.given)
        if self.rng.random() < 0.25:
            # A name that no list has: the first character of one, the last of another.
            two = [name for name in self.given if len(name) == 2]
            return self.surname() + self.rng.choice(two)[0] + self.rng.choice(two)[1]
        return self.surname() + self.rng.choice(self.given)

    def fill(self, slot):
        rng = self.rng
        if self.part >= 2 and slot in ("estate", "street", "stop", "hamlet", "eatery", "school", "firm"):
            return self.own(slot)
        if self.part >= 2 and slot in ("uyghur", "latin"):
            return f"<P {self.own(slot)}>"
        if slot == "chief":
            return self.own(slot) + self.person()
        if self.part >= 2 and slot == "called":
            return f"<P {self.surname()}>‹{self.own('titles')}›"
        if slot == "name":
            return f"<P {self.person()}>"
        if slot == "xing":
            return self.surname()
        if slot == "called":
            surname = self.word(COMPOUND) if rng.random() < 0.05 else self.surname()
            return f"<P {surname}>‹{self.word(TITLES)}›"
        if slot == "compound":
            return f"<P {self.word(COMPOUND)}>"
        if slot == "given":
            return self.word(CALLED_GIVEN)
        if slot == "spaced":
            return f"<P {rng.choice([' ', '　', '  ']).join(self.person())}>"
        if slot == "zero":
            return f"<P {rng.choice(chr(0x200b) + chr(0x2060) + chr(0xfeff)).join(self.person())}>"
        if slot == "uyghur":
            return f"<P {self.word(UYGHUR)}>"
        if slot == "latin":
            return f"<P {self.word(LATIN, '|')}>"
        if slot == "pinyin":
            return f"<P {self.word(PINYIN, '|')}>"
        if slot == "pinxing":
            return self.word(PINYIN, "|").split()[0].title()
        lists = dict(place=PLACES, community=COMMUNITIES, road=ROADS, station=STATIONS, school=SCHOOLS, hospital=HOSPITALS, park=PARKS, firm=FIRMS)
        if slot in lists:
            return self.word(lists[slot])
        if slot == "shop":
            return self.word(SHOPS, "|")
        if slot == "official":
            return rng.choice(OFFICES[self.part].split("|")) + self.person()
        if slot == "village":
            return self.surname() + self.word(VILLAGE_ENDS)
        return make.fill(rng, "hard", slot)


def lines(part, sources):
    wild = Wild(part)
    for source in sources:
        for line in (HERE / source).read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#") or part < 2 and part_of(line) != part:
                continue
            times = 1
            if match := re.match(r"(\d+)\* ?", line):
                times, line = int(match[1]), line[match.end():]
            for _ in range(times):
                text = re.sub(r"\{([a-z]+)\}", lambda m: wild.fill(m[1]), line.replace("\\n", "\n"))
                yield make.read(text)


def main():
    for name, sets in (
        ("wild", [(0, "wild"), (1, "wild"), (2, "wild_more")]),
        ("unseen", [(3, "unseen")]),
        ("everyday", [(3, "everyday")]),
    ):
        made, number = "", 0
        for part, source in sets:
            public = "traps" if (HERE / f"{source}_traps.txt").exists() else "public"
            for text, spans, tolerate in lines(part, (f"{source}_persons.txt", f"{source}_{public}.txt")):
                number += 1
                made += json.dumps(dict(id=f"{name}-{number:03}", text=text, spans=spans, tolerate=tolerate), ensure_ascii=False) + "\n"
        path = HERE / f"{name}.jsonl"
        if "--check" in sys.argv:
            if path.read_text(encoding="utf-8") != made:
                raise SystemExit(f"{path.name} differs from what wild.py makes")
        else:
            path.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
