"""The verb `handout`: the course as learners get it, in a folder and in a zip file beside it.

It holds what a learner works with and no lesson text, no worked notebook and no test: no cell that solves an exercise.
Two things in it come near an answer, by design: `utils/checks` hints (code with gaps) and computes what it compares
with, and the course's own library (`utils/layers`, `utils/models`, `utils/measures`) shows the ideas that the lessons
use later on. tests/test_handout_answers.py says in which files, and proves that no others do.
"""

import argparse
import json
import re
from hashlib import sha256
from pathlib import Path

from setup_course.archive import names_in, put, size, zip_bytes
from setup_course.originals import FILE, NoNotebook, checksum, originals, parsed, version
from setup_course.places import ROOT, START

ITSELF = "This copy of the course is a hand-out itself: hand on its folder or its zip file."
MARK = "handout.json"  # says that a folder is a hand-out, and what its files were
WHOLE = ("start.py", "requirements.txt", "LICENSE")
FOLDERS = {"utils": (".py",), "setup_course": (".py",), "data": (".py", ".md", ".json", ".npz")}
TEACHERS = "utils/classroom/"
ASIDE = re.compile(r"<!-- not handed out -->.*?<!-- handed out -->\n*", re.DOTALL)


class Refused(ValueError):
    """What was asked for cannot be done; the message is one sentence for whoever asked."""


def handout(arguments):
    """Copy what learners get into a new folder and a zip file: handout --out FOLDER. No answers in it."""
    parser = argparse.ArgumentParser(prog="start.py handout", description=handout.__doc__)
    parser.add_argument(
        "--out", required=True, metavar="FOLDER", help="a new folder, or that of an earlier hand-out"
    )
    folder = Path(parser.parse_args(arguments).out).resolve()
    try:
        said = hand_out(folder)
    except (Refused, OSError) as problem:
        print(problem)
        return 1
    print("\n".join(said))
    return 0


def hand_out(folder, root=ROOT):
    """Write the hand-out of the course in `root`; return lines that say what was written. Refused where it cannot."""
    if (root / MARK).exists():
        raise Refused(ITSELF)
    files, packed = contents(root), folder.with_name(folder.name + ".zip")
    refuse(folder, packed)
    remove_earlier(folder)
    for name in [MARK, *files]:  # the mark first: what a kill leaves behind can be told from somebody's work
        put(folder / name, lambda file, name=name: file.write(files[name]))
    put(packed, lambda file: zip_bytes({folder.name + "/" + name: files[name] for name in files}, file))
    return [*told(folder, packed, files), *strays(folder, files)]


def contents(root):
    """Return {path: bytes} of all that learners get, its mark included."""
    files = {name: (root / name).read_bytes() for name in WHOLE}
    files["README.md"] = readme((root / "README.md").read_text(encoding="utf-8")).encode()
    files["notebooks/" + FILE] = (root / "notebooks" / FILE).read_bytes()
    for name, original in originals(root).items():
        files["notebooks/" + name] = unsolved(root / "notebooks" / name, original)
    for folder, endings in FOLDERS.items():
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            aside = name.startswith(TEACHERS) or any(part.startswith(".") for part in name.split("/"))
            if path.is_file() and path.suffix in endings and not aside:
                files[name] = path.read_bytes()
    sums = {name: sha256(files[name]).hexdigest() for name in sorted(files)}
    mark = {"course": version(originals(root)), "files": sums}
    return dict(files, **{MARK: (json.dumps(mark, indent=1) + "\n").encode()})


def readme(text):
    """Return the README as learners get it, without what is set aside in it for others."""
    return ASIDE.sub("", text)


def unsolved(path, original):
    """Return the bytes of a notebook as printed; what a `predict` cell would give away is taken out of its outputs."""
    try:
        data = path.read_bytes()
        notebook = parsed(data)
    except (OSError, NoNotebook):
        raise Refused(
            "notebooks/{} cannot be read: print it anew with `make notebooks`.".format(path.name)
        ) from None
    if checksum(notebook) != original:
        raise Refused("notebooks/{} was changed, and may hold answers: print it anew with `make notebooks`, "
                      "or put your work aside.".format(path.name))  # fmt: skip
    early = [
        cell for cell in notebook["cells"] if "predict" in cell["metadata"].get("tags", []) and cell["outputs"]
    ]
    for cell in early:
        cell["outputs"], cell["execution_count"] = [], None
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode() if early else data


def earlier(folder):
    """Return {path: checksum} of the hand-out that `folder` holds; None where it holds none."""
    try:
        files = json.loads((folder / MARK).read_text(encoding="utf-8"))["files"]
        inside = all(folder in (folder / name).resolve().parents for name in files)
        return files if inside and isinstance(files, dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def refuse(folder, packed):
    """Raise Refused where `folder` or the zip file `packed` holds what a new hand-out would destroy."""
    if folder.exists() and not (folder.is_dir() and (earlier(folder) is not None or not any(folder.iterdir()))):
        raise Refused("{} is neither empty nor an earlier hand-out: name a new folder.".format(folder))
    for name, kept in (earlier(folder) or {}).items():
        path = folder / name
        if path.exists() and sha256(path.read_bytes()).hexdigest() != kept:
            raise Refused("{} was changed since it was handed out: name another folder, so that no work is "
                          "lost.".format(path))  # fmt: skip
    if packed.exists() and not any(name.endswith("/" + MARK) for name in names_in(packed)):
        raise Refused("{} is there already and no earlier hand-out: name another folder.".format(packed))


def remove_earlier(folder):
    """Remove the files of an earlier hand-out; all else in the folder stays."""
    for name in earlier(folder) or ():
        if (folder / name).exists():
            (folder / name).unlink()


def told(folder, packed, files):
    """Return lines that say what was written, and how large it is."""
    many = sum("notebooks/" in name and name.endswith(".ipynb") for name in files)
    yield "{}: {} lessons without answers, {} files, {}.".format(
        folder, many, len(files), size(sum(map(len, files.values())))
    )
    yield "{}: the same, {}. Unpacked it starts with the same command: {}".format(
        packed, size(packed.stat().st_size), START
    )
    yield "Not in it: the lessons' text, the worked notebooks, the tests. Its checks hold hints, with gaps."


def strays(folder, files):
    """Return a line about files in the folder that are not part of the hand-out."""
    there = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    found = [name.as_posix() for name in there if not {".venv", "__pycache__"} & set(name.parts)]
    others = [name for name in found if name not in files]
    if others:
        yield "Left in the folder, and no part of the hand-out: {}{}.".format(
            ", ".join(others[:3]), ", ..." if others[3:] else ""
        )
