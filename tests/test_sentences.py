"""An answer of the wrong kind is told what to return instead, by the names that its exercise asks for."""

import pytest

from utils.checks import lesson01


@pytest.mark.parametrize("given", [dict(mean=1.0, variance=2.0), {1.0, 2.0, 0.1}, [1.0, 2.0], "1, 2, 3"])
def test_three_numbers_are_asked_for_as_a_tuple(given):
    said = lesson01.dropout_statistics.grade(lambda *_: given).message
    assert said.endswith("return the three numbers mean, variance, spread as a tuple.")


@pytest.mark.slow
def test_a_dict_is_told_which_keys_it_lacks():
    said = lesson01.train_validation_gap.grade(lambda *_: {"train": 0.5, "Validation": 0.5}).message
    assert said.startswith("Your dict lacks validation, gap:")
