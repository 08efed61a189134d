"""Exercise 3.2: which shape a chain of modules leaves behind, module by module, and how many parameters it has."""

import re
from copy import deepcopy
from functools import partial

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson02.many_cases import ManyCases
from utils.checks.lesson03 import shape_beliefs
from utils.checks.lesson03.chains import WAYS_DOWN, chain, changed, drawn, spans
from utils.checks.lesson03.hints import HINTS
from utils.checks.lesson03.sides import shape_table as right_table

GROUPS = {  # by what the sides go through; so large that they last under a wrong rule as well
    "pooling of even sides": (
        (chain((16,), (32,)), (28, 28, 1)),
        (chain((5, "avg", 1, 5), (7, "max", 3), (9, "avg")), (96, 160, 3)),
    ),
    "pooling of odd sides": (
        (chain((16,), (32,), (64,)), (108, 84, 1)),
        (chain((6, "avg", 3), (10, "max", 1, 5)), (55, 77, 2)),
    ),
    "'stride'": (
        (chain((6, "stride"), (12, "stride"), (24, "stride", 3)), (28, 21, 1)),
        (chain((5, "stride", 1, 5), (8, "stride", 3)), (27, 9, 4)),
    ),
    "'valid'": (
        (chain((6, "valid"), (12, "valid", 3)), (28, 33, 3)),
        (chain((7, "valid", 1, 5), (9, "valid", 2, 4), (11, "valid", 2)), (36, 29, 1)),
    ),
    "'none'": (
        (chain((6, "none"), (13, "none", 3, 5)), (9, 14, 3)),
        (chain((6, "none", 1), (16, "max")), (22, 11, 1)),
    ),
}
DOWN_TO_1 = (  # a side of 1 is still a map
    (chain((4, "valid", 3), (5, "none"), (6, "stride")), (7, 9, 1)),
    (chain((4, "max"), (5, "stride"), (6, "valid", 2, 1)), (3, 2, 2)),
)
TOO_SMALL = (  # with the place, from 0, of the first module that leaves a side below 1
    (chain((20, "valid"), (24, "valid"), *((30, "none", 1),) * 6, (40, "valid"), (50, "valid")), (64, 9, 3), 8),
    (chain((20, "max"), *((30, "none", 1),) * 5, (40, "avg"), (50, "max"), (60, "stride")), (3, 40, 1), 6),
)


@exercise(
    "3.2",
    points=3,
    minutes=12,
    difficulty=2,
    arrays=False,
    hints=HINTS["shape_table"],
    passed="Pooling rounds down, a stride with 'same' rounds up, and each 'valid' conv takes off kernel - 1.",
)
def shape_table(answer, law):
    """Tabulate height, width, maps and parameters after each module of a net."""
    groups = dict(GROUPS) | {"modules of every kind": _drawn(law.generator(1)), "sides of 1": DOWN_TO_1}
    cases = [case for group in groups.values() for case in group]
    asked = [Asked(law, answer, *case) for case in cases]
    right = [np.array(right_table(*case), dtype=float) for case in cases]
    got = [one.rows for one in asked]
    shapes, counts = (
        ManyCases(
            law, cases, *([one if one is None else one[:, part] for one in rows] for rows in (got, right)), belief
        )
        for part, belief in ((np.s_[:3], shape_beliefs.shapes), (3, shape_beliefs.parameters))
    )
    for name, group in spans(groups):
        if groups[name] is DOWN_TO_1:
            _nothing_refused(law, cases, asked)
        shapes.agree(f"the shapes, {name}", group, _other_shape)
    counts.agree("the parameters", range(len(cases)), _other_count)
    small = [(Asked(law, answer, *case, read=_read_refusal), place) for *case, place in TOO_SMALL]
    _too_small_is_refused(law, small)
    law.holds(
        "the list of modules stays as it was",
        not any(one.changed for one in asked),
        about=got,
        why="You change the modules that were handed in: read them, with `.get` for what may be missing.",
    )


class Asked:
    """What an answer gave for one chain: `rows` (modules x 4), or the text of its ValueError in `refusal`."""

    def __init__(self, law, answer, modules, input_shape, read=None):
        given, read = deepcopy(modules), read or partial(_read, many=len(modules))
        found = law.ask(_rows_or_refusal, answer, given, input_shape, read=read)
        self.rows, self.refusal = (None, None) if found is None else found
        self.silent = found is None
        self.changed = changed(given, modules)


def _rows_or_refusal(answer, modules, input_shape):
    try:
        return answer(modules, input_shape), None
    except ValueError as error:
        return None, plain.one_line(plain.essence(error), 1000)


def _read(given, many):
    rows, refusal = given
    if refusal is not None:
        return None, refusal
    if type(rows) in (list, tuple) and any(issubclass(type(row), dict) for row in rows):
        raise plain.Unusable("Your rows are dicts: make each one a tuple (height, width, maps, parameters).")
    found = plain.array(rows)
    if found.shape != (many, 4):
        raise plain.Unusable(
            f"Expected {many} rows of height, width, maps and parameters, got shape {found.shape}: "
            "make one row for each module."
        )
    return found, None


def _read_refusal(given):
    """Where an error is due, what else is returned does not matter."""
    return None, given[1]


def _drawn(rng):
    """Return three nets with modules of every kind, on images that none of them uses up."""
    chains = [drawn(rng, rng.permutation(WAYS_DOWN)) for _ in range(3)]
    return [(modules, (*rng.integers(130, 190, size=2).tolist(), int(rng.integers(1, 5)))) for modules in chains]


def _nothing_refused(law, cases, asked):
    refused = [n for n, one in enumerate(asked) if one.refusal is not None]
    small = refused and cases[refused[0]] in DOWN_TO_1
    law.holds(
        "a table for every net whose sides stay at 1 or above",
        not refused,
        about=[None if one.silent else True for one in asked],
        misconception="refuses a side of 1" if small else None,
        why=lambda: (
            f"Your answer refuses a net that fits ({_in_words(cases[refused[0]])}): "
            "raise ValueError only where a side falls below 1."
        ),
    )


def _too_small_is_refused(law, asked):
    usable = [None if one.silent else True for one, _ in asked]
    law.holds(
        "a side below 1 is refused",
        all(one.refusal is not None for one, _ in asked),
        about=usable,
        misconception="side below 1 not refused",
    )
    counted_from_0 = all(_names(one.refusal, place) for one, place in asked)
    law.holds(
        "the ValueError names the module",
        all(_names(one.refusal, place + 1) or _indexes(one.refusal, place) for one, place in asked),
        about=[one.refusal for one, _ in asked],
        misconception="module counted from 0" if counted_from_0 else "refusal names no module",
    )


def _names(refusal, number):
    """Whether the text holds `number`, and not just every number of a module up to that."""
    said = {int(digits[:6]) for digits in re.findall(r"\d+", refusal or "")}
    return number in said and not said.issuperset(range(1, number + 1))


def _indexes(refusal, place):
    """Whether the text writes `modules[place]`, as Python counts."""
    return f"[{place}]" in (refusal or "")


def _other_shape(case, right, got):
    first = int(np.argmax((got != right).any(1)))
    expected, seen = (" x ".join(f"{number:.6g}" for number in row[first]) for row in (right, got))
    why = f"Expected {expected} after module {first + 1}, got {seen} ({_in_words(case)}): go conv by conv."
    return dict(expected=expected, seen=seen, why=why)


def _other_count(case, right, got):
    first = int(np.argmax(got != right))
    expected, seen = f"{right[first]:,.0f}", f"{got[first]:,.10g}"
    why = (
        f"Expected {expected} parameters in module {first + 1}, got {seen} ({_in_words(case)}): "
        "add (kernel x kernel x maps in + 1) x filters for each conv."
    )
    return dict(expected=expected, seen=seen, why=why)


def _in_words(case):
    modules, shape = case
    return f"{' x '.join(map(str, shape))}, {', '.join(map(str, modules))}"
