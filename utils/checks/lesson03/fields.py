"""Exercise 3.4: how far one output position sees."""

from copy import deepcopy

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson02.many_cases import ManyCases
from utils.checks.lesson03 import field_beliefs
from utils.checks.lesson03.chains import WAYS_DOWN, chain, drawn, spans
from utils.checks.lesson03.chains import changed as differs
from utils.checks.lesson03.hints import HINTS
from utils.checks.lesson03.sides import receptive_field as right_field

GROUPS = {
    "convs alone": (
        chain((16, "none", 1)),
        chain((16, "valid")),
        chain((8, "none", 3), (16, "valid", 2, 5)),
    ),
    "pooling": (
        chain((16,)),
        chain((16,), (32,)),
        chain((8, "avg", 1, 5), (16, "max", 3), (32, "max"), (64, "avg")),
    ),
    "a stride": (
        chain((16, "stride")),
        chain((8, "stride", 1), (16, "stride", 3), (32, "stride", 2, 5)),
        chain((8, "stride", 3, 7), (16, "none")),
    ),
    "every kind": (
        chain((8, "max"), (8, "stride", 3), (8, "valid", 1, 5), (8, "avg", 1), (8, "none")),
        chain((8, "stride", 1, 7), (8, "none", 3), (8, "avg", 2), (8, "stride")),
        chain((8, "valid", 3), (8, "avg", 2, 4), (8, "valid", 1), (8, "max", 2, 1)),
    ),
}


@exercise(
    "3.4",
    points=2,
    minutes=12,
    difficulty=2,
    arrays=False,
    hints=HINTS["receptive_field"],
    passed="Each window adds its side - 1, in steps as long as all strides before it multiplied.",
)
def receptive_field(answer, law):
    """Return the side, in input pixels, of the square that one output position of the last module sees."""
    groups = dict(GROUPS) | {"modules drawn anew": _drawn(law.generator(1))}
    cases = [(modules,) for group in groups.values() for modules in group]
    got, changed = [], []
    for (modules,) in cases:
        given = deepcopy(modules)
        got.append(law.ask(answer, given, read=_a_side))
        changed.append(differs(given, modules))
    fields = ManyCases(law, cases, got, [right_field(*case) for case in cases], field_beliefs.fields)
    for name, group in spans(groups):
        fields.agree(f"the field, {name}", group, _other_field)
    law.holds(
        "the list of modules stays as it was",
        not any(changed),
        about=got,
        why="You change the modules that were handed in: read them, with `.get` for what may be missing.",
    )


def _drawn(rng):
    """Return five nets, without convs of 1 x 1: where they step by 2, the pixels that are seen lie apart."""
    return [drawn(rng, rng.choice(WAYS_DOWN, size=4), kernels=(2, 3, 5)) for _ in range(5)]


def _a_side(returned):
    return plain.number(returned, "the side of the field in pixels")


def _other_field(case, right, got):
    said = dict(expected=f"{right}", seen=f"{got:,.10g}")
    modules = ", ".join(map(str, *case))
    step = "each window adds (its side - 1) x (product of the strides before)"
    why = f"Expected {right} pixels, got {said['seen']} ({modules}): {step}."
    return said | dict(why=why)
