"""What utils.models promises: dropout on the outputs of hidden layers, and nowhere else."""

from itertools import pairwise

import numpy as np
import pytest

pytestmark = pytest.mark.slow

PLANS = [((64, 32), (0.5, 0.2)), ((16,), (0.3,)), ((32, 32, 32), (0.1, 0.0, 0.7)), ((), ()), ((8, 8), (0, 0))]


@pytest.fixture(scope="module")
def mlp():
    from utils.models import mlp

    return mlp


def kinds(model):
    return [type(layer).__name__ for layer in model.layers]


@pytest.mark.parametrize(("hidden", "rates"), PLANS, ids=str)
def test_dropout_stands_behind_its_hidden_layer_and_nowhere_else(mlp, hidden, rates):
    import keras

    expected = ["Flatten"]
    for rate in rates:
        expected += ["Dense", "Dropout"] if rate else ["Dense"]
    model = mlp((8, 8, 1), hidden, rates, classes=10)
    assert kinds(model) == [*expected, "Dense"]
    assert [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)] == [
        r for r in rates if r
    ]
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    assert [layer.units for layer in dense] == [*hidden, 10]
    assert [layer.activation.__name__ for layer in dense] == [*["relu"] * len(hidden), "linear"]


@pytest.mark.parametrize(("hidden", "rates"), PLANS, ids=str)
def test_dropout_adds_no_weights(mlp, hidden, rates):
    sizes = [64, *hidden, 10]
    weights = sum((before + 1) * after for before, after in pairwise(sizes))
    assert mlp((8, 8, 1), hidden, rates, classes=10).count_params() == weights


@pytest.mark.parametrize("shape", [(64,), (8, 8), (8, 8, 1), (4, 4, 2, 2)], ids=str)
def test_any_input_shape_gives_one_row_of_logits_an_image(mlp, shape):
    model = mlp(shape, (8,), (0.5,), classes=3)
    assert model.output_shape == (None, 3)
    assert ("Flatten" in kinds(model)) == (len(shape) > 1)
    assert np.isfinite(model.predict(np.ones((5, *shape)), verbose=0)).all()


def test_it_drops_in_training_and_only_there(mlp):
    model, x = mlp((8, 8, 1), (64, 64), (0.5, 0.5), classes=10), np.ones((3, 8, 8, 1))
    assert np.array_equal(model(x), model(x))
    assert not np.array_equal(model(x, training=True), model(x, training=True))


def test_a_rate_too_few_is_refused_in_words(mlp):
    with pytest.raises(ValueError, match="a rate for each hidden layer"):
        mlp((8, 8, 1), (16, 16), (0.5,), classes=10)


def test_a_module_holds_its_layers_in_the_order_named():
    import keras

    from utils.models import cnn

    model = cnn(
        (8, 8, 1), 10, filters=(4, 8), module="conv norm dropout pool", dropout=lambda: keras.layers.Dropout(0.5)
    )
    assert kinds(model) == 2 * ["Conv2D", "BatchNormalization", "Dropout", "MaxPooling2D"] + ["Flatten", "Dense"]
    enlarged = cnn((8, 8, 1), 10, dense=(5,), enlarge=2)
    assert kinds(enlarged) == ["UpSampling2D"] + 2 * ["Conv2D", "MaxPooling2D"] + ["Flatten", "Dense", "Dense"]
    assert enlarged.output_shape == (None, 10)


def test_outputs_are_those_of_each_layer_of_a_kind_at_inference():
    import keras

    from utils.models import cnn, outputs_of

    model = cnn(
        (8, 8, 1), 10, filters=(4, 8), module="conv dropout pool", dropout=lambda: keras.layers.Dropout(0.9)
    )
    images = np.random.default_rng(0).random((3, 8, 8, 1)).astype("float32")
    first, second = outputs_of(model, keras.layers.Conv2D, images)
    assert (first.shape, second.shape) == ((3, 8, 8, 4), (3, 4, 4, 8))
    assert np.allclose(first, np.asarray(model.layers[0](images)))


def test_calls_lists_every_use_of_a_layer_in_the_order_of_the_data():
    import keras

    from utils.models import calls

    shared, inside = (
        keras.layers.Dense(4, name="shared"),
        keras.Sequential([keras.Input((4,)), keras.layers.ReLU()]),
    )
    inputs = keras.Input((4,))
    first, second = shared(inputs), shared(keras.layers.Dropout(0.5, name="drop")(inputs))
    model = keras.Model(inputs, keras.layers.Add(name="add")([inside(first), second]))
    names = [layer.name for layer, _, _ in calls(model)]
    assert names[-1] == "add" and names.count("shared") == 2 and names.count(inside.name) == 1
    made = {id(inputs)}
    for _, given, given_on in calls(model):
        assert {id(x) for x in given} <= made
        made |= {id(x) for x in given_on}
    assert [layer.name for layer, _, _ in calls(inside)] == [inside.layers[0].name]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("modules", "down", "side"), [(1, "none", 5), (1, "max", 6), (2, "avg", 16), (2, "stride", 13)]
)
def test_the_gradient_of_the_middle_covers_the_receptive_field(modules, down, side):
    import keras

    from utils.models import conv_module, input_gradient

    x = inputs = keras.Input((24, 24, 1))
    for _ in range(modules):
        x = conv_module(x, 6, down=down)
    noise = np.random.default_rng(1).normal(size=(40, 24, 24, 1))
    seen = input_gradient(keras.Model(inputs, x), noise) > 0
    assert [np.ptp(np.flatnonzero(seen.any(axis=axis))) + 1 for axis in (0, 1)] == [side, side]
