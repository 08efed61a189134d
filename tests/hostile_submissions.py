"""What a class hands in, right, broken and hostile: {name: (notebook, {exercise: status}, least, most points)}.

Without a word about an exercise it must pass; all three of NumPy give 7 points.
"""

from tests.handed_in import NUMPY, RIGHT, ROOT, body, notebook, with_second
from tests.hostile_tricks import tricks

ALL = 7
SECOND = "inverted_dropout"


def everything(port, others, token):
    """Return the submissions; some look for a server at `port`, for the folder `others`, and leave `token`."""
    return {
        **_honest(),
        **_broken(),
        **_endings(),
        **_forging(),
        **_reaching_out(port, others, token),
        **tricks(),
    }


def fails(made, status="not yet", most=ALL - 0.02, exercise=SECOND):
    return made, {exercise: status}, ALL - 3, most


def passes(made):
    return made, {}, ALL, ALL


def _honest():
    loops = """
def inverted_dropout(x, rate, rng, training=True):
    out = np.array(x, dtype="float32")
    if training:
        for place in np.ndindex(out.shape):
            out[place] = 0 if rng.uniform() < rate else out[place] / (1 - rate)
    return out"""
    helper = RIGHT | {
        "drop_mask": "keep = lambda rate: 1 - rate\ndef drop_mask(shape, rate, rng):\n"
        "    return rng.binomial(1, keep(rate), shape)"
    }
    lists = "def dropout_gradient(upstream, mask, rate):\n    return (upstream * mask / (1 - rate)).tolist()"
    return {
        "right": passes(notebook(RIGHT)),
        "other_style": passes(notebook(RIGHT | {SECOND: loops})),
        "helpers_of_its_own": passes(notebook(helper)),
        "lists": passes(notebook(RIGHT | {"dropout_gradient": lists})),
        "warns": passes(
            with_second("import warnings, sys\nwarnings.warn('odd')\nprint('careful', file=sys.stderr)")
        ),
        "prints": passes(with_second("for line in range(60):\n    print('line', line)")),
        "holds_much": passes(notebook(RIGHT, first="held = np.ones(1_500_000_000 // 8)")),
        "magics": passes(notebook(RIGHT, first="%matplotlib inline\n!pip install nothing\nnp?")),
        "other_cells_fail": passes(notebook(RIGHT, first="1 / 0", last="this is no Python")),
        "trains_in_a_cell": passes(notebook(RIGHT, first="import time\ntime.sleep(3600)")),
        "exits_in_a_cell": passes(notebook(RIGHT, first="import os\nos._exit(0)")),
    }


def _broken():
    plain = {
        "not_rescaled": "return x * (rng.random(x.shape) >= rate) if training else x",
        "none": "return None",
        "nan": "return x * np.nan",
        "wrong_shape": "return np.ones(3)",
        "object": "return object()",
        "generator": "return (one for one in x)",
        "keep_for_rate": "return x * (rng.random(x.shape) < rate) / rate if training else x",
        "in_place": "x *= 1\nx[...] = x * (rng.random(x.shape) >= rate) / (1 - rate) if training else x\nreturn x",
        "raises": "raise ValueError('=cmd|calc')",
    }
    found = {name: fails(with_second(lines)) for name, lines in plain.items()}
    untouched = dict.fromkeys(NUMPY, "not started")
    return {
        **found,
        "unattempted": (notebook({}), untouched, 0, 0),
        "deleted": fails(notebook(RIGHT, without=[SECOND]), "not defined"),
        "corrupt": (b'{"cells": [', dict.fromkeys(NUMPY, "unreadable"), 0, 0),
        "empty": (b"", dict.fromkeys(NUMPY, "unreadable"), 0, 0),
        "nested": (b"[" * 100_000, dict.fromkeys(NUMPY, "unreadable"), 0, 0),
        "syntax": fails(
            notebook(RIGHT | {SECOND: "def inverted_dropout(x, rate, rng:\n    return x"}), "not defined"
        ),
    }


def _endings():
    plain = {
        "loop": ("while True: pass", "timeout"),
        "stubborn_loop": (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
            "timeout",
        ),
        "loop_in_c": ("import itertools\nsum(itertools.count())", "timeout"),
        "sleeps": ("import time\ntime.sleep(10**6)", "timeout"),
        "leaves": ("import os\nos._exit(0)", "crashed"),
        "leaves_politely": ("raise SystemExit", "not yet"),
        "interrupts": ("raise KeyboardInterrupt", "not yet"),
        "kills_its_group": ("import os\nos.killpg(0, 9)", "crashed"),
        "crashes": ("import ctypes\nctypes.string_at(0)", "crashed"),
        "allocates": ("held = []\nwhile True: held.append(np.ones(10**7))", ("memory", "timeout")),
        "forks": ("import os, time\nfor _ in range(3000):\n    if os.fork() == 0: time.sleep(600)", "processes"),
        "prints_for_ever": ("while True: print('more')", "timeout"),
        "recurses": ("return inverted_dropout(x, rate, rng, training)", "not yet"),
    }
    return {name: fails(with_second(lines), status) for name, (lines, status) in plain.items()}


def _forging():
    wrong = "return x + 1"
    patch = """
import numpy.testing, unittest, sys
for module in (np, np.testing):
    for name in ("allclose", "array_equal", "isclose", "isin", "all", "assert_allclose", "assert_array_equal"):
        if hasattr(module, name):
            setattr(module, name, lambda *given, **options: True)
unittest.TestCase.assertEqual = lambda *given: None
"""
    transformer = """
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Return(self, node): return node
shell = get_ipython()
shell.ast_transformers = [Strip()]
"""
    pipes = "import os, struct\nfor end in range(3, 64):\n    try: os.write(end, {})\n    except OSError: pass"
    passed = repr(b'[["word", [["returned", true]], "", [], [], [], null], []]')
    forged = f"struct.pack('<QQ', len({passed}), 0) + {passed}"
    results = """
import pickle, json, os, pathlib
for name in ("results.pickle", ".OTTER_LOG", "results.json", "results.csv"):
    pathlib.Path(name).write_bytes(pickle.dumps({"inverted_dropout": 3}))
"""
    brackets = "struct.pack('<QQ', 8 << 20, 0) + b'[' * (8 << 20)"
    equal = """
class Equal(float):
    def __eq__(self, other): return True
    __hash__ = float.__hash__
    __lt__ = __gt__ = __le__ = __ge__ = __ne__ = __eq__
    def __array__(self, *given, **options): return self
"""
    return {
        "patches_testing": fails(with_second(wrong, first=patch)),
        "strips_asserts": fails(with_second(wrong, first=transformer)),
        "forges_results": fails(with_second(wrong, first=results)),
        "equals_everything": fails(with_second("return Equal(1)", first=equal)),
        "forges_a_frame": fails(with_second(pipes.format(forged) + f"\n{wrong}"), "protocol", ALL - 3),
        "huge_frame": fails(with_second(pipes.format("struct.pack('<QQ', 1 << 60, 1 << 60)")), "protocol", ALL - 3),
        "huge_header": fails(with_second(pipes.format(brackets)), "protocol", ALL - 3),
        "garbage": fails(with_second(pipes.format("b'x' * 1000")), "protocol", ALL - 3),
        "closes_the_pipe": fails(with_second("import os\nos.closerange(0, 256)"), "crashed"),
        "knows_the_checks": fails(with_second("from utils.checks.lesson01 import masks\nreturn masks.right(x)")),
    }


def _reaching_out(port, others, token):
    secret = [*(str(ROOT / name) for name in ("solutions", "lessons", "utils", "tests")), str(others)]
    steal = f"""
import os
for place in {[*secret, str(others.parent), "/root/.bashrc", "/etc/passwd", "/home"]!r}:
    if os.path.exists(place): break
else:
    return x + 1
"""
    write = f"""
import os, pathlib
for place in {[str(ROOT), str(ROOT / "utils" / "checks"), str(others), "/usr", "/tmp", "/", "/stage", "/dev"]!r}:
    try: pathlib.Path(place, {token!r}).write_text("here")
    except OSError: pass
return x + 1
"""
    connect = f"""
import socket
for family, where in ((socket.AF_INET, ("127.0.0.1", {port})), (socket.AF_UNIX, "/var/run/docker.sock")):
    try: socket.socket(family).connect(where)
    except OSError: continue
    break
else:
    return x + 1
"""
    detach = f"""
import subprocess, sys
if not globals().get("done"):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)", {token!r}], start_new_session=True)
globals()["done"] = True
"""
    fill = "for name in range(10**6): open(f'file{name}', 'wb').write(bytes(50 << 20))"
    return {
        "steals": fails(with_second(steal)),
        "writes": fails(with_second(write)),
        "network": fails(with_second(connect)),
        "detaches": passes(with_second(detach)),
        "fills_the_disk": fails(with_second(fill)),
    }


__all__ = ["ALL", "body", "everything"]
