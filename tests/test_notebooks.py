"""How the notebooks read: short cells, half of them prose, a sentence under each picture, no trace of a machine."""

import re
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = [path for folder in ("notebooks", "solutions") for path in sorted((ROOT / folder).glob("*.ipynb"))]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.name}")
def cells(request):
    return nbformat.read(request.param, as_version=4).cells


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip() and not line.strip().startswith("#")]


def of_type(cells, kind):
    return [cell for cell in cells if cell.cell_type == kind]


def headings(cells):
    prose = "\n".join(cell.source for cell in of_type(cells, "markdown"))
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, flags=re.MULTILINE)]


def outputs(cells):
    return [output for cell in of_type(cells, "code") for output in cell.outputs]


def test_code_cells_are_short(cells):
    sizes = [len(lines(cell)) for cell in of_type(cells, "code")]
    assert median(sizes) <= 5
    assert quantiles(sizes, n=10)[-1] <= 12
    assert max(sizes) <= 25


def test_no_line_of_code_is_cut_off_in_a_window_of_1280_pixels_with_the_list_of_files_open(cells):
    assert [line for cell in of_type(cells, "code") for line in cell.source.splitlines() if len(line) > 107] == []


def test_prose_holds_half_of_the_cells_in_pieces_of_90_words_at_most(cells):
    prose = of_type(cells, "markdown")
    assert 0.45 <= len(prose) / len(cells) <= 0.65
    assert max(len(cell.source.split()) for cell in prose) <= 90


def test_at_most_two_code_cells_stand_in_a_row(cells):
    row = 0
    for cell in cells:
        is_check = cell.source.startswith("check.")
        row = 0 if cell.cell_type == "markdown" else row + (not is_check)
        assert row <= 2, cell.source


def test_there_is_one_title_and_headings_step_down_one_at_a_time(cells):
    levels = headings(cells)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_sentence_in_italics_stands_under_each_picture(cells):
    for cell, below in pairwise(cells):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data and "accuracy over the epochs" not in data["text/plain"]:
                assert below.cell_type == "markdown", cell.source
                assert re.match(r"\*[^*].*\*", below.source, flags=re.DOTALL), below.source


def test_nothing_failed_or_warned_and_nothing_names_a_machine(cells):
    for output in outputs(cells):
        assert output.output_type != "error"
        assert output.get("name") != "stderr"
        shown = str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
        assert not re.search(r"/(root|home|Users|work|tmp)/|Warning", shown)


def test_every_picture_in_prose_has_words_for_those_who_cannot_see_it(cells):
    assert not [cell.source for cell in of_type(cells, "markdown") if re.search(r"!\[\s*\]\(", cell.source)]
