"""Right answers to lesson 1's exercises in NumPy, in the many ways in which people write them."""

import math
from collections import namedtuple
from enum import StrEnum
from functools import partial

import numpy as np
from scipy import stats
from scipy.special import stdtrit

from tests.answers import right


def named(name, given):
    """Give `given`, which may be a partial or an instance, a name to be listed by."""
    given.__name__ = name
    return given


# 1.1 a mask


@right("drop_mask")
def compared_draws(shape, rate, rng):
    return (rng.random(shape) >= rate).astype(float)


@right("drop_mask")
def bools(shape, rate, rng):
    return rng.random(shape) >= rate


@right("drop_mask")
def binomial(shape, rate, rng):
    return rng.binomial(1, 1 - rate, size=shape)


@right("drop_mask")
def one_less_binomial(shape, rate, rng):
    return 1 - rng.binomial(1, rate, size=shape)


@right("drop_mask")
def choice(shape, rate, rng):
    return rng.choice([0, 1], size=shape, p=[rate, 1 - rate])


@right("drop_mask")
def choice_of_bools(shape, rate, rng):
    return rng.choice((False, True), shape, p=(rate, 1 - rate))


@right("drop_mask")
def uniform_in_float32(shape, rate, rng):
    return (rng.uniform(0, 1, size=shape) > rate).astype(np.float32)


@right("drop_mask")
def draws_in_float32(shape, rate, rng):
    return (rng.random(shape, dtype=np.float32) >= rate).astype("int8")


@right("drop_mask")
def where(shape, rate, rng):
    return np.where(rng.random(shape) < rate, 0, 1)


@right("drop_mask")
def assigned(shape, rate, rng):
    mask = np.ones(shape, dtype=int)
    mask[rng.random(shape) < rate] = 0
    return mask


@right("drop_mask")
def looped(shape, rate, rng):
    mask = np.zeros(shape)
    for place in np.ndindex(*shape):
        if rng.random() >= rate:
            mask[place] = 1
    return mask


@right("drop_mask")
def listed(shape, rate, rng):
    draws = [0 if draw < rate else 1 for draw in rng.random(math.prod(shape))]
    return np.reshape(draws, shape).tolist()


@right("drop_mask")
def permuted(shape, rate, rng):
    return rng.permuted((rng.random(shape) >= rate) * 1, axis=-1)


@right("drop_mask")
def many_at_once(shape, rate, rng):
    return (rng.random(shape) > rate if rate > 0 else np.ones(shape)) * 1


@right("drop_mask")
def column_major(shape, rate, rng):
    return np.asfortranarray(rate <= rng.random(shape[::-1]).T)


@right("drop_mask")
def from_another_generator(shape, rate, rng):
    return np.random.default_rng(rng.integers(2**63)).random(shape) >= rate


@right("drop_mask")
def normal_quantile(shape, rate, rng):
    return (rng.normal(size=shape) >= stats.norm.ppf(rate)) * 1.0


@right("drop_mask")
def scipy_bernoulli(shape, rate, rng):
    return stats.bernoulli.rvs(1 - rate, size=shape, random_state=rng)


@right("drop_mask")
def no_hit_of_poisson(shape, rate, rng):
    return rng.poisson(-math.log1p(-rate), shape) == 0


@right("drop_mask")
def by_a_child_of_rng(shape, rate, rng):
    return np.floor(rng.spawn(1)[0].random(shape) + 1 - rate)


@right("drop_mask")
def coin_by_coin(shape, rate, rng):
    coins = [rng.choice([0, 1], p=[rate, 1 - rate]) for _ in range(math.prod(shape))]
    return np.reshape(coins, shape)


class Mask:
    """A callable object, as some write them."""

    def __call__(self, shape, rate, rng):
        return np.greater_equal(rng.random(shape), rate).astype("uint8")


def _compare(above, shape, rate, rng):
    return above(rng.random(shape), rate)


def _closure(kept=1.0):
    def closure(shape, rate, rng):
        return np.where(rng.random(shape) >= rate, kept, 0)

    return closure


right("drop_mask")(named("partial", partial(_compare, np.greater_equal)))
right("drop_mask")(named("instance", Mask()))
right("drop_mask")(named("closure", _closure()))
right("drop_mask")(named("lambda", lambda shape, rate, rng: (rng.random(shape) >= rate) + 0))


# 1.2 inverted dropout


@right("inverted_dropout")
def times_and_divided(x, rate, rng, training=True):
    if not training:
        return x
    return x * (rng.random(x.shape) >= rate) / (1 - rate)


@right("inverted_dropout")
def by_where(x, rate, rng, training=True):
    return np.where(rng.random(x.shape) < rate, 0, x / (1 - rate)) if training else x.copy()


@right("inverted_dropout")
def assigned_on_a_copy(x, rate, rng, training=True):
    out = x.copy()
    if training:
        out[rng.random(x.shape) < rate] = 0
        out /= 1 - rate
    return out


@right("inverted_dropout")
def by_binomial(x, rate, rng, training=True):
    return x * rng.binomial(1, 1 - rate, x.shape) / (1 - rate) if training else x


@right("inverted_dropout")
def by_choice(x, rate, rng, training=True):
    return x * rng.choice([0, 1 / (1 - rate)], x.shape, p=[rate, 1 - rate]) if training else x


@right("inverted_dropout")
def in_float32(x, rate, rng, training=True):
    x = x.astype(np.float32)
    return x * np.float32(1 / (1 - rate)) * (rng.random(x.shape) >= rate) if training else x


@right("inverted_dropout")
def with_the_mask_of_before(x, rate, rng, training=True):
    return compared_draws(x.shape, rate, rng) * x / (1 - rate) if training else x


@right("inverted_dropout")
def early_return_at_rate_0(x, rate, rng, training=True):
    if rate == 0 or training is False:
        return x
    keep = 1 - rate
    return (rng.uniform(size=x.shape) < keep) * x / keep


@right("inverted_dropout")
def draws_even_at_inference(x, rate, rng, training=True):
    mask = rng.random(x.shape) >= rate
    return (mask * x) / (1 - rate) if training else x * 1.0


@right("inverted_dropout")
def cell_by_cell(x, rate, rng, training=True):
    out = np.zeros_like(x)
    for place, value in np.ndenumerate(x):
        out[place] = value if not training else value / (1 - rate) if rng.random() >= rate else 0
    return out


@right("inverted_dropout")
def masked_array(x, rate, rng, training=True):
    return np.ma.array(x / (1 - rate), mask=rng.random(x.shape) < rate).filled(0) if training else x


@right("inverted_dropout")
def multiplied_into_out(x, rate, rng, training=True):
    mask = (rng.random(x.shape) >= rate) if training else np.ones(x.shape, bool)
    return np.multiply(x, 1 / (1 - rate) if training else 1, out=np.zeros(x.shape), where=mask)


class Dropper:
    """A callable object with options of its own."""

    def __call__(self, x, rate, rng, *, training=True, **options):
        return x * (rng.random(np.shape(x)) >= rate) / (1 - rate) if training else x


right("inverted_dropout")(named("dropper", Dropper()))


# 1.3 the gradient


@right("dropout_gradient")
def times_mask_over_keep(upstream, mask, rate):
    return upstream * mask / (1 - rate)


@right("dropout_gradient")
def gradient_by_where(upstream, mask, rate):
    return np.where(mask == 1, upstream / (1 - rate), 0)


@right("dropout_gradient")
def gradient_by_where_on_floats(upstream, mask, rate):
    return np.where(mask, upstream, 0.0) / (1.0 - rate)


@right("dropout_gradient")
def gradient_assigned(upstream, mask, rate):
    gradient = np.zeros_like(upstream)
    gradient[mask > 0] = upstream[mask > 0] / (1 - rate)
    return gradient


@right("dropout_gradient")
def gradient_on_a_copy(upstream, mask, rate):
    gradient = upstream.copy()
    gradient *= mask.astype(bool)
    gradient /= 1 - rate
    return gradient


@right("dropout_gradient")
def gradient_multiply(upstream, mask, rate):
    return np.multiply(upstream, np.divide(mask, 1 - rate))


@right("dropout_gradient")
def gradient_in_float32(upstream, mask, rate):
    return (upstream * mask / (1 - rate)).astype("float32")


@right("dropout_gradient")
def gradient_einsum(upstream, mask, rate):
    return np.einsum("...,...->...", upstream, mask) * (1 / (1 - rate))


@right("dropout_gradient")
def gradient_looped(upstream, mask, rate):
    pairs = zip(upstream.ravel(), mask.ravel(), strict=True)
    return np.array([u / (1 - rate) if m else 0 for u, m in pairs]).reshape(upstream.shape)


@right("dropout_gradient")
def gradient_as_lists(upstream, mask, rate):
    return (upstream * mask / (1 - rate)).tolist()


def _gradient(scale, upstream, mask, rate):
    return upstream * mask * scale(rate)


right("dropout_gradient")(named("gradient_partial", partial(_gradient, lambda rate: 1 / (1 - rate))))


# 1.6 statistics


@right("dropout_statistics")
def closed_form(rate, units, mean, variance):
    q = 1 - rate
    return mean, variance / q + mean**2 * rate / q, np.sqrt(rate * q / units)


@right("dropout_statistics")
def moments(rate, units, mean, variance):
    second = (variance + mean**2) / (1 - rate)
    return mean, second - mean**2, math.sqrt(rate * (1 - rate) / units)


@right("dropout_statistics")
def total_variance(rate, units, mean, variance):
    q = 1 - rate
    scale_variance = rate / q
    return mean * 1, variance * (1 + scale_variance) + scale_variance * mean**2, (rate * q / units) ** 0.5


@right("dropout_statistics")
def by_scipy(rate, units, mean, variance):
    coin = stats.bernoulli(1 - rate)
    scale = coin.var() / coin.mean() ** 2
    return mean, variance + scale * (variance + mean**2), stats.binom(units, rate).std() / units


@right("dropout_statistics")
def as_a_list(rate, units, mean, variance):
    return list(closed_form(rate, units, mean, variance))


@right("dropout_statistics")
def as_an_array(rate, units, mean, variance):
    return np.array(closed_form(rate, units, mean, variance))


@right("dropout_statistics")
def in_numpy_scalars(rate, units, mean, variance):
    return tuple(map(np.float32, closed_form(rate, units, mean, variance)))


Statistics = namedtuple("Statistics", "mean variance spread")


@right("dropout_statistics")
def as_a_named_tuple(rate, units, mean, variance):
    return Statistics(*closed_form(rate, units, mean, variance))


@right("dropout_statistics")
def deviation_of_the_count(rate, units, mean, variance):
    keep, square = 1.0 - rate, np.square(mean)
    return mean, variance / keep + (1 - keep) / keep * square, np.sqrt(units * rate * keep) / units


@right("dropout_statistics")
def zero_and_survivor_enumerated(rate, units, mean, variance):
    q = 1 - rate
    after = q * (mean / q) + rate * 0
    square = q * (variance + mean**2) / q**2
    return after, square - after**2, np.linalg.norm([np.sqrt(rate * q)]) / np.sqrt(units)


# 1.8 the verdict


def word(low, high):
    if low > 0:
        return "helps"
    return "hurts" if high < 0 else "inconclusive"


@right("verdict")
def by_formula(without, with_dropout):
    d = np.asarray(with_dropout) - np.asarray(without)
    half = stdtrit(len(d) - 1, 0.975) * d.std(ddof=1) / np.sqrt(len(d))
    return word(d.mean() - half, d.mean() + half)


@right("verdict")
def paired_test(without, with_dropout):
    d = np.subtract(with_dropout, without)
    if np.allclose(d, 0):
        return "inconclusive"
    p = stats.ttest_rel(with_dropout, without).pvalue
    return "inconclusive" if p >= 0.05 else "helps" if d.mean() > 0 else "hurts"


@right("verdict")
def paired_test_without_a_special_case(without, with_dropout):
    found = stats.ttest_rel(with_dropout, without)
    if found.pvalue < 0.05:
        return "helps" if found.statistic > 0 else "hurts"
    return "inconclusive"


@right("verdict")
def paired_tests_interval(without, with_dropout):
    found = stats.ttest_rel(with_dropout, without).confidence_interval(0.95)
    return word(found.low, found.high)


@right("verdict")
def one_sample_test(without, with_dropout):
    d = with_dropout - without
    p = stats.ttest_1samp(d, 0).pvalue
    return ("helps" if d.mean() > 0 else "hurts") if p < 0.05 else "inconclusive"


@right("verdict")
def t_interval(without, with_dropout):
    d = with_dropout - without
    return word(*stats.t.interval(0.95, len(d) - 1, loc=d.mean(), scale=stats.sem(d)))


@right("verdict")
def t_ppf(without, with_dropout):
    d = [b - a for a, b in zip(without, with_dropout, strict=True)]
    n, mean = len(d), sum(d) / len(d)
    error = math.sqrt(sum((one - mean) ** 2 for one in d) / (n - 1) / n)
    half = stats.t(n - 1).ppf(0.975) * error
    return word(mean - half, mean + half)


@right("verdict")
def t_statistic(without, with_dropout):
    d = with_dropout - without
    error = d.std(ddof=1) / len(d) ** 0.5
    if error == 0:
        return "helps" if d.mean() > 0 else "hurts" if d.mean() < 0 else "inconclusive"
    t, bound = d.mean() / error, stats.t.ppf(0.975, df=len(d) - 1)
    return "helps" if t > bound else "hurts" if t < -bound else "inconclusive"


@right("verdict")
def by_measures(without, with_dropout):
    from utils.measures import verdict

    return verdict(without, with_dropout)


@right("verdict")
def numpy_text(without, with_dropout):
    low, high = _bounds(without, with_dropout)
    return np.array(["hurts", "inconclusive", "helps"])[1 + int(low > 0) - int(high < 0)]


class Said(StrEnum):
    HELPS, HURTS, INCONCLUSIVE = "helps", "hurts", "inconclusive"


@right("verdict")
def a_word_of_an_enumeration(without, with_dropout):
    return Said(by_formula(without, with_dropout))


@right("verdict")
def table_of_quantiles(without, with_dropout):
    d = with_dropout - without
    table = {2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 11: 2.201, 39: 2.023, 59: 2.001}
    half = table[len(d) - 1] * d.std(ddof=1) / np.sqrt(len(d))
    return word(d.mean() - half, d.mean() + half)


def _bounds(without, with_dropout):
    d = with_dropout - without
    half = stats.t.ppf(0.975, len(d) - 1) * stats.sem(d)
    return np.array([d.mean() - half, d.mean() + half])


@right("verdict")
def by_the_p_value_alone(without, with_dropout):
    test = stats.ttest_rel(with_dropout, without)
    if test.pvalue > 0.05:
        return "inconclusive"
    return "helps" if test.statistic > 0 else "hurts"


@right("dropout_statistics")
def three_arrays_of_one_number(rate, units, mean, variance):
    rate, mean, variance = (np.array([one], dtype=float) for one in (rate, mean, variance))
    q = 1 - rate
    return mean, variance / q + mean**2 * rate / q, np.sqrt(rate * q / units)
