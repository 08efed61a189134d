"""What a learner's layer does once its model was saved and loaded, or why it could not be."""

import re

import numpy as np

from utils.checks import probes
from utils.checks.plain import Unusable, describe_error, essence, unwritten

KERAS_HANDS_OVER = re.compile(r"unexpected keyword argument '(name|trainable|dtype)'")
LARGEST_FILE = 1 << 22  # bytes


def reloaded(law, make, rates, x):
    """Return {rate: two training calls of the reloaded layer make(rate), stacked, or NaN}.

    All are saved before any is loaded, in an order that is drawn: the file alone tells what the rate was.
    """
    files = {rate: law.ask(_saved, make, rate, x, read=_bytes) for rate in rates}
    shape, order = (2, *x.shape), law.generator(30).permutation(rates)
    found = {
        rate: law.call(_loaded, make, files[rate], x, shape=shape) for rate in order if files[rate] is not None
    }
    return {rate: found.get(rate, np.full(shape, np.nan)) for rate in rates}


def _saved(make, rate, x):
    make(rate)
    return _tried(lambda: probes.saved(make, rate, x))


def _loaded(make, file, x):
    """Stack two training calls; a layer that cannot be made for want of its rate drops nothing."""
    return _tried(lambda: probes.calls_once_loaded(make, file, x), without_rate=np.stack([x, x]))


def _tried(probe, without_rate=None):
    try:
        return probe()
    except Exception as error:
        if unwritten(error):
            raise
        said = essence(error)
        if without_rate is not None and "missing" in said and "'rate'" in said:
            return without_rate
        raise Unusable(_sentence(error, said)) from error


def _bytes(file):
    is_one = isinstance(file, np.ndarray) and file.dtype == np.uint8 and file.ndim == 1
    if not is_one or file.size > LARGEST_FILE:
        raise Unusable(
            "Your layer cannot be saved: let get_config name the arguments of __init__, or leave it out."
        )
    return file


def _sentence(error, said):
    if KERAS_HANDS_OVER.search(said):
        return "Your layer cannot be loaded again: let __init__ take **options and pass them on to super()."
    return (
        f"Your layer cannot be saved and used again ({describe_error(error)}): "
        "let get_config name the arguments of __init__ and nothing else, or leave it out."
    )
