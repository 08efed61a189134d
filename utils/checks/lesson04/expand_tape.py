"""One level of the way up as it runs: how what comes out hangs on each entry of x and of the skip."""

import numpy as np

from utils.checks.lesson03.conv_tape import same
from utils.checks.lesson04.expand_probe import SMALL, probe


class ExpandTape:
    """What one level did with x and a skip of so many maps each.

    by_x and by_skip: how the output changes with each entry, height x width x maps of the input x those of the
    output; None where there is nothing to look at. failed: whether the call raised an error.
    """

    def __init__(self, law, answer, maps, skip_maps, filters):
        self.case = f"{maps} maps in x, {skip_maps} in the skip, {filters} filters"
        self.maps, self.skip_maps, self.filters = maps, skip_maps, filters
        rng = law.generator(2, maps, skip_maps, filters)
        x = rng.uniform(0, 3, size=(*SMALL, maps)).astype("float32")
        skip = rng.uniform(0, 3, size=(2 * SMALL[0], 2 * SMALL[1], skip_maps)).astype("float32")
        seen = law.ask(probe, answer, x, skip, filters, rng)
        self.usable = None if seen is None else True
        self.seen = seen or {}
        self.failed, self.shape = self.seen.get("error"), self.seen.get("shape")
        self.right_shape = (2 * SMALL[0], 2 * SMALL[1], filters)
        self.fits = True if self.shape == self.right_shape else None
        self.by_x, self.by_skip = (self.seen.get(name) if self.fits else None for name in ("by_x", "by_skip"))

    def deaf(self, which):
        """Return the share of entries of `x` or of the `skip` that change nothing."""
        by = self.by_x if which == "x" else self.by_skip
        return float((np.abs(by).max((-1, -2, -3)) <= 1e-6).mean())

    def is_deaf_to_both(self):
        return self.deaf("x") == self.deaf("skip") == 1

    def acts_as_one(self, which):
        """Whether one map of `x` or of the `skip` moves the output just as another does, but for its strength."""
        slopes = self.seen["rough"][("x", "skip").index(which)]
        maps = self.maps if which == "x" else self.skip_maps
        by_map = slopes.reshape(-1, maps, slopes[0].size).swapaxes(0, 1).reshape(maps, -1)
        strengths = np.linalg.svd(by_map.astype(float), compute_uv=False)
        return bool(strengths[-1] < 0.05 * strengths[0])

    def meet_before_an_activation(self):
        """Whether what x brings hangs on the skip: it does not where the two are but added up at the end."""
        both, x_alone, skip_alone, neither = self.seen["turned"]
        together = np.abs(both - x_alone - skip_alone + neither).max()
        return bool(together > 1e-3 * np.abs(both - neither).max())

    def ignores_the_sign_of_the_skip(self):
        both, x_alone, *_ = self.seen["turned"]
        return bool(np.allclose(both, x_alone, rtol=1e-4))

    def lost_places(self):
        """Return how many places of x do not reach all four places of the output that lie over them."""
        moved = np.abs(self.by_x).max((2, -1)) > 1e-6
        return sum(
            not moved[row, column, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2].all()
            for row in range(SMALL[0])
            for column in range(SMALL[1])
        )

    def is_local(self, which):
        """Whether an entry of `x` or of the `skip` moves its own place much more than those far away."""
        by, step = (self.by_x, 2) if which == "x" else (self.by_skip, 1)
        moved = np.abs(by).mean((2, -1))
        rows, columns = (np.arange(side) for side in moved.shape[2:])
        own, far = [], []
        for row, column in np.ndindex(*moved.shape[:2]):
            away = np.maximum(abs(rows - step * row)[:, None], abs(columns - step * column))
            own.append(moved[row, column][away == 0].mean())
            far += [*moved[row, column][away >= 5]]
        return bool(np.mean(own) > 3 * np.mean(far))

    def looks_around(self):
        """Whether each place of the skip, but for the border, reaches all of its neighbours in the output."""
        moved = np.abs(self.by_skip).max((2, -1)) > 1e-6
        rows, columns = moved.shape[:2]
        return all(
            moved[row, column, row - 1 : row + 2, column - 1 : column + 2].all()
            for row in range(1, rows - 1)
            for column in range(1, columns - 1)
        )

    def merges(self):
        """Whether x moves the output in no way in which the skip does not move it too.

        So it is where the two are added, multiplied or the like: what x brings goes through the few maps of the
        skip. Behind a Concatenate x has maps of its own. Needs a skip of fewer maps than there are filters.
        """
        x, skip = (by.reshape(len(by), -1).T.astype(float) for by in self.seen["rough"])
        found, *_ = np.linalg.lstsq(skip, x, rcond=None)
        return bool(np.linalg.norm(x - skip @ found) < 0.1 * np.linalg.norm(x))

    def is_straight(self):
        one, other, both, none = self.seen["bent"]
        return bool(np.allclose(one + other, both + none, rtol=1e-3, atol=1e-2))

    def is_fixed(self):
        """Whether two calls in training, and two at inference, give the same."""
        return same(*self.seen["trained"]) and same(*self.seen["calm"])

    def follows(self, step):
        """Whether a skip that is moved, `step` pixels down and 3 * step to the right, moves the output alike."""
        still, *moved = self.seen["moved"]
        inside = slice(8, -8)  # away from the zeros around the maps
        return same(np.roll(still, (step, 3 * step), (0, 1))[inside, inside], moved[step - 1][inside, inside])

    def saturates(self):
        """Whether a strong pixel of the skip, made twice as strong, adds far less than it did at first.

        Convs with weights above 0 and ReLU hand on as much again, or, with a norm behind them, nearly so; a
        sigmoid or a norm of each pixel before them hands on nothing more, a logarithm a sixth.
        """
        strong, without, twice = self.seen["strong"]
        first, more = (np.abs(one - strong).max() for one in (without, twice))
        return bool(more + 1e-3 < 0.4 * first)

    def displaced(self):
        """Return how far from a pixel of the skip lies what it moves, [down, right] in pixels, for most of them."""
        moved = np.abs(self.by_skip).mean((2, -1))
        heard = np.nonzero(moved.max((2, 3)) > 1e-6)
        shares = moved[heard] / moved[heard].sum((1, 2), keepdims=True)
        centres = [(shares * places).sum((1, 2)) for places in np.indices(moved.shape[2:])]
        return [float(np.median(centre - own)) for centre, own in zip(centres, heard, strict=True)]
