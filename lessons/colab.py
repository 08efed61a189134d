"""The first code cell of every notebook: in Colab it fetches the course, elsewhere it does nothing."""

import nbformat

from setup_course.address import repository

ID = "fetch-in-colab"
SOURCE = """\
# Colab opens a notebook alone: this fetches the rest of the course. Elsewhere it does nothing.
import os
import sys

if "google.colab" in sys.modules and not os.path.isdir("../utils"):
    os.system("git clone -q --depth 1 https://github.com/{} /content/course")
    os.chdir("/content/course/notebooks")"""


def with_fetching(cells, root):
    """Return the cells of a notebook of the course in `root`, with that cell before its first cell of code."""
    first = next((place for place, cell in enumerate(cells) if cell.cell_type == "code"), len(cells))
    tagged = {"tags": ["setup"], "slideshow": {"slide_type": "skip"}}
    cell = nbformat.v4.new_code_cell(SOURCE.format(repository(root)), id=ID, metadata=tagged)
    return [*cells[:first], cell, *cells[first:]]


def count_as_run(notebook):
    """Give that cell the number 0, as a cell that was run, wherever others were: nowhere does it say anything."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if any(cell.execution_count for cell in code):
        code[0].execution_count = 0
