"""Training runs whose scores are planted, so that it is known which placement helps, and no net is trained."""

from collections import namedtuple

import numpy as np
from scipy.special import stdtrit

Run = namedtuple("Run", "seed scores losses history")  # what is read of a utils.training.Run
SPLITS = ("train", "validation", "test")
MANY = 10_000  # trainings that are remembered
SPREAD = 0.008  # of the differences between two arms, over seeds


class Watched(dict):
    """Scores by split that remember whether the one on the test set was read."""

    def __init__(self, scores, peeked):
        super().__init__(scores)
        self.peeked = peeked

    def __getitem__(self, split):
        self.peeked[:] = self.peeked or [split] * (split == "test")
        return super().__getitem__(split)

    def get(self, split, default=None):
        known = split in self
        return self[split] if known else default


class Data:
    """Stands in for a Dataset, and remembers whether its test set was looked at."""

    name, classes = "planted", 10
    train = validation = (np.zeros((4, 8, 8, 1), "float32"), np.zeros(4, "int64"))

    def __init__(self, peeked):
        self.peeked = peeked

    @property
    def test(self):
        self.peeked[:] = ["test"]
        return self.train


class PlantedRuns:
    """Plays the part of training: `build` gives the Run planted for a placement and a seed, and takes notes.

    `effects` says for each placement but the first by how many half widths of its 95 % interval the mean
    difference is off 0, on validation and on test. The best epochs and the training scores tell yet other tales.
    """

    def __init__(self, rng, placements, seeds, effects):
        self.rng, self.placements, self.seeds = rng, placements, seeds
        self.trained = {placement: [] for placement in placements}
        self.peeked, self.other_data = [], False
        self.data = Data(self.peeked)
        self.finals = {split: self._arms(place, effects) for place, split in enumerate(SPLITS[1:])}
        self.finals["train"] = self._arms(0, [(2 - 0.7 * effect[0], 0) for effect in effects]) + 0.1
        gains = rng.permutation(np.linspace(0.0, 0.08, len(placements)))[:, None]
        self.bests = {split: arms + gains + rng.random(arms.shape) * 0.01 for split, arms in self.finals.items()}

    def _arms(self, place, effects):
        """Return scores, placements x seeds: pairs share what a seed brings, and so differ less than they vary."""
        n = len(self.seeds)
        first = 0.72 + self.rng.permutation(np.linspace(-0.06, 0.06, n))
        half_width = stdtrit(n - 1, 0.975) * SPREAD / np.sqrt(n)
        others = [first + effect[place] * half_width + SPREAD * self._noise(n) for effect in effects]
        return np.array([first, *others])

    def _noise(self, n):
        noise = self.rng.normal(size=n)
        return (noise - noise.mean()) / noise.std(ddof=1)

    def build(self, placement, data, seed):
        """Return the planted Run; ValueError for a placement that is not one of those given."""
        arm = next((arm for arm, known in enumerate(self.placements) if known == placement), None)
        if arm is None or not isinstance(seed, int | np.integer):
            raise ValueError("build takes a placement, the data and one seed, in this order: hand over these.")
        notes = self.trained[self.placements[arm]]
        notes.extend([int(seed)] * (len(notes) < MANY))
        self.other_data = self.other_data or data is not self.data
        return self._run(arm, int(seed))

    def _run(self, arm, seed):
        if seed in self.seeds:
            column = list(self.seeds).index(seed)
            finals, bests = (
                {split: arms[arm, column] for split, arms in of.items()} for of in (self.finals, self.bests)
            )
        else:
            finals = bests = dict.fromkeys(SPLITS, 0.72 + 0.03 * np.sin(seed + arm))
        history = {split: [0.3, 0.9 * bests[split], bests[split], finals[split]] for split in SPLITS}
        history["logged"] = [0.9 * value for value in history["train"]]
        history |= {f"{split}_loss": [-float(np.log(one)) for one in history[split]] for split in SPLITS}
        losses = {split: -float(np.log(score)) for split, score in finals.items()}
        return Run(seed, Watched(finals, self.peeked), losses, history)
