"""Find the solution of an exercise in the text of its lesson (lessons/NN_slug.py), where there is one."""

import re
from pathlib import Path

LESSONS = Path(__file__).resolve().parents[2] / "lessons"


def solution_of(name, lesson, folder=LESSONS):
    """Return the source of the solution cell that defines `name`, or None in a copy without lessons."""
    number = lesson.removeprefix("lesson")
    defines = re.compile(rf"^(def|class) {name}\b|^{name} = ", re.MULTILINE)
    for path in sorted(folder.glob(f"{number}_*.py")):
        for cell in re.split(r"^# %%", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            header, _, source = cell.partition("\n")
            if '"solution"' in header and defines.search(source):
                return source.strip()
    return None
