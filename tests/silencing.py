"""Run a U-Net with some of its maps silenced, for answers that measure what this changes."""

import keras
import numpy as np

from tests.unet_walks import side
from utils.models import bottleneck_and_skip, calls


def logits(model, images, *silent, **options):
    """Return the logits while `silent` is 0: pairs of a tensor and the layer it goes into, or None for all."""
    values = {id(model.inputs[0]): keras.ops.convert_to_tensor(images)}
    for layer, inputs, outputs in calls(model):
        taken = [
            values[id(one)] * (not any(one is tensor and into in (layer, None) for tensor, into in silent))
            for one in inputs
        ]
        more = options if isinstance(layer, keras.layers.Dropout | keras.layers.BatchNormalization) else {}
        values[id(outputs[0])] = layer(taken if len(taken) > 1 else taken[0], **more)
    return np.array(values[id(model.outputs[0])])


def joins(model):
    """Return [(tensor that comes from below, tensor of the skip, join), ...] of each level, the deepest first."""
    found, comes = [], {id(bottleneck_and_skip(model)["bottleneck"][0])}
    for layer, inputs, outputs in calls(model):
        below = [id(one) in comes for one in inputs]
        if any(below):
            comes.update(map(id, outputs))
        if any(below) and not all(below):
            found.append((inputs[below.index(True)], inputs[below.index(False)], layer))
    return found


def change(some, others):
    return np.abs(np.asarray(some, dtype=float) - others).mean()


def measured(model, images, *, bottleneck=None, skip=None, measure=change, run=logits):
    """Measure as the exercise asks, but for what is given: other pairs to silence, another measure or run."""
    ends = bottleneck_and_skip(model)
    silent = dict(bottleneck=bottleneck or [ends["bottleneck"]], skip=skip or [ends["skip"]])
    whole = run(model, images)
    return {part: measure(run(model, images, *pairs), whole) for part, pairs in silent.items()}


def into_the_bottleneck(model):
    """Return [(tensor, None)] of the maps that the convs of the bottleneck start from."""
    smallest = min(side(outputs[0]) for _, _, outputs in calls(model))
    return [(next(outputs[0] for _, _, outputs in calls(model) if side(outputs[0]) == smallest), None)]
