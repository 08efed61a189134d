"""The idea of each dropout, in NumPy: a mask, what it does to numbers, and what it does to their gradient.

The kinds of dropout differ in the mask alone; `drop` and `drop_gradient` serve them all. `rate` is always the
share dropped, from 0 up to but not including 1. Random functions take a numpy Generator `rng`.
"""


def element_mask(shape, rate, rng):
    """Return an array of `shape`, each entry 0 with probability `rate`, else 1, all independent."""
    return (rng.random(shape) >= rate).astype(float)


def drop(x, mask, rate):
    """Return x where the mask is 1, divided by 1 - rate so that the mean stays; 0 elsewhere.

    Inverted dropout in training; at inference there is nothing to do. Srivastava et al. 2014, section 10.
    """
    return x * mask / (1 - rate)


def drop_gradient(upstream, mask, rate):
    """Return the gradient by x of drop(x, mask, rate), given that by its output: the same mask, the same scale."""
    return drop(upstream, mask, rate)
