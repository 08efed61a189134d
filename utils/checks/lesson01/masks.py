"""Exercises 1.1 to 1.3: a mask, what it does in training, and what it does to the gradient."""

import numpy as np

from utils.checks.coins import (
    RATES,
    depends_on_rng_alone,
    every_call_counts,
    separate_coins,
    something_drops,
    survivors_are_rescaled,
)
from utils.checks.exercise import exercise
from utils.checks.lesson01.hints import HINTS

MANY = 1500  # calls, so that one that is wrong now and then is met


@exercise(
    "1.1",
    points=2,
    minutes=8,
    hints=HINTS["drop_mask"],
    passed="One coin for each output, drawn anew each time: about `rate` of them fall, never exactly.",
)
def drop_mask(answer, law):
    """Draw a 0 for each output that is dropped and a 1 for each that is kept."""
    masks = law.calls(answer, 300, (8, 32), 0.3, rng=10, shape=(8, 32))
    law.holds(
        "it holds 0 and 1 only",
        np.isin(masks, (0, 1)).all(),
        about=[masks],
        why="A mask holds 0 for dropped and 1 for kept: return no other values.",
    )
    something_drops(law, masks)
    depends_on_rng_alone(law, lambda key: law.call(answer, (40, 50), 0.3, rng=key, shape=(40, 50)))
    separate_coins(law, masks, 0.3)
    every_call_counts(law, law.calls(answer, MANY, (5, 8), 0.5, rng=25, shape=(5, 8)), 0.5)
    for key, (rate, n) in enumerate(RATES.items()):
        law.share_of_zeros(law.call(answer, (n,), rate, rng=key, shape=(n,)), rate, of="outputs")
    narrow = law.call(answer, (4000, 2), 0.8, rng=24, shape=(4000, 2))
    law.share_of_zeros(narrow, 0.8, of="outputs of two units")
    kept = [law.call(answer, shape, 0.0, rng=20, shape=shape) for shape in ((7,), (3, 4, 5), (2, 3, 4, 5))]
    law.holds(
        "rate 0 keeps everything, at any rank",
        all((mask == 1).all() for mask in kept),
        about=kept,
        why="At rate 0 nothing is dropped: compare so that a draw of exactly 0 is kept.",
    )


@exercise(
    "1.2",
    points=3,
    minutes=10,
    hints=HINTS["inverted_dropout"],
    passed="In training survivors grow by 1 / (1 - rate), at inference nothing happens: the mean is kept.",
)
def inverted_dropout(answer, law):
    """Drop and rescale in training, so that inference needs no change."""
    x = law.generator(1).uniform(0.5, 2, size=(8, 32)) * law.generator(2).choice([-1, 1], size=(8, 32))
    calm, calmer = (law.call(answer, x, 0.4, rng=key, training=False) for key in (1, 2))
    by_chance = ((calm == 0) != (calmer == 0)).any()
    law.close(
        "training=False gives x back",
        calm,
        x,
        why="At inference your output is not x: nothing happens there, so return x unchanged.",
        diagnose={"scales at inference": (x * 0.6, x / 0.6)},
        **(dict(misconception="drops at inference") if by_chance else {}),
    )
    draws = law.calls(answer, 300, x, 0.3, rng=10, training=True)
    _pattern_is_blind(law, answer, x)
    something_drops(law, draws)
    depends_on_rng_alone(law, lambda key: law.call(answer, x, 0.3, rng=key, training=True))
    separate_coins(law, draws, 0.3)
    for key, (rate, n) in enumerate(RATES.items()):
        law.share_of_zeros(law.call(answer, np.full(n, 1.5), rate, rng=key, training=True), rate, of="entries")
    for key, rate in enumerate((0.25, 0.6, 0.99), start=40):
        survivors_are_rescaled(law, law.call(answer, x, rate, rng=key, training=True), x, rate)
    spread = np.sqrt(0.3 / 0.7)
    law.mean(
        "the mean over many masks is kept",
        draws / x,
        1.0,
        spread,
        why="Over many masks the mean moves: drop every entry with the same probability and divide by 1 - rate.",
    )
    law.close(
        "rate 0 changes nothing", law.call(answer, x, 0.0, rng=20), x, why="At rate 0 the output is x itself."
    )
    _any_rank(law, answer)
    _every_call_is_right(law, answer, x[:5, :8])


def _every_call_is_right(law, answer, x):
    draws = law.calls(answer, MANY, x, 0.5, rng=25, training=True)
    every_call_counts(law, draws, 0.5)
    spoilt = ~np.isclose(draws, np.where(draws == 0, 0, 2 * x)).all(axis=(1, 2))
    law.holds(
        "every call rescales its survivors",
        not spoilt.any(),
        about=[draws],
        expected=f"{MANY} calls of {MANY}",
        seen=f"{MANY - spoilt.sum()}",
        why=f"In {spoilt.sum()} of {MANY} calls a survivor is not x / (1 - rate): let nothing but the mask vary.",
    )


def _pattern_is_blind(law, answer, x):
    """State that the pattern of zeros does not follow the values of x when these are shuffled."""
    order = law.generator(3).permutation(x.size)
    shuffled = x.ravel()[order].reshape(x.shape)
    still, moved = (law.call(answer, values, 0.3, rng=21, training=True) for values in (x, shuffled))
    pattern = (still == 0).ravel()
    follows = np.array_equal(pattern[order], (moved == 0).ravel()) and pattern.any() and not pattern.all()
    law.holds(
        "what is dropped does not depend on the values of x",
        not follows,
        about=[still, moved],
        misconception="threshold on x",
    )


def _any_rank(law, answer):
    by_default = law.call(answer, np.ones(500), 0.5, rng=22)
    law.holds(
        "training is the default",
        (by_default == 0).any(),
        about=[by_default],
        why="Without `training` nothing is dropped: let its default be True, as in the signature.",
    )
    deep = law.call(answer, np.ones((4, 5, 6, 7)), 0.5, rng=23, training=True)
    law.holds(
        "it works at any rank",
        0 < (deep == 0).mean() < 1,
        about=[deep],
        why="An array of rank 4 came back all or nothing: let the mask have the shape of x.",
    )


@exercise(
    "1.3",
    points=2,
    minutes=6,
    hints=HINTS["dropout_gradient"],
    passed="The gradient passes through the same mask and the same scale as the signal did.",
)
def dropout_gradient(answer, law):
    """Pass the gradient back through the mask that the forward pass used."""
    for key, (shape, rate) in enumerate({(6, 9): 0.25, (50,): 0.6, (3, 4, 5, 6): 0.1}.items()):
        upstream = law.generator(key, 1).normal(size=shape)
        mask = (law.generator(key, 2).random(shape) >= rate) * 1.0
        upstream[(mask == 1) & (law.generator(key, 3).random(shape) < 0.2)] = 0.0
        mask.flat[:2], upstream.flat[:2] = (0, 1), (1.5, -2.5)
        got, again = law.call(answer, upstream, mask, rate), law.call(answer, upstream, mask, rate)
        if key == 0:
            law.holds(
                "the same mask gives the same gradient",
                np.array_equal(got, again),
                about=[got, again],
                misconception="fresh mask" if ((got == 0) != (again == 0)).any() else None,
                why="The same inputs give another gradient at each call: leave nothing to chance on the way back.",
            )
        law.close(
            f"it equals automatic differentiation, rank {len(shape)}, rate {rate:g}",
            got,
            upstream * mask / (1 - rate),
            diagnose=_wrong_gradients(upstream, mask, rate),
            why="Each output was multiplied by mask / (1 - rate): multiply its gradient by the same number.",
        )


def _wrong_gradients(upstream, mask, rate):
    return {
        "forgot the scale": upstream * mask,
        "divides by rate": upstream * mask / rate,
        "multiplies by the share kept": upstream * mask * (1 - rate),
        "mask rebuilt from upstream": (upstream / (1 - rate), upstream * (upstream > 0) / (1 - rate)),
        "mask inverted": upstream * (1 - mask) / (1 - rate),
    }
