"""The nets that exercise 3.6 hands over, their weights drawn so that no bias is 0 and no two layers look alike."""

import numpy as np

SPREAD, LIFT = 0.1, 0.3  # of the biases: most outputs of a ReLU are above 0


def lenet(rng):
    from utils.models import lenet

    return grown(lenet((20, 16, 1), 5), rng)


def alexnet(rng):
    from utils.models import alexnet

    return grown(alexnet((19, 19, 2), 4, dropout=0.0), rng)


def vgg(rng):
    from utils.models import vgg

    return grown(vgg((16, 16, 1), 6, dropout=0.0), rng)


def two_branches(rng):
    """Two branches of two modules each, with ReLU as a layer; equal sizes, so that equal seeds give equal masks."""
    import keras
    from keras import layers

    def relu(layer, x):
        return layers.ReLU()(layer(x))

    inputs = keras.Input((16, 12, 1))
    ends = []
    for kernel, pool in ((3, layers.MaxPooling2D), (5, layers.AveragePooling2D)):
        x = pool(2)(relu(layers.Conv2D(8, kernel, padding="same"), inputs))
        ends.append(pool(2)(relu(layers.Conv2D(12, 3, padding="same"), x)))
    x = layers.Flatten()(layers.Concatenate()(ends))
    for _ in range(3):
        x = relu(layers.Dense(60), x)
    return grown(keras.Model(inputs, layers.Dense(3)(x)), rng)


def grown(model, rng):
    """Give `model` drawn weights: kernels that keep the size of what they are handed, biases off 0."""
    for weight in model.weights:
        inputs = np.prod(weight.shape[:-1])
        kernel = len(weight.shape) > 1
        values = rng.normal(0, np.sqrt(1.5 / inputs) if kernel else SPREAD, weight.shape)
        weight.assign(values if kernel else values + LIFT)
    return model


def places(model):
    """Return {name of a conv or Dense: the joint before it}: "between modules", "before Flatten", "between Dense".

    None stands for a place inside of a module, or at the input: nothing belongs there.
    """
    from utils.models.graph import calls

    maker = {id(outputs[0]): (layer, inputs) for layer, inputs, outputs in calls(model)}
    found = {}
    for layer, inputs, _ in calls(model):
        if layer.weights:
            before = maker.get(id(inputs[0]), (None,))[0]
            found[layer.name] = _joint(type(layer).__name__, type(before).__name__)
    return found


def _joint(layer, before):
    if layer == "Dense":
        return "before Flatten" if before == "Flatten" else "between Dense"
    return "between modules" if before in ("MaxPooling2D", "AveragePooling2D") else None


def shape_before_flatten(model):
    """Return the height, width and maps that go into the Flatten of `model`."""
    import keras

    return next(layer.input.shape[1:] for layer in model.layers if isinstance(layer, keras.layers.Flatten))
