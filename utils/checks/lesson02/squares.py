"""What squares of zeros look like, and how many of them chance may drop.

`zeros` is a stack of masks, draws x images x height x width x maps, True where an entry is dropped.
"""

from math import isqrt, log

import numpy as np
from scipy.special import bdtr, bdtrc

from utils.checks.chance import ALPHA
from utils.layers.masks import seed_probability, squares


def in_whole_squares(zeros, block):
    """Return `zeros` without those that no block x block square of zeros inside the map covers."""
    rows, columns = zeros.shape[2] - block + 1, zeros.shape[3] - block + 1
    if min(rows, columns) < 1:
        return np.zeros_like(zeros)
    corners = np.ones_like(zeros[:, :, :rows, :columns])
    for row in range(block):
        for column in range(block):
            corners &= zeros[:, :, row : row + rows, column : column + columns]
    return squares(corners, block)


def are_squares(zeros, block):
    """Whether the zeros of each map are made of block x block squares, which may overlap."""
    return np.array_equal(in_whole_squares(zeros, block), zeros)


def are_squares_beyond(zeros, block, **beyond):
    """Whether they are so once the maps go on beyond their borders, as np.pad(**beyond) says."""
    edge = block - 1
    wide = np.pad(zeros, ((0, 0), (0, 0), (edge, edge), (edge, edge), (0, 0)), **beyond)
    inside = slice(edge, -edge or None)
    return np.array_equal(in_whole_squares(wide, block)[:, :, inside, inside], zeros)


def on_a_grid(zeros, block):
    """Whether the cells of one grid, block x block, fall as a whole and wherever they fall, in many maps."""
    cells = zeros[:, :, ::block, ::block].repeat(block, axis=2).repeat(block, axis=3)
    whole = np.array_equal(cells[:, :, : zeros.shape[2], : zeros.shape[3]], zeros)
    return whole and zeros.any(axis=(2, 3)).sum() >= 30 and not zeros.all()


def side_of_squares(zeros):
    """Return the side of the squares that make up the zeros, judged by the smallest hole, a single one; or 0."""
    counts = zeros.sum(axis=(2, 3))
    smallest = int(counts[counts > 0].min()) if zeros.any() else 0
    side = isqrt(smallest)
    return side if side and side**2 == smallest and are_squares(zeros, side) else 0


def are_larger(zeros, block):
    """Whether more maps lose one square of block + 1 than one of `block`, as where some are cut at the border.

    It takes three squares of `block` at least to make up a larger one, so right ones seldom do.
    """
    larger, single = ((in_whole_squares(zeros, side) & zeros).sum(axis=(2, 3)) for side in (block + 1, block))
    lost = zeros.sum(axis=(2, 3))
    ones = (larger == lost) & (lost == (block + 1) ** 2)
    return bool(ones.sum() > max(((single == lost) & (lost == block**2)).sum(), 5))


def any_two_maps_alike(zeros, chance):
    """Whether two maps of a batch have the same holes too often; `chance` says how often seeds make holes.

    The first zero of a pattern is the corner of a seed, so no pattern is more probable than a seed: two independent
    maps have the same holes with at most that probability times that of any hole.
    """
    draws, images, _, _, maps = zeros.shape
    masks = np.packbits(np.moveaxis(zeros, 4, 2).reshape(draws, images * maps, -1), axis=2)
    alike = (masks[:, :, None] == masks[:, None]).all(axis=3) & masks.any(axis=2)[:, :, None]
    times = alike.sum(axis=0)[np.triu_indices(images * maps, k=1)]
    probability = chance.exact * (1 - (1 - chance.exact) ** len(chance.over))
    return bool(np.any(bdtrc(times - 1, draws, probability) < ALPHA / len(times)))


class Chance:
    """What independent seeds do to one map: each of its whole squares falls with the same probability."""

    def __init__(self, height, width, rate, block):
        self.height, self.width, self.rate, self.block = height, width, rate, block
        rows, columns = _stretches(height, block), _stretches(width, block)
        self.over = np.kron(rows, columns)  # squares x positions: 1 where the square lies over the position
        self.over_both = np.kron(rows.T @ rows, columns.T @ columns)  # positions x positions: how many squares
        self.naive = rate / block**2
        self.published, self.exact = self._seeds(rate)
        self.swapped = self._seeds(1 - rate)

    def _seeds(self, rate):
        """Return the seed probability of Ghiasi et al. 2018, equation 1, and that which gives the rate itself."""
        published = rate / self.block**2 * self.height * self.width / len(self.over)
        return published, float(seed_probability(self.height, self.width, rate, self.block))

    def share(self, seed):
        """Return the share of a map that falls on average where a square falls with probability `seed`."""
        return float(np.mean(1 - (1 - seed) ** self.over_both.diagonal()))

    def counts(self, seed, maps):
        """Return (lowest, highest) count of zeros in so many independent maps.

        The variance of one map's count is exact, from how many squares lie over each pair of positions; Bernstein's
        inequality then bounds the sum at ALPHA, whatever its distribution.
        """
        single = self.over_both.diagonal()
        apart = single[:, None] + single
        kept = (1 - seed) ** np.arange(apart.max() + 1)  # by how many squares must not fall
        variance = np.sum(kept[apart - self.over_both] - kept[apart])
        size, strictness = len(single), log(2 / ALPHA)
        third = strictness * size / 3
        farthest = third + np.sqrt(third**2 + 2 * strictness * maps * variance)
        centre = maps * size * self.share(seed)
        return centre - farthest, centre + farthest

    def right_share(self, zeros, low, high):
        """Whether a stack has as many zeros as seeds of a probability from `low` to `high` give."""
        maps = zeros[:, :, 0, 0].size
        return self.counts(low, maps)[0] <= zeros.sum() <= self.counts(high, maps)[1]

    def right_whole(self, zeros, axes, low, high):
        """Whether as many maps (axes 2, 3), rows of them (3) or columns (2) stay whole as such seeds leave.

        One stays whole where no square that touches it falls, so they are binomial over the independent maps.
        """
        places = self.over.reshape(-1, self.height, self.width)
        touching = places.any(axis=tuple(axis - 1 for axis in axes)).sum(axis=0)
        whole = (~zeros.any(axis=axes)).sum(axis=(0, 1, -1))
        return _binomial(whole, zeros[:, :, 0, 0].size, (1 - high) ** touching, (1 - low) ** touching)

    def right_single(self, zeros, low, high):
        """Whether as many maps as such seeds give lose one square: the only way to lose block^2 entries."""
        places = len(self.over)
        likeliest = np.clip(1 / places, low, high)
        chances = [places * seed * (1 - seed) ** (places - 1) for seed in (low, high, likeliest)]
        single = (zeros.sum(axis=(2, 3)) == self.block**2).sum()
        return _binomial(single, zeros[:, :, 0, 0].size, min(chances), max(chances))

    def explains(self, zeros, low, high):
        """Whether seeds of a probability from `low` to `high` explain all of this."""
        whole = [self.right_whole(zeros, axes, low, high) for axes in ((2, 3), (3,), (2,))]
        return self.right_share(zeros, low, high) and all(whole) and self.right_single(zeros, low, high)


def _binomial(hits, trials, low, high):
    """Whether all these counts of hits are plausible for probabilities from `low` to `high`, ALPHA shared."""
    alpha = ALPHA / 2 / np.size(hits)
    return not np.any((bdtr(hits, trials, low) < alpha) | (bdtrc(hits - 1, trials, high) < alpha))


def _stretches(side, block):
    """Return which places along a side (columns) each stretch of length `block` (rows) lies over."""
    starts, places = np.arange(side - block + 1)[:, None], np.arange(side)
    return ((starts <= places) & (places < starts + block)).astype(int)
