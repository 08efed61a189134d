"""Whatever kills a study: its finished runs are there, none is done twice, the table is that of one left alone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.long_proof import LONG, in_the_long_proof
from utils.data import load
from utils.models import cnn
from utils.studies import study

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = Path(__file__).with_name("killed_study.py")
RUNS = 18
KILLS = 20 if LONG else 5  # five to each folder
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as Unix does"),
]


def python(*arguments):
    return subprocess.Popen(
        [sys.executable, SCRIPT, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def contents(folder):
    return {path.name: path.read_text() for path in folder.glob("*.run.json")}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Return (table, files) of the study that nobody killed."""
    folder = tmp_path_factory.mktemp("alone")
    table, _ = python(folder, folder / "log", 1).communicate()
    assert len(contents(folder)) == RUNS
    return table, contents(folder)


def proven(log):
    """Check that no run was begun after it was kept, and return the kept ones."""
    kept = set()
    for line in log.read_text().splitlines():
        word, *run = line.split()
        if word == "begun":
            assert tuple(run) not in kept, f"{run} was done twice"
        if word == "kept":
            kept.add(tuple(run))
    return kept


def test_a_study_killed_at_many_moments_loses_no_finished_run_and_does_none_twice(tmp_path, alone):
    process = python(tmp_path / "kept", tmp_path / "log", 1, 7, KILLS)
    process.communicate()
    assert process.returncode == 0
    for number in range(KILLS // 5):
        folder, log = tmp_path / "kept" / str(number), tmp_path / f"log{number}"
        kept = proven(log)
        assert "killed" in log.read_text()
        before = contents(folder)
        assert {name.split("-")[0] + name.split("-")[-1].split(".")[0] for name in before} >= {
            name + seed for name, seed in kept
        }
        assert before.items() <= alone[1].items()
        table, _ = python(folder, log, 1).communicate()
        assert (table, contents(folder)) == alone
        assert len(proven(log)) >= RUNS - 4  # a kill may fall between a file and its line in the log
        assert not list(folder.glob("*.draft"))


@in_the_long_proof
def test_workers_of_a_killed_study_stop_and_another_one_goes_on_at_once(tmp_path, alone):
    folder = tmp_path / "kept"
    first = python(folder, tmp_path / "log", 2)
    while not contents(folder):
        time.sleep(0.01)
    first.kill()
    first.wait()
    second = python(folder, tmp_path / "log", 2)
    table, _ = second.communicate()
    assert (table, contents(folder)) == alone
    assert idle(first.pid)  # joblib ends them some minutes later


def idle(session):
    """Whether all processes of this session stop working within half a minute."""
    before = -1.0
    for _ in range(30):
        now = sum(sum(process.cpu_times()[:2]) for process in psutil.process_iter() if in_session(process, session))
        if now - before < 0.2:
            return True
        before = now
        time.sleep(1)
    return False


def in_session(process, session):
    try:
        return os.getsid(process.pid) == session
    except (ProcessLookupError, PermissionError):
        return False


@in_the_long_proof
def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(tmp_path, alone):
    folder = tmp_path / "kept"
    process = python(folder, tmp_path / "log", 2)
    while len(contents(folder)) < 2:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate()
    assert process.returncode == 0
    line = said.splitlines()[0]
    assert line.startswith("Stopped: ") and line.endswith(
        " of 18 runs are finished and kept; the same call goes on from there."
    )
    assert "validation accuracy minus that of none" in said
    table, _ = python(folder, tmp_path / "log", 1).communicate()
    assert (table, contents(folder)) == alone


def small(seed):
    return load("digits", train=60, validation=40, test=40, seed=seed)


def net():
    return cnn((8, 8, 1), 10, filters=(4,))


def dying(place, times):
    """Return a build that kills its own process, so many times in all."""

    def build():
        deaths = len(list(place.glob("death*")))
        if deaths < times:
            (place / f"death{deaths}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return net()

    return build


@in_the_long_proof
def test_a_worker_that_is_killed_costs_nothing(tmp_path, capsys):
    arms = {"none": lambda: net(), "dying": dying(tmp_path, 1)}
    found = study(arms, lambda seed: small(seed), seeds=(0, 1), epochs=1, jobs=2)
    assert [len(runs) for runs in found.runs.values()] == [2, 2] and capsys.readouterr().out == ""


@in_the_long_proof
def test_workers_that_die_again_and_again_leave_the_rest_and_a_way_on(tmp_path, capsys):
    arms = {"none": lambda: net(), "dying": dying(tmp_path, 99)}
    keep = tmp_path / "kept"
    found = study(arms, lambda seed: small(seed), seeds=(0, 1), epochs=1, jobs=2, keep=keep)
    said = capsys.readouterr().out
    assert said.startswith("Worker processes died twice, killed or out of memory: ") and said.endswith(
        "Try jobs=1.\n"
    )
    assert f"{len(contents(keep))} of 4 runs are finished and kept" in said
    assert found.runs["dying"] == [] and len(found.runs["none"]) == len(contents(keep))
