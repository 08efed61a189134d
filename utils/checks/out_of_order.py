"""A cell that needs another one, which was not run: the error says which."""

import json
import symtable
import sys
from functools import partial
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def watch(lesson):
    """From now on let a NameError in this notebook say which cell of `lesson` defines the name."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if hasattr(shell, "kernel"):
        shell.set_custom_exc((NameError,), partial(_show, lesson))


def _show(lesson, shell, kind, error, trace, tb_offset=None):
    first = origin(getattr(error, "name", None), lesson)
    if first:
        error.add_note(
            f"`{error.name}` comes from the cell that begins with `{first}`: run that one first. "
            "Run, Run All Above Selected Cell runs all that stand above."
        )
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def origin(name, lesson, folder=NOTEBOOKS):
    """Return the first line of the cell that defines `name` in the notebook of a lesson, or None."""
    for path in sorted(folder.glob(f"{lesson.removeprefix('lesson')}_*.ipynb")):
        try:
            cells = json.loads(path.read_text("utf-8"))["cells"]
            sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return next((source.splitlines()[0] for source in sources if name in _defined(source)), None)
    return None


def _defined(source):
    """Return the names that a cell defines, assigns or imports; none where it is no Python."""
    try:
        symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    except (SyntaxError, ValueError):
        return set()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
