"""A small study that is to be killed: it logs what it begins and what it has kept. Run by test_studies_killed.py.

    python killed_study.py FOLDER LOG JOBS             one study, in this process
    python killed_study.py FOLDER LOG 1 SEED KILLS     KILLS of them, each killed at a random moment

In the second form each study is forked off after Keras is imported, and before it starts, which saves seconds.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import keras
import tensorflow  # noqa: F401

import utils  # noqa: F401
from utils.data import load
from utils.models import cnn
from utils.studies import study
from utils.studies.kept import Folder

SETTINGS = dict(seeds=range(6), epochs=2)


def arm(rate):
    dropout = lambda: keras.layers.Dropout(rate)  # noqa: E731
    return lambda: cnn((8, 8, 1), 10, filters=(4,), module="conv pool dropout", dropout=dropout)


ARMS = {"none": arm(0.0), "weak": arm(0.1), "strong": arm(0.6)}


def logged(log, *words):
    """Add a line to the log at once, whole, whatever comes next."""
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, (" ".join(map(str, words)) + "\n").encode())
    os.close(handle)


class Data:
    """Draws the images of a seed."""

    def __call__(self, seed):
        return load("digits", train=60, validation=40, test=40, seed=seed)


def done(folder, log, jobs):
    """Run the study, and log each run that is begun and each that is kept."""
    from utils.studies import worker

    write, train = Folder.write, worker.Training.train

    def logging_train(training, build, data, seed):
        logged(log, "begun", next(name for name, one in ARMS.items() if one is build), seed)
        return train(training, build, data, seed)

    def logging_write(self, name, marks, run):
        write(self, name, marks, run)
        logged(log, "kept", name, run.seed)

    if jobs == 1:
        worker.Training.train, Folder.write = logging_train, logging_write
    return study(ARMS, Data(), **SETTINGS, keep=folder, jobs=jobs)


def lines(log):
    return len(Path(log).read_text().splitlines()) if Path(log).exists() else 0


def killed(folder, log, rng):
    """Start the study in its own process and kill it somewhere in its next runs, however fast the machine is."""
    target = lines(log) + rng.randint(0, 6)  # each run logs two
    child = os.fork()
    if not child:
        done(folder, log, 1)
        os._exit(0)
    ended, status = 0, 0
    while lines(log) < target and not ended:
        time.sleep(0.001)
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        time.sleep(rng.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    logged(log, "killed" if os.WIFSIGNALED(status) else "ended")


if __name__ == "__main__":
    folder, log, jobs, *kills = sys.argv[1:]
    if not kills:
        logged(log, "started")
        print(done(folder, log, int(jobs)).table())
    else:
        rng = random.Random(int(kills[0]))
        for number in range(int(kills[1])):
            place = Path(folder) / str(number // 5)
            killed(place, f"{log}{number // 5}", rng)
