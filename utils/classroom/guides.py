"""What teaching/ says about a wrong answer: a section of a guide, or one about several of a kind at once."""

import re
import shutil
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from utils.classroom.course import ROOT

GUIDES, BESIDE = ROOT / "teaching", "guides"
PART = "Wrong answers to expect"


class Discussion(NamedTuple):
    """The words of a section, a text for each paragraph, and the page on which it stands under its heading."""

    lesson: str
    page: str
    heading: str
    paragraphs: tuple

    @property
    def link(self):
        """The link from a page to this section, of the guides that lie beside it."""
        return f"{BESIDE}/{quote(self.page)}#{anchor(self.heading)}"


@cache
def discussions(folder=GUIDES):
    """Return {misconception: Discussion}: frequent ones stand in the guides, the others on pages beside them."""
    others = {name: one for path in _others(folder) for name, one in _of_a_kind(path)}
    return {one.heading: one for path in guides(folder).values() for one in _of_a_guide(path)} | others


@cache
def guides(folder=GUIDES):
    """Return {"lesson01": path of its guide}."""
    return {f"lesson{path.name[:2]}": path for path in sorted(folder.glob("[0-9][0-9]_*.md"))}


def _others(folder):
    return sorted(folder.glob("wrong_answers_[0-9][0-9].md"))


def _of_a_guide(path):
    """Yield a Discussion for each heading of the guide that is a misconception, without the sentence quoted."""
    part = _sections(path.read_text("utf-8"), "## ").get(PART, "")
    for heading, section in _sections(part, "### ").items():
        said = (one for one in _paragraphs(section) if not one.startswith(">"))
        yield Discussion(f"lesson{path.name[:2]}", path.name, heading, tuple(said))


def _of_a_kind(path):
    """Yield (misconception, Discussion): a section begins with the names of those that it discusses, *a · b*."""
    for heading, section in _sections(path.read_text("utf-8"), "## ").items():
        names, *said = _paragraphs(section)
        for name in names.strip("*").split(" · "):
            yield name, Discussion(f"lesson{path.stem[-2:]}", path.name, heading, tuple(said))


def _sections(text, mark):
    """Return {heading: what follows it} for the headings that begin with `mark`."""
    _, *parts = re.split(rf"^{mark}", text, flags=re.MULTILINE)
    return {head.strip(): rest for head, _, rest in (part.partition("\n") for part in parts)}


def _paragraphs(section):
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", section.strip())]


def anchor(heading):
    """Return the end of a link to a heading, as GitHub, GitLab and most readers of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def lay_beside(page):
    """Copy the guides to where links lead to from a page, so that they go wherever its folder goes."""
    folder = page.parent / BESIDE
    folder.mkdir(exist_ok=True)
    for path in (*guides().values(), *_others(GUIDES)):
        shutil.copyfile(path, folder / path.name)


def link(lesson):
    """Return the link from a page to what the guide of a lesson beside it says of wrong answers."""
    return f"{BESIDE}/{quote(guides()[lesson].name)}#{anchor(PART)}"
