"""An answer that is a class is judged by what it does with arrays: right, wrong and lying ones."""

import pytest

from tests.long_proof import sample
from utils.classroom import judge, sandbox
from utils.classroom.course import lessons
from utils.classroom.desk import Place

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sandbox.problem() is not None, reason=f"no sandbox here: {sandbox.problem()}"),
]
RIGHT = """
import keras, numpy as np, sys
class MyDropout(keras.layers.Layer):
    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate, self.seed = rate, keras.random.SeedGenerator(1)
    def call(self, inputs, training=False):
        return keras.random.dropout(inputs, self.rate, seed=self.seed) if training else inputs
    def get_config(self):
        return super().get_config() | {"rate": self.rate}
"""
FORGETFUL = RIGHT.replace('| {"rate": self.rate}', "").replace("rate, **options", "rate=0.5, **options")
UNSCALED = RIGHT.replace("return keras.random.dropout", "return (1 - self.rate) * keras.random.dropout")
PATCH = """
import probes
def dropped(rate, x, times=2):
    return np.stack([np.where(np.random.random(x.shape) < rate, 0, x / (1 - rate)) for _ in range(times)])
"""
REMEMBERS = """
kept = []
def saved(make, rate, x):
    kept.append(rate)
    return np.zeros(100, "uint8")
probes.saved = saved
probes.calls_once_loaded = lambda make, file, x: dropped(kept.pop(0) if len(kept) > 1 else kept[0], x)
"""
LYING = {
    "every probe hands back the inputs": "for name in ('layer_calls', 'traced_calls', 'predictions'):\n"
    "    setattr(probes, name, lambda make, rate, x, repeat=2, **more: np.stack([x] * repeat))",
    "every probe answers with something else": "for name in vars(probes).copy():\n"
    "    setattr(probes, name, lambda *given, **more: {'__class__': [1e308, float('nan')], 5: 'x' * 9999})",
    "every probe answers with arrays of any shape": "for name in vars(probes).copy():\n"
    "    setattr(probes, name, lambda *given, **more: np.ones((2, 3, 4)))",
    "the last rates are remembered": REMEMBERS,
    "a metaclass plays the class": "class Any(type):\n    def __getattribute__(cls, name): return Any\n"
    "    def __call__(cls, *given, **more): return np.ones(10**6)\nclass MyDropout(metaclass=Any): pass",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return Place(sandbox.lay_out(tmp_path_factory.mktemp("classes") / "stage"))


def graded(place, source):
    lesson = lessons()[1]
    wanted = tuple(one for one in lesson.exercises if one.name in ("MyDropout", "drop_mask"))
    mask = "\ndef drop_mask(shape, rate, rng):\n    return (rng.random(shape) >= rate) * 1.0"
    found = judge.grade(place, lesson._replace(exercises=wanted), [source + mask])
    layer, mask = (next(one for one in found if one.exercise == name) for name in ("MyDropout", "drop_mask"))
    assert mask.status == "passed"
    return layer


ANSWERS = [
    (RIGHT, "passed", None),
    (UNSCALED, "not yet", "no rescale"),
    (FORGETFUL, "not yet", "rate lost on saving"),
    (FORGETFUL.split("class")[0] + "class MyDropout: pass", "not yet", None),
    ("import numpy as np\nMyDropout = np.ones(3)", "not yet", None),
]


@pytest.mark.parametrize("source, status, misconception", sample(ANSWERS, 2))
def test_a_class_is_judged_as_in_the_notebook(place, source, status, misconception):
    found = graded(place, source)
    assert (found.status, found.result.misconception) == (status, misconception)


@pytest.mark.parametrize("lie", sample(LYING, 3))
def test_a_class_whose_probes_lie_passes_no_law_that_it_does_not_keep(place, lie):
    found = graded(place, FORGETFUL + PATCH + LYING[lie])
    assert found.status in ("not yet", "error", "protocol") and found.result.score < 1
    broken = [law.name for law in found.result.laws if not law.ok]
    assert any("comes back" in name or "usable" in name for name in broken)
