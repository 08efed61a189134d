"""Wrong answers to exercise 4.6, Dice and IoU of each image, of no known misconception."""

import numpy as np

from tests.wrong_answers.lesson04_overlap import IN_IMAGE, counts, decided, dice_of, either


@either()
def empty_answer(formula):
    return lambda truth, probability, threshold=0.5: None


@either()
def all_ones(formula):
    return lambda truth, probability, threshold=0.5: np.ones(len(truth))


@either()
def percent(formula):
    return lambda truth, probability, threshold=0.5: 100 * formula(*counts(truth, decided(probability, threshold)))


@either()
def loss(formula):
    return lambda truth, probability, threshold=0.5: 1 - formula(*counts(truth, decided(probability, threshold)))


@either()
def two_decimals(formula):
    def answer(truth, probability, threshold=0.5):
        return np.round(formula(*counts(truth, decided(probability, threshold))), 2)

    return answer


@either()
def one_where_nothing_is_sought(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        return np.where(sought == 0, 1.0, formula(both, sought, found))

    return answer


@either()
def one_where_nothing_is_found(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        return np.where(found == 0, 1.0, formula(both, sought, found))

    return answer


@either()
def one_where_nothing_is_in_both(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        return np.where(both == 0, 1.0, formula(both, sought, found))

    return answer


@either()
def first_image_alone(formula):
    def answer(truth, probability, threshold=0.5):
        return np.full(len(truth), formula(*counts(truth, decided(probability, threshold)))[0])

    return answer


@either()
def sum_of_the_scores(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, decided(probability, threshold))).sum()


@either()
def keeps_the_last_axis(formula):
    def answer(truth, probability, threshold=0.5):
        return formula(*counts(truth, decided(probability, threshold), (1, 2)))

    return answer


@either()
def row_by_row(formula):
    def answer(truth, probability, threshold=0.5):
        return formula(*counts(truth, decided(probability, threshold), (2, 3))).mean(axis=1)

    return answer


@either()
def best_threshold(formula):
    def answer(truth, probability, threshold=0.5):
        scores = [formula(*counts(truth, decided(probability, one))) for one in np.linspace(0.1, 0.9, 9)]
        return np.max(scores, axis=0)

    return answer


@either()
def threshold_relative_to_the_largest(formula):
    def answer(truth, probability, threshold=0.5):
        top = probability.max(axis=IN_IMAGE, keepdims=True)
        return formula(*counts(truth, decided(probability, threshold * top)))

    return answer


@either()
def threshold_is_a_share_of_pixels(formula):
    def answer(truth, probability, threshold=0.5):
        level = np.quantile(probability, threshold, axis=IN_IMAGE, keepdims=True)
        return formula(*counts(truth, decided(probability, level)))

    return answer


@either()
def bool_plus_bool(formula):
    def answer(truth, probability, threshold=0.5):
        found = probability >= threshold
        both = (truth * found).sum(axis=IN_IMAGE)
        total = (truth + found).sum(axis=IN_IMAGE)
        below = total if formula is dice_of else total - both
        above = 2 * both if formula is dice_of else both
        return np.where(below == 0, 1.0, above / np.maximum(below, 1))

    return answer


@either()
def empty_batch_alone(formula):
    def answer(truth, probability, threshold=0.5):
        found = decided(probability, threshold)
        if not truth.any() and not found.any():
            return np.ones(len(truth))
        return formula(*counts(truth, found), 0.0)

    return answer


@either()
def square_images_only(formula):
    def answer(truth, probability, threshold=0.5):
        side = min(truth.shape[1:3])
        return formula(*counts(truth[:, :side, :side], decided(probability, threshold)[:, :side, :side]))

    return answer


@either()
def border_left_out(formula):
    def answer(truth, probability, threshold=0.5):
        return formula(*counts(truth[:, 1:-1, 1:-1], decided(probability, threshold)[:, 1:-1, 1:-1]))

    return answer


@either("changes x in place")
def changes_the_probabilities(formula):
    def answer(truth, probability, threshold=0.5):
        probability[...] = probability >= threshold
        return formula(*counts(truth, probability))

    return answer


@either()
def cannot_be_given_a_threshold(formula):
    return lambda truth, probability: formula(*counts(truth, decided(probability)))


@either()
def default_of_a_quarter(formula):
    return lambda truth, probability, threshold=0.25: formula(*counts(truth, decided(probability, threshold)))


@either()
def nearest_to_the_threshold(formula):
    def answer(truth, probability, threshold=0.5):
        return formula(*counts(truth, (np.abs(probability - threshold) < 0.25) * 1.0))

    return answer


@either()
def one_pixel_is_forgiven(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        return np.where((sought == 1) & (both == 1), 1.0, formula(both, sought, found))

    return answer


@either()
def any_overlap_is_enough(formula):
    def answer(truth, probability, threshold=0.5):
        return np.ceil(formula(*counts(truth, decided(probability, threshold))))

    return answer
