"""Where the course is published. pyproject.toml alone says it; `make address` sets it (lessons/address.py)."""

import re

from setup_course.places import ROOT

UNKNOWN = "OWNER/NAME"
ENTRY = re.compile(r'^repository = "([\w.-]+/[\w.-]+)"', re.MULTILINE)


def repository(root=ROOT):
    """Return "owner/name" on GitHub; UNKNOWN where the course is not published yet, or in a copy without the entry."""
    path = root / "pyproject.toml"
    found = ENTRY.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return found.group(1) if found else UNKNOWN


def page_of(path, root=ROOT):
    """Return the address of a file or folder of the course on GitHub; None where the course is not published."""
    if repository(root) == UNKNOWN:
        return None
    kind = "tree" if (root / path).is_dir() else "blob"
    return "https://github.com/{}/{}/main/{}".format(repository(root), kind, path)
