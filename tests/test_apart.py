"""A check in a process of its own: whatever happens there, the notebook lives on and learns one sentence."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from tests.long_proof import LONG
from utils.checks import apart
from utils.checks.exercise import exercise

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux alone")
ROOT = Path(__file__).resolve().parent.parent


@exercise("9.2")
def doubled(answer, law):
    """Double the numbers."""
    x = np.ones(3)
    for _ in range(3):
        law.close("every number is doubled", law.call(answer, x), 2 * x)


def right(x):
    return 2 * x


def script(text):
    """Run Python code in a fresh process, with warnings as errors; return what it prints."""
    command = [sys.executable, "-W", "error", "-c", "import sys; sys.path.insert(0, '.')\n" + textwrap.dedent(text)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"


def wait_until(true, seconds=10):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def write_everywhere(words, numbers=range(4096)):
    for number in numbers:
        with contextlib.suppress(OSError):
            os.write(number, words)


def aborts(x):
    os.abort()


def crashes(x):
    ctypes.string_at(0)


def kills_itself(x):
    os.kill(os.getpid(), signal.SIGKILL)


def closes_everything(x):
    os.closerange(0, 4096)
    return 2 * x


def leaves_by_the_back_door(x):
    apart.leave(0)


ENDING = [aborts, crashes, kills_itself, closes_everything, leaves_by_the_back_door]


@pytest.mark.parametrize("answer", ENDING, ids=lambda one: one.__name__)
def test_an_answer_that_ends_its_process_gets_one_sentence(answer):
    result = doubled.grade(answer)
    assert result.status == "not yet"
    assert result.message.startswith("Your answer ended the Python process: ")
    assert 0 <= result.score < 1


def fills_the_memory(x):
    return np.ones(1 << 40, np.uint8)


def fills_the_memory_slowly(x):
    held = []
    while True:
        held.append(bytearray(1 << 26))


@pytest.mark.parametrize("answer", [fills_the_memory, fills_the_memory_slowly], ids=lambda one: one.__name__)
def test_memory_has_an_end(answer, monkeypatch):
    monkeypatch.setattr(apart, "MEMORY", 1 << 28)
    assert doubled.grade(answer).message == (
        "Your answer asked for more memory than there is: build no larger arrays."
    )


def loops_inside_c(x):
    return sum(iter(int, 1))


def stops_itself(x):
    os.kill(os.getpid(), signal.SIGSTOP)


def defies_every_signal(x):
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    while True:
        pass


@pytest.mark.parametrize(
    "answer", [loops_inside_c, stops_itself, defies_every_signal], ids=lambda one: one.__name__
)
def test_what_never_ends_is_ended_even_inside_c(answer):
    assert "did not finish within 0.3 s" in doubled.grade(answer, seconds=0.3).message


# What an answer may do to others


@pytest.mark.parametrize("seconds", [0.5, 20])
def test_what_an_answer_starts_ends_with_it(tmp_path, seconds):
    note = tmp_path / "process"

    def starts(x):
        child = subprocess.Popen(["sleep", "100"])
        note.write_text(str(child.pid))
        if seconds < 1:
            time.sleep(100)
        return 2 * x

    assert doubled.grade(starts, seconds=seconds).ok == (seconds > 1)
    wait_until(lambda: not is_alive(int(note.read_text())))


def test_an_answer_cannot_kill_the_notebook():
    notebook = os.getpid()
    for kill, process in ((os.kill, notebook), (os.killpg, os.getpgid(notebook))):
        result = doubled.grade(
            lambda x, name=kill.__name__, process=process: getattr(os, name)(process, signal.SIGTERM)
        )
        assert result.message == "Your answer asked Python to stop: remove exit() and the like."


def test_an_answer_that_forks_is_one_answer():
    def forks(x):
        os.fork()
        return 2 * x

    assert doubled.grade(forks).ok
    assert [law.name for law in doubled.grade(forks).laws] == [law.name for law in doubled.grade(right).laws]


GARBAGE = [b"\0\xff garbage", b"garbage\n" * 9, b'"done"\n', b'{"name": "x", "ok": true}\n']


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_written_into_every_open_file_reaches_none_of_ours(tmp_path, garbage):
    def writes(x):
        write_everywhere(garbage)
        return 3 * x

    with open(tmp_path / "ours", "w"):
        result = doubled.grade(writes)
    assert result.status == "not yet"
    assert result.message == (
        "Your answer wrote into files that it had not opened: return the result, and write nothing."
    )
    assert (tmp_path / "ours").read_text() == ""


def test_an_endless_line_is_cut_short():
    def floods(x):
        while True:
            write_everywhere(b"x" * 60_000, range(3, 64))

    assert "had not opened" in doubled.grade(floods).message


def test_a_hundred_thousand_lines_are_one_short_remark(capfd):
    def talks(x):
        for line in range(100_000):
            print("line", line)
        os.write(1, b"from C\n" * 1000)
        return 2 * x

    result = doubled.grade(talks)
    assert result.ok and result.printed.startswith("line 0\nline 1\n") and len(result.printed) <= 400
    assert capfd.readouterr() == ("", "")


def test_what_an_answer_changes_stays_with_it(tmp_path):
    def changes(x):
        np.allclose = np.ones = os.getcwd = None
        os.chdir("/")
        os.environ["CHANGED"] = "yes"
        sys.setrecursionlimit(60)
        return 2 * x

    before = np.ones, os.getcwd(), sys.getrecursionlimit()
    assert doubled.grade(changes).status in ("passed", "not yet")
    assert before == (np.ones, os.getcwd(), sys.getrecursionlimit()) and "CHANGED" not in os.environ


def test_an_answer_that_takes_away_the_exit_does_not_become_a_second_notebook(tmp_path):
    note = tmp_path / "second"

    def stays(x):
        os._exit = lambda code: None
        return 2 * x

    here = os.getpid()
    doubled.grade(stays)
    if os.getpid() != here:
        note.write_text("I am")
        apart.leave(1)
    time.sleep(0.1)
    assert not note.exists()


NOTEBOOK = """
import os, sys
sys.path.insert(0, ".")
from tests.test_apart import doubled

def answer(x):
    with open(sys.argv[1] + ".new", "w") as file:
        file.write(str(os.getpid()))
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    while True:
        pass

doubled.grade(answer, seconds=0.5)
"""


def test_when_the_notebook_is_killed_its_check_ends_soon(tmp_path):
    note = tmp_path / "process"
    notebook = subprocess.Popen([sys.executable, "-c", NOTEBOOK, str(note)], cwd=ROOT)
    wait_until(note.exists)
    notebook.kill()
    notebook.wait()
    wait_until(lambda: not is_alive(int(note.read_text())))


@pytest.mark.slow
def test_many_checks_leave_nothing_open_and_nobody_behind():
    assert doubled.grade(right).ok
    before, children = sorted(os.listdir("/proc/self/fd")), children_of_this_process()
    for _ in range(100 if LONG else 20):
        assert doubled.grade(right).ok and not doubled.grade(aborts).ok
    assert sorted(os.listdir("/proc/self/fd")) == before
    assert children_of_this_process() <= children


def children_of_this_process():
    """Return the numbers of the processes that this one started, those of other tests among them."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {number for task in tasks for number in task.read_text().split()}


def test_no_warning_is_given_even_beside_threads():
    assert script("""
        import threading
        import numpy as np
        from tests.test_apart import crashes, doubled, loops_inside_c, right
        stop = threading.Event()
        threading.Thread(target=stop.wait).start()
        print(doubled.grade(right).ok, doubled.grade(crashes).ok, doubled.grade(loops_inside_c, seconds=0.2).ok)
        stop.set()
    """).split() == ["True", "False", "False"]


def test_more_open_files_than_select_can_count_do_no_harm():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2048 if hard == resource.RLIM_INFINITY else min(hard, 2048)
    if wanted < 1200:
        pytest.skip("this machine allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    with contextlib.ExitStack() as files:
        for _ in range(1100):
            files.enter_context(open(os.devnull))
        assert doubled.grade(right).ok
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_machine_that_limits_memory_itself_is_no_trouble():
    printed = script("""
        import resource
        from tests.test_apart import doubled, right
        resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))
        print(doubled.grade(right).status)
    """)
    assert printed.split() == ["passed"]


def test_where_no_process_can_be_made_the_check_says_so(monkeypatch):
    def refuses():
        raise BlockingIOError("no more processes")

    before = sorted(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(os, "fork", refuses)
    assert "no more processes" in doubled.grade(right).message
    assert sorted(os.listdir("/proc/self/fd")) == before
