"""One JupyterLab and one Chromium for all tests of this folder; what goes wrong on a page fails its test."""

from pathlib import Path

import pytest

from tests.browser.chromium import chromium, reached_out
from tests.browser.laboratory import laboratory
from tests.browser.notebook import Notebook

SCREENSHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory):
    with laboratory(tmp_path_factory.mktemp("laboratory")) as started:
        yield started


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture
def opened(jupyterlab, browser):
    """Return a function that opens a lesson; in the end no page has complained or asked another machine."""
    (address, token), notebooks, complaints, requests = jupyterlab, [], [], []
    note_request = lambda request: requests.append(request.url)  # noqa: E731
    browser.on("request", note_request)

    def open_(lesson):
        page = browser.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("websocket", lambda socket: requests.append(socket.url))
        notebooks.append(Notebook(page, f"{address}/lab/tree/notebooks/{lesson.name}?token={token}&reset"))
        return notebooks[-1]

    yield open_
    for notebook in notebooks:
        notebook.close()
    browser.remove_listener("request", note_request)
    assert complaints == []
    assert reached_out(requests, address) == []


@pytest.fixture
def screenshots():
    SCREENSHOTS.mkdir(exist_ok=True)
    return SCREENSHOTS


@pytest.fixture
def photograph(screenshots):
    """Return a function that keeps a picture of a notebook in both themes: of what is in sight, or of the whole."""

    def take(notebook, name, whole=False):
        for theme in ("dark", "light"):
            notebook.wear(theme)
            for number, piece in enumerate(notebook.pieces(whole), start=1):
                (screenshots / f"{name}-{theme}-{number:02d}.png").write_bytes(piece)

    return take
