"""A whole study in one JSON file: the numbers of every run, not its weights."""

import json
from pathlib import Path

from utils.data import shipped
from utils.studies.kept import store
from utils.studies.results import Failure, Study
from utils.training import Run


def save_study(study, path):
    """Write accuracies and cross-entropies of all runs of a Study to `path`, whole or not at all."""
    runs = [
        json.dumps(dict(arm=str(arm), seed=run.seed, scores=run.scores, losses=run.losses))
        for arm, some in study.runs.items()
        for run in some
    ]
    arms, failures = json.dumps([str(arm) for arm in study.runs]), json.dumps(study.failures)
    head = f'{{"arms": {arms},\n"seeds": {json.dumps(study.seeds)},\n"failures": {failures},\n"runs": [\n'
    store(Path(path).absolute(), head + ",\n".join(runs) + "\n]}\n")


def read_study(path):
    """Return the Study that `save_study` wrote to `path`; OSError without a file, ValueError for another one."""
    return _study(Path(path).read_bytes(), path)


def shipped_study(name):
    """Return a Study that comes with the course, data/NAME.json; its checksum is looked at first."""
    return _study(shipped(f"{name}.json"), name)


def _study(content, path):
    try:
        found = json.loads(content)
        runs = {arm: [] for arm in found["arms"]}
        for one in found["runs"]:
            runs[one["arm"]].append(Run(one["seed"], one["scores"], one["losses"], {}, _no_weights))
        return Study(runs, tuple(found["seeds"]), tuple(Failure(*one) for one in found["failures"]))
    except (ValueError, LookupError, TypeError) as problem:
        raise ValueError(f"Expected a study that `save_study` wrote; got {path} ({problem!r}).") from None


def _no_weights():
    raise RuntimeError("This run was read from a file of numbers: its weights are not there. Train it again.")
