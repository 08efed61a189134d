"""How Keras layers and models are asked for plain arrays.

A probe runs where the answer lives and returns arrays only; the laws look at the arrays, wherever they are.
"""

import functools
import os
import tempfile

import numpy as np


class Elsewhere:
    """Marks the type of an answer that lives in another process.

    Of a class, `probe(name, given, options)` runs a probe there. Of a function, `repeated(times)` stands in for it
    during so many calls with the same arguments, which cross at once.
    """


def where_it_lives(probe):
    """Decorate a probe of a class, so that it runs in the process of that class."""

    @functools.wraps(probe)
    def run(make, *given, **options):
        if issubclass(type(make), Elsewhere):
            return make.probe(probe.__name__, given, options)
        return probe(make, *given, **options)

    return run


def tensor(x):
    import keras

    return keras.ops.convert_to_tensor(np.asarray(x, dtype="float32"))


def numbers(given):
    return np.array(given)


@where_it_lives
def layer_calls(make, rate, x, repeat=2, trainable=True, **options):
    """Stack `repeat` eager calls of the layer make(rate) on x."""
    layer = make(rate)
    layer.trainable = trainable
    return np.stack([numbers(layer(tensor(x), **options)) for _ in range(repeat)])


@where_it_lives
def traced_calls(make, rate, x):
    """Stack two calls in training, both through one tf.function that was traced once."""
    import tensorflow as tf

    layer = make(rate)
    traced = tf.function(lambda inputs: layer(inputs, training=True))
    return np.stack([numbers(traced(tensor(x))) for _ in range(2)])


@where_it_lives
def calls_of_any_size(make, rate, x):
    """Stack two calls in training, through one tf.function for batches of any size; None where that fails.

    A stub fails nothing: what it raises is passed on.
    """
    import tensorflow as tf

    layer = make(rate)
    signature = [tf.TensorSpec((None, *x.shape[1:]), "float32")]
    traced = tf.function(lambda inputs: layer(inputs, training=True), input_signature=signature)
    try:
        _, *calls = [numbers(traced(tensor(rows))) for rows in (x[:7], x, x)]
        return np.stack(calls)
    except Exception as error:
        if isinstance(error, NotImplementedError) and "symbolic" not in str(error):  # not TensorFlow's own
            raise
        return None


@where_it_lives
def gradient(make, rate, x, training):
    """Stack the outputs of the layer make(rate) and the gradient by its inputs, for an upstream gradient of x."""
    import tensorflow as tf

    layer, inputs = make(rate), tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layer(inputs, training=training)
    flowing = tape.gradient(outputs, inputs, output_gradients=inputs)
    return np.stack([numbers(outputs), np.zeros_like(x) if flowing is None else numbers(flowing)])


@where_it_lives
def learned_numbers(make, rate, x):
    """Return how many numbers the layer make(rate) would learn."""
    layer = make(rate)
    layer(tensor(x), training=True)
    return int(sum(np.prod(weight.shape) for weight in layer.trainable_weights))


@where_it_lives
def predictions(make, rate, x):
    """Stack two calls of `predict` of a model that holds nothing but the layer make(rate)."""
    model = _alone(make(rate), x)
    return np.stack([model.predict(x, verbose=0) for _ in range(2)])


def _alone(layer, x):
    import keras

    return keras.Sequential([keras.Input(x.shape[1:]), layer])


@where_it_lives
def saved(make, rate, x):
    """Return the bytes of the file to which a model that holds nothing but the layer make(rate) is saved."""
    with tempfile.TemporaryDirectory() as folder:
        path, layer = os.path.join(folder, "model.keras"), make(rate)
        layer(tensor(x))  # which a stub refuses, while Keras would save it
        _alone(layer, x).save(path)
        return np.fromfile(path, dtype="uint8")


@where_it_lives
def calls_once_loaded(make, file, x):
    """Stack two training calls of the layer in a file that `saved` gave, of which nothing else is known."""
    import keras

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        file.tofile(path)
        loaded = keras.saving.load_model(path, custom_objects={make.__name__: make}, safe_mode=True)
    return np.stack([numbers(loaded(tensor(x), training=True)) for _ in range(2)])


class Recorder:
    """Records what goes into and comes out of each Dense layer while a model runs, however it is built.

    `with Recorder() as dense: model(x)`; afterwards `dense` is a list of (units, input array, output array)
    in the order of the calls. Sequential, functional, nested and subclassed models look alike this way.
    """

    def __enter__(self):
        import keras
        import tensorflow as tf

        self.eagerly = tf.config.functions_run_eagerly()
        tf.config.run_functions_eagerly(True)  # arrays can be read in no graph, not even in one of the model's own
        self.layer, self.original = keras.layers.Layer, keras.layers.Layer.__call__
        seen, original = [], self.original

        def call(layer, *args, **options):
            outputs = original(layer, *args, **options)
            if isinstance(layer, keras.layers.Dense) and args and not keras.utils.is_keras_tensor(args[0]):
                seen.append((layer.units, numbers(args[0]), numbers(outputs)))
            return outputs

        self.layer.__call__ = call
        return seen

    def __exit__(self, *_):
        import tensorflow as tf

        self.layer.__call__ = self.original
        tf.config.run_functions_eagerly(self.eagerly)
