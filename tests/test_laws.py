"""The words in which checks speak: every call is survived, every law recorded, every misconception named."""

from collections import namedtuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.checks import chance, plain
from utils.checks.laws import USABLE, Laws, missing, recognised
from utils.checks.misconceptions import SENTENCES

X = np.arange(6.0).reshape(2, 3)
Rows = namedtuple("Rows", "first second")
seeds = st.integers(0, 2**32 - 1)


def stated(speak, seed=0):
    """Return (the laws that speak(law) records, law)."""
    records = []
    law = Laws(records.append, seed)
    speak(law)
    return records, law


def only(speak, seed=0):
    (record,), _ = stated(speak, seed)
    return record


# Calls


WELCOME = {
    "an array": X,
    "float32": X.astype("float32"),
    "whole numbers": X.astype(int),
    "lists": X.tolist(),
    "tuples": tuple(map(tuple, X)),
    "a named tuple": Rows(*X),
    "booleans": X > 2,
    "half precision": X.astype(np.float16),
    "turned round": np.asfortranarray(X)[::-1],
    "read only": np.broadcast_to(1.0, (2, 3)),
    "a matrix": np.matrix(X),
}


@pytest.mark.parametrize("given_back", WELCOME.values(), ids=WELCOME)
def test_whatever_holds_numbers_of_the_right_shape_is_welcome(given_back):
    records, law = stated(lambda law: setattr(law, "got", law.call(lambda x: given_back, X)))
    assert records == [] and law.got.dtype == np.float64 and type(law.got) is np.ndarray
    assert np.array_equal(law.got, np.asarray(given_back, dtype=float))


KERAS_SAYS = """Exception encountered when calling Mine.call().

\x1b[1mthe shapes do not match\x1b[0m

Arguments received by Mine.call():
  • inputs=tf.Tensor(shape=(2, 3), dtype=float32)"""
GRAPH_SAYS = 'in user code:\n\n    File "/course/probes.py", line 34, in None  *\n        call()\n\n    {}\n'
LOADING_SAYS = "Sequential could not be made. config={}.\n\nException encountered: Mine() takes 2 arguments"
SYMBOLIC = "Cannot convert a symbolic tf.Tensor (mine:0) to a numpy array."


def raises(error):
    def answer(x):
        raise error

    return answer


def endless_recursion(x):
    return endless_recursion(x)


TROUBLE = {
    "None": (lambda x: None, "returned None"),
    "a text": (lambda x: "six", "got the text 'six'"),
    "a function": (lambda x: np.sum, "got a"),
    "a generator": (lambda x: (one for one in x), "got a generator"),
    "a dict": (lambda x: {"x": x}, "got a dict"),
    "a ragged list": (lambda x: [[1], [2, 3]], "that NumPy cannot read"),
    "another shape": (lambda x: x[0], "Expected an array of shape (2, 3), got (3,)"),
    "a number": (lambda x: 3, "got ()"),
    "texts": (lambda x: x.astype(str), "Expected numbers"),
    "objects": (lambda x: x.astype(object), "Expected numbers"),
    "complex numbers": (lambda x: x + 1j, "Expected numbers"),
    "dates": (lambda x: x.astype("datetime64[s]"), "Expected numbers"),
    "one NaN": (lambda x: np.where(x > 4, np.nan, x), "1 of 6 that are NaN or infinite"),
    "infinity": (lambda x: x + np.inf, "6 of 6"),
    "an error": (raises(ValueError("so")), "Your answer raised ValueError: so"),
    "an error without words": (raises(KeyError()), "Your answer raised KeyError"),
    "a stop": (raises(KeyboardInterrupt()), "Your answer raised KeyboardInterrupt"),
    "an exit": (raises(SystemExit(3)), "asked Python to stop"),
    "no memory": (raises(MemoryError()), "more memory than there is"),
    "recursion": (endless_recursion, "calls itself without end"),
    "no arguments": (lambda: 3, "TypeError"),
    "a sentence of two lines": (raises(plain.Unusable("so\nand so")), "so and so"),
    "an error of Keras": (raises(ValueError(KERAS_SAYS)), "raised ValueError: the shapes do not match"),
    "an error in a graph": (
        raises(TypeError(GRAPH_SAYS.format("TypeError: " + KERAS_SAYS))),
        "raised TypeError: the shapes do not match",
    ),
    "another error in a graph": (raises(TypeError(GRAPH_SAYS.format("TypeError: so"))), "raised TypeError: so"),
    "an error while loading": (raises(TypeError(LOADING_SAYS)), "raised TypeError: Mine() takes 2 arguments"),
    "a tensor in NumPy's hands": (raises(NotImplementedError(SYMBOLIC)), "NotImplementedError: Cannot convert"),
    "a layer without call": (
        raises(NotImplementedError("Layer Mine does not have a `call` method implemented.")),
        "does not have a `call`",
    ),
    "a path not written": (raises(NotImplementedError()), "still raises NotImplementedError"),
}


@pytest.mark.parametrize(("answer", "said"), TROUBLE.values(), ids=TROUBLE)
def test_what_cannot_be_looked_at_is_told_once_and_the_laws_about_it_stay_silent(answer, said):
    def speak(law):
        first, second = law.call(answer, X), law.call(answer, X)
        assert first.shape == X.shape and missing(first)
        law.close("they are equal", first, X)
        law.holds("they are positive", (second > 0).all(), about=[second], why="Not said.")
        law.share_of_zeros(first, 0.5)
        law.mean("the mean", first, 1.0, 1.0)

    records, _ = stated(speak)
    assert [record.ok for record in records] == [False] * 5
    assert records[0].name == USABLE and said in records[0].why
    assert records[0].why.isprintable() and "probes.py" not in records[0].why
    assert not any(record.why or record.misconception or record.picture for record in records[1:])


@pytest.mark.parametrize(("answer", "said"), TROUBLE.values(), ids=TROUBLE)
def test_an_answer_is_not_started_only_while_it_raises_notimplementederror(answer, said):
    _, law = stated(lambda law: law.call(answer, X))
    assert law.started == (answer is not TROUBLE["a path not written"][0])
    law.call(lambda x: x, X)
    assert law.started


def test_a_stub_that_keras_wraps_is_a_stub():
    _, law = stated(lambda law: law.call(raises(NotImplementedError(KERAS_SAYS)), X))
    assert not law.started


def test_an_error_derived_from_notimplementederror_is_an_error_of_the_answer():
    class NoKeyboard(NotImplementedError):
        pass

    _, law = stated(lambda law: law.call(raises(NoKeyboard()), X))
    assert law.started and "NoKeyboard" in law.trouble


def test_inputs_are_copies_and_changing_them_is_noticed():
    def adds_in_place(x):
        x += 1
        return x

    kept = X.copy()
    records, _ = stated(lambda law: (law.call(adds_in_place, X), law.finish()))
    assert np.array_equal(X, kept)
    assert [(record.ok, record.misconception) for record in records] == [
        (True, None),
        (False, "changes x in place"),
    ]
    records, _ = stated(lambda law: (law.call(lambda x: x + 1, X), law.finish()))
    assert all(record.ok for record in records)


@given(seeds, st.integers(0, 99))
def test_a_generator_depends_on_seed_and_key_alone(seed, key):
    def draws(seed, key):
        law = Laws([].append, seed)
        law.call(lambda x, rng: rng.random(x.shape), X, rng=3)
        return law.call(lambda x, rng: rng.random(x.shape), X, rng=key)

    assert np.array_equal(draws(seed, key), draws(seed, key))
    assert not np.array_equal(draws(seed, key), draws(seed, key + 1))
    assert not np.array_equal(draws(seed, key), draws(seed + 1, key))


def test_calls_are_stacked_and_draw_on():
    law = Laws([].append)
    stack = law.calls(lambda x, rng: rng.random(x.shape), 5, X, rng=1)
    assert stack.shape == (5, 2, 3) and len(np.unique(stack)) == 30
    counts = iter(range(3))
    missing_third = law.calls(lambda x: x if next(counts) < 2 else None, 3, X)
    assert np.isnan(missing_third).all()


# Laws


def test_a_law_that_holds_says_nothing_more():
    record = only(lambda law: law.holds("so", True, why="not said", expected=1, seen=2, misconception="no rescale"))
    assert record.ok and not (record.why or record.expected or record.seen or record.misconception)


def test_a_misconception_brings_its_own_sentence_and_what_is_asked_late_is_asked_once():
    asked = []
    record = only(
        lambda law: law.holds("so", lambda: asked.append("ok"), picture=lambda: "drawn", misconception="no rescale")
    )
    assert asked == ["ok"] and record.picture == "drawn" and not record.ok
    assert record.why == SENTENCES["no rescale"] and record.misconception == "no rescale"


@pytest.mark.parametrize("shape", [(), (4,), (3, 5), (2, 3, 4, 5)])
@pytest.mark.parametrize("rate", [0.2, 0.5, 0.8])
def test_what_matches_a_misconception_is_named(shape, rate):
    x = np.random.default_rng(0).normal(size=shape) + 3
    diagnose = {"no rescale": x, "divides by rate": (x / rate + 1, x / rate + 2)}
    for wrong, name in ((x, "no rescale"), (x / rate + 2, "divides by rate"), (x + 0.1, None)):
        record = only(lambda law, wrong=wrong: law.close("so", wrong, x / (1 - rate) + 9, diagnose=diagnose))
        assert not record.ok and record.misconception == name and record.why
    assert only(lambda law: law.close("so", x, x * (1 + 1e-6), diagnose=diagnose)).ok
    assert recognised(x, {}) is None


def test_the_worst_place_is_shown():
    got = X.copy()
    got[1, 2] = 50
    record = only(lambda law: law.close("so", got, X))
    assert (record.expected, record.seen) == ("5", "50")
    assert record.why == "Expected 5, got 50: compare it with the definition."


def test_another_shape_is_told_before_any_number():
    record = only(lambda law: law.close("so", X, X[0]))
    assert record.why == "Expected shape (3,), got (2, 3): keep the shape."


def masks(rate, seed, shape=(300, 8, 32)):
    return (np.random.default_rng(seed).random(shape) >= rate) * 1.0


AXES = {0: "draw", 1: "row", 2: "unit"}


@given(st.sampled_from([0.1, 0.3, 0.5, 0.8]), seeds)
@settings(max_examples=30, deadline=None)
def test_honest_masks_meet_every_law_of_chance(rate, seed):
    def speak(law):
        got = masks(rate, seed)
        law.share_of_zeros(got, rate)
        law.count_varies(got, rate)
        law.separate_fates(got, rate, AXES)
        law.mean("the mean is kept", got / (1 - rate), 1.0, np.sqrt(rate / (1 - rate)))

    records, _ = stated(speak)
    assert len(records) == 6 and all(record.ok for record in records)


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.8])
def test_a_wrong_share_is_caught_and_a_swapped_one_is_named(rate):
    kept = masks(rate, 1)
    swapped, none, half = (
        only(lambda law, got=got: law.share_of_zeros(got, rate))
        for got in (1 - kept, np.ones_like(kept), kept * masks(rate / 2, 2))
    )
    assert [record.ok for record in (swapped, none, half)] == [False] * 3
    assert swapped.misconception == "keep and drop swapped" and half.misconception is None
    assert all("for example" in record.picture for record in (swapped, none, half))


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.8])
def test_a_fixed_count_is_caught_and_named(rate):
    rng = np.random.default_rng(2)
    row = np.arange(256) >= round(rate * 256)
    got = np.stack([rng.permutation(row) for _ in range(300)]).reshape(300, 8, 32) * 1.0
    record = only(lambda law: law.count_varies(got, rate))
    assert not record.ok and record.misconception == "fixed count" and record.seen.startswith("always")


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("axis", AXES)
def test_entries_that_share_one_fate_are_caught_along_their_axis(axis, rate):
    shape = [300, 8, 32]
    shape[axis] = 1
    got = np.broadcast_to(masks(rate, 3, shape), (300, 8, 32))
    records, _ = stated(lambda law: law.separate_fates(got, rate, AXES))
    broken = [record.name for record in records if not record.ok]
    assert f"each {AXES[axis]} has a fate of its own" in broken
    assert all(record.seen and record.picture for record in records if not record.ok)


@given(seeds, st.floats(1.02, 1.5))
@settings(max_examples=30, deadline=None)
def test_a_mean_that_is_off_is_caught(seed, factor):
    draws = np.random.default_rng(seed).normal(factor, 1, size=10**6)
    assert not only(lambda law: law.mean("so", draws, 1.0, 1.0)).ok
    assert only(lambda law: law.mean("so", draws - factor + 1, 1.0, 1.0)).ok


def test_right_answers_practically_never_fail_whatever_the_seed():
    failures = 0
    for seed in range(200):
        records, _ = stated(lambda law, seed=seed: law.share_of_zeros(masks(0.3, seed, (20_000,)), 0.3))
        failures += not records[0].ok
    assert failures == 0 and chance.ALPHA == 1e-6


# From anything to plain data


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "None"),
        (3, "the number 3"),
        (True, "the number True"),
        (10**400, "a very large number"),
        ("so", "the text 'so'"),
        (int, "a class"),
        ([], "a list"),
        (X, "a ndarray"),
        (lambda: 0, "a function"),
        (ValueError("x"), "a ValueError"),
    ],
)
def test_a_value_is_named_in_a_learners_words(value, said):
    assert plain.kind(value).replace("an ndarray", "a ndarray") == said


def test_hostile_objects_are_named_and_refused_without_asking_them():
    class Liar(type):
        __name__ = property(lambda cls: 1 / 0)

        def __getattribute__(cls, name):
            raise SystemExit

    class Hostile(Exception, metaclass=Liar):
        __class__ = property(lambda self: 1 / 0)

        def __getattribute__(self, name):
            raise SystemExit

        __str__ = __repr__ = __bool__ = __len__ = __iter__ = __array__ = lambda self, *_: 1 / 0
        __eq__ = __hash__ = lambda self, *_: 1 / 0

    hostile = Hostile()
    assert plain.kind(hostile) == "a Hostile" and plain.kind(Hostile) == "a class"
    for answer in (lambda x: hostile, lambda x: [hostile], raises(hostile)):
        record = stated(lambda law, answer=answer: law.call(answer, X))[0][0]
        assert record.name == USABLE and not record.ok and "\n" not in record.why
    with pytest.raises(plain.Unusable):
        plain.text(hostile)


def test_a_text_is_a_plain_text_whatever_its_class_says():
    class Loud(str):
        __str__ = __eq__ = __len__ = lambda self, *_: 1 / 0
        __hash__ = str.__hash__

    assert type(plain.text(Loud("helps"))) is str and plain.text(Loud("helps")) == "helps"
