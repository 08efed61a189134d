"""Graded exercises, one module a lesson: `from utils.checks import lesson01 as check`.

lesson01/        the exercises of lesson 1, each a function that states its laws; lesson02/ those of lesson 2
exercise.py      what a learner calls: feedback, hint(), solution(), grade()
prediction.py    a number or a choice to commit to before a cell is run
laws.py          the words in which a check states its laws
chance.py        exact bounds: how far chance alone may go
plain.py         from whatever an answer returns to a plain array
runner.py        one check of one answer, from the first call to the Result
apart.py         an answer runs in a process of its own
guard.py         or in this process, with a time limit that nothing swallows
seal.py          what it changes of Python, NumPy or the checks is put back
quiet.py         what it prints is kept for the feedback, and it cannot end the process
probes.py        how Keras layers and models are asked for plain arrays
misconceptions/  what each recognised misconception is told, by lesson
result.py        Result and Law
feedback.py      a Result as HTML and as the same words in plain text
progress.py      what a learner has passed, kept outside the notebook
out_of_order.py  an error for want of a cell says which
"""
