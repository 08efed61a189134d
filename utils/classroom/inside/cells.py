"""Fill a namespace from the code cells of a notebook, without what a learner's answers do not need.

A cell of the course that the learner has left as it was contributes only the statements that bind a name which
the learner's own cells use: so nothing is trained or drawn, and Keras is not imported for answers in NumPy. The
learner's own cells run whole and in order; the error of one does not stop the next, as in a notebook run cell by
cell. Once the time for cells is up, the others contribute definitions, imports and plain values alone.
"""

import ast
import re
import signal
import symtable
import time

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
MAGIC = re.compile(r"^(\s*)(%|!).*$|^(\s*)[\w.]+\?{1,2}\s*$", re.MULTILINE)


SLOWER = 3  # by the clock than by CPU


class OutOfTime(BaseException):
    """The time for cells is up."""


class Shell:
    """Stands in for IPython's, in cells that ask for it: it does nothing."""

    def __getattr__(self, name):
        return lambda *given, **options: None


def parsed(source):
    """Return the statements of a cell; its magics are left out."""
    if source.lstrip().startswith("%%") and source.lstrip().split()[0] not in ("%%time", "%%timeit", "%%capture"):
        return []
    return ast.parse(MAGIC.sub(r"\1\3pass", source)).body


def bound(statement):
    """Return the names that a statement binds in the namespace of the notebook."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    return {
        node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def used(source):
    """Return the names of the notebook's namespace that a source uses, also within its functions."""
    return _used(symtable.symtable(source, "cell", "exec"))


def _used(table):
    whole = table.get_type() == "module"
    names = {one.get_name() for one in table.get_symbols() if one.is_referenced() and (whole or one.is_global())}
    return names.union(*map(_used, table.get_children()))


class Cell:
    """One code cell: its statements, or the error that it cannot be parsed with.

    `whose`: "ours" as the course wrote it, an untouched "stub" of the course, or "theirs".
    """

    def __init__(self, number, source, whose):
        self.number, self.whose, self.ours, self.error, self.statements = number, whose, whose == "ours", None, []
        try:
            self.statements = parsed(source)
            self.names = set().union(*map(bound, self.statements))
            self.uses = used(ast.unparse(ast.Module(self.statements, []))) if self.statements else set()
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.error, self.names, self.uses = error, set(re.findall(r"^(?:def|class) (\w+)", source, re.M)), set()

    def only_what_binds(self, wanted):
        """Leave out what binds none of the names wanted."""
        self.statements = [one for one in self.statements if bound(one) & wanted]

    def only_definitions(self):
        self.statements = [one for one in self.statements if _defines(one)]


def _defines(statement):
    plain = isinstance(statement, ast.Assign | ast.AnnAssign) and not any(
        isinstance(node, ast.Call | ast.comprehension | ast.BinOp) for node in ast.walk(statement)
    )
    return plain or isinstance(statement, DEFINITIONS)


def needed(cells, answers):
    """Leave in the cells of the course only what the learner's cells, or the answers, need.

    A stub that was left as it was is no answer, and does not run, unless another cell answers as well.
    """
    theirs = set().union(*(cell.names for cell in cells if cell.whose == "theirs"))
    cells = [cell for cell in cells if cell.whose != "stub" or cell.names & theirs]
    wanted = set(answers).union(*(cell.uses for cell in cells if not cell.ours))
    known = -1
    while known != len(wanted):
        known = len(wanted)
        for cell in cells:
            for statement in cell.statements if cell.ours else ():
                if bound(statement) & wanted:
                    wanted |= used(ast.unparse(statement))
    for cell in cells:
        if cell.ours:
            cell.only_what_binds(wanted)
    return [cell for cell in cells if cell.statements or cell.error]


def run(cells, namespace, seconds, note, briefly=()):
    """Run cells in the namespace for at most so many seconds of CPU; return {number: (error, names it would bind)}.

    `note(number)` is called before each cell. Cells in `briefly` contribute definitions alone.
    """
    errors, end = {}, time.monotonic() + SLOWER * seconds
    for cell in cells:
        note(cell.number)
        if cell.number in briefly or time.monotonic() > end:
            cell.only_definitions()
        error = cell.error or _run(cell, namespace, max((end - time.monotonic()) / SLOWER, 1.0))
        if error is not None:
            errors[cell.number] = (error, sorted(cell.names)[:50])
    return errors


def _run(cell, namespace, seconds):
    try:
        with Alarm(seconds):
            for statement in cell.statements:
                code = compile(ast.Module([statement], []), f"<cell {cell.number}>", "exec")
                exec(code, namespace)
    except BaseException as error:
        return error
    return None


class Alarm:
    """Raises OutOfTime in its body after so many seconds of CPU, or three times as many by the clock.

    Only where there are signals; a busy machine makes everything slow, and sleeping costs no CPU.
    """

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        if hasattr(signal, "setitimer"):
            for number, clock, longer in self.clocks():
                signal.signal(number, self._ring)
                signal.setitimer(clock, longer * self.seconds, 0.5)

    def __exit__(self, *_):
        if hasattr(signal, "setitimer"):
            for _, clock, _ in self.clocks():
                signal.setitimer(clock, 0)

    @staticmethod
    def clocks():
        return ((signal.SIGALRM, signal.ITIMER_REAL, SLOWER), (signal.SIGPROF, signal.ITIMER_PROF, 1))

    def _ring(self, *_):
        raise OutOfTime("the cell takes longer than grading allows")
