"""One place says where the course is published; links, badges and notebooks agree with it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from lessons import address, colab
from setup_course.address import UNKNOWN, page_of, repository
from setup_course.handout import readme
from setup_course.pages import BADGE

ROOT = Path(__file__).resolve().parent.parent
HOSTS = r"(?:github\.com|colab\.research\.google\.com/github|mybinder\.org/v2/gh)"
LINKS = re.compile(HOSTS + r"/([\w.-]+/[\w.-]+)")
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture
def course(tmp_path):
    """A copy of what has the course's address in it, with one short lesson."""
    for name in ("README.md", "pyproject.toml", "teaching/running_a_class.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "01_small.py").write_text("# %% [markdown]\n# # Small\n\n# %%\n1 + 1\n")
    return tmp_path


def text(course):
    return (course / "README.md").read_text(encoding="utf-8")


def fetched(path):
    """Return the source of the cell that fetches the course, in a notebook."""
    return next(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.id == colab.ID)


def test_every_link_to_the_course_names_the_one_place():
    assert set(LINKS.findall(text(ROOT))) == {repository()}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_lesson_has_a_badge_for_colab(name):
    assert f"/blob/main/notebooks/{name})" in text(ROOT)


def test_setting_the_address_sets_it_everywhere_and_can_be_done_again(course, capsys):
    for new in ("someone/dropout-in-cnns", "another/course.git", "someone/dropout-in-cnns"):
        before = text(course)
        assert address.main([new], course) == 0
        assert repository(course) == new
        assert set(LINKS.findall(text(course))) == {new}
        assert len(LINKS.findall(text(course))) == len(LINKS.findall(before))
        assert f"https://github.com/{new} " in fetched(course / "notebooks" / "01_small.ipynb")
        assert page_of("README.md", course) == f"https://github.com/{new}/blob/main/README.md"
    assert UNKNOWN not in text(course)


@pytest.mark.parametrize(
    "words", [[], ["dropout"], ["https://github.com/a/b"], ["a/b/c"], ['a/b"'], ["a/b", "c/d"]]
)
def test_what_is_no_address_changes_nothing(course, capsys, words):
    before = text(course)
    assert address.main(words, course) == 2
    assert "make address to=OWNER/NAME" in capsys.readouterr().out
    assert text(course) == before and repository(course) == repository()


def test_badges_are_neither_handed_out_nor_shown_on_the_website():
    assert "badge" not in readme(text(ROOT)) and UNKNOWN not in readme(text(ROOT))
    assert "badge" not in BADGE.sub("", text(ROOT))


@pytest.mark.parametrize("name", NOTEBOOKS)
@pytest.mark.parametrize("folder", ["notebooks", "solutions"])
def test_the_first_code_cell_of_each_notebook_fetches_the_course_in_colab(folder, name):
    cells = nbformat.read(ROOT / folder / name, as_version=4).cells
    first = next(cell for cell in cells if cell.cell_type == "code")
    assert first.source == colab.SOURCE.format(repository())
    assert (first.outputs, first.execution_count) == ([], 0)


COLAB = """
import os, sys, types
sys.modules["google.colab"] = types.ModuleType("google.colab")
os.system = lambda command: print(command)
"""


def run(source, folder):
    done = subprocess.run([sys.executable, "-c", source], cwd=folder, capture_output=True, text=True)
    return done.stdout, done.stderr


def test_that_cell_does_nothing_elsewhere_and_nothing_in_colab_where_the_course_is_there(tmp_path):
    (tmp_path / "notebooks").mkdir()
    source = colab.SOURCE.format("a/b")
    assert run(source, tmp_path) == ("", "")
    asked, failed = run(COLAB + source, tmp_path)
    assert asked == "git clone -q --depth 1 https://github.com/a/b /content/course\n"
    assert "/content/course/notebooks" in failed  # nothing was fetched here
    (tmp_path / "utils").mkdir()
    assert run(COLAB + source, tmp_path / "notebooks") == ("", "")


def test_binder_and_codespaces_start_what_the_course_starts():
    assert (ROOT / ".binder" / "runtime.txt").read_text() == "python-3.12\n"
    assert (ROOT / ".binder" / "requirements.txt").read_text() == "-r ../requirements.txt\n"
    assert "urlpath=lab/tree/notebooks/00_start_here.ipynb" in text(ROOT)
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    assert container["postCreateCommand"] == "python3 start.py install"
    assert container["image"].endswith("python:3.12")
    opened = container["customizations"]["codespaces"]["openFiles"]
    assert all((ROOT / name).is_file() for name in opened)
