"""The folder that an export is written to: a new one, which holds all that its notebooks import."""

import shutil

from utils.classroom.course import ROOT

LEFT_OUT = shutil.ignore_patterns("classroom", "__pycache__", ".*")


def refusal(folder):
    """Return the sentence that says why nothing can be written to `folder`, or None."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        return f"{folder} is not empty: name a new folder, so that nothing in it is lost."
    return None


def put(path, words):
    """Write a text to a file, its folders included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8", newline="\n")


def copy(source, folder):
    """Copy what a folder holds."""
    shutil.copytree(source, folder, dirs_exist_ok=True, ignore=LEFT_OUT)


def copy_course(folder):
    """Copy what notebooks import, without solutions and without the judge of a class."""
    for name in ("utils", "data"):
        copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "requirements.txt", folder)
