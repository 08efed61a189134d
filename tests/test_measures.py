"""Intervals and verdicts agree with SciPy's, and refuse what is no set of pairs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from utils.measures import accuracy, cross_entropy, mean_interval, paired_interval, softmax, verdict

scores = st.lists(st.floats(0, 1, width=32), min_size=3, max_size=12)


@given(scores, st.integers(0, 1000))
def test_the_paired_interval_is_that_of_the_t_test(without, seed):
    with_dropout = np.array(without) + np.random.default_rng(seed).normal(0.02, 0.05, len(without))
    interval = paired_interval(without, with_dropout)
    expected = stats.ttest_rel(with_dropout, without).confidence_interval(0.95)
    assert np.allclose((interval.low, interval.high), expected)


@given(st.integers(0, 1000), st.floats(-0.1, 0.1), st.integers(2, 20))
def test_the_verdict_is_that_of_the_t_test(seed, shift, n):
    rng = np.random.default_rng(seed)
    without = rng.normal(0.8, 0.1, n)
    with_dropout = without + rng.normal(shift, 0.03, n)
    result = stats.ttest_rel(with_dropout, without)
    sure = {True: "helps", False: "hurts"}[bool(result.statistic > 0)]
    assert verdict(without, with_dropout) == (sure if result.pvalue < 0.05 else "inconclusive")


def test_equal_arms_are_inconclusive():
    assert verdict([0.8, 0.9, 0.7], [0.8, 0.9, 0.7]) == "inconclusive"


@pytest.mark.parametrize("arms", [([0.8], [0.9]), ([0.8, 0.9], [0.8]), ([0.8, np.nan], [0.8, 0.9])])
def test_what_is_no_set_of_pairs_is_refused_with_the_next_step(arms):
    with pytest.raises(ValueError, match=r"Expected .*, got .*: "):
        paired_interval(*arms)


def test_an_interval_reads_as_a_difference_with_its_sign():
    assert str(mean_interval([0.1, 0.1, 0.1])) == "+0.100 [+0.100, +0.100]"


def test_accuracy_and_cross_entropy_of_known_logits():
    logits = np.log([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
    assert accuracy(logits, np.array([0, 1])) == 0.5
    assert cross_entropy(logits, np.array([0, 1])) == pytest.approx(-np.log([0.7, 0.1]).mean())


def test_large_logits_stay_finite():
    logits = np.array([[1000.0, 0.0], [-1000.0, 0.0]])
    assert np.allclose(softmax(logits), [[1, 0], [0, 1]])
    assert cross_entropy(logits, np.array([1, 1])) == pytest.approx(500)
