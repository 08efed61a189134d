"""nbgrader's settings for this course; run nbgrader from this folder."""

import os
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parent
sys.path.insert(0, str(COURSE))

from autograding import AUTOGRADE, SANITIZE, KernelApart  # noqa: E402

SANDBOX = True  # needs Linux and bubblewrap. False: submissions run with all of your rights

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "dropout_in_cnns"
c.ClearSolutions.enabled = False  # source/ holds the stubs that learners get, and no answers
c.Autograde.sanitize_preprocessors = SANITIZE
c.Autograde.autograde_preprocessors = AUTOGRADE
c.OverwriteCells.add_missing_cells = True
c.Execute.timeout = 300  # seconds a cell; a check stops an answer after 20 s

if SANDBOX:
    os.environ["JUPYTER_PATH"] = str(COURSE / "jupyter")  # where the kernel is found
    c.Execute.kernel_name = "sandboxed"
    c.Execute.kernel_manager_class = KernelApart
