"""What a learner meets in JupyterLab: every lesson opens, runs, answers, moves and remembers, in both themes."""

import os
import re

import pytest

from setup_course.places import lessons
from tests.browser.chromium import missing
from tests.long_proof import LONG

if missing():
    pytest.skip(missing(), allow_module_level=True)

from playwright.sync_api import expect

pytestmark = pytest.mark.slow
LESSONS = lessons("notebooks")
FIRST, CONV = (next(path for path in LESSONS if path.name.startswith(number)) for number in ("01", "02"))
WHOLE = LESSONS if LONG or os.environ.get("COURSE_BROWSER") == "all" else [FIRST]  # others: minutes

STUB = "def drop_mask"
CHECK = "check.drop_mask(drop_mask)"
SWAPPED = "def drop_mask(shape, rate, rng):\n    return (rng.random(shape) < rate) * 1.0"
SLIDER = "from functools import partial\n\nfrom utils.layers import block_mask"
RIGHT = "def drop_mask(shape, rate, rng):\n    return (rng.random(shape) >= rate) * 1.0"


def by_name(path):
    return path.stem


@pytest.mark.parametrize("lesson", [path for path in LESSONS if path not in WHOLE], ids=by_name)
def test_every_lesson_opens_and_shows_what_is_stored(opened, photograph, lesson):
    notebook = opened(lesson)
    expect(notebook.page.locator(".jp-Notebook h1")).to_have_count(1)
    expect(notebook.page.locator(".jp-OutputArea-output").first).to_be_visible()
    photograph(notebook, lesson.stem)


@pytest.mark.parametrize("lesson", WHOLE, ids=by_name)
def test_the_untouched_lesson_runs_to_its_end_and_can_be_read_in_both_themes(opened, photograph, lesson):
    notebook = opened(lesson)
    notebook.run_all()
    assert notebook.errors() == []
    assert all(cell["execution_count"] for cell in notebook.cells() if cell["cell_type"] == "code")
    statuses = notebook.page.locator(".jp-OutputArea [role=status]")
    assert statuses.count() > 5
    assert not [text for text in statuses.all_inner_texts() if text.startswith("✔ Passed")]
    for theme in ("dark", "light"):
        notebook.wear(theme)
        assert [words for words, contrast in notebook.contrasts() if contrast < 4.5] == []
    for slider in notebook.page.get_by_role("slider").all():
        move(notebook, slider)
    photograph(notebook, lesson.stem, whole=True)


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
    photograph(notebook, "answers-not-yet")

    notebook.type(STUB, RIGHT)
    notebook.run(STUB)
    expect(feedback).to_contain_text("✘ Not yet")
    expect(notebook.run(CHECK)).to_contain_text("✔ Passed · 1.1 drop_mask")
    photograph(notebook, "answers-passed")

    notebook.restart()
    notebook.run("import sys")
    progress = notebook.run("check.progress()")
    expect(progress).to_contain_text(re.compile(r"Lesson 1: 1 of \d+ passed"))
    expect(progress).to_contain_text("✔ 1.1 drop_mask: passed")


def test_a_slider_moves_by_keyboard_and_its_picture_with_it(opened, photograph):
    notebook = opened(CONV)
    notebook.choose(SLIDER)
    notebook.do("notebook:run-all-above")
    output = notebook.run(SLIDER)
    slider = output.get_by_role("slider")
    expect(slider).to_have_count(1)
    expect(output).to_contain_text("Rate 0.25, element")
    move(notebook, slider)
    expect(output).to_contain_text("Rate 0.3, element")
    photograph(notebook, "slider")


def move(notebook, slider):
    """Move a slider by one key; its value and the picture below it change."""
    picture = slider.locator("xpath=ancestor::*[contains(@class, 'jp-OutputArea-output')][1]").locator("img").last
    value, shown = slider.get_attribute("aria-valuenow"), picture.get_attribute("src")
    slider.focus()
    notebook.page.keyboard.press("ArrowLeft" if value == slider.get_attribute("aria-valuemax") else "ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuenow", value)
    expect(picture).not_to_have_attribute("src", shown)
