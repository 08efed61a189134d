"""Exercise 3.7: a net that worked elsewhere, cut to a new task."""

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.lesson03.fitting import MOST_EDITS, Fitting
from utils.checks.lesson03.hints import HINTS

CASES = (  # base, its images and classes, the new images and classes, the most parameters
    ("vgg", (32, 32, 3), 100, (28, 28, 1), 7, 60_000),
    ("alexnet", (48, 48, 3), 1000, (28, 28, 1), 10, 80_000),
    ("lenet", (28, 28, 1), 10, (32, 36, 3), 5, 20_000),
    ("alexnet", (28, 28, 1), 10, (40, 28, 3), 4, 12_000),
    ("vgg", (28, 28, 1), 10, (24, 32, 2), 12, 400_000),
)

LEAST, MOST = 0.03, 0.97  # the share that a dropout in the head drops


@exercise(
    "3.7",
    points=4,
    minutes=20,
    difficulty=3,
    keras=True,
    arrays=False,
    hints=HINTS["tailor"],
    passed="The modules are those of the base, thinner; the head is new, fits the task, and has dropout.",
)
def tailor(answer, law):
    """Cut a net that worked to other images, other classes and fewer parameters."""
    for key, case in enumerate(CASES):
        fitting = Fitting(law, answer, *case, law.generator(key))
        _fits_the_task(law, fitting)
        _is_still_the_base(law, fitting)
        _has_dropout_in_its_head(law, fitting)
        _leaves_the_base_alone(law, fitting)


def _fits_the_task(law, fit):
    law.holds(
        f"it accepts the new images ({fit.name})",
        fit.accepts,
        about=[fit.made],
        why=f"It does not accept images of shape {fit.shape}: begin with keras.Input(input_shape), and look at the "
        "sizes on the way.",
    )
    law.holds(
        f"it looks at all maps of the images ({fit.name})",
        fit.sees_all_maps,
        about=[fit.output],
        why=f"The last of the {fit.shape[2]} maps of the images changes nothing: let the first conv read them all.",
    )
    law.holds(
        f"it gives one logit for each class ({fit.name})",
        fit.output.shape == (len(fit.x), fit.classes),
        about=[fit.output],
        misconception=lambda: (
            "old classes left" if fit.output.shape[-1:] in ((fit.old_classes,), (1000,)) else None
        ),
        why=f"Expected {fit.classes} logits for an image, got shape {fit.output.shape}: end with Dense(classes).",
    )
    law.holds(
        f"it gives logits, not probabilities ({fit.name})",
        not np.allclose(fit.output.sum(-1), 1, atol=1e-4),
        about=[fit.output],
        misconception="softmax in the model",
    )
    law.holds(
        f"its logits come straight from a Dense ({fit.name})",
        fit.is_linear,
        about=[fit.output],
        why="The last step is no linear Dense: end with Dense(classes), so that logits can take any value.",
    )
    law.holds(
        f"it keeps to {fit.budget:,} parameters ({fit.name})",
        fit.parameters <= fit.budget,
        about=[fit.made],
        expected=f"at most {fit.budget:,}",
        seen=f"{fit.parameters:,}",
        misconception="over the budget",
    )


def _is_still_the_base(law, fit):
    law.holds(
        f"its first conv keeps half of the height and width ({fit.name})",
        fit.keeps_its_sides,
        about=[fit.output],
        expected=f"at least half of {fit.shape[:2]}",
        seen=str(fit.sides_after_first),
        misconception=lambda: "first conv too coarse" if fit.first_conv_is_coarse else None,
        why="No conv looks at the images in their full size: begin with a conv, as the base does.",
    )
    law.holds(
        f"its maps shrink as those of the base do ({fit.name})",
        fit.shrinks,
        about=[fit.output],
        expected=f"at most {fit.largest}",
        seen=str(fit.sides_at_the_end),
        misconception="pooling removed",
    )
    law.holds(
        f"its modules are those of the base, but for {MOST_EDITS} words at most ({fit.name})",
        fit.edits <= MOST_EDITS,
        about=[fit.output],
        expected=" ".join(fit.base_words),
        seen=" ".join(fit.words),
        misconception="a different network",
    )
    law.holds(
        f"its convs have activations ({fit.name})",
        fit.convs_bend,
        about=[fit.output],
        misconception="ReLU missing",
    )
    law.holds(
        f"something is left to look at before its head ({fit.name})",
        min(fit.sides_at_the_end, default=0) >= 2,
        about=[fit.output],
        why=f"Maps of {fit.sides_at_the_end} reach the head: pool less, or with padding, so that 2 x 2 is left.",
    )


def _has_dropout_in_its_head(law, fit):
    law.holds(
        f"there is dropout in its head ({fit.name})",
        LEAST < fit.share_dropped < MOST,
        about=[fit.output],
        misconception=lambda: "no dropout in the head" if fit.share_dropped <= LEAST else None,
        why=f"In your head {fit.share_dropped:.0%} are dropped, so that little is learnt: take a rate around .5.",
    )
    law.holds(
        f"the logits are whole ({fit.name})",
        fit.logits_are_whole,
        about=[fit.output],
        misconception="dropout on the logits",
    )
    law.holds(
        f"at inference it rests ({fit.name})",
        fit.rests,
        about=[fit.output],
        why="At inference two calls differ: leave `training` to Keras, and do not fix it to True.",
    )


def _leaves_the_base_alone(law, fit):
    law.holds(
        f"the base stays as it was ({fit.name})",
        fit.untouched,
        about=[fit.made],
        why="The base has changed: build a new net, and take settings and weights from the base alone.",
    )
    law.holds(
        f"training it leaves the base alone ({fit.name})",
        fit.independent,
        about=[fit.made],
        misconception="shares the original's weights",
    )
