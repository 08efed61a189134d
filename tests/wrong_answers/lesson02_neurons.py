"""Wrong answers to exercise 2.2: how many neurons a conv layer has, and how many weights."""

import math

from tests.answers import wrong


def side(length, kernel, padding, stride):
    return math.ceil(length / stride) if padding == "same" else (length - kernel) // stride + 1


def weights(maps_in, filters, kernel):
    return (kernel**2 * maps_in + 1) * filters


def sides(height, width, kernel, padding, stride, rule=side):
    return rule(height, kernel, padding, stride), rule(width, kernel, padding, stride)


def counted(height, width, maps_in, filters, kernel, padding, stride, rule=side):
    rows, columns = sides(height, width, kernel, padding, stride, rule)
    return rows * columns * filters, weights(maps_in, filters, kernel)


# by misconception


@wrong("count_neurons", "filters counted as neurons")
def filters_are_neurons(height, width, maps_in, filters, kernel, padding, stride):
    return filters, weights(maps_in, filters, kernel)


@wrong("count_neurons", "one map counted")
def one_map_counted(height, width, maps_in, filters, kernel, padding, stride):
    rows, columns = sides(height, width, kernel, padding, stride)
    return rows * columns, weights(maps_in, filters, kernel)


@wrong("count_neurons", "counts the input")
def counts_the_input(height, width, maps_in, filters, kernel, padding, stride):
    return height * width * maps_in, weights(maps_in, filters, kernel)


@wrong("count_neurons", "counts the input")
def counts_as_many_maps_as_came_in(height, width, maps_in, filters, kernel, padding, stride):
    rows, columns = sides(height, width, kernel, padding, stride)
    return rows * columns * maps_in, weights(maps_in, filters, kernel)


@wrong("count_neurons", "a map for each pair of maps")
def a_map_for_each_pair(height, width, maps_in, filters, kernel, padding, stride):
    activations, parameters = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations * maps_in, parameters


@wrong("count_neurons", "square maps assumed")
def height_twice(height, width, maps_in, filters, kernel, padding, stride):
    return counted(height, height, maps_in, filters, kernel, padding, stride)


@wrong("count_neurons", "square maps assumed")
def width_twice(height, width, maps_in, filters, kernel, padding, stride):
    return counted(width, width, maps_in, filters, kernel, padding, stride)


@wrong("count_neurons", "'valid' off by one")
def valid_loses_the_whole_kernel(*layer):
    return counted(*layer, rule=lambda n, k, p, s: math.ceil(n / s) if p == "same" else (n - k) // s)


@wrong("count_neurons", "'valid' off by one")
def valid_loses_two_too_few(*layer):
    return counted(*layer, rule=lambda n, k, p, s: math.ceil(n / s) if p == "same" else (n - k + 1) // s + 1)


@wrong("count_neurons", "stride ignored")
def stride_ignored(*layer):
    return counted(*layer, rule=lambda n, k, p, s: n if p == "same" else n - k + 1)


@wrong("count_neurons", "rounds down")
def rounds_down(*layer):
    return counted(*layer, rule=lambda n, k, p, s: n // s if p == "same" else (n - k) // s + 1)


@wrong("count_neurons", "rounds down")
def stride_after_valid_rounds_down(*layer):
    return counted(*layer, rule=lambda n, k, p, s: -(-n // s) if p == "same" else (n - k + 1) // s)


@wrong("count_neurons", "rounds down")
def rounds_down_in_both(*layer):
    return counted(*layer, rule=lambda n, k, p, s: n // s if p == "same" else (n - k + 1) // s)


@wrong("count_neurons", "padding ignored")
def always_same(height, width, maps_in, filters, kernel, padding, stride):
    return counted(height, width, maps_in, filters, kernel, "same", stride)


@wrong("count_neurons", "padding ignored")
def always_valid(height, width, maps_in, filters, kernel, padding, stride):
    return counted(height, width, maps_in, filters, kernel, "valid", stride)


@wrong("count_neurons", "padding ignored")
def paddings_swapped(height, width, maps_in, filters, kernel, padding, stride):
    other = {"same": "valid", "valid": "same"}[padding]
    return counted(height, width, maps_in, filters, kernel, other, stride)


@wrong("count_neurons", "activations and weights swapped")
def order_swapped(*layer):
    return counted(*layer)[::-1]


@wrong("count_neurons", "bias forgotten")
def bias_forgotten(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, kernel * kernel * maps_in * filters


@wrong("count_neurons", "one bias in all")
def one_bias_in_all(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, kernel * kernel * maps_in * filters + 1


@wrong("count_neurons", "maps_in forgotten")
def maps_in_forgotten(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, kernel * kernel * filters + filters


@wrong("count_neurons", "weights not shared")
def weights_not_shared(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, activations * (kernel * kernel * maps_in + 1)


@wrong("count_neurons", "weights not shared")
def weights_not_shared_but_biases(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, activations * kernel * kernel * maps_in + filters


@wrong("count_neurons", "weights of a dense layer")
def weights_of_a_dense_layer(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, (height * width * maps_in + 1) * activations


@wrong("count_neurons", "weights of a dense layer")
def weights_of_a_dense_layer_of_filters(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, (height * width * maps_in + 1) * filters


# subtly


@wrong("count_neurons")
def nothing_returned(*layer):
    counted(*layer)


@wrong("count_neurons")
def always_the_first_example(*layer):
    return 25_088, 320


@wrong("count_neurons")
def activations_alone(*layer):
    return counted(*layer)[0]


@wrong("count_neurons")
def shape_instead_of_a_count(height, width, maps_in, filters, kernel, padding, stride):
    return (*sides(height, width, kernel, padding, stride), filters)


@wrong("count_neurons")
def in_words(*layer):
    return tuple(f"{number:,}" for number in counted(*layer))


@wrong("count_neurons")
def padded_by_half_a_kernel(*layer):
    """Right for odd kernels, one too many for even ones."""
    return counted(*layer, rule=lambda n, k, p, s: (n + (p == "same") * 2 * (k // 2) - k) // s + 1)


@wrong("count_neurons")
def padded_by_less_than_half_a_kernel(*layer):
    return counted(*layer, rule=lambda n, k, p, s: (n + (p == "same") * 2 * ((k - 1) // 2) - k) // s + 1)


@wrong("count_neurons")
def kernels_of_three_only(*layer):
    return counted(*layer, rule=lambda n, k, p, s: math.ceil(n / s) if p == "same" else (n - 3) // s + 1)


@wrong("count_neurons")
def valid_loses_two_halves(*layer):
    return counted(*layer, rule=lambda n, k, p, s: math.ceil((n - (p == "valid") * 2 * (k // 2)) / s))


@wrong("count_neurons")
def valid_rounds_up(*layer):
    return counted(*layer, rule=lambda n, k, p, s: math.ceil(n / s) if p == "same" else math.ceil((n - k) / s) + 1)


@wrong("count_neurons")
def same_counts_one_more(*layer):
    return counted(*layer, rule=lambda n, k, p, s: n // s + 1 if p == "same" and s > 1 else side(n, k, p, s))


@wrong("count_neurons")
def stride_of_two_at_most(*layer):
    return counted(*layer, rule=lambda n, k, p, s: side(n, k, p, min(s, 2)))


@wrong("count_neurons")
def stride_divides_before_the_kernel(*layer):
    return counted(*layer, rule=lambda n, k, p, s: math.ceil(n / s) - (k - 1) * (p == "valid"))


@wrong("count_neurons")
def rounded_half_to_even(*layer):
    return counted(*layer, rule=lambda n, k, p, s: round(n / s) if p == "same" else round((n - k) / s) + 1)


@wrong("count_neurons")
def no_rounding(*layer):
    return counted(*layer, rule=lambda n, k, p, s: n / s if p == "same" else (n - k) / s + 1)


@wrong("count_neurons")
def stride_divides_once(height, width, maps_in, filters, kernel, padding, stride):
    rows, columns = sides(height, width, kernel, padding, 1)
    return math.ceil(rows * columns / stride) * filters, weights(maps_in, filters, kernel)


@wrong("count_neurons")
def stride_along_the_rows_only(height, width, maps_in, filters, kernel, padding, stride):
    rows, columns = side(height, kernel, padding, stride), side(width, kernel, padding, 1)
    return rows * columns * filters, weights(maps_in, filters, kernel)


@wrong("count_neurons")
def valid_along_the_rows_only(height, width, maps_in, filters, kernel, padding, stride):
    rows, columns = side(height, kernel, padding, stride), side(width, kernel, "same", stride)
    return rows * columns * filters, weights(maps_in, filters, kernel)


@wrong("count_neurons")
def a_bias_for_each_activation(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, kernel * kernel * maps_in * filters + activations


@wrong("count_neurons")
def a_bias_for_each_map_in(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, kernel * kernel * maps_in * filters + maps_in


@wrong("count_neurons")
def a_bias_for_each_kernel(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, (kernel * kernel + 1) * maps_in * filters


@wrong("count_neurons")
def kernel_not_squared(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, (kernel * maps_in + 1) * filters


@wrong("count_neurons")
def weights_of_one_filter(height, width, maps_in, filters, kernel, padding, stride):
    activations, _ = counted(height, width, maps_in, filters, kernel, padding, stride)
    return activations, kernel * kernel * maps_in + 1


@wrong("count_neurons")
def activations_rounded_to_hundreds(*layer):
    activations, parameters = counted(*layer)
    return round(activations, -2), parameters


@wrong("count_neurons")
def neurons_plus_bias_units(*layer):
    activations, parameters = counted(*layer)
    return activations + layer[3], parameters
