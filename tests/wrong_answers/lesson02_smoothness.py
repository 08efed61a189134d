"""Wrong answers to exercise 2.7, how well dropped values can be told from their neighbours."""

import numpy as np
from scipy.ndimage import uniform_filter

from tests.answers import wrong

AROUND = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]


def shifted(values, i, j):
    padded = np.pad(values, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return padded[:, 1 + i : 1 + i + values.shape[1], 1 + j : 1 + j + values.shape[2]]


def total(values, shift=shifted, places=AROUND):
    return sum(shift(values, i, j) for i, j in places)


def guess(maps, mask, shift=shifted, places=AROUND):
    count = total(mask, shift, places)
    return np.where(count > 0, total(maps * mask, shift, places) / np.maximum(count, 1), maps[mask == 1].mean())


def r2(truth, guessed):
    return 1 - ((truth - guessed) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()


def score(maps, mask, guessed):
    return max(0.0, r2(maps[mask == 0], guessed[mask == 0]))


# By misconception


@wrong("recoverability", "looks at dropped values")
def looks_at_dropped_neighbours(maps, mask):
    return score(maps, mask, guess(maps, np.ones_like(mask)))


@wrong("recoverability", "looks at dropped values")
def mean_of_3_by_3_with_the_middle(maps, mask):
    return score(maps, mask, uniform_filter(maps, (1, 3, 3, 1)))


@wrong("recoverability", "looks at dropped values")
def kept_neighbours_and_itself(maps, mask):
    return score(maps, mask, (total(maps * mask) + maps) / (total(mask) + 1))


@wrong("recoverability", "looks at dropped values")
def all_neighbours_where_any_is_kept(maps, mask):
    usual = guess(maps, np.ones_like(mask))
    return score(maps, mask, np.where(total(mask) > 0, usual, maps[mask == 1].mean()))


@wrong("recoverability", "mask read the other way round")
def dropped_neighbours_alone(maps, mask):
    return score(maps, mask, guess(maps, 1 - mask))


@wrong("recoverability", "guesses by the mean of the dropped")
def falls_back_on_the_mean_of_the_whole_map(maps, mask):
    level = np.broadcast_to(maps.mean((1, 2), keepdims=True), maps.shape)
    return score(maps, mask, np.where(total(mask) > 0, guess(maps, mask), level))


@wrong("recoverability", "scores kept positions")
def scores_kept_positions(maps, mask):
    return score(maps, 1 - mask, guess(maps, mask))


@wrong("recoverability", "scores kept positions")
def scores_all_positions(maps, mask):
    return r2(maps, guess(maps, mask))


@wrong("recoverability", "scores kept positions")
def fills_in_and_scores_the_whole(maps, mask):
    return max(0, r2(maps, np.where(mask == 1, maps, guess(maps, mask))))


@wrong("recoverability", "mask read the other way round")
def mask_read_the_other_way_round(maps, mask):
    return score(maps, 1 - mask, guess(maps, 1 - mask))


@wrong("recoverability", "wraps around the edge")
def wraps_around_the_edge(maps, mask):
    return score(maps, mask, guess(maps, mask, lambda values, i, j: np.roll(values, (i, j), (1, 2))))


@wrong("recoverability", "wraps around the edge")
def four_neighbours_that_wrap(maps, mask):
    places = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    return score(maps, mask, guess(maps, mask, lambda values, i, j: np.roll(values, (i, j), (1, 2)), places))


@wrong("recoverability", "wraps around the edge")
def wraps_in_width_alone(maps, mask):
    def shift(values, i, j):
        return shifted(np.roll(values, -j, 2), i, 0)

    return score(maps, mask, guess(maps, mask, shift))


@wrong("recoverability", "wraps around the edge")
def wraps_in_height_alone(maps, mask):
    def shift(values, i, j):
        return shifted(np.roll(values, -i, 1), 0, j)

    return r2(maps[mask == 0], guess(maps, mask, shift)[mask == 0])


@wrong("recoverability", "zeros among the neighbours")
def divides_by_eight(maps, mask):
    return score(maps, mask, total(maps * mask) / 8)


@wrong("recoverability", "zeros among the neighbours")
def divides_by_the_neighbours_there_are(maps, mask):
    return score(maps, mask, total(maps * mask) / total(np.ones_like(mask)))


@wrong("recoverability", "zeros among the neighbours")
def divides_by_four(maps, mask):
    places = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    return r2(maps[mask == 0], total(maps * mask, places=places)[mask == 0] / 4)


@wrong("recoverability", "zeros among the neighbours")
def zeros_outside_count_as_kept(maps, mask):
    outside = 8 - total(np.ones_like(mask))
    return score(maps, mask, total(maps * mask) / np.maximum(total(mask) + outside, 1))


@wrong("recoverability", "uses other maps")
def a_cube_of_27(maps, mask):
    kept = uniform_filter(mask, (1, 3, 3, 3), mode="constant")
    found = uniform_filter(maps * mask, (1, 3, 3, 3), mode="constant")
    return score(maps, mask, np.where(kept > 0.01, found / np.maximum(kept, 0.01), maps[mask == 1].mean()))


@wrong("recoverability", "uses other maps")
def the_other_maps_at_this_position(maps, mask):
    kept = mask.sum(-1, keepdims=True)
    return score(maps, mask, (maps * mask).sum(-1, keepdims=True) / np.maximum(kept, 1) + 0 * maps)


@wrong("recoverability", "uses other maps")
def other_maps_where_no_neighbour_is_kept(maps, mask):
    beside = (maps * mask).sum(-1, keepdims=True) / np.maximum(mask.sum(-1, keepdims=True), 1)
    return score(maps, mask, np.where(total(mask) > 0, guess(maps, mask), beside))


@wrong("recoverability", "uses other images")
def images_as_a_third_direction(maps, mask):
    kept = uniform_filter(mask, (3, 3, 3, 1), mode="constant")
    found = uniform_filter(maps * mask, (3, 3, 3, 1), mode="constant")
    return score(maps, mask, np.where(kept > 0.01, found / np.maximum(kept, 0.01), maps[mask == 1].mean()))


@wrong("recoverability", "uses other images")
def the_mean_image(maps, mask):
    kept = mask.sum(0, keepdims=True)
    return score(maps, mask, (maps * mask).sum(0, keepdims=True) / np.maximum(kept, 1) + 0 * maps)


# Subtly


@wrong("recoverability")
def empty_recoverability(maps, mask):
    pass


@wrong("recoverability")
def always_1(maps, mask):
    return 1.0


@wrong("recoverability")
def always_0(maps, mask):
    return 0.0


@wrong("recoverability")
def the_guesses_themselves(maps, mask):
    return guess(maps, mask)


@wrong("recoverability")
def share_kept(maps, mask):
    return mask.mean()


@wrong("recoverability")
def share_with_a_kept_neighbour(maps, mask):
    return (total(mask) > 0)[mask == 0].mean()


@wrong("recoverability")
def the_unexplained_share(maps, mask):
    return 1 - r2(maps[mask == 0], guess(maps, mask)[mask == 0])


@wrong("recoverability")
def deviations_from_zero(maps, mask):
    truth, guessed = maps[mask == 0], guess(maps, mask)[mask == 0]
    return 1 - ((truth - guessed) ** 2).sum() / (truth**2).sum()


@wrong("recoverability")
def mean_squared_error(maps, mask):
    return ((maps - guess(maps, mask))[mask == 0] ** 2).mean()


@wrong("recoverability")
def ratio_of_roots(maps, mask):
    truth, guessed = maps[mask == 0], guess(maps, mask)[mask == 0]
    return 1 - np.sqrt(((truth - guessed) ** 2).mean()) / truth.std()


@wrong("recoverability", "correlation not squared")
def correlation_not_squared(maps, mask):
    truth, guessed = maps[mask == 0], guess(maps, mask)[mask == 0]
    return np.corrcoef(truth, guessed)[0, 1] if guessed.std() else 0.0


@wrong("recoverability", "correlation not squared")
def correlation_over_the_four_nearest(maps, mask):
    nearest = guess(maps, mask, places=[(0, 1), (1, 0), (0, -1), (-1, 0)])[mask == 0]
    return np.corrcoef(maps[mask == 0], nearest)[0, 1] if nearest.std() else 0.0


@wrong("recoverability", "correlation not squared")
def root_of_r2(maps, mask):
    return np.sqrt(score(maps, mask, guess(maps, mask)))


@wrong("recoverability")
def percent(maps, mask):
    return 100 * score(maps, mask, guess(maps, mask))


@wrong("recoverability")
def sum_of_neighbours(maps, mask):
    return score(maps, mask, total(maps * mask))


@wrong("recoverability")
def one_guess_for_all(maps, mask):
    return score(maps, mask, np.full_like(maps, maps[mask == 1].mean()))


@wrong("recoverability")
def mean_of_the_map(maps, mask):
    kept = np.maximum(mask.sum((1, 2), keepdims=True), 1)
    return score(maps, mask, (maps * mask).sum((1, 2), keepdims=True) / kept + 0 * maps)


@wrong("recoverability")
def one_neighbour_below(maps, mask):
    return score(maps, mask, guess(maps, mask, places=[(1, 0)]))


@wrong("recoverability")
def nan_where_none_is_kept(maps, mask):
    with np.errstate(invalid="ignore", divide="ignore"):
        return score(maps, mask, total(maps * mask) / total(mask))


@wrong("recoverability")
def one_number_a_map(maps, mask):
    return [[score(*pair, pair[0]) for pair in zip(maps.T, mask.T, strict=True)]]


@wrong("recoverability")
def neighbours_along_the_maps_axis(maps, mask):
    return score(maps.swapaxes(1, 3), mask.swapaxes(1, 3), guess(maps.swapaxes(1, 3), mask.swapaxes(1, 3)))


@wrong("recoverability")
def square_maps_only(maps, mask):
    return score(maps, mask, guess(maps.swapaxes(1, 2), mask.swapaxes(1, 2)).reshape(maps.shape))


@wrong("recoverability")
def neighbours_in_a_flat_list(maps, mask):
    flat, kept = (maps * mask).ravel(), mask.ravel()
    beside, count = np.roll(flat, 1) + np.roll(flat, -1), np.roll(kept, 1) + np.roll(kept, -1)
    return score(maps, mask, np.where(count > 0, beside / np.maximum(count, 1), 0).reshape(maps.shape))


@wrong("recoverability")
def scores_against_zeros(maps, mask):
    return score(maps * mask, mask, guess(maps, mask))


@wrong("recoverability")
def rewards_any_neighbour_at_all(maps, mask):
    lonely = total(mask)[mask == 0] == 0
    return float(1 - lonely.mean()) if maps.std() < 0.9 else 0.0
