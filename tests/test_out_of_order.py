"""A cell that is run before another one that it needs: the error names that cell."""

import json

import pytest
from jupyter_client.manager import start_new_kernel

from utils.checks.out_of_order import origin

CELLS = [
    "import numpy as np\nfrom math import pi as circle",
    "x, *rest = 1, 2\nfor turn in rest: pass",
    "def twice(x):\n    inner = x",
]


@pytest.fixture
def folder(tmp_path):
    cells = [dict(cell_type="code", source=source.splitlines(True)) for source in ["%matplotlib", *CELLS]]
    prose = dict(cell_type="markdown", source="x = 1")
    (tmp_path / "07_slug.ipynb").write_text(json.dumps(dict(cells=[prose, *cells])))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "place"), [("np", 0), ("circle", 0), ("x", 1), ("rest", 1), ("turn", 1), ("twice", 2)]
)
def test_a_name_comes_from_the_first_cell_that_defines_it(folder, name, place):
    assert origin(name, "lesson07", folder) == CELLS[place].splitlines()[0]


@pytest.mark.parametrize("name", ["inner", "math", "pi", "nowhere", None])
def test_no_cell_is_named_for_what_none_defines(folder, name):
    assert origin(name, "lesson07", folder) is None


def test_a_notebook_that_is_none_names_no_cell(folder):
    (folder / "07_slug.ipynb").write_text("{")
    assert origin("x", "lesson07", folder) is origin("x", "lesson08", folder) is None


@pytest.mark.slow
def test_in_a_notebook_the_error_says_which_cell_to_run_first():
    manager, client = start_new_kernel()
    try:
        said = []
        listen = lambda message: said.append(message["content"].get("traceback", []))  # noqa: E731
        for cell in ("from utils.checks import lesson01 as check", "digit_outputs(digit, 1)", "nowhere"):
            client.execute_interactive(cell, output_hook=listen, timeout=60)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    ours, other = ("\n".join(lines) for lines in said if lines)
    assert "NameError" in ours and "the cell that begins with `from utils.data import load`" in ours
    assert "NameError" in other and "the cell that begins" not in other
