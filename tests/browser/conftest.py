"""One JupyterLab and one Chromium for all tests of this folder; what goes wrong on a page fails its test."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.chromium import chromium, reached_out
from tests.browser.laboratory import laboratory
from tests.browser.notebook import PATIENCE, THEMES, Notebook
from tests.browser.scripts import READY

SCREENSHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory):
    with laboratory(tmp_path_factory.mktemp("laboratory")) as started:
        yield started


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    from playwright.sync_api import Error, expect

    expect.set_options(timeout=PATIENCE)
    with ExitStack() as stack:
        try:
            started = stack.enter_context(chromium(tmp_path_factory.mktemp("chromium")))
        except Error as error:
            pytest.skip(f"Chromium does not start here: {error.message.splitlines()[0]}")
        started.set_default_timeout(PATIENCE)
        yield started


@pytest.fixture(scope="session")
def heard(browser):
    """Return (complaints, addresses asked) of all pages, to be emptied after each test."""
    complaints, asked = [], []
    browser.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    browser.on("weberror", lambda error: complaints.append(str(error.error)))
    browser.on("request", lambda request: asked.append(request.url))
    browser.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
    return complaints, asked


@pytest.fixture
def quiet(heard):
    """Let no page complain, or ask another machine, while a test runs."""
    yield
    complaints, asked = map(list, heard)
    for one in heard:
        one.clear()
    assert complaints == []
    assert reached_out(asked) == []


@pytest.fixture(scope="session")
def desk():
    """A list of at most one page that shows JupyterLab: to load it takes longer than most tests."""
    return []


@pytest.fixture
def opened(request, jupyterlab, browser, desk, quiet):
    """Return a function that opens a notebook of the course in JupyterLab."""
    failed, notebooks = request.session.testsfailed, []

    def open_(path):
        if not desk:
            desk.append(browser.new_page())
            desk[0].goto("{}/lab?token={}&reset".format(*jupyterlab), wait_until="domcontentloaded")
            desk[0].wait_for_function(READY)
        notebooks.append(Notebook(desk[0], f"{path.parent.name}/{path.name}"))
        return notebooks[-1]

    yield open_
    if request.session.testsfailed > failed:
        while desk:
            desk.pop().close()  # the next test is not to meet what is left of this one
    else:
        for notebook in notebooks:
            notebook.close()


@pytest.fixture
def screenshots():
    SCREENSHOTS.mkdir(exist_ok=True)
    return SCREENSHOTS


@pytest.fixture
def photograph(screenshots):
    """Return a function that keeps pictures (PNG) under a name and their numbers."""

    def keep(pictures, name):
        for number, picture in enumerate(pictures, start=1):
            (screenshots / f"{name}-{number:02d}.png").write_bytes(picture)

    return keep


@pytest.fixture
def in_both_themes(photograph):
    """Return a function that yields each theme while a notebook wears it, and then keeps pictures of it."""

    def wear(notebook, name, whole=False):
        for theme in THEMES:
            notebook.wear(theme)
            yield theme
            photograph(notebook.pieces(whole), f"{name}-{theme}")

    return wear
