"""Compare arms over paired seeds: `study` trains every arm on the same seeds, on every core, and can keep the runs.

    engine.py    study: who trains what, and what is left when something goes wrong
    worker.py    what one process does with one arm
    ledger.py    what is done and what is left
    kept.py      a folder of finished runs, each written whole or not at all
    marks.py     what a kept run hangs on, so that it is never taken for another
    lock.py      one study at a time in a folder
    told.py      progress, run by run
    results.py   Study: scores, table, plot, best
    saved.py     a whole study as one file
    table.py     the arms against the first: differences, intervals, verdicts

What a lesson needs is imported from here: `from utils.studies import study`.
"""

from utils.studies.engine import study
from utils.studies.results import Failure, Study
from utils.studies.saved import read_study, save_study, shipped_study
from utils.studies.table import Row, Table
from utils.studies.told import Done

__all__ = ["Done", "Failure", "Row", "Study", "Table", "read_study", "save_study", "shipped_study", "study"]
