"""What the convs of a net did while it ran: where each stepped, what it handed on, and what became of that."""

from itertools import product

import numpy as np

from utils.checks.lesson02.reference import convolve, output_side
from utils.checks.plain import Unusable, kind

CLOSE = dict(rtol=1e-3, atol=1e-4)  # Keras adds up in float32


def relu(values):
    return np.maximum(values, 0)


def pooled(maps, how):
    """Return the maxima or the means ("max", "avg") of whole 2 x 2 windows of images x height x width x maps."""
    images, height, width, count = maps.shape
    windows = maps[:, : height // 2 * 2, : width // 2 * 2].reshape(images, height // 2, 2, width // 2, 2, count)
    return windows.max((2, 4)) if how == "max" else windows.mean((2, 4))


def same(one, other):
    return one is not None and one.shape == other.shape and bool(np.allclose(one, other, **CLOSE))


def inside(given, shape):
    """Return the part of `given` that has `shape` and nothing but zeros around it, or None."""
    more = [one - other for one, other in zip(given.shape[1:3], shape[1:3], strict=True)]
    if min(more) < 0:
        return None
    for before in ([one // 2 for one in more], [one - one // 2 for one in more]):
        rows, columns = (slice(first, first + side) for first, side in zip(before, shape[1:3], strict=True))
        border = given.copy()
        border[:, rows, columns] = 0
        if not border.any():
            return given[:, rows, columns]
    return None


class Conv:
    """One call of a conv layer: what it was given and what it gave, and its stride and padding, found from both.

    `linear` is what it gives without an activation; None where it is no plain conv.
    """

    def __init__(self, heard):
        self.given, self.gave = heard.given, heard.gave
        kernel, bias = heard.weights[0], heard.weights[1] if len(heard.weights) > 1 else 0.0
        self.kernel = kernel.shape[0]
        settings = [one for one in product((1, 2, 3, 4), ("same", "valid")) if self._fits(kernel, *one)]
        plain = kernel.ndim == 4 and kernel.shape[2:] == (self.given.shape[-1], self.gave.shape[-1])
        self.linear, (self.stride, self.padding) = None, settings[0] if settings else (0, "")
        for setting in settings if plain else ():
            found = convolve(self.given, kernel, *setting) + bias
            if self.linear is None or same(found, self.gave) or same(relu(found), self.gave):
                self.linear, (self.stride, self.padding) = found, setting

    def _fits(self, kernel, stride, padding):
        sides = zip(self.given.shape[1:3], kernel.shape[:2], strict=True)
        return tuple(output_side(side, size, stride, padding) for side, size in sides) == self.gave.shape[1:3]


def model_of(answer, inputs, *given, **options):
    """Return the model from `inputs` to the tensor that the answer makes of it."""
    import keras

    tensor = answer(inputs, *given, **options)
    if tensor is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if not isinstance(tensor, keras.KerasTensor):
        raise Unusable(f"Expected a Keras tensor, got {kind(tensor)}: call each layer on `x`, return the last one.")
    if len(tensor.shape) != 4:
        raise Unusable(f"Expected images x height x width x maps, got {tensor.shape}: a module hands on maps.")
    try:
        return keras.Model(inputs, tensor)
    except ValueError as error:
        raise Unusable("The tensor that you return does not come from `x`: call the first layer on `x`.") from error
