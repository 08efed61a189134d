"""One level of the way down as it runs: what the level below gets, what the skip gets, and what falls in both."""

import numpy as np

from utils.checks.lesson03.conv_tape import pooled, same
from utils.checks.lesson04.parts import (
    NOTHING,
    copies,
    fallen,
    is_blurred,
    is_dropped,
    maps_of,
    positive,
    ran,
    take_weights,
)
from utils.checks.plain import Unusable, kind

COPIES = 160
RUNS = ("calm", "plain", "twin", "bare", "stormy", "again", "bent", "poked")


class ContractTape:
    """What one level did with `down` and `skip`; each run is a pair of arrays (down, skip).

    calm, plain: at inference, with and without saying so; twin: at a rate of 0 with the same weights. stormy and
    again: two runs in training on copies of one image; bare: that at a rate of 0. poked: calm, with one pixel or
    one map of the images changed. bent: calm, on a, b, a + b and 0, of either sign.
    """

    def __init__(self, law, answer, shape, filters, **options):
        self.shape, self.filters = shape, filters
        self.rate, self.pool = options.get("rate", 0.0), options.get("pool", True)
        self.case = ", ".join(f"{name}={value!r}" for name, value in options.items()) or "nothing else said"
        self.x = law.generator(1, filters, shape[0]).uniform(0, 3, size=(3, *shape)).astype("float32")
        seen = law.ask(_probe, answer, self.x, filters, options)
        self.usable = None if seen is None else True
        self.shapes = seen["shapes"] if seen else None
        self.weights = seen["weights"] if seen else None
        self.fits = self.usable and (self.shapes == self.right_shapes() or None)
        for name in RUNS:
            setattr(self, name, seen[name] if self.fits else (NOTHING, NOTHING))

    def right_shapes(self):
        height, width, _ = self.shape
        small = (height // 2, width // 2) if self.pool else (height, width)
        return ((*small, self.filters), (height, width, self.filters))

    def skip_is_dropped(self, rate=None):
        return is_dropped(self.stormy[1], self.bare[1], self.rate if rate is None else rate)

    def varies(self, which):
        """Whether anything is drawn in `down` (0) or in the skip (1)."""
        return not same(self.stormy[which], np.broadcast_to(self.stormy[which][:1], self.stormy[which].shape))

    def falls(self, which):
        """Whether training changes anything in `down` (0) or in the skip (1), be it alike in all images."""
        return not same(self.stormy[which], np.broadcast_to(self.bare[which], self.stormy[which].shape))

    def down_falls_by_itself(self):
        """Whether `down` is dropped entry by entry, behind whatever made it."""
        return is_dropped(self.stormy[0], self.bare[0], self.rate)

    def skip_is_blurred(self):
        """Whether the skip differs from image to image as it does where dropout stands before a conv."""
        return self.varies(1) and is_blurred(self.stormy[1], self.bare[1])

    def follows_the_skip(self):
        """Whether `down` hangs on the skip as it is handed on, and on no more than 3 x 3 of it.

        Among copies of one image, all with nothing fallen around a place have the same there.
        """
        down, holes = self.stormy[0], fallen(self.stormy[1], self.bare[1]).any(-1)
        return any(_agrees(down, _around(holes, first)) for first in (0, -1))

    def takes_one_in_four(self):
        down, skip = self.twin
        return any(same(down, skip[:, i::2, j::2]) for i in (0, 1) for j in (0, 1))

    def is_pool_of_the_skip(self):
        """Whether `down` is a pool of the skip at inference."""
        return any(same(self.twin[0], pooled(self.twin[1], how)) for how in ("max", "avg"))

    def neighbours(self):
        """Return how many of the 8 neighbours of a changed pixel have changed in the skip."""
        changed = np.abs(self.poked[1][0] - self.calm[1][0]).max(-1) > 1e-6
        row, column = _middle(self.shape)
        return int(changed[row - 1 : row + 2, column - 1 : column + 2].sum() - changed[row, column])

    def deaf_maps(self):
        """Return how many maps of x change nothing in the skip."""
        return sum(same(one, self.calm[1][0]) for one in self.poked[1][1:])

    def is_straight(self):
        """Whether sums go in and sums come out, as from convs alone."""
        one, other, both, none = self.bent[1]
        return bool(np.allclose(one + other, both + none, rtol=1e-3, atol=1e-2))

    def has_twin_maps(self):
        maps = self.calm[1]
        pairs = ((i, j) for i in range(self.filters) for j in range(i))
        return any(np.allclose(maps[..., i], maps[..., j], rtol=1e-5, atol=1e-6) for i, j in pairs)

    def is_pooled_skip(self):
        """Whether both have half the side, and are the same."""
        down, skip = self.shapes
        return down == skip == ((self.shape[0] // 2), (self.shape[1] // 2), self.filters)


def _middle(shape):
    return shape[0] // 2, shape[1] // 2


def _around(holes, first):
    """Return whether there is a hole in the 3 x 3 of each window, which begin at 2 * place + first."""
    images, height, width = holes.shape
    wide = np.pad(holes, ((0, 0), (1, 1), (1, 1)))
    rows, columns = ([1 + first + step for step in range(3)] for _ in "hw")
    found = np.zeros((images, height // 2, width // 2), dtype=bool)
    for row in rows:
        for column in columns:
            found |= wide[:, row : row + height : 2, column : column + width : 2][:, : height // 2, : width // 2]
    return found


def _agrees(down, touched):
    """Whether untouched places are the same in all copies."""
    clean = np.where(touched[..., None], np.nan, down)
    first = np.take_along_axis(down, np.argmin(touched, axis=0)[None, ..., None], axis=0)
    return bool(np.nanmax(np.abs(clean - first), initial=0) <= 1e-3 * (1 + np.abs(first).max()))


def _model(answer, shape, filters, options):
    import keras

    inputs = keras.Input(shape)
    pair = answer(inputs, filters, **options)
    if pair is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise Unusable(f"Expected two tensors, got {kind(pair)}: return down, skip.")
    down, skip = (maps_of(tensor, name) for tensor, name in zip(pair, ("down", "skip"), strict=True))
    try:
        return keras.Model(inputs, [down, skip])
    except ValueError as error:
        raise Unusable("What you return does not come from `x`: call the first layer on `x`.") from error


def _probe(answer, x, filters, options):
    model = _model(answer, x.shape[1:], filters, options)
    twin = _model(answer, x.shape[1:], filters, {name: one for name, one in options.items() if name != "rate"})
    positive(model)
    take_weights(twin, model)
    seen = dict(calm=ran(model, x, training=False), plain=ran(model, x), twin=ran(twin, x, training=False))
    seen |= dict(bent=ran(twin, _bent(x), training=False), poked=ran(twin, _poked(x), training=False))
    batch = copies(x[0], COPIES)
    seen |= dict(bare=ran(twin, batch[:2], training=True), stormy=ran(model, batch, training=True))
    seen["bare"] = [one[:1] for one in seen["bare"]]
    seen["again"] = ran(model, batch, training=True)
    seen["shapes"] = tuple(one.shape[1:] for one in seen["calm"])
    return seen | {"weights": _weights_of_two(answer, x.shape[1], filters, len(model.weights))}


def _bent(x):
    one, other = 40 * (x[1] - 1.5), 40 * (x[2] - 1.5)
    return np.stack([one, other, one + other, 0 * one])


def _poked(x):
    """Return copies of the first image: one with a changed pixel, and one with each of its maps changed."""
    variants = copies(x[0], 1 + x.shape[-1])
    row, column = _middle(x.shape[1:])
    variants[0, row, column] += 1
    for number in range(x.shape[-1]):
        variants[1 + number, ..., number] *= 2
    return variants


def _weights_of_two(answer, side, filters, single):
    """Return how many weights two levels, one on the other, have, and how many they should."""
    import keras

    inputs = keras.Input((side, side, filters))
    down, _ = answer(inputs, filters)
    twice, _ = answer(down, filters)
    return len(keras.Model(inputs, twice).weights), 2 * len(keras.Model(inputs, down).weights)
