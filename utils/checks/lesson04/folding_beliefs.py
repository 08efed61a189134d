"""What each misconception would make of planted folds: diagnosis by example."""

import numpy as np
from scipy.special import expit

from utils.checks.lesson03.placing_beliefs import interval, unpaired


def overlap(truth, mask, axes=(1, 2, 3)):
    """Return the Dice of binary masks: by image, or for other axes."""
    return 2 * (truth * mask).sum(axes) / (truth.sum(axes) + mask.sum(axes))


def union(truth, mask):
    both = (truth * mask).sum((1, 2, 3))
    return both / (truth.sum((1, 2, 3)) + mask.sum((1, 2, 3)) - both)


class Scores:
    """The scores of the nets of planted folds, by placement and fold; `nets` are placements x folds."""

    def __init__(self, plan, nets):
        self.plan, self.nets = plan, nets
        self.dice = self._of(lambda truth, logits: overlap(truth, logits > 0).mean())

    def _of(self, score, images=lambda net: list(net.held_out)):
        """Return score(truth, logits) of the images of each net (placements x folds)."""
        masks = self.plan.masks
        return np.array([[score(masks[images(net)], net.answers[images(net)]) for net in row] for row in self.nets])

    def by_image(self):
        """Return the Dice of each image by the net that has not seen it (placements x images)."""
        return np.array(
            [
                np.concatenate([overlap(self.plan.masks, net.answers > 0)[list(net.held_out)] for net in row])
                for row in self.nets
            ]
        )

    def beliefs(self, arm):
        """Return {misconception: the rows (mean, low, high) it would give for one placement}."""
        differences = self.dice[arm] - self.dice[0]
        arms = len(self.nets)
        return {
            "scores of learned images": self._row(
                arm, self._of(lambda t, z: overlap(t, z > 0).mean(), lambda net: list(net.learned))
            ),
            "pixels of all images pooled": self._row(
                arm, self._of(lambda t, z: overlap(t, z > 0, axes=(0, 1, 2, 3)))
            ),
            "logits for probabilities": self._row(arm, self._of(lambda t, z: overlap(t, z > 0.5).mean())),
            "Dice without a threshold": (
                self._row(arm, self._of(lambda t, z: overlap(t, expit(z)).mean())),
                self._row(arm, self._of(lambda t, z: overlap(t, z).mean())),
            ),
            "share of right pixels": self._row(arm, self._of(lambda t, z: (t == (z > 0)).mean())),
            "overlap over union": self._row(arm, self._of(lambda t, z: union(t, z > 0).mean())),
            "interval over images": self._row(arm, self.by_image()),
            "first minus the other": interval(-differences),
            "against the previous placement": interval(self.dice[arm] - self.dice[arm - 1]) if arm > 1 else np.nan,
            "scores for differences": interval(self.dice[arm]),
            "unpaired": tuple(unpaired(self.dice[arm], self.dice[0])),
            "standard deviation for standard error": tuple(
                interval(differences, of_the_mean=False, reach=reach, ddof=ddof)
                for reach in (1, 1.96, 2, None)
                for ddof in (0, 1)
            ),
            "z for t": tuple(interval(differences, reach=reach) for reach in (1.96, 2)),
            "divides by n not n - 1": (interval(differences, ddof=0), interval(differences, ddof=0, reach=1.96)),
            "another level": tuple(
                interval(differences, level) for level in (0.9, 0.99, 1 - 0.05 / arms, 1 - 0.05 / (arms - 1))
            ),
        }

    def _row(self, arm, scores):
        return interval(scores[arm] - scores[0])
