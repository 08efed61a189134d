"""Many predictions of one image with dropout on, to play with: what the mean over more and more of them gains."""

import numpy as np
from scipy.special import entr

from utils.plots.judged import bright, dice, grey, height, judged, key, kinds_of, planes, scaled, wrong
from utils.plots.slider import Slider
from utils.plots.style import Picture, headline, panels

COUNTS = (1, 2, 4, 8, 16, 32, 64)


def samples_slider(picture, truth, samples, counts=COUNTS, *, start=None):
    """Return a Slider over how many of `samples` (predictions x height x width, x 1) are averaged.

    picture and truth (0 and 1): height x width (x 1); each sample holds the probabilities of one prediction with
    dropout on. Numbers in `counts` above that of the samples are left out; `start` is the one shown first, by
    default the first. ValueError where no number is left.

    >>> images, masks = load("tissue", images=4)
    >>> draws = np.random.default_rng(1).random((16, 128, 128))
    >>> samples_slider(images[0], masks[0], draws)
    [picture] One prediction with dropout on: Dice 0.32, 50.3% of the pixels are wrong
    """
    picture, truth, *drawn = planes(picture, truth, *samples)
    counts = tuple(count for count in counts if 1 <= count <= len(drawn))
    if not counts:
        raise ValueError(f"Expected counts from 1 to the {len(drawn)} samples; got none such: draw more samples.")
    frames = Frames(picture, truth, np.stack(drawn))
    return Slider(frames.show, {"samples": counts}, samples=counts[0] if start is None else start)


class Frames(Picture):
    """All frames in one figure, laid out once: nothing jumps, and a frame takes a moment."""

    compression = 1  # noise hardly shrinks, and takes longest to try

    def __init__(self, picture, truth, drawn):
        self.truth, self.drawn = truth, drawn
        labels = scaled("mean probability"), scaled("entropy of the mean", np.log(2))
        names = [["image", "mean", "entropy", "errors"]]
        self.figure, axes = panels("", names, height=height("one line", truth.shape, 1 / 4, labels, keyed=True))
        empty = np.zeros(truth.shape)
        grey(axes["image"], picture)
        self.mean = bright(axes["mean"], empty, labels[0])
        self.entropy = bright(axes["entropy"], empty, labels[1], high=np.log(2))
        self.errors = judged(axes["errors"], truth, empty, "wrong pixels", errors_alone=True)
        key(self.figure, kinds=("missed", "invented"))
        super().__init__(self.figure, self.show(1).title)

    def show(self, samples):
        """Take the figure to the mean over the first `samples` predictions, and return it."""
        mean = self.drawn[:samples].mean(axis=0)
        self.mean.set_data(mean)
        self.entropy.set_data(entr(mean) + entr(1 - mean))
        self.errors.set_data(kinds_of(self.truth, mean))
        what = "One prediction" if samples == 1 else f"Mean of {samples} predictions"
        share = f"{wrong(self.truth, mean).mean():.1%} of the pixels are wrong"
        self.title = f"{what} with dropout on: Dice {dice(self.truth, mean):.2f}, {share}"
        headline(self.figure, self.title)
        return self
