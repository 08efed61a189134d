"""Exercise 4.3: a whole U-Net."""

from utils.checks.exercise import exercise
from utils.checks.lesson03.conv_tape import same
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.parts import falls, falls_by_chance, is_blurred
from utils.checks.lesson04.refusing import refuses
from utils.checks.lesson04.unet_tape import UnetTape, is_whole, storms

NETS = (((12, 20, 2), 4, 2, 1), ((32, 16, 1), 8, 3, 3))  # shape (8 does not divide 12 or 20), base, depth, classes
RATES = (0.5, 0.3, 0.4)
ODD = (((20, 32, 1), 20), ((32, 36, 1), 36))  # shapes of which 2**3 does not divide one side


@exercise(
    "4.3",
    points=3,
    minutes=15,
    difficulty=3,
    keras=True,
    arrays=False,
    hints=HINTS["unet"],
    passed="Every level hands its maps down and across, dropout stands where it should, and logits come out.",
)
def unet(answer, law):
    """Build a U-Net of contracting levels, a bottleneck, and expanding levels that join the skips."""
    tapes = [UnetTape(law, answer, *case) for case in NETS]
    for tape in tapes:
        _has_its_size(law, tape)
    for tape in tapes:
        for level in range(tape.depth):
            _has_a_skip(law, tape, level)
    for tape in tapes:
        _doubles_its_maps(law, tape)
        _ends_in_logits(law, tape)
        _is_one_net(law, tape)
    stormy = storms(law, answer, tapes[0], RATES)
    reverse = all(tape.levels_that_fall() == [tape.depth - tape.level] for tape in stormy)
    for tape in stormy:
        _drops_at_its_level(law, tape, reverse)
    for shape, side in ODD:
        refuses(law, answer, shape, side)


def _has_its_size(law, tape):
    law.holds(
        f"it gives logits of the size of the image ({tape.case})",
        lambda: bool(tape.fits),
        about=[tape.usable],
        expected=(*tape.shape[:2], tape.classes),
        seen=lambda: tape.output.shape[1:],
        why=lambda: (
            f"Expected logits of {(*tape.shape[:2], tape.classes)} for images of {tape.shape}, got "
            f"{tape.output.shape[1:]}: come up as many levels as you go down, and end with Conv2D(classes, 1)."
        ),
    )
    law.holds(
        f"it goes down `depth` levels ({tape.case})",
        lambda: bool(tape.deep),
        about=[tape.fits],
        misconception="depth off by one" if tape.fits and abs(tape.flow.deepest - tape.depth) == 1 else None,
        why=lambda: (
            f"Expected the smallest maps to have 1 / {2**tape.depth} of the side ({tape.case}), got 1 / "
            f"{2**tape.flow.deepest}: halve the side `depth` times."
        ),
    )


def _has_a_skip(law, tape, level):
    where = f"at level {level} ({tape.case})"
    law.holds(
        f"a skip joins what comes up {where}",
        lambda: tape.wiring.skip(level) is not None,
        about=[tape.deep],
        misconception=lambda: _other_join(tape.wiring, level),
    )
    law.holds(
        f"the skip is what the level hands down {where}",
        lambda: tape.wiring.carries(level),
        about=[tape.deep and tape.wiring.skip(level)],
        why=f"The skip {where} does not carry what the pool gets: hand the same maps to both.",
    )


def _other_join(wiring, level):
    if wiring.has_other_skip(level):
        return "skip from another level"
    if wiring.joins_pooled(level):
        return "skip behind the pool"
    return "Add for Concatenate" if wiring.bypassed.get(level) else "skip missing"


def _doubles_its_maps(law, tape):
    law.holds(
        f"the maps double from level to level ({tape.case})",
        lambda: tape.filters() == tape.right_filters(),
        about=[tape.deep],
        expected=lambda: tape.right_filters(),
        seen=lambda: tape.filters(),
        why=lambda: (
            f"Expected levels of {tape.right_filters()} maps, down and up ({tape.case}), got {tape.filters()}: "
            "level k has base * 2**k."
        ),
    )


def _is_one_net(law, tape):
    law.holds(
        f"each level counts for the logits ({tape.case})",
        lambda: all(tape.wiring.logits.values()),
        about=[tape.deep],
        why=lambda: (
            f"{_first_idle(tape)} changes nothing in the logits ({tape.case}): hand on what each level gives."
        ),
    )
    law.holds(
        f"an activation follows the convs ({tape.case})",
        lambda: not tape.is_straight(),
        about=[tape.deep],
        misconception="convs without activation",
    )
    law.holds(
        f"without rates nothing is drawn ({tape.case})",
        lambda: same(*tape.seen["trained"]) and same(*tape.seen["calm"]),
        about=[tape.usable],
        why=f"Without rates two calls differ ({tape.case}): add dropout only where a rate is above 0.",
    )


def _first_idle(tape):
    level, path = next(place for place, moves in tape.wiring.logits.items() if not moves)
    return "The bottleneck" if path == "bottleneck" else f"Level {level} of the {path} path"


def _ends_in_logits(law, tape):
    law.holds(
        f"it gives logits, not probabilities ({tape.case})",
        lambda: same(tape.seen["turned"] / 3, -tape.output),
        about=[tape.fits],
        misconception="probabilities for logits",
    )


def _drops_at_its_level(law, tape, reverse):
    where = f"({tape.case})"
    law.holds(
        f"at inference rates change nothing {where}",
        lambda: same(*tape.rests),
        about=[*tape.rests],
        misconception="dropout always on",
    )
    law.holds(
        f"the logits are whole {where}",
        lambda: tape.logits_are_whole(),
        about=[*tape.output],
        misconception="dropout on the logits",
    )
    law.holds(
        f"dropout ends its level {where}",
        lambda: tape.is_dropped(tape.down),
        about=[*tape.down],
        misconception=lambda: _other_place(tape, reverse),
        why=f"What level {tape.level} hands on is not 0 or value / (1 - rate) {where}: end the level with dropout.",
    )
    law.holds(
        f"the skip has lost what goes down has lost {where}",
        lambda: tape.carries_what_goes_down(),
        about=[*tape.down, *tape.skip],
        misconception=lambda: "skip before dropout" if is_whole(tape.skip) else "down and skip dropped apart",
    )
    falls_by_chance(law, falls(*tape.down), tape.rate, f"of level {tape.level}")
    law.holds(
        f"nothing is dropped on the way up {where}",
        lambda: tape.up_is_whole(),
        about=[*tape.output],
        misconception="dropout on the way up",
    )


def _other_place(tape, reverse):
    """Name where dropout stands that does not end its level, or None."""
    others = tape.levels_that_fall()
    if not tape.draws():
        return "rates ignored"
    if others:
        return "rates reversed" if reverse else "rates at other levels"
    if tape.is_dropped(tape.skip):
        return "the skip alone is dropped"
    if not is_whole(tape.down):
        whole_before = tape.level == 0 or is_whole(tape.downs[tape.level - 1])
        return "dropout before the last conv" if whole_before and is_blurred(*tape.down) else None
    return None if tape.up_is_whole() else "dropout on the way up"
