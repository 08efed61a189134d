"""Submissions for the tests of the class judge: notebooks of lesson 1 with answers put in place of the stubs."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LESSON = ROOT / "notebooks" / "01_dropout_in_dense_layers.ipynb"
NUMPY = ("drop_mask", "inverted_dropout", "dropout_gradient")  # 2, 3 and 2 points
RIGHT = {
    "drop_mask": "def drop_mask(shape, rate, rng):\n    return (rng.random(shape) >= rate) * 1.0",
    "inverted_dropout": """
def inverted_dropout(x, rate, rng, training=True):
    if not training:
        return x
    return x * (rng.random(x.shape) >= rate) / (1 - rate)""",
    "dropout_gradient": "def dropout_gradient(upstream, mask, rate):\n    return upstream * mask / (1 - rate)",
}


def body(lines, name="inverted_dropout"):
    """Return the source of the answer `name`, its body these lines followed by the right answer."""
    head, _, rest = RIGHT[name].strip().partition("\n")
    return "\n".join([head, *(f"    {line}" for line in lines.strip("\n").splitlines()), rest])


def notebook(answers, first="", last="", without=()):
    """Return lesson 1's notebook with {name: source} for stubs; `first` and `last` are further cells."""
    handed_out = json.loads(LESSON.read_text("utf-8"))
    cells = []
    for cell in handed_out["cells"]:
        source = "".join(cell["source"])
        name = next((one for one in [*answers, *without] if source.startswith(f"def {one}(")), None)
        if name in answers:
            cell = code(answers[name])
        if name not in without:
            cells.append(cell)
    place = 3 if first else 0
    cells[place:place] = [code(first)] * bool(first)
    return handed_out | {"cells": cells + [code(last)] * bool(last)}


def code(source):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def hand_in(folder, student, made):
    """Write a submission: a notebook, or the bytes of what should be one."""
    target = folder / student
    target.mkdir(parents=True)
    data = made if isinstance(made, bytes) else json.dumps(made).encode()
    (target / LESSON.name).write_bytes(data)


def with_second(lines, **more):
    """Return a notebook of right answers whose inverted_dropout first does these lines."""
    return notebook(RIGHT | {"inverted_dropout": body(lines)}, **more)
