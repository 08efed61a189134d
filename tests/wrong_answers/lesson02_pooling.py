"""Wrong answers to exercise 2.8, the law of a max-pooling window after dropout."""

from itertools import product

import numpy as np

from tests.answers import wrong


def ranks(window):
    return np.argsort(np.argsort(-np.asarray(window, float), kind="stable"))


def law(window, rate, rank=None):
    rank = ranks(window) if rank is None else rank
    return np.append((1 - rate) * rate**rank, rate ** len(window))


def mean(window, probabilities, rate):
    return (probabilities[: len(window)] * window).sum() / (1 - rate)


def with_mean(window, probabilities, rate):
    return probabilities, mean(window, probabilities, rate)


# By misconception


@wrong("maxpool_law", "proportional to value")
def proportional_to_value(window, rate):
    zero = rate ** len(window)
    return with_mean(window, np.append(window / window.sum() * (1 - zero), zero), rate)


@wrong("maxpool_law", "proportional to value")
def stochastic_pooling(window, rate):
    share = window / window.sum()
    return np.append(share, 0.0), (share * window).sum()


@wrong("maxpool_law", "uniform")
def uniform_unless_all_drop(window, rate):
    zero = rate ** len(window)
    return with_mean(window, np.append(np.full(len(window), (1 - zero) / len(window)), zero), rate)


@wrong("maxpool_law", "uniform")
def uniform_over_all_outcomes(window, rate):
    return with_mean(window, np.full(len(window) + 1, 1 / (len(window) + 1)), rate)


@wrong("maxpool_law", "forgets the larger values")
def forgets_the_larger_values(window, rate):
    return with_mean(window, np.append(np.full(len(window), 1 - rate), rate ** len(window)), rate)


@wrong("maxpool_law", "keeps with probability rate")
def keeps_with_probability_rate(window, rate):
    return law(window, 1 - rate), mean(window, law(window, 1 - rate), 1 - rate)


@wrong("maxpool_law", "ranks reversed")
def ranks_reversed(window, rate):
    return with_mean(window, law(window, rate, len(window) - 1 - ranks(window)), rate)


@wrong("maxpool_law", "in order of rank")
def in_order_of_rank(window, rate):
    return law(window, rate, np.arange(len(window))), mean(window, law(window, rate), rate)


@wrong("maxpool_law", "in order of rank")
def position_for_rank(window, rate):
    return with_mean(window, law(window, rate, np.arange(len(window))), rate)


@wrong("maxpool_law", "zero missing")
def zero_missing(window, rate):
    return with_mean(window, law(window, rate)[:-1], rate)


@wrong("maxpool_law", "zero missing")
def zero_shared_out(window, rate):
    found = law(window, rate)[:-1]
    return found / found.sum(), mean(window, found, rate)


@wrong("maxpool_law", "zero first")
def zero_first(window, rate):
    return np.roll(law(window, rate), 1), mean(window, law(window, rate), rate)


@wrong("maxpool_law", "expects the maximum")
def expects_the_maximum(window, rate):
    return law(window, rate), max(window)


@wrong("maxpool_law", "expects the maximum")
def expects_the_maximum_rescaled(window, rate):
    return law(window, rate), max(window) / (1 - rate)


@wrong("maxpool_law", "expects the maximum")
def maximum_unless_all_drop(window, rate):
    return law(window, rate), max(window) * (1 - rate ** len(window)) / (1 - rate)


@wrong("maxpool_law", "no rescale")
def survivors_not_rescaled(window, rate):
    return law(window, rate), mean(window, law(window, rate), 0.0)


@wrong("maxpool_law", "divides by rate")
def value_divided_by_rate(window, rate):
    with np.errstate(divide="ignore"):
        return law(window, rate), np.divide(mean(window, law(window, rate), 0.0), rate)


@wrong("maxpool_law", "multiplies by the share kept")
def value_times_the_share_kept(window, rate):
    return law(window, rate), mean(window, law(window, rate), 0.0) * (1 - rate)


# Subtly


@wrong("maxpool_law")
def empty_law(window, rate):
    pass


@wrong("maxpool_law")
def the_window_itself(window, rate):
    return window, window


@wrong("maxpool_law")
def probabilities_alone(window, rate):
    return law(window, rate)


@wrong("maxpool_law")
def all_in_one_list(window, rate):
    return [*law(window, rate), mean(window, law(window, rate), rate)]


@wrong("maxpool_law")
def value_first(window, rate):
    return mean(window, law(window, rate), rate), law(window, rate)


@wrong("maxpool_law")
def cumulative(window, rate):
    return np.cumsum(law(window, rate)), mean(window, law(window, rate), rate)


@wrong("maxpool_law")
def by_value_in_a_dict(window, rate):
    found = law(window, rate)
    return dict(zip([*window, 0], found, strict=True)), mean(window, found, rate)


@wrong("maxpool_law")
def needs_all_others_dropped(window, rate):
    n = len(window)
    return with_mean(window, np.append(np.full(n, (1 - rate) * rate ** (n - 1)), rate**n), rate)


@wrong("maxpool_law")
def rank_from_one(window, rate):
    return with_mean(window, law(window, rate, ranks(window) + 1), rate)


@wrong("maxpool_law")
def argsort_for_ranks(window, rate):
    return with_mean(window, law(window, rate, np.argsort(-window)), rate)


@wrong("maxpool_law")
def always_four_values(window, rate):
    found = law(window, rate)
    found[-1] = rate**4
    return with_mean(window, found, rate)


@wrong("maxpool_law")
def never_zero(window, rate):
    found = law(window, rate)[:-1]
    return with_mean(window, np.append(found / found.sum(), 0.0), rate)


@wrong("maxpool_law")
def smallest_takes_the_rest(window, rate):
    found = law(window, rate)
    found[np.argmin(window)] += found[-1]
    found[-1] = 0
    return with_mean(window, found, rate)


@wrong("maxpool_law")
def equal_values_share_a_rank(window, rate):
    rank = np.array([(window > value).sum() for value in window])
    return with_mean(window, law(window, rate, rank), rate)


@wrong("maxpool_law")
def each_value_once(window, rate):
    values = np.unique(window)[::-1]
    found = {value: (1 - rate) * rate**rank for rank, value in enumerate(values)}
    times = {value: (window == value).sum() for value in values}
    shared = np.array([found[value] / times[value] for value in window])
    return with_mean(window, np.append(shared, rate ** len(values)), rate)


@wrong("maxpool_law")
def right_at_a_half_only(window, rate):
    return with_mean(window, law(window, 0.5), 0.5)


@wrong("maxpool_law")
def softmax_of_the_values(window, rate):
    weights = np.exp(window - window.max())
    return with_mean(
        window, np.append(weights / weights.sum() * (1 - rate ** len(window)), rate ** len(window)), rate
    )


@wrong("maxpool_law")
def simulated(window, rate):
    kept = np.random.default_rng(0).random((20_000, len(window))) >= rate
    outputs = (kept * window).max(1)
    wins = [(outputs == value).mean() for value in (*window, 0)]
    return wins, outputs.mean() / (1 - rate)


@wrong("maxpool_law")
def mean_of_the_window(window, rate):
    return law(window, rate), window.mean()


@wrong("maxpool_law")
def mean_over_what_is_kept(window, rate):
    found = law(window, rate)
    return found, mean(window, found, rate) / (1 - found[-1])


@wrong("maxpool_law")
def whole_numbers_cut_off(window, rate):
    found = np.zeros_like(np.append(window, 0))
    found[:] = law(window, rate)
    return found, mean(window, law(window, rate), rate)


@wrong("maxpool_law")
def for_windows_of_ones(window, rate):
    zero = rate ** len(window)
    return with_mean(window, [(1 - zero) / len(window) for _ in window] + [zero], rate)


@wrong("maxpool_law")
def sorts_the_window_in_place(window, rate):
    window.sort()
    return with_mean(window, law(window, rate), rate)


@wrong("maxpool_law")
def one_mask_too_few(window, rate):
    found = np.zeros(len(window) + 1)
    for kept in list(product((0, 1), repeat=len(window)))[1:]:
        probability = (1 - rate) ** sum(kept) * rate ** (len(window) - sum(kept))
        found[np.argmax(np.multiply(window, kept))] += probability
    return with_mean(window, found, rate)
