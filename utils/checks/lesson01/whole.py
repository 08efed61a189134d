"""Laws about a learner's MLP as a whole: its layers, its rest at inference, and that nothing else stands in it."""

from itertools import pairwise

import numpy as np

from utils.checks.lesson01.tape import CLASSES, INPUTS, ROWS


def is_an_mlp(law, tape):
    """State that the model is Dense layers of the asked sizes, with activations between them, and gives logits."""
    asked = (ROWS, CLASSES)
    law.holds(
        "it gives one logit for each class",
        tape.output.shape == asked,
        about=[tape.output],
        why=f"Expected an output of shape {asked}, got {tape.output.shape}: one logit a class.",
    )
    output = tape.output if tape.output.shape == asked else np.full(asked, np.nan)
    law.holds(
        "it gives logits, not probabilities",
        not np.allclose(output.sum(-1), 1, atol=1e-4),
        about=[output],
        misconception="softmax in the model",
    )
    law.holds(
        "the last Dense has no activation",
        not tape.bends_at_the_end(),
        about=[output],
        why="The logits are bent by an activation: leave the last Dense linear, so that they can take any value.",
    )
    has_the_asked_layers(law, tape)
    law.holds(
        "the units of a hidden layer start with weights of their own",
        not tape.starts_alike(),
        about=[output],
        misconception="units start alike",
    )
    law.holds(
        "an activation follows each hidden Dense",
        not tape.is_linear(),
        about=[output],
        why='Without an activation two Dense layers are one: use activation="relu" in the hidden layers.',
    )


def has_the_asked_layers(law, tape):
    """State that the Dense layers are the hidden ones and the last, in one row, and alone have weights."""
    units = [*tape.hidden, CLASSES]
    weights = sum((a + 1) * b for a, b in pairwise([INPUTS, *units]))
    right = tape.units == units and tape.parameters == weights == tape.learned and tape.whole
    law.holds(
        f"for {units[:-1]} hidden units and rates {list(tape.rates)} it has the Dense layers asked for",
        right,
        about=[tape.output],
        misconception="weights frozen" if tape.parameters == weights and tape.learned < weights else None,
        why=_which_layers(tape, units, weights),
    )


def _which_layers(tape, units, weights):
    if tape.units != units:
        return f"Expected Dense layers of {units} units, got {tape.units}: one for each hidden size, and the last."
    if tape.parameters != weights:
        return f"Expected {weights:,} parameters, got {tape.parameters:,}: Dense layers alone have weights here."
    return "The Dense layers do not stand in one row: hand the output of each, through its dropout, to the next."


def rests_at_inference(law, tape):
    """State that without `training`, and with training=False, the model gives what it gives at rates of 0."""
    law.close(
        "called without `training` it rests",
        tape.logits("again"),
        tape.logits("calm"),
        why="Called without `training` the net still drops: leave `training` to Keras, and do not fix it to True.",
    )
    rate = tape.rates[0]
    calm, right = (tape.dense(run, 1, 1) for run in ("calm", "twin"))
    scaled = np.allclose(calm, right * (1 - rate), rtol=1e-3) or np.allclose(calm, right / (1 - rate), rtol=1e-3)
    law.close(
        "at inference its rates change nothing",
        tape.logits("calm"),
        tape.logits("twin"),
        misconception="scales at inference" if scaled else None,
        why="At inference the net is not what it is at rates of 0: dropout rests there, and hands everything on.",
    )


def stands_alone(law, tape):
    """State that the inputs and the logits are whole, and that activations and dropout alone lie in between."""
    law.close(
        "the first Dense gets the inputs",
        tape.dense("calm", 0, 1),
        tape.x if tape.seen else tape.dense("calm", 0, 1),
        why="The inputs are changed before the first Dense, at inference too: hand them to it as they are.",
    )
    entrance = tape.storms(0, 1)
    law.close(
        "in training the inputs are whole too",
        entrance,
        np.broadcast_to(tape.x if tape.seen else np.nan, entrance.shape),
        why="In training the inputs are changed before the first Dense: dropout alone acts in training, behind it.",
        misconception="dropout before the first Dense" if (entrance == 0).any() else None,
    )
    law.close(
        "the last Dense gives the logits",
        tape.logits("calm"),
        tape.dense("calm", -1, 2),
        why="The output is not that of the last Dense, at inference too: end the model with that layer.",
    )
    logits = tape.stormy_logits()
    law.close(
        "in training the logits are whole too",
        logits,
        tape.storms(-1, 2),
        why="In training the logits are changed behind the last Dense: end the model with that layer.",
        misconception="dropout on the logits" if (logits == 0).any() else None,
    )
    holds_nothing_else(law, tape)


def holds_nothing_else(law, tape):
    """State that activations and dropout alone lie between the Dense layers."""
    for place in range(len(tape.hidden)):
        law.holds(
            f"behind hidden layer {place + 1} stand its activation and dropout alone",
            np.allclose(tape.activated("calm", place), tape.dense("calm", place + 1, 1), rtol=1e-2, atol=1e-3),
            about=[tape.dense("calm", place + 1, 1)],
            why="More than an activation lies between two Dense layers: let dropout alone follow the activation.",
        )
