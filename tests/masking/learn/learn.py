"""Makes the model of the tagger of names (`generator/src/masking/person/tagger/names.crf`).

    python3 tests/masking/learn/learn.py            # takes some ten minutes; --texts FILE only writes the texts

Reads `texts/*.persons.txt` and `texts/*.public.txt`, the sample site and the sets beside this folder that
were read before; exchanges the names in them for others, some for placeholders, and trains on all of it. Everything
in the texts is invented. `<P 王小明>` marks a full name, `<S 张>` a surname alone, `<G 秀英>` a given name
alone, `<N 古丽娜尔>` a name without a Chinese surname, `<L Tom Lee>` one in Latin letters, `<T …>` a phone,
`<R …>` a room; what stands in ‹› may be masked or not.
"""

import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from names import COMMON, COMPOUND, FOREIGN, FREQUENT, MONGOLIAN, SELDOM_SURNAMES, TIBETAN, UNCOMMON, UYGHUR, Namer, Words

HERE = pathlib.Path(__file__).parent
REPOSITORY = HERE.parents[2]
MODEL = REPOSITORY / "generator/src/masking/person/tagger/names.crf"
MARK = re.compile(r"<([A-Z]) ([^>]*)>|‹([^›]*)›")
# How often a text with persons is learnt, each time with other names, and one without.
TIMES, TIMES_PUBLIC = 5, 2
# Sets that have no labels of their own.
SETS = ("hard", "held_out", "wild", "unseen")


def read(line, namer=None, hidden=0.0):
    """A marked line as text and spans; with other names, if somebody makes them."""
    text, spans, at = "", [], 0
    if namer:
        for mark in MARK.finditer(line):
            if mark[1] == "P":
                namer.exchange("P", mark[2])
    for mark in MARK.finditer(line):
        text += line[at:mark.start()]
        at = mark.end()
        label, piece = mark[1], mark[2] or mark[3] or ""
        is_name = label and label in "PSGNL"
        if namer and label and namer.rng.random() < hidden:
            text += {"T": "〔电话〕", "R": "〔门牌〕"}.get(label, "〔姓名〕")
            continue
        if namer and is_name:
            piece = namer.exchange(label, piece)
        if is_name:
            spans.append(dict(start=len(text), end=len(text) + len(piece), label=label))
        text += piece
    return dict(text=text + line[at:], spans=spans)


def label_of(name):
    """What a name looks like that has no label."""
    if re.search("[A-Za-z]", name):
        return "L"
    if len(name) == 1 or name in COMPOUND:
        return "S"
    if "·" in name or len(name) > 4 or name in UYGHUR + MONGOLIAN + TIBETAN + FOREIGN:
        return "N"
    has_surname = name[0] in FREQUENT + COMMON + UNCOMMON + SELDOM_SURNAMES or name[:2] in COMPOUND
    return "P" if has_surname or len(name) == 3 else "G" if len(name) == 2 else "N"


def of_texts(rng, words):
    for path in sorted((HERE / "texts").glob("*.txt")):
        times = TIMES if path.name.endswith(".persons.txt") else TIMES_PUBLIC
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search("[<>‹›]", MARK.sub("", line)):
                raise SystemExit(f"{path.name}: a mark is not closed: {line}")
            yield read(line)
            for _ in range(times - 1):
                yield read(line, Namer(rng, words), rng.choice((0, 0, 0, 0, 0.5, 1)))


def of_site():
    """What the sample site says: public, all of it."""
    for path in sorted((REPOSITORY / "content").rglob("*.md")):
        if path.name.endswith(".en.md"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search("[一-龥]{4}", line):
                yield dict(text=line, spans=[])
    for path in sorted((REPOSITORY / "content/cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            texts = [case.get(key) for key in ("title", "description", "result", "public_summary", "place")]
            for text in texts + [photo.get("alt") for photo in case.get("photos", [])]:
                if text:
                    # Twice: here every word was looked at by somebody.
                    yield dict(text=text, spans=[])
                    yield dict(text=text, spans=[])


def of_sets():
    for name in SETS:
        for line in (HERE.parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            persons = [span for span in entry["spans"] if span["class"] == "PERSON"]
            for span in persons:
                span["label"] = label_of(entry["text"][span["start"]:span["end"]])
            yield dict(text=entry["text"], spans=persons)


def entries():
    return (*of_texts(random.Random("names"), Words()), *of_site(), *of_sets())


def main():
    if sys.argv[1:2] == ["--texts"]:
        made = pathlib.Path(sys.argv[2]).open("w", encoding="utf-8")
        made.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries())
        return
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as made:
        made.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries())
        made.flush()
        command = ["cargo", "run", "--release", "-p", "jiayuan-tests", "--bin", "learn-names"]
        subprocess.run([*command, made.name, MODEL], cwd=REPOSITORY, check=True)


if __name__ == "__main__":
    main()
