"""The idea of each dropout, in NumPy: a mask, what it does to numbers, and what it does to their gradient.

The kinds of dropout differ in the mask alone; `drop` and `drop_gradient` serve them all. `rate` is always the
share dropped, from 0 up to but not including 1. Random functions take a numpy Generator `rng`.
"""

import numpy as np

NEWTON_STEPS = 12  # a rate of .3 takes 4 to the last digit, one of .99 takes 9


def element_mask(shape, rate, rng):
    """Return an array of `shape`, each entry 0 with probability `rate`, else 1, all independent.

    >>> element_mask((2, 6), 0.5, np.random.default_rng(1))
    array([[1., 1., 0., 1., 0., 0.],
           [1., 0., 1., 0., 1., 1.]])
    """
    return (rng.random(shape) >= rate).astype(float)


def channel_mask(shape, rate, rng):
    """Return an array of `shape` (images x height x width x maps): whole maps are 0 or 1.

    Each map of each image is 0 with probability `rate`, all independent: Tompson et al. 2015 (SpatialDropout).

    >>> mask = channel_mask((1, 8, 8, 6), 0.5, np.random.default_rng(1))
    >>> mask.mean(axis=(1, 2))  # of each map
    array([[1., 1., 0., 1., 0., 0.]])
    """
    images, _, _, maps = shape
    return np.ones(shape) * element_mask((images, 1, 1, maps), rate, rng)


def block_mask(shape, rate, block, rng):
    """Return an array of `shape` (images x height x width x maps): squares of block x block zeros, 1 elsewhere.

    Each map of each image has squares of its own, all of them inside the map, and so many that a share `rate` of it
    is expected to fall. Raises ValueError where no square fits. Ghiasi et al. 2018 (DropBlock), algorithm 1.

    >>> block_mask((1, 5, 7, 1), 0.3, 2, np.random.default_rng(1))[0, ..., 0]
    array([[1., 1., 1., 1., 1., 1., 1.],
           [1., 1., 1., 0., 0., 1., 1.],
           [1., 1., 1., 0., 0., 1., 1.],
           [1., 1., 1., 1., 1., 1., 1.],
           [1., 1., 1., 1., 1., 1., 1.]])
    """
    images, height, width, maps = shape
    if not 1 <= block <= min(height, width):
        raise ValueError(
            f"Expected a block between 1 and {min(height, width)} for maps of {height} x {width}, "
            f"got {block}: choose a smaller one, or drop where the maps are larger."
        )
    corners = (images, height - block + 1, width - block + 1, maps)
    seeds = rng.random(corners) < seed_probability(height, width, rate, block)
    return 1.0 - squares(seeds, block)


def squares(seeds, block):
    """Return True where the block x block square of a seed lies: that seed is its top left corner.

    `seeds` and what is returned are (...) x height x width x maps; the sides grow by block - 1.
    """
    *before, rows, columns, maps = seeds.shape
    covered = np.zeros((*before, rows + block - 1, columns + block - 1, maps), dtype=bool)
    for row in range(block):
        for column in range(block):
            covered[..., row : row + rows, column : column + columns, :] |= seeds
    return covered


def drop(x, mask, rate):
    """Return x where the mask is 1, divided by 1 - rate so that the mean stays; 0 elsewhere.

    Inverted dropout in training; at inference there is nothing to do. Srivastava et al. 2014, section 10.

    >>> drop(np.array([1.0, 2.0, 3.0]), np.array([1, 0, 1]), 0.5)
    array([2., 0., 6.])
    """
    return x * mask / (1 - rate)


def drop_gradient(upstream, mask, rate):
    """Return the gradient by x of drop(x, mask, rate), given that by its output: the same mask, the same scale."""
    return drop(upstream, mask, rate)


def seed_probability(height, width, rate, block, numpy=np):
    """Return with what probability each whole square of a map is dropped, so that a share `rate` of it is expected.

    A position that c squares cover is kept with probability (1 - gamma)^c, and c is smaller near the border. From
    the left Newton's steps rise to the root and never pass it, since the expected share is concave in gamma; they
    start where squares would never overlap: the gamma of Ghiasi et al. 2018, equation 1. `numpy` is keras.ops
    where the sides are tensors.
    """
    covers = numpy.outer(_squares_over(height, block, numpy), _squares_over(width, block, numpy))
    gamma = rate / numpy.mean(covers)
    for _ in range(NEWTON_STEPS):
        all_but_one = (1 - gamma) ** (covers - 1)
        kept = numpy.mean((1 - gamma) * all_but_one)
        gamma = gamma + (rate - 1 + kept) / numpy.mean(covers * all_but_one)
    return gamma


def _squares_over(side, block, numpy):
    """Return for each place along a side how many stretches of length `block` lie over it."""
    places = numpy.arange(1, side + 1, dtype="float64")
    return numpy.minimum(numpy.minimum(places, places[::-1]), numpy.minimum(block, side - block + 1))
