"""Lesson 2 · Dropout on conv feature maps: the graded exercises, and how far you are.

>>> from utils.checks import lesson02 as check
>>> check.spatial_dropout(spatial_dropout)   # feedback on your answer
>>> check.spatial_dropout.hint()             # one more hint at each call
>>> check.progress()                         # passed, not yet, not started
"""

from functools import partial

from utils.checks.feedback import show_progress
from utils.checks.lesson02.convolution import conv_after_drop
from utils.checks.lesson02.graph import dropout_before_batchnorm
from utils.checks.lesson02.kind_of_squares import drop_block
from utils.checks.lesson02.kinds import drop_positions, spatial_dropout
from utils.checks.lesson02.ordering import pool_order_bias
from utils.checks.lesson02.pooling import maxpool_law
from utils.checks.lesson02.predictions import bn_ratio, dead_outputs, max_of_ones, one_filter_or_all
from utils.checks.lesson02.smoothness import recoverability
from utils.checks.lesson02.wiring import affected_outputs, count_neurons
from utils.checks.out_of_order import watch

EXERCISES = (
    drop_positions,
    count_neurons,
    dead_outputs,
    one_filter_or_all,
    affected_outputs,
    conv_after_drop,
    spatial_dropout,
    drop_block,
    recoverability,
    max_of_ones,
    maxpool_law,
    pool_order_bias,
    bn_ratio,
    dropout_before_batchnorm,
)
progress = partial(show_progress, "lesson02", EXERCISES)
watch("lesson02")

__all__ = [one.name for one in EXERCISES] + ["progress"]


def __dir__():
    return __all__
