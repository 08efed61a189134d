"""Exercise 3.5: from feature maps to logits."""

from itertools import combinations_with_replacement, pairwise

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.lesson01.drops import drops_everywhere, drops_in_graphs, plausible_zeros
from utils.checks.lesson01.tape import NOTHING, ROWS, Tape
from utils.checks.lesson01.whole import holds_nothing_else
from utils.checks.lesson03.hints import HINTS
from utils.checks.plain import Unusable, kind


@exercise(
    "3.5",
    points=3,
    minutes=12,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["head"],
    passed="One row for each image goes in, dropout sits behind each hidden layer, and whole logits come out.",
)
def head(answer, law):
    """Turn feature maps into logits: a row for each image, hidden layers with dropout, and a last Dense."""
    plainly = HeadTape(law, answer, (48, 24), (0.0, 0.0), maps=(4, 3, 5), classes=5)
    stormy = HeadTape(law, answer, (48, 24), (0.6, 0.3), maps=(4, 3, 5), classes=5, kind="flatten")
    means = HeadTape(law, answer, (40,), (0.5,), maps=(5, 2, 6), classes=7, kind="gap")
    three = HeadTape(law, answer, (10, 20, 30), (0.5, 0.2, 0.35), maps=(2, 4, 3), classes=3, kind="gap")
    last = HeadTape(law, answer, (10, 20, 30), (0.0, 0.0, 0.5), maps=(2, 4, 3), classes=3, kind="flatten")
    for tape in (plainly, stormy, means, three, last):
        _is_a_head(law, tape)
        _is_whole_at_both_ends(law, tape)
    law.close(
        "at rates of 0 training changes nothing",
        plainly.in_training,
        plainly.output,
        why="At rates of 0 something is still dropped: the rates are those handed in, and no others.",
    )
    for tape in (stormy, means, three):
        drops_everywhere(law, tape)
    holds_nothing_else(law, stormy)
    drops_in_graphs(law, stormy)
    law.holds(
        "of three hidden layers, those with rate 0 have no dropout and the last has its own",
        np.all(last.behind(0) != 0) and np.all(last.behind(1) != 0) and plausible_zeros(last.behind(2), 0.5),
        about=[last.behind(2)],
        misconception=lambda: "a dropout is missing" if np.all(last.behind(2) != 0) else None,
        why="With rates of (0, 0, 0.5) the first two hidden layers must stay whole: give each layer its own rate.",
    )


class HeadTape(Tape):
    """What the Dense layers of one head saw: it gets `maps` (height x width x maps) and is built by the answer."""

    def __init__(self, law, answer, units, rates, *, maps, classes, kind=None):
        asked = {} if kind is None else {"kind": kind}
        self.kind, self.classes, self.case = kind or "flatten", classes, f"{len(units)} hidden, {kind or 'default'}"
        if kind and any(rates):
            self.case += f", rates {list(rates)}"
        self.rows, self.first = False, NOTHING
        super().__init__(law, _net_with(answer, asked), units, rates, inputs=maps, classes=classes)

    def _row(self, dense):
        self.rows = bool(dense) and all(given.ndim == 2 for _, given, _ in dense)
        self.first = dense[0][1] if self.rows else NOTHING
        return self.first.shape[1]

    def joints(self):
        """Return what a first Dense may get, {name: rows x inputs}: the maps in a row, their means or maxima."""
        return dict(flatten=self.x.reshape(ROWS, -1), gap=self.x.mean((1, 2)), maxima=self.x.max((1, 2)))

    def joint(self):
        """Name what the first Dense gets, in whatever order its inputs stand, or None."""
        given = np.sort(self.first, axis=1)
        for name, right in self.joints().items():
            if given.shape == right.shape and np.allclose(given, np.sort(right, axis=1), atol=1e-4):
                return name
        return None


def _net_with(answer, asked):
    def build(maps, units, rates, classes):
        import keras

        inputs = keras.Input(maps)
        logits = answer(inputs, list(units), classes, list(rates), **asked)
        if logits is None:
            raise Unusable("Your answer returned None: end it with `return`.")
        if not isinstance(logits, keras.KerasTensor):
            raise Unusable(
                f"Expected a Keras tensor, got {kind(logits)}: call each layer on `x`, return the logits."
            )
        return keras.Model(inputs, logits)

    return build


def _is_a_head(law, tape):
    case, units = tape.case, [*tape.hidden, tape.classes]
    law.holds(
        f"each Dense gets one row for each image ({case})",
        tape.rows and tape.output.ndim == 2,
        about=[tape.output],
        misconception="Dense on rank 4",
    )
    law.holds(
        f"it gives one logit for each class ({case})",
        tape.output.shape == (ROWS, tape.classes),
        about=[tape.output],
        why=f"Expected logits of shape {(ROWS, tape.classes)}, got {tape.output.shape}: end with Dense(classes).",
    )
    law.holds(
        f"it gives logits, not probabilities ({case})",
        not np.allclose(tape.output.sum(-1), 1, atol=1e-4) and not tape.bends_at_the_end(),
        about=[tape.output],
        misconception="activation on the logits",
    )
    law.holds(
        f"its Dense layers are the hidden ones and the last ({case})",
        tape.units == units,
        about=[tape.output],
        why=f"Expected Dense layers of {units} units, got {tape.units}: one for each hidden size, and the last.",
    )
    law.holds(
        f"an activation follows each hidden Dense ({case})",
        not tape.is_linear(),
        about=[tape.output],
        why='Without an activation two Dense layers are one: use activation="relu" in the hidden layers.',
    )
    _gets_the_maps(law, tape)


def _gets_the_maps(law, tape):
    joint = tape.joint()
    wrong = "maxima in place of means" if joint == "maxima" else "kind of head ignored" if joint else None
    law.holds(
        f"the first Dense gets the maps, by {tape.kind} ({tape.case})",
        joint == tape.kind,
        about=[tape.first],
        misconception=wrong,
        why="The first Dense gets something else than x: hand on its maps in a row, or the mean of each map.",
    )
    sizes = [tape.joints()[tape.kind].shape[1], *tape.hidden, tape.classes]
    weights = sum((a + 1) * b for a, b in pairwise(sizes))
    law.holds(
        f"its Dense layers hold all of its parameters ({tape.case})",
        tape.parameters == weights,
        about=[tape.output, tape.first],
        why=f"Expected {weights:,} parameters, got {tape.parameters:,}: Dense layers alone have weights in a head.",
    )


def _is_whole_at_both_ends(law, tape):
    law.close(
        f"called without `training` it rests ({tape.case})",
        tape.logits("again"),
        tape.logits("calm"),
        why="Called without `training` the head still drops: leave `training` to Keras, and do not fix it to True.",
    )
    law.close(
        f"at inference its rates change nothing ({tape.case})",
        tape.logits("calm"),
        tape.logits("twin"),
        why="At inference the head is not what it is at rates of 0: dropout rests there, and hands everything on.",
    )
    entrance, row = tape.storms(0, 1), tape.dense("calm", 0, 1)
    law.holds(
        f"the input of the first Dense is whole ({tape.case})",
        np.allclose(entrance, row, atol=1e-4),
        about=[entrance],
        misconception=lambda: (
            "two dropouts around Flatten" if _dropped_twice(tape) else "dropout before the first Dense"
        ),
    )
    law.close(
        f"the logits are whole ({tape.case})",
        tape.stormy_logits(),
        tape.storms(-1, 2),
        misconception="dropout on the logits",
    )


def _dropped_twice(tape):
    """Whether as much is missing before the first Dense as two dropouts in a row leave out."""
    rates = {0.3, 0.5, *tape.rates} - {0.0}
    return any(
        plausible_zeros(tape.storms(0, 1), 1 - (1 - one) * (1 - other))
        for one, other in combinations_with_replacement(rates, 2)
    )
