"""What each recognised misconception is told: one sentence that names it and says the next step.

The keys are the names under which results, the tests' wrong answers and a class report know a misconception.
"""

from utils.checks.misconceptions import lesson01, lesson02, lesson03, lesson04

SENTENCES = lesson01.SENTENCES | lesson02.SENTENCES | lesson03.SENTENCES | lesson04.SENTENCES
