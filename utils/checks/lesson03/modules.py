"""Exercise 3.1: a module of convs, a way down, and dropout."""

from utils.checks.exercise import exercise
from utils.checks.lesson03.conv_tape import pooled, relu, same
from utils.checks.lesson03.hints import HINTS
from utils.checks.lesson03.module_dropout import drops_at_its_end, leaves_everything_whole
from utils.checks.lesson03.module_tape import ModuleTape
from utils.checks.lesson03.sides import POOLED

PLAIN = (  # images, shape, filters, what else is said; sides to be pooled are even: 3.1 says nothing of odd ones
    (4, (12, 8, 3), 5, {}),
    (4, (8, 14, 2), 4, dict(convs=3, down="avg", rate=0.0)),
    (4, (12, 10, 6), 6, dict(convs=1, down="max", rate=0.0)),
    (4, (12, 8, 2), 7, dict(convs=2, down="stride", rate=0.0)),
    (4, (10, 14, 3), 3, dict(convs=1, down="stride", rate=0.0)),
    (4, (14, 12, 2), 4, dict(convs=2, down="valid", rate=0.0, kind="channel")),
    (4, (9, 11, 3), 5, dict(convs=3, down="none", rate=0.0)),
)
DROPPED = (
    (48, (12, 8, 2), 8, dict(convs=2, down="max", rate=0.5, kind="element")),
    (48, (8, 12, 3), 6, dict(convs=1, down="avg", rate=0.3, kind="element")),
    (64, (8, 8, 2), 9, dict(convs=2, down="max", rate=0.4, kind="channel")),
    (64, (10, 8, 2), 10, dict(convs=1, down="stride", rate=0.6, kind="channel")),
    (48, (12, 10, 1), 11, dict(convs=2, down="valid", rate=0.25)),
    (64, (6, 8, 3), 12, dict(convs=2, down="none", rate=0.2, kind="channel")),
)


@exercise(
    "3.1",
    points=3,
    minutes=15,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["conv_module"],
    passed="Convs with ReLU, one way down, dropout last: a whole net is this module, repeated.",
)
def conv_module(answer, law):
    """Build a module: convs with ReLU, a way down, and dropout at its end."""
    plain, dropped = ([ModuleTape(law, answer, *case) for case in cases] for cases in (PLAIN, DROPPED))
    fixed = len({len(tape.convs) for tape in plain if tape.usable}) == 1
    for tape in plain + dropped:
        _has_convs_with_relu(law, tape, fixed)
    for tape in plain + dropped:
        _goes_down(law, tape)
    for tape in plain:
        leaves_everything_whole(law, tape)
    for tape in dropped:
        drops_at_its_end(law, tape)


def _has_convs_with_relu(law, tape, fixed):
    case, many = tape.case, len(tape.convs)
    law.holds(
        f"as many convs as `convs` says ({case})",
        tape.has_its_convs(),
        about=[tape.usable],
        misconception="convs ignored" if fixed and many else None,
        expected=f"{tape.convs_asked}",
        seen=f"{many}",
        why=f"Expected {tape.convs_asked} Conv2D layers ({case}), got {many}: make one in each round of a loop.",
    )
    whole = tape.usable and (tape.has_its_convs() or None)
    law.holds(
        f"plain 3 x 3 convs, and nothing else with weights ({case})",
        lambda: tape.are_plain() and tape.parameters == tape.right_parameters(),
        about=[whole],
        expected=lambda: f"{tape.right_parameters():,} parameters",
        seen=lambda: f"{tape.parameters:,}",
        why=lambda: (
            f"Expected 3 x 3 convs with {tape.filters} filters, {tape.right_parameters():,} parameters in all "
            f"({case}), got {tape.parameters:,}: a module has Conv2D layers with biases, and no other weights."
        ),
    )
    law.holds(
        f"nothing shrinks between the convs ({case})",
        lambda: not tape.shrinks_between(),
        about=[whole],
        misconception=tape.other_place_of_the_pool,
        why=f"The maps shrink before the last conv ({case}): go down once, behind the last conv.",
    )
    law.holds(
        f"each conv reads what ReLU leaves of the conv before ({case})",
        lambda: tape.is_rectified() or tape.shrinks_between(),
        about=[whole],
        misconception=lambda: "ReLU missing" if tape.hands_on_negatives() else None,
        why=f"Between two convs stands something else than a ReLU ({case}): leave just that there.",
    )


def _goes_down(law, tape):
    whole = tape.usable and ((tape.has_its_convs() and not tape.shrinks_between()) or None)
    law.holds(
        f"the convs leave the right sides ({tape.case})",
        lambda: tape.goes_down_by_its_convs(),
        about=[whole],
        misconception=lambda: _other_sides(tape),
        why=lambda: (
            f"The convs take the height from {_chain(tape)} ({tape.case}): 'same' keeps it, a stride of 2 in "
            "the last conv halves it, and 'valid' takes off 2."
        ),
    )
    law.holds(
        f"the end of the module is its way down ({tape.case})",
        lambda: same(tape.output, tape.goes_down_to(tape.last())),
        about=[tape.output, whole],
        misconception=lambda: _other_end(tape),
        expected=lambda: f"shape {tape.goes_down_to(tape.last()).shape[1:]}",
        seen=lambda: f"{tape.output.shape[1:]}",
        why=f"What comes out is not what `down` makes of the last conv behind its ReLU ({tape.case}): "
        "after it a 2 x 2 pool for 'max' and 'avg', and nothing for the others.",
    )


def _chain(tape):
    sides = tape.sides()
    return " to ".join(map(str, [sides[0][0], *(after for _, after in sides)])) if sides else "nowhere"


def _other_sides(tape):
    """Name what has gone wrong with the sides that the convs leave, or None."""
    steps, keeps = tape.strided(), all(before == after for before, after in tape.sides())
    if keeps and tape.down in ("stride", "valid"):
        if tape.pools_behind():
            return "pools in every module"
        if tape.output.shape != tape.last().shape:
            return None
        return "stride of the conv ignored" if tape.down == "stride" else "'valid' keeps the size"
    if tape.down == "stride":
        return "every conv strides" if len(steps) > 1 else "first conv strides" if steps == [0] else None
    shrunk = tape.sides() and all(after == before - 2 for before, after in tape.sides())
    return "every conv is 'valid'" if shrunk and tape.down != "valid" else None


def _other_end(tape):
    """Name what became of the last conv in place of its way down, or None."""
    last, linear = tape.last(), tape.convs[-1].linear
    if linear is not None and same(tape.output, tape.goes_down_to(linear)):
        return "ReLU missing"
    if tape.down == "avg" and linear is not None and same(tape.output, relu(pooled(linear, "avg"))):
        return "ReLU behind the pool"
    if tape.down not in POOLED:
        return "pools in every module" if tape.pools_behind() else None
    other = pooled(last, "avg" if tape.down == "max" else "max")
    if same(tape.output, other):
        return "one kind of pooling"
    return "nothing goes down" if same(tape.output, last) else None
