"""A net that exists: trained on the digits 0 to 4 by data/make_pretrained.py, and a new head for another task.

>>> net = with_head(pretrained(), units=(64,), classes=5, rates=(0.5,))
"""

import io

import keras
import numpy as np

from utils.data import shipped
from utils.models.graph import calls
from utils.models.modules import JOINTS, head
from utils.models.small import cnn

FILE = "pretrained_digits_0_to_4.npz"


def pretrained():
    """Return a CNN for 8 x 8 x 1 images that tells the digits 0 to 4 apart, with its weights.

    Two modules of conv and pool, 16 and 32 maps, on digits enlarged to 16 x 16; Flatten, Dense 64, five logits.
    Raises OSError where the file of the weights is missing, or is not the one that the course ships.

    >>> signature(pretrained())
    'upsampling2d conv pool conv pool flatten dense dense'
    """
    model = untrained()
    with np.load(io.BytesIO(shipped(FILE)), allow_pickle=False) as weights:
        model.set_weights([weights[name] for name in names(model)])
    return model


def untrained():
    """Return the net of `pretrained` before its training.

    >>> untrained().count_params() == pretrained().count_params()
    True
    """
    return cnn((8, 8, 1), 5, filters=(16, 32), dense=(64,), enlarge=2)


def names(model):
    """Return a name in the file for each array of weights: "0 kernel", "1 bias", and so on."""
    return [f"{number} {weight.name}" for number, weight in enumerate(model.weights)]


def with_head(model, units, classes, rates, kind="flatten"):
    """Return a copy of `model` with a new head: all up to its last Flatten or global pooling, then `head`.

    What stays of `model` is copied, weights and all, so that training one leaves the other alone; a layer that was
    frozen (`layer.trainable = False`) stays frozen. `units`, `classes`, `rates` and `kind` are what `head` takes.
    Needs a functional or Sequential model of one input, without models inside; ValueError if it has no head.

    >>> with_head(pretrained(), units=(32,), classes=2, rates=(0.5,)).output_shape
    (None, 2)
    """
    joints = [given[0] for layer, given, _ in calls(model) if isinstance(layer, tuple(JOINTS.values()))]
    if not joints:
        raise ValueError("Expected a model with a Flatten or GlobalAveragePooling2D, behind which its head begins.")
    base = keras.Model(model.inputs[0], joints[-1])
    copy = keras.models.clone_model(base)
    copy.set_weights(base.get_weights())
    return keras.Model(copy.inputs[0], head(copy.outputs[0], units, classes, rates, kind))
