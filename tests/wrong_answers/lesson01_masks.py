"""Wrong answers to exercise 1.1, the mask: each misconception by name, then the ones that are hard to see."""

import numpy as np

from tests.answers import wrong

# 1.1 a mask, by misconception


@wrong("drop_mask", "keep and drop swapped")
def keep_and_drop_swapped(shape, rate, rng):
    return (rng.random(shape) < rate) * 1.0


@wrong("drop_mask", "fixed count")
def fixed_count(shape, rate, rng):
    size = int(np.prod(shape))
    mask = np.ones(size)
    mask[rng.permutation(size)[: round(rate * size)]] = 0
    return mask.reshape(shape)


@wrong("drop_mask", "one row repeated")
def one_row_repeated(shape, rate, rng):
    return np.broadcast_to(rng.random(shape[-1]) >= rate, shape) * 1.0


@wrong("drop_mask", "ignores rng")
def ignores_rng(shape, rate, rng):
    return (np.random.random(shape) >= rate) * 1.0


@wrong("drop_mask", "ignores rng")
def seed_of_its_own(shape, rate, rng):
    return mask(shape, rate, np.random.default_rng(0))


@wrong("drop_mask", "never drops")
def never_drops(shape, rate, rng):
    return np.ones(shape)


# 1.1 a mask, subtly


@wrong("drop_mask")
def all_zero(shape, rate, rng):
    return np.zeros(shape)


@wrong("drop_mask")
def empty(shape, rate, rng):
    pass


@wrong("drop_mask")
def identity(shape, rate, rng):
    return shape


@wrong("drop_mask")
def rescaled_mask(shape, rate, rng):
    return (rng.random(shape) >= rate) / (1 - rate)


@wrong("drop_mask")
def raw_draws(shape, rate, rng):
    return rng.random(shape)


@wrong("drop_mask")
def fate_of_a_row(shape, rate, rng):
    return mask(shape, rate, rng) if len(shape) < 2 else mask((*shape[:-1], 1), rate, rng) * np.ones(shape)


@wrong("drop_mask")
def fate_of_a_batch(shape, rate, rng):
    return mask(shape, rate, rng) if len(shape) < 2 else np.full(shape, mask((), rate, rng))


@wrong("drop_mask")
def antithetic_pairs(shape, rate, rng):
    size = int(np.prod(shape))
    half = rng.random((size + 1) // 2)
    return (np.r_[half, 1 - half][:size].reshape(shape) >= rate) * 1.0


@wrong("drop_mask")
def antithetic_neighbours(shape, rate, rng):
    size = int(np.prod(shape))
    half = rng.random((size + 1) // 2)
    return (np.c_[half, 1 - half].ravel()[:size].reshape(shape) >= rate) * 1.0


@wrong("drop_mask")
def antithetic_rows(shape, rate, rng):
    if len(shape) < 2 or shape[0] % 2:
        return mask(shape, rate, rng)
    half = rng.random((shape[0] // 2, *shape[1:]))
    return (np.concatenate([half, 1 - half]) >= rate) * 1.0


@wrong("drop_mask")
def mirrored_halves(shape, rate, rng):
    size = int(np.prod(shape))
    half = rng.random((size + 1) // 2)
    return (np.r_[half, half[::-1]][:size].reshape(shape) >= rate) * 1.0


@wrong("drop_mask")
def halves_tiled(shape, rate, rng):
    if shape[-1] % 2:
        return mask(shape, rate, rng)
    half = mask((*shape[:-1], shape[-1] // 2), rate, rng)
    return np.concatenate([half, half], axis=-1)


@wrong("drop_mask")
def quarters_tiled(shape, rate, rng):
    if shape[-1] % 4:
        return mask(shape, rate, rng)
    return np.tile(mask((*shape[:-1], shape[-1] // 4), rate, rng), 4)


@wrong("drop_mask")
def thirds_tiled(shape, rate, rng):
    third = mask((*shape[:-1], -(-shape[-1] // 3)), rate, rng)
    return np.concatenate([third] * 3, axis=-1)[..., : shape[-1]]


@wrong("drop_mask")
def rows_rolled(shape, rate, rng):
    if len(shape) != 2:
        return mask(shape, rate, rng)
    row = mask(shape[-1], rate, rng)
    return np.stack([np.roll(row, 3 * place) for place in range(shape[0])])


@wrong("drop_mask")
def rows_permuted(shape, rate, rng):
    if len(shape) != 2:
        return mask(shape, rate, rng)
    row = mask(shape[-1], rate, rng)
    return np.stack([rng.permutation(row) for _ in range(shape[0])])


@wrong("drop_mask")
def two_rows_alike(shape, rate, rng):
    found = mask(shape, rate, rng)
    if len(shape) > 1:
        found[1] = found[0]
    return found


@wrong("drop_mask")
def two_units_alike(shape, rate, rng):
    found = mask(shape, rate, rng)
    found[..., 5 % shape[-1]] = found[..., 0]
    return found


@wrong("drop_mask")
def first_unit_kept(shape, rate, rng):
    found = mask(shape, rate, rng)
    found[..., 0] = 1
    return found


@wrong("drop_mask")
def right_at_a_half_only(shape, rate, rng):
    return rng.integers(0, 2, shape) * 1.0 if rate else np.ones(shape)


@wrong("drop_mask")
def rate_rounded_to_a_percent(shape, rate, rng):
    return mask(shape, round(rate, 2), rng)


@wrong("drop_mask")
def rate_rounded_to_a_tenth(shape, rate, rng):
    return mask(shape, round(rate, 1), rng)


@wrong("drop_mask")
def rate_cut_to_a_percent(shape, rate, rng):
    return (rng.integers(0, 100, shape) >= int(rate * 100)) * 1.0


@wrong("drop_mask")
def rate_clipped_at_a_half(shape, rate, rng):
    return mask(shape, min(rate, 0.5), rng)


@wrong("drop_mask")
def rate_clipped_at_95_percent(shape, rate, rng):
    return mask(shape, min(rate, 0.95), rng)


@wrong("drop_mask")
def rate_clipped_from_below(shape, rate, rng):
    return mask(shape, max(rate, 0.05), rng)


@wrong("drop_mask")
def rate_squared(shape, rate, rng):
    return mask(shape, rate, rng) * mask(shape, rate, rng)


@wrong("drop_mask")
def normal_draws(shape, rate, rng):
    return (rng.normal(0.5, 0.3, shape) >= rate) * 1.0 if rate else np.ones(shape)


@wrong("drop_mask")
def for_matrices_only(shape, rate, rng):
    return mask(shape, rate, rng) if len(shape) <= 2 else np.zeros(shape)


@wrong("drop_mask")
def two_axes_at_most(shape, rate, rng):
    rows, units = shape if len(shape) == 2 else (1, shape[0])
    return mask((rows, units), rate, rng).reshape(shape)


@wrong("drop_mask")
def correlated_neighbours(shape, rate, rng):
    draws = rng.random(shape)
    tied = rng.random(shape) < 0.5
    return (np.where(tied, np.roll(draws, 1, -1), draws) >= rate) * 1.0


@wrong("drop_mask")
def correlated_rows(shape, rate, rng):
    found, tied = mask(shape, rate, rng), rng.random(shape) < 0.5
    return np.where(tied, np.roll(found, 1, 0), found) if len(shape) > 1 else found


@wrong("drop_mask")
def count_varies_too_little(shape, rate, rng):
    size = int(np.prod(shape))
    jitter = rng.integers(-2, 3) if 0 < rate < 1 else 0
    found = np.arange(size) >= np.clip(round(rate * size) + jitter, 0, size)
    return rng.permutation(found).reshape(shape) * 1.0


@wrong("drop_mask")
def count_varies_too_much(shape, rate, rng):
    spread = min(rate, 1 - rate, 0.15)
    return mask(shape, rate + spread * rng.choice([-1, 1]), rng) if len(shape) > 1 else mask(shape, rate, rng)


@wrong("drop_mask", "fixed count")
def fixed_count_a_row(shape, rate, rng):
    places = rng.permuted(np.broadcast_to(np.arange(shape[-1]), shape), axis=-1)
    return (places >= round(rate * shape[-1])) * 1.0


@wrong("drop_mask")
def stratified_units(shape, rate, rng):
    strata = rng.permuted(np.broadcast_to(np.arange(shape[-1]), shape), axis=-1)
    return ((strata + rng.random(shape)) / shape[-1] >= rate) * 1.0


CACHE = {}


@wrong("drop_mask", "ignores rng")
def one_mask_kept_for_a_shape(shape, rate, rng):
    return CACHE.setdefault((shape, rate), mask(shape, rate, rng))


@wrong("drop_mask", "ignores rng")
def numpy_random_beside_rng(shape, rate, rng):
    return np.where(np.random.random(shape) < 0.02, mask(shape, rate, rng), mask(shape, rate, rng))


@wrong("drop_mask")
def unused_but_for_a_seed(shape, rate, rng):
    return mask(shape, rate, np.random.default_rng(int(rng.integers(2))))


@wrong("drop_mask")
def blocks_of_two(shape, rate, rng):
    return np.repeat(mask((*shape[:-1], -(-shape[-1] // 2)), rate, rng), 2, axis=-1)[..., : shape[-1]]


@wrong("drop_mask")
def minus_one_for_dropped(shape, rate, rng):
    return 2 * mask(shape, rate, rng) - 1


@wrong("drop_mask")
def percent_for_rate(shape, rate, rng):
    return mask(shape, rate / 100, rng)


def mask(shape, rate, rng):
    return (rng.random(shape) >= rate) * 1.0


# 1.1 and 1.2: right at nearly every call


def now_and_then(otherwise, odds=0.01):
    """Return a mask that is right but for a share `odds` of the calls, which get `otherwise(keep)`."""

    def draw(shape, rate, rng):
        keep = rng.random(shape) >= rate
        return (otherwise(keep) if rate and rng.random() < odds else keep) * 1.0

    return draw


def _rarely(name, otherwise):
    draw = now_and_then(otherwise)

    def mask(shape, rate, rng):
        return draw(shape, rate, rng)

    def dropped(x, rate, rng, training=True):
        return x * draw(x.shape, rate, rng) / (1 - rate) if training else x

    for exercise, given in (("drop_mask", mask), ("inverted_dropout", dropped)):
        given.__name__ = f"now_and_then_{name}"
        wrong(exercise)(given)


_rarely("drops_the_call", np.zeros_like)
_rarely("keeps_the_call", np.ones_like)


@wrong("inverted_dropout")
def now_and_then_not_rescaled(x, rate, rng, training=True):
    scale = 1 if rng.random() < 0.01 else 1 - rate
    return x * (rng.random(x.shape) >= rate) / scale if training else x


@wrong("inverted_dropout")
def now_and_then_x_itself(x, rate, rng, training=True):
    keep = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * (keep if rng.random() >= 0.01 else 1.0) if training else x
