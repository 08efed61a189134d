"""The browser: the Chromium of this machine, driven by Playwright, which downloads none."""

import os
import shutil
from contextlib import contextmanager
from importlib.util import find_spec
from urllib.parse import urlsplit

from setup_course import stamp
from tests.long_proof import LONG

NEEDED = ("playwright", "axe_playwright_python")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
WHOLE = LONG or os.environ.get("COURSE_BROWSER") == "all"  # whole lessons, and solutions too
OWN = ("file", "data", "blob", "about", "chrome-extension", "devtools")


def program():
    """Return the path of Chromium: what CHROMIUM names, or the first that is installed; None where none is."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def missing():
    """Return why no lesson can be opened in a browser here, or an empty text where one can."""
    for name in NEEDED:
        if find_spec(name) is None:
            return f"there is no {name} here: `start.py test` installs it"
    if program() is None:
        return "there is no Chromium here: install it (Debian: apt-get install chromium) or let CHROMIUM name it"
    if stamp.state() != "ready":
        return "there is no .venv for JupyterLab here: `start.py install` makes it"
    return ""


@contextmanager
def chromium(folder):
    """Start Chromium with nothing remembered, its profile in `folder`; yield Playwright's context."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=program(), headless=True, args=FLAGS, viewport=dict(width=1280, height=1000)
        )
        yield context
        context.close()


def reached_out(asked):
    """Return those of the addresses that lie outside this machine."""
    return [url for url in asked if urlsplit(url).scheme not in OWN and urlsplit(url).hostname != "127.0.0.1"]
