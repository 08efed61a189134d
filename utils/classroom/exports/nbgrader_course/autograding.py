"""How `nbgrader autograde` runs a notebook of this course: what it adds to nbgrader's own way."""

import ast
import hashlib
import math
import os
import tempfile

from course_cells import Cell, needed
from jupyter_client.manager import AsyncKernelManager
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)


class Autograding(Execute):
    """Runs what the answers need, and gives each check a finite score within its points.

    Of a cell of the course that was left as it was only those statements run that bind a name which others use,
    and a stub that was left as it was earns 0 unheard: nothing is trained, drawn or imported in vain. What a check
    writes to stderr costs nothing. A check that ends without a score earns 0.
    """

    def preprocess(self, nb, resources, km=None):
        self.sources = sources(nb.cells)
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        if utils.is_grade(cell):
            cell.metadata.tags = []  # a tag of nbclient's could keep it from being run
        if index in self.sources:
            whole, cell.source = cell.source, self.sources[index]
            cell, resources = super().preprocess_cell(cell, resources, index)
            cell.source = whole
        elif utils.is_grade(cell):
            cell.outputs = [new_output("stream", name="stdout", text="Not started.\n")]
        if utils.is_grade(cell):
            settle(cell)
        return cell, resources


class Restoring(OverwriteCells):
    """Puts back checks that were deleted, at the end of the notebook, where every answer is defined."""

    def add_missing_grade_cells(self, nb, resources):
        known = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        sources = {cell.name: cell for cell in known.source_cells}
        there = {cell.metadata.nbgrader.get("grade_id") for cell in nb.cells if utils.is_grade(cell)}
        for check in known.grade_cells:
            if check.name not in there:
                nb.cells.append(self.missing_cell_transform(sources[check.name], check.max_score))
        return nb, resources


SANITIZE = [ClearOutput, DeduplicateIds, OverwriteKernelspec, Restoring, CheckCellMetadata]
AUTOGRADE = [
    Autograding,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]  # both as nbgrader has them, but for our two classes


def sources(notebook):
    """Return {place: source} of the code cells that run; the others are needed by no answer, or check none."""
    code = {place: cell for place, cell in enumerate(notebook) if cell.cell_type == "code"}
    cells = [Cell(place, cell.source, whose(cell)) for place, cell in code.items()]
    kept = needed(list(cells), ())
    missing = names(one for one in cells if one.whose == "stub") - names(kept)
    unanswered = {one.number for one in cells if utils.is_grade(code[one.number]) and one.uses & missing}
    return {
        one.number: ast.unparse(ast.Module(one.statements, [])) if one.ours else code[one.number].source
        for one in kept
        if one.number not in unanswered
    }


def names(cells):
    """Return all names that cells bind."""
    return set().union(*(one.names for one in cells))


def whose(cell):
    """Return "ours" for a cell that the course gives, "stub" for a stub, both left as they were; else "theirs".

    The setup counts as theirs: it runs whole, so that `utils` is found.
    """
    if utils.is_grade(cell) or "setup" in cell.metadata.get("tags", ()):
        return "theirs"
    bare = "\n".join(line.rstrip() for line in cell.source.strip().splitlines())
    as_given = cell.metadata.get("course", {}).get("given") == hashlib.sha256(bare.encode()).hexdigest()[:16]
    return ("stub" if utils.is_solution(cell) else "ours") if as_given else "theirs"


def settle(cell):
    """Leave in the outputs of a check what was shown, its error, and one score: that is what nbgrader looks at."""
    points, kept = float(cell.metadata.nbgrader["points"]), []
    scores = [score(one) for one in cell.outputs if one.output_type == "execute_result"]
    for one in cell.outputs:
        if one.output_type != "execute_result" and one.get("name") != "stderr":
            kept.append(one)
    fair = len(scores) == 1 and math.isfinite(scores[0]) and 0 <= scores[0] <= points
    shown = {"text/plain": str(scores[0] if fair else 0.0)}
    cell.outputs = [*kept, new_output("execute_result", shown, execution_count=cell.execution_count)]


def score(output):
    """Return the number that an output shows, or NaN."""
    try:
        return float(output.data["text/plain"])
    except (KeyError, TypeError, ValueError):
        return math.nan


class KernelApart(AsyncKernelManager):
    """A kernel that is reached by sockets in a folder of its own, so that its sandbox needs no network."""

    def __init__(self, **options):
        self._folder = tempfile.TemporaryDirectory(prefix="kernel-")
        connection = os.path.join(self._folder.name, "kernel.json")
        super().__init__(transport="ipc", connection_file=connection, **options)
