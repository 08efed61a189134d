"""How Keras layers and models are asked for plain arrays.

A probe runs where the answer lives and returns arrays only; the laws look at the arrays, wherever they are.
"""

import os
import tempfile

import numpy as np


def _tensor(x):
    import keras

    return keras.ops.convert_to_tensor(np.asarray(x, dtype="float32"))


def _numbers(tensor):
    return np.array(tensor)


def layer_calls(make, rate, x, repeat=2, trainable=True, **options):
    """Stack `repeat` eager calls of the layer make(rate) on x."""
    layer = make(rate)
    layer.trainable = trainable
    return np.stack([_numbers(layer(_tensor(x), **options)) for _ in range(repeat)])


def traced_calls(make, rate, x):
    """Stack two calls in training, both through one tf.function that was traced once."""
    import tensorflow as tf

    layer = make(rate)
    traced = tf.function(lambda inputs: layer(inputs, training=True))
    return np.stack([_numbers(traced(_tensor(x))) for _ in range(2)])


def calls_of_any_size(make, rate, x):
    """Stack two calls in training, through one tf.function for batches of any size; None where that fails."""
    import tensorflow as tf

    layer = make(rate)
    signature = [tf.TensorSpec((None, *x.shape[1:]), "float32")]
    traced = tf.function(lambda inputs: layer(inputs, training=True), input_signature=signature)
    try:
        _, *calls = [_numbers(traced(_tensor(rows))) for rows in (x[:7], x, x)]
        return np.stack(calls)
    except Exception:
        return None


def gradient(make, rate, x, training):
    """Stack the outputs of the layer make(rate) and the gradient by its inputs, for an upstream gradient of x."""
    import tensorflow as tf

    layer, inputs = make(rate), _tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layer(inputs, training=training)
    flowing = tape.gradient(outputs, inputs, output_gradients=inputs)
    return np.stack([_numbers(outputs), np.zeros_like(x) if flowing is None else _numbers(flowing)])


def learned_numbers(make, rate, x):
    """Return how many numbers the layer make(rate) would learn."""
    layer = make(rate)
    layer(_tensor(x), training=True)
    return int(sum(np.prod(weight.shape) for weight in layer.trainable_weights))


def predictions(make, rate, x):
    """Stack two calls of `predict` of a model that holds nothing but the layer make(rate)."""
    model = _alone(make(rate), x)
    return np.stack([model.predict(x, verbose=0) for _ in range(2)])


def _alone(layer, x):
    import keras

    return keras.Sequential([keras.Input(x.shape[1:]), layer])


def calls_after_reload(make, rate, x):
    """Stack two training calls of the layer make(rate) after its model was saved and loaded again."""
    import keras

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        _alone(make(rate), x).save(path)
        loaded = keras.saving.load_model(path, custom_objects={make.__name__: make}, safe_mode=True)
    return np.stack([_numbers(loaded(_tensor(x), training=True)) for _ in range(2)])


class Recorder:
    """Records what goes into and comes out of each Dense layer while a model runs, however it is built.

    `with Recorder() as dense: model(x)`; afterwards `dense` is a list of (units, input array, output array)
    in the order of the calls. Sequential, functional, nested and subclassed models look alike this way.
    """

    def __enter__(self):
        import keras

        self.layer, self.original = keras.layers.Layer, keras.layers.Layer.__call__
        seen, original = [], self.original

        def call(layer, *args, **options):
            outputs = original(layer, *args, **options)
            if isinstance(layer, keras.layers.Dense) and args and not keras.utils.is_keras_tensor(args[0]):
                seen.append((layer.units, _numbers(args[0]), _numbers(outputs)))
            return outputs

        self.layer.__call__ = call
        return seen

    def __exit__(self, *_):
        self.layer.__call__ = self.original


def dense_tape(build, input_shape, hidden, rates, classes, x):
    """Run build(...) on x at inference and in training."""
    import keras

    model = build(input_shape, hidden, rates, classes)
    if not isinstance(model, keras.Model):
        return None
    with Recorder() as calm:
        at_inference = _numbers(model(_tensor(x), training=False))
    with Recorder() as stormy:
        in_training = _numbers(model(_tensor(x), training=True))
    again = _numbers(model(_tensor(x)))
    return dict(
        inference=(at_inference, calm),
        training=(in_training, stormy),
        again=again,
        parameters=int(sum(np.prod(w.shape) for w in model.weights)),
    )
