"""A learner's MLP, run in each way that the laws look at; what its Dense layers saw comes back as arrays."""

import numpy as np

from utils.checks.probes import Recorder, numbers, tensor


def runs(build, sizes, rates, x, calls, seed):
    """Run build(...) on x with its own weights, and with steady ones, in which no unit is ever 0 by itself.

    `sizes` are the input shape, the hidden sizes and the classes. A run is (output, [(units, input, output) of each
    Dense layer]). The twin is the same model at rates of 0. None where no model is built.
    """
    model = _build(build, sizes, rates)
    twin = _build(build, sizes, (0.0,) * len(rates))
    if model is None or twin is None:
        return None
    found = dict(start=_run(model, x), start_in_training=_run(model, x, training=True))
    found["parameters"] = _count(model.weights), _count(model.trainable_weights)
    _run(twin, x)  # a model that builds itself has no weights before
    _steady(model, seed)
    found |= dict(calm=_run(model, x), again=_run(model, x, training=None))
    found["storms"] = [_run(model, x, training=True) for _ in range(calls)]
    found["turned"] = _run(model, x[::-1], training=True)
    if [weight.shape for weight in twin.weights] != [weight.shape for weight in model.weights]:
        return found | dict(twin=None, table=None)
    twin.set_weights(model.get_weights())
    found["twin"] = _run(twin, x)
    _wide(twin, seed)
    return found | dict(table=_run(twin, x))


def in_a_graph(build, sizes, rates, x, seed):
    """Return the logits at rest, those of two calls of one graph in training, and if it takes any batch size."""
    import tensorflow as tf

    model = _build(build, sizes, rates)
    _run(model, x)
    _steady(model, seed)
    any_size = tf.TensorSpec((None, *x.shape[1:]), "float32")
    at_rest = numbers(model(tensor(x), training=False))
    sized = tf.function(lambda inputs: model(inputs, training=True))
    calls = [numbers(sized(tensor(x))) for _ in range(2)]
    traced = tf.function(lambda inputs: model(inputs, training=True), input_signature=[any_size])
    try:
        few, *calls = [numbers(traced(tensor(rows))) for rows in (x[:7], x, x)]
    except Exception:
        return at_rest, *calls, False
    return at_rest, *calls, len(few) == 7


def _build(build, sizes, rates):
    import keras

    input_shape, hidden, classes = sizes
    model = build(input_shape, hidden, rates, classes)
    return model if isinstance(model, keras.Model) else None


def _run(model, x, training=False):
    options = {} if training is None else dict(training=training)
    with Recorder() as dense:
        output = numbers(model(tensor(x), **options))
    return output, dense


def _count(weights):
    return int(sum(np.prod(weight.shape) for weight in weights))


def _steady(model, seed):
    """Give all units much the same input, 1.5, whatever the layers before them drop."""
    _assign(model, seed, 0.05, lambda units: np.full(units, 1.5))


def _wide(model, seed):
    """Spread the inputs of the units, so that the activations can be read off."""
    _assign(model, seed, 1, lambda units: np.linspace(0, 4, units))


def _assign(model, seed, spread, biases):
    generator = np.random.default_rng(seed)
    for weight in model.weights:
        if len(weight.shape) == 2:
            weight.assign(generator.normal(0, spread / np.sqrt(weight.shape[0]), tuple(weight.shape)))
        elif len(weight.shape) == 1:
            weight.assign(biases(weight.shape[0]))
