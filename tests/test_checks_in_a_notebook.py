"""In a real kernel: whatever an answer does, the cell ends, nothing leaks into it, and the next cell runs."""

import threading

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = pytest.mark.slow

SETUP = """
import os, sys
import numpy as np
from utils.checks.exercise import exercise

def doubled(answer, law):
    'Double the numbers.'
    law.close("every number is doubled", law.call(answer, np.ones(3)), 2 * np.ones(3))

apart, here = exercise("9.1")(doubled), exercise("9.1", keras=True)(doubled)

def loops(x):
    while True:
        try:
            while True: pass
        except BaseException: pass

def leaves(x): exit()
def quits(x): quit()
def leaves_at_once(x): os._exit(1)
def asks(x): return input("a number?")
def stops(x): raise KeyboardInterrupt

def shows(x):
    from IPython.display import display
    display("leak"); print("leak"); os.write(1, b"leak"); os.system("echo leak")
    sys.__stdout__.write("leak"); get_ipython().run_cell("print('leak'); 'leak'")
    return 2 * x

def writes_everywhere(x):
    for number in range(3, 200):
        try: os.write(number, bytes(range(256)) * 9)
        except OSError: pass
    return x
"""
MESSAGES = {
    "loops": "did not finish within 1 s",
    "leaves": "asked Python to stop",
    "quits": "asked Python to stop",
    "leaves_at_once": "asked Python to stop",
    "asks": "input() gets no line",
    "stops": "KeyboardInterrupt",
    "shows": "Every law holds.",
    "writes_everywhere": "Your answer wrote into files",
}


class Notebook:
    """A kernel; `run(cell)` returns what the cell shows: texts of results, of displays, of streams, of errors."""

    def __init__(self):
        self.manager, self.client = start_new_kernel()

    def run(self, cell):
        shown = []

        def listen(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                shown.append(content["text"])
            elif message["msg_type"] in ("display_data", "execute_result"):
                shown.append(content["data"]["text/plain"])
            elif message["msg_type"] == "error":
                shown.append(content["ename"])

        asked = []
        self.client.execute_interactive(
            cell, output_hook=listen, stdin_hook=asked.append, allow_stdin=True, timeout=60
        )
        assert not asked
        return shown


@pytest.fixture(scope="module")
def notebook():
    notebook = Notebook()
    assert notebook.run(SETUP) == []
    yield notebook
    notebook.client.stop_channels()
    notebook.manager.shutdown_kernel(now=True)


@pytest.fixture(autouse=True)
def the_next_cell_runs(notebook):
    yield
    shown = notebook.run("print('still'); here.grade(lambda x: 2 * x).ok, apart.grade(lambda x: 2 * x).ok")
    assert "".join(shown) == "still\n(True, True)"  # where a kernel cuts its stream is chance


@pytest.mark.parametrize("where", ["apart", "here"])
@pytest.mark.parametrize("answer", MESSAGES)
def test_the_kernel_survives_every_answer_and_shows_one_result(notebook, answer, where):
    if (answer, where) == ("writes_everywhere", "here"):
        pytest.skip("a check in this process cannot keep its answer from the kernel's own connections")
    shown = notebook.run(f"print({where}.grade({answer}, seconds=1).message)")
    (line,) = "".join(shown).splitlines()
    assert MESSAGES[answer] in line


@pytest.mark.parametrize("where", ["apart", "here"])
def test_the_stop_button_ends_a_check(notebook, where):
    threading.Timer(0.5, notebook.manager.interrupt_kernel).start()
    assert notebook.run(f"{where}.grade(loops)") == ["KeyboardInterrupt"]


def test_feedback_is_shown_as_html_with_the_words_of_the_text(notebook):
    shown = notebook.run("apart(lambda x: x)")
    assert len(shown) == 1
    assert shown[0].startswith("✘ Not yet · 9.1 doubled · Expected 2, got 1")
