"""Where a slide begins: decided from the text alone, so that every lesson is ready to be shown.

Each H1 and H2 opens a slide, each H3 and each further piece of prose one below it. Code, and the sentence in
italics under a picture, stay with what stands before them. A cell may say otherwise in its own metadata.
"""

import re

import nbformat


def slide_type(cell):
    """Return the slide type of a cell as Jupyter knows it, or None where it stays on the slide before."""
    if cell.cell_type == "code":
        return "skip" if "setup" in cell.metadata.get("tags", []) else None
    heading = re.match(r"(#+) ", cell.source)
    if heading:
        return "slide" if len(heading[1]) < 3 else "subslide"
    return None if re.match(r"\*[^*]", cell.source) else "subslide"


def mark_slides(cells):
    """Give each cell that opens a slide its slide type, unless the lesson has given one."""
    for cell in cells:
        if slide_type(cell) and "slideshow" not in cell.metadata:
            cell.metadata["slideshow"] = nbformat.from_dict({"slide_type": slide_type(cell)})
    return cells
