"""The website: which pages it has, where their links lead, and that it asks no other machine for anything."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lessons import colab
from setup_course import pages, site

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted(path.stem for path in (ROOT / "solutions").glob("*.ipynb"))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    pages.collect(folder)
    return folder


def markdown(folder):
    """Yield (page, its Markdown) of all pages, those of notebooks too."""
    for path in sorted(folder.rglob("*.md")):
        yield path, path.read_text(encoding="utf-8")
    for path in sorted(folder.rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield path, "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def test_each_worked_lesson_and_each_guide_has_a_page(collected):
    assert sorted(path.stem for path in collected.glob("lessons/*.ipynb")) == LESSONS
    guides = {path.stem for path in (ROOT / "teaching").glob("*.md")} - {"README"}
    assert {path.stem for path in collected.glob("teaching/*.md")} == guides | {"index"}


def test_the_home_page_has_the_table_of_lessons_and_leads_to_each(collected):
    home = (collected / "index.md").read_text(encoding="utf-8")
    assert "| minutes |" in home
    assert set(re.findall(r"\(lessons/(\w+)\.ipynb\)", home)) == set(LESSONS)


def test_every_link_leads_to_a_page_of_the_website_or_to_the_network(collected):
    for path, text in markdown(collected):
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"https?:|#", target):
                assert (path.parent / target.partition("#")[0]).is_file(), (path.name, target)


def test_every_page_is_in_a_list_of_pages(collected):
    for folder in (collected / "lessons", collected / "teaching"):
        listed = (folder / "index.md").read_text(encoding="utf-8").partition("{toctree}")[2]
        assert {path.name for path in folder.iterdir()} - {"index.md", "cover.png"} <= set(listed.split())


@pytest.mark.parametrize(
    ("link", "published", "not_published"),
    [
        ("[a](../tests/)", "[a](https://github.com/me/course/tree/main/tests)", "a"),
        ("[a](../LICENSE)", "[a](https://github.com/me/course/blob/main/LICENSE)", "a"),
        ("[a](../notebooks/01_x.ipynb)", "[a](../lessons/01_x.ipynb)", "[a](../lessons/01_x.ipynb)"),
        ("[a](README.md#b)", "[a](index.md#b)", "[a](index.md#b)"),
        ("[a](https://b.org) [c](#d)", "[a](https://b.org) [c](#d)", "[a](https://b.org) [c](#d)"),
    ],
)
def test_a_link_to_what_has_no_page_leads_to_the_repository_once_there_is_one(
    tmp_path, link, published, not_published
):
    for folder in ("tests", "teaching", "solutions"):
        (tmp_path / folder).mkdir()
    for name in ("LICENSE", "teaching/README.md", "solutions/01_x.ipynb"):
        (tmp_path / name).touch()
    where = pages.places(tmp_path)
    turned = lambda: pages.turned(link, "teaching/guide.md", "teaching/guide.md", where, tmp_path)  # noqa: E731
    assert turned() == not_published
    (tmp_path / "pyproject.toml").write_text('[tool.course]\nrepository = "me/course"\n')
    assert turned() == published


def test_no_page_shows_a_badge_which_another_machine_would_draw():
    badges = "[![Open in Colab](https://b.org/c.svg)](https://b.org/d) ![licence](https://b.org/e.svg)\n# Title\n"
    assert pages.BADGE.sub("", badges) == "# Title\n"


def test_each_picture_of_a_lesson_has_its_words_and_its_set_up_is_folded_away(collected):
    for path in collected.glob("lessons/*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert cell["id"] != colab.ID
            shows = any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))
            assert not shows or cell["metadata"]["mystnb"]["image"]["alt"]
            assert ("setup" in cell["metadata"]["tags"]) == ("hide-input" in cell["metadata"]["tags"])


def test_a_folder_with_other_work_is_left_alone_and_so_is_a_copy_without_worked_lessons(
    tmp_path, capsys, monkeypatch
):
    (tmp_path / "work.txt").touch()
    assert site.site(["--out", str(tmp_path)]) == 1
    assert "neither empty nor an earlier website" in capsys.readouterr().out
    monkeypatch.setattr(site, "lessons", lambda folder: [])
    assert site.site(["--out", str(tmp_path / "new")]) == 1
    assert "holds no worked lessons" in capsys.readouterr().out


class Loaded(HTMLParser):
    """What a page of HTML makes a browser load."""

    def __init__(self, text):
        super().__init__()
        self.addresses = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("src", "srcset", "data", "poster") or (name == "href" and tag == "link"):
                self.addresses.append(value)


@pytest.mark.slow
def test_sphinx_warns_of_nothing_and_no_page_names_another_machine(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(site, "ensure", lambda files: None)
    monkeypatch.setattr(site, "PYTHON", sys.executable)
    assert site.site(["--out", str(tmp_path)]) == 0
    said = capfd.readouterr()
    assert said.err == "" and str(tmp_path / "index.html") in said.out
    written = sorted(tmp_path.rglob("*.html"))
    assert {f"{stem}.html" for stem in LESSONS} <= {path.name for path in written}
    for path in written:
        loaded = Loaded(path.read_text(encoding="utf-8")).addresses
        assert loaded and not [address for address in loaded if re.match(r"(https?:)?//", address)], path
    for path in [*tmp_path.rglob("*.css"), *tmp_path.rglob("*.html")]:
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path
    assert site.site(["--out", str(tmp_path)]) == 0  # over an earlier one
