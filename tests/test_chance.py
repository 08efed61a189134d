"""The bounds of chance keep their promise: no more false alarms than ALPHA says, and wrong answers caught."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, chi2

from tests.long_proof import sample
from utils.checks import chance

RATES = (0.05, 0.135, 0.3, 0.5, 0.8)
DRAWS = 2000
ALPHA = 1e-3  # large enough for false alarms to be seen


@pytest.fixture
def loose(monkeypatch):
    monkeypatch.setattr(chance, "ALPHA", ALPHA)


def rare_enough(alarms, draws=DRAWS):
    """Whether so many false alarms are what ALPHA allows (one-sided, at five standard errors)."""
    return alarms <= binom.ppf(1 - 3e-7, draws, ALPHA)


rates = st.floats(0.02, 0.98)
seeds = st.integers(0, 2**32 - 1)


# Counts


@given(st.integers(0, 400), st.integers(1, 400), st.floats(0, 1))
def test_a_count_is_judged_by_the_exact_binomial(count, n, probability):
    count = min(count, n)
    tail = min(binom.cdf(count, n, probability), binom.sf(count - 1, n, probability))
    if not np.isclose(tail, chance.ALPHA / 2, rtol=1e-6):
        assert chance.plausible_count(count, n, probability) == (tail >= chance.ALPHA / 2)


@given(st.integers(2, 10_000), rates)
def test_whole_ranges_of_counts_are_refused_with_less_than_alpha(n, rate):
    low, high = binom.ppf([chance.ALPHA, 1 - chance.ALPHA], n, rate).astype(int)
    near = range(max(low - 20, 0), min(high + 20, n) + 1)
    plausible = [count for count in near if chance.plausible_count(count, n, rate)]
    assert plausible == list(range(plausible[0], plausible[-1] + 1))
    refused = binom.cdf(plausible[0] - 1, n, rate) + binom.sf(plausible[-1], n, rate)
    assert refused <= chance.ALPHA * (1 + 1e-6)


@pytest.mark.parametrize(
    ("count", "probability", "right"), [(0, 0, True), (1, 0, False), (9, 1, True), (8, 1, False)]
)
def test_rates_of_0_and_1_leave_nothing_to_chance(count, probability, right):
    assert chance.plausible_count(count, 9, probability) is right
    assert chance.plausible_count(0, 0, 0.3)


@pytest.mark.parametrize("rate", RATES)
def test_among_many_honest_counts_none_stands_out_more_often_than_promised(loose, rate):
    counts = np.random.default_rng(1).binomial(300, rate, size=(DRAWS, 256))
    assert rare_enough(sum(not chance.plausible_counts(row, 300, rate) for row in counts))


@pytest.mark.parametrize("wrong", [0, 300])
def test_one_count_among_many_that_stands_out_is_seen(wrong):
    counts = np.random.default_rng(2).binomial(300, 0.3, size=(8, 32))
    assert chance.plausible_counts(counts, 300, 0.3)
    counts[3, 5] = wrong
    assert not chance.plausible_counts(counts, 300, 0.3)


@pytest.mark.parametrize("rate", RATES)
def test_honest_counts_are_refused_no_more_often_than_promised(loose, rate):
    counts = np.random.default_rng(1).binomial(500, rate, DRAWS)
    assert rare_enough(sum(not chance.plausible_count(count, 500, rate) for count in counts))


@given(st.sampled_from(RATES), seeds)
@settings(max_examples=50)
def test_a_share_that_is_a_twentieth_off_is_caught_in_a_million_draws(rate, seed):
    n = 1_000_000
    count = np.random.default_rng(seed).binomial(n, rate * 1.05)
    assert not chance.plausible_count(count, n, rate)
    assert binomtest(int(count), n, rate).pvalue < chance.ALPHA


def test_the_bound_of_a_mean_is_the_same_alpha():
    z = np.random.default_rng(2).normal(size=10**7)
    assert binom.cdf(np.sum(np.abs(z) > chance.STANDARD_ERRORS), z.size, chance.ALPHA) < 1 - 1e-9


# Scatter

SHAPES = [(300, 256), (9600, 8), (200, 400), (60, 20), (100, 3)]  # how many counts, of how many trials


@pytest.mark.parametrize("rate", sample([0.02, *RATES], 2, quick=1))
@pytest.mark.parametrize(("many", "n"), SHAPES)
def test_honest_counts_scatter_as_chance_does(loose, many, n, rate):
    counts = np.random.default_rng(3).binomial(n, rate, size=(DRAWS, many))
    said = [chance.dispersion(row, n, rate) for row in counts]
    assert rare_enough(sum(one != "as chance does" for one in said) // 2)  # two bounds, the tails not exact


@pytest.mark.parametrize("n", [200, 2000])
def test_with_large_counts_the_bound_is_that_of_pearsons_statistic(loose, n):
    rng = np.random.default_rng(4)
    for _ in range(200):
        counts = rng.binomial(n, 0.3, size=50) + rng.integers(-2, 3, size=50)
        tail = chi2.cdf(np.sum((counts - 0.3 * n) ** 2) / (0.21 * n), 50)
        if min(abs(tail - ALPHA / 2), abs(1 - tail - ALPHA / 2)) > ALPHA / 4:
            assert (chance.dispersion(counts, n, 0.3) == "as chance does") == (ALPHA / 2 < tail < 1 - ALPHA / 2)


@given(rates, st.integers(50, 400), st.integers(5, 400))
def test_counts_that_never_vary_scatter_too_little(rate, many, n):
    exactly = round(rate * n)
    if 0 < exactly < n:
        assert chance.dispersion(np.full(many, exactly), n, exactly / n) == "too little"


@given(st.floats(0.1, 0.9), st.integers(100, 400), st.integers(8, 400), seeds)
def test_counts_that_all_share_one_fate_scatter_too_much(rate, many, n, seed):
    counts = n * (np.random.default_rng(seed).random(many) < rate)
    assert chance.dispersion(counts, n, rate) == "too much"


@given(st.lists(st.booleans(), max_size=30))
def test_a_share_stays_off_0_and_1(zeros):
    got = 1.0 - np.array(zeros, dtype=float) if zeros else np.ones(3)
    assert 0.01 <= chance.share(got) <= 0.99
    if 0.01 <= np.mean(got == 0) <= 0.99:
        assert chance.share(got) == np.mean(got == 0)


# Ties

MASKS = [(30, 4, 8), (200, 10), (4, 6, 6, 16)]


@given(st.sampled_from(MASKS), seeds)
def test_pairs_hold_no_cell_twice_and_name_all_three_ways(shape, seed):
    cells = np.random.default_rng(seed).permutation(np.prod(shape)).reshape(shape)
    for axis in range(len(shape)):
        pairs = list(chance.pairs(cells, axis))
        assert [how for how, _, _ in pairs] == ["neighbours", "halves", "mirror images"]
        for _, first, second in pairs:
            assert first.shape == second.shape
            assert len(np.unique([first, second])) == 2 * first.size


@pytest.mark.parametrize("shape", MASKS)
@pytest.mark.parametrize("rate", sample(RATES, 2, quick=1))
def test_honest_masks_are_tied_no_more_often_than_promised(loose, shape, rate):
    rng = np.random.default_rng(5)
    draws = 200
    for axis in range(len(shape)):
        masks = (rng.random(shape) < rate for _ in range(draws))
        ties = sum(chance.tied_pairs(zeros, rate, axis) is not None for zeros in masks)
        assert ties <= binom.ppf(1 - 3e-7, 4 * draws, ALPHA)  # four ways, each with its own bound


def tie(zeros, how, axis):
    """Give the second of each pair of cells along `axis` the fate of the first."""
    zeros = np.moveaxis(zeros.copy(), axis, 0)
    half = len(zeros) // 2
    if how == "neighbours":
        zeros[1 : 2 * half : 2] = zeros[0 : 2 * half : 2]
    else:
        zeros[half : 2 * half] = zeros[:half] if how == "halves" else zeros[:half][::-1]
    return np.moveaxis(zeros, 0, axis)


WAYS = ("neighbours", "halves", "mirror images")


@given(st.sampled_from([(60, 8, 32), (200, 10)]), st.sampled_from(WAYS), st.floats(0.2, 0.8), seeds, st.data())
def test_cells_that_share_their_fates_are_caught(shape, how, rate, seed, data):
    axis = data.draw(st.integers(0, len(shape) - 1))
    honest = np.random.default_rng(seed).random(shape) < rate
    assert chance.tied_pairs(tie(honest, how, axis), rate, axis) is not None


@given(st.integers(0, 9), st.integers(0, 9), st.floats(0.2, 0.7), seeds)
def test_any_two_cells_that_fall_together_are_caught(first, second, rate, seed):
    zeros = np.random.default_rng(seed).random((2000, 10)) < rate
    zeros[:, first] = zeros[:, second]
    assert chance.any_two_fall_together(zeros, rate, 1) == (first != second)


@given(st.sampled_from(WAYS), st.floats(0.2, 0.8), seeds)
def test_cells_that_exclude_each_other_are_caught_too(how, rate, seed):
    zeros = tie(np.random.default_rng(seed).random((400, 10)) < rate, how, 0)
    half = zeros.copy()
    for name, first, second in chance.pairs(half, 0):
        if name == how:
            second[...] = second & ~first
    assert chance.tied_pairs(half, rate, 0) is not None


def test_an_axis_of_one_has_no_ties():
    assert chance.tied_pairs(np.ones((1, 5), bool), 0.3, 0) is None
