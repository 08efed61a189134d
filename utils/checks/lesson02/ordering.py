"""Exercise 2.9: whether it matters if dropout or pooling comes first."""

from functools import cache, partial
from itertools import product

import numpy as np
from scipy.special import chdtri

from utils.checks import plain
from utils.checks.chance import ALPHA, STANDARD_ERRORS
from utils.checks.exercise import exercise
from utils.checks.lesson02.hints import HINTS

ORDERS, POOLS = ("drop first", "pool first"), ("max", "average")
TRIALS = (
    ("drop first", "max", 0.5),
    ("drop first", "max", 0.2),
    ("drop first", "max", 0.7),
    ("pool first", "max", 0.5),
    ("pool first", "max", 0.3),
    ("drop first", "average", 0.3),
    ("pool first", "average", 0.6),
)
PAIRS = tuple(product(ORDERS, POOLS))
ONES = np.ones((16, 8, 8, 16))  # many images, maps and windows: a mask shared along any is seen in the spread


@exercise(
    "2.9",
    points=3,
    minutes=12,
    difficulty=2,
    hints=HINTS["pool_order_bias"],
    passed="Dropping before a max-pool makes training outputs too large; the other order, or an average, is fair.",
)
def pool_order_bias(answer, law):
    """Compare the mean output in training with that at test, for either order of dropout and pooling."""
    windows = _planted_windows(law.generator(1))
    maps = _as_maps(windows)

    def ratio(rate, order, pool, *key, given=maps):
        return law.ask(answer, given, rate, order, pool, law.generator(*key), read=_ratio)

    ones = [ratio(0.5, "drop first", "max", 2, call, given=ONES) for call in range(24)]
    got = [ratio(rate, order, pool, 3) for order, pool, rate in TRIALS]
    belief = cache(lambda: None if None in (*got, *ones) else _belief_behind(np.array(got), ones, windows))
    _coins_are_separate(law, ones, belief)
    _ratios_are_right(law, windows, got, belief)
    for order, pool in PAIRS:
        law.close(
            f"{order}, {pool}: the ratio is 1 at rate 0",
            _or_nan(ratio(0.0, order, pool, 4)),
            1.0,
            why="At rate 0 nothing is dropped, so training and test are the same: the ratio is 1.",
        )
    alone = [ratio(0.9, "pool first", "max", 5, call, given=np.ones((1, 2, 2, 1))) for call in range(8)]
    law.holds("one window, rate .9: dropped or rescaled", lambda: min(alone) >= 0, about=alone)
    _depends_on_rng_alone(law, lambda key: ratio(0.5, "drop first", "max", key))
    few = [ratio(0.5, "pool first", "max", 6, call, given=ONES[:1, :, :, :4]) for call in range(12)]
    law.holds(
        "how many of 64 windows are dropped varies",
        lambda: len(set(few)) > 1,
        about=few,
        seen=lambda: f"always {few[0]:.3g}",
        why="On maps of ones your ratio never varies: give each entry a coin of its own, and divide by "
        "the fixed number 1 - rate.",
    )


_ratio = partial(plain.number, what="the mean of the training output divided by that of the test output")


def _or_nan(value):
    return np.nan if value is None else value


def _planted_windows(rng):
    """Return windows (images x height x width x maps x 4) that tell other windows and other means apart.

    Some maps of some images hold flat windows, large beside small, so that one in another place is far from flat;
    the other maps are small and peaked: a mean of ratios is far from the ratio of means.
    """
    images, maps = np.arange(16).reshape(-1, 1, 1, 1, 1), np.arange(5).reshape(-1, 1)
    large = images * maps % 2 == 1
    flat = rng.random((16, 6, 10, 5, 1)) < np.where(large, 0.9, 0.1)
    height = np.where(large, 6, 1) * rng.choice([0.05, 0.8, 1.2], flat.shape)
    return height * np.where(flat, 1.0, rng.random((*flat.shape[:-1], 4)) ** 4)


def _as_maps(windows):
    images, height, width, maps, _ = windows.shape
    squares = windows.reshape(images, height, width, maps, 2, 2).transpose(0, 1, 4, 2, 5, 3)
    return squares.reshape(images, 2 * height, 2 * width, maps)


def _outputs(windows, order, pool, rate):
    """Return (mean in training, its variance, value at test) of each window, exactly."""
    windows = windows.reshape(-1, 4)
    noise = rate / (1 - rate)
    if pool == "max" and order == "drop first":
        falling, chance = -np.sort(-windows), rate ** np.arange(4)  # the k-th wins with (1 - rate) rate^k
        mean = falling @ chance
        return mean, falling**2 @ chance / (1 - rate) - mean**2, falling[:, 0]
    pooled = windows.max(1) if pool == "max" else windows.mean(1)
    return pooled, noise * ((windows**2).sum(1) / 16 if order == "drop first" else pooled**2), pooled


def _expected(windows, order, pool, rate):
    """Return the expected ratio and its standard error."""
    mean, variance, test = _outputs(windows, order, pool, rate)
    return mean.mean() / test.mean(), np.sqrt(variance.sum()) / test.sum()


def _ratios_are_right(law, windows, got, belief):
    for (order, pool, rate), ratio in zip(TRIALS, got, strict=True):
        right, error = _expected(windows, order, pool, rate)
        law.holds(
            f"{order}, {pool}, rate {rate:g}: the ratio is {'above 1' if right > 1.001 else '1'}",
            lambda ratio=ratio, right=right, error=error: abs(ratio - right) <= STANDARD_ERRORS * error + 1e-5,
            about=[ratio],
            expected=f"{right:.3f} give or take {error:.3f}",
            seen=lambda ratio=ratio: f"{ratio:.3f}",
            misconception=belief,
            why=f"Expected about {right:.3g} for {order!r}, {pool!r} at rate {rate:g}, got {_or_nan(ratio):.3g}: "
            "divide the mean of the training output by that of the output without dropout.",
        )


def _belief_behind(got, ones, windows):
    """Name the misconception that would give all these ratios, or None."""
    usual = np.max([_reach(windows, lambda *trial, pair=pair: (*pair, trial[-1])) for pair in PAIRS], axis=0)
    swapped = _reach(windows, _swapped)  # at 1 - rate chance reaches as far as it does there
    for name, ways in _beliefs(windows).items():
        reach = swapped if name == "keep and drop swapped" else usual
        if any((np.abs(got / way - 1) < reach).all() for way in ways):
            return _told_by_ones(ones) if name == "order never matters" else name
    return None


def _told_by_ones(ones):
    """Name what may give the same ratios in either order: averages, or nothing named where masks are shared."""
    if _are_averages(ones):
        return "averages when asked for the maximum"
    at_most = 4 / ONES.size  # the variance of "pool first", where a window is 0 or 2
    return None if _scatters(ones, at_most, 1) else "order never matters"


def _swapped(order, pool, rate):
    return order, pool, 1 - rate


def _reach(windows, believed):
    """Return 6 standard errors of the ratio of each trial as it is `believed`, in parts of that ratio."""
    ratios, errors = np.transpose([_expected(windows, *believed(*trial)) for trial in TRIALS])
    return 6 * errors / ratios


def _beliefs(windows):
    """Return {misconception: the ratios it would give in TRIALS, in one or more ways}."""
    rate = np.array([rate for *_, rate in TRIALS])
    kept = 1 - rate

    def ratios(believed):
        return np.array([_expected(windows, *believed(*trial))[0] for trial in TRIALS])

    right = ratios(lambda *trial: trial)
    swapped = ratios(_swapped)
    return {
        "no rescale": [right * kept],
        "divides by rate": [right * kept / rate],
        "multiplies by the share kept": [right * kept**2],
        "keep and drop swapped": [swapped, swapped * rate / kept],
        "test over train": [1 / right],
        "order reversed": [ratios(lambda order, *rest: (ORDERS[order == ORDERS[0]], *rest))],
        "order never matters": [ratios(lambda order, *rest, always=always: (always, *rest)) for always in ORDERS],
    }


def _are_averages(ones):
    """Whether windows of ones gave quarters, where a maximum is all or nothing."""
    windows = np.array(ones) * 0.5 * ONES.size / 4  # how many windows came through
    quarters, wholes = (np.abs(many - many.round()).max() for many in (4 * windows, windows))
    return quarters < 0.02 < wholes


def _scatters(ratios, variance, mean):
    """Whether ratios vary more than chance of that variance and mean allows, but for a common factor."""
    scale = mean / np.mean(ratios) if np.any(ratios) else 1
    return bool(scale**2 * np.var(ratios) * len(ratios) / variance > chdtri(len(ratios) - 1, ALPHA))


def _coins_are_separate(law, ones, belief):
    windows = ONES.size / 4
    variance = 4 * (1 / 16) * (15 / 16) / windows  # a window of ones gives 0 with probability 1 / 16, else 2
    law.holds(
        "each position has a coin of its own",
        lambda: not _scatters(ones, variance, 2 * 15 / 16),
        about=ones,
        misconception=belief,
        expected=f"ratios that differ by about {variance**0.5:.3f}",
        seen=lambda: f"{np.std(ones):.3f}",
        why="Your ratios scatter more than separate coins let them: draw a number for each entry, once.",
    )


def _depends_on_rng_alone(law, ratio):
    first, others, again = ratio(30), [ratio(key) for key in (31, 32)], ratio(30)
    law.holds(
        "the same rng gives the same ratio, another rng another",
        lambda: first == again and first not in others,
        about=[first, again, *others],
        misconception="ignores rng",
        expected="equal ratios for equal seeds only",
    )
