"""An answer that computes with TensorFlow is found before it is run in a fork, which would stand still."""

import sys
import textwrap
import types
from functools import partial, wraps

import numpy as np
import pytest

from utils.checks import apart

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux alone")


@pytest.fixture
def tensorflow(monkeypatch):
    """Stand-ins for tensorflow and keras, loaded, with a function and a class that come from there."""
    tf = types.ModuleType("tensorflow")
    exec("def where(x): return x\nclass Dropout:\n    def __call__(self, x): return x", vars(tf))
    keras = types.ModuleType("keras")
    monkeypatch.setitem(sys.modules, "tensorflow", tf)
    monkeypatch.setitem(sys.modules, "keras", keras)
    return tf


def notebook(source, **names):
    """Run `source` as a cell of a notebook; return what it calls `answer`."""
    cells = dict(names, __name__="__main__", np=np, partial=partial, wraps=wraps)
    exec(textwrap.dedent(source), cells)
    return cells["answer"]


REACHING = {
    "a module": "def answer(x): return tf.where(x)",
    "a module inside": "ops = types.ModuleType('keras.ops')\ndef answer(x): return ops.where(x)",
    "a function": "where = tf.where\ndef answer(x): return where(x)",
    "a class": "Dropout = tf.Dropout\ndef answer(x): return Dropout()(x)",
    "a layer made before": "layer = tf.Dropout()\ndef answer(x): return layer(x)",
    "layers in a list": "layers = [tf.Dropout()]\ndef answer(x): return layers[0](x)",
    "an import": "def answer(x):\n    import tensorflow\n    return x",
    "an import by another name": "def answer(x):\n    import tensorflow.keras as k\n    return x",
    "an import of one name": "def answer(x):\n    from keras.ops import where\n    return x",
    "a function beside": "def half(x): return tf.where(x)\ndef answer(x): return half(x)",
    "a function behind a function": """
        def first(x): return tf.where(x)
        def second(x): return first(x)
        def answer(x): return second(x)""",
    "a function within": """
        def answer(x):
            def half(x): return tf.where(x)
            return half(x)""",
    "a comprehension": "def answer(x): return [tf.where(one) for one in x]",
    "a closure": """
        def make():
            where = tf.where
            def answer(x): return where(x)
            return answer
        answer = make()""",
    "a default": "def answer(x, where=tf.where): return where(x)",
    "a keyword default": "def answer(x, *, layer=tf.Dropout()): return layer(x)",
    "a partial": "def two(f, x): return f(x)\nanswer = partial(two, tf.where)",
    "a partial of it": "answer = partial(tf.where)",
    "a wrapped function": """
        def plain(x): return tf.where(x)
        @wraps(plain)
        def answer(*x): return plain(*x)""",
    "a callable object": """
        class Answer:
            def __call__(self, x): return tf.where(x)
        answer = Answer()""",
    "a method it inherits": """
        class Parent:
            def __call__(self, x): return tf.where(x)
        class Child(Parent): pass
        answer = Child()""",
    "what an object holds": """
        class Answer:
            def __init__(self): self.layer = tf.Dropout()
            def __call__(self, x): return self.layer(x)
        answer = Answer()""",
    "a bound method": """
        class Answer:
            def drop(self, x): return tf.where(x)
        answer = Answer().drop""",
    "a class that is the answer": """
        class answer:
            def __init__(self, x): self.x = tf.where(x)""",
    "the layer itself": "answer = tf.Dropout()",
}


@pytest.mark.parametrize("source", REACHING.values(), ids=REACHING)
def test_an_answer_that_reaches_tensorflow_is_found(tensorflow, source):
    answer = notebook(source, tf=tensorflow, types=types)
    assert apart.reaches_tensorflow(answer)
    assert not apart.possible(answer)


@pytest.mark.parametrize("source", REACHING.values(), ids=REACHING)
def test_where_tensorflow_is_not_loaded_every_answer_runs_apart(tensorflow, source, monkeypatch):
    answer = notebook(source, tf=tensorflow, types=types)
    monkeypatch.delitem(sys.modules, "tensorflow")
    assert apart.possible(answer)


PLAIN = {
    "numpy": "def answer(x): return np.where(x > 0, x, 0)",
    "a generator": "rng = np.random.default_rng(0)\ndef answer(x): return x * rng.random(x.shape)",
    "beside tensorflow": "layer = tf.Dropout()\ndef answer(x): return 2 * x",
    "recursion": "def answer(x): return answer(x)",
    "a callable object": """
        class Answer:
            def __init__(self): self.numbers, self.me = np.arange(9), self
            def __call__(self, x): return 2 * x
        answer = Answer()""",
    "a number": "answer = 3",
    "a class": "class answer: pass",
    "a text": "answer = 'about 20'",
}


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_all_others_run_apart_although_tensorflow_is_loaded(tensorflow, source):
    assert apart.possible(notebook(source, tf=tensorflow))


def test_looking_for_tensorflow_runs_none_of_the_answers_code(tensorflow):
    class Hostile(type):
        def __getattribute__(cls, name):
            raise SystemExit("looked at")

    class Answer(metaclass=Hostile):
        __module__ = 3
        __slots__ = ("held",)

        def __getattribute__(self, name):
            raise SystemExit("looked at")

        __class__ = __dict__ = property(lambda self: 1 / 0)

        def __hash__(self):
            raise SystemExit("hashed")

        __eq__ = __bool__ = __hash__

    assert apart.possible(Answer())
    assert apart.possible(Answer)
