"""The pictures of lesson 3 say in their titles what their numbers say."""

import numpy as np
import pytest

from utils.plots import receptive_fields, weights_by_part, winners_by_seed


def test_the_title_of_weights_gives_the_share_of_the_second_part():
    nets = {"a": {"convs": 10, "first": 80, "rest": 10}, "b": {"convs": 3, "first": 1, "rest": 0}}
    assert weights_by_part(nets).title == "In the first: 80 % of the weights of a and 25 % of the weights of b"


@pytest.mark.parametrize(("top", "left", "high", "wide"), [(0, 0, 3, 5), (2, 4, 1, 1), (7, 3, 9, 6)])
def test_the_title_of_a_field_gives_the_sides_of_all_that_is_seen(top, left, high, wide):
    gradient = np.zeros((16, 16))
    gradient[top, left] = gradient[top + high - 1, left + wide - 1] = 0.1
    picture = receptive_fields(np.zeros((16, 16)), {"a net": gradient})
    assert picture.title == f"What one output sees: a net, {high} x {wide} pixels"


def test_winners_are_counted_seed_by_seed_and_ties_for_each():
    scores = {"none": [0.5, 0.9, 0.5, 0.6], "a": [0.9, 0.9, 0.9, 0.2], "b": [0.1, 0.2, 0.3, 0.6]}
    title = winners_by_seed(scores).title
    assert title == "Judged by one seed, every arm comes first at least once; a most often, in 3 of 4"


def test_an_arm_that_never_wins_is_not_counted_and_equal_winners_are_both_named():
    scores = {"none": [0.1, 0.1], "a": [0.9, 0.2], "b": [0.1, 0.4]}
    title = winners_by_seed(scores).title
    assert title == "Judged by one seed, 2 of 3 arms come first at least once; a or b most often, in 1 of 2"
