"""How Sphinx prints the website. No code is run, and no page asks another machine for anything."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from setup_course.address import UNKNOWN, repository  # noqa: E402

# From a disk a page may not read the others, so the results of a search go without a line of each.
WITHOUT_A_SERVER = "if (location.protocol === 'file:') DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;"

project = "Dropout in CNNs"
extensions = ["myst_nb", "mathml"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

nb_execution_mode = "off"
nb_mime_priority_overrides = [("html", "image/png", 1)]  # of a slider its picture: it moves where a kernel runs
nb_ipywidgets_js = {}  # else from a network
nb_code_prompt_show = "Show how it is set up"
nb_code_prompt_hide = "Hide it"

html_title = project
html_logo = html_favicon = "static/icon.svg"
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system is
html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "logo": {"text": project, "alt_text": ""},
    "search_bar_text": "Search the lessons",
    "navbar_end": ["theme-switcher"],
    "navbar_align": "left",
    "secondary_sidebar_items": ["page-toc"],
    "show_prev_next": True,
    "footer_start": [],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
if repository() != UNKNOWN:
    html_theme_options |= {
        "github_url": f"https://github.com/{repository()}",
        "navbar_end": ["theme-switcher", "navbar-icon-links"],
    }
html_sidebars = {"index": []}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [(None, {"body": WITHOUT_A_SERVER})]
html_show_sourcelink = False
html_copy_source = False
html_math_renderer = "mathml"
