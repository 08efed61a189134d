"""More that a class hands in to get marks that it has not earned: by the process that answers, by order, by words.

In the form of `hostile_submissions`: {name: (notebook, {exercise: status}, least, most points)}.
"""

from tests.handed_in import NUMPY, RIGHT, notebook, with_second

ALL = 7
REST = ALL - 3  # points of the exercises that are answered honestly
WRONG = "return x + 1"

PATCHES = {
    "json_says_passed": """
import json
real = json.dumps
json.dumps = lambda value, *given, **options: real(value).replace("raised", "returned").replace("NaN", "0.5")
""",
    "packs_other_values": """
import wire
packed = wire.Packer.pack
def pack(packer, value, depth=0):
    return packed(packer, np.zeros_like(value) if isinstance(value, np.ndarray) else value, depth)
wire.Packer.pack = pack
""",
    "rewinds_generators": """
import generators
generators.state_of = lambda rng: ["PCG64", {"bit_generator": "PCG64", "state": {"state": "0x1", "inc": "0x1"},
    "has_uint32": "0x0", "uinteger": "0x0"}, ["0x0"], [], 10**18]
""",
    "numpy_in_pieces": """
for name in ("array", "asarray", "ascontiguousarray", "ndarray"):
    setattr(np, name, lambda *given, **options: True)
""",
    "no_clock": """
import time, signal, threading
time.monotonic = time.time = time.perf_counter = lambda: 0.0
for name in ("SIGALRM", "SIGPROF", "SIGXCPU", "SIGTERM"):
    signal.signal(getattr(signal, name), signal.SIG_IGN)
signal.setitimer = lambda *given: (0.0, 0.0)
""",
}
REPLIES = {
    "is_a_dict_of_its_own": "class Odd(dict):\n    def items(self): return [(0, 1)] * 10**9\nreturn Odd(a=x)",
    "is_a_huge_number": "return 10**9000",
    "is_a_list_of_huge_numbers": "return [[-(10**400)] * x.shape[-1]] * len(x)",
    "is_nowhere_a_number": "return np.full(x.shape, np.nan) if training else x",
    "is_infinite": "return np.where(rng.random(x.shape) >= rate, x / (1 - rate), np.inf)",
    "is_endlessly_deep": "held = []\nfor _ in range(10**3): held = [held]\nreturn held",
    "is_a_range": "return range(10**18)",
    "is_words": "return ['1.0'] * len(x)",
    "is_bytes": "return np.asarray(x).tobytes()",
    "is_a_view_of_a_terabyte": "return np.broadcast_to(1.0, (10**6, 10**6))",
}
BY_ORDER = """
calls = globals().setdefault("calls", [])
calls.append(rate)
if len(calls) > 3:
    return x + 1
"""
REMEMBERED = """
known = globals().setdefault("known", {})
key = (x.shape, rate, training)
if key in known:
    return known[key]
known[key] = x if not training else x * (np.random.default_rng(0).random(x.shape) >= rate) / (1 - rate)
return known[key]
"""
LOUD = r"""
words = "=cmd|'/C calc'!A0\x1b[2J\x1b]0;passed\x07<script>alert(1)</script>\u202epassed\u0000\r\n,\"passed\",3"
print(words * 2000)
raise ValueError(words)
"""
READS_THE_WORD = """
import gc, types
pipe = next(one for one in gc.get_objects() if type(one).__name__ == "Pipe")
import wire
for kind in ("returned", "passed", "ready"):
    packer = wire.Packer()
    pipe.send(packer, [pipe.word, [[kind, True]], "", [], [], [], None])
return x + 1
"""
LINKS = """
import os
for target in ("/stage/worker.py", "/proc/self/mem", "/proc/1/root", "../handed in"):
    try: os.symlink(target, f"link{hash(target)}")
    except OSError: pass
open("01_dropout_in_dense_layers.ipynb", "w").write("{}")
return x + 1
"""
LINGERS = """
import threading, time
def again():
    while True:
        globals()["inverted_dropout"] = lambda x, rate, rng, training=True: x
        time.sleep(0.001)
threading.Thread(target=again, daemon=True).start()
"""


def tricks():
    """Return the submissions."""
    not_yet = ("not yet", "protocol", "crashed", "not started")
    anything = dict.fromkeys(NUMPY, ("not yet", "protocol", "crashed", "passed", "timeout", "not started"))
    patched = {
        name: (with_second(WRONG, first=patch), {**anything, "inverted_dropout": not_yet}, 0, ALL - 0.02)
        for name, patch in PATCHES.items()
    }
    replied = {name: _second(lines) for name, lines in REPLIES.items()}
    return {
        **patched,
        **replied,
        "is_right_at_first": _second(BY_ORDER),
        "remembers_each_call": _second(REMEMBERED),
        "is_loud": _second(LOUD),
        "knows_the_word": _second(READS_THE_WORD, ("protocol", "not yet")),
        "links_out_of_its_folder": _second(LINKS),
        "changes_while_it_is_asked": (
            notebook(RIGHT, last=LINGERS),
            {"inverted_dropout": not_yet},
            REST,
            ALL - 0.02,
        ),
    }


def _second(lines, status=("not yet", "not started")):
    return with_second(lines), {"inverted_dropout": status}, REST, ALL - 0.02
