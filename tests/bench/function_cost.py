#!/usr/bin/env python3
"""What a year of reports costs in AWS: the table of function/docs/cost.md, with its arithmetic.

Prices are those of the public list of us-east-1 as known in 2025, in US dollars, without free tiers and
without tax; look them up again before relying on them, and put those of your region here.
"""

PRICES = {
    "Lambda, a million requests": 0.20,
    "Lambda, a GB-second on arm64": 0.0000133334,
    "HTTP API, a million requests": 1.00,
    "CloudFront, ten thousand HTTPS requests": 0.010,
    "CloudFront, a GB to viewers": 0.085,
    "DynamoDB, a million write units on demand": 0.625,
    "DynamoDB, a million read units on demand": 0.125,
    "DynamoDB, a GB and month": 0.25,
    "DynamoDB, a GB and month of point-in-time recovery": 0.20,
    "S3, a GB and month": 0.023,
    "S3, a thousand POST requests": 0.005,
    "S3, a thousand GET requests": 0.0004,
    "out to the internet, a GB": 0.09,
    "Secrets Manager, a secret and month": 0.40,
    "CloudWatch, an alarm and month": 0.10,
    "CloudWatch, a GB of logs": 0.50,
}

# Assumptions about one report. Units are those of DynamoDB: a kilobyte written in a transaction is two.
REPORT = {
    "look-ups": 4,
    "ratings": 0.3,
    "moves by the desk": 6,
    "photos": 1.5,
    "photo MB": 0.5,
    "page views of the form and the look-up": 6,
    "page kB over the wire": 60,
    # report item of 2 kB (4) and its place in the index (2), lookup entry, key, challenge (2 each)
    "write units to file": 12,
    # report (4), index (2), lookup entry (2)
    "write units of a move": 8,
    "write units of a counter": 1,
    "read units of a look-up": 1,
    # at 256 MB; the round trip to the table is most of it
    "seconds of a request": 0.02,
    "kB at rest": 6,
    "years kept": 2,
    "log kB": 0.5,
    "photo months kept": 3,
}
ALARMS = 5
MEMORY_GB = 0.25
SIZES = [1_000, 100_000, 10_000_000]


def year(reports: int) -> dict[str, float]:
    """Dollars of a year by line."""
    price, each = PRICES, REPORT
    # challenge, report, grants, look-ups, ratings
    calls = reports * (3 + each["look-ups"] + each["ratings"])
    writes = reports * (
        each["write units to file"]
        + each["write units of a counter"] * (2 + each["look-ups"] + each["ratings"])
        + each["write units of a move"] * (each["moves by the desk"] + each["ratings"])
    )
    # the desk reads a report before it moves it; export reads every change once
    reads = reports * (each["read units of a look-up"] * each["look-ups"] + 2 * each["moves by the desk"])
    gigabytes = reports * each["years kept"] * each["kB at rest"] / 1e6
    photos = reports * each["photos"]
    photo_gigabytes = photos * each["photo MB"] / 1e3
    views = reports * each["page views of the form and the look-up"]
    return {
        "HTTP API": calls / 1e6 * price["HTTP API, a million requests"],
        "Lambda": calls / 1e6 * price["Lambda, a million requests"]
        + calls * each["seconds of a request"] * MEMORY_GB * price["Lambda, a GB-second on arm64"],
        "DynamoDB requests": writes / 1e6 * price["DynamoDB, a million write units on demand"]
        + reads / 1e6 * price["DynamoDB, a million read units on demand"],
        "DynamoDB storage and recovery": gigabytes * 12
        * (price["DynamoDB, a GB and month"] + price["DynamoDB, a GB and month of point-in-time recovery"]),
        "photos": photos / 1e3 * (price["S3, a thousand POST requests"] + price["S3, a thousand GET requests"])
        + photo_gigabytes * each["photo months kept"] * price["S3, a GB and month"]
        + photo_gigabytes * price["out to the internet, a GB"],
        "CloudFront": (calls + views) / 1e4 * price["CloudFront, ten thousand HTTPS requests"]
        + views * each["page kB over the wire"] / 1e6 * price["CloudFront, a GB to viewers"],
        "secret, alarms, logs": 12 * price["Secrets Manager, a secret and month"]
        + 12 * ALARMS * price["CloudWatch, an alarm and month"]
        + reports * each["log kB"] / 1e6 * price["CloudWatch, a GB of logs"],
    }


def main() -> None:
    years = [year(size) for size in SIZES]
    print("| US dollars a year | " + " | ".join(f"{size:,} reports" for size in SIZES) + " |")
    print("|---|" + "--:|" * len(SIZES))
    for line in years[0]:
        print(f"| {line} | " + " | ".join(f"{one[line]:,.2f}" for one in years) + " |")
    totals = [sum(one.values()) for one in years]
    print("| **together** | " + " | ".join(f"**{total:,.2f}**" for total in totals) + " |")
    print("| a report | " + " | ".join(f"{total / size:.5f}" for total, size in zip(totals, SIZES)) + " |")


if __name__ == "__main__":
    main()
