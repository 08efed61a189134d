"""Wrong answers to exercises 1.1 to 1.3 that were made to slip through: most are right in most of what they do."""

import copy

import numpy as np

from tests.answers import wrong


def mask(shape, rate, rng):
    return (rng.random(shape) >= rate) * 1.0


def drop(x, rate, rng, training=True):
    return x * mask(x.shape, rate, rng) / (1 - rate) if training else x


# 1.1 a mask


@wrong("drop_mask", "ignores rng")
def reseeds_numpy(shape, rate, rng):
    np.random.seed(0)
    return (np.random.random(shape) >= rate) * 1.0


KEPT = {}


@wrong("drop_mask", "ignores rng")
def generator_made_once(shape, rate, rng):
    own = KEPT.setdefault("rng", np.random.default_rng(rng.integers(2**63)))
    return mask(shape, rate, own)


@wrong("drop_mask")
def leaves_rng_where_it_was(shape, rate, rng):
    return mask(shape, rate, copy.deepcopy(rng))


@wrong("drop_mask")
def one_of_256_masks(shape, rate, rng):
    return mask(shape, rate, np.random.default_rng(int(rng.integers(256))))


@wrong("drop_mask", "ignores rng")
def antithetic_calls(shape, rate, rng):
    """Draw every second mask as the mirror image of the one before."""
    before = KEPT.pop(shape, None)
    draws = rng.random(shape) if before is None else 1 - before
    if before is None:
        KEPT[shape] = draws
    return (draws >= rate) * 1.0


@wrong("drop_mask")
def half_the_rows_at_double_rate(shape, rate, rng):
    if len(shape) < 2 or rate >= 0.5:
        return mask(shape, rate, rng)
    half = shape[0] // 2
    return np.concatenate([mask((half, *shape[1:]), 2 * rate, rng), np.ones((shape[0] - half, *shape[1:]))])


@wrong("drop_mask")
def odd_units_at_another_rate(shape, rate, rng):
    sway = min(rate, 1 - rate, 0.05) * np.where(np.arange(shape[-1]) % 2, 1, -1)
    return (rng.random(shape) >= rate + sway) * 1.0


@wrong("drop_mask")
def rate_drifts_along_the_units(shape, rate, rng):
    sway = min(rate, 1 - rate, 0.05) * np.linspace(-1, 1, shape[-1])
    return (rng.random(shape) >= rate + sway) * 1.0


@wrong("drop_mask")
def last_row_kept(shape, rate, rng):
    found = mask(shape, rate, rng)
    if len(shape) > 1:
        found[-1] = 1
    return found


@wrong("drop_mask")
def every_third_unit_as_the_first(shape, rate, rng):
    found = mask(shape, rate, rng)
    found[..., ::3] = found[..., :1]
    return found


@wrong("drop_mask")
def columns_rolled(shape, rate, rng):
    if len(shape) != 2:
        return mask(shape, rate, rng)
    column = mask(shape[0], rate, rng)
    return np.stack([np.roll(column, place) for place in range(shape[1])], axis=1)


@wrong("drop_mask")
def outer_product(shape, rate, rng):
    if len(shape) != 2:
        return mask(shape, rate, rng)
    share = 1 - np.sqrt(1 - rate)
    return mask((shape[0], 1), share, rng) * mask((1, shape[1]), share, rng)


@wrong("drop_mask")
def walks_along_the_units(shape, rate, rng):
    start, step = rng.random((*shape[:-1], 1)), 0.618
    return ((start + step * np.arange(shape[-1])) % 1 >= rate) * 1.0


@wrong("drop_mask")
def draws_rounded_to_a_tenth(shape, rate, rng):
    return (np.round(rng.random(shape), 1) >= rate) * 1.0


@wrong("drop_mask")
def keeps_a_draw_above_the_rate_alone(shape, rate, rng):
    return (rng.integers(0, 10, shape) / 10 > rate) * 1.0


@wrong("drop_mask")
def square_of_a_draw(shape, rate, rng):
    return (rng.random(shape) ** 2 >= rate) * 1.0


@wrong("drop_mask")
def draws_of_one_byte(shape, rate, rng):
    return (rng.integers(0, 256, shape) >= 256 * rate) * 1.0


@wrong("drop_mask")
def one_survivor_in_each_row(shape, rate, rng):
    found = mask(shape, rate, rng)
    found[..., 0] = np.maximum(found[..., 0], found.sum(-1) == 0)
    return found


@wrong("drop_mask")
def one_place_always_kept(shape, rate, rng):
    found = mask(shape, rate, rng)
    found.flat[0] = 1
    return found


@wrong("drop_mask")
def puts_rng_back(shape, rate, rng):
    state = rng.bit_generator.state
    found = mask(shape, rate, rng)
    rng.bit_generator.state = state
    return found


@wrong("drop_mask")
def flat(shape, rate, rng):
    return mask(int(np.prod(shape)), rate, rng)


@wrong("drop_mask")
def transposed(shape, rate, rng):
    return mask(shape[::-1], rate, rng)


@wrong("drop_mask")
def an_axis_more(shape, rate, rng):
    return mask((1, *shape), rate, rng)


@wrong("drop_mask")
def a_single_number(shape, rate, rng):
    return int(rng.random() >= rate)


@wrong("drop_mask")
def mask_and_its_opposite(shape, rate, rng):
    found = mask(shape, rate, rng)
    return found, 1 - found


@wrong("drop_mask")
def texts_for_numbers(shape, rate, rng):
    return mask(shape, rate, rng).astype(str)


@wrong("drop_mask")
def complex_numbers(shape, rate, rng):
    return mask(shape, rate, rng) + 0j


@wrong("drop_mask")
def a_function_of_the_draw(shape, rate, rng):
    return lambda: mask(shape, rate, rng)


@wrong("drop_mask")
def nan_for_dropped(shape, rate, rng):
    return np.where(rng.random(shape) >= rate, 1, np.nan)


# 1.2 inverted dropout


@wrong("inverted_dropout", "changes x in place")
def empties_x_at_inference(x, rate, rng, training=True):
    found = drop(x, rate, rng, training).copy()
    if not training:
        x[...] = 0
    return found


@wrong("inverted_dropout", "ignores rng")
def seeded_by_x(x, rate, rng, training=True):
    return drop(x, rate, np.random.default_rng(abs(int(1e6 * x.sum()))), training)


@wrong("inverted_dropout")
def draws_again_from_where_rng_was(x, rate, rng, training=True):
    return drop(x, rate, copy.deepcopy(rng), training)


@wrong("inverted_dropout")
def output_and_mask(x, rate, rng, training=True):
    keep = mask(x.shape, rate, rng)
    return (x * keep / (1 - rate), keep) if training else (x, None)


@wrong("inverted_dropout")
def almost_zero_for_dropped(x, rate, rng, training=True):
    return np.where(mask(x.shape, rate, rng) == 1, x / (1 - rate), 1e-9 * (rate > 0)) if training else x


@wrong("inverted_dropout")
def first_rows_at_double_rate(x, rate, rng, training=True):
    if x.ndim != 2 or rate >= 0.5 or not training:
        return drop(x, rate, rng, training)
    rates = np.where(np.arange(len(x)) < len(x) // 2, 2 * rate, 0)[:, None]
    return x * (rng.random(x.shape) >= rates) / (1 - rate)


@wrong("inverted_dropout")
def rescales_each_unit_by_its_share(x, rate, rng, training=True):
    keep = mask(x.shape, rate, rng)
    return x * keep / np.maximum(keep.mean(0), 1e-9) if training and x.ndim > 1 else drop(x, rate, rng, training)


@wrong("inverted_dropout")
def scale_with_a_safety_margin(x, rate, rng, training=True):
    return x * mask(x.shape, rate, rng) / (1 - rate + 1e-2) if training else x


@wrong("inverted_dropout")
def root_of_the_scale(x, rate, rng, training=True):
    return x * mask(x.shape, rate, rng) / np.sqrt(1 - rate) if training else x


@wrong("inverted_dropout")
def one_plus_rate(x, rate, rng, training=True):
    return x * mask(x.shape, rate, rng) * (1 + rate) if training else x


@wrong("inverted_dropout")
def keeps_the_variance(x, rate, rng, training=True):
    found = drop(x, rate, rng, training)
    return found * x.std() / found.std() if training and np.ptp(found) else found


@wrong("inverted_dropout")
def rescaled_below_a_half_only(x, rate, rng, training=True):
    return x * mask(x.shape, rate, rng) / (1 - rate if rate <= 0.5 else 1) if training else x


@wrong("inverted_dropout", "one row repeated")
def whole_units(x, rate, rng, training=True):
    if x.ndim < 2 or not training:
        return drop(x, rate, rng, training)
    return x * mask((1, *x.shape[1:]), rate, rng) / (1 - rate) * np.ones((len(x), *[1] * (x.ndim - 1)))


@wrong("inverted_dropout")
def shuffles_what_survives(x, rate, rng, training=True):
    return rng.permutation(drop(x, rate, rng).ravel()).reshape(x.shape) if training and rate else x


@wrong("inverted_dropout")
def flattened(x, rate, rng, training=True):
    return drop(x, rate, rng, training).ravel()


@wrong("inverted_dropout")
def relu_at_inference(x, rate, rng, training=True):
    return np.maximum(drop(x, rate, rng, training), 0)


@wrong("inverted_dropout")
def zeros_at_inference(x, rate, rng, training=True):
    return drop(x, rate, rng) if training else np.zeros_like(x)


@wrong("inverted_dropout")
def a_little_above_zero(x, rate, rng, training=True):
    return drop(x, rate, rng) + 1e-3 if training else x


@wrong("inverted_dropout")
def spares_the_largest(x, rate, rng, training=True):
    keep = (rng.random(x.shape) >= rate) | (np.abs(x) > 1.9)
    return x * keep / (1 - rate) if training else x


@wrong("inverted_dropout")
def nothing_at_inference(x, rate, rng, training=True):
    return drop(x, rate, rng) if training else None


# 1.3 the gradient


@wrong("dropout_gradient")
def divides_by_the_larger_share(upstream, mask, rate):
    return upstream * mask / max(rate, 1 - rate)


@wrong("dropout_gradient")
def divides_by_a_half_at_least(upstream, mask, rate):
    return upstream * mask / max(1 - rate, 0.5)


@wrong("dropout_gradient")
def root_of_the_gradients_scale(upstream, mask, rate):
    return upstream * mask / np.sqrt(1 - rate)


@wrong("dropout_gradient")
def mask_rolled_by_one(upstream, mask, rate):
    return upstream * np.roll(mask, 1) / (1 - rate)


@wrong("dropout_gradient")
def mask_reversed(upstream, mask, rate):
    return upstream * mask[::-1] / (1 - rate)


@wrong("dropout_gradient")
def scaled_by_each_rows_share(upstream, mask, rate):
    return upstream * mask / np.maximum(mask.mean(-1, keepdims=True), 0.1)


@wrong("dropout_gradient")
def gradient_and_mask(upstream, mask, rate):
    return upstream * mask / (1 - rate), mask


@wrong("dropout_gradient")
def rounded_gradient(upstream, mask, rate):
    return np.round(upstream * mask / (1 - rate), 2)


@wrong("dropout_gradient")
def nan_where_dropped(upstream, mask, rate):
    return np.where(mask == 1, upstream / (1 - rate), np.nan)


@wrong("dropout_gradient")
def gradient_of_length_one(upstream, mask, rate):
    found = upstream * mask / (1 - rate)
    return found / np.linalg.norm(found)


@wrong("dropout_gradient")
def first_entry_alone_is_wrong(upstream, mask, rate):
    found = upstream * mask / (1 - rate)
    found.flat[0] += 1e-2
    return found


@wrong("dropout_gradient")
def flat_gradient(upstream, mask, rate):
    return (upstream * mask / (1 - rate)).ravel()


@wrong("dropout_gradient")
def whole_number_gradient(upstream, mask, rate):
    return (upstream * mask / (1 - rate)).astype(int)


@wrong("dropout_gradient")
def noise_on_the_gradient(upstream, mask, rate):
    return upstream * mask / (1 - rate) + np.random.normal(0, 1e-3, upstream.shape)


@wrong("dropout_gradient")
def a_second_dropout(upstream, mask, rate):
    return upstream * mask * (np.random.default_rng(0).random(mask.shape) >= rate) / (1 - rate)
