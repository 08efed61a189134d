"""Exercise 4.4: where dropout stands in a U-Net, and where its paper puts it."""

from collections import Counter, namedtuple

from utils.checks.exercise import exercise
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.located_unets import CASES
from utils.checks.lesson04.locating_beliefs import belief_behind, same_row, same_rows
from utils.checks.lesson04.planted_unets import UNet
from utils.checks.lesson04.reading import rows

PATHS = ("contracting", "bottleneck", "expanding", "skip")
Asked = namedtuple("Asked", "case unet got")


@exercise(
    "4.4",
    points=2,
    minutes=10,
    difficulty=3,
    keras=True,
    arrays=False,
    hints=HINTS["locate_dropout"],
    passed="You find each dropout by its size and by what it leads to, however the net was built and named.",
)
def locate_dropout(answer, law):
    """List each active dropout of a U-Net as (level, path, rate), in the order of the data.

    The model is functional, may hold nested models, and takes images of a fixed size. Dropout and SpatialDropout2D
    count; one at a rate of 0 drops nothing and is left out. GaussianDropout drops nothing either; it may be listed.
    level: how often the maps have been halved: 0 is the full size of the images.
    path: "bottleneck" on the smallest maps; above them "contracting" if the data go on to the bottleneck,
    "expanding" if they come from it, and "skip" if they pass it by, on a skip connection alone.
    A dropout comes behind all those that lead to it; on parallel branches any order will do.
    """
    asked = [_ask(law, answer, case, key) for key, case in enumerate(CASES)]
    for one in asked:
        law.holds(
            f"in a U-Net with {one.case.law}",
            lambda one=one: any(_same(one.got, right) for right in _rights(one.unet)),
            about=[one.got],
            misconception=lambda one=one: belief_behind(one),
            why=lambda one=one: _sentence(one),
            expected=lambda one=one: _shown(found.row for _, found in _rights(one.unet)[0]),
            seen=lambda one=one: _shown(one.got),
        )
    law.holds(
        "in the order of the data",
        lambda: all(_in_order(one) for one in asked),
        about=[one.got for one in asked],
        misconception=lambda: "order of the data ignored",
    )


def _ask(law, answer, case, key):
    unet = UNet(case.plan, law.generator(key))
    return Asked(case, unet, law.ask(answer, unet.model, read=lambda value: rows(value, PATHS)))


def _rights(unet):
    """Return the lists of dropouts that are right: with GaussianDropout left out, and with it."""
    active = [one for one in enumerate(unet.found) if one[1].rate > 0]
    return [[one for one in active if one[1].kind != "GaussianDropout"], active]


def _same(got, right):
    return same_rows(got, [one.row for _, one in right])


def _in_order(one):
    """Whether the rows, where they are the right ones, name no dropout before one that leads to it."""
    rights = [right for right in _rights(one.unet) if _same(one.got, right)]
    return not rights or any(_named_in_turn(one.got, right) for right in rights)


def _named_in_turn(got, left):
    """Whether the rows can stand for the dropouts in `left`, each behind all of those that lead to it."""
    waiting = {number for number, _ in left}
    return not left or any(
        same_row(got[0], one.row)
        and not one.behind & waiting
        and _named_in_turn(got[1:], [other for other in left if other[0] != number])
        for number, one in left
    )


def _shown(rows_of):
    return ", ".join(f"({level}, {path!r}, {rate:g})" for level, path, rate in rows_of) or "none"


def _sentence(one):
    right = Counter(found.row[:2] for _, found in _rights(one.unet)[0])
    got = Counter(row[:2] for row in one.got)
    missing, extra = (next(iter(left), None) for left in (right - got, got - right))
    what = f"In a U-Net with {one.case.law}"
    if missing:
        return f"{what}, the dropout at level {missing[0]}, {missing[1]}, is missing: {_told(extra)}."
    if extra:
        return (
            f"{what}, you list a dropout too many, at level {extra[0]}, {extra[1]}: look at kind, rate and place."
        )
    return f"{what}, a rate is not right: take the `rate` of each dropout layer."


def _told(extra):
    if extra is None:
        return "walk along every call of the net, and look at the kind of each layer"
    return f"you tell of level {extra[0]}, {extra[1]}; go by the size of its maps, and by what it leads to"
