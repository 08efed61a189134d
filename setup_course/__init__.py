"""From a bare Python to an open lesson; the standard library only.

    places.py    where things are, and with which variables programs are started
    stamp.py     what is installed in .venv: the stamp and what it proves
    install.py   make .venv, fill it, survive a Ctrl-C
    facts.py     what is true of this machine
    doctor.py    what is wrong with it, and what to do
    suites.py    every test and every notebook, with one closing summary
    originals.py which text of the notebooks was handed out
    handout.py   the course as learners get it, without answers
    submit.py    a learner's work in one small file; records.py reads the progress for it
    progress.py  how far a learner is; exercises.py lists what there is to do, without any package
    slides.py    a lesson as slides
    site.py      the worked lessons as a website; pages.py collects what it shows
    address.py   where the course is published
    archive.py   files in one step, zip files the same bytes each time
    grade.py     the verb that grades a class; export.py writes it for other graders
    verbs.py     what start.py can be told

Everything here keeps to the words of Python 3.6: an old Python must reach the doctor to hear that it is old.
"""
