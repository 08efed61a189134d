"""What utils.models.unet promises: its shapes, its skips, and dropout at the places named and at no other."""

import numpy as np
import pytest

from tests.long_proof import sample

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unet():
    from utils.models import unet

    return unet


def images(side, number=2, maps=1, seed=0):
    return np.random.default_rng(seed).normal(size=(number, side, side, maps)).astype("float32")


def dropouts(model):
    """Return {(side, maps): rate} of the dropout layers, with what stands in front and who gets what they leave."""
    import keras

    from utils.models import calls

    found = []
    for layer, inputs, outputs in calls(model):
        if isinstance(layer, keras.layers.Dropout):
            next_layers = {type(one).__name__ for one, given, _ in calls(model) if outputs[0] in list(given)}
            found.append((inputs[0].shape[1], inputs[0].shape[-1], layer.rate, next_layers))
    return found


@pytest.mark.parametrize(("side", "depth"), [(32, 1), (48, 3), (64, 4), (128, 2), (512, 3)], ids=str)
def test_logits_have_the_size_of_the_image(unet, side, depth):
    model = unet((side, side, 1), base=2, depth=depth, classes=3)
    assert model.output_shape == (None, side, side, 3)


def test_height_and_width_may_differ_and_may_be_left_open(unet):
    model = unet((None, None, 2), base=2, depth=2)
    for sides in ((8, 12), (32, 4)):
        assert model(np.zeros((1, *sides, 2), "float32")).shape == (1, *sides, 1)


@pytest.mark.parametrize(
    ("shape", "depth", "said"),
    [
        ((100, 96, 1), 3, "height.*8 divides.*got 100: use 96 or 104"),
        ((96, 33, 1), 4, "width.*16 divides.*got 33: use 32 or 48"),
        ((6, 8, 1), 3, "got 6: use 8"),
        ((64, 64), 2, "height x width x maps"),
    ],
)
def test_a_side_that_does_not_fit_is_told_what_to_use(unet, shape, depth, said):
    with pytest.raises(ValueError, match=said):
        unet(shape, depth=depth)


@pytest.mark.parametrize("wrong", [dict(depth=0), dict(base=0), dict(classes=1.5), dict(depth=True)], ids=str)
def test_sizes_that_make_no_sense_are_refused(unet, wrong):
    with pytest.raises(ValueError, match="whole number of at least 1"):
        unet((64, 64, 1), **wrong)


def test_filters_double_from_level_to_level(unet):
    import keras

    convs = [one for one in unet((32, 32, 1), base=3, depth=2).layers if type(one) is keras.layers.Conv2D]
    assert [one.filters for one in convs] == [3, 3, 6, 6, 12, 12, 6, 6, 3, 3, 1]


def test_logits_are_no_probabilities(unet):
    logits = unet((16, 16, 1), base=4, depth=2).predict(50 * images(16), verbose=0)
    assert logits.min() < 0
    assert logits.max() > 1


def test_predict_is_deterministic_and_training_is_not(unet):
    model, x = unet((16, 16, 1), base=2, depth=2, rates=[0.5, 0.5, 0.5]), images(16)
    assert np.array_equal(model.predict(x, verbose=0), model.predict(x, verbose=0))
    assert not np.array_equal(model(x, training=True), model(x, training=True))


def test_dropout_of_the_paper_stands_before_both_the_pool_and_the_skip(unet):
    found = dropouts(unet((32, 32, 1), base=2, depth=3, rates={2: 0.5, 3: 0.4}))
    assert found == [(8, 8, 0.5, {"MaxPooling2D", "Concatenate"}), (4, 16, 0.4, {"Conv2DTranspose"})]


FORMS = {
    "none": (None, []),
    "nowhere": ({}, []),
    "a sequence": ((0.1, 0, 0.3), [(16, 0.1), (4, 0.3)]),
    "an array": (np.array([0, 0.2, 0.5]), [(8, 0.2), (4, 0.5)]),
    "the bottleneck": ({(2, "bottleneck"): 0.5}, [(4, 0.5)]),
    "a level down": ({(1, "contracting"): 0.5, 0: 0}, [(8, 0.5)]),
    "a level up": ({(1, "expanding"): 0.5, (0, "expanding"): 0.2}, [(8, 0.5), (16, 0.2)]),
}


@pytest.mark.parametrize(("rates", "expected"), FORMS.values(), ids=FORMS)
def test_rates_land_on_the_places_named(unet, rates, expected):
    found = dropouts(unet((16, 16, 1), base=2, depth=2, rates=rates))
    assert [(side, rate) for side, _, rate, _ in found] == expected


NONSENSE = {
    "too few": ([0.5, 0.5], "3 rates"),
    "one number": (0.5, "{place: rate}"),
    "a text": ("paper", "{place: rate}"),
    "too deep": ({3: 0.5}, "in a net of depth=2"),
    "below": ({-1: 0.5}, "in a net of depth=2"),
    "a wrong bottleneck": ({(1, "bottleneck"): 0.5}, "in a net of depth=2"),
    "the bottleneck as contracting": ({(2, "contracting"): 0.5}, "in a net of depth=2"),
    "another path": ({(1, "up"): 0.5}, "with a path of"),
    "a name": ({"decoder": 0.5}, "with a path of"),
    "twice": ({1: 0.5, (1, "contracting"): 0.2}, "two for"),
    "a share of 1": ({1: 1.0}, "0 <= rate < 1"),
    "below 0": ([0, 0, -0.1], "0 <= rate < 1"),
    "not a number": ({1: float("nan")}, "0 <= rate < 1"),
    "no number": ({1: "half"}, "0 <= rate < 1"),
}


@pytest.mark.parametrize(("rates", "said"), NONSENSE.values(), ids=NONSENSE)
def test_rates_that_make_no_sense_are_refused_in_words(unet, rates, said):
    with pytest.raises(ValueError, match=said):
        unet((16, 16, 1), base=2, depth=2, rates=rates)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_arms_of_the_study_are_rates(unet, depth):
    from utils.models import unet_placements

    arms = unet_placements(depth, rate=0.25)
    found = {name: dropouts(unet((16, 16, 1), base=2, depth=depth, rates=rates)) for name, rates in arms.items()}
    assert {name: len(one) for name, one in found.items()} == {
        "none": 0,
        "paper": 2,
        "every level": 2 * depth + 1,
        "decoder": depth,
    }
    assert [side for side, *_ in found["paper"]] == [16 // 2 ** (depth - 1), 16 // 2**depth]


def silenced(model, number):
    """Return `model`, with its weights, but with zeros for the maps that skip `number` brings."""
    import keras

    met = []

    def call(layer, *given, **options):
        if isinstance(layer, keras.layers.Concatenate):
            met.append(layer)
            if len(met) == number + 1:
                (skip, up), *_ = given
                given = [[0 * skip, up]]
        return layer(*given, **options)

    clone = keras.models.clone_model(model, call_function=call)
    clone.set_weights(model.get_weights())
    return clone


def test_each_skip_is_used_and_comes_from_its_own_level(unet):
    import keras

    model, x = unet((16, 16, 1), base=4, depth=3), images(16)
    joints = [one for one in model.layers if isinstance(one, keras.layers.Concatenate)]
    assert [tuple(one.shape[-1] for one in joint.input) for joint in joints] == [(16, 16), (8, 8), (4, 4)]
    for number in range(3):
        assert np.abs(silenced(model, number)(x) - model(x)).max() > 1e-3


@pytest.mark.parametrize("policy", sample(["mixed_float16", "float32", "mixed_bfloat16"], 3))
def test_it_trains_in_each_precision_and_gives_float32(unet, policy):
    import keras

    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        keras.utils.set_random_seed(0)
        model, x = unet((16, 16, 1), base=8, depth=2, rates={2: 0.5}), images(16, 16)
        y = (x > 0).astype("float32")
        model.compile(keras.optimizers.Adam(0.005), keras.losses.BinaryCrossentropy(from_logits=True))
        losses = model.fit(x, y, batch_size=4, epochs=15, verbose=0).history["loss"]
    finally:
        keras.config.set_dtype_policy(before)
    assert model.output.dtype == "float32"
    assert losses[-1] < 0.8 * losses[0]
