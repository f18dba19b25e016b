#!/usr/bin/env python3
"""Times whole builds of a corpus: clean, with nothing changed, with one case changed.

    build.py JIAYUAN [PAGES]

Prints medians and the peak of memory. A measurement, no test: it fails only if a build does. Works in
/dev/shm where there is one, since creating files on a disk is what costs most.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
RUNS = 5


def timed(binary, folder, *more):
    begun = time.perf_counter()
    process = subprocess.Popen([binary, "build", "--json", *more], cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build ended with status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def clean(binary, folder):
    for made in ("public", ".jiayuan"):
        shutil.rmtree(folder / made, ignore_errors=True)
    return timed(binary, folder)


def one_case(binary, folder, number):
    """Changes the title of one case in the middle of the newest month."""
    month = sorted((folder / "content/cases").glob("*.jsonl"))[-1]
    lines = month.read_text(encoding="utf-8").split("\n")
    at = len(lines) // 2
    lines[at] = lines[at].replace('"title":"', f'"title":"第{number}次', 1)
    month.write_text("\n".join(lines), encoding="utf-8")
    return timed(binary, folder)


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, HERE / "corpus.py", str(pages), folder / "content"], check=True)
        shutil.copytree(HERE.parent.parent / "themes", folder / "themes")
        for what, run in [
            ("clean", lambda _: clean(binary, folder)),
            ("nothing changed", lambda _: timed(binary, folder)),
            ("one case changed", lambda n: one_case(binary, folder, n)),
        ]:
            runs = [run(number) for number in range(RUNS)]
            seconds = statistics.median(wall for wall, _ in runs)
            peak = max(peak for _, peak in runs)
            print(f"{pages} pages, {what}: {seconds:.2f} s (median of {RUNS}), peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
