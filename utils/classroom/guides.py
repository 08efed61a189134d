"""What the guides in teaching/ say about a wrong answer: a section of its own, under the misconception's name."""

import re
import shutil
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from utils.classroom.course import ROOT

GUIDES, BESIDE = ROOT / "teaching", "guides"
PART = "Wrong answers to expect"


class Discussion(NamedTuple):
    """The words of a section, a text for each paragraph, without the sentence that a learner has read."""

    lesson: str
    name: str
    paragraphs: tuple


@cache
def discussions(folder=GUIDES):
    """Return {misconception: Discussion} of all guides."""
    return {one.name: one for path in guides(folder).values() for one in _discussions(path)}


@cache
def guides(folder=GUIDES):
    """Return {"lesson01": path of its guide}."""
    return {f"lesson{path.name[:2]}": path for path in sorted(folder.glob("[0-9][0-9]_*.md"))}


def _discussions(path):
    part = _sections(path.read_text("utf-8"), "## ").get(PART, "")
    for name, section in _sections(part, "### ").items():
        paragraphs = [one for one in re.split(r"\n\s*\n", section.strip()) if not one.startswith(">")]
        yield Discussion(f"lesson{path.name[:2]}", name, tuple(" ".join(one.split()) for one in paragraphs))


def _sections(text, mark):
    """Return {heading: what follows it} for the headings that begin with `mark`."""
    _, *parts = re.split(rf"^{mark}", text, flags=re.MULTILINE)
    return {head.strip(): rest for head, _, rest in (part.partition("\n") for part in parts)}


def anchor(heading):
    """Return the end of a link to a heading, as GitHub, GitLab and most readers of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def lay_beside(page):
    """Copy the guides to where `link` leads to from a page, so that they go wherever its folder goes."""
    folder = page.parent / BESIDE
    folder.mkdir(exist_ok=True)
    for path in guides().values():
        shutil.copyfile(path, folder / path.name)


def link(lesson, name):
    """Return the link from a page to the guide of a lesson beside it: to what it says of `name`, if it does."""
    return f"{BESIDE}/{quote(guides()[lesson].name)}#{anchor(name if name in discussions() else PART)}"
