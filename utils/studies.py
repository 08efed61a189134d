"""Compare arms over paired seeds: every arm is trained on the same seeds, the arms spread over processes."""

import os
import time
from dataclasses import dataclass
from typing import NamedTuple

from utils.training import over_seeds


@dataclass(frozen=True)
class Study:
    """What came of a study: `runs` maps each arm to its Runs, in the order of `seeds`, the same for all arms."""

    runs: dict
    seeds: tuple

    def scores(self, split="test"):
        """Return {arm: accuracy on `split` by seed}, as utils.plots.differences takes it."""
        return {arm: [run.scores[split] for run in runs] for arm, runs in self.runs.items()}

    def losses(self, split="test"):
        """Return {arm: cross-entropy on `split` by seed}, in nats."""
        return {arm: [run.losses[split] for run in runs] for arm, runs in self.runs.items()}


class Done(NamedTuple):
    """What `watch` is told whenever an arm is finished: `done` of `arms`, and about how long the rest takes."""

    done: int
    arms: int
    seconds_left: float


def study(arms, data, *, seeds, epochs, batch_size=32, jobs=None, watch=None):
    """Train each arm, {name: build}, once for each of `seeds`, and return the Study.

    `build` and `data` are what `utils.training.over_seeds` takes; a seed gives the same Run here. The arms are
    spread over `jobs` processes (default: one a core, at most 4), each of which needs some seconds to start.
    `watch(done)` is called after every arm. Ctrl-C ends all of it: arms finished until then are kept.
    """
    from joblib import Parallel, delayed

    seeds, began, finished = tuple(seeds), time.perf_counter(), {}
    jobs = min(jobs or min(os.cpu_count() or 1, 4), len(arms))
    work = (delayed(_train)(arm, build, data, seeds, epochs, batch_size) for arm, build in arms.items())
    try:
        for arm, runs in Parallel(n_jobs=jobs, return_as="generator_unordered", pre_dispatch="all")(work):
            finished[arm] = runs
            if watch is not None:
                each = (time.perf_counter() - began) / len(finished)
                watch(Done(len(finished), len(arms), each * (len(arms) - len(finished))))
    except KeyboardInterrupt:
        print(f"Stopped: {len(finished)} of {len(arms)} arms finished.")
    return Study({arm: finished[arm] for arm in arms if arm in finished}, seeds)


def _train(arm, build, data, seeds, epochs, batch_size):
    return arm, over_seeds(build, data, seeds=seeds, epochs=epochs, batch_size=batch_size)
