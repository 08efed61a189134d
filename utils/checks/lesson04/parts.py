"""How parts of a U-Net are built and run for a check: made models, weights that let everything through, dropout."""

import numpy as np

from utils.checks.lesson03.conv_tape import same
from utils.checks.plain import Unusable, kind

NOTHING = np.full((2, 2, 2, 2), np.nan)


def maps_of(tensor, name):
    """Return `tensor`, a Keras tensor of maps; raises Unusable for anything else."""
    import keras

    if tensor is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if not isinstance(tensor, keras.KerasTensor):
        raise Unusable(f"Expected {name} as a Keras tensor, got {kind(tensor)}: call each layer on a tensor.")
    if len(tensor.shape) != 4:
        raise Unusable(f"Expected {name} as images x height x width x maps, got shape {tensor.shape}.")
    return tensor


def positive(model):
    """Make all weights of a model positive, each kernel a weighted mean: nothing dies, and nothing explodes."""
    _set_weights(model, lambda kernel: _mean_of(np.abs(kernel) + 1e-3), beta=3.0)  # above 0 behind a norm, too


def of_either_sign(model, rng):
    """Draw the kernels of a model anew, of either sign, so that maps differ much."""
    _set_weights(model, lambda kernel: rng.normal(size=kernel.shape) * (2 / np.prod(kernel.shape[:-1])) ** 0.5)


def _set_weights(model, change, beta=0.1):
    weights = [np.asarray(one, dtype="float32") for one in model.get_weights()]
    more = [beta if one.name == "beta" else 0.1 for one in model.weights]
    pairs = zip(weights, more, strict=True)
    model.set_weights([change(one) if one.ndim > 1 else np.abs(one) + shift for one, shift in pairs])


def _mean_of(kernel):
    axes = (
        (0, 1) if kernel.ndim == 4 and kernel.shape[-1] == 1 else tuple(range(kernel.ndim - 1))
    )  # depthwise, or all
    return kernel / kernel.sum(axes, keepdims=True)


def take_weights(model, other):
    """Give `model` the weights of `other`; raises Unusable where they do not fit."""
    if [one.shape for one in model.weights] != [one.shape for one in other.weights]:
        raise Unusable("Another rate gives you other weights: dropout has none, so build the same convs each time.")
    model.set_weights(other.get_weights())


def ran(model, *inputs, **options):
    """Return what a model gives for arrays, as a list of arrays."""
    import keras

    given = [keras.ops.convert_to_tensor(np.asarray(one, dtype="float32")) for one in inputs]
    outputs = model(given if len(given) > 1 else given[0], **options)
    return [np.array(one) for one in (outputs if isinstance(outputs, list | tuple) else [outputs])]


def copies(image, number):
    """Return a batch of `number` times the same image: whatever differs between them was drawn."""
    return np.repeat(image[None], number, axis=0)


# Dropout, seen from its outcome


def is_dropped(stormy, calm, rate):
    """Whether `stormy` is what dropout at `rate` makes of `calm`: 0, or its value / (1 - rate)."""
    return same(np.where(stormy == 0, 0, calm / (1 - rate)), stormy)


def fallen(stormy, calm):
    """Return where something is 0 in `stormy` that is not in `calm`, the same image without dropout."""
    return (stormy == 0) & (np.abs(calm) > 1e-6)


def is_blurred(stormy, calm):
    """Whether what was drawn reaches neighbours alike, as it does behind a conv, and leaves nothing at 0."""
    off = stormy / np.where(np.abs(calm) > 1e-6, calm, np.inf) - 1
    off = off - off.mean(0)
    together = (off[:, :, 1:] * off[:, :, :-1]).mean()
    return not fallen(stormy, calm).any() and bool(together > 0.1 * (off**2).mean())


def falls(stormy, calm):
    """Return fates, images x units, 0 for what fell: units are entries of the maps, or maps if those fall whole.

    Left out is what was 0 before, in `calm`, one image without dropout.
    """
    alive, holes = np.abs(calm) > 1e-6, fallen(stormy, calm)
    if np.isnan(stormy).any() or not alive.any():
        return np.full((2, 2), np.nan)
    many = holes.sum((1, 2))
    if holes.any() and ((many == 0) | (many == alive.sum((1, 2)))).all():
        return 1.0 - (many > 0)[:, alive[0].any((0, 1))]
    return 1.0 - holes.reshape(len(holes), -1)[:, alive[0].ravel()]


def falls_by_chance(law, fates, rate, where):
    """State that as many fall as `rate` says, each on its own."""
    few = fates[:, :: max(fates.shape[1] // 160, 1)]
    law.share_of_zeros(fates, rate, of=f"values {where}")
    law.separate_fates(few, rate, {0: f"image {where}", 1: f"value {where}"}, unit="value")
