"""Train the arms of a study: spread over processes, taken up where an earlier call stopped, whatever breaks."""

import contextlib
import os
import sys
import tempfile
from concurrent.futures import BrokenExecutor
from itertools import groupby
from pathlib import Path

from utils.studies import lock
from utils.studies.kept import Folder
from utils.studies.ledger import Ledger
from utils.studies.told import Teller
from utils.studies.worker import Part, train
from utils.training import Training

SPREAD = dict(return_as="generator_unordered", pre_dispatch="all", batch_size=1)


def study(
    arms, data, *, seeds, epochs, batch_size=32, jobs=None, keep=None, watch=None, history=True, measure=None
):
    """Train each arm, {name: build}, once for each of `seeds`, and return the Study.

    `build` and `data` are what `utils.training.over_seeds` takes; a seed gives the same Run here. The arms are
    spread over `jobs` processes (default: one a core, at most 4), each of which needs some seconds to start.
    history=False saves about a sixth of the time, and Run.history stays empty: only the trained nets are measured.
    `measure(model, dataset)` may look at each trained net and return {name: (score, cross-entropy)}, or
    {name: number}: the Study knows these names beside those of the splits.
    `watch(done)` is called after every run. A run that fails is told with its arm and seed, and the rest goes on.

    With `keep`, a folder, every finished run is written there at once: after Ctrl-C, a crash or a power cut the
    same call goes on where it stopped, and more seeds or arms only add to it. Numbers are kept, the history in any
    case, and weights are not: `Run.model()` of a kept run trains it again. ValueError where the folder keeps runs
    of other arms, data, epochs, batch size or versions; RuntimeError while another study is at work in it.

    On a cluster: pip install "dask[distributed]", start workers of one thread each, this repository on their
    PYTHONPATH, and say the same within two more lines. `keep` is then best a folder that they all see.

        with dask.distributed.Client("address-of-the-scheduler:8786"), joblib.parallel_config(backend="dask"):
            found = study(arms, data, seeds=range(8), epochs=30)

    >>> arms = {"none": lambda: placed("none"), "both": lambda: placed("both")}
    >>> found = study(arms, load("digits"), seeds=range(6), epochs=20, watch=LiveBar())
    >>> print(found.table())
    """
    training = Training(seeds, epochs, batch_size)
    _check(arms, training.seeds)
    with _folder(keep) as folder:
        settings = (tuple(training.seeds), training.epochs, training.batch_size)
        shared = (data, *settings, folder, history or folder.lasting, measure)
        ledger = Ledger([Part(arm, build, *shared) for arm, build in arms.items()], folder)
        if folder.lasting:
            ledger.take_up()
        with Teller(watch, ledger.count, len(arms) * len(training.seeds)):
            _train(ledger, jobs)
        found = ledger.study()
    _report(found)
    return found


def _train(ledger, jobs):
    """Train what is left. A worker that dies takes the others along: they are started anew, once."""
    try:
        for _ in range(2):
            try:
                for result in _results(ledger.left(), jobs):
                    ledger.take(result)
            except _deaths():
                ledger.read_again()
        if ledger.left():
            print(f"Worker processes died twice, killed or out of memory: {_so_far(ledger)} Try jobs=1.")
    except KeyboardInterrupt:
        ledger.read_again()
        print(f"Stopped: {_so_far(ledger)}")


def _results(parts, jobs):
    """Return an iterator over what `worker.train` returns for each part or piece of one, as they end."""
    if not parts:
        return []
    from joblib import Parallel, delayed, effective_n_jobs
    from joblib.parallel import BACKENDS, DEFAULT_BACKEND, get_active_backend

    backend, configured = get_active_backend()
    if jobs is None and configured is None and isinstance(backend, BACKENDS[DEFAULT_BACKEND]):
        jobs = min(os.cpu_count() or 1, 4)
    pieces = _pieces(parts, effective_n_jobs(jobs))
    parallel = Parallel(n_jobs=min(jobs, len(pieces)) if jobs else None, **SPREAD)
    return parallel(delayed(train)(piece) for piece in pieces)


def _pieces(parts, workers):
    """Leave an arm whole, for it is traced once a piece; cut the last arms so that no worker stands idle."""
    whole = len(parts) - len(parts) % workers
    last = parts[whole:]
    return parts[:whole] + [piece for part in last for piece in part.cut(-(-workers // len(last)))]


def _deaths():
    """Return the exceptions that say that a worker died, and not that its work went wrong."""
    dask = sys.modules.get("distributed")
    return (BrokenExecutor, dask.KilledWorker) if dask else BrokenExecutor


def _so_far(ledger):
    done, runs = len(ledger.runs), len(ledger.files)
    then = " and kept; the same call goes on from there" if ledger.folder.lasting else ""
    return f"{done} of {runs} runs are finished{then}."


@contextlib.contextmanager
def _folder(keep):
    """Yield the Folder for finished runs, held alone: `keep`, or one that goes when the study ends."""
    with contextlib.ExitStack() as stack:
        path = Path(keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="study-"))).expanduser()
        if path.exists() and not path.is_dir():
            raise ValueError(f"Expected keep as a folder for the finished runs; got the file {path}.")
        path.mkdir(parents=True, exist_ok=True)
        folder = Folder(path, lasting=bool(keep))
        stack.enter_context(lock.held(folder.lock))
        yield folder


def _report(found):
    """Print one line for all runs of an arm that failed alike."""
    for (arm, why), some in groupby(found.failures, key=lambda failure: (failure.arm, failure.reason)):
        seeds = [str(failure.seed) for failure in some]
        print(f"Failed: arm {arm!r}, seed{'s' * (len(seeds) > 1)} {', '.join(seeds)}: {why}")


def _check(arms, seeds):
    """Raise ValueError for arms or seeds that make no study."""
    if not isinstance(arms, dict) or not arms or not all(map(callable, arms.values())):
        raise ValueError(f"Expected arms as {{name: a function that builds a model}}; got {arms!r}.")
    if not seeds or len(set(seeds)) < len(seeds):
        raise ValueError(f"Expected at least one seed, and every seed once; got {list(seeds)}.")
