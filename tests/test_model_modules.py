"""What the modules, the heads and the classic nets of utils.models promise, and how they are written in words."""

import numpy as np
import pytest

from tests.long_proof import sample

pytestmark = pytest.mark.slow

CLASSICS = {  # signature, parameters for 28 x 28 x 1 and 10 classes, smallest side
    "lenet": ("conv pool conv pool flatten dense dense dense", 61_706, 12),
    "alexnet": ("conv pool conv pool conv conv conv pool flatten dense dense dense", 367_034, 15),
    "vgg": ("conv conv pool conv conv pool conv conv pool flatten dense dense dense", 287_866, 8),
}


def module(shape=(12, 12, 2), **options):
    import keras

    from utils.models import conv_module

    inputs = keras.Input(shape)
    return keras.Model(inputs, conv_module(inputs, 4, **options))


def with_head(*given, shape=(7, 7, 64), **options):
    import keras

    from utils.models import head

    inputs = keras.Input(shape)
    return keras.Model(inputs, head(inputs, *given, **options))


def classic(name, *given, **options):
    from utils import models

    return getattr(models, name)(*given, **options)


def kinds(model):
    return [type(layer).__name__ for layer in model.layers[1:]]


# Modules


@pytest.mark.parametrize(
    ("down", "layers", "side"),
    [
        ("max", ["Conv2D", "Conv2D", "MaxPooling2D"], 6),
        ("avg", ["Conv2D", "Conv2D", "AveragePooling2D"], 6),
        ("stride", ["Conv2D", "Conv2D"], 6),
        ("valid", ["Conv2D", "Conv2D"], 8),
        ("none", ["Conv2D", "Conv2D"], 12),
    ],
)
def test_a_module_goes_down_as_it_is_told(down, layers, side):
    model = module(down=down)
    assert kinds(model) == layers
    assert model.output_shape == (None, side, side, 4)
    assert model.count_params() == (9 * 2 + 1) * 4 + (9 * 4 + 1) * 4
    assert kinds(module(down=down, rate=0.3)) == [*layers, "Dropout"]
    assert kinds(module(down=down, rate=0.3, kind="channel")) == [*layers, "SpatialDropout2D"]


def test_each_conv_is_rectified_and_the_last_one_alone_strides():
    layers = module(down="stride", convs=3, kernel=5).layers[1:]
    assert [layer.activation.__name__ for layer in layers] == ["relu"] * 3
    assert [layer.strides for layer in layers] == [(1, 1), (1, 1), (2, 2)]
    assert [layer.kernel_size for layer in layers] == [(5, 5)] * 3


@pytest.mark.parametrize(
    ("options", "said"), [({"down": "pool"}, "down"), ({"kind": "row"}, "kind"), ({"convs": 0}, "one conv")]
)
def test_a_module_refuses_in_words_what_it_does_not_know(options, said):
    with pytest.raises(ValueError, match=said):
        module(**options)


# Heads


@pytest.mark.parametrize(("kind", "first", "parameters"), [("flatten", "Flatten", 401_536), ("gap", None, 8_320)])
def test_a_head_makes_one_row_of_an_image_and_then_logits(kind, first, parameters):
    model = with_head((128,), 10, (0.5,), kind)
    assert kinds(model) == [first or "GlobalAveragePooling2D", "Dense", "Dropout", "Dense"]
    assert model.layers[2].count_params() == parameters
    assert model.output_shape == (None, 10)
    assert model.layers[-1].activation.__name__ == "linear"
    assert kinds(with_head((), 3, ()))[1:] == ["Dense"]
    assert kinds(with_head((8, 8), 3, (0, 0.5)))[1:] == ["Dense", "Dense", "Dropout", "Dense"]


@pytest.mark.parametrize(("given", "said"), [(((8,), 3, ()), "a rate for each"), (((8,), 3, (0,), "mean"), "kind")])
def test_a_head_refuses_in_words_what_does_not_fit(given, said):
    with pytest.raises(ValueError, match=said):
        with_head(*given)


# Classic nets


@pytest.mark.parametrize("name", CLASSICS)
def test_a_classic_keeps_the_order_of_its_original_and_gives_logits(name):
    import keras

    from utils.models import signature

    words, parameters, _ = CLASSICS[name]
    model = classic(name)
    assert signature(model) == words
    assert model.count_params() == parameters
    assert model.output_shape == (None, 10)
    assert model.layers[-1].activation.__name__ == "linear"
    rates = [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    assert rates == ([] if name == "lenet" else [0.5, 0.5])
    assert not model.compiled
    undropped = classic(name, dropout=0.0)
    assert not [layer for layer in undropped.layers if isinstance(layer, keras.layers.Dropout)]


@pytest.mark.parametrize("name", CLASSICS)
@pytest.mark.parametrize("shape", [(16, 16, 1), (32, 32, 3), (28, 20, 1)], ids=str)
def test_a_classic_takes_images_of_other_sizes(name, shape):
    model = classic(name, shape, 3)
    assert np.asarray(model(np.zeros((2, *shape)))).shape == (2, 3)


@pytest.mark.parametrize("name", CLASSICS)
def test_a_classic_refuses_images_that_are_too_small_and_says_which_are_not(name):
    least = CLASSICS[name][-1]
    assert classic(name, (least, least, 1)).output_shape == (None, 10)
    with pytest.raises(ValueError, match=f"at least {least} x {least} for {name}, got 40 x {least - 1}"):
        classic(name, (40, least - 1, 1))
    with pytest.raises(ValueError, match="height, width, maps"):
        classic(name, (28, 28))


def test_vgg_has_a_module_for_each_number_of_filters():
    from utils.models import signature

    model = classic("vgg", (8, 8, 1), filters=(4, 8))
    assert signature(model) == "conv conv pool conv conv pool flatten dense dense dense"
    with pytest.raises(ValueError, match="at least 16 x 16"):
        classic("vgg", (8, 8, 1), filters=(4, 8, 8, 8))


@pytest.mark.parametrize("name", sample(CLASSICS, 3))
def test_training_a_classic_lowers_its_loss(name):
    from utils.data import load
    from utils.training import fit

    data = load("digits", train=256, validation=32, test=32)
    data = type(data)(data.name, *(larger(split) for split in (data.train, data.validation, data.test)), 10)
    losses = fit(lambda: classic(name, (16, 16, 1)), data, epochs=12).history["train_loss"]
    assert losses[-1] < 0.9 * losses[0]


def larger(split):
    return split._replace(x=split.x.repeat(2, axis=1).repeat(2, axis=2))


# Nets in words


def test_a_signature_opens_nested_models_and_leaves_out_what_only_passes_on():
    import keras

    from utils.models import every_call, signature

    layers, ops = keras.layers, keras.ops

    class Subclassed(keras.Model):
        def __init__(self):
            super().__init__()
            self.conv, self.drop = layers.Conv2D(2, 3), layers.Dropout(0.5)

        def call(self, x):
            return self.drop(ops.relu(self.conv(x)))

    block = keras.Sequential([layers.Conv2D(2, 3), layers.Activation("relu"), layers.AveragePooling2D(2)])
    inputs = keras.Input((16, 16, 1))
    x = Subclassed()(block(layers.Rescaling(2.0)(inputs)))
    x = layers.Dense(3)(layers.BatchNormalization()(ops.mean(ops.max_pool(x, 2), (1, 2))))
    model = keras.Model(inputs, x)
    assert signature(model) == "conv pool conv pool gap norm dense"
    assert [type(one).__name__ for one, _, _ in every_call(model)][:3] == ["Rescaling", "Conv2D", "Activation"]
    assert signature(keras.Sequential([inputs, model, layers.Reshape((3, 1))])).endswith("dense flatten")
    joined = layers.Concatenate()([layers.UpSampling2D()(inputs), layers.UpSampling2D()(inputs)])
    assert signature(keras.Model(inputs, joined)) == "upsampling2d upsampling2d concatenate"


def test_a_model_without_inputs_has_no_signature_yet():
    import keras

    from utils.models import signature

    with pytest.raises(ValueError, match="knows its inputs"):
        signature(keras.Sequential([keras.layers.Dense(2)]))
