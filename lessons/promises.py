"""What a lesson and its notebooks promise: stub and solution side by side, every output stored, nothing stale."""

import ast
from itertools import pairwise

import nbformat

from lessons.printing import HIDDEN, print_notebook, read, tags
from setup_course.originals import checksum, originals, parsed

VOCABULARY = {"setup", "predict", "exercise", "solution", "slow", "raises-exception"}


def problems(root, lessons):
    """Yield one line for each thing that is wrong with the lessons of `root` and their notebooks."""
    for lesson in lessons:
        yield from (f"lessons/{lesson.name}: {problem}" for problem in broken_promises(lesson))
        for folder in HIDDEN:
            path = root / folder / f"{lesson.stem}.ipynb"
            if path.exists():
                new, old = print_notebook(lesson, folder), nbformat.read(path, as_version=4)
                yield from (f"{folder}/{path.name}: {problem}" for problem in differences(new, old, folder))
            else:
                yield f"{folder}/{path.name} is missing: run `make run`"
    for folder in HIDDEN:
        for path in sorted((root / folder).glob("*.ipynb")):
            if path.stem not in {lesson.stem for lesson in lessons}:
                yield f"{folder}/{path.name} has no lesson: remove it"
    if originals(root) != texts(root):
        yield "notebooks/originals.json is stale: run `make notebooks`"


def texts(root):
    """Return {name of a notebook in notebooks/: checksum of its text}."""
    return {path.name: checksum(parsed(path.read_bytes())) for path in sorted((root / "notebooks").glob("*.ipynb"))}


def differences(new, old, folder):
    """Yield what keeps the stored notebook `old` of a folder from being `new` with its outputs."""
    for number, (wanted, found) in enumerate(zip(new.cells, old.cells, strict=False)):
        if _printed(wanted) != _printed(found):
            yield f"cell {number} is stale ({first_line(wanted)!r}): run `make notebooks`"
            return
    if len(new.cells) != len(old.cells):
        yield f"has {len(old.cells)} cells, its lesson {len(new.cells)}: run `make notebooks`"
    for number, cell in enumerate(old.cells):
        unrun = cell.cell_type == "code" and cell.execution_count is None
        if unrun and not (folder == "notebooks" and "predict" in tags(cell)):
            yield f"cell {number} was never run ({first_line(cell)!r}): run `make run`"
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            yield f"cell {number} stores an error ({first_line(cell)!r}): mend it and run `make run`"


def _printed(cell):
    return cell.cell_type, cell.source, tags(cell), cell.metadata.get("slideshow")


def broken_promises(lesson):
    """Yield unknown tags, stubs without their solution beside them, and pairs that promise different things."""
    cells = read(lesson)
    for cell in cells:
        for tag in set(tags(cell)) - VOCABULARY:
            if not tag.startswith("nbval-"):
                yield f"unknown tag {tag!r} at {first_line(cell)!r}"
    stubs = sum("exercise" in tags(cell) for cell in cells)
    pairs = [(a, b) for a, b in pairwise(cells) if "exercise" in tags(a) and "solution" in tags(b)]
    if not stubs == len(pairs) == sum("solution" in tags(cell) for cell in cells):
        yield "every exercise cell needs its solution cell right behind it, and the other way round"
    for stub, solution in pairs:
        if not kept(promise(stub.source), promise(solution.source)):
            yield f"stub and solution promise different things at {first_line(stub)!r}"
        if "raise NotImplementedError" not in stub.source and "= ..." not in stub.source:
            yield f"the stub at {first_line(stub)!r} neither raises NotImplementedError nor holds three dots"


def promise(source):
    """Return what a cell defines: names, signatures, docstrings, bases, and the methods that a stub declares."""
    return [_promise(node) for node in ast.parse(source).body if not isinstance(node, ast.Import | ast.ImportFrom)]


def kept(promised, given):
    """Whether a solution gives what its stub promised; a class may have more methods than that."""
    return len(promised) == len(given) and all(
        one == other or (isinstance(one, dict) and isinstance(other, dict) and one.items() <= other.items())
        for one, other in zip(promised, given, strict=True)
    )


def _promise(node):
    if isinstance(node, ast.FunctionDef):
        return node.name, ast.unparse(node.args), ast.get_docstring(node)
    if isinstance(node, ast.ClassDef):
        methods = {method.name: _promise(method) for method in node.body if isinstance(method, ast.FunctionDef)}
        bases = tuple(ast.unparse(base) for base in node.bases)
        return methods | {"class": (node.name, bases, ast.get_docstring(node))}
    return ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ast.unparse(node)


def first_line(cell):
    return next((line for line in cell.source.splitlines() if line.strip()), "")[:60]
