"""Wrong answers to exercise 1.5 with something around the right layers, or with weights that cannot be learned."""

import keras
from keras import layers

from tests.answers import wrong
from tests.wrong_answers.lesson01_keras import mlp


@wrong("build_mlp", "weights frozen")
def weights_frozen(input_shape, hidden, rates, classes):
    model = mlp(input_shape, hidden, rates, classes)
    model.trainable = False
    return model


@wrong("build_mlp", "weights frozen")
def last_dense_frozen(input_shape, hidden, rates, classes):
    model = mlp(input_shape, hidden, rates, classes)
    model.layers[-1].trainable = False
    return model


@wrong("build_mlp")
def logits_rescaled(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Rescaling(0.1))


@wrong("build_mlp")
def inputs_rescaled(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, first=layers.Rescaling(1 / 16))


@wrong("build_mlp")
def inputs_normalized(input_shape, hidden, rates, classes):
    norm = layers.LayerNormalization(center=False, scale=False)
    return mlp(input_shape, hidden, rates, classes, first=norm)


@wrong("build_mlp")
def noise_on_the_logits(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.GaussianNoise(0.1))


def _initialized(initializer):
    def build(input_shape, hidden, rates, classes):
        def each(x, units, rate):
            return layers.Dropout(rate)(layers.Dense(units, "relu", kernel_initializer=initializer)(x))

        return mlp(input_shape, hidden, rates, classes, each=each)

    build.__name__ = f"weights_of_{initializer}"
    return build


for initializer in ("zeros", "ones"):
    wrong("build_mlp", "units start alike")(_initialized(initializer))


@wrong("build_mlp", "units start alike")
def zeros_and_tanh(input_shape, hidden, rates, classes):
    def each(x, units, rate):
        return layers.Dropout(rate)(layers.Dense(units, "tanh", kernel_initializer="zeros")(x))

    return mlp(input_shape, hidden, rates, classes, each=each)


@wrong("build_mlp", "softmax in the model")
def softmax_and_rescaling(input_shape, hidden, rates, classes):
    out = keras.Sequential([layers.Rescaling(3.0), layers.Softmax()])
    return mlp(input_shape, hidden, rates, classes, out=out)


@wrong("build_mlp")
def normalized_where_dropped(input_shape, hidden, rates, classes):
    """With weights of its own where there is dropout."""

    def each(x, units, rate):
        x = layers.Dense(units, activation="relu")(x)
        return layers.Dropout(rate)(layers.BatchNormalization()(x) if rate else x)

    return mlp(input_shape, hidden, rates, classes, each=each)


class NothingComesOut(keras.Model):
    def call(self, x, training=False):
        return None


@wrong("build_mlp")
def nothing_comes_out(input_shape, hidden, rates, classes):
    return NothingComesOut()


@wrong("build_mlp")
def a_dict_comes_out(input_shape, hidden, rates, classes):
    model = mlp(input_shape, hidden, rates, classes)
    return keras.Model(model.inputs, {"logits": model.outputs[0]})


@wrong("build_mlp")
def one_number_comes_out(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Lambda(lambda x: keras.ops.sum(x)))


@wrong("build_mlp")
def swapped_for_one_hidden_layer(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates if len(rates) > 1 else [0], classes)


@wrong("build_mlp")
def rate_of_the_hidden_layer_before(input_shape, hidden, rates, classes):
    """Right for one hidden layer alone, or where all rates are the same."""
    return mlp(input_shape, hidden, [rates[0], *rates[:-1]], classes)
