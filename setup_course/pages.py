"""The pages of the website, collected from the README, the worked lessons and the teachers' guides.

Every link is turned to where its page lies on the website. What has no page there becomes a link to GitHub, or words
alone while the course is not published.
"""

import json
import posixpath
import re
import shutil

from setup_course.address import page_of
from setup_course.places import ROOT

LINK = re.compile(r"\[([^\[\]]*)\]\(([^)\s]+)\)")
BADGE = re.compile(r"\[?!\[[^\]]*\]\(https?://[^)]*\)(\]\([^)]*\))? *\n?")
COMMENT = re.compile(r"^<!--.*?-->\n+", re.MULTILINE)
SOLVED = re.compile(r"^Solved, with every output: .*\n", re.MULTILINE)
WORKED = (
    "Here each lesson is worked through, with one right answer to every exercise and every result. The sliders stand "
    "still: they move in JupyterLab, where you write the answers yourself.\n"
)
FETCHING = "fetch-in-colab"  # lessons/colab.py
TOC = "\n```{{toctree}}\n:hidden:\n\n{}\n```\n"


def collect(folder, root=ROOT):
    """Write all pages of the website into `folder`, as Sphinx with myst-nb reads them."""
    where = places(root)
    home = COMMENT.sub("", BADGE.sub("", text_of(root / "README.md")))
    table = SOLVED.sub("", "# The lessons, worked through\n\n" + WORKED + section(home, "The lessons"))
    pages = {"index.md": (SOLVED.sub(WORKED, home), "README.md"), "lessons/index.md": (table, "README.md")}
    pages.update({place: (text_of(root / source), source) for source, place in where.items() if guide(source)})
    for place, (text, source) in pages.items():
        write(folder / place, turned(text, source, place, where, root) + contents(place, where))
    for path in sorted((root / "solutions").glob("[0-9]*.ipynb")):
        place = "lessons/" + path.name
        write(folder / place, json.dumps(lesson(json.loads(text_of(path)), place, where, root)))
    copy_pictures(folder, pages, root)


def places(root):
    """Return {path in the course: path on the website} of all that has a page there."""
    guides = [path.name for path in sorted((root / "teaching").glob("*.md"))]
    worked = [path.name for path in sorted((root / "solutions").glob("[0-9]*.ipynb"))]
    return {
        "README.md": "index.md",
        "solutions": "lessons/index.md",
        "teaching": "teaching/index.md",
        **{"teaching/" + name: "teaching/" + name.replace("README", "index") for name in guides},
        **{folder + name: "lessons/" + name for folder in ("solutions/", "notebooks/") for name in worked},
    }


def guide(source):
    return source.startswith("teaching/")


def section(text, heading):
    """Return what stands under the H2 `heading` of a page of Markdown."""
    return re.split(r"^## ", text.partition("## {}\n".format(heading))[2], maxsplit=1, flags=re.MULTILINE)[0]


def turned(text, source, place, where, root):
    """Return Markdown of `source` with its links as they are on the page at `place`."""

    def turn(link):
        words, target = link.groups()
        if re.match(r"[a-z]+:|#", target):
            return link.group()
        path, mark, part = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if path in where:
            target = posixpath.relpath(where[path], posixpath.dirname(place) or ".") + mark + part
        elif path.endswith(".png"):
            target = posixpath.relpath(path, posixpath.dirname(place) or ".")
        else:
            target = page_of(path, root)
        return "[{}]({})".format(words, target) if target else words

    return LINK.sub(turn, text)


def contents(place, where):
    """Return the list of pages below the one at `place`, from which Sphinx makes its menus; often none."""
    if place == "index.md":
        return TOC.format("lessons/index\nteaching/index")
    folder, name = posixpath.split(place)
    below = sorted({one for one in where.values() if posixpath.dirname(one) == folder and one != place})
    return TOC.format("\n".join(posixpath.basename(one) for one in below)) if name == "index.md" else ""


def lesson(notebook, place, where, root):
    """Return a worked notebook as a page: its links turned, its pictures with the words for those who cannot see them."""
    source = "solutions/" + posixpath.basename(place)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != FETCHING]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = turned("".join(cell["source"]), source, place, where, root)
        tags = cell["metadata"].setdefault("tags", [])
        if "setup" in tags:
            tags.append("hide-input")
        for output in cell.get("outputs", []):
            words = output.get("metadata", {}).get("image/png", {}).get("alt")
            if words:
                cell["metadata"]["mystnb"] = {"image": {"alt": words, "scale": "100%"}}  # a scaled one is a link
    return notebook


def copy_pictures(folder, pages, root):
    """Copy the pictures of the course that its pages of Markdown show."""
    for text, source in pages.values():
        for name in re.findall(r"!\[[^\]]*\]\(([\w./-]+\.png)\)", text):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(source), name))
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(root / path), str(folder / path))


def text_of(path):
    return path.read_text(encoding="utf-8")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
