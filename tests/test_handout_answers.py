"""No answer is in what learners get, beyond hints with gaps and what is listed here by name."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from lessons.printing import read, tags
from setup_course import handout
from tests.long_proof import sample
from utils.checks import lesson01, lesson02, lesson03, lesson04

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "lessons").glob("[0-9]*.py"))
TELLING = 16  # characters, blanks left out: shorter lines, such as `return x`, stand anywhere

HINTS = {f"utils/checks/lesson{number:02d}/hints.py" for number in range(5)}
LIBRARY = {
    "utils/layers/masks.py",
    "utils/layers/drop_block.py",
    "utils/measures.py",
    "utils/models/crossing.py",
    "utils/models/graph.py",
    "utils/models/insertion.py",
    "utils/models/modules.py",
    "utils/models/pretrained.py",
    "utils/models/small.py",
    "utils/models/unet.py",
    "utils/uncertainty.py",
}
CHECKS = {
    "utils/checks/lesson01/beliefs.py",
    "utils/checks/lesson01/planted.py",
    "utils/checks/lesson02/reference.py",
    "utils/checks/lesson03/grown_nets.py",
    "utils/checks/lesson03/hearing.py",
    "utils/checks/lesson03/placing_beliefs.py",
    "utils/checks/lesson03/planted_runs.py",
    "utils/checks/lesson04/calibration.py",
    "utils/checks/lesson04/known_masks.py",
    "utils/checks/probes.py",
}
# Every function of utils/ was graded as an answer to every exercise. These pass: the course's own library, which
# lessons import once the exercise is behind the learner, and what checks compare with.
ANSWERS = {
    "utils.layers.element_mask": lesson01.drop_mask,
    "utils.layers.drop_gradient": lesson01.dropout_gradient,
    "utils.measures.verdict": lesson01.verdict,
    "utils.measures.recoverability": lesson02.recoverability,
    "utils.checks.lesson02.reference.neurons_and_weights": lesson02.count_neurons,
    "utils.checks.lesson02.reference.affected": lesson02.affected_outputs,
    "utils.checks.lesson03.sides.receptive_field": lesson03.receptive_field,
    "utils.checks.lesson03.placing_beliefs.the_rule": lesson03.choose,
    "utils.segmentation.dice": lesson04.dice,
    "utils.segmentation.iou": lesson04.iou,
    "utils.segmentation.reliability": lesson04.reliability,
    "utils.segmentation.error_detection": lesson04.error_detection,
    "utils.checks.lesson04.detection_beliefs.auroc": lesson04.error_detection,
}
ANSWERS_IN_KERAS = {
    "utils.models.mlp": lesson01.build_mlp,
    "utils.models.conv_module": lesson03.conv_module,
    "utils.models.head": lesson03.head,
    "utils.models.insert_dropout": lesson03.insert_dropout,
    "utils.models.unet": lesson04.unet,
    "utils.uncertainty.mc_predict": lesson04.mc_predict,
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed") / "course"
    handout.hand_out(folder)
    return folder


def squeezed(text):
    return re.sub(r"\s+", "", text)


def code_lines(source):
    return [squeezed(line.split("  # ")[0]) for line in source.splitlines() if not line.strip().startswith("#")]


def solutions():
    """Yield the lines that each solution has and no cell of the notebooks has."""
    for lesson in LESSONS:
        cells = read(lesson)
        shown = {line for cell in cells if "solution" not in tags(cell) for line in code_lines(cell.source)}
        for cell in cells:
            if "solution" in tags(cell):
                yield [line for line in code_lines(cell.source) if line and line not in shown]


def texts(path):
    """Return what is written in a file, blanks left out; of a zip file (.npz too) that of its members."""
    data = path.read_bytes()
    parts = [data]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    if path.suffix == ".ipynb":
        parts += ["\n".join(strings(json.loads(data))).encode()]
    return [squeezed(part.decode("utf-8", "replace")) for part in parts]


def strings(value):
    """Yield every text in a parsed notebook, outputs included, as it reads without JSON's signs."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(one)


def files(copy):
    return {path.relative_to(copy).as_posix(): path for path in sorted(copy.rglob("*")) if path.is_file()}


def holds(text, lines):
    return all(line in text for line in lines)


def test_lines_of_solutions_stand_in_no_file_but_hints_the_library_and_what_checks_compare_with(copy):
    telling = {line for lines in solutions() for line in lines if len(line) >= TELLING}
    assert len(telling) > 150
    near = set()
    for name, path in files(copy).items():
        written = texts(path)
        if any(line in text for line in telling for text in written):
            near.add(name)
    assert near <= HINTS | LIBRARY | CHECKS


def test_no_file_holds_a_whole_solution(copy):
    written = {name: texts(path) for name, path in files(copy).items()}
    for lines in solutions():
        whole = [name for name, parts in written.items() if any(holds(text, lines) for text in parts)]
        assert not whole or max(map(len, lines)) < TELLING, (lines, whole)


def test_no_file_assigns_the_right_prediction(copy):
    predictions = {lines[0] for lines in solutions() if len(lines) == 1 and not lines[0].startswith("return")}
    assert "zeros=20" in predictions and 'best="depends"' in predictions
    for name, path in files(copy).items():
        written = path.read_bytes().decode("utf-8", "replace").replace("\\n", "\n")
        assert not predictions & {squeezed(line).strip("',") for line in written.splitlines()}, name


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_listed_as_an_answer_that_can_be_imported_is_one(name):
    module, function = name.rsplit(".", 1)
    assert ANSWERS[name].grade(getattr(import_module(module), function)).ok


@pytest.mark.slow
@pytest.mark.parametrize("name", sample(ANSWERS_IN_KERAS, 3))
def test_so_is_what_is_listed_of_keras(name):
    module, function = name.rsplit(".", 1)
    assert ANSWERS_IN_KERAS[name].grade(getattr(import_module(module), function)).ok


def test_solution_says_that_this_copy_holds_none(copy, tmp_path):
    script = (
        "from utils.checks import lesson01 as check; import utils; print(utils.__file__)\n"
        "check.drop_mask(lambda shape, rate, rng: rng.random(shape) * 0)\ncheck.drop_mask.solution()"
    )
    variables = os.environ | {"PYTHONPATH": str(copy), "COURSE_PROGRESS": str(tmp_path)}
    said = subprocess.check_output([sys.executable, "-c", script], env=variables, cwd=tmp_path, text=True)
    assert said.startswith(str(copy))
    assert "This copy of the course holds no solutions: ask your teacher." in said
