"""What learners have handed in: folders NAME/ of notebooks, or files NAME.zip and NAME.ipynb; read as text."""

import json
import os
import re
import stat
import zipfile
import zlib
from lzma import LZMAError
from pathlib import Path
from typing import NamedTuple

from utils.classroom.course import lessons, text

LARGEST = 20 << 20  # bytes of a notebook
MOST = 30  # notebooks of one submission
MOST_CELLS, MOST_CODE = 5_000, 2 << 20  # cells with code of a notebook, and characters in them
KINDS = (".zip", ".ipynb")


BROKEN = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
)


class Unreadable(Exception):
    """There is nothing to grade; the message is the sentence that says why."""


class Submission(NamedTuple):
    """`student` is the name of the folder or file, whatever is said inside of it."""

    student: str
    path: Path


class Notebook(NamedTuple):
    """The sources of its code cells, or the `problem` that it has. `lesson` is None where it is none of ours."""

    name: str
    lesson: object
    sources: tuple = ()
    problem: str = ""


def submissions(folder):
    """Return the Submissions in a folder, by name."""
    found, names = [], set()
    for path in sorted(folder.iterdir(), key=lambda one: (_kind(one) in KINDS, one.name)):
        if path.name.startswith(".") or (path.is_file() and _kind(path) not in KINDS):
            continue
        name = path.stem if _kind(path) in KINDS and path.stem not in names else path.name
        names.add(name)
        found.append(Submission(name, path))
    return sorted(found)


def _kind(path):
    return path.suffix.lower()


def contents(path):
    """Return {name: bytes} of the notebooks of a submission; raises Unreadable where there are none.

    A link is not followed: it may lead to what is not the learner's own.
    """
    try:
        found = dict(_in_folder(path) if _is_folder(path) else _in_file(path))
    except BROKEN as error:
        raise Unreadable(f"The submission cannot be read ({type(error).__name__}): ask for it again.") from None
    if not found:
        raise Unreadable("The submission holds no notebook: ask for the file that `start.py submit` makes.")
    return found


def _is_folder(path):
    return stat.S_ISDIR(path.lstat().st_mode)


def _in_folder(path):
    many = 0
    for folder, inner, files in os.walk(path):
        inner[:] = sorted(one for one in inner if not one.startswith("."))
        for name in sorted(one for one in files if one.lower().endswith(".ipynb") and not one.startswith(".")):
            many += 1
            if many <= MOST:
                file = Path(folder, name)
                yield file.relative_to(path).as_posix(), _bytes(file)


def _in_file(path):
    if _kind(path) == ".ipynb" or not stat.S_ISREG(path.lstat().st_mode):
        yield path.name, _bytes(path)
        return
    with zipfile.ZipFile(path) as archive:
        names = [one for one in archive.infolist() if one.filename.lower().endswith(".ipynb")]
        for about in sorted(names, key=lambda one: one.filename)[:MOST]:
            with archive.open(about) as file:
                yield about.filename, file.read(LARGEST + 1)


def _bytes(path):
    if not stat.S_ISREG(path.lstat().st_mode):
        return b""
    with open(path, "rb") as file:
        return file.read(LARGEST + 1)


def notebooks(files):
    """Return the Notebooks among {name: bytes}: the best of each lesson, then those that are none of ours."""
    found = [_notebook(name, data) for name, data in files.items()]
    best = {}
    for one in sorted(found, key=lambda one: (bool(one.problem), _other_name(one), one.name)):
        if one.lesson is not None:
            best.setdefault(one.lesson.number, one)
    return [best[number] for number in sorted(best)] or found


def _other_name(one):
    return one.lesson is None or Path(one.name).stem != one.lesson.stem


def _notebook(name, data):
    try:
        sources = tuple(code_cells(data))
    except Unreadable as error:
        return Notebook(name, _by_name(name), problem=str(error))
    return Notebook(name, _by_name(name) or _by_content(sources), sources)


def code_cells(data):
    """Return the sources of the code cells of a notebook's bytes; raises Unreadable with the reason."""
    if not data.strip():
        raise Unreadable("The notebook is empty, or no file of its own: save it and hand it in again.")
    if len(data) > LARGEST:
        raise Unreadable(f"The notebook is larger than {LARGEST >> 20} MB: clear its outputs and hand it in again.")
    try:
        cells = json.loads(data.decode("utf-8"))["cells"]
        found = [text(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except Exception as error:
        raise Unreadable(
            f"The notebook cannot be read ({type(error).__name__}): open it, save it again and hand it in anew."
        ) from None
    if len(found) > MOST_CELLS or sum(map(len, found)) > MOST_CODE:
        raise Unreadable(
            "The notebook holds more code than a lesson has: remove what is no answer, hand it in anew."
        )
    return found


def _by_name(name):
    stem = Path(name).stem
    known = {lesson.stem: lesson for lesson in lessons().values()}
    number = re.match(r"(?:lesson|lektion)?[ _-]*0*(\d{1,2})(?!\d)", stem, re.IGNORECASE)
    return known.get(stem) or (lessons().get(int(number[1])) if number else None)


def _by_content(sources):
    """Return the Lesson whose checks a notebook imports, or of whose answers it defines the most."""
    whole = "\n".join(sources)
    asked = re.search(r"from utils\.checks import lesson(\d\d)\b", whole)
    if asked and int(asked[1]) in lessons():
        return lessons()[int(asked[1])]
    defined = set(re.findall(r"^(?:def|class) (\w+)|^(\w+) *=", whole, re.MULTILINE))
    names = {one or other for one, other in defined}
    counts = {number: len(names & set(lesson.answers.values())) for number, lesson in lessons().items()}
    most = max(counts, key=counts.get, default=None)
    return lessons()[most] if most is not None and counts[most] else None
