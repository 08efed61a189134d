"""A worker says what a model is like: whatever it says, no code of its own runs here, and nothing huge is made."""

import json

import numpy as np
import pytest

from utils.classroom.rebuilt import NotStock, model_from

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small():
    import keras

    inputs = keras.Input((6, 6, 2))
    x = keras.layers.Conv2D(3, 3, activation="relu")(inputs)
    x = keras.layers.Dropout(0.3)(x, training=True)
    x = keras.layers.Flatten()(x) * 2.0
    return keras.Model(inputs, keras.layers.Dense(4)(x))


def said(model):
    import keras

    return keras.saving.serialize_keras_object(model)


def changed(config, kind, more):
    """Return the configuration with these in place of what it says about each layer of a kind."""
    if isinstance(config, list):
        return [changed(one, kind, more) for one in config]
    if not isinstance(config, dict):
        return config
    found = {key: changed(value, kind, more) for key, value in config.items()}
    if config.get("class_name") != kind:
        return found
    return found | more | {"config": found["config"] | more.get("config", {})}


def test_a_stock_model_is_made_again_as_it_is(small):
    again = model_from(json.dumps(said(small)), small.get_weights())
    x = np.ones((2, 6, 6, 2), "float32")
    assert np.array_equal(again.get_weights()[0], small.get_weights()[0])
    assert again(x).shape == (2, 4) and not np.array_equal(again(x), again(x))


MARKER = "/tmp/made_by_a_configuration"
CODE = "__import__('os').system('touch " + MARKER + "')"
OTHERS = {
    "lambda": dict(
        class_name="Lambda", config={"function": {"class_name": "__lambda__", "config": {"value": CODE}}}
    ),
    "another module": dict(class_name="Popen", module="subprocess", registered_name=None, config={"args": "id"}),
    "a file": dict(class_name="TFSMLayer", config={"filepath": "/etc/passwd"}),
    "a vocabulary": dict(class_name="StringLookup", config={"vocabulary": "/etc/passwd"}),
    "registered": dict(class_name="Mine", registered_name="mine>Mine", module=None),
    "no name": dict(class_name=["Dense"]),
    "known elsewhere": dict(module="os.path"),
    "a function": dict(config={"activation": {"class_name": "function", "module": "os", "config": "system"}}),
    "huge": dict(config={"units": 10**9}),
    "negative": dict(config={"units": -3}),
    "a text": dict(config={"units": "many"}),
    "beyond": dict(config={"units": 10**30}),
}


@pytest.mark.parametrize("name", OTHERS)
def test_anything_else_is_refused(small, name, tmp_path):
    import os

    config = changed(said(small), "Dense", OTHERS[name])
    with pytest.raises(NotStock):
        model_from(json.dumps(config), small.get_weights())
    assert not os.path.exists(MARKER)


@pytest.mark.parametrize("config", ["", "null", "[]", "{}", "[" * 100_000, '{"class_name": "Sequential"}', "3"])
def test_what_is_no_configuration_is_refused(config):
    with pytest.raises(NotStock):
        model_from(config, [])


def test_a_layer_that_hands_on_gigabytes_is_refused():
    import keras

    layers = [keras.Input((4, 4, 2)), keras.layers.UpSampling2D(4000)]
    with pytest.raises(NotStock):
        model_from(json.dumps(said(keras.Sequential(layers))), [])


def test_weights_that_do_not_fit_are_refused(small):
    with pytest.raises(NotStock):
        model_from(json.dumps(said(small)), small.get_weights()[:-1])
