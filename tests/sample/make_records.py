#!/usr/bin/env python3
"""Writes the sample's raw case records: private/records/YYYY-MM.jsonl.

The words stand in cases.py. This script adds what follows from them: ids, categories and
communities from the site's tables, and the times of each stage. Nothing depends on the clock or on
chance: every minute is derived from the case's key, so the same texts give the same bytes.

    python3 tests/sample/make_records.py            writes the records
    python3 tests/sample/make_records.py --check    fails if the written ones differ
"""

import hashlib
import hmac
import json
import pathlib
import sys
import tomllib
from datetime import date, datetime, time, timedelta

from cases import CASES, EXTRA

HERE = pathlib.Path(__file__).resolve().parent
CONTENT = HERE.parent.parent / "content"
PRIVATE = HERE / "private"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# Days off and working weekends between 2017-07 and 2018-07, as announced for those years.
DAYS_OFF = {date(2017, 10, d) for d in range(1, 9)} | {date(2018, 2, d) for d in range(15, 22)} | {
    date(2018, 1, 1), date(2018, 4, 5), date(2018, 4, 6), date(2018, 4, 7),
    date(2018, 4, 29), date(2018, 4, 30), date(2018, 5, 1), date(2018, 6, 18)}
WORKING_WEEKENDS = {date(2017, 9, 30), date(2018, 2, 11), date(2018, 2, 24), date(2018, 4, 8), date(2018, 4, 28)}

RECORD_KEYS = ("schema_version public_id case_no kind updated_at source category title description result "
               "public_summary street community place grid location units stages handle_due_at close_due_at "
               "judgement feedback photos consent_publish sensitive featured known").split()


class Minutes:
    """A reproducible choice of minutes for one case."""

    def __init__(self, key):
        self.key, self.count = key, 0

    def between(self, low, high):
        self.count += 1
        digest = hashlib.sha256(f"{self.key}/{self.count}".encode()).digest()
        return low + int.from_bytes(digest[:4], "big") % (high - low + 1)


def is_working(day):
    return day in WORKING_WEEKENDS or (day.weekday() < 5 and day not in DAYS_OFF)


def working_day(start, count):
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:00+08:00")


def public_id(secret, case_no):
    """HMAC over platform and case number, 75 bits in Crockford's alphabet."""
    number = int.from_bytes(hmac.new(secret, b"jiayuan-sample\0" + case_no.encode(), hashlib.sha256).digest(), "big")
    letters = "".join(CROCKFORD[(number >> (5 * n)) & 31] for n in range(15))
    return "-".join((letters[:5], letters[5:10], letters[10:]))


def timeline(case):
    """The times of one case: stages, due times, when the units were done, judgement and feedback."""
    minutes = Minutes(case["key"])
    later = lambda at, low, high: at + timedelta(minutes=minutes.between(low, high))
    lead, *joint = case["units"]
    reported = datetime.strptime(case["at"], "%Y-%m-%d %H:%M")
    accepted = later(reported, 6, 45)
    filed = later(accepted, 4, 20)
    dispatched = later(filed, 3, 25)
    stages = [("reported", reported, None), ("accepted", accepted, None), ("filed", filed, None),
              ("dispatched", dispatched, lead)]
    stages += [("dispatched", dispatched + timedelta(minutes=2 * n), name) for n, name in enumerate(joint, 1)]

    handle_days, close_days = case["days"]
    due = [datetime.combine(working_day(dispatched.date(), n), time(18)) for n in case["due"]]
    handle_day = working_day(dispatched.date(), handle_days)
    if handle_days == 0 or dispatched.hour < 15:
        handling = later(dispatched, 35, 90)
    else:
        handling = datetime.combine(working_day(dispatched.date(), 1), time(8, minutes.between(35, 59)))
    stages.append(("handling", handling, lead))
    if handle_days == 0:
        handled = later(handling, 20, 60)
    else:
        handled = max(datetime.combine(handle_day, time(minutes.between(10, 15), minutes.between(0, 59))), later(handling, 30, 60))
    if case.get("deferred"):
        stages.append(("deferred", datetime.combine(working_day(dispatched.date(), 2), time(16, minutes.between(0, 50))), lead))
    if case.get("suspended"):
        stages.append(("suspended", datetime.combine(working_day(dispatched.date(), 2), time(15, minutes.between(0, 50))), lead))
        return open_timeline(case, stages, due, dispatched)
    stages.append(("feedback", handled, lead))
    if case.get("reworked"):
        back = datetime.combine(working_day(handle_day, 1), time(9, minutes.between(5, 55)))
        stages.append(("reworked", back, lead))
        handled = later(back, 200, 320)
        stages.append(("feedback", handled, lead))
    close_day = working_day(dispatched.date(), close_days)
    verified = later(handled, 20, 50) if close_day == handled.date() else datetime.combine(close_day, time(minutes.between(9, 15), minutes.between(0, 59)))
    closed = later(verified, 8, 35)
    stages += [("verified", verified, None), ("closed", closed, None)]

    judgement = feedback = None
    if word := case.get("judge"):
        at = datetime.combine(working_day(closed.date(), minutes.between(2, 4)), time(minutes.between(9, 16), minutes.between(0, 59)))
        judgement = {"judged_at": stamp(at), "valid": True, "contacted": True, "resolved": word != "no", "satisfied": word}
        stages.append(("evaluated", at, None))
    if word := case.get("feedback"):
        at = datetime.combine(closed.date() + timedelta(days=1), time(minutes.between(18, 21), minutes.between(0, 59)))
        feedback = {"at": stamp(at), "resolved": word != "no", "satisfied": word}
        if judgement is None:
            stages.append(("evaluated", at, None))

    units = [{"name": name, "role": "joint" if n else "lead", "dispatched_at": stamp(dispatched + timedelta(minutes=2 * n)),
              "handle_due_at": stamp(due[0]), "handled_at": stamp(handled - timedelta(minutes=7 * n))}
             for n, name in enumerate(case["units"])]
    times = [at for _, at, _ in stages]
    assert times == sorted(times) or judgement and feedback, case["key"]
    last = max(times + ([datetime.strptime(feedback["at"][:16], "%Y-%m-%dT%H:%M")] if feedback else []))
    return {"stages": stages, "units": units, "handle_due_at": stamp(due[0]), "close_due_at": stamp(due[1]),
            "judgement": judgement, "feedback": feedback, "updated_at": stamp(last)}


def open_timeline(case, stages, due, dispatched):
    """The times of a case that waits: nothing is handled or closed yet."""
    units = [{"name": name, "role": "joint" if n else "lead", "dispatched_at": stamp(dispatched + timedelta(minutes=2 * n)),
              "handle_due_at": stamp(due[0])} for n, name in enumerate(case["units"])]
    return {"stages": stages, "units": units, "handle_due_at": stamp(due[0]), "close_due_at": stamp(due[1]),
            "updated_at": stamp(stages[-1][1])}


def answered(case):
    """The times of a question or suggestion: no grid, no verification."""
    minutes = Minutes(case["key"])
    reported = datetime.strptime(case["at"], "%Y-%m-%d %H:%M")
    accepted = reported + timedelta(minutes=minutes.between(10, 50))
    dispatched = accepted + timedelta(minutes=minutes.between(10, 50))
    done = datetime.strptime(case["done"], "%Y-%m-%d %H:%M")
    unit = case["units"][0]
    stages = [("reported", reported, None), ("accepted", accepted, None), ("dispatched", dispatched, unit), ("closed", done, None)]
    units = [{"name": unit, "role": "lead", "dispatched_at": stamp(dispatched), "handled_at": stamp(done)}]
    return {"stages": stages, "units": units, "updated_at": stamp(done)}


def record(number, case, secret, categories, streets):
    kind = case.get("kind", "report")
    case_no = f"SL-{case['at'][:10].replace('-', '')}-{number:04}"
    facts = timeline(case) if kind == "report" else answered(case)
    street = streets.get(case["street"]) if case["street"] else None
    location = None
    if street:
        shift = Minutes(case["key"] + "/place")
        location = {"lat": round(street["centroid"][0] + shift.between(-40, 40) / 1e4, 4),
                    "lon": round(street["centroid"][1] + shift.between(-40, 40) / 1e4, 4), "datum": "wgs84"}
    category = None
    if case["category"]:
        row = categories[case["category"]]
        category = {name: row[name] for name in ("edition", "kind", "code", "label")}
    photos = [{"role": role, "file": f"{case['key']}-{n}.jpg", "alt": case[role], **({"redact": case["redact"]} if n == 1 and "redact" in case else {})}
              for n, role in ((1, "before"), (2, "after")) if role in case]
    line = {
        "schema_version": 1, "public_id": public_id(secret, case_no), "case_no": case_no, "kind": kind,
        "updated_at": facts["updated_at"], "source": case["source"], "category": category,
        "title": case["title"], "description": case["description"], "result": case["result"],
        "public_summary": case.get("public_summary"), "street": case["street"],
        "community": street["communities"][case["community"]] if street else None, "place": case.get("place"),
        "grid": f"SL-{street['slug'][:3].upper()}-{case['community'] + 1:03}" if street else None, "location": location,
        "units": facts["units"],
        "stages": [{"stage": stage, "at": stamp(at), **({"unit": unit} if unit else {})} for stage, at, unit in facts["stages"]],
        "handle_due_at": facts.get("handle_due_at"), "close_due_at": facts.get("close_due_at"),
        "judgement": facts.get("judgement"), "feedback": facts.get("feedback"), "photos": photos,
        "consent_publish": case.get("consent", True), "sensitive": case.get("sensitive", False),
        "featured": case.get("featured", False), "known": case.get("known", []),
    }
    # The same fields are left out as the record's own writer leaves out.
    always = {"schema_version", "public_id", "case_no", "kind", "updated_at", "source", "category", "title", "description",
              "result", "public_summary", "street", "units", "stages", "consent_publish"}
    assert list(line) == RECORD_KEYS
    return {key: value for key, value in line.items() if key in always or value not in (None, [], False)}


def main():
    secret = (PRIVATE / "keys" / "sample-id.key").read_bytes()
    with open(CONTENT / "categories.toml", "rb") as file:
        categories = {row["label"]: row for row in tomllib.load(file)["categories"]}
    with open(CONTENT / "streets.toml", "rb") as file:
        streets = {row["name"]: row for row in tomllib.load(file)["streets"]}
    with open(CONTENT / "units.toml", "rb") as file:
        units = {row["name"] for row in tomllib.load(file)["units"]}

    months = {}
    for number, case in enumerate(CASES + EXTRA, 1):
        assert set(case["units"]) <= units, case["key"]
        months.setdefault(case["at"][:7], []).append(record(number, case, secret, categories, streets))
    ids = [line["public_id"] for lines in months.values() for line in lines]
    assert len(set(ids)) == len(ids)

    different = False
    for month, lines in sorted(months.items()):
        lines.sort(key=lambda line: line["stages"][0]["at"])
        text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
        path = PRIVATE / "records" / f"{month}.jsonl"
        if "--check" in sys.argv:
            different |= not path.exists() or path.read_text(encoding="utf-8") != text
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if different:
        sys.exit("the written records differ from cases.py: run tests/sample/make_records.py")


if __name__ == "__main__":
    main()
