"""Exercise 4.8: a mean, a spread and an entropy from many predictions with dropout on, BatchNorm at rest."""

from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from utils.checks import chance
from utils.checks.exercise import exercise
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.known_masks import KnownMasks, Moments
from utils.checks.lesson04.sampling_beliefs import (
    binary_entropy,
    deviation_beliefs,
    entropy_beliefs,
    mean_beliefs,
    nearest,
)
from utils.checks.lesson04.sampling_state import State, three

CASES = (  # what it tries, the net, the images, samples
    ("Dropout, no BatchNorm", "conv:4 tanh drop:.4 conv:1", (2, 32, 32, 1), 16),
    ("two samples", "conv:4 tanh drop:.4 conv:1", (3, 24, 30, 1), 2),
    ("BatchNorm before a Dropout", "conv:4 tanh norm drop:.3 conv:1", (2, 32, 24, 1), 8),
    (
        "two Dropouts, BatchNorm between",
        "conv:3 drop:.25 tanh norm conv:3 tanh drop:.5 conv:1",
        (4, 20, 20, 1),
        6,
    ),
    ("SpatialDropout2D, one BatchNorm frozen", "conv:4 norm tanh frozen map:.4 conv:1", (24, 4, 6, 1), 10),
    ("no dropout", "conv:4 tanh norm conv:1", (3, 8, 6, 1), 3),
)


class Asked(NamedTuple):
    """What an answer gave for one case, or None, and what is known about it."""

    what: str
    samples: int
    known: Moments
    state: State
    found: tuple | None
    again: tuple | None  # of a second call, where the first gave samples that are all the same

    def part(self, number):
        """Return the mean, the standard deviation or the entropy, if it has the shape of the images."""
        if self.found is None or self.found[number].shape != self.known.mean.shape:
            return None
        return self.found[number]

    @property
    def same_samples(self):
        return self.part(1) is not None and np.max(self.part(1)) < 1e-3


@exercise(
    "4.8",
    points=3,
    minutes=12,
    difficulty=3,
    keras=True,
    hints=HINTS["mc_predict"],
    passed="Dropout drew anew for each sample, BatchNorm stayed at rest, and the model is as it was.",
)
def mc_predict(answer, law):
    """Return mean, standard deviation and entropy over `samples` predictions with dropout on.

    `model` gives one logit a pixel. Mean and standard deviation are those of the probabilities, over the samples;
    the entropy is that of the mean, in nats. All three have the shape of `images`. BatchNormalization uses its
    moving statistics, as at inference, and the model is left as it was.
    """
    for key, case in enumerate(CASES):
        asked = _asked(law, answer, case, law.generator(key))
        _leaves_the_model(law, asked)
        _has_the_shapes(law, asked)
        if asked.what == "no dropout":
            _needs_no_dropout(law, asked)
        else:
            _draws(law, asked)
            _means(law, asked)
            _has_as_many_samples(law, asked)
            _deviates(law, asked)
        _is_uncertain(law, asked)


def _asked(law, answer, case, rng):
    what, words, shape, samples = case
    net = KnownMasks(rng, words, rng.uniform(size=shape).astype("float32"), functional=rng.random() < 0.5)
    state, known = State(net), Moments(net)
    call = partial(law.ask, answer, net.model, net.images, samples)
    asked = Asked(what, samples, known, state, call(read=state.read), None)
    return asked._replace(again=call(read=three)) if asked.same_samples and what != "no dropout" else asked


def _leaves_the_model(law, asked):
    state, about = asked.state, [asked.found]
    law.holds(
        f"BatchNorm's statistics stay bit by bit ({asked.what})",
        lambda: state.same_statistics,
        about=about,
        misconception="moves the statistics of BatchNorm",
    )
    law.holds(
        f"the weights stay bit by bit ({asked.what})",
        lambda: state.same_weights,
        about=about,
        why="The weights of the model have changed: predict only, train nothing.",
    )
    law.holds(
        f"what can be trained before can be trained after ({asked.what})",
        lambda: state.same_flags,
        about=about,
        misconception="leaves layers frozen",
    )
    law.holds(
        f"at inference the model predicts as before ({asked.what})",
        lambda: state.rests,
        about=about,
        misconception=lambda: "leaves dropout on" if state.drops else None,
        why="At inference the model predicts something else than before your call: leave it as it was.",
    )


def _has_the_shapes(law, asked):
    shape, samples = asked.known.mean.shape, asked.samples
    for number, name in enumerate(("mean", "standard deviation", "entropy")):
        got = None if asked.found is None else asked.found[number]
        law.holds(
            f"the {name} has the shape of the images ({asked.what})",
            lambda got=got: got.shape == shape,
            about=[got],
            misconception=lambda got=got, number=number: (
                "deviation over the batch" if number == 1 and over_the_batch(got, shape, samples) else None
            ),
            why=lambda got=got, name=name: (
                f"Expected a {name} of shape {shape}, got {got.shape}: reduce over the samples alone, and keep the "
                "shape of the images."
            ),
        )


def over_the_batch(got, shape, samples):
    return got.shape in ((samples, *shape[1:]), shape[1:], (1, *shape[1:]))


def _needs_no_dropout(law, asked):
    deviation, mean = asked.part(1), asked.part(0)
    law.holds(
        f"samples without dropout are all the same ({asked.what})",
        lambda: np.abs(deviation).max() < 1e-3,
        about=[deviation],
        misconception=lambda: nearest(deviation, 0 * deviation, _spreads_of_none(asked)),
        why="A net without dropout gives the same each time: its standard deviation over the samples is 0.",
    )
    law.holds(
        f"their mean is the prediction itself ({asked.what})",
        lambda: np.allclose(mean, asked.known.mean, atol=1e-4),
        about=[mean],
        misconception=lambda: _belief_of_means(asked),
        why="For a net without dropout your mean is not its prediction: average the probabilities.",
    )


def _spreads_of_none(asked):
    beliefs = deviation_beliefs(asked.known, asked.samples)
    return {name: beliefs[name] for name in ("deviation of a coin", "deviation over the batch")}


def _draws(law, asked):
    law.holds(
        f"the samples differ ({asked.what})",
        not asked.same_samples,
        about=[asked.part(1)],
        misconception=lambda: _why_the_same(asked),
    )


def _why_the_same(asked):
    mean = asked.part(0)
    if mean is None:
        return "dropout off while sampling"
    beliefs = mean_beliefs(asked.known, asked.state.at_inference)
    if any(
        np.allclose(mean, beliefs[name], atol=1e-4) for name in ("dropout off while sampling", "mean of logits")
    ):
        return "dropout off while sampling"
    again = asked.again is not None and np.array_equal(asked.again[0], mean)
    return "the same mask for each sample" if again else "one sample alone"


def _means(law, asked):
    known, mean = asked.known, asked.part(0)
    law.holds(
        f"the mean is that of probabilities over masks ({asked.what})",
        lambda: all(abs(one) < chance.STANDARD_ERRORS for one in _errors(asked)),
        about=[mean],
        expected=f"{known.mean.mean():.3f} on average",
        seen=lambda: f"{mean.mean():.3f}",
        misconception=lambda: _belief_of_means(asked),
        why=lambda: (
            f"Your means are off by {np.abs(mean - known.mean).mean():.3f} on average, more than chance explains: "
            "average the sigmoids of all samples."
        ),
    )


def _errors(asked):
    """Yield by how many standard errors the mean is off: on average, and in the direction of each misconception."""
    known, mean = asked.known, asked.part(0)
    for belief in [known.mean + 1, *mean_beliefs(known, asked.state.at_inference).values()]:
        weights = belief - known.mean
        if np.abs(weights).max() > 1e-6:
            spread = known.spread_of_mean(weights, asked.samples)
            yield (weights * (mean - known.mean)).sum() / spread


def _belief_of_means(asked):
    known, mean = asked.known, asked.part(0)
    beliefs = mean_beliefs(known, asked.state.at_inference)
    if asked.what != "no dropout":
        del beliefs["dropout off while sampling"]  # which gives no spread
        if np.allclose(mean, expit(asked.state.at_inference), atol=1e-4):
            return "mean at inference"
    return nearest(mean, known.mean, beliefs) or _belief_of_number(asked)


def _deviates(law, asked):
    known, deviation = asked.known, asked.part(1)
    right = np.sqrt(known.variance)
    law.holds(
        f"the standard deviation is that of the samples ({asked.what})",
        lambda: _plausible_deviation(asked),
        about=[deviation],
        expected=f"{right.mean():.3f} on average",
        seen=lambda: f"{deviation.mean():.3f}",
        misconception=lambda: (
            _why_the_same(asked) if asked.same_samples else nearest(deviation, right, _spreads(asked))
        ),
        why=lambda: (
            f"Expected a standard deviation of {right.mean():.3f} on average, got {deviation.mean():.3f}: take it "
            "of the probabilities, over the samples of each pixel."
        ),
    )


def _spreads(asked):
    return deviation_beliefs(asked.known, asked.samples)


def _plausible_deviation(asked):
    """Whether the squared deviations are as chance makes them, divided by samples or by samples - 1."""
    known, samples, deviation = asked.known, asked.samples, asked.part(1)
    if deviation.min() < 0:
        return False
    directions = [np.ones_like(known.variance), known.variance, known.mean, 1 - known.mean]
    for unbiased in (deviation**2, deviation**2 * samples / (samples - 1)):
        off = [
            (weights * (unbiased - known.variance)).sum() / known.spread_of_variance(weights, samples)
            for weights in directions
        ]
        if np.abs(off).max() < chance.STANDARD_ERRORS:
            return True
    return False


def _has_as_many_samples(law, asked):
    law.holds(
        f"the mean scatters as that of {asked.samples} samples ({asked.what})",
        lambda: _scatter(asked) == "as chance does",
        about=[asked.part(0)],
        misconception=lambda: _belief_of_number(asked),
        why=lambda: f"Your means scatter {_scatter(asked)} for {asked.samples} samples: draw as many as asked for.",
    )


def _belief_of_number(asked):
    """Name the misconception if the means scatter too much, and are right otherwise."""
    if asked.what == "no dropout" or asked.part(0) is None:
        return None
    if asked.same_samples:
        return _why_the_same(asked)
    ratio = np.mean(_squares(asked))
    unbiased = all(abs(one) < chance.STANDARD_ERRORS * np.sqrt(ratio) for one in _errors(asked))
    return "fewer samples" if unbiased and _scatter(asked) == "too much" else None


def _scatter(asked):
    """Say how the means of units scatter around the true ones, by a chi-square of the same mean and variance."""
    _, variance, fourth = _powers(asked)
    spread = 2 + (fourth / variance**2 - 3) / asked.samples
    return chance.scatter(_squares(asked).sum(), len(variance), spread.sum())


def _squares(asked):
    """Return for each unit the squared error of its mean, beside the one to be expected."""
    errors = asked.known.net.units(asked.part(0) - asked.known.mean).sum(-1)
    return asked.samples * errors**2 / _powers(asked)[1]


def _powers(asked):
    """Return the first, second and fourth moment of each unit about its mean, for one sample."""
    apart = asked.known.deviations(np.ones_like(asked.known.mean))
    return tuple(asked.known.chances @ apart**power for power in (1, 2, 4))


def _is_uncertain(law, asked):
    mean, entropy = asked.part(0), asked.part(2)
    right = None if mean is None else binary_entropy(np.clip(mean, 0, 1))
    law.holds(
        f"the entropy is that of the mean, in nats ({asked.what})",
        lambda: np.allclose(entropy, right, atol=1e-3),
        about=[mean, entropy],
        misconception=lambda: nearest(entropy, right, entropy_beliefs(asked.known, np.clip(mean, 0, 1))),
        why=lambda: (
            f"Expected an entropy of {right.mean():.3f} on average for your mean, got {entropy.mean():.3f}: take "
            "-m log m - (1 - m) log(1 - m) of the mean m."
        ),
    )
