"""The verb `grade`: run every submission without rights, judge it from outside, and say how it went as it goes."""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from utils.classroom import class_page, guides, pages, records, sandbox
from utils.classroom.desk import Place
from utils.classroom.pool import graded
from utils.classroom.submissions import submissions
from utils.classroom.watch import Limits

REFUSED = "Without a sandbox a submission can read, change and send away all that you can: nothing was graded."
OPEN = "NOT ISOLATED: every submission runs with all of your rights, and its marks can be forged."


def asked(words):
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="start.py grade", description="Grade what a class has handed in.")
    parser.add_argument("submissions", type=Path, help="a folder with NAME/*.ipynb, or files of `start.py submit`")
    parser.add_argument("--out", type=Path, required=True, metavar="RESULTS", help="the folder for all results")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="submissions at once (default: one a core)"
    )
    parser.add_argument("--resume", action="store_true", help="keep what was graded before and has not changed")
    parser.add_argument("--seed", type=int, default=0, help="draws the numbers that answers are tried with")
    parser.add_argument(
        "--no-sandbox", action="store_true", help="run submissions that you have read, with all rights"
    )
    return parser.parse_args(words)


def main(words, limits=Limits()):  # noqa: B008
    """Grade; return the exit status: 0 once every submission has its rows."""
    options = asked(words)
    problem = None if options.no_sandbox else sandbox.problem()
    if problem:
        print(f"{problem}\n{REFUSED} To run them all the same: --no-sandbox")
        return 2
    if not options.submissions.is_dir():
        print(f"There is no folder {options.submissions}.")
        return 2
    if options.no_sandbox:
        print(OPEN)
    everyone = submissions(options.submissions)
    options.out.mkdir(parents=True, exist_ok=True)
    inside = options.out.resolve() / ".inside"
    try:
        place = Place(sandbox.lay_out(inside), not options.no_sandbox, limits)
        found = [*_grade(everyone, place, options)]
    finally:
        shutil.rmtree(inside, ignore_errors=True)
    records.put(options.out / "results.csv", records.table(found))
    records.put(options.out / "class.html", class_page.page(found))
    guides.lay_beside(options.out / "class.html")
    print(f"{len(found)} submissions: {options.out / 'results.csv'}, and {options.out / 'class.html'} for you")
    return 0


def _grade(everyone, place, options):
    """Yield every record, those kept from before first; keep and tell each one as it ends."""
    kept = {}
    if options.resume:
        found = ((one, records.kept(options.out, one, options.seed, place.sandboxed)) for one in everyone)
        kept = {one.student: record for one, record in found if record}
        print(f"{len(kept)} of {len(everyone)} were graded before.")
    for record in kept.values():
        _put_page(options.out, record)
        yield record
    left = [one for one in everyone if one.student not in kept]
    start = time.monotonic()
    for done, record in enumerate(graded(left, place, max(1, options.jobs), options.seed), start=1):
        records.keep(options.out, record)
        _put_page(options.out, record)
        print(_line(record, done, len(left), time.monotonic() - start), flush=True)
        yield record


def _put_page(folder, record):
    records.put(folder / "learners" / f"{records.file_name(record['student'])}.html", pages.page(record))


def _line(record, done, many, seconds):
    rows = record["exercises"]
    earned, possible = (sum(row[name] for row in rows) for name in ("points", "possible"))
    odd = sorted({row["status"] for row in rows} - {"passed", "not yet", "not started"})
    left = seconds / done * (many - done)
    name = "".join(one if one.isprintable() else "?" for one in record["student"])[:30]
    return (
        f"{done:4}/{many}  {name:30}  {earned:6.2f} of {possible:g} points  {record['seconds']:5.1f} s  "
        f"about {_spell(left)} left{'  ' * bool(odd)}{', '.join(odd)}"
    )


def _spell(seconds):
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
