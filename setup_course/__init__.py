"""From a bare Python to an open lesson; the standard library only.

    places.py    where things are, and with which variables programs are started
    stamp.py     what is installed in .venv: the stamp and what it proves
    install.py   make .venv, fill it, survive a Ctrl-C
    facts.py     what is true of this machine
    doctor.py    what is wrong with it, and what to do
    suites.py    every test and every notebook, with one closing summary
    grade.py     the verb that grades a class
    verbs.py     what start.py can be told

Everything here keeps to the words of Python 3.6: an old Python must reach the doctor to hear that it is old.
"""
