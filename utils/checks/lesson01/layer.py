"""Exercise 1.4: dropout as a Keras layer."""

import numpy as np

from utils.checks import probes
from utils.checks.exercise import exercise
from utils.checks.lesson01.hints import HINTS
from utils.checks.plain import Unusable


@exercise(
    "1.4",
    points=3,
    minutes=15,
    difficulty=2,
    keras=True,
    called="a class",
    arrays=False,
    hints=HINTS["MyDropout"],
    passed="Your layer draws anew in every step, rests at inference, and survives saving.",
)
def MyDropout(answer, law):
    """Write inverted dropout as a Keras layer."""
    x = law.generator(1).uniform(0.5, 2, size=(40, 100))
    ones = np.ones((400, 100))
    calm = law.call(probes.layer_calls, answer, 0.5, x, training=False, shape=(2, *x.shape))
    varied = law.generator(2).uniform(0.5, 2, ones.shape) * law.generator(3).choice([-1, 1], ones.shape)
    stormy = law.call(probes.layer_calls, answer, 0.3, varied, training=True, shape=(2, *ones.shape)) / varied
    reversed_flag = np.allclose(stormy, 1) and (calm == 0).any()
    always = "flag reversed" if reversed_flag else "ignores training"
    law.close(
        "training=False hands the inputs back",
        calm,
        np.stack([x, x]),
        diagnose={"scales at inference": (np.stack([x, x]) * 0.5, np.stack([x, x]) / 0.5)},
        **(dict(misconception=always) if (calm == 0).any() else {}),
    )
    default = law.call(probes.layer_calls, answer, 0.5, x, repeat=1, shape=(1, *x.shape))
    law.close(
        "without `training` it rests",
        default[0],
        x,
        why="Called without `training` your layer drops: let the default be False (or None).",
    )
    predicted = law.call(probes.predictions, answer, 0.5, x, shape=(2, *x.shape))
    law.close(
        "`predict` is deterministic",
        predicted,
        np.stack([x, x]),
        why="`predict` runs at inference: rest there.",
    )
    upside_down = law.call(probes.layer_calls, answer, 0.3, varied[::-1], training=True, shape=(2, *ones.shape))
    follows = np.array_equal(stormy[0, ::-1] == 0, upside_down[0] == 0)
    _drops_in_training(law, answer, stormy, "threshold on x" if follows else "frozen mask")
    traced = law.call(probes.traced_calls, answer, 0.3, ones, shape=(2, *ones.shape))
    law.holds(
        "inside a tf.function each call draws anew",
        not np.array_equal(*traced),
        about=[traced],
        misconception="frozen mask",
    )
    law.share_of_zeros(traced, 0.3, of="outputs inside a tf.function")
    fixed = law.call(probes.layer_calls, answer, 0.3, ones, training=True, trainable=False, shape=(2, *ones.shape))
    law.holds(
        "trainable=False does not switch it off",
        (fixed == 0).any(),
        about=[fixed],
        misconception="off when not trainable",
    )
    for rate in (0.2, 0.7):
        _survives_saving(law, answer, rate, ones)
    for shape in ((500,), (20, 6, 5), (10, 4, 4, 3)):
        got = law.call(probes.layer_calls, answer, 0.5, np.ones(shape), repeat=1, training=True, shape=(1, *shape))
        law.holds(
            f"it drops in an array of rank {len(shape)}",
            (got == 0).any() and (got != 0).any(),
            about=[got],
            why=f"Nothing sensible happens at rank {len(shape)}: let the mask have the shape of the inputs.",
        )


def _drops_in_training(law, answer, stormy, repeated):
    law.holds(
        "two training calls differ",
        not np.array_equal(*stormy),
        about=[stormy],
        misconception="never drops" if (stormy != 0).all() else repeated,
    )
    kept = stormy != 0
    shared = (kept == kept[:, :1]).all() and not kept.all()
    law.holds(
        "the examples of a batch have masks of their own",
        not shared,
        about=[stormy],
        misconception="one mask for the batch",
    )
    law.separate_fates(stormy, 0.3, {1: "example", 2: "unit"})
    law.share_of_zeros(stormy, 0.3, of="outputs")
    scales = {
        "no rescale": kept * 1.0,
        "divides by rate": kept / 0.3,
        "multiplies by the share kept": kept * 0.7,
    }
    law.close("survivors are divided by 1 - rate", stormy, kept / 0.7, diagnose=scales)
    still = law.call(probes.layer_calls, answer, 0.0, np.ones((5, 8)), training=True, shape=(2, 5, 8))
    law.close("rate 0 changes nothing", still, np.ones((2, 5, 8)))


def _survives_saving(law, answer, rate, ones):
    got = law.call(_reloaded, answer, rate, ones, shape=ones.shape)
    zeros = np.mean(got == 0)
    law.holds(
        f"saved and loaded, rate {rate:g} comes back",
        abs(zeros - rate) < 0.05,
        about=[got],
        expected=f"about {rate:.0%} dropped",
        seen=f"{zeros:.0%}",
        misconception="rate lost on saving",
    )


def _reloaded(make, rate, ones):
    """Probe a reloaded layer; one that cannot be made for want of its rate drops nothing."""
    make(rate)
    try:
        return probes.calls_after_reload(make, rate, ones)
    except TypeError as error:
        if "missing" in str(error) and "'rate'" in str(error):
            return ones
        raise Unusable("Your layer cannot be loaded again: let __init__ pass **options on to super().") from error
