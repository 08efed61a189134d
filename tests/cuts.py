"""Cut a base to a new task, for answers that do it rightly but for one thing."""

import keras
from keras import layers

from utils.models import calls

SHARES = (1, 1 / 2, 1 / 4, 1 / 8, 1 / 16)


def thinner(base, share):
    """Return new layers like those of `base` before Flatten, with that share of their filters."""
    made = []
    for layer, _, _ in calls(base):
        if isinstance(layer, layers.Flatten):
            return made
        settings = layer.get_config()
        if "filters" in settings:
            settings["filters"] = max(4, int(share * settings["filters"]))
        made.append(type(layer).from_config(settings))
    return made


def head_of(classes, share, *, start=layers.Flatten, rate=0.5):
    """Return the layers of a head: a row, a hidden Dense, its dropout, logits."""
    hidden = layers.Dense(max(16, int(share * 256)), activation="relu")
    return [start(), hidden, layers.Dropout(rate), layers.Dense(classes)]


def cut(base, input_shape, classes, max_parameters, *, modules=thinner, head=head_of, shares=SHARES):
    """Return the widest Sequential net of those `shares` that keeps to the budget, or the thinnest."""
    for share in shares:
        net = keras.Sequential([keras.Input(input_shape), *modules(base, share), *head(classes, share)])
        if net.count_params() <= max_parameters:
            break
    return net
