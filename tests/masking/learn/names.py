"""Names that nobody bears: put together at random, as people's names are made."""

import pathlib
import re
import subprocess
import json

HERE = pathlib.Path(__file__).parent
PERSON = HERE.parents[2] / "generator/src/masking/person"


def constant(name):
    """A list of characters of the masker."""
    source = (PERSON / "surnames.rs").read_text(encoding="utf-8")
    return re.search(rf'{name}: &str =\s*"([^"]*)"', source)[1]


def table(name):
    lines = (PERSON / "tables" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.split("#")[0].split()]


def dictionary():
    """Words of the dictionary that the masker reads: word, how often, part of speech."""
    told = subprocess.run(
        ["cargo", "metadata", "--format-version", "1"], cwd=HERE, check=True, capture_output=True, text=True
    )
    package = next(package for package in json.loads(told.stdout)["packages"] if package["name"] == "jieba-rs")
    lines = (pathlib.Path(package["manifest_path"]).parent / "src/data/dict.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        word, count, tag = line.split(" ")
        yield word, int(count), tag


FREQUENT, COMMON, UNCOMMON, RARE = (constant(name) for name in ("FREQUENT", "COMMON", "UNCOMMON", "RARE"))
USUAL, KNOWN, SELDOM = (constant(name) for name in ("GIVEN_USUAL", "GIVEN_KNOWN", "GIVEN_SELDOM"))
COMPOUND = table("compound_surnames")
LISTED = [name for name in table("given_names") if len(name) == 2]
# Characters that are surnames here and there, and that the masker takes for words.
SELDOM_SURNAMES = "朴危税补鲜区老布豆青麻水火土睢佴禚郏笪仝邰蔚粘撖逯兀蹇庹亓幺招揭欧冼佘邬卞撒买才陕玄初矫丛鞠曲肇关那佟富依仉昝郄苑芮种厍绳药乜钭"

UYGHUR = (
    "阿不都热西提 阿卜杜拉 阿迪力 艾力 艾尼瓦尔 艾克拜尔 艾山江 阿曼古丽 阿依古丽 阿依努尔 阿孜古丽 巴哈尔古丽 帕提古丽 热孜万古丽 古丽娜尔 古丽扎尔 古丽米拉 古丽巴哈尔 买买提 买买提明 买买提江 "
    "麦麦提 麦合木提 木合塔尔 木沙 努尔买买提 努尔兰 帕尔哈提 热合曼 热依汗 肉孜 赛买提 赛力克 沙吾提 司马义 塔依尔 吐尔逊 吐尔洪 吐尔地 吐逊江 托合提 玉素甫 玉山江 伊力哈木 伊明 依布拉音 依明江 亚森 "
    "亚力坤 再努尔 祖丽菲娅 帕丽旦 迪丽努尔 迪力夏提 居来提 卡德尔 卡哈尔 克里木 库尔班江 米热古丽 那孜古丽 萨比尔 哈力克 哈丽丹 海热古丽 阿布力孜 阿布都 木拉提 木塔力甫 叶尔波力 巴合提 加尔肯 库兰 "
    "赛里克 胡安别克 托列根 别克 古丽加娜提 玛依拉 巴彦 撒力木"
).split()
MONGOLIAN = (
    "巴图 巴雅尔 巴根 宝音 布和 朝鲁 朝克图 查干 达来 道尔吉 额尔敦 额尔德尼 格日勒 格日勒图 哈斯 哈斯巴根 哈斯其其格 海日罕 呼和 呼日勒 吉日嘎拉 吉日嘎朗 满都拉 孟和 莫日根 木其尔 那顺 那日苏 娜仁 "
    "娜仁花 娜仁其其格 娜木罕 敖日格乐 其木格 其其格 青格乐 萨仁 萨日娜 萨如拉 斯日古楞 斯琴 斯琴高娃 苏和 苏日娜 塔娜 特木尔 图雅 图门 乌兰 乌兰图雅 乌力吉 乌仁 乌日娜 乌云 乌云其木格 乌云其其格 "
    "阿拉坦 阿拉腾图雅 阿拉腾其其格 白音 包音图 苏日塔拉图 通拉嘎 恩和 旭日干 牧仁 阿古拉 阿木古楞"
).split()
TIBETAN = (
    "扎西 扎西顿珠 扎西次仁 次仁 次仁卓嘎 次旺 达娃 达娃央宗 旦增 旦增卓玛 德吉 德庆 顿珠 多吉 格桑 格桑梅朵 格桑曲珍 贡布 加央 卓玛 卓嘎 央金 央宗 洛桑 洛桑旦增 尼玛 尼玛次仁 平措 平措旺堆 强巴 仁青 "
    "仁增 桑杰 索南 索朗 索朗多吉 旺堆 旺姆 拉姆 拉巴 边巴 边巴次仁 白玛 白玛央金 才让 才让卓玛 才旦 泽仁 泽仁多吉 扎巴 土登 西绕 益西 曲珍 罗布 普布 巴桑 米玛 仓决 色珍 南杰 班玛 公保 华旦 多杰 切吉 "
    "卓玛吉 尕藏 阿旺 更登"
).split()
FOREIGN = (
    "约翰 玛丽 大卫 汤姆 杰克 迈克 彼得 保罗 安德烈 伊万 娜塔莎 尤里 叶莲娜 查理 露西 托尼 安娜 艾米丽 亚历山大 尼古拉 谢尔盖 卡洛斯 胡安 穆罕默德 阿卜杜勒 哈桑 奥马尔 法蒂玛 詹姆斯 罗伯特 威廉 丹尼尔 "
    "马克 凯文 杰森 艾伦 莎拉 琳达 凯特 爱丽丝 卡特琳娜 皮埃尔 萨沙 米哈伊尔 奥克萨娜 普里亚 拉吉 阮氏兰"
).split()
JAPANESE = (
    "山本 佐藤 铃木 高桥 田中 渡边 伊藤 中村 小林 加藤 吉田 山田 佐佐木 松本 井上 木村 清水 山口 石川 前田 藤田 冈田 长谷川 近藤 石井 坂本".split(),
    "健一 惠子 美咲 大辅 由美 太郎 一郎 真由美 翔太 和也 阳子 直树 千夏 优子 明日香 结衣 浩二 幸子".split(),
)
LATIN = (
    "Tom Lee|Anna Maria|John|Mary Johnson|Yamada Taro|Kim Soo|Wang Xiaohong|LI WEI|Chen Yun|Alexander|Zhao Min|Peter Wang|Nguyen Thi Hoa|Emily Clark|Pablo Gomez|Nina|Grace|Ahmed Hassan|Elena Popova|"
    "Hans Weber|Kevin|Linda Chen|Olga|Mike|Sarah Hill|Robert Wilson|Julia Kim|James Lee|Fatima Zahra|Carlos|Ivan Petrov|Sophie Martin|David Brown|Amy|Jenny Liu|Samuel Adeyemi|Priya Sharma|Liu Jianguo|"
    "ZHANG WEI|Sun Li|Rahul|Maria|Michael Zhou|Lucy|Eric|Bob|Susan White"
).split("|")
# 强子, 妞儿
DIMINUTIVES = "子儿娃妞仔"


class Words:
    """Everyday words that are names as well: 光明 as a given name, 方圆 as a whole one."""

    def __init__(self):
        surnames, given, all_given = set(FREQUENT + COMMON + UNCOMMON), set(USUAL + KNOWN), set(USUAL + KNOWN + SELDOM)
        self.given, self.whole = [], []
        for word, count, tag in dictionary():
            if tag.startswith(("nr", "ns", "nt")):
                continue
            if len(word) == 2 and count >= 40 and given.issuperset(word):
                self.given.append(word)
            if len(word) in (2, 3) and count >= 20 and word[0] in surnames and all_given.issuperset(word[1:]):
                self.whole.append(word)


class Namer:
    """Exchanges the names of one text: the same name for the same name, and parts along with it."""

    def __init__(self, rng, words):
        self.rng, self.words = rng, words
        self.surnames, self.given_names, self.others = {}, {}, {}

    def surname(self):
        shares = [(0.42, FREQUENT), (0.26, COMMON), (0.22, UNCOMMON), (0.05, RARE + SELDOM_SURNAMES), (0.05, COMPOUND)]
        weights, lists = zip(*shares)
        return self.rng.choice(self.rng.choices(lists, weights)[0])

    def character(self):
        return self.rng.choice(self.rng.choices((USUAL, KNOWN, SELDOM), (0.55, 0.38, 0.07))[0])

    def given(self, length=None):
        length = length or (1 if self.rng.random() < 0.25 else 2)
        if length == 1:
            return self.character()
        kind = self.rng.random()
        if kind < 0.3:
            return self.rng.choice(LISTED)
        if kind < 0.45:
            return self.rng.choice(self.words.given)
        if kind < 0.5:
            return self.character() * 2
        return self.character() + self.character()

    def once(self, names, old, make):
        if old not in names:
            names[old] = make()
        return names[old]

    def full(self, old):
        if old in self.others:
            return self.others[old]
        compound = next((surname for surname in COMPOUND if old.startswith(surname) and old != surname), None)
        surname = compound or old[0]
        given = old[len(surname):]
        is_free = surname not in self.surnames and given not in self.given_names
        if is_free and self.rng.random() < 0.12:
            new = self.rng.choice(self.words.whole)
            self.surnames[surname], self.given_names[given] = new[0], new[1:]
        elif is_free and self.rng.random() < 0.015:
            new = "".join(self.rng.choice(part) for part in JAPANESE)
        else:
            new = self.once(self.surnames, surname, self.surname)
            new += self.once(self.given_names, given, lambda: self.given(None if len(given) <= 2 else 2))
        self.others[old] = new
        return new

    def called(self, old):
        """A given name alone: 静怡, 强子, 浩浩, 大壮."""
        if len(old) == 2 and old[1] in DIMINUTIVES:
            return self.character() + old[1]
        if len(old) == 2 and old[0] == old[1]:
            return self.character() * 2
        if len(old) == 2 and old[0] in "大小二三四老阿":
            return old[0] + self.character()
        return self.given(len(old)) if len(old) <= 2 else old

    def foreign(self, old):
        peoples = (UYGHUR, MONGOLIAN, TIBETAN, FOREIGN)
        of = next((names for names in peoples if old in names), None) or self.rng.choices(peoples, (2, 1, 1, 1))[0]
        name = self.rng.choice(of)
        return f"{name}·{self.rng.choice(of)}" if "·" in old and of in (UYGHUR, FOREIGN) else name

    def exchange(self, label, old):
        if re.search(r"[\s\u200b]", old) and label != "L":
            return old
        if label == "P":
            return old if len(old) > 4 or re.search("[A-Za-z·]", old) else self.full(old)
        if label == "S":
            return self.once(self.surnames, old, self.surname)
        if label == "G":
            return self.once(self.given_names, old, lambda: self.called(old))
        if label == "N":
            return self.once(self.others, old, lambda: self.foreign(old))
        return self.once(self.others, old, lambda: self.rng.choice(LATIN))
