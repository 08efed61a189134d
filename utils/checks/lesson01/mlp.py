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
        "called without `training` it rests",
        tape.again,
        tape.output,
        why="Called without `training` the net still drops: leave `training` to Keras, and do not fix it to True.",
    )
    law.close(
        "the input of the first Dense is whole",
        tape.entrance,
        tape.x,
        misconception="dropout before the first Dense",
    )
    law.close("the logits are whole", tape.logits, tape.last, misconception="dropout on the logits")
    swapped = all(plausible_zeros(tape.behind(place), rate) for place, rate in enumerate(tape.rates[::-1]))
    for place in range(2):
        drops_behind(law, tape, place, swapped)
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
        "the last Dense has no activation",
        not tape.bends_at_the_end(),
        about=[tape.output],
        why="The logits are bent by an activation: leave the last Dense linear, so that they can take any value.",
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


def plausible_zeros(got, rate):
    """Whether the zeros in `got` are as many as independent drops at `rate` give."""
    return chance.plausible_count(int(np.sum(got == 0)), got.size, rate)


def drops_behind(law, tape, place, swapped):
    """State that dropout acts behind hidden layer `place`, at its rate, for each output on its own."""
    rate, got = tape.rates[place], tape.behind(place)
    where, share = f"behind hidden layer {place + 1}", np.mean(got == 0)
    law.holds(
        f"{where} each example has its own mask",
        not tape.tied(place, axis=0),
        about=[got],
        misconception="one mask for the batch",
    )
    law.holds(
        f"{where} each unit has its own fate",
        not tape.tied(place, axis=1),
        about=[got],
        why=f"All units {where} share one fate: use Dropout without a noise_shape.",
    )
    untouched = np.isclose(got, 1, rtol=0.02).mean() > 0.95
    named = "rates in the wrong order" if swapped else "a dropout is missing" if untouched else None
    law.holds(
        f"{where} the share dropped is {rate:g}",
        plausible_zeros(got, rate),
        about=[got],
        expected=f"about {rate:.0%}",
        seen=f"{share:.0%}",
        misconception=named,
        why=f"Expected about {rate:.0%} dropped {where}, got {share:.0%}: put one Dropout with its own rate there.",
    )
    law.holds(
        f"{where} survivors are rescaled",
        np.isclose(got[got != 0], 1 / (1 - rate), rtol=0.05).mean() > 0.9,
        about=[got],
        why="What survives is not divided by 1 - rate: dropout acts on the output, after any activation.",
    )
