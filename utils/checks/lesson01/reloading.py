"""What a learner's layer does once its model was saved and loaded, or why it could not be."""

import re

import numpy as np

from utils.checks import probes
from utils.checks.plain import Unusable, describe_error, essence, unwritten

KERAS_HANDS_OVER = re.compile(r"unexpected keyword argument '(name|trainable|dtype)'")


def reloaded(make, rate, x):
    """Stack two training calls of a reloaded layer; one that cannot be made for want of its rate drops nothing."""
    make(rate)
    try:
        return probes.calls_after_reload(make, rate, x)
    except Exception as error:
        if unwritten(error):
            raise
        said = essence(error)
        if "missing" in said and "'rate'" in said:
            return np.stack([x, x])
        raise Unusable(_sentence(error, said)) from error


def _sentence(error, said):
    if KERAS_HANDS_OVER.search(said):
        return "Your layer cannot be loaded again: let __init__ take **options and pass them on to super()."
    return (
        f"Your layer cannot be saved and used again ({describe_error(error)}): "
        "let get_config name the arguments of __init__ and nothing else, or leave it out."
    )
