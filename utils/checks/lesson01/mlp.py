"""Exercise 1.5: the place of dropout in an MLP."""

from itertools import pairwise

import numpy as np

from utils.checks import chance
from utils.checks.exercise import exercise
from utils.checks.lesson01.hints import HINTS
from utils.checks.lesson01.tape import CLASSES, INPUTS, ROWS, Tape


@exercise(
    "1.5",
    points=3,
    minutes=12,
    difficulty=2,
    keras=True,
    arrays=False,
    hints=HINTS["build_mlp"],
    passed="Dropout sits on the output of each hidden layer, which is the input of the next: the same tensor.",
)
def build_mlp(answer, law):
    """Build an MLP with dropout behind each hidden layer."""
    plainly = Tape(law, answer, (48, 24), (0.0, 0.0))
    _is_an_mlp(law, plainly)
    law.close(
        "at rates of 0 training changes nothing",
        plainly.logits,
        plainly.output,
        why="At rates of 0 something is still dropped: the rates are those handed in, and no others.",
    )
    tape = Tape(law, answer, (48, 24), (0.6, 0.3))
    law.close(
        "inference is deterministic",
        tape.again,
        tape.output,
        why="At inference the output changes from call to call: let the layers follow `training`.",
    )
    law.close(
        "the input of the first Dense is whole",
        tape.entrance,
        tape.x,
        misconception="dropout before the first Dense",
    )
    law.close("the logits are whole", tape.logits, tape.last, misconception="dropout on the logits")
    _drops_behind(law, tape, place=0, other=0.3)
    _drops_behind(law, tape, place=1, other=0.6)
    three = Tape(law, answer, (10, 20, 30), (0.0, 0.0, 0.5))
    law.holds(
        "three hidden layers, each with its rate",
        np.mean(three.behind(2) == 0) > 0.3,
        about=[three.behind(2)],
        misconception="a dropout is missing",
    )


def _is_an_mlp(law, tape):
    units = [*tape.hidden, CLASSES]
    law.holds(
        "it gives one logit for each class",
        tape.output.shape == (ROWS, CLASSES),
        about=[tape.output],
        why=f"Expected an output of shape {(ROWS, CLASSES)}, got {tape.output.shape}: one logit a class.",
    )
    law.holds(
        "it gives logits, not probabilities",
        not np.allclose(tape.output.sum(-1), 1, atol=1e-4),
        about=[tape.output],
        misconception="softmax in the model",
    )
    law.holds(
        "its Dense layers are the hidden ones and the last",
        tape.units == units,
        about=[tape.output],
        why=f"Expected Dense layers of {units} units, got {tape.units}: one for each hidden size, and the last.",
    )
    law.holds(
        "an activation follows each hidden Dense",
        not tape.is_linear(),
        about=[tape.output],
        why='Without an activation two Dense layers are one: use activation="relu" in the hidden layers.',
    )
    sizes = [INPUTS, *units]
    weights = sum((a + 1) * b for a, b in pairwise(sizes))
    law.holds(
        "dropout adds no parameters",
        tape.parameters == weights,
        about=[tape.output],
        why=f"Expected {weights:,} parameters, got {tape.parameters:,}: Dense layers alone have weights here.",
    )


def _drops_behind(law, tape, place, other):
    """State that dropout at its rate acts behind hidden layer `place`; `other` is the rate of the other one."""
    rate, got = tape.rates[place], tape.behind(place)
    zeros, n = int(np.sum(got == 0)), got.size
    named = "a dropout is missing" if zeros < 0.05 * n else None
    named = "rates in the wrong order" if chance.plausible_count(zeros, n, other) else named
    law.holds(
        f"behind hidden layer {place + 1} the share dropped is {rate:g}",
        chance.plausible_count(zeros, n, rate),
        about=[got],
        expected=f"about {rate:.0%}",
        seen=f"{zeros / n:.0%}",
        misconception=named,
        why=f"Expected about {rate:.0%} dropped behind hidden layer {place + 1}, got {zeros / n:.0%}: "
        "put one Dropout with that rate there.",
    )
    survivors = got[got != 0]
    rescaled = np.isclose(survivors, 1 / (1 - rate), rtol=0.05).mean() > 0.9
    law.holds(
        f"behind hidden layer {place + 1} survivors are rescaled",
        rescaled,
        about=[got],
        why="What survives is not divided by 1 - rate: dropout acts on the output, after any activation.",
    )
    fates = tape.fates(place)
    law.holds(
        f"behind hidden layer {place + 1} each example has its own mask",
        (fates != fates[:1]).any(axis=0).mean() > 0.5,
        about=[got],
        misconception="one mask for the batch",
    )
