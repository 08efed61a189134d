"""The course for other graders, which a class may use where a laptop is not enough.

__main__.py      python3 start.py export nbgrader|otter --out FOLDER
cells.py         the cells of a lesson: what is given, what is answered, what is checked
nbgrader.py      a course folder as nbgrader takes it
nbgrader_course/ what lies in it as it is: its settings, how notebooks are run, the kernel in a sandbox
otter.py         tests as otter takes them
folders.py       where all of it is written
"""
