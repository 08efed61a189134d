"""Laws about the dropout of a module: where it acts, what it takes, and how much of it."""

import numpy as np

from utils.checks.lesson03.conv_tape import CLOSE, same


def leaves_everything_whole(law, tape):
    law.holds(
        f"a rate of 0 adds no dropout layer ({tape.case})",
        "dropout" not in tape.words,
        about=[tape.usable],
        misconception="dropout always added",
    )
    law.holds(
        f"at a rate of 0 training changes nothing ({tape.case})",
        same(tape.trained, tape.output),
        about=[tape.output],
        why=f"In training the module gives something else, though the rate is 0 ({tape.case}): drop nothing there.",
    )


def drops_at_its_end(law, tape):
    case = tape.case
    law.holds(
        f"at inference nothing falls ({case})",
        same(tape.again, tape.output),
        about=[tape.again, tape.output],
        why=f"Called without `training` the module still drops ({case}): leave `training` to Keras.",
    )
    law.holds(
        f"the convs work on whole maps ({case})",
        tape.whole_inside(),
        about=[tape.output],
        misconception=lambda: "dropout inside a module" if tape.whole_at_first() else None,
        why=f"In training the first conv already reads something dropped ({case}): drop at the end of the module.",
    )
    law.holds(
        f"dropout comes after the way down ({case})",
        tape.drops_at_the_end(),
        about=[tape.trained, tape.output],
        misconception=lambda: _other_dropout(tape),
        why=f"In training an entry must be 0 or its value / (1 - rate) ({case}): put one dropout layer last.",
    )
    by_map, spotted = tape.kind == "channel", tape.spotted
    law.holds(
        f"what falls is {'a whole map' if by_map else 'an entry'} ({case})",
        lambda: tape.whole_maps() == by_map or not (spotted == 0).any(),
        about=[spotted],
        misconception="kinds of dropout mixed up",
    )
    fates = spotted.mean((1, 2)) * (spotted != 0).all((1, 2)) if by_map else spotted
    _falls_by_chance(law, fates, "map" if by_map else "entry", tape)


def _other_dropout(tape):
    if same(tape.trained, tape.output):
        return "rate ignored"
    return "dropout before the pool" if tape.drops_before_the_pool() else None


def _falls_by_chance(law, fates, unit, tape):
    """State that as many fall as `rate` says, each on its own, and that the rest is rescaled."""
    case, rate = tape.case, tape.rate
    law.separate_fates(fates, rate, {0: "image", fates.ndim - 1: "map"}, unit=unit)
    law.share_of_zeros(fates, rate, of="maps" if unit == "map" else "entries")
    kept = tape.spotted != 0
    law.holds(
        f"what is kept is divided by 1 - rate ({case})",
        lambda: np.allclose(tape.spotted[kept], (tape.bright / (1 - rate))[kept], **CLOSE),
        about=[tape.spotted, tape.bright],
        why=f"What dropout keeps is not value / (1 - rate) ({case}): use one Dropout or SpatialDropout2D layer.",
    )
