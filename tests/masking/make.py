"""Makes the masking sets: `hard.jsonl`, on which the masker may be tuned, and `held_out.jsonl`, on
which it was not until version 3 of the masker. Everything in them is invented; `wild.py` makes more.

Lines of `texts.txt`, `more.txt`, `rest.txt` (hard) and `held_out.txt` are texts with marks: <P 张伟> is a name that has to go (P person,
T phone, I identity card, L plate, B bank card, E e-mail, W account, A room, D birth, S passport, G
position, N network, K token, C school class), ‹…› costs nothing either way, and {slot} is filled from
lists with a fixed seed. A line that starts with `3*` is made three times. Lines without marks are traps.

    python3 tests/masking/make.py            # writes both; --check compares
"""

import json
import pathlib
import random
import re
import sys

HERE = pathlib.Path(__file__).parent
CLASSES = dict(
    P="PERSON", T="PHONE", I="ID_CARD", L="PLATE", B="BANK_CARD", E="EMAIL", W="WECHAT_QQ",
    A="ADDRESS_ROOM", R="ADDRESS_ROOM", D="DOB", S="PASSPORT", G="GPS", N="IP", K="URL_TOKEN", C="MINOR_SCHOOL",
)

SURNAMES = {
    "hard": "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石",
    "more": "王李张刘陈姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿",
    "rest": "王李张赵黄周贺卞桑冯蓝纪阮于庄盛屈项杜洪骆温祁毕阎霍裴车祝黎包钱闵邢滕宫解房符商窦佟冀池边连党鹿尚麻覃",
    "held_out": "王李张刘孙胡郭罗董袁苏叶魏蔡沈彭曾丁任姜范金石谭邹陆郝孔白崔汪田鲍游阳佘舒焦毛伍管祝卢翟安裴席戚臧关苗柯詹葛俞凌费",
}
COMPOUND = {"hard": ["欧阳", "司马", "诸葛", "上官"], "rest": ["轩辕", "公孙", "夏侯", "长孙", "申屠"], "more": ["司徒", "皇甫", "慕容", "尉迟", "令狐"],
    "held_out": ["欧阳", "东方", "呼延", "闻人"],
}
GIVEN = {
    "hard": "伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 建华 志强 玉兰 海燕 春梅 文斌 晓东 小红 立新 国庆 "
            "淑珍 凤英 金龙 德胜 永福 思雨 子涵 梓萱 浩然 宇轩 雨桐 一鸣 欣怡 嘉懿 睿 翀 喆 昊 铮 婧 琦 雪松 爱民 援朝 卫东 红梅".split(),
    "more": "鹏飞 婷婷 丹丹 玉梅 亚男 志远 世杰 俊杰 美玲 惠敏 佩瑶 若曦 诗涵 奕辰 沐阳 锦程 可欣 梦洁 天宇 振华 振兴 守义 长贵 有才 来福 "
                "桂芝 素芬 凤霞 玉珍 瑞芳 宝山 铁柱 满仓 大勇 小军 倩 莹 鑫 淼 璐 颖 毅 峰 斌 凯 蕾 岩 彬 旭 薇 亮 帅 楠".split(),
    "rest": "建军 志平 红 勤 秀荣 广林 连生 玉芝 彩霞 春燕 新民 少华 永刚 丽华 立军 爱琴 万福 宗泽 景明 逸飞 嘉豪 紫萱 语嫣 俊熙 梓睿 皓轩 怀玉 仲秋 安邦 定国 兰 芹 瑜 恺 轲 澍 赟 滢 骁 祎 腾 顺 发 水根 小满 冬生 长林 学军 守信 惠 琼 珏".split(),
    "held_out": "国平 玉霞 志华 少波 翠兰 建忠 彦博 昕 硕 琰 祥 旺 莲 慧敏 丽君 思琪 书豪 一诺 梓宁 雅静 庆丰 文龙 云飞 三妹 大海 石头 凯旋 晓舟 亦凡 知远 沛然 巧云 喜娥 来顺 得水 茂盛 广义 正阳 立夏 松林".split(),
}
TITLES = {
    "hard": "先生 女士 大爷 大妈 阿姨 师傅 大姐 老师 小姐 奶奶 爷爷 叔叔".split(),
    "more": "先生 女士 大叔 大哥 大娘 太太 老人家 医生 经理 老板 同志 老太太".split(),
    "rest": "先生 女士 大伯 大婶 姥姥 师傅 护士 会计 教练 同学 老先生 姑娘".split(),
    "held_out": "先生 女士 大爷 大姨 婆婆 师傅 大夫 老板娘 律师 小伙子 姐 哥".split(),
}
PLACES = {
    "hard": "古城大街 鲁谷路 八角南里 金顶街二区 杨庄中区 苹果园路口 老山东里 永乐东区 模式口大街 玉泉路口 吴家场 张家湾 高井 何家坟 马家堡 朱各庄 陈家沟 黄村".split(),
    "more": "八宝山地铁站外 衙门口村 广宁村 五里坨东街 麻峪北路 石门路 隆恩寺路 京原路 田村路 刘娘府 龙泉里 郭家园 康家沟 安家楼 孟家屯 雷家桥 向阳里 温泉村".split(),
    "rest": "琅山苑 铸造村 西黄新村 远洋沁山水 雍景四季 重兴园 首钢小区 赵山社区 北方工大东门 焦家坡 刁家街 宋家庄 孙家胡同 贾庄桥 冯家峪 方家园 康各庄 卢沟桥".split(),
    "held_out": "苹果园南路 八角北里 老古城后街 杨庄北区 景阳东街 高井路 西山汇 雕塑园南街 永引渠南路 实兴大街 鲁家山 秦家巷 唐各庄 乔家大院门前 温家沟 韩庄子".split(),
}
THINGS = "私搭乱建 暴露垃圾 噪声扰民 油烟污染 店外经营 道路破损 路灯不亮 私装地锁 乱停车 楼道堆物 井盖松动 绿地脏乱".split()
UYGHUR = {
    "hard": "阿依古丽·买买提 艾合买提·吐尔逊 古丽娜尔·艾力 买买提江·阿不都拉 热依汗·木沙".split(),
    "more": "阿卜杜拉·克里木 迪丽努尔·托合提 玉素甫·卡德尔 帕提古丽·热合曼 阿迪力·依明".split(),
    "rest": "努尔买买提·沙迪克 阿孜古丽·肉孜 凯赛尔·吐鲁洪 茹仙古丽·伊敏 哈力木拉提·依布拉音".split(),
    "held_out": "麦麦提·艾山 古扎丽·阿布力孜 卡米拉·托乎提".split(),
}
LATIN = {
    "hard": ["John Smith", "Maria Garcia", "Anna", "Kim Min-ji", "Peter O'Neil"],
    "more": ["David Miller", "Sophie Martin", "Yuki Tanaka", "Ivan Petrov", "Lucas"],
    "rest": ["Emma Brown", "Carlos Ruiz", "Nguyen Van Anh", "Olga", "Thomas Müller"],
    "held_out": ["Mike", "Laura Rossi", "Park Ji-hoon"],
}
DIGITS = {
    "plain": "0123456789", "full": "０１２３４５６７８９", "cn": "零一二三四五六七八九", "circle": "〇一二三四五六七八九",
    "bank": "零壹贰叁肆伍陆柒捌玖", "yao": "零幺两三四五六七八九", "ring": "⓪①②③④⑤⑥⑦⑧⑨", "super": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "math": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "paren": "0⑴⑵⑶⑷⑸⑹⑺⑻⑼",
}
GAPS = [" ", "-", "－", "—", "·", ".", "/", "_", "~", "*", "　", "\t", "\u200b", "\ufeff", "\n", "  ", " - ", "\u2060"]


def spell(rng, number, groups=None):
    """A number as somebody may type it."""
    style = rng.choice(list(DIGITS) + ["plain"] * 4 + ["mixed"])
    gap = rng.choice(GAPS + [""] * 8)
    every = rng.choice([0, 3, 4, 1]) if gap else 0
    out = ""
    for at, ch in enumerate(number):
        if every and at and at % every == (3 % every if every > 1 and len(number) == 11 else 0):
            out += gap
        kind = rng.choice(list(DIGITS)) if style == "mixed" else style
        out += DIGITS[kind][int(ch)] if ch.isdigit() and ch.isascii() else ch
    return out


def phone(rng):
    if rng.random() < 0.2:
        number = "010" + rng.choice("68") + "".join(rng.choice("0123456789") for _ in range(7))
        return spell(rng, number)
    return spell(rng, "1" + rng.choice(["38", "39", "50", "77", "86", "99"]) + "".join(rng.choice("0123456789") for _ in range(8)))


def id_card(rng):
    body = rng.choice(["110107", "130102", "320506", "510104"]) + f"{rng.randint(1940, 2012)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return spell(rng, body + "10X98765432"[sum(w * int(c) for w, c in zip(weights, body)) % 11])


def card(rng):
    body = "6222" + "".join(rng.choice("0123456789") for _ in range(14))
    total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(reversed(body)))
    return spell(rng, body + str(-total % 10))


def room(rng):
    unit, number = rng.randint(1, 6), rng.randint(101, 2804)
    cn = lambda n: "".join("零一二三四五六七八九"[int(c)] for c in str(n))
    return rng.choice([
        f"{unit}单元{number}室", f"{unit}单元{number}", f"{unit}单元 {number}室", f"{cn(unit)}单元{cn(number)}室", f"{cn(unit)}单元{cn(number)}",
        f"{unit}单元{number}号", "".join(DIGITS["full"][int(c)] for c in str(unit)) + "单元" + "".join(DIGITS["full"][int(c)] for c in str(number)) + "室",
        f"{unit}门{number}", f"{number}室", f"{number}",
    ])


def plate(rng):
    letter = rng.choice("ABCEFGHJKLMNPQ")
    body = "".join(rng.choice("0123456789") for _ in range(4)) + rng.choice("0123456789ABCDEFGHJK")
    return rng.choice("京京京津冀豫鲁苏浙粤") + rng.choice([letter, letter.lower(), letter + "·", letter + " ", letter + "-", chr(ord(letter) + 0xFEE0)]) + body


def full_name(rng, part):
    if rng.random() < 0.06:
        return rng.choice(COMPOUND[part]) + rng.choice(GIVEN[part])
    return rng.choice(SURNAMES[part]) + rng.choice(GIVEN[part])


def fill(rng, part, slot):
    if slot == "name":
        return f"<P {full_name(rng, part)}>"
    if slot == "called":
        surname = rng.choice(COMPOUND[part]) if rng.random() < 0.05 else rng.choice(SURNAMES[part])
        return f"<P {surname}>‹{rng.choice(TITLES[part])}›"
    if slot == "uyghur":
        return f"<P {rng.choice(UYGHUR[part])}>"
    if slot == "latin":
        return f"<P {rng.choice(LATIN[part])}>"
    if slot == "phone":
        return f"<T {phone(rng)}>"
    if slot == "id":
        return f"<I {id_card(rng)}>"
    if slot == "card":
        return f"<B {card(rng)}>"
    if slot == "room":
        return f"<A {room(rng)}>"
    if slot == "plate":
        return f"<L {plate(rng)}>"
    if slot == "place":
        return rng.choice(PLACES[part])
    if slot == "thing":
        return rng.choice(THINGS)
    if slot == "n":
        return str(rng.randint(1, 28))
    if slot == "shop":
        surname, given = rng.choice(SURNAMES[part]), rng.choice(GIVEN[part])
        return rng.choice([f"{surname}记早点", f"老{surname}头包子铺", f"{surname}家面馆", f"{surname}氏烧饼", f"{surname}{given}理发店", f"“{surname}{given}便利店”"])
    if slot == "official":
        return rng.choice(["区长", "副区长", "街道工委书记", "区城管委主任", "副局长"]) + full_name(rng, part)
    if slot == "village":
        return rng.choice(SURNAMES[part]) + rng.choice(["家庄", "各庄", "家坟", "家湾", "家营", "家桥", "家胡同", "庄村"])
    if slot == "road":
        return rng.choice(SURNAMES[part]) + rng.choice(["家园小区", "庄大街", "村路", "井社区"])
    raise SystemExit(f"unknown slot {slot}")


def read(text):
    """Marks to spans."""
    plain, spans, tolerate = "", [], []
    for piece in re.split(r"(<[A-Z] [^>]*>|‹[^›]*›)", text):
        start = len(plain)
        if match := re.fullmatch(r"<([A-Z]) ([^>]*)>", piece, re.S):
            plain += match[2]
            spans.append(dict(start=start, end=len(plain), **{"class": CLASSES[match[1]]}))
        elif piece.startswith("‹"):
            plain += piece[1:-1]
            tolerate.append(dict(start=start, end=len(plain)))
        else:
            plain += piece
    return plain, spans, tolerate


def make(part, source):
    rng = random.Random(f"masking {part}")
    lines = []
    for line in (HERE / source).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        times = 1
        if match := re.match(r"(\d+)\* ?", line):
            times, line = int(match[1]), line[match.end():]
        for _ in range(times):
            text = re.sub(r"\{([a-z]+)\}", lambda m: fill(rng, part, m[1]), line.replace("\\n", "\n").replace("\\u200b", "\u200b"))
            plain, spans, tolerate = read(text)
            entry = dict(id=f"{part}-{len(lines) + 1:03}", text=plain, spans=spans, tolerate=tolerate)
            lines.append(json.dumps(entry, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def main():
    for name, parts in (("hard", ["hard", "more", "rest"]), ("held_out", ["held_out"])):
        path = HERE / f"{name}.jsonl"
        made = "".join(make(part, {"hard": "texts.txt"}.get(part, f"{part}.txt")) for part in parts)
        if "--check" in sys.argv:
            if path.read_text(encoding="utf-8") != made:
                raise SystemExit(f"{path.name} differs from what make.py makes")
        else:
            path.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
