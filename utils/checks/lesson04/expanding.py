"""Exercise 4.2: one level of the way up."""

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.lesson04.expand_tape import ExpandTape
from utils.checks.lesson04.hints import HINTS
from utils.checks.plain import describe_error

CASES = ((8, 8, 8), (16, 8, 8), (2, 2, 16), (3, 2, 16))  # maps of x, maps of the skip, filters


@exercise(
    "4.2",
    points=2,
    minutes=8,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["expand"],
    passed="What comes up brings the context, the skip brings the detail, and convs read both.",
)
def expand(answer, law):
    """Build a level of the way up: double the side, join the skip as further maps, and convolve."""
    tapes = [ExpandTape(law, answer, *case) for case in CASES]
    for tape in tapes:
        _has_its_shape(law, tape, tapes[0], tapes[-1])
    _draws_nothing(law, tapes[0])
    _keeps_the_detail(law, tapes[1])
    for tape in tapes:
        _uses_both(law, tape)
    for tape in tapes[2:]:
        _joins(law, tape)
    _convolves(law, tapes[1])
    _reads_both(law, tapes[2])
    _teaches_both(law, tapes[1])


def _has_its_shape(law, tape, alike, odd):
    law.holds(
        f"it gives `filters` maps of twice the side ({tape.case})",
        lambda: bool(tape.fits),
        about=[tape.usable],
        misconception=lambda: _other_shape(tape, alike, odd),
        expected=lambda: tape.right_shape,
        seen=lambda: "an error" if tape.failed else tape.shape,
        why=lambda: (
            f"Your answer raised {describe_error(tape.failed)} ({tape.case})"
            if tape.failed
            else f"Expected {tape.right_shape} from {tape.case}, got {tape.shape}: double height and width, join "
            "the skip, and end with convs of `filters` filters."
        ),
    )


def _other_shape(tape, alike, odd):
    """Name what a wrong shape or an error comes from, or None: `odd` has another number of maps in each place."""
    if tape.failed is not None:
        return "Add for Concatenate" if alike.fits else None
    height, width, filters = tape.right_shape
    if tape.shape in ((2 * height, width, filters), (height, 2 * width, filters)):
        return "joined along height or width"
    bare = {odd.skip_maps + odd.filters, odd.skip_maps + odd.maps}
    ends = odd.shape is not None and odd.shape[:2] == (height, width) and odd.shape[2] in bare
    return "no conv behind the join" if ends else None


def _uses_both(law, tape):
    for which, name in (("x", "x ignored"), ("skip", "skip ignored")):
        law.holds(
            f"each entry of `{which}` counts ({tape.case})",
            lambda which=which: tape.deaf(which) == 0,
            about=[tape.by_x, tape.by_skip],
            misconception=lambda which=which, name=name: (
                name if tape.deaf(which) == 1 and not tape.is_deaf_to_both() else None
            ),
            why=lambda which=which: (
                "Neither `x` nor `skip` changes what comes out, though no weight is below 0: join them as they "
                "are, and let convs read both."
                if tape.is_deaf_to_both()
                else f"{tape.deaf(which):.0%} of the entries of `{which}` change nothing ({tape.case}): use "
                "all of it."
            ),
        )


def _joins(law, tape):
    law.holds(
        f"x and skip keep maps of their own ({tape.case})",
        lambda: not tape.merges(),
        about=[tape.by_x, tape.by_skip],
        misconception="Add for Concatenate",
    )

    for which in ("x", "skip"):
        law.holds(
            f"each map of `{which}` counts in its own way ({tape.case})",
            lambda which=which: not tape.acts_as_one(which),
            about=[tape.by_x, tape.by_skip],
            why=f"The maps of `{which}` count as one, as a sum or a mean of them would: join all of them, as "
            "they are.",
        )


def _reads_both(law, tape):
    law.holds(
        "a conv reads x and skip together",
        lambda: tape.meet_before_an_activation(),
        about=[tape.by_x, tape.by_skip],
        why=lambda: (
            "What comes out does not change where the skip changes its sign: join the skip as it is."
            if tape.ignores_the_sign_of_the_skip()
            else "What comes of x and what comes of the skip are only added up at the end: join the two first, and "
            "let the convs read both."
        ),
    )


def _teaches_both(law, tape):
    for which in ("x", "skip"):
        law.holds(
            f"a gradient comes back to `{which}`",
            lambda which=which: tape.seen["gradients"][which] > 1e-6,
            about=[tape.by_x, tape.by_skip],
            why=f"No gradient comes back to `{which}`, so the levels before it cannot learn from here: hand it on "
            "without stop_gradient and the like.",
        )


def _convolves(law, tape):
    law.holds(
        "what lies at a place of x comes out at that place",
        lambda: tape.lost_places() == 0 and tape.is_local("x"),
        about=[tape.by_x],
        why="A place of x does not reach the four places above it, and those alone: double both sides, and keep "
        "the order.",
    )
    law.holds(
        "a conv behind the join looks at the neighbours",
        lambda: tape.looks_around(),
        about=[tape.by_skip],
        why="A pixel of the skip does not reach its neighbours: end with convs of 3 x 3 kernels behind the join.",
    )
    law.holds(
        "each call makes layers of its own",
        lambda: tape.seen["weights"][0] == tape.seen["weights"][1],
        about=[tape.by_x],
        misconception="levels share their layers",
    )
    law.holds(
        "an activation follows the convs",
        lambda: not tape.is_straight(),
        about=[tape.by_x],
        misconception="convs without activation",
    )


def _keeps_the_detail(law, tape):
    law.holds(
        "the skip keeps its detail",
        lambda: tape.follows(1) and (tape.is_local("skip") or tape.deaf("skip") == 1),
        about=[tape.by_skip],
        misconception=lambda: "skip made coarse" if tape.follows(2) and not tape.follows(1) else None,
        why="A skip that is moved by a pixel does not move what comes out by a pixel: join it as it is.",
    )
    law.holds(
        "a pixel of the skip comes out at its own place",
        lambda: tape.deaf("skip") == 1 or np.abs(tape.displaced()).max() < 0.75,
        about=[tape.by_skip],
        why="What a pixel of the skip brings comes out beside its place: join the skip as it is, neither moved nor "
        "cropped.",
    )
    law.holds(
        "a pixel of the skip that is twice as strong counts for more",
        lambda: not tape.saturates(),
        about=[tape.by_skip],
        misconception="skip squashed",
    )


def _draws_nothing(law, tape):
    law.holds(
        "nothing is drawn by chance",
        lambda: tape.is_fixed(),
        about=[tape.by_x],
        why="Two calls differ: leave dropout out of the way up.",
    )
