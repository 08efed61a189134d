"""Where a U-Net can be cut: what its bottleneck hands up, and what its top skip hands across."""

import keras
import numpy as np

from utils.models.graph import calls


def bottleneck_and_skip(model):
    """Return {"bottleneck": (tensor, layer), "skip": (tensor, layer)}: which maps of a U-Net go into which layer.

    bottleneck: the smallest maps, and the layer that enlarges them. skip: the maps of full size that pass the
    bottleneck by, and the layer, Concatenate or Add, where they meet those that come from it. They go to a pool as
    well, which is why the layer is named too. Needs a functional model that takes images of a fixed size and holds
    no other models; raises ValueError for one that is no U-Net.

    >>> parts = bottleneck_and_skip(unet((64, 64, 1)))
    >>> {name: maps.shape for name, (maps, layer) in parts.items()}
    {'bottleneck': (None, 8, 8, 64), 'skip': (None, 64, 64, 8)}
    """
    walk, comes, found = calls(model), set(), {}
    smallest = min(outputs[0].shape[1] for _, _, outputs in walk)
    for layer, inputs, outputs in walk:
        from_below = [id(one) in comes for one in inputs]
        enlarges = inputs[0].shape[1] == smallest < outputs[0].shape[1]
        if enlarges:
            found["bottleneck"] = inputs[0], layer
        if any(from_below) and not all(from_below):
            found["skip"] = inputs[from_below.index(False)], layer  # the last such join is that of full size
        if enlarges or any(from_below):
            comes.update(map(id, outputs))
    if len(found) < 2:
        raise ValueError("Expected a U-Net, in which enlarged maps meet those of a skip connection; found none.")
    return found


def logits_without(model, images, part=None):
    """Return what a U-Net gives for `images` at inference with its "bottleneck" or "skip" silenced, as an array.

    None: the whole net. The maps are 0 as they go into the layer that `bottleneck_and_skip` names, there alone.

    >>> net, images = unet((64, 64, 1)), np.ones((2, 64, 64, 1))
    >>> logits_without(net, images, "skip").shape
    (2, 64, 64, 1)
    """
    silent, taker = bottleneck_and_skip(model)[part] if part else (None, None)
    values = {id(model.inputs[0]): keras.ops.convert_to_tensor(images)}
    for layer, inputs, outputs in calls(model):
        taken = [values[id(one)] for one in inputs]
        if layer is taker:
            taken = [0 * value if one is silent else value for one, value in zip(inputs, taken, strict=True)]
        values[id(outputs[0])] = layer(taken if len(taken) > 1 else taken[0])
    return np.asarray(values[id(model.outputs[0])])
