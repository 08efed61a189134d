"""A class: many submissions, each run without rights, and judged from outside.

__main__.py     python3 start.py grade SUBMISSIONS --out RESULTS
submissions.py  which notebooks a learner has handed in, read as the text that they are
course.py       what was handed out: the cells, and which name answers which exercise
marking.py      from one submission to its record
judge.py        the checks of one notebook, run here, about answers that are somewhere else
answers.py      what stands in for an answer here
crossing.py     one call of it: arguments cross to the worker, plain data comes back
not_plain.py    what is left of an answer that is no plain data
errors.py       the errors that it met, made again
rebuilt.py      Keras models made again from what a worker says about them
retold.py       those with layers of a submission's own, and what stands in for layers that stay there
things.py       objects of a check that stay here while an answer asks them
desk.py         one worker, from its start to its end
watch.py        its limits: time, CPU, memory, processes
sandbox.py      the command that starts it without rights, and whether that works on this machine
pool.py         several judges at once
records.py      what is kept of each submission: RESULTS, which can be taken up again
pages.py        a page for each learner
overview.py     what the records of a class say together
guides.py       what teaching/ says about a wrong answer
class_page.py   class.html: what to discuss, who stands where; class_tables.py and class_style.py are its parts
document.py     what all pages have in common
exports/        the course for other graders
inside/         what runs in the sandbox, and knows nothing of the checks
"""
