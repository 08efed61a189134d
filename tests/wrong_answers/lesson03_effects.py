"""Wrong answers to exercise 3.5, `flatten_effects`."""

from tests.answers import wrong


def counts(h, w, maps, units, *, flatten=None, gap=None, silenced=None):
    """Return the right counts but for those that are handed in."""
    return dict(
        flatten_parameters=(h * w * maps + 1) * units if flatten is None else flatten,
        gap_parameters=(maps + 1) * units if gap is None else gap,
        silenced_by_one_map=h * w if silenced is None else silenced,
    )


# By misconception


@wrong("flatten_effects", "bias of the Dense forgotten")
def no_biases(h, w, maps, units):
    return counts(h, w, maps, units, flatten=h * w * maps * units, gap=maps * units)


@wrong("flatten_effects", "bias of the Dense forgotten")
def no_biases_behind_gap(h, w, maps, units):
    return counts(h, w, maps, units, gap=maps * units)


@wrong("flatten_effects", "one bias for the whole Dense")
def a_single_bias(h, w, maps, units):
    return counts(h, w, maps, units, flatten=h * w * maps * units + 1, gap=maps * units + 1)


@wrong("flatten_effects", "maps left out of the row")
def positions_alone(h, w, maps, units):
    return counts(h, w, maps, units, flatten=(h * w + 1) * units)


@wrong("flatten_effects", "GAP counted as Flatten")
def gap_as_flatten(h, w, maps, units):
    return counts(h, w, maps, units, gap=(h * w * maps + 1) * units)


@wrong("flatten_effects", "one map silences one input")
def one_input(h, w, maps, units):
    return counts(h, w, maps, units, silenced=1)


@wrong("flatten_effects", "counts silenced weights")
def silenced_weights(h, w, maps, units):
    return counts(h, w, maps, units, silenced=h * w * units)


@wrong("flatten_effects", "all maps silenced")
def the_whole_row(h, w, maps, units):
    return counts(h, w, maps, units, silenced=h * w * maps)


# Subtly


@wrong("flatten_effects")
def nothing_returned(h, w, maps, units):
    counts(h, w, maps, units)


@wrong("flatten_effects")
def three_numbers(h, w, maps, units):
    return tuple(counts(h, w, maps, units).values())


@wrong("flatten_effects")
def a_key_is_missing(h, w, maps, units):
    return dict(flatten_parameters=(h * w * maps + 1) * units, gap_parameters=(maps + 1) * units)


@wrong("flatten_effects")
def other_keys(h, w, maps, units):
    return {key.replace("_", " "): value for key, value in counts(h, w, maps, units).items()}


@wrong("flatten_effects")
def constants_of_the_example(h, w, maps, units):
    return counts(7, 7, 64, 128)


@wrong("flatten_effects")
def square_maps(h, w, maps, units):
    return counts(h, h, maps, units)


@wrong("flatten_effects")
def silenced_by_a_square_map(h, w, maps, units):
    return counts(h, w, maps, units, silenced=w * w)


@wrong("flatten_effects")
def in_words(h, w, maps, units):
    return {key: f"{value:,}" for key, value in counts(h, w, maps, units).items()}


@wrong("flatten_effects")
def in_thousands(h, w, maps, units):
    return counts(h, w, maps, units, flatten=round((h * w * maps + 1) * units, -3))


@wrong("flatten_effects")
def biases_of_the_inputs(h, w, maps, units):
    return counts(h, w, maps, units, flatten=h * w * maps * (units + 1), gap=maps * (units + 1))


@wrong("flatten_effects")
def gap_of_positions(h, w, maps, units):
    return counts(h, w, maps, units, gap=(h * w + 1) * units)


@wrong("flatten_effects")
def parameters_of_a_conv(h, w, maps, units):
    return counts(h, w, maps, units, gap=(9 * maps + 1) * units)


@wrong("flatten_effects")
def values_swapped(h, w, maps, units):
    return counts(h, w, maps, units, flatten=(maps + 1) * units, gap=(h * w * maps + 1) * units)


@wrong("flatten_effects")
def a_share_in_place_of_a_number(h, w, maps, units):
    return counts(h, w, maps, units, silenced=1 / maps)


@wrong("flatten_effects")
def one_side_of_the_map(h, w, maps, units):
    return counts(h, w, maps, units, silenced=h + w)


@wrong("flatten_effects")
def off_by_one(h, w, maps, units):
    return counts(h, w, maps, units, silenced=h * w - 1)


@wrong("flatten_effects")
def counts_that_grow_old(h, w, maps, units):
    return {key: [value] * 2 for key, value in counts(h, w, maps, units).items()}


@wrong("flatten_effects")
def not_a_number(h, w, maps, units):
    return counts(h, w, maps, units, gap=float("nan"))


@wrong("flatten_effects")
def a_small_type(h, w, maps, units):
    """Counts that run over, as a type of two bytes holds no more than 32,767."""
    import numpy as np

    found = counts(h, w, maps, units)
    return {key: np.array([value]).astype(np.int16)[0] for key, value in found.items()}
