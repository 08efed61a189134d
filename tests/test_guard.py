"""Whatever runs for ever is ended, Ctrl-C is heard, and all that a check changed is put back."""

import _thread
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from tests.long_proof import LONG
from utils.checks import guard
from utils.checks.exercise import exercise

ROOT = Path(__file__).resolve().parent.parent
LATE = "did not finish within 0.3 s"


@exercise("9.1", keras=True)  # with keras=True a check runs in this process
def doubled(answer, law):
    """Double the numbers."""
    x = np.ones(3)
    law.close("every number is doubled", law.call(answer, x), 2 * x)


def forever():
    while True:
        pass


def loops(x):
    forever()


def sleeps(x):
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(60)


def swallows(x):
    while True:
        try:
            forever()
        except BaseException:
            x = x + 1


def suppresses_twice(x):
    while True:
        with contextlib.suppress(BaseException), contextlib.suppress(BaseException):
            forever()


def keeps_what_it_caught(x):
    caught = []
    while True:
        try:
            forever()
        except BaseException as error:
            caught.append(error)


def goes_on_in_finally(x):
    while True:
        try:
            forever()
        finally:
            continue  # noqa: B012


def generates(x):
    def numbers():
        while True:
            with contextlib.suppress(BaseException):
                while True:
                    yield 1

    return sum(numbers())


def prints(x):
    while True:
        with contextlib.suppress(BaseException):
            print("again")


class NeverForgotten:
    def __del__(self):
        swallows(0)


def loops_when_forgotten(x):
    NeverForgotten()
    return 2 * x


def loops_in_a_library(x):
    return np.apply_along_axis(loops, 0, x)


def waits_for_a_thread(x):
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, args=(20,), daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            with contextlib.suppress(BaseException):
                thread.join()
    finally:
        stop.set()


ENDLESS = [
    loops,
    sleeps,
    swallows,
    suppresses_twice,
    keeps_what_it_caught,
    goes_on_in_finally,
    generates,
    prints,
    loops_when_forgotten,
    loops_in_a_library,
    waits_for_a_thread,
]


def surroundings():
    """Return all that a check may have changed."""
    return dict(
        trace=sys.gettrace(),
        handlers=[signal.getsignal(number) for number in (signal.SIGINT, signal.SIGALRM)],
        timer=signal.getitimer(signal.ITIMER_REAL),
        streams=(sys.stdout, sys.stderr, sys.stdin),
        files=[os.fstat(number).st_ino for number in (1, 2)],
        ways_out=(os._exit, input),
        warnings=list(warnings.filters),
        folder=os.getcwd(),
        error=sys.exc_info(),
    )


@pytest.fixture(autouse=True)
def nothing_has_changed():
    assert doubled.grade(lambda x: 2 * x).ok  # the first check of all imports what it needs
    before = surroundings()
    yield
    assert surroundings() == before
    assert doubled.grade(lambda x: 2 * x).ok


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # ended in a __del__
@pytest.mark.parametrize("answer", ENDLESS, ids=lambda one: one.__name__)
def test_what_never_ends_is_ended(answer):
    result = doubled.grade(answer, seconds=0.3)
    assert result.status == "not yet"
    assert LATE in result.message
    assert result.score == 0


@pytest.mark.parametrize("answer", ENDLESS[:4], ids=lambda one: one.__name__)
def test_a_limit_within_a_limit_leaves_the_outer_one_as_it_was(answer):
    def patient(x):
        assert LATE in doubled.grade(answer, seconds=0.3).message
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
        return 2 * x

    assert doubled.grade(patient, seconds=20).ok


def test_an_answer_in_time_passes_and_its_alarm_never_rings():
    assert doubled.grade(lambda x: 2 * x, seconds=0.2).ok
    time.sleep(0.5)


def test_the_files_and_folders_of_the_answer_do_not_stay_behind(tmp_path):
    def moves(x):
        os.chdir(tmp_path)
        sys.stdout = sys.stderr = None
        warnings.simplefilter("error")
        sys.settrace(lambda *_: None)
        return 2 * x

    traced = sys.gettrace()
    assert doubled.grade(moves).ok
    assert sys.gettrace() is traced


def test_a_folder_that_the_answer_removed_is_no_trouble(tmp_path, monkeypatch):
    home = os.getcwd()
    monkeypatch.chdir(tmp_path)
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)

    def removes(x):
        gone.rmdir()
        return 2 * x

    assert doubled.grade(removes).ok
    os.chdir(home)


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit, GeneratorExit, BaseException])
def test_what_an_answer_raises_does_not_escape(raised):
    def raises(x):
        raise raised

    result = doubled.grade(raises)
    assert result.status == "not yet"
    assert "Your answer" in result.message


def test_nothing_that_is_printed_or_displayed_gets_out(capfd):
    def talks(x):
        print("from Python")
        print("to the error stream", file=sys.stderr)
        sys.__stdout__.write("past the redirection")
        os.write(1, b"from C")
        os.system("echo from a shell")
        warnings.warn("from warnings", stacklevel=1)
        return 2 * x

    result = doubled.grade(talks)
    assert result.ok
    assert result.printed == "from Python\n"
    assert capfd.readouterr() == ("", "")


def test_leaving_and_asking_are_refused():
    for leave in (lambda x: os._exit(1), lambda x: sys.exit(), lambda x: exit()):
        assert doubled.grade(leave).message == "Your answer asked Python to stop: remove exit() and the like."
    assert "input()" in doubled.grade(lambda x: input("a number?")).message


WAYS_OUT = {
    "aborts": lambda: os.abort(),
    "kills itself": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "kills its group": lambda: os.killpg(0, signal.SIGTERM),
    "presses stop": lambda: signal.raise_signal(signal.SIGINT),
    "presses stop from afar": lambda: _thread.interrupt_main(),
    "closes every connection": lambda: os.closerange(3, 4096),
    "becomes two": lambda: os.fork(),
    "becomes another program": lambda: os.execv("/bin/true", ["true"]),
    "stops the alarm": lambda: signal.setitimer(signal.ITIMER_REAL, 0),
    "hears no alarm": lambda: signal.signal(signal.SIGALRM, signal.SIG_IGN),
    "blocks the alarm": lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM]),
    "says that the time is up": lambda: raise_it(guard.TimeLimit),
    "says that stop was pressed": lambda: raise_it(guard.Interrupted),
}


def raise_it(error):
    raise error


@pytest.mark.parametrize("leave", WAYS_OUT.values(), ids=WAYS_OUT)
def test_no_way_out_of_the_notebook_is_open(leave):
    result = doubled.grade(lambda x: leave())
    assert result.status == "not yet" and result.message
    assert doubled.grade(lambda x: 2 * x).ok


def test_no_recursion_is_deep_enough_to_crash():
    def goes_down(x):
        sys.setrecursionlimit(10**9)
        return goes_down(x)

    assert "calls itself without end" in doubled.grade(goes_down).message


def spins_in_a_layer(x):
    keras = sys.modules["keras"]

    class Spins(keras.layers.Layer):
        def call(self, inputs):
            forever()

    image = keras.Input((8, 8, 1))
    return keras.Model(image, Spins()(image))


def predicts_for_ever(x):
    keras = sys.modules["keras"]
    while True:
        keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)]).predict(np.ones((1, 3)), verbose=0)


def fits_for_ever(x):
    keras = sys.modules["keras"]
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    with contextlib.suppress(BaseException):
        model.fit(np.ones((1, 3)), np.ones(1), epochs=10**9, verbose=0)
    return 2 * x


def spins_in_a_function(x):
    return sys.modules["tensorflow"].function(loops)(x)


AMID_A_GRAPH = [spins_in_a_layer, spins_in_a_function, predicts_for_ever, fits_for_ever]


@pytest.mark.slow
@pytest.mark.parametrize("answer", AMID_A_GRAPH, ids=lambda one: one.__name__)
def test_a_limit_amid_a_graph_leaves_tensorflow_whole(answer):
    import tensorflow as tf

    assert LATE in doubled.grade(answer, seconds=0.3).message
    assert tf.executing_eagerly()
    weight = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        square = weight**2
    assert tape.gradient(square, weight) == 6


@pytest.mark.slow
def test_a_limit_that_strikes_early_leaves_keras_whole():
    script = """
import os, sys
sys.path.insert(0, os.getcwd())
from tests.test_guard import doubled
doubled.check = lambda answer, law: __import__("keras").ops.ones(3)
print("could not judge" in doubled.grade(len, seconds=0.1).message)
import keras
print(keras.ops.ones(3).shape)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.stdout.split("\n")[1:] == ["(3,)", ""], done.stderr


def test_in_another_thread_a_check_still_works():
    results = []
    thread = threading.Thread(target=lambda: results.append(doubled.grade(lambda x: 2 * x)))
    thread.start()
    thread.join()
    assert results[0].ok


@pytest.mark.parametrize("depth", range(1, 8))
def test_no_number_of_handlers_around_a_loop_holds_it(depth):
    """Write `while True:` around so many nested try statements, each with an except that passes."""
    lines = ["while True:"]
    lines += ["    " * (1 + level) + "try:" for level in range(depth)]
    lines += ["    " * (1 + depth) + "while True: pass"]
    for level in reversed(range(depth)):
        lines += ["    " * (1 + level) + "except BaseException:", "    " * (2 + level) + "pass"]
    with pytest.raises(guard.TimeLimit):
        guard.call(lambda: exec("\n".join(lines)), 0.05)


def test_an_answer_within_the_limit_gives_what_it_returns():
    assert guard.call(lambda: 7, 20) == 7
    with pytest.raises(ValueError, match="its own"):
        guard.call(lambda: int("its own"), 20)


@pytest.mark.parametrize("keras", [True, False], ids=["in this process", "apart"])
@pytest.mark.parametrize("answer", [loops, sleeps, suppresses_twice], ids=lambda one: one.__name__)
def test_ctrl_c_ends_a_check_at_once_and_only_the_check(answer, keras, monkeypatch):
    monkeypatch.setattr(doubled, "keras", keras)
    started = time.monotonic()
    threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt):
        doubled.grade(answer)
    assert time.monotonic() - started < 10  # far below the limit of 20 s


@pytest.mark.slow
def test_ctrl_c_is_heard_at_any_moment():
    script = """
import os, signal, sys, threading, time
sys.path.insert(0, os.getcwd())
from tests.test_guard import doubled
for keras in (True, False):
    doubled.keras = keras
    for round in range(0, 60, int(sys.argv[1])):
        heard = False
        try:
            threading.Timer(0.0005 * (round % 30), os.kill, [os.getpid(), signal.SIGINT]).start()
            doubled.grade(lambda x: time.sleep(0.005) or 2 * x)
            time.sleep(0.1)
        except KeyboardInterrupt:
            heard = True
        assert heard, (keras, round)
        assert doubled.grade(lambda x: 2 * x).ok
        assert sys.stdout is sys.__stdout__ and signal.getitimer(signal.ITIMER_REAL) == (0, 0)
print("heard")
"""
    step = "1" if LONG else "4"
    done = subprocess.run(
        [sys.executable, "-c", script, step], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    assert done.stdout == "heard\n", done.stderr
