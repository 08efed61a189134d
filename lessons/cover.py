"""Copy the picture of the README out of the worked lesson 1: python lessons/cover.py"""

import base64
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
FIGURE = "rate_curve("  # the cell that draws it


def cover(notebook):
    """Return the PNG that the cell of FIGURE shows in a worked notebook."""
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code" and FIGURE in cell.source)
    shown = next(output.data for output in cell.outputs if "image/png" in output.get("data", {}))
    return base64.b64decode(shown["image/png"])


if __name__ == "__main__":
    worked = nbformat.read(ROOT / "solutions" / "01_dropout_in_dense_layers.ipynb", as_version=4)
    (ROOT / "lessons" / "cover.png").write_bytes(cover(worked))
