"""A lesson becomes slides for the browser, and says what it needs to be shown."""

import json
import sys
from pathlib import Path

import pytest

from setup_course import slides

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("named", ["2", "02", "02_dropout", "02_dropout_on_conv_feature_maps"])
def test_a_lesson_is_named_by_its_number_or_its_name(named):
    assert slides.find(named, "notebooks") == ROOT / "notebooks" / "02_dropout_on_conv_feature_maps.ipynb"
    assert slides.find(named, "solutions").parent.name == "solutions"


@pytest.mark.parametrize("named", ["9", "12", "", "conv"])
def test_an_unknown_lesson_gets_one_line_with_those_there_are(named, capsys):
    assert slides.slides([named]) == 1
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 1 and "02_dropout_on_conv_feature_maps" in said


def test_a_copy_without_worked_lessons_says_so(monkeypatch, capsys):
    monkeypatch.setattr(slides, "lessons", lambda folder: [])
    assert slides.slides(["1", "--solved"]) == 1
    assert "holds no worked lessons" in capsys.readouterr().out


@pytest.mark.parametrize("path", sorted(ROOT.glob("notebooks/*.ipynb")), ids=lambda path: path.stem)
def test_each_lesson_is_cut_into_slides_that_begin_with_prose(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    kinds = [cell["metadata"].get("slideshow", {}).get("slide_type") for cell in cells]
    few = path.stem == "00_start_here"
    assert kinds[0] == "slide" and kinds.count("slide") >= (3 if few else 5)
    assert kinds.count("subslide") >= (5 if few else 10)
    begin = [cell for cell, kind in zip(cells, kinds, strict=True) if kind in ("slide", "subslide")]
    assert {cell["cell_type"] for cell in begin} == {"markdown"}


@pytest.mark.slow
def test_slides_hold_the_lesson_and_say_that_they_need_the_network(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(slides, "ensure", lambda files: None)
    monkeypatch.setattr(slides, "PYTHON", sys.executable)
    for words in ([], ["--solved"]):
        assert slides.slides(["1", *words, "--out", str(tmp_path)]) == 0
        made = (tmp_path / "01_dropout_in_dense_layers.slides.html").read_text(encoding="utf-8")
        assert made.count("<section>") > 40 and "reveal.js" in made
        assert ("stdtrit" in made) == (words == ["--solved"])  # a word of an answer
    said = capsys.readouterr().out
    assert "needs the network" in said and "Presentation Mode" in said
