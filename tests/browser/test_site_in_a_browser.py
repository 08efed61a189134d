"""What a reader meets on the website: search, formulas, pictures, a phone's width, two themes, no other machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from setup_course import site
from setup_course.places import ROOT
from tests.browser.audit import violations
from tests.browser.chromium import missing, reached_out
from tests.browser.server import served
from tests.long_proof import sample

if missing():
    pytest.skip(missing(), allow_module_level=True)

from playwright.sync_api import expect

pytestmark = pytest.mark.slow
DESK, PHONE = (1280, 1000), (390, 844)
LESSONS = [f"lessons/{path.stem}" for path in sorted((ROOT / "solutions").glob("*.ipynb"))]
GUIDES = [f"teaching/{path.stem}".replace("README", "index") for path in sorted((ROOT / "teaching").glob("*.md"))]
PAGES = ["index", "lessons/index", *LESSONS, *sample(GUIDES, 4), "search"]
CONV = next(name for name in LESSONS if "conv" in name)
FORMULAS = "# Formulas\n\nThe mean is $\\frac{1}{n} \\sum_i x_i$.\n\n$$\\hat{y} = \\frac{m \\odot x}{1 - p}$$\n"
LOADED = "element => element.complete && element.naturalWidth > 200"


@pytest.fixture(scope="module")
def website(tmp_path_factory):
    folder = tmp_path_factory.mktemp("website")
    patched = pytest.MonkeyPatch()
    with patched.context() as patch:
        patch.setattr(site, "PYTHON", sys.executable)
        assert site.make(folder) == 0
    return folder


@pytest.fixture(scope="module")
def address(website):
    with served(website) as address:
        yield address


@pytest.fixture
def page(browser, address):
    """A page that in the end has not complained and not asked another machine."""
    opened, complaints, requests = browser.new_page(), [], []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: requests.append(request.url))
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()
    assert complaints == []
    assert reached_out(requests) == []


def size(page, wide):
    page.set_viewport_size(dict(width=wide[0], height=wide[1]))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_desk_and_a_phone_and_can_be_read_in_both_themes(page, address, screenshots, name):
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for wide in (DESK, PHONE):
            size(page, wide)
            page.goto(f"{address}/{name}.html")
            assert page.evaluate("document.documentElement.dataset.theme") == theme
            assert page.evaluate("document.documentElement.scrollWidth") <= wide[0]
            page.screenshot(path=screenshots / f"site-{name.replace('/', '-')}-{theme}-{wide[0]}.png")
        expect(page.locator("h1")).to_have_count(1)
        assert violations(page, rules=["color-contrast"] if theme == "dark" else (), others=()) == []


@pytest.mark.parametrize("name", LESSONS)
def test_each_picture_of_a_lesson_is_shown_with_words_for_those_who_cannot_see_it(page, address, name):
    page.goto(f"{address}/{name}.html")
    pictures = page.locator(".cell_output img")
    assert pictures.count() >= (0 if "start" in name else 5)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate(LOADED)
        assert picture.get_attribute("alt")


def test_of_a_slider_its_picture_is_shown(page, address):
    page.goto(f"{address}/{CONV}.html")
    cell = page.locator(".cell", has_text="dropout_slider(").first
    picture = cell.locator(".cell_output img")
    expect(picture).to_be_visible()
    assert picture.get_attribute("alt").startswith("Rate 0.25, element")
    expect(cell.locator(".cell_output")).not_to_contain_text("SelectionSlider")


def test_a_search_finds_a_word_and_leads_to_its_lesson(page, address):
    page.goto(f"{address}/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("recoverability")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results")).to_contain_text("2 · What dropout does after a conv layer")
    expect(page.locator("#search-results p.context").first).to_be_visible()
    page.locator("#search-results a", has_text="2 · What dropout").first.click()
    expect(page.locator("h1")).to_contain_text("2 · What dropout does after a conv layer")


def test_a_search_works_from_the_disk_too(page, website):
    page.goto((website / "search.html").as_uri() + "?q=recoverability")
    expect(page.locator("#search-results")).to_contain_text("2 · What dropout does after a conv layer")
    page.locator("#search-results a", has_text="2 · What dropout").first.click()
    expect(page.locator("h1")).to_contain_text("2 · What dropout does after a conv layer")


def test_formulas_are_drawn_by_the_browser_itself(page, tmp_path):
    (tmp_path / "index.md").write_text(FORMULAS, encoding="utf-8")
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(ROOT / "docs")]
    subprocess.run([*sphinx, str(tmp_path), str(tmp_path / "out")], check=True)
    page.goto(Path(tmp_path / "out" / "index.html").as_uri())
    expect(page.locator("math")).to_have_count(2)
    fractions = page.locator("mfrac")
    expect(fractions).to_have_count(2)
    for fraction in fractions.all():
        above, below = (fraction.locator("> *").nth(number).bounding_box() for number in (0, 1))
        assert above["y"] < below["y"] and above["height"] > 5
    assert "\\frac" not in page.locator("article").inner_text()
