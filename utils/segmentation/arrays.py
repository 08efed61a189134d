"""What a score may expect: a truth of 0 and 1, probabilities in 0..1, one for each pixel."""

import numpy as np


def probabilities(values, name="probability"):
    """Return values as an array; raise ValueError unless all lie in 0..1."""
    array = np.asarray(values)
    if array.size == 0 or array.dtype.kind not in "biuf" or not (array.min() >= 0 and array.max() <= 1):
        got = f"{array.min()} to {array.max()}" if array.size and array.dtype.kind in "biuf" else repr(array)[:60]
        raise ValueError(f"Expected {name} in 0..1; got {got}. Of logits take the sigmoid first.")
    return array


def truths(values, name="truth"):
    """Return values of 0 and 1 as truth values; raise ValueError for others."""
    array = np.asarray(values)
    if array.dtype.kind not in "biuf" or not ((array == 0) | (array == 1)).all():
        got = "others" if array.dtype.kind in "biuf" else f"the type {array.dtype}"
        raise ValueError(f"Expected {name} of 0 and 1; got {got}. Compare with the value that means the structure.")
    return array.astype(bool)


def both(truth, probability):
    """Return truth (as truth values) and probability as arrays; raise ValueError unless they have one shape."""
    truth, probability = truths(truth), probabilities(probability)
    if truth.shape != probability.shape:
        got = f"{probability.shape} for a truth of {truth.shape}"
        raise ValueError(f"Expected a probability for each pixel; got shapes {got}. Give both the same.")
    return truth, probability


def by_image(truth, probability):
    """Yield (truth, probability) of each image, both height x width (x 1); `truth` may be an array or a list."""
    if len(truth) != len(probability) or len(truth) == 0:
        got = f"{len(truth)} and {len(probability)}"
        raise ValueError(f"Expected as many images of truth as of probability, at least 1; got {got}.")
    for pair in zip(truth, probability, strict=True):
        if np.ndim(pair[0]) < 2:
            got = f"{np.ndim(pair[0])} axes in each"
            raise ValueError(
                f"Expected images x height x width (x 1); got {got}. Write truth[np.newaxis] for one image."
            )
        yield both(*pair)
