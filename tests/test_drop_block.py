"""Laws of dropout by blocks as a Keras layer: squares inside the map, the share asked for, the mean kept."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from scipy.ndimage import binary_opening

from tests.long_proof import sample
from utils.data import load
from utils.layers import DropBlock2D, dropout_layer, seed_probability
from utils.training import over_seeds

SIZES = ((8, 8), (7, 7), (14, 14), (28, 28), (9, 16))
RATES = (0.05, 0.1, 0.2, 0.3)
BLOCKS = (3, 5, 7)
DTYPES = {"float32": 1e-5, "float16": 2e-3, "mixed_float16": 2e-3, "bfloat16": 1e-2}


def sizes(*others):
    return pytest.mark.parametrize("size", [*SIZES, *others], ids=str)


def numbers(tensor):
    return keras.ops.convert_to_numpy(keras.ops.cast(tensor, "float64"))


def dropped(layer, images=200, size=(8, 8), maps=4, **options):
    """Return where the layer drops in maps of ones, as truth values."""
    return numbers(layer(np.ones((images, *size, maps)), training=True, **options)) == 0


def expected_share(gamma, height, width, block):
    """Return the expected share dropped: count by brute force how many squares lie over each position."""
    covers = np.zeros((height, width))
    for top in range(height - block + 1):
        for left in range(width - block + 1):
            covers[top : top + block, left : left + block] += 1
    return np.mean(1 - (1 - gamma) ** covers)


@pytest.mark.parametrize("block", [1, 2, *BLOCKS])
@sizes((7, 30))
def test_the_seed_probability_gives_the_share_asked_for(size, block):
    for rate in (0.0, 0.01, *RATES, 0.5, 0.9, 0.99):
        gamma = seed_probability(*size, rate, block)
        assert 0 <= gamma < 1
        assert expected_share(gamma, *size, block) == pytest.approx(rate, abs=1e-12)
        if block == 1 or size == (block, block):
            assert gamma == pytest.approx(rate)


def test_the_seed_probability_is_the_same_for_sides_that_are_tensors():
    sides = tf.constant(14), tf.constant(9)
    assert float(seed_probability(*sides, 0.2, 5, keras.ops)) == pytest.approx(seed_probability(14, 9, 0.2, 5))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("block", BLOCKS)
@sizes()
def test_the_realised_share_is_the_rate(size, block, rate):
    enough = round(8_000 * 100 / (size[0] * size[1])) + 2_000
    shares = dropped(DropBlock2D(rate, block, seed=1), enough // 8, size, 8).mean(axis=(1, 2)).ravel()
    error = shares.std(ddof=1) / np.sqrt(shares.size)
    assert abs(shares.mean() - rate) < 5 * error
    assert shares.mean() == pytest.approx(rate, rel=0.1)


@pytest.mark.parametrize("block", [1, 2, *BLOCKS])
@sizes()
def test_what_falls_is_made_of_whole_squares(size, block):
    zeros = dropped(DropBlock2D(0.2, block, seed=2), 30, size, 5)
    assert np.array_equal(binary_opening(zeros, np.ones((1, block, block, 1))), zeros)
    assert 0 < zeros.mean() < 1


@pytest.mark.parametrize("rate", RATES)
def test_maps_and_images_share_nothing(rate):
    zeros = dropped(DropBlock2D(rate, 3, seed=3), 4_000, (7, 7), 4)[:, 3, 3]
    apart = np.corrcoef(np.concatenate([zeros, np.roll(zeros, 1, axis=0)], axis=1), rowvar=False)
    assert np.abs(apart - np.eye(8)).max() < 6 / np.sqrt(4_000)


@pytest.mark.parametrize("rate", [0.1, 0.5])
@pytest.mark.parametrize("block", [1, 3, 4])
def test_survivors_are_rescaled_by_the_counted_share_of_the_batch(rate, block):
    x = np.random.default_rng(4).uniform(0.5, 2, (6, 9, 12, 3)) * np.random.default_rng(5).choice([-1, 1], 3)
    y = numbers(DropBlock2D(rate, block, seed=6)(x, training=True))
    kept = y != 0
    np.testing.assert_allclose(y, x * kept / kept.mean(), rtol=1e-5)


def test_a_block_of_one_is_dropout_and_one_of_the_whole_map_is_spatial_dropout():
    single = dropped(DropBlock2D(0.3, 1, seed=7), 2_000, (4, 4), 1).reshape(2_000, 16)
    assert np.abs(np.corrcoef(single, rowvar=False) - np.eye(16)).max() < 6 / np.sqrt(2_000)
    whole = dropped(DropBlock2D(0.3, 6, seed=7), 500, (6, 6), 4)
    assert np.array_equal(whole, np.broadcast_to(whole[:, :1, :1], whole.shape))
    assert whole[:, 0, 0].mean() == pytest.approx(0.3, abs=5 * np.sqrt(0.21 / 2_000))


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_drops_the_same_squares_and_keeps_the_mean(dtype):
    layer = DropBlock2D(0.1, 5, seed=8, dtype=dtype)
    y = layer(np.ones((300, 14, 14, 16)), training=True)
    assert keras.backend.standardize_dtype(y.dtype) == layer.compute_dtype
    zeros = dropped(DropBlock2D(0.1, 5, seed=8), 300, (14, 14), 16)
    assert np.array_equal(numbers(y) == 0, zeros)
    assert numbers(y).mean() == pytest.approx(1, rel=DTYPES[dtype])


@pytest.mark.parametrize("dtype", DTYPES)
def test_where_nothing_is_kept_all_is_zero_and_so_is_the_gradient(dtype):
    layer, x = DropBlock2D(0.9999, 4, dtype=dtype), tf.Variable(tf.ones((1, 4, 4, 2)))
    with tf.GradientTape() as tape:
        y = layer(x, training=True)
    assert not numbers(y).any() and not numbers(tape.gradient(y, x)).any()


@pytest.mark.parametrize("options", [{}, {"training": False}])
def test_at_inference_the_inputs_come_back(options):
    x = np.random.default_rng(9).normal(size=(3, 8, 8, 2)).astype("float32")
    assert np.array_equal(DropBlock2D(0.5, 3)(x, **options), x)
    assert np.array_equal(keras.Sequential([DropBlock2D(0.5, 3)]).predict(x, verbose=0), x)


def test_a_rate_of_0_changes_nothing():
    x = np.random.default_rng(10).normal(size=(3, 8, 8, 2)).astype("float32")
    assert np.array_equal(DropBlock2D(0, 3)(x, training=True), x)


def test_a_seed_gives_the_same_squares_and_each_call_others():
    first, again, other = (DropBlock2D(0.2, 3, seed=seed) for seed in (1, 1, 2))
    once, twice = dropped(first), dropped(first)
    assert np.array_equal(once, dropped(again)) and not np.array_equal(once, twice)
    assert not np.array_equal(once, dropped(other))
    assert not np.array_equal(dropped(DropBlock2D(0.2, 3)), dropped(DropBlock2D(0.2, 3)))


@pytest.mark.parametrize("compiled", sample([False, True], 1, quick=1))
def test_in_a_traced_function_each_call_draws_anew_for_maps_of_any_size(compiled):
    layer, any_size = DropBlock2D(0.2, 5, seed=3), tf.TensorSpec((None, None, None, 2))
    traced = tf.function(lambda x: layer(x, training=True) == 0, input_signature=[any_size], jit_compile=compiled)
    for size in ((14, 14), (9, 16), (5, 5)):
        ones = np.ones((1_000, *size, 2), "float32")
        once, twice = traced(ones).numpy(), traced(ones).numpy()
        assert not np.array_equal(once, twice)
        shares = np.concatenate([once, twice]).mean(axis=(1, 2)).ravel()
        assert abs(shares.mean() - 0.2) < 5 * shares.std() / np.sqrt(shares.size)


@pytest.mark.parametrize("seed", [None, 11])
def test_a_saved_layer_comes_back(seed, tmp_path):
    layer = DropBlock2D(0.2, 3, seed=seed, name="squares")
    keras.Sequential([keras.Input((8, 8, 2)), layer]).save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras", safe_mode=True).layers[0]
    assert type(loaded) is DropBlock2D and loaded.get_config() == layer.get_config()
    assert (loaded.rate, loaded.block_size, loaded.seed, loaded.name) == (0.2, 3, seed, "squares")
    first, second = dropped(loaded, maps=2), dropped(loaded, maps=2)
    assert not np.array_equal(first, second) and first.mean() == pytest.approx(0.2, abs=0.05)
    assert np.array_equal(first, dropped(layer, maps=2)) == (seed is not None)


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5, float("nan"), "0.1", None])
def test_a_rate_outside_its_range_is_refused(rate):
    with pytest.raises(ValueError, match="Expected rate as the share dropped"):
        DropBlock2D(rate, 3)


@pytest.mark.parametrize("block", [0, -1, 2.5, 3.0, True, "3", None, (3, 3)])
def test_a_block_that_is_no_positive_whole_number_is_refused(block):
    with pytest.raises(ValueError, match="Expected block_size as a whole number"):
        DropBlock2D(0.1, block)


def test_numbers_of_numpy_are_welcome():
    config = DropBlock2D(np.float32(0.25), np.int64(3)).get_config()
    assert (type(config["rate"]), type(config["block_size"])) == (float, int)


@pytest.mark.parametrize("size", [(4, 9), (9, 4)])
@pytest.mark.parametrize("given", [keras.Input, lambda shape: np.ones((2, *shape))], ids=["symbolic", "eager"])
def test_a_block_larger_than_a_side_is_refused_by_both_numbers(size, given):
    with pytest.raises(ValueError, match=rf"block_size=5 .* got {size[0]} x {size[1]}"):
        DropBlock2D(0.1, 5)(given((*size, 3)))


def test_a_layer_built_for_any_size_refuses_maps_that_are_too_small_when_it_drops():
    inputs = keras.Input((None, None, 3))
    model = keras.Model(inputs, DropBlock2D(0.1, 5)(inputs, training=True))
    with pytest.raises(ValueError, match=r"got 4 x 9"):
        model(np.ones((2, 4, 9, 3)))


@pytest.mark.parametrize("shape", [(8, 8), (8, 8, 3), (2, 8, 8, 8, 3)])
def test_only_a_stack_of_images_has_maps_to_drop_from(shape):
    with pytest.raises(ValueError, match="expected ndim=4"):
        DropBlock2D(0.1, 3)(np.ones(shape))


def net(dtype=None):
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(8, 3, padding="same", activation="relu", dtype=dtype),
            DropBlock2D(0.2, 3, dtype=dtype),
            layers.Flatten(dtype=dtype),
            layers.Dense(10),
        ]
    )


@pytest.mark.slow
@pytest.mark.parametrize("jit_compile", sample([False, True], 2))
@pytest.mark.parametrize("dtype", sample([None, "mixed_float16"], 2))
def test_a_net_with_it_learns(dtype, jit_compile, tmp_path):
    keras.utils.set_random_seed(0)
    model, digits = net(dtype), load("digits")
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"], jit_compile=jit_compile)
    log = model.fit(digits.train.x, digits.train.y, epochs=8, verbose=0).history
    assert np.isfinite(log["loss"]).all() and log["loss"][-1] < 0.7 * log["loss"][0]
    model.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")
    seen = [one.predict(digits.test.x, verbose=0) for one in (model, loaded)]
    assert np.array_equal(*seen)


@pytest.mark.slow
def test_many_seeds_share_one_tracing(monkeypatch):
    from utils import traced

    made, original = [], traced.TracedModel.__init__

    def counted(self, *given):
        made.append(self)
        original(self, *given)

    monkeypatch.setattr(traced.TracedModel, "__init__", counted)
    digits = load("digits", train=70, validation=40, test=50)
    runs = over_seeds(net, digits, seeds=[0, 1, 2], epochs=2)
    assert len(made) == 1 and made[0].reusable
    assert over_seeds(net, digits, seeds=[2, 1], epochs=2)[::-1] == runs[1:]


def test_a_kind_names_its_layer():
    element, channel, block = (dropout_layer(kind, 0.3, block=2) for kind in ("element", "channel", "block"))
    assert (type(element), type(channel), type(block)) == (layers.Dropout, layers.SpatialDropout2D, DropBlock2D)
    assert {layer.rate for layer in (element, channel, block)} == {0.3} and block.block_size == 2
    assert dropout_layer("block", 0.1).block_size == 3
    with pytest.raises(ValueError, match=r'"element", "channel" or "block"; got \'pixel\''):
        dropout_layer("pixel", 0.1)


@pytest.mark.parametrize("rate", [0.1, 0.5])
@sizes()
def test_spatial_dropout_is_dropout_with_another_noise_shape(size, rate):
    x = np.random.default_rng(12).normal(size=(20, *size, 6)).astype("float32")
    spatial = layers.SpatialDropout2D(rate, seed=13)
    plain = layers.Dropout(rate, noise_shape=(None, 1, 1, None), seed=13)
    for _ in range(3):
        assert np.array_equal(spatial(x, training=True), plain(x, training=True))
