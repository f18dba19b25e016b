#!/usr/bin/env python3
"""Writes a Jiayuan content folder of N pages, the same bytes for the same N.

    corpus.py PAGES FOLDER

Guides, news and cases in the proportions 10 % (at most 3,000), 20 % (at most 7,000) and the rest, with
texts of the length that such sites have (about 2 KB a page). All names, places and cases are invented.
Standard library only. Measure on a file system in memory: creating files is what costs most on disks.
"""
import datetime as dt, json, os, random, shutil, sys

SEED = 20261122
GROUPS = ["市容环境", "街面秩序", "施工管理", "宣传广告", "其他"]
CATEGORIES = [(f"B{i:03d}", name, GROUPS[i % 5]) for i, name in enumerate(
    ["积存渣土", "占道经营", "工地扬尘", "违规牌匾", "井盖缺失", "绿地脏乱", "乱停车辆", "夜间施工",
     "小广告", "路灯不亮", "垃圾满溢", "店外经营", "渣土遗撒", "横幅破损", "道路积水"])]
STREETS = [f"{name}街道" for name in
           ["永和", "清泉", "望山", "新桥", "长安里", "双井", "东湖", "西园", "南坡", "北苑", "柳荫", "石桥",
            "梅园", "竹林", "松岗", "云峰", "金水", "银杏", "龙潭", "凤鸣"]]
UNITS = [f"{street}办事处" for street in STREETS] + ["区城市管理局", "区生态环境局", "区交通支队", "区园林局"]
SENTENCES = [
    "值班人员核对了位置和照片，当天派给属地街道。", "街道会同物业到现场，先拍照，再和当事人说清规定。",
    "清理用了两辆车、六个人，三个小时做完。", "这一处反复出现，已经列入每周巡查的名单。",
    "当事人同意三天内自行拆除，到期街道再去看。", "道路一侧加了隔离桩，另一侧重新画了停车线。",
    "居民说早晚高峰最堵，执法人员改在七点到岗。", "复查时地面干净，桶盖盖好，周围没有散落的袋子。",
    "责任单位写了说明，公示在小区门口的栏里。", "下一步把相邻两条路一起整治，避免挪个地方再来。",
    "材料一次交齐，窗口当场告诉您还缺什么。", "不方便到场的，可以托人代办，带上双方的证件。"]
T0 = dt.datetime(2023, 1, 1, 8)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def words(r, count):
    return "".join(r.choice(SENTENCES) for _ in range(count))


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def tables(out):
    put(f"{out}/site.toml", 'name = "测速站"\ndescription = "测速用的站点，内容都是编的。"\n'
        'base_url = "https://bench.example"\n\n[sample]\nnotice = "内容都是编的。"\n\n'
        '[[topics]]\nslug = "shenghuo"\ntitle = "生活"\n\n[[topics]]\nslug = "jingying"\ntitle = "经营"\n')
    put(f"{out}/categories.toml", "".join(
        f'[[categories]]\nedition = "示例"\nkind = "事项"\ncode = "{code}"\nlabel = "{label}"\ngroup = "{group}"\n\n'
        for code, label, group in CATEGORIES))
    put(f"{out}/streets.toml", "".join(f'[[streets]]\nname = "{s}"\n\n' for s in STREETS))
    put(f"{out}/units.toml", "".join(f'[[units]]\nname = "{u}"\nkind = "单位"\n\n' for u in UNITS))


def guide(i):
    r = random.Random(f"{SEED}-g-{i}")
    flow = "".join(f"  - step: {step}\n    detail: {words(r, 1)}\n" for step in ["申请", "受理", "审查", "发证"])
    materials = "".join(f"  - material_name: 材料{n}号表\n    is_need: 必要\n    page_num: 1份\n" for n in r.sample(range(1, 100), 5))
    return (f"---\ntitle: 办理第{i}号事项\nslug: g{i:05d}\ndescription: {words(r, 1)}\ntopics: [{r.choice(['shenghuo', 'jingying'])}]\n"
            f"categories: [{r.choice(CATEGORIES)[1]}]\ntask_name: 第{i}号事项\ntask_type: 公共服务\nby_law:\n  - name: 示例办法\n"
            f"dept_name: {r.choice(UNITS)}\nserver_type: [自然人]\nproject_type: 承诺件\naccept_condition: [住在本区]\n"
            f"anticipate_day: 20\nanticipate_type: 工作日\npromise_day: {r.randint(1, 9)}\npromise_type: 工作日\n"
            f"handle_flow:\n{flow}limit_scene_num: 0\nis_fee: 否\ntransact_addr: [示例路1号]\ntransact_time: 工作日 9:00–17:00\n"
            f"link_way: 打 12345\nsupervise_way: 打 12345\nmaterials:\n{materials}---\n\n## 说明\n\n{words(r, 6)}\n\n"
            f"- {words(r, 1)}\n- {words(r, 1)}\n\n| 序号 | 内容 |\n| --- | --- |\n| 1 | {words(r, 1)} |\n| 2 | {words(r, 1)} |\n\n## 常见问题\n\n{words(r, 5)}\n")


def news(i):
    r = random.Random(f"{SEED}-n-{i}")
    published = T0 + dt.timedelta(minutes=151 * i)
    return published, (f"---\ntitle: {r.choice(STREETS)}工作信息第{i}期\nslug: n{i:05d}\npublished: {published:%Y-%m-%d %H:%M}\n"
            f"source: 示例指挥中心\nissue: 第{i}期\ndescription: {words(r, 1)}\n---\n\n{words(r, 4)}\n\n**{words(r, 1)}**\n\n"
            f"## 做法\n\n- {words(r, 1)}\n- {words(r, 1)}\n- {words(r, 1)}\n\n> {words(r, 1)}\n\n## 下一步\n\n{words(r, 6)}\n")


def public_id(r):
    letters = "".join(r.choice(ALPHABET) for _ in range(15))
    return f"{letters[:5]}-{letters[5:10]}-{letters[10:]}"


def case(i):
    r = random.Random(f"{SEED}-c-{i}")
    code, label, group = r.choice(CATEGORIES)
    street = r.choice(STREETS)
    start = T0 + dt.timedelta(minutes=14 * i)
    end = start + dt.timedelta(days=r.randint(1, 12))
    day, closed = f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"
    unit = f"{street}办事处"
    return f"{start:%Y-%m}", {
        "schema_version": 1, "public_id": public_id(r), "month": f"{start:%Y-%m}", "group": group,
        "category": {"edition": "示例", "kind": "事项", "code": code, "label": label}, "street": street, "source": "热线",
        "units": [{"name": unit, "role": "lead", "dispatched": day, "handle_due": closed, "handled": closed,
                   "handled_on_time": True, "reworked": False, "deferred": False}],
        "stages": [{"stage": "accepted", "date": day}, {"stage": "dispatched", "date": day, "unit": unit},
                   {"stage": "handling", "date": day, "unit": unit}, {"stage": "closed", "date": closed}],
        "handle_due": closed, "close_due": closed, "due_month": closed[:7], "handled_on_time": True,
        "closed_on_time": True, "working_minutes": None, "reworked": False, "deferred": False,
        "title": f"{street}{label}", "description": words(r, 12), "result": words(r, 12), "place": f"示例路{r.randint(1, 999)}号"}


def main():
    pages, out = int(sys.argv[1]), sys.argv[2]
    shutil.rmtree(out, ignore_errors=True)
    tables(out)
    guides, items = min(max(1, pages // 10), 3000), min(max(1, pages // 5), 7000)
    for i in range(1, guides + 1):
        put(f"{out}/guides/g{i:05d}.md", guide(i))
    for i in range(1, items + 1):
        published, text = news(i)
        put(f"{out}/news/{published:%Y}/n{i:05d}.md", text)
    months = {}
    for i in range(1, pages - guides - items + 1):
        month, line = case(i)
        months.setdefault(month, []).append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    for month, lines in months.items():
        put(f"{out}/cases/{month}.jsonl", "\n".join(sorted(lines)) + "\n")
    print(f"{guides} guides, {items} news, {pages - guides - items} cases in {len(months)} months")


if __name__ == "__main__":
    main()
