#!/usr/bin/env python3
"""One command starts the course, on Linux, macOS and Windows:  python3 start.py

`python3 start.py help` lists what else it does. It needs nothing but Python itself; the work is in setup_course/.
This file is readable by every Python since 2.7, so that an old one gives a sentence and no SyntaxError.
"""

import sys

if sys.version_info < (3, 6):
    sys.exit("This is Python {}.{}. The course needs Python 3.11, 3.12 or 3.13: install one from "
             "https://www.python.org/downloads and run it on start.py.".format(*sys.version_info[:2]))  # fmt: skip

from setup_course.verbs import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
