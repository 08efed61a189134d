"""Lesson 3 · Module design: the graded exercises, and how far you are.

>>> from utils.checks import lesson03 as check
>>> check.conv_module(conv_module)   # feedback on your answer
>>> check.conv_module.hint()         # one more hint at each call
>>> check.progress()                 # passed, not yet, not started
"""

from functools import partial

from utils.checks.feedback import show_progress
from utils.checks.lesson03.diagnosing import diagnose
from utils.checks.lesson03.fields import receptive_field
from utils.checks.lesson03.flattening import flatten_effects
from utils.checks.lesson03.heads import head
from utils.checks.lesson03.insertion import insert_dropout
from utils.checks.lesson03.modules import conv_module
from utils.checks.lesson03.placing import choose, placement_study
from utils.checks.lesson03.predictions import parameters_added, side_after, two_dropouts
from utils.checks.lesson03.repairing import repair
from utils.checks.lesson03.shapes import shape_table
from utils.checks.lesson03.tailoring import tailor
from utils.checks.lesson03.ways_down import three_ways_down
from utils.checks.out_of_order import watch

EXERCISES = (
    conv_module,
    side_after,
    shape_table,
    three_ways_down,
    receptive_field,
    head,
    flatten_effects,
    two_dropouts,
    parameters_added,
    insert_dropout,
    tailor,
    placement_study,
    choose,
    diagnose,
    repair,
)
progress = partial(show_progress, "lesson03", EXERCISES)
watch("lesson03")

__all__ = [one.name for one in EXERCISES] + ["progress"]


def __dir__():
    return __all__
