"""Wrong answers to exercises 1.2 and 1.3: dropping in training, and the gradient."""

import numpy as np

from tests.answers import wrong


def kept(x, rate, rng):
    return rng.random(x.shape) >= rate


def right(x, rate, rng, training=True):
    return x * kept(x, rate, rng) / (1 - rate) if training else x


# 1.2 inverted dropout, by misconception


@wrong("inverted_dropout", "no rescale")
def no_rescale(x, rate, rng, training=True):
    return x * kept(x, rate, rng) if training else x


@wrong("inverted_dropout", "divides by rate")
def divides_by_rate(x, rate, rng, training=True):
    return x * kept(x, rate, rng) / (rate or 1) if training else x


@wrong("inverted_dropout", "multiplies by the share kept")
def multiplies_by_the_share_kept(x, rate, rng, training=True):
    return x * kept(x, rate, rng) * (1 - rate) if training else x


@wrong("inverted_dropout", "rescales by the realised share")
def rescales_by_the_realised_share(x, rate, rng, training=True):
    mask = kept(x, rate, rng)
    return x * mask / max(mask.mean(), 1e-9) if training else x


@wrong("inverted_dropout", "drops at inference")
def drops_at_inference(x, rate, rng, training=True):
    return right(x, rate, rng)


@wrong("inverted_dropout", "scales at inference")
def scales_at_inference(x, rate, rng, training=True):
    return right(x, rate, rng) if training else x * (1 - rate)


@wrong("inverted_dropout", "scales at inference")
def divides_at_inference(x, rate, rng, training=True):
    return right(x, rate, rng) if training else x / (1 - rate)


@wrong("inverted_dropout", "changes x in place")
def changes_x_in_place(x, rate, rng, training=True):
    if training:
        x *= kept(x, rate, rng)
        x /= 1 - rate
    return x


@wrong("inverted_dropout", "threshold on x")
def threshold_on_x(x, rate, rng, training=True):
    return np.where(x >= np.quantile(x, rate), x / (1 - rate), 0) if training else x


@wrong("inverted_dropout", "threshold on x")
def drops_the_smallest(x, rate, rng, training=True):
    return np.where(np.abs(x) >= np.quantile(np.abs(x), rate), x / (1 - rate), 0) if training else x


@wrong("inverted_dropout", "never drops")
def never_drops(x, rate, rng, training=True):
    return x


@wrong("inverted_dropout", "fixed count")
def fixed_count(x, rate, rng, training=True):
    mask = rng.permutation(np.arange(x.size) >= round(rate * x.size)).reshape(x.shape)
    return x * mask / (1 - rate) if training else x


@wrong("inverted_dropout", "one row repeated")
def one_row_repeated(x, rate, rng, training=True):
    return x * (rng.random(x.shape[-1]) >= rate) / (1 - rate) if training else x


@wrong("inverted_dropout", "keep and drop swapped")
def keep_and_drop_swapped(x, rate, rng, training=True):
    return x * ~kept(x, rate, rng) / (1 - rate) if training and rate else x


@wrong("inverted_dropout", "ignores rng")
def ignores_rng(x, rate, rng, training=True):
    return x * (np.random.random(x.shape) >= rate) / (1 - rate) if training else x


# 1.2 inverted dropout, subtly


@wrong("inverted_dropout")
def empty(x, rate, rng, training=True):
    pass


@wrong("inverted_dropout")
def constant(x, rate, rng, training=True):
    return np.ones(x.shape)


@wrong("inverted_dropout")
def all_gone(x, rate, rng, training=True):
    return x * 0.0 if training else x


@wrong("inverted_dropout")
def a_mask_alone(x, rate, rng, training=True):
    return kept(x, rate, rng) / (1 - rate) if training else x


@wrong("inverted_dropout")
def training_false_by_default(x, rate, rng, training=False):
    return right(x, rate, rng, training)


@wrong("inverted_dropout")
def flag_reversed(x, rate, rng, training=True):
    return right(x, rate, rng, not training)


@wrong("inverted_dropout")
def spares_negative_values(x, rate, rng, training=True):
    return np.where((x > 0) & ~kept(x, rate, rng), 0, x / (1 - rate)) if training else x


@wrong("inverted_dropout")
def drops_positive_values_more(x, rate, rng, training=True):
    odds = np.where(x > 0, rate + 0.1, rate - 0.1) if 0.15 < rate < 0.85 and x.min() < 0 else rate
    return x * (rng.random(x.shape) >= odds) / (1 - rate) if training else x


@wrong("inverted_dropout")
def drops_large_values_more(x, rate, rng, training=True):
    large = np.abs(x) > np.median(np.abs(x))
    odds = np.where(large, rate + 0.05, rate - 0.05) if 0.1 < rate < 0.9 and np.ptp(x) else rate
    return x * (rng.random(x.shape) >= odds) / (1 - rate) if training else x


@wrong("inverted_dropout")
def rescales_each_row_by_its_share(x, rate, rng, training=True):
    mask = kept(x, rate, rng)
    return x * mask / np.maximum(mask.mean(-1, keepdims=True), 1e-9) if training else x


@wrong("inverted_dropout")
def keeps_the_sum_of_x(x, rate, rng, training=True):
    found = x * kept(x, rate, rng)
    return found * x.sum() / (found.sum() or 1) if training else x


@wrong("inverted_dropout")
def rounds_to_two_digits(x, rate, rng, training=True):
    return np.round(right(x, rate, rng), 2) if training else x


@wrong("inverted_dropout")
def scale_rounded(x, rate, rng, training=True):
    return x * kept(x, rate, rng) * round(1 / (1 - rate), 1) if training else x


@wrong("inverted_dropout")
def scale_clipped(x, rate, rng, training=True):
    return x * kept(x, rate, rng) * min(1 / (1 - rate), 10) if training else x


@wrong("inverted_dropout")
def rate_clipped(x, rate, rng, training=True):
    return right(x, min(rate, 0.9), rng, training)


@wrong("inverted_dropout")
def rate_rounded_to_a_percent(x, rate, rng, training=True):
    return x * kept(x, round(rate, 2), rng) / (1 - rate) if training else x


@wrong("inverted_dropout")
def scale_of_a_half(x, rate, rng, training=True):
    return x * kept(x, rate, rng) * (2 if rate else 1) if training else x


@wrong("inverted_dropout")
def adds_noise_at_inference(x, rate, rng, training=True):
    return right(x, rate, rng) if training else x + 1e-3 * rng.normal(size=x.shape)


@wrong("inverted_dropout")
def forgets_signs(x, rate, rng, training=True):
    return np.abs(right(x, rate, rng)) if training else x


@wrong("inverted_dropout")
def shifts_instead_of_scaling(x, rate, rng, training=True):
    return np.where(kept(x, rate, rng), x + rate * x.mean(), 0) if training else x


@wrong("inverted_dropout")
def mean_for_what_is_dropped(x, rate, rng, training=True):
    return np.where(kept(x, rate, rng), x, x.mean()) if training else x


@wrong("inverted_dropout")
def dropped_twice(x, rate, rng, training=True):
    return right(right(x, rate, rng), rate, rng) if training else x


@wrong("inverted_dropout")
def whole_examples(x, rate, rng, training=True):
    if x.ndim != 2 or not training:
        return right(x, rate, rng, training)
    return x * (rng.random((len(x), 1)) >= rate) / (1 - rate)


@wrong("inverted_dropout")
def halves_tiled(x, rate, rng, training=True):
    if x.ndim < 2 or not training:
        return right(x, rate, rng, training)
    half = rng.random((*x.shape[:-1], -(-x.shape[-1] // 2))) >= rate
    return x * np.concatenate([half, half], -1)[..., : x.shape[-1]] / (1 - rate)


@wrong("inverted_dropout")
def antithetic_rows(x, rate, rng, training=True):
    if x.ndim < 2 or not training:
        return right(x, rate, rng, training)
    draws = rng.random((len(x) // 2, *x.shape[1:]))
    return x * (np.concatenate([draws, 1 - draws]) >= rate) / (1 - rate)


@wrong("inverted_dropout")
def for_matrices_only(x, rate, rng, training=True):
    return right(x, rate, rng, training) if x.ndim <= 2 else x


@wrong("inverted_dropout")
def gaussian_noise(x, rate, rng, training=True):
    return x * rng.normal(1, np.sqrt(rate / (1 - rate)), x.shape) if training else x


@wrong("inverted_dropout")
def dropconnect_of_the_batch(x, rate, rng, training=True):
    return x * (rng.random() >= rate) / (1 - rate) if training and x.ndim == 2 else right(x, rate, rng, training)


@wrong("inverted_dropout")
def whole_numbers(x, rate, rng, training=True):
    return right(x, rate, rng).astype(int) if training else x


# 1.3 the gradient, by misconception


@wrong("dropout_gradient", "forgot the scale")
def forgot_the_scale(upstream, mask, rate):
    return upstream * mask


@wrong("dropout_gradient", "divides by rate")
def gradient_divided_by_rate(upstream, mask, rate):
    return upstream * mask / rate


@wrong("dropout_gradient", "multiplies by the share kept")
def gradient_times_the_share_kept(upstream, mask, rate):
    return upstream * mask * (1 - rate)


@wrong("dropout_gradient", "fresh mask")
def fresh_mask(upstream, mask, rate):
    return upstream * (np.random.random(mask.shape) >= rate) / (1 - rate)


@wrong("dropout_gradient", "mask rebuilt from upstream")
def mask_rebuilt_from_upstream(upstream, mask, rate):
    return upstream * (upstream != 0) / (1 - rate)


@wrong("dropout_gradient", "mask rebuilt from upstream")
def mask_of_positive_upstream(upstream, mask, rate):
    return upstream * (upstream > 0) / (1 - rate)


@wrong("dropout_gradient", "mask inverted")
def mask_inverted(upstream, mask, rate):
    return upstream * (1 - mask) / (1 - rate)


@wrong("dropout_gradient", "changes x in place")
def changes_upstream_in_place(upstream, mask, rate):
    upstream *= mask
    upstream /= 1 - rate
    return upstream


@wrong("dropout_gradient", "changes x in place")
def changes_the_mask_in_place(upstream, mask, rate):
    mask /= 1 - rate
    return upstream * mask


# 1.3 the gradient, subtly


@wrong("dropout_gradient")
def empty_gradient(upstream, mask, rate):
    pass


@wrong("dropout_gradient", "forgot the scale")
def masked_by_where(upstream, mask, rate):
    return np.where(mask == 1, upstream, 0)


@wrong("dropout_gradient")
def upstream_unchanged(upstream, mask, rate):
    return upstream


@wrong("dropout_gradient")
def the_mask_itself(upstream, mask, rate):
    return mask


@wrong("dropout_gradient")
def the_local_derivative_alone(upstream, mask, rate):
    return mask / (1 - rate)


@wrong("dropout_gradient")
def no_gradient(upstream, mask, rate):
    return np.zeros_like(upstream)


@wrong("dropout_gradient")
def mask_added(upstream, mask, rate):
    return (upstream + mask) / (1 - rate)


@wrong("dropout_gradient")
def divides_by_the_realised_share(upstream, mask, rate):
    return upstream * mask / mask.mean()


@wrong("dropout_gradient")
def scale_squared(upstream, mask, rate):
    return upstream * mask / (1 - rate) ** 2


@wrong("dropout_gradient")
def scaled_by_a_half(upstream, mask, rate):
    return upstream * mask * 2


@wrong("dropout_gradient")
def scale_of_one_plus_rate(upstream, mask, rate):
    return upstream * mask * (1 + rate)


@wrong("dropout_gradient")
def sign_reversed(upstream, mask, rate):
    return -upstream * mask / (1 - rate)


@wrong("dropout_gradient")
def summed_over_the_batch(upstream, mask, rate):
    return (upstream * mask / (1 - rate)).sum(0)


@wrong("dropout_gradient")
def averaged_over_the_batch(upstream, mask, rate):
    return upstream * mask / (1 - rate) / len(upstream)


@wrong("dropout_gradient")
def gradient_of_the_last_mask_row(upstream, mask, rate):
    return upstream * mask[-1] / (1 - rate)


@wrong("dropout_gradient")
def right_for_matrices_only(upstream, mask, rate):
    return upstream * mask / (1 - rate) if upstream.ndim == 2 else upstream * mask


@wrong("dropout_gradient")
def absolute_gradient(upstream, mask, rate):
    return np.abs(upstream) * mask / (1 - rate)


@wrong("dropout_gradient")
def clipped_gradient(upstream, mask, rate):
    return np.clip(upstream * mask / (1 - rate), -1, 1)


@wrong("dropout_gradient")
def dropped_outputs_keep_theirs(upstream, mask, rate):
    return np.where(mask == 1, upstream / (1 - rate), upstream)


@wrong("dropout_gradient")
def matrix_product(upstream, mask, rate):
    return upstream @ np.swapaxes(mask, -1, -2) / (1 - rate) if mask.ndim > 1 else upstream @ mask / (1 - rate)
