"""The verb `submit`: one small file of a learner's work, to hand in by mail or in any learning platform.

NAME.zip, below 1 MB, holds at its top level:

    NN_slug.ipynb   each notebook of the course whose text the learner has changed, without outputs and attachments;
                    one that cannot be read as a notebook is in it byte by byte
    progress.json   {"lesson01": {"drop_mask": {"status": "passed", "score": 1.0, "points": 2}}}: what the checks
                    have recorded on the learner's machine. It can be forged: judge the notebooks
    manifest.json   {"schema": 1, "name": NAME, "course": version of the notebooks handed out, "python": "3.12.4",
                    "packages": {"keras": "3.15.1", ...}, "notebooks": {"NN_slug.ipynb": "whole" or "unreadable"}}

The same work gives the same bytes. Whoever collects reads such files, or folders NAME/ that hold notebooks.
"""

import argparse
import getpass
import json
import re
import sys
import time
import zlib
from pathlib import Path

from setup_course import facts, stamp
from setup_course.archive import names_in, put, size, zip_bytes
from setup_course.originals import NoNotebook, checksum, originals, parsed, version
from setup_course.places import ROOT, START, lessons
from setup_course.records import records

SCHEMA = 1
LARGEST = 980000  # bytes of notebooks, compressed: with the rest below 1 MB
VERSIONS = ("keras", "numpy", "tensorflow", "tensorflow-cpu")
KEPT = ("kernelspec", "language_info")
WHOLE, UNREADABLE = "whole", "unreadable"


def submit(arguments):
    """Put your answers and progress into one small file to hand in; [--name NAME] [--out FILE]."""
    parser = argparse.ArgumentParser(prog="start.py submit", description=submit.__doc__)
    parser.add_argument(
        "--name", help="yours, as your teacher knows it; the one you log in with where it is left out"
    )
    parser.add_argument("--out", metavar="FILE", help="where to put it: NAME.zip in the folder of the course")
    asked = parser.parse_args(arguments)
    name = asked.name or login()
    work, path = changed(ROOT), target(asked.out, name)
    if not work:
        print("\n".join([nothing(ROOT), *others()]))
        return 1
    if path.exists() and "manifest.json" not in names_in(path):
        print("{} is there already and no submission: name another file with --out.".format(path))
        return 1
    fitting = fit(work)
    try:
        put(path, lambda file: zip_bytes(pack(name, fitting, ROOT), file))
    except OSError as problem:
        print("{} cannot be written ({}): name another file with --out.".format(path, problem.strerror))
        return 1
    print("\n".join([*told(path, work, fitting), *others(), *last_words()]))
    return 0 if len(fitting) == len(work) else 1


def changed(root):
    """Return {name: (bytes to hand in, WHOLE or UNREADABLE)} of the notebooks that differ from the originals."""
    work = {}
    for name, original in originals(root).items():
        path = root / "notebooks" / name
        if path.is_file():
            data = path.read_bytes()
            try:
                notebook = parsed(data)
            except NoNotebook:
                work[name] = data, UNREADABLE
                continue
            if checksum(notebook) != original:
                work[name] = stripped(notebook), WHOLE
    return work


def stripped(notebook):
    """Return the bytes of a notebook without what running it has made, and without pictures pasted into it."""
    for cell in notebook["cells"]:
        for made in ("attachments", "outputs"):
            cell.pop(made, None)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    about = notebook.get("metadata")
    about = about if isinstance(about, dict) else {}
    notebook["metadata"] = {key: about[key] for key in KEPT if key in about}
    return as_json(notebook)


def fit(work):
    """Return the notebooks of `work` that a file below 1 MB has room for, those that can be read first."""
    room, fitting = LARGEST, {}
    for name in sorted(work, key=lambda name: (work[name][1] == UNREADABLE, name)):
        needed = len(zlib.compress(work[name][0]))
        if needed <= room:
            room, fitting[name] = room - needed, work[name]
    return fitting


def pack(name, work, root):
    """Return {path: bytes} of a submission."""
    python, packages = stamp.python_version() or sys.version_info[:3], facts.packages()
    about = {
        "schema": SCHEMA,
        "name": name,
        "course": version(originals(root)),
        "python": ".".join(map(str, python)),
        "packages": {package: packages[package] for package in VERSIONS if package in packages},
        "notebooks": {notebook: state for notebook, (_, state) in work.items()},
    }
    files = {notebook: data for notebook, (data, _) in work.items()}
    return dict(files, **{"progress.json": as_json(records()), "manifest.json": as_json(about)})


def as_json(value):
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def login():
    """Return the name that this person logs in with."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return "learner"


def target(out, name):
    """Return where the submission of `name` goes: the file `out`, into the folder `out`, or beside start.py."""
    plain = re.sub(r"[^\w.@+-]+", "_", name).strip("._")[:80] or "learner"
    path = Path(out).resolve() if out else ROOT
    return path / (plain + ".zip") if path.is_dir() else path


def nothing(root):
    """Return the sentence for a learner whose notebooks are as they were handed out."""
    if not originals(root):
        return "This copy of the course is not whole: notebooks/originals.json is missing. Get a new one."
    return (
        "Nothing to hand in yet: no notebook in {} differs from what was handed out. Answer an exercise, save with "
        "Ctrl-S, and run this again.".format(root / "notebooks")
    )


def told(path, work, fitting):
    """Return lines that say where the submission lies and what is in it."""
    yield "{} ({}) holds".format(path, size(path.stat().st_size))
    for name, (_, state) in sorted(work.items()):
        saved = time.strftime("%d %b, %H:%M", time.localtime((ROOT / "notebooks" / name).stat().st_mtime))
        if name not in fitting:
            yield "  NOT {}: it is too large. Take long texts out of its cells, save, and run this again.".format(
                name
            )
        elif state == WHOLE:
            yield "  {}, as saved on {}, without outputs and pictures".format(name, saved)
        else:
            yield "  {}, which cannot be read as a notebook: it is in it as it is, tell your teacher".format(name)
    passed = sum(one["status"] == "passed" for lesson in records().values() for one in lesson.values())
    yield "  progress.json, with {} exercises passed on this machine".format(passed)
    yield "  manifest.json, with the versions of the course, of Python and of its packages"


def others():
    """Return a line for notebooks beside those of the course, such as copies: they are not handed in."""
    strange = [path.name for path in lessons("notebooks") if path.name not in originals(ROOT)]
    if strange:
        yield "Not in it, as the course has no notebook of that name: {}. Answers belong into the notebook that you " \
              "were given.".format(", ".join(strange))  # fmt: skip


def last_words():
    """Return what is to be done next."""
    yield "What is not saved is not in it: save with Ctrl-S and run {} submit again. Then hand in that file.".format(
        START
    )
