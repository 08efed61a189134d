"""The verb `site`: the worked lessons as a website, made by Sphinx without a network and without running any code.

pages.py collects the pages, docs/ says how they look. What comes out is files alone: a browser opens them from a disk,
any web server hands them on.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from setup_course.archive import size
from setup_course.install import ensure
from setup_course.pages import collect
from setup_course.places import PYTHON, ROOT, TESTS, lessons, variables

INDEX = "searchindex.js"  # Sphinx writes it last of all


def site(arguments):
    """Make a website of the worked lessons, to be read without a network: site [--out FOLDER]."""
    parser = argparse.ArgumentParser(prog="start.py site", description=site.__doc__)
    parser.add_argument("--out", default=str(ROOT / "site"), metavar="FOLDER", help="site/ where it is left out")
    folder = Path(parser.parse_args(arguments).out).resolve()
    wrong = refusal(folder)
    if wrong:
        print(wrong)
        return 1
    ensure(TESTS)
    if make(folder) != 0:
        print("The website could not be made (see above).")
        return 1
    whole = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print("{} ({}): open it in a browser. The folder can be put on any web server.".format(
        folder / "index.html", size(whole)))  # fmt: skip
    return 0


def refusal(folder):
    """Return the sentence that says why no website is made in `folder`; None where nothing stands against it."""
    if not lessons("solutions") or not (ROOT / "docs").is_dir():
        return "This copy of the course holds no worked lessons, so there is nothing to make a website of."
    if folder.exists() and not (folder.is_dir() and ((folder / INDEX).exists() or not any(folder.iterdir()))):
        return "{} is neither empty nor an earlier website: name a new folder.".format(folder)
    return None


def make(folder):
    """Let Sphinx write the website into `folder`, over an earlier one; return its exit status."""
    with tempfile.TemporaryDirectory() as aside:
        pages, kept = Path(aside) / "pages", Path(aside) / "kept"
        collect(pages)
        command = [
            str(PYTHON), "-m", "sphinx", "-q", "-E", "-b", "html", "-c", str(ROOT / "docs"), "-d", str(kept),
            str(pages), str(folder),
        ]  # fmt: skip
        return subprocess.call(command, cwd=str(ROOT), env=variables())
