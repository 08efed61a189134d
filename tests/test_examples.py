"""`?` behind a name that a lesson uses shows an example of it, and the example does what it says."""

import ast
import doctest
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_RUN = {"study", "LiveBar", "LivePlot"}  # minutes, or a notebook
ASKED = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def imports():
    """Yield (module, name) of what the lessons import from utils, the checks apart: a check tells of itself."""
    for lesson in sorted((ROOT / "lessons").glob("[0-9]*.py")):
        for node in ast.walk(ast.parse(lesson.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("utils."):
                yield from ((node.module, one.name) for one in node.names if node.module != "utils.checks")


def names():
    return sorted({name for _, name in imports() if not name.isupper()})


@cache
def public():
    """Return {name: what it is}, with NumPy and Keras: the names that a learner has at hand."""
    import keras
    import numpy as np

    return {name: getattr(import_module(module), name) for module, name in imports()} | {"np": np, "keras": keras}


@pytest.mark.parametrize("name", names())
def test_each_public_name_shows_an_example_that_does_what_it_says(name):
    test = doctest.DocTestParser().get_doctest(public()[name].__doc__, dict(public()), name, None, 0)
    assert any(f"{name}(" in example.source for example in test.examples)
    if name not in NOT_RUN:
        said = []
        doctest.DocTestRunner(optionflags=ASKED).run(test, out=said.append)
        assert not said, "".join(said)
    for example in test.examples:
        compile(example.source, name, "single")
