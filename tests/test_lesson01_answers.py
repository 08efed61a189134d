"""Lesson 1's checks tell wrong answers from right ones, and say of each misconception what it is."""

import importlib
import pkgutil
from collections import Counter
from types import MappingProxyType

import pytest

from tests import right_answers, wrong_answers
from tests.answers import RIGHT, WRONG
from utils.checks import lesson01 as check
from utils.checks.misconceptions import SENTENCES

for package in (wrong_answers, right_answers):
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")

EXERCISES = {one.name: one for one in check.EXERCISES if one.called}
PASSES_YET = {
    "drop_mask-two_units_alike": "one pair of units in 496 shares its fate, only fixed pairs are compared",
    "MyDropout-DropsLargeInputs": "in training the layer meets ones alone",
    "MyDropout-DropsPositiveInputsOnly": "in training the layer meets ones alone",
}
TAKEN_FOR_ANOTHER = {
    "dropout_statistics-variance_without_rescaling": "at mean 2, variance 3, rate .25 it is the variance itself"
}
FALSELY_ACCUSED = {  # answers that the message blames for what they do not do
    "drop_mask-fate_of_a_batch": "ignores rng",
    "inverted_dropout-dropconnect_of_the_batch": "ignores rng",
    "inverted_dropout-training_false_by_default": "ignores rng",
    "verdict-always_helps": "sign reversed",
    "verdict-always_hurts": "sign reversed",
    "verdict-correlation": "sign reversed",
    "verdict-every_seed_must_agree": "standard deviation for standard error",
    "verdict-a_point_is_enough": "standard deviation for standard error",
    "verdict-first_five_pairs": "standard deviation for standard error",
    "MyDropout-CannotBeLoaded": "rate lost on saving",
    "build_mlp-normalized_before_the_last": "a dropout is missing",
    "build_mlp-gaussian_dropout": "a dropout is missing",
}


def graded(answer, seed=0):
    return EXERCISES[answer.exercise].grade(answer.given, seed=seed, seconds=60)


def each(answers, known_faults=MappingProxyType({})):
    """Make one test of each answer; those of `known_faults` are expected to fail until their check is mended."""
    for one in answers:
        marks = (
            [pytest.mark.xfail(reason=known_faults[one.label], strict=True)] if one.label in known_faults else []
        )
        yield pytest.param(one, id=one.label, marks=marks)


NAMED = [one for one in WRONG if one.misconception]


@pytest.mark.parametrize("answer", each(WRONG, PASSES_YET))
def test_a_wrong_answer_does_not_pass_and_is_told_why_in_one_line(answer):
    result = graded(answer)
    assert result.status == "not yet"
    assert result.score < 1
    assert result.message.strip()
    assert "\n" not in result.message


@pytest.mark.parametrize("answer", each(NAMED, TAKEN_FOR_ANOTHER))
def test_a_misconception_is_recognised_at_every_seed(answer):
    for seed in (0, 1) if EXERCISES[answer.exercise].keras else range(5):
        result = graded(answer, seed)
        assert result.misconception == answer.misconception
        assert result.message == SENTENCES[answer.misconception]


@pytest.mark.parametrize("answer", each((one for one in WRONG if one.label in FALSELY_ACCUSED), FALSELY_ACCUSED))
def test_nobody_is_told_of_a_misconception_that_is_not_theirs(answer):
    assert graded(answer).misconception != FALSELY_ACCUSED[answer.label]


def test_each_misconception_of_the_lesson_has_a_wrong_answer_and_words_of_its_own():
    assert set(SENTENCES) - {one.misconception for one in WRONG} == set()
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_each_exercise_has_many_answers_of_either_kind():
    subtle = Counter(one.exercise for one in WRONG if one.misconception is None)
    right = Counter(one.exercise for one in RIGHT)
    assert min(subtle[name] for name in EXERCISES) >= 10
    assert min(right[name] for name in EXERCISES) >= 8


def test_no_two_answers_share_a_name():
    labels = Counter(one.label for one in (*WRONG, *RIGHT))
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("answer", each(RIGHT))
def test_a_right_answer_passes(answer, seed):
    result = graded(answer, seed)
    assert (result.status, result.score) == ("passed", 1), result.message


@pytest.mark.slow
@pytest.mark.parametrize("answer", each(RIGHT))
def test_a_right_answer_passes_whatever_the_seed(answer):
    for seed in range(5, 15 if EXERCISES[answer.exercise].keras else 205):
        result = graded(answer, seed)
        assert result.ok, f"seed {seed}: {result.message}"
