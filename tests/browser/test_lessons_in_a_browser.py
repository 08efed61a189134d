"""What a learner meets in JupyterLab: all can be read, and a lesson answers, moves and remembers.

Of each lesson only the cells that a test needs are run; whole lessons in test_whole_lessons_in_a_browser.py. The
website shows what the solutions hold.
"""

import re

import pytest

from setup_course.places import lessons
from tests.browser.chromium import WHOLE, missing

if missing():
    pytest.skip(missing(), allow_module_level=True)

from playwright.sync_api import expect

from tests.browser.audit import violations

pytestmark = pytest.mark.slow
NOTEBOOKS = lessons("notebooks")
START, FIRST, CONV, *_ = NOTEBOOKS

STUB = "def drop_mask"
CHECK = "check.drop_mask(drop_mask)"
SWAPPED = "def drop_mask(shape, rate, rng):\n    return (rng.random(shape) < rate) * 1.0"
RIGHT = "def drop_mask(shape, rate, rng):\n    return (rng.random(shape) >= rate) * 1.0"
SLIDER = "from functools import partial\n\nfrom utils.layers import block_mask"
IN_PLACE_OF_A_TRAINED_NET = """
from types import SimpleNamespace
import numpy as np
from utils.layers import element_mask
rng = np.random.default_rng(0)
early, conv = rng.random((4, 9, 9, 8)), SimpleNamespace(kernel=rng.normal(size=(3, 3, 8, 16)))
""".strip()


def named(path):
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", NOTEBOOKS + (lessons("solutions") if WHOLE else []), ids=named)
def test_all_can_read_a_notebook_as_it_is_stored_in_both_themes(opened, in_both_themes, path):
    notebook = opened(path)
    expect(notebook.page.locator(".jp-Notebook h1")).to_have_count(1)
    expect(notebook.page.locator(".jp-OutputArea-output").first).to_be_visible()
    for theme in in_both_themes(notebook, named(path)):
        assert violations(notebook.page, rules=["color-contrast"] if theme == "dark" else ()) == []


def test_the_start_page_runs_to_its_end(opened, in_both_themes):
    notebook = opened(START)
    notebook.run_all()
    assert notebook.errors() == []
    expect(notebook.page.locator(".jp-OutputArea [role=status]")).to_have_count(3)
    for _ in in_both_themes(notebook, START.stem, whole=True):
        assert violations(notebook.page) == []


def test_a_wrong_answer_is_understood_a_hint_helps_a_right_one_passes_and_is_remembered(opened, photograph):
    notebook = opened(FIRST)
    notebook.run("import sys")
    notebook.type(STUB, SWAPPED)
    notebook.run(STUB)
    feedback = notebook.run(CHECK)
    expect(feedback).to_contain_text("✘ Not yet · 1.1 drop_mask · Your rate is the share you keep")
    expect(feedback).to_contain_text("Stuck? Run check.drop_mask.hint()")

    notebook.add_below(CHECK, "check.drop_mask.hint()")
    expect(notebook.run("check.drop_mask.hint()")).to_contain_text("Hint 1 of 3")
    photograph(notebook.pieces(), "answers-not-yet")

    notebook.type(STUB, RIGHT)
    notebook.run(STUB)
    expect(notebook.run(CHECK)).to_contain_text("✔ Passed · 1.1 drop_mask")
    photograph(notebook.pieces(), "answers-passed")

    notebook.restart()
    notebook.run("import sys")
    progress = notebook.run("check.progress()")
    expect(progress).to_contain_text(re.compile(r"Lesson 1: 1 of \d+ passed"))
    expect(progress).to_contain_text("✔ 1.1 drop_mask: passed")


def test_a_slider_moves_by_keyboard_and_its_picture_with_it(opened, in_both_themes):
    notebook = opened(CONV)
    notebook.type("import sys", IN_PLACE_OF_A_TRAINED_NET)
    notebook.run(IN_PLACE_OF_A_TRAINED_NET)
    output = notebook.run(SLIDER)
    expect(output).to_contain_text("Rate 0.25, element")
    notebook.move(output.get_by_role("slider"))
    expect(output).to_contain_text("Rate 0.3, element")
    for _ in in_both_themes(notebook, "slider"):
        assert violations(notebook.page) == []
