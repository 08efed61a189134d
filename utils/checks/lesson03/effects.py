"""What stands between two layers in training, read off what one gives and what the next one gets."""

import numpy as np

from utils.checks import chance


class Effect:
    """What becomes of the array `handed` on its way to a layer that gets `given`, where `rate` should be dropped.

    by_map: maps (images x height x width x maps) go or stay as a whole. Entries that are 0 anyway tell nothing.
    """

    def __init__(self, joint, handed, given, rate, by_map):
        self.joint, self.where, self.rate = joint, joint or "inside a module", rate
        if handed.shape != given.shape:
            handed, given = np.ones((2, 2)), np.full((2, 2), np.nan)
        alive = np.abs(handed) > 1e-3 * np.abs(handed).max()
        fell, kept = alive & (given == 0), alive & (given != 0)
        self.whole = bool(np.allclose(given, handed, rtol=1e-4, atol=1e-5))
        self.rescaled = bool(np.allclose(given[kept], handed[kept] / (1 - rate), rtol=1e-3))
        self.broken_maps = self.whole_maps = False
        if handed.ndim == 4:
            mixed, several = fell.any((1, 2)) & kept.any((1, 2)), alive.sum((1, 2)) > 3
            self.broken_maps = bool(by_map and mixed.any())
            self.whole_maps = bool(not by_map and fell.any() and not mixed[several].any())
        if by_map and handed.ndim == 4:
            alive, fell = alive.any((1, 2)), fell.any((1, 2)) & ~kept.any((1, 2))
        self.alive, self.fell = alive, fell

    @property
    def share(self):
        """The share of what is alive that fell, kept just off 0 and 1."""
        return float(np.clip(self.fell.sum() / max(self.alive.sum(), 1), 1e-3, 1 - 1e-3))

    def plausible(self, rate):
        return chance.plausible_count(int(self.fell.sum()), int(self.alive.sum()), rate)

    def is_tied(self):
        """Whether along some axis fates go together more or less often than chance has it."""
        return any(
            go_together(fell, alive, (self.share, self.share))
            for axis in range(self.fell.ndim)
            for (_, *fell), (_, *alive) in zip(
                chance.pairs(self.fell, axis), chance.pairs(self.alive, axis), strict=True
            )
        )

    def shared_by_the_batch(self):
        """Whether at each place all images go or stay together."""
        fallen, alive = self.fell.sum(0), self.alive.sum(0)
        told = alive > 2
        return bool(fallen.any() and np.isin(fallen[told] / alive[told], (0, 1)).all())

    def shares_mask(self, other):
        """Whether both masks, read in a row, go together: layers of one seed draw the same numbers."""
        length = min(self.fell.size, other.fell.size)
        fell, alive = (
            [one.ravel()[:length] for one in pair] for pair in ((self.fell, other.fell), (self.alive, other.alive))
        )
        return go_together(fell, alive, (self.share, other.share))


def go_together(fell, alive, shares):
    """Whether two lists of entries fall together more or less often than two independent coins do."""
    together, tries = int(np.sum(fell[0] & fell[1])), int(np.sum(alive[0] & alive[1]))
    return tries > 0 and not chance.plausible_count(together, tries, shares[0] * shares[1])
