"""Wrong answers to the exercise of the start page: the share of zeros."""

import numpy as np

from tests.answers import wrong


@wrong("share_of_zeros", "count for share")
def counts_the_zeros(x):
    return np.sum(x == 0)


@wrong("share_of_zeros", "share of the others")
def share_of_those_that_are_not_0(x):
    return np.mean(x != 0)


@wrong("share_of_zeros", "percent for share")
def percentage_of_zeros(x):
    return 100 * np.mean(x == 0)


@wrong("share_of_zeros")
def zeros_divided_by_the_length(x):
    return np.sum(x == 0) / len(x)


@wrong("share_of_zeros")
def zeros_of_the_first_row(x):
    return np.mean(np.atleast_2d(x)[0] == 0)


@wrong("share_of_zeros")
def zeros_to_the_others(x):
    return np.sum(x == 0) / max(np.sum(x != 0), 1)


@wrong("share_of_zeros")
def share_rounded_to_a_percent(x):
    return round(float(np.mean(x == 0)), 2)


@wrong("share_of_zeros")
def share_rounded_down(x):
    return np.sum(x == 0) // x.size


@wrong("share_of_zeros")
def share_of_what_is_not_positive(x):
    return np.mean(x <= 0)


@wrong("share_of_zeros", "almost 0 taken for 0")
def share_of_what_is_close_to_0(x):
    return np.mean(np.isclose(x, 0))


@wrong("share_of_zeros", "almost 0 taken for 0")
def share_of_what_lies_below_a_millionth(x):
    return np.count_nonzero(abs(x) < 1e-6) / x.size


@wrong("share_of_zeros")
def share_of_each_column(x):
    return np.mean(x == 0, axis=0)


@wrong("share_of_zeros")
def always_a_half(x):
    return 0.5


@wrong("share_of_zeros")
def always_nothing(x):
    return 0.0


@wrong("share_of_zeros")
def whether_there_is_a_zero(x):
    return float((x == 0).any())


@wrong("share_of_zeros")
def mean_of_the_numbers(x):
    return np.mean(x)


@wrong("share_of_zeros")
def share_as_a_text(x):
    return f"{np.mean(x == 0):.0%}"


@wrong("share_of_zeros")
def forgets_to_return(x):
    np.mean(x == 0)


@wrong("share_of_zeros", "changes x in place")
def marks_the_zeros_in_x(x):
    share = np.mean(x == 0)
    x[x == 0] = 1
    return share
