"""The guides speak of this course: its misconceptions in their own words, its numbers, its links."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from setup_course import verbs
from utils.checks.misconceptions import SENTENCES
from utils.classroom.guides import discussions

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "teaching").glob("*.md"))
GUIDES = [path for path in PAGES if path.name[0].isdigit()]
OTHERS = [ROOT / "teaching" / f"wrong_answers_{path.name[:2]}.md" for path in GUIDES]  # no guide has room for them


@pytest.fixture(params=GUIDES, ids=lambda path: path.stem)
def guide(request):
    return request.param.read_text(encoding="utf-8")


def worked(name):
    """Return all text of a worked lesson: prose, code, and what its cells print."""
    notebook = json.loads((ROOT / "solutions" / f"{name}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        yield "".join(cell["source"])
        for output in cell.get("outputs", []):
            yield "".join(output.get("text", []))
            yield "".join(output.get("data", {}).get("text/plain", []))


def numbers(text):
    """Return the decimals, percentages and numbers with a comma in a text, as they count: 0.5 is .5, 78 % is 78."""
    found = re.findall(r"(?<![\w.])\d*\.\d+%?|\d+(?= ?%)|\d{1,3}(?:,\d{3})+", text.replace(" %", "%"))
    return {one.rstrip("%").lstrip("0") for one in found}


def test_the_guides_are_those_of_lessons():
    assert len(GUIDES) >= 3
    assert {path.stem for path in GUIDES} <= {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}


def test_a_guide_has_its_parts_on_two_pages(guide):
    assert [line for line in guide.splitlines() if line.startswith("## ")] == [
        "## Plan",
        "## Questions to ask",
        "## Wrong answers to expect",
        "## Too fast, too slow",
    ]
    assert len(guide.split()) <= 1000


def test_every_misconception_named_exists_and_is_quoted_in_its_own_words(guide):
    named = re.findall(r"^### (.+)\n\n> (.+)\n\n((?:.+\n)+)", guide, flags=re.MULTILINE)
    assert len(named) == guide.count("\n### ") >= 5
    for name, sentence, discussion in named:
        assert SENTENCES[name] == sentence
        assert 20 <= len(discussion.split()) <= 80


def test_a_misconception_of_the_guide_belongs_to_its_lesson():
    for path in GUIDES:
        own = import_module(f"utils.checks.misconceptions.lesson{path.name[:2]}").SENTENCES
        assert set(re.findall(r"^### (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)) <= set(own)


def kinds(path):
    """Return [heading, names, discussion] of each section of a page of other wrong answers."""
    found = re.findall(r"^## (.+)\n\n\*(.+)\*\n\n((?:.+\n)+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(heading, names.split(" · "), discussion) for heading, names, discussion in found]


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_a_discussion_of_several_wrong_answers_takes_two_minutes(path):
    found = kinds(path)
    assert len(found) == path.read_text(encoding="utf-8").count("\n## ")
    assert all(35 <= len(discussion.split()) <= 80 for _, _, discussion in found)


def test_every_misconception_is_discussed_at_one_place_and_in_its_own_lesson():
    start = import_module("utils.checks.misconceptions.lesson00").SENTENCES  # which has no guide of its own
    for guide, others in zip(GUIDES, OTHERS, strict=True):
        own = import_module(f"utils.checks.misconceptions.lesson{guide.name[:2]}").SENTENCES
        headed = re.findall(r"^### (.+)$", guide.read_text(encoding="utf-8"), flags=re.MULTILINE)
        named = [*headed, *(name for _, names, _ in kinds(others) for name in names)]
        assert sorted(named) == sorted([*own, *start] if guide is GUIDES[0] else own)
        assert f"]({others.name})" in guide.read_text(encoding="utf-8")
        assert f"]({guide.name})" in others.read_text(encoding="utf-8")
    assert set(discussions()) == set(SENTENCES)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_number_of_a_guide_stands_in_its_worked_lesson(path):
    text = path.read_text(encoding="utf-8")
    assert numbers(text) <= numbers("\n".join(worked(path.stem)))


def test_every_exercise_and_name_of_code_in_a_guide_is_in_its_lesson():
    for path, others in zip(GUIDES, OTHERS, strict=True):
        lesson = "\n".join(worked(path.stem))
        lines = [*path.read_text(encoding="utf-8").splitlines(), *others.read_text(encoding="utf-8").splitlines()]
        for name in re.findall(r"`(\w+)`", "\n".join(line for line in lines if not line.startswith((">", "*")))):
            assert name in lesson or name == "print", (path.name, name)


@pytest.mark.parametrize("path", [*PAGES, ROOT / "README.md"], ids=lambda path: path.name)
def test_every_link_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        assert "://" in target or (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_is_one_of_start(path):
    said = re.findall(r"start\.py +([a-z]+)", path.read_text(encoding="utf-8"))
    assert set(said) <= {*verbs.VERBS, "grade"}


def test_the_readme_and_the_page_are_short():
    assert len((ROOT / "teaching" / "README.md").read_text().splitlines()) <= 15
    assert len((ROOT / "teaching" / "running_a_class.md").read_text().split()) <= 750
    assert len((ROOT / "README.md").read_text().splitlines()) <= 120
