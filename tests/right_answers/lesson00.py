"""Right answers to the exercise of the start page, in many styles."""

from collections import Counter
from fractions import Fraction
from statistics import fmean

import numpy as np

from tests.answers import right
from tests.solutions import as_the_lesson_does

share_of_zeros = as_the_lesson_does("share_of_zeros", "lesson00")


@right("share_of_zeros")
def summed_and_divided(x):
    return (x == 0).sum() / x.size


@right("share_of_zeros")
def one_less_those_that_are_not_0(x):
    return 1 - np.count_nonzero(x) / x.size


@right("share_of_zeros")
def with_a_loop(x):
    zeros = 0
    for number in x.ravel():
        if number == 0:
            zeros += 1
    return zeros / x.size


@right("share_of_zeros")
def over_the_list(x):
    return fmean(number == 0 for number in x.ravel().tolist())


@right("share_of_zeros")
def with_a_counter(x):
    flat = x.flatten().tolist()
    return Counter(flat)[0] / len(flat)


@right("share_of_zeros")
def as_a_fraction(x):
    return float(Fraction(int((x == 0).sum()), x.size))


@right("share_of_zeros")
def in_float32(x):
    return np.mean(x == 0, dtype=np.float32)


@right("share_of_zeros")
def the_zeros_picked_out(x):
    return x[x == 0].size / np.prod(x.shape)


@right("share_of_zeros")
def where_they_lie(x):
    return len(np.argwhere(x == 0)) / x.size
