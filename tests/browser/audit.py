"""What axe-core finds on a page, by WCAG's rules; what JupyterLab makes of every notebook stands apart."""

from functools import cache
from importlib.resources import files

from tests.browser.scripts import AUDIT

# (rule of axe-core, whose element): what JupyterLab and ipywidgets make, with why it is not ours to mend.
OTHERS = (
    ("image-alt", ".jp-RenderedImage img"),  # JupyterLab drops the alt text of each; a sentence is below
    ("image-alt", ".widget-image"),  # ipywidgets has no alt text; words for screen readers follow
    ("aria-input-field-name", ".noUi-handle"),  # the slider of ipywidgets: its name is beside it
    ("aria-required-children", "[role=feed]"),  # the list of cells
    ("button-name", ".jp-collapseHeadingButton"),  # the arrow that folds the cells under a heading
    ("aria-input-field-name", ".cm-content"),  # the editor of a cell
    ("scrollable-region-focusable", ".cm-scroller"),  # the editor of a cell with a long line
    ("aria-allowed-attr", "jp-button"),  # the buttons above the list of files
)


@cache
def axe():
    """Return the program: one file of JavaScript."""
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page, rules=(), others=OTHERS):
    """Return [[rule, element, what is wrong], ...] of all that is serious on a page of Playwright."""
    page.evaluate(axe())
    return page.evaluate(AUDIT, [list(rules), list(others)])
