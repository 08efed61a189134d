"""The house keeps its plan: imports run downward, TensorFlow comes late, files and functions stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "utils").rglob("*.py"))
HOUSE = [*FILES, *sorted((ROOT / "setup_course").glob("*.py")), *sorted((ROOT / "lessons").glob("build.py"))]

MAY_IMPORT = {
    "data": set(),
    "layers": set(),
    "measures": set(),
    "models": {"data", "layers"},
    "tensorflow_start": set(),
    "fused_adam": set(),
    "tasks": set(),
    "traced": {"fused_adam", "tasks"},
    "training": {"data", "traced"},
    "segmentation": {"data"},
    "uncertainty": {"segmentation"},
    "studies": {"data", "training", "traced", "measures", "plots"},
    "plots": {"training", "measures"},
    "checks": {"layers", "models"},
    "classroom": {"checks"},
}
HEAVY = {"tensorflow", "keras"}
MAY_BEGIN_WITH_KERAS = {
    *("traced.py", "tasks.py", "fused_adam.py", "layers/drop_block.py"),
    *("classroom/retold.py", "classroom/inside/opened.py"),
}


def room(path):
    """Return the room of utils that a file belongs to: "checks" of utils/checks/laws.py."""
    return path.relative_to(ROOT / "utils").with_suffix("").parts[0]


def imported(nodes, path):
    """Return the full names that these nodes of a file import: "numpy", "utils.layers"."""
    package = path.relative_to(ROOT).parent.parts
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def at_once(tree):
    """Yield the nodes that run when a file is imported: all but the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            yield from at_once(node)


def functions(path):
    """Yield (name, lines of code) of each function of a file, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield f"{path.name}: {node.name}", (body[-1].end_lineno - body[0].lineno + 1 if body else 0)


def named(path):
    return str(path.relative_to(ROOT))


def inside(path):
    """Return the path within utils: "layers/drop_block.py"."""
    return path.relative_to(ROOT / "utils").as_posix()


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_imports_run_downward():
    for path in FILES:
        names = imported(ast.walk(tree(path)), path)
        ours = {name.split(".")[1] for name in names if name.startswith("utils.")}
        if room(path) == "__init__":
            assert ours == {"tensorflow_start"}
        else:
            assert room(path) in MAY_IMPORT, f"{room(path)} is not on the map: say in MAY_IMPORT what it may import"
            assert ours <= MAY_IMPORT[room(path)] | {room(path)}, named(path)


def test_keras_is_imported_late():
    others = [path for path in FILES if room(path) != "models" and inside(path) not in MAY_BEGIN_WITH_KERAS]
    roots = {named(path): {name.split(".")[0] for name in imported(at_once(tree(path)), path)} for path in others}
    assert [name for name, found in roots.items() if found & HEAVY] == []


def test_no_room_is_a_drawer_for_odds_and_ends():
    drawers = {"helpers", "helper", "misc", "common", "utils"}
    assert [named(path) for path in FILES if drawers & {path.stem, *room(path).split("_")}] == []


@pytest.mark.parametrize(
    "module",
    [
        "utils",
        "utils.checks",
        "utils.checks.lesson00",
        "utils.checks.lesson01",
        "utils.checks.lesson02",
        "utils.checks.lesson03",
        "utils.layers",
        "utils.measures",
        "utils.segmentation",
        "utils.uncertainty",
    ],
)
def test_what_a_numpy_exercise_needs_never_waits_for_tensorflow(module):
    if (
        not (ROOT / Path(*module.split("."))).exists()
        and not (ROOT / Path(*module.split("."))).with_suffix(".py").exists()
    ):
        pytest.skip(f"there is no {module} yet")
    script = f"import sys; before = set(sys.modules); import {module}; print(*set(sys.modules) - before)"
    seen = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True).split()
    assert not HEAVY & {name.split(".")[0] for name in seen}
    if module == "utils":
        assert {name for name in seen if name.startswith("utils")} == {"utils", "utils.tensorflow_start"}


def test_a_file_can_be_read_in_one_sitting():
    lines = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in HOUSE}
    assert {name: many for name, many in lines.items() if many > 220} == {}


def test_most_functions_hold_one_idea():
    lengths = dict(pair for path in HOUSE for pair in functions(path))
    long = {name: lines for name, lines in lengths.items() if lines > 20}
    assert len(long) <= 0.1 * len(lengths), long


@pytest.mark.slow
def test_tensorflow_starts_without_a_word_once_utils_is_imported():
    script = "import utils, keras, sys; keras.ops.zeros(1); print('still heard', file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "still heard\n")
