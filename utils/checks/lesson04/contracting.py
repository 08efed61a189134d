"""Exercise 4.1: one level of the way down."""

from utils.checks.exercise import exercise
from utils.checks.lesson03.conv_tape import same
from utils.checks.lesson04.contract_tape import ContractTape
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.parts import falls, falls_by_chance

PLAIN = (
    ((12, 8, 2), 8, {}),
    ((8, 12, 3), 4, dict(rate=0.0, pool=False)),
)
DROPPED = (
    ((8, 12, 3), 8, dict(rate=0.3)),
    ((8, 8, 2), 4, dict(rate=0.5, pool=False)),
)
SPARSE = ((16, 12, 2), 4, dict(rate=0.05, pool=True))  # so little falls that most places have all their neighbours


@exercise(
    "4.1",
    points=2,
    minutes=10,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["contract"],
    passed="Dropout ends the level: what the pool takes down and what the skip carries across have lost the same.",
)
def contract(answer, law):
    """Build a level of the way down: convs, dropout, and from there both the skip and the pool."""
    plain, dropped = (
        [ContractTape(law, answer, *case[:2], **case[2]) for case in some] for some in (PLAIN, DROPPED)
    )
    sparse = ContractTape(law, answer, *SPARSE[:2], **SPARSE[2])
    for tape in (*plain, *dropped, sparse):
        _has_shapes(law, tape)
    for tape in (*plain, *dropped, sparse):
        _rests_at_inference(law, tape)
    for tape in plain:
        _drops_nothing(law, tape)
    for tape in (*dropped, sparse):
        _drops_before_both(law, tape)
    _goes_down(law, sparse)
    _convolves(law, plain[0])


def _has_shapes(law, tape):
    law.holds(
        f"down and skip have the right shapes ({tape.case})",
        lambda: bool(tape.fits),
        about=[tape.usable],
        misconception=lambda: _other_shapes(tape),
        expected=lambda: " and ".join(map(str, tape.right_shapes())),
        seen=lambda: " and ".join(map(str, tape.shapes)),
        why=lambda: (
            f"Expected down and skip of {tape.right_shapes()} from {tape.shape} ({tape.case}), got {tape.shapes}: "
            "the skip keeps the side, a pool halves it, and both have `filters` maps."
        ),
    )


def _other_shapes(tape):
    right = tape.right_shapes()
    if tape.pool and tape.shapes == right[::-1]:
        return "down and skip swapped"
    if tape.is_pooled_skip():
        return "skip behind the pool" if tape.pool else "pools in the bottleneck"
    halved = (tape.shape[0] // 2, tape.shape[1] // 2, tape.filters)
    return "pools in the bottleneck" if not tape.pool and tape.shapes == (halved, right[1]) else None


def _rests_at_inference(law, tape):
    law.holds(
        f"at inference the rate changes nothing ({tape.case})",
        all(map(same, tape.calm * 2, tape.plain + tape.twin)),
        about=[*tape.calm, *tape.plain, *tape.twin],
        misconception=lambda: "dropout always on" if _random_at_rest(tape) else None,
        why=f"At inference `rate` changes what your level gives ({tape.case}): use a Dropout layer, and no factor.",
    )


def _random_at_rest(tape):
    return not all(map(same, tape.calm, tape.plain)) or any((one == 0).any() for one in tape.plain)


def _drops_nothing(law, tape):
    law.holds(
        f"at a rate of 0 nothing is drawn in training ({tape.case})",
        all(map(same, tape.stormy, tape.again)) and not tape.varies(0) and not tape.varies(1),
        about=[*tape.stormy, *tape.again],
        why=f"In training something falls, though the rate is 0 ({tape.case}): drop at `rate`, and at no other.",
    )
    law.holds(
        f"down is the skip where nothing is pooled ({tape.case})",
        lambda: tape.pool or same(*tape.calm),
        about=[*tape.calm],
        why="With pool=False your down is not your skip: both are what the convs and dropout leave.",
    )


def _drops_before_both(law, tape):
    case = tape.case
    law.holds(
        f"the skip is taken behind dropout ({case})",
        tape.skip_is_dropped() and tape.falls(1),
        about=[*tape.stormy, *tape.bare],
        misconception=lambda: _other_skip(tape),
        why=f"In training the skip is not 0 or its value / (1 - rate) ({case}): end the level with one dropout.",
    )
    fates = falls(tape.stormy[1], tape.bare[1])
    falls_by_chance(law, fates, tape.rate, "of the skip")
    law.holds(
        f"two calls in training differ ({case})",
        not same(tape.stormy[1], tape.again[1]),
        about=[*tape.stormy, *tape.again],
        why=f"Two calls in training drop the same ({case}): let Keras draw a new mask each time.",
    )
    law.holds(
        f"what goes down is dropped too ({case})",
        tape.falls(0),
        about=[*tape.stormy, *tape.bare],
        misconception="the skip alone is dropped",
    )
    law.holds(
        f"down is the dropped skip where nothing is pooled ({case})",
        lambda: tape.pool or same(*tape.stormy),
        about=[*tape.stormy],
        misconception="down and skip dropped apart",
    )


def _other_skip(tape):
    """Name what is wrong with a skip that is not dropped as it should be, or None."""
    if tape.skip_is_blurred():
        return "dropout before the last conv"
    if tape.varies(1):
        return "keep and drop swapped" if tape.skip_is_dropped(1 - tape.rate) else None
    if not tape.varies(0):
        return "no dropout in the level"
    return "dropout behind the pool" if tape.pool and tape.down_falls_by_itself() else "skip before dropout"


def _goes_down(law, tape):
    law.holds(
        "what goes down is made of what the skip carries",
        lambda: tape.follows_the_skip(),
        about=[*tape.stormy, *tape.bare],
        misconception=lambda: "down and skip dropped apart" if tape.is_pool_of_the_skip() else None,
        why="What goes down is not made of your skip alone: take the skip right before the pool, behind all convs "
        "and dropout.",
    )
    law.holds(
        "going down takes all of the skip in",
        lambda: not tape.takes_one_in_four(),
        about=[*tape.twin],
        why="Going down keeps one entry in four as it is and never looks at the others: pool over 2 x 2.",
    )


def _convolves(law, tape):
    law.holds(
        "convs look at the neighbours",
        lambda: tape.neighbours() == 8,
        about=[*tape.calm, *tape.poked],
        why="A changed pixel does not reach all of its neighbours in the skip: use convs with 3 x 3 kernels.",
    )
    law.holds(
        "each map of x counts",
        lambda: tape.deaf_maps() == 0,
        about=[*tape.calm, *tape.poked],
        why="Some maps of `x` change nothing in your skip: let the first conv read all of `x`.",
    )
    law.holds(
        "an activation follows the convs",
        lambda: not tape.is_straight(),
        about=[*tape.bent],
        misconception="convs without activation",
    )
    law.holds(
        "each filter is one of its own",
        lambda: not tape.has_twin_maps(),
        about=[*tape.calm],
        why="Some maps of your skip are the same: let a conv with `filters` filters make them all.",
    )
    law.holds(
        "each call makes layers of its own",
        lambda: tape.weights[0] == tape.weights[1],
        about=[tape.weights],
        misconception="levels share their layers",
    )
