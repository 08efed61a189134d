"""What each recognised misconception is told: one sentence that names it and says the next step.

The keys are the names under which results, the tests' wrong answers and a class report know a misconception.
"""

from utils.checks.misconceptions import lesson00, lesson01, lesson02, lesson03, lesson04

LESSONS = (lesson00, lesson01, lesson02, lesson03, lesson04)
SENTENCES = {name: sentence for lesson in LESSONS for name, sentence in lesson.SENTENCES.items()}
