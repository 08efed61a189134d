"""What a teacher and a learner open once a class is graded: all can read it, in the light and in the dark."""

import pytest

from tests.browser.chromium import missing

if missing():
    pytest.skip(missing(), allow_module_level=True)

from tests.browser.audit import violations
from tests.planted_class import odd_row, record, row
from utils.classroom import class_page, pages

pytestmark = pytest.mark.slow
SWAPPED = "keep and drop swapped"


@pytest.fixture(scope="module")
def records():
    """Five learners, of whom one handed in nothing that could be graded; the first two share a misconception."""
    unscaled = row("inverted_dropout", "no rescale")
    return [
        record("ada", row("drop_mask", SWAPPED), row("dropout_gradient", "")),
        record("bob", row("drop_mask", SWAPPED), unscaled, row("count_neurons", "bias forgotten")),
        record("cyd", row("drop_mask"), unscaled, row("spatial_dropout", SWAPPED), sandboxed=False),
        record("dee", row("drop_mask"), row("count_neurons")),
        record("eve", odd_row("timeout", "It did not finish within 60 seconds.", "drop_mask")),
    ]


@pytest.fixture
def page(browser, quiet, tmp_path):
    """Return a function that opens a page of HTML from a file, as a double click does."""
    opened = []

    def open_(html):
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        opened.append(browser.new_page())
        opened[-1].goto((tmp_path / "page.html").as_uri())
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_all_can_read_the_page_of_a_class(page, records, photograph, scheme, width):
    opened = page(class_page.page(records))
    look(opened, photograph, f"class-{scheme}-{width}", scheme, width)
    opened.get_by_role("button", name="Exercise").click()
    assert violations(opened, others=()) == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_all_can_read_the_page_of_a_learner(page, records, photograph, scheme, width):
    look(page(pages.page(records[1])), photograph, f"learner-{scheme}-{width}", scheme, width)


def look(opened, photograph, name, scheme, width):
    """Nobody is kept out of a page, and nothing of it lies beyond the side of the window."""
    opened.emulate_media(color_scheme=scheme)
    opened.set_viewport_size(dict(width=width, height=900))
    photograph([opened.screenshot(full_page=True)], name)
    assert opened.evaluate("() => document.documentElement.scrollWidth") <= width
    assert violations(opened, others=()) == []
