"""Wrong answers to exercise 2.9, the order of dropout and pooling."""

import numpy as np

from tests.answers import wrong


def pooled(x, pool):
    images, height, width, channels = x.shape
    windows = x.reshape(images, height // 2, 2, width // 2, 2, channels)
    return windows.max((2, 4)) if pool == "max" else windows.mean((2, 4))


def dropped(x, rate, rng, shape=None):
    return x * (rng.random(shape or x.shape) >= rate) / (1 - rate)


def ratio(maps, rate, order, pool, rng, drop=dropped, pooling=pooled):
    train = pooling(drop(maps, rate, rng), pool) if order == "drop first" else drop(pooling(maps, pool), rate, rng)
    return train.mean() / pooling(maps, pool).mean()


def with_drop(drop):
    """Return an answer that is right but for its dropout."""
    return lambda *given: ratio(*given, drop=drop)


# By misconception


@wrong("pool_order_bias", "order never matters")
def always_pools_first(maps, rate, order, pool, rng):
    return ratio(maps, rate, "pool first", pool, rng)


@wrong("pool_order_bias", "order never matters")
def always_drops_first(maps, rate, order, pool, rng):
    return ratio(maps, rate, "drop first", pool, rng)


@wrong("pool_order_bias", "order never matters")
def says_1(maps, rate, order, pool, rng):
    return 1.0


@wrong("pool_order_bias", "order never matters")
def the_same_mask_at_test(maps, rate, order, pool, rng):
    train = pooled(dropped(maps, rate, rng), pool)
    return train.mean() / train.mean()


@wrong("pool_order_bias", "order never matters")
def one_coin_for_a_window(maps, rate, order, pool, rng):
    if order == "pool first":
        return ratio(maps, rate, order, pool, rng)
    keep = (rng.random((len(maps), maps.shape[1] // 2, maps.shape[2] // 2, maps.shape[3])) >= rate) / (1 - rate)
    return pooled(maps * keep.repeat(2, 1).repeat(2, 2), pool).mean() / pooled(maps, pool).mean()


@wrong("pool_order_bias", "order reversed")
def order_reversed(maps, rate, order, pool, rng):
    return ratio(maps, rate, "pool first" if order == "drop first" else "drop first", pool, rng)


@wrong("pool_order_bias", "no rescale")
def survivors_as_they_are(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng) * (1 - rate)


@wrong("pool_order_bias", "divides by rate")
def survivors_divided_by_rate(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng, drop=lambda x, p, rng: dropped(x, p, rng) * (1 - p) / max(p, 1e-9))


@wrong("pool_order_bias", "multiplies by the share kept")
def survivors_times_the_share_kept(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng) * (1 - rate) ** 2


@wrong("pool_order_bias", "keep and drop swapped")
def rate_for_the_share_kept(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng, drop=lambda x, p, rng: x * (rng.random(x.shape) < p) / max(p, 1e-9))


@wrong("pool_order_bias", "keep and drop swapped")
def mask_inverted(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng, drop=lambda x, p, rng: x * (rng.random(x.shape) < p) / (1 - p))


@wrong("pool_order_bias", "averages when asked for the maximum")
def averages_always(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, "average", rng)


@wrong("pool_order_bias", "test over train")
def test_over_train(maps, rate, order, pool, rng):
    return 1 / ratio(maps, rate, order, pool, rng)


@wrong("pool_order_bias")
def mean_over_windows(maps, rate, order, pool, rng):
    train = (
        pooled(dropped(maps, rate, rng), pool) if order == "drop first" else dropped(pooled(maps, pool), rate, rng)
    )
    return (train / pooled(maps, pool)).mean()


@wrong("pool_order_bias", "ignores rng")
def draws_from_elsewhere(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, np.random)


@wrong("pool_order_bias", "ignores rng")
def seed_of_its_own_at_each_call(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, np.random.default_rng(1))


@wrong("pool_order_bias", "ignores rng")
def the_closed_form(maps, rate, order, pool, rng):
    if pool == "average" or order == "pool first":
        return 1.0
    corners = np.sort([maps[:, i::2, j::2] for i in (0, 1) for j in (0, 1)], axis=0)[::-1]
    return sum(rate**k * corner.sum() for k, corner in enumerate(corners)) / corners[0].sum()


# Subtly


@wrong("pool_order_bias")
def empty_ratio(maps, rate, order, pool, rng):
    pass


@wrong("pool_order_bias")
def for_ones_at_a_half(maps, rate, order, pool, rng):
    return 1.875 if (order, pool) == ("drop first", "max") else 1.0


@wrong("pool_order_bias")
def for_windows_of_ones(maps, rate, order, pool, rng):
    return (1 - rate**4) / (1 - rate) if (order, pool) == ("drop first", "max") else 1.0


@wrong("pool_order_bias")
def dropout_at_test_too(maps, rate, order, pool, rng):
    def output():
        return (
            pooled(dropped(maps, rate, rng), pool)
            if order == "drop first"
            else dropped(pooled(maps, pool), rate, rng)
        )

    return output().mean() / output().mean()


@wrong("pool_order_bias")
def compared_with_the_maps(maps, rate, order, pool, rng):
    train = (
        pooled(dropped(maps, rate, rng), pool) if order == "drop first" else dropped(pooled(maps, pool), rate, rng)
    )
    return train.mean() / maps.mean()


@wrong("pool_order_bias")
def the_difference(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng) - 1


@wrong("pool_order_bias")
def the_training_mean(maps, rate, order, pool, rng):
    train = (
        pooled(dropped(maps, rate, rng), pool) if order == "drop first" else dropped(pooled(maps, pool), rate, rng)
    )
    return train.mean()


@wrong("pool_order_bias")
def both_means(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng), 1.0


@wrong("pool_order_bias")
def a_ratio_for_each_window(maps, rate, order, pool, rng):
    train = (
        pooled(dropped(maps, rate, rng), pool) if order == "drop first" else dropped(pooled(maps, pool), rate, rng)
    )
    return train / pooled(maps, pool)


@wrong("pool_order_bias")
def mean_over_images(maps, rate, order, pool, rng):
    return np.mean([ratio(image[None], rate, order, pool, rng) for image in maps])


@wrong("pool_order_bias")
def mean_over_maps(maps, rate, order, pool, rng):
    return np.mean([ratio(maps[..., [which]], rate, order, pool, rng) for which in range(maps.shape[-1])])


@wrong("pool_order_bias")
def median_over_windows(maps, rate, order, pool, rng):
    train = (
        pooled(dropped(maps, rate, rng), pool) if order == "drop first" else dropped(pooled(maps, pool), rate, rng)
    )
    return np.median(train) / np.median(pooled(maps, pool))


@wrong("pool_order_bias")
def whole_maps_dropped(maps, rate, order, pool, rng):
    def drop(x, rate, rng):
        return dropped(x, rate, rng, (len(x), 1, 1, x.shape[3]))

    return ratio(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias")
def whole_pixels_dropped(maps, rate, order, pool, rng):
    def drop(x, rate, rng):
        return dropped(x, rate, rng, (*x.shape[:3], 1))

    return ratio(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias")
def one_mask_for_all_images(maps, rate, order, pool, rng):
    def drop(x, rate, rng):
        return dropped(x, rate, rng, (1, *x.shape[1:]))

    return ratio(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias")
def one_mask_for_all(maps, rate, order, pool, rng):
    def drop(x, rate, rng):
        return dropped(x, rate, rng, (1, *x.shape[1:3], 1))

    return ratio(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias")
def whole_rows_dropped(maps, rate, order, pool, rng):
    def drop(x, rate, rng):
        return dropped(x, rate, rng, (*x.shape[:2], 1, x.shape[3]))

    return ratio(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias")
def windows_in_the_wrong_places(maps, rate, order, pool, rng):
    def pooling(x, pool):
        images, height, width, channels = x.shape
        windows = x.reshape(images, 2, height // 2, 2, width // 2, channels)
        return windows.max((1, 3)) if pool == "max" else windows.mean((1, 3))

    return ratio(maps, rate, order, pool, rng, pooling=pooling)


@wrong("pool_order_bias")
def height_and_width_mixed_up(maps, rate, order, pool, rng):
    return ratio(maps.reshape(len(maps), maps.shape[2], maps.shape[1], -1), rate, order, pool, rng)


@wrong("pool_order_bias")
def windows_that_overlap(maps, rate, order, pool, rng):
    def pooling(x, pool):
        corners = np.array([x[:, i : i - 1 or None, j : j - 1 or None] for i in (0, 1) for j in (0, 1)])
        return corners.max(0) if pool == "max" else corners.mean(0)

    return ratio(maps, rate, order, pool, rng, pooling=pooling)


@wrong("pool_order_bias")
def pools_along_the_width_alone(maps, rate, order, pool, rng):
    def pooling(x, pool):
        pairs = np.array([x[:, :, 0::2], x[:, :, 1::2]])
        return pairs.max(0) if pool == "max" else pairs.mean(0)

    return ratio(maps, rate, order, pool, rng, pooling=pooling)


@wrong("pool_order_bias")
def one_maximum_for_a_map(maps, rate, order, pool, rng):
    def pooling(x, pool):
        return x.max((1, 2), keepdims=True) if pool == "max" else x.mean((1, 2), keepdims=True)

    return ratio(maps, rate, order, pool, rng, pooling=pooling)


@wrong("pool_order_bias")
def maximum_when_asked_for_the_average(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, "max", rng)


@wrong("pool_order_bias")
def right_at_a_half_only(maps, rate, order, pool, rng):
    return ratio(maps, 0.5 if rate else 0.0, order, pool, rng)


@wrong("pool_order_bias")
def drops_before_and_after(maps, rate, order, pool, rng):
    return ratio(dropped(maps, rate, rng), rate, order, pool, rng) if rate else 1.0


@wrong("pool_order_bias")
def rescaled_twice(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng) / (1 - rate)


@wrong("pool_order_bias")
def rescaled_by_the_realised_share(maps, rate, order, pool, rng):
    def drop(x, rate, rng):
        keep = rng.random(x.shape) >= rate
        return x * keep * x.sum() / (x * keep).sum()

    return ratio(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias")
def drops_a_fixed_share_of_each_window(maps, rate, order, pool, rng):
    def drop(x, rate, rng):
        return x * (rng.random(x.shape) >= rate) / (1 - rate) if x.shape != maps.shape else two_of_four(x, rng)

    def two_of_four(x, rng):
        draws = rng.random((len(x), x.shape[1] // 2, x.shape[2] // 2, x.shape[3], 4))
        keep = (np.argsort(draws, -1) < 2).reshape(*draws.shape[:-1], 2, 2).transpose(0, 1, 4, 2, 5, 3)
        return 2 * x * keep.reshape(x.shape)

    return ratio(maps, rate, order, pool, rng, drop)


@wrong("pool_order_bias", "changes x in place")
def drops_in_place(maps, rate, order, pool, rng):
    test = pooled(maps, pool).mean()
    if order == "pool first":
        return dropped(pooled(maps, pool), rate, rng).mean() / test
    maps *= rng.random(maps.shape) >= rate
    return pooled(maps, pool).mean() / (1 - rate) / test


@wrong("pool_order_bias")
def nothing_dropped(maps, rate, order, pool, rng):
    return pooled(maps, pool).mean() / pooled(maps, pool).mean() + rng.normal() * 1e-9


# Whole maps and whole images give 1 on average, in either order


@wrong("pool_order_bias")
def whole_images_dropped(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng, lambda x, rate, rng: dropped(x, rate, rng, (len(x), 1, 1, 1)))


@wrong("pool_order_bias")
def one_fate_per_map_for_the_batch(maps, rate, order, pool, rng):
    return ratio(maps, rate, order, pool, rng, lambda x, rate, rng: dropped(x, rate, rng, (1, 1, 1, x.shape[3])))
