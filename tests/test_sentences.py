"""An answer of the wrong kind is told what to return instead, by the names that its exercise asks for."""

import pytest

from utils.checks import lesson01, lesson02


@pytest.mark.parametrize("given", [dict(mean=1.0, variance=2.0), {1.0, 2.0, 0.1}, [1.0, 2.0], "1, 2, 3"])
def test_three_numbers_are_asked_for_as_a_tuple(given):
    said = lesson01.dropout_statistics.grade(lambda *_: given).message
    assert said.endswith("return the three numbers mean, variance, spread as a tuple.")


@pytest.mark.slow
def test_a_dict_is_told_which_keys_it_lacks():
    said = lesson01.train_validation_gap.grade(lambda *_: {"train": 0.5, "Validation": 0.5}).message
    assert said.startswith("Your dict lacks validation, gap:")


@pytest.mark.parametrize(
    ("asked", "number", "reason"),
    [
        ("dead_outputs", 25, "25 is 9 + 16"),
        ("bn_ratio", 0.637, "0.637 is the ratio of the standard deviations"),
        ("bn_ratio", 0.64, "0.637 is the ratio of the standard deviations"),
        ("bn_ratio", 1.62, "1.62 belongs to a dropout that does not rescale"),
        ("bn_ratio", 0.34, "0.341 is the variance at inference alone"),
        ("bn_ratio", 2.47, "2.467 is the other way round"),
        ("max_of_ones", 1.94, "1.9375 belongs to a window of five"),
    ],
)
def test_a_wrong_prediction_is_told_its_own_reason(asked, number, reason):
    assert getattr(lesson02, asked).grade(number).message.startswith(reason)


@pytest.mark.parametrize(("asked", "within"), [("max_of_ones", "0.005"), ("bn_ratio", "0.01")])
def test_a_tolerance_is_told_in_the_question_and_after_a_miss(asked, within):
    exercise = getattr(lesson02, asked)
    assert exercise.__doc__.endswith(f"A number within {within} counts.")
    assert exercise.grade(77.7).message.endswith(f"; within {within} is near enough.")


def test_a_whole_number_needs_no_tolerance():
    assert "within" not in lesson02.dead_outputs.__doc__ + lesson02.dead_outputs.grade(7).message
