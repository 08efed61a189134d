"""Exercise 1.4: dropout as a Keras layer."""

import numpy as np

from utils.checks import chance, plain, probes
from utils.checks.exercise import exercise
from utils.checks.lesson01 import draws
from utils.checks.lesson01.hints import HINTS
from utils.checks.lesson01.reloading import reloaded

RATE = 0.3
SHAPES = {4: (12, 6, 5, 8), 3: (30, 12, 10), 1: (300,)}
CALLS = {4: 3, 3: 3, 1: 24}  # an input of rank 1 is one line of coins, so it takes more calls to see ties
GRADIENT = {
    True: "In training your gradient is not that of dropout: 1 / (1 - rate) where an output survives, 0 elsewhere.",
    False: "At inference the gradient does not pass unchanged: hand `inputs` back as they are.",
}
AT_REST = "{} the outputs are not the inputs: hand `inputs` back as they are when training is not true."


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
    x = _inputs(law, 1, (400, 100))
    calm = law.call(probes.layer_calls, answer, RATE, x, training=False, shape=(2, *x.shape))
    stormy = law.call(probes.layer_calls, answer, RATE, x, training=True, shape=(2, *x.shape))
    traced = law.call(probes.traced_calls, answer, RATE, x, shape=(2, *x.shape))
    _rests_at_inference(law, answer, x, calm, stormy)
    _drops_in_training(law, answer, x, stormy, traced)
    _drops_in_graphs(law, answer, x, traced)
    _learns_nothing(law, answer, x[:40])
    fixed = law.call(probes.layer_calls, answer, RATE, x, training=True, trainable=False, shape=(2, *x.shape))
    law.holds(
        "trainable=False does not switch it off",
        chance.plausible_count(int((fixed == 0).sum()), fixed.size, RATE),
        about=[fixed],
        misconception=None if (fixed == 0).any() else "off when not trainable",
        why="With trainable=False another share is dropped: dropout has no weights, so `training` alone decides.",
    )
    for rate, got in reloaded(law, answer, (0.2, 0.7), x).items():
        _survives_saving(law, rate, x, got)
    for rank, shape in SHAPES.items():
        _drops_at_rank(law, answer, rank, _inputs(law, 10 + rank, shape))


def _inputs(law, key, shape):
    """Return inputs of both signs that are far enough from 0 to tell a dropped one from any other."""
    return law.generator(key).uniform(0.5, 2, shape) * law.generator(key, 1).choice([-1, 1], shape)


def _rests_at_inference(law, answer, x, calm, stormy):
    whole = np.stack([x, x])
    law.close(
        "training=False hands the inputs back",
        calm,
        whole,
        diagnose={"scales at inference": (whole * (1 - RATE), whole / (1 - RATE))},
        why=AT_REST.format("With training=False"),
        **_always(law, answer, x, calm, stormy),
    )
    default = law.call(probes.layer_calls, answer, RATE, x, repeat=1, shape=(1, *x.shape))
    law.close(
        "without `training` it rests",
        default[0],
        x,
        why="Called without `training` your layer does not rest: let the default be False (or None).",
    )
    predicted = law.call(probes.predictions, answer, RATE, x, shape=whole.shape)
    law.close("`predict` is deterministic", predicted, whole, why=AT_REST.format("In `predict`"))


def _always(law, answer, x, calm, stormy):
    """Name the misconception of a layer that drops at inference, where chance and not the inputs decides."""
    turned = law.call(probes.layer_calls, answer, RATE, x[::-1], training=False, shape=calm.shape)
    zeros = calm == 0
    mixed = all(0 < zeros[:, side].mean() < 1 for side in (x > 0, x < 0))
    if not mixed or np.array_equal(zeros[0, ::-1], turned[0] == 0):
        return {}
    return dict(misconception="flag reversed" if np.allclose(stormy, x) else "ignores training")


def _drops_in_training(law, answer, x, stormy, traced):
    turned = law.call(probes.layer_calls, answer, RATE, x[::-1], training=True, shape=stormy.shape)
    coins = law.call(probes.layer_calls, answer, 0.5, x[:8], repeat=24, training=True, shape=(24, *x[:8].shape))
    follows = np.array_equal(stormy[0, ::-1] == 0, turned[0] == 0)
    draws.differ(law, stormy, "in training", _repeated(stormy, coins, traced, follows))
    draws.is_blind(law, stormy, x, RATE)
    draws.fates_are_separate(law, stormy, RATE, "in training")
    draws.share_is_the_rate(law, stormy, RATE, "in training")
    draws.survivors_are_divided(law, stormy, x, RATE, "in training")
    still = law.call(probes.layer_calls, answer, 0.0, x[:5], training=True, shape=(2, *x[:5].shape))
    law.close(
        "rate 0 changes nothing",
        still,
        np.stack([x[:5], x[:5]]),
        why="At rate 0 the outputs are not the inputs: nothing is dropped, and survivors are divided by 1.",
    )


def _repeated(stormy, coins, traced, follows):
    """Name the misconception of a layer of which two calls in training drop the same, or None."""
    dropped = (coins == 0).mean((1, 2))
    if {*dropped} == {0, 1}:
        return "one coin for all"
    if (stormy == 0).all():
        return None
    if (stormy == 0).any():
        return "threshold on x" if follows else "frozen mask"
    return "drops in a graph alone" if (traced == 0).any() else "never drops"


def _drops_in_graphs(law, answer, x, traced):
    where = "inside a tf.function"
    draws.differ(law, traced, where, None if (traced == 0).any() else "rests in a graph")
    draws.share_is_the_rate(law, traced, RATE, where)
    draws.survivors_are_divided(law, traced, x, RATE, where)
    calls = law.ask(probes.calls_of_any_size, answer, RATE, x, read=_calls)
    fits = calls is not None and calls.shape == traced.shape
    law.holds("it takes batches of any size", fits, about=[traced], misconception="batch size fixed")
    any_size = calls if fits else np.full(traced.shape, np.nan)
    draws.is_dropout(law, any_size, x, RATE, "in batches of any size")


def _calls(value):
    """Return what a probe gave as an array, or None where it could not call the layer so."""
    return None if value is None else plain.array(value, finite=False)


def _learns_nothing(law, answer, x):
    weights = law.ask(probes.learned_numbers, answer, RATE, x, read=lambda value: plain.number(value, "a number"))
    law.holds("it has nothing to learn", weights == 0, about=[weights], misconception="weights in dropout")
    for training, mode in ((True, "in training"), (False, "at inference")):
        outputs, gradient = law.call(probes.gradient, answer, RATE, x, training, shape=(2, *x.shape))
        law.close(
            f"{mode} the gradient flows as the inputs do",
            gradient,
            outputs,
            why=GRADIENT[training],
            **({} if gradient.any() else dict(misconception="gradient stopped")),
        )


def _survives_saving(law, rate, x, got):
    zeros = int((got == 0).sum())
    law.holds(
        f"saved and loaded, rate {rate:g} comes back",
        chance.plausible_count(zeros, got.size, rate),
        about=[got],
        expected=f"about {rate:.0%} dropped",
        seen=f"{zeros / got.size:.0%}",
        misconception="rate lost on saving",
    )
    draws.differ(law, got, f"saved and loaded with rate {rate:g}")
    draws.survivors_are_divided(law, got, x, rate, f"saved and loaded with rate {rate:g}")


def _drops_at_rank(law, answer, rank, x):
    shape = (CALLS[rank], *x.shape)
    got = law.call(probes.layer_calls, answer, 0.4, x, repeat=CALLS[rank], training=True, shape=shape)
    draws.is_dropout(law, got, x, 0.4, f"in an array of rank {rank}")
