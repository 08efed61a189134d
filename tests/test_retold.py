"""Models with layers of a submission's own are judged by what those layers call, and by arrays for the rest."""

import json

import numpy as np
import pytest

from tests.long_proof import sample
from utils.classroom import judge, sandbox
from utils.classroom.course import lessons
from utils.classroom.crossing import Call
from utils.classroom.desk import Gone, Place
from utils.classroom.inside import wire
from utils.classroom.not_plain import NotOutside

pytestmark = pytest.mark.slow
HEAD = """
import keras, numpy as np
from keras import layers
class Drop(layers.Layer):
    def __init__(self, rate):
        super().__init__()
        self.rate, self.seed = rate, keras.random.SeedGenerator(1)
    def call(self, x, training=False):
        return keras.random.dropout(x, self.rate, seed=self.seed) if training and self.rate else x
class Net(keras.Model):
    def __init__(self, hidden, rates, classes):
        super().__init__()
        self.steps = [one for units, rate in zip(hidden, rates)
            for one in (layers.Dense(units, activation="relu"), layers.Dropout(rate))]
        self.last = layers.Dense(classes)
"""
BUILD = "def build_mlp(input_shape, hidden, rates, classes):\n    return "
CALLED = """
    def call(self, x, training=False):
        for one in self.steps:
            if isinstance(one, layers.Dropout):
                if training:
                    x = one(x, training={})
            else:
                x = one(x)
        return self.last(x)
"""
BLOCKS = """keras.Sequential([keras.Input(input_shape), *[one for units, rate in zip(hidden, rates)
        for one in (layers.Dense(units, activation="relu"), Drop({}))], layers.Dense(classes)])"""
ANSWERS = {
    "a class": (HEAD + CALLED.format("True") + BUILD + "Net(hidden, rates, classes)", "passed", None),
    "layers of its own": (HEAD + BUILD + BLOCKS.format("rate"), "passed", None),
    "a class that never drops": (
        HEAD + CALLED.format("False") + BUILD + "Net(hidden, rates, classes)",
        "not yet",
        "a dropout is missing",
    ),
    "rates kept": (HEAD + BUILD + BLOCKS.format("1 - rate if rate else 0"), "not yet", None),
    "a class that fails": (
        HEAD + "    def call(self, x):\n        return self.nothing(x)\n" + BUILD + "Net(hidden, rates, classes)",
        "not yet",
        None,
    ),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return Place(sandbox.lay_out(tmp_path_factory.mktemp("retold") / "stage"), sandbox.problem() is None)


def graded(place, source, name="build_mlp"):
    lesson = next(one for one in lessons().values() if name in {each.name for each in one.exercises})
    alone = lesson._replace(exercises=tuple(one for one in lesson.exercises if one.name == name))
    return judge.grade(place, alone, [source])[0]


@pytest.mark.parametrize("name", sample(ANSWERS, 3))
def test_a_model_of_its_own_class_is_judged(place, name):
    source, status, misconception = ANSWERS[name]
    found = graded(place, source)
    assert found.status == status, found.result.message
    if misconception:
        assert found.result.misconception == misconception


class Nobody:
    """A desk that is not asked."""

    busy = False

    def gone(self, how):
        return Gone(how)


def told(layer, outputs=3, weights=()):
    """Return what a hostile worker says of a model that is made of one layer."""
    import keras

    x = keras.Input((4,))
    y = keras.layers.Dense(2, use_bias=False, name="mine")(x)
    config = keras.saving.serialize_keras_object(keras.Model(x, [y] * outputs))
    for one in config["config"]["layers"]:
        if one["name"] == "mine":
            one.update({"build_config": None}, **layer)
    return [json.dumps(config), [*weights], False, [], []]


def there(**more):
    kept = {"name": "mine", "number": 0, "spec": [False, [[[None, 2], "float32"]]], "kept": []}
    return {"class_name": "There", "module": "os", "registered_name": "There", "config": kept | more}


HOSTILE = {
    "code": dict(class_name="Lambda", config={"name": "mine", "function": "os.system"}),
    "no number": there(number=[1]),
    "no shapes": there(spec=[False, []]),
    "more than it says": there(spec=[False, [[[None, 2], "float32"]] * 2]),
    "a negative side": there(spec=[False, [[[None, -2], "float32"]]]),
    "terabytes": there(spec=[False, [[[None, 1 << 19, 1 << 19], "float32"]]]),
    "a kind of its own": there(spec=[False, [[[None, 2], "os.system"]]]),
    "more weights than it sends": there(kept=[[[1 << 15, 1 << 15], True]]),
    "weights that are none": there(kept=[3]),
    "another class of ours": dict(class_name="Retold", module="utils.classroom.retold", config={"name": "mine"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_worker_says_of_a_model_is_not_believed(name):
    with pytest.raises(NotOutside):
        Call(Nobody()).value(["own", 0, "Net", told(HOSTILE[name])])


@pytest.mark.parametrize(
    "packed",
    [
        ["own", 0, "Net", ["{}"]],
        ["own", 0, "Net", told(there(), outputs=2)],
        ["told", 5],
        ["made", 0],
        ["own"],
    ],
)
def test_what_is_no_model_ends_the_worker(packed):
    with pytest.raises((Gone, NotOutside)):
        Call(Nobody()).value(packed)


def test_a_look_inside_of_a_model_finds_its_layers():
    import keras

    layer = keras.saving.serialize_keras_object(keras.layers.Dropout(0.3, name="mine"))
    model = Call(Nobody()).value(["own", 0, "Net", told(layer)])
    x = keras.Input((4,))
    assert [type(one).__name__ for one in keras.Model(x, model.call(x)).layers] == ["InputLayer", "Dropout"]


class Answers(Nobody):
    """A desk that answers every question with the same array."""

    def __init__(self, reply):
        self.reply = reply

    def ask(self, packer, body):
        answer = wire.Packer()
        return [[["returned", answer.pack(self.reply)]], "", [], [], [], None], answer.arrays


@pytest.mark.parametrize("reply, usable", [(np.ones((7, 2)), True), (np.ones((7, 3)), False), ("two", False)])
def test_a_layer_that_stayed_gives_arrays_of_the_shape_that_it_said(reply, usable):
    from utils.checks.plain import Unusable

    model = Call(Answers(reply)).value(["own", 0, "Net", told(there())])
    if usable:
        assert np.array_equal(model(np.ones((7, 4), "float32"), training=True), reply)
    else:
        with pytest.raises(Unusable):
            model(np.ones((7, 4), "float32"))
