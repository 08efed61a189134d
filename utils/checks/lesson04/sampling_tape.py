"""What an answer gave for one net whose masks are all known, and how far chance alone may take it."""

from functools import cached_property

import numpy as np
from scipy.special import expit

from utils.checks import chance
from utils.checks.lesson04.known_masks import Moments
from utils.checks.lesson04.sampling_beliefs import (
    binary_entropy,
    deviation_beliefs,
    mean_beliefs,
    mean_beliefs_by_number,
    nearest,
)

WITHOUT = "no dropout"
NO_SPREAD = 1e-3  # more than rounding leaves of the differences of equal samples


class Asked:
    """The three arrays of an answer (`found`, or None) beside what is known; `again`: those of a second call."""

    def __init__(self, what, samples, net, state, found):
        self.what, self.samples, self.known, self.state = what, samples, Moments(net), state
        self.found, self.again = found, None
        self.mean, self.deviation = self.part(0), self.part(1)
        self.same_samples = self.deviation is not None and np.max(np.abs(self.deviation)) < NO_SPREAD

    def part(self, number):
        """Return the mean, the standard deviation or the entropy; None unless it has the shape of the images."""
        if self.found is None or self.found[number].shape != self.known.mean.shape:
            return None
        return self.found[number]

    # How far chance may go

    def errors(self):
        """Yield by how many standard errors the mean is off: on average, and towards each misconception."""
        known = self.known
        for belief in [known.mean + 1, *self._mean_beliefs.values()]:
            weights = belief - known.mean
            if np.abs(weights).max() > 1e-6:
                yield (weights * (self.mean - known.mean)).sum() / known.spread_of_mean(weights, self.samples)

    @cached_property
    def _mean_beliefs(self):
        return mean_beliefs(self.known, self.state.at_inference)

    def scatter(self):
        """Say how the means of units scatter around the true ones, for so many samples."""
        variance, fourth = self._powers()
        spread = 2 + (fourth / variance**2 - 3) / self.samples
        return chance.scatter(self._squares().sum(), len(variance), spread.sum())

    def _squares(self):
        """Return for each unit the squared error of its mean, beside the one to be expected."""
        errors = self.known.net.units(self.mean - self.known.mean).sum(-1)
        return self.samples * errors**2 / self._powers()[0]

    def _powers(self):
        """Return the second and the fourth moment of each unit about its mean, for one sample."""
        apart = self.known.deviations(np.ones_like(self.known.mean))
        return tuple(self.known.chances @ apart**power for power in (2, 4))

    def plausible_deviation(self):
        """Whether the squared deviations are as chance makes them, divided by samples or by samples - 1."""
        squares, factor = self.deviation**2, self.samples / (self.samples - 1)
        return self.deviation.min() >= 0 and (self._plausible(squares) or self._plausible(factor * squares))

    def _plausible(self, variance):
        known = self.known
        return all(
            abs((weights * (variance - known.variance)).sum())
            < chance.STANDARD_ERRORS * known.spread_of_variance(weights, self.samples)
            for weights in (np.ones_like(known.mean), known.variance, known.mean, 1 - known.mean)
        )

    # What may be behind it

    def belief_of_shapes(self, number):
        """Name the misconception of an array whose shape is not that of the images."""
        _, *rest = self.known.mean.shape
        shapes = [tuple(rest), (1, *rest), (self.samples, *rest)]
        return "deviation over the batch" if number == 1 and self.found[1].shape in shapes else None

    def is_prediction_at_rest(self):
        """Whether the mean is the prediction at inference, as a probability or a logit."""
        at_rest = self.state.at_inference
        return self.mean is not None and any(
            np.allclose(self.mean, one, atol=1e-4) for one in (at_rest, expit(at_rest))
        )

    def why_the_same(self):
        """Name the misconception of one whose samples are all the same."""
        if self.mean is None or np.ptp(self.mean) == 0:
            return None
        if self.is_prediction_at_rest():
            return "dropout off while sampling"
        again = self.again is not None and np.array_equal(self.again[0], self.found[0])
        return "the same mask for each sample" if again else "one sample alone"

    def belief_of_means(self):
        """Name the misconception behind means that are wrong by more than chance, or None."""
        beliefs = self._mean_beliefs | mean_beliefs_by_number(self.known, self.samples)
        at_rest = beliefs.pop("dropout off while sampling")
        if self.what != WITHOUT and np.allclose(self.mean, at_rest, atol=1e-4):
            return "mean at inference"
        return nearest(self.mean, self.known.mean, beliefs) or self.belief_of_number()

    def belief_of_number(self):
        """Name the misconception if the means scatter too much, and are right otherwise."""
        if self.what == WITHOUT or self.mean is None:
            return None
        reach = chance.STANDARD_ERRORS * np.sqrt(np.mean(self._squares()))
        unbiased = all(abs(one) < reach for one in self.errors())
        return "fewer samples" if unbiased and self.scatter() == "too much" else None

    def belief_of_deviations(self):
        """Name the misconception behind standard deviations that are wrong by more than chance, or None."""
        if self.mean is not None and np.allclose(self.deviation, binary_entropy(self.mean.clip(0, 1)), atol=1e-3):
            return "entropy for the deviation"
        beliefs = deviation_beliefs(self.known, self.samples)
        named = nearest(self.deviation, np.sqrt(self.known.variance), beliefs)
        return self.why_the_same() if self.same_samples else named

    def belief_of_no_spread(self):
        """Name the misconception behind standard deviations of a net that has none."""
        beliefs = deviation_beliefs(self.known, self.samples)
        some = {name: beliefs[name] for name in ("deviation of a coin", "deviation over the batch")}
        return nearest(self.deviation, 0 * self.deviation, some)
