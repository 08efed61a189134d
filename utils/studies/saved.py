"""A whole study in one JSON file: the numbers of every run, not its weights."""

import json
from pathlib import Path

from utils.data import shipped
from utils.studies.kept import store
from utils.studies.results import Failure, Study
from utils.training import Run


def save_study(study, path):
    """Write scores and cross-entropies of all runs of a Study to `path`, whole or not at all."""
    runs = [
        json.dumps(dict(arm=str(arm), seed=run.seed, scores=run.scores, losses=run.losses))
        for arm, some in study.runs.items()
        for run in some
    ]
    facts = dict(arms=[str(arm) for arm in study.runs], seeds=study.seeds, failures=study.failures)
    facts |= dict(score=study.score) if study.score != "accuracy" else {}
    head = "".join(f'"{name}": {json.dumps(fact)},\n' for name, fact in facts.items())
    store(Path(path).absolute(), f'{{{head}"runs": [\n' + ",\n".join(runs) + "\n]}\n")


def read_study(path):
    """Return the Study that `save_study` wrote to `path`; OSError without a file, ValueError for another one."""
    return _study(Path(path).read_bytes(), path)


def shipped_study(name):
    """Return a Study that comes with the course, data/NAME.json; its checksum is looked at first.

    >>> print(shipped_study("placements_few_images").table())
    validation accuracy minus that of none
    ...
    """
    return _study(shipped(f"{name}.json"), name)


def _study(content, path):
    try:
        found = json.loads(content)
        runs = {arm: [] for arm in found["arms"]}
        score = found.get("score", "accuracy")
        for one in found["runs"]:
            runs[one["arm"]].append(Run(one["seed"], one["scores"], one["losses"], {}, _no_weights, score))
        return Study(runs, tuple(found["seeds"]), tuple(Failure(*one) for one in found["failures"]))
    except (ValueError, LookupError, TypeError) as problem:
        raise ValueError(f"Expected a study that `save_study` wrote; got {path} ({problem!r}).") from None


def _no_weights():
    raise RuntimeError("This run was read from a file of numbers: its weights are not there. Train it again.")
