"""What learners get starts with one command, holds no answer beyond what is listed here, and destroys nobody's work."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from lessons.printing import read, tags
from setup_course import handout
from utils.checks import lesson01, lesson02, lesson03

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "lessons").glob("[0-9]*.py"))
TELLING = 16  # characters, blanks left out: shorter lines, such as `return x`, stand anywhere

HINTS = {f"utils/checks/lesson{number:02d}/hints.py" for number in (1, 2, 3, 4)}
LIBRARY = {
    "utils/layers/masks.py",
    "utils/layers/drop_block.py",
    "utils/measures.py",
    "utils/models/graph.py",
    "utils/models/insertion.py",
    "utils/models/modules.py",
    "utils/models/small.py",
}
CHECKS = {
    "utils/checks/lesson01/beliefs.py",
    "utils/checks/lesson01/planted.py",
    "utils/checks/lesson02/reference.py",
    "utils/checks/lesson03/grown_nets.py",
    "utils/checks/lesson03/hearing.py",
    "utils/checks/lesson03/placing_beliefs.py",
    "utils/checks/lesson03/planted_runs.py",
}
# Every function of utils/ was graded as an answer to every exercise. These pass: the course's own library, which the
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
}
ANSWERS_IN_KERAS = {
    "utils.models.mlp": lesson01.build_mlp,
    "utils.models.conv_module": lesson03.conv_module,
    "utils.models.head": lesson03.head,
    "utils.models.insert_dropout": lesson03.insert_dropout,
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
    """Return what is written in a file, blanks left out; of a zip file (.npz too) what is written in its members."""
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


def test_it_holds_what_a_learner_works_with_and_nothing_else(copy):
    tops = {name.split("/")[0] for name in files(copy)}
    assert tops == {
        "notebooks", "utils", "setup_course", "data", "start.py", "requirements.txt", "README.md", "LICENSE", "handout.json",
    }  # fmt: skip
    assert [path.name for path in sorted((copy / "notebooks").iterdir())] == [
        *(f"{lesson.stem}.ipynb" for lesson in LESSONS),
        "originals.json",
    ]


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
        whole = [
            name for name, parts in written.items() if any(all(line in text for line in lines) for text in parts)
        ]
        assert not whole or max(map(len, lines)) < TELLING, (lines, whole)


def test_no_file_assigns_the_right_prediction(copy):
    predictions = {
        lines[0] for lines in solutions() if len(lines) == 1 and "=" in lines[0] and "return" not in lines[0]
    }
    assert "zeros=20" in predictions and 'best="depends"' in predictions
    for name, path in files(copy).items():
        written = path.read_bytes().decode("utf-8", "replace").replace("\\n", "\n")
        assert not predictions & {squeezed(line).strip("',") for line in written.splitlines()}, name


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_listed_as_an_answer_that_can_be_imported_is_one(name):
    module, function = name.rsplit(".", 1)
    assert ANSWERS[name].grade(getattr(import_module(module), function)).ok


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS_IN_KERAS)
def test_so_is_what_is_listed_of_keras(name):
    module, function = name.rsplit(".", 1)
    assert ANSWERS_IN_KERAS[name].grade(getattr(import_module(module), function)).ok


def test_solution_says_that_this_copy_holds_none(copy, tmp_path):
    script = (
        "from utils.checks import lesson01 as check; import utils; print(utils.__file__)\n"
        "check.drop_mask(lambda shape, rate, rng: rng.random(shape) * 0)\ncheck.drop_mask.solution()"
    )
    variables = os.environ | {"PYTHONPATH": str(copy), "COURSE_PROGRESS": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", script], env=variables, cwd=tmp_path, text=True, capture_output=True
    )
    assert said.stdout.startswith(str(copy))
    assert "This copy of the course holds no solutions: ask your teacher." in said.stdout


def test_every_link_of_its_texts_leads_somewhere(copy):
    for name, path in files(copy).items():
        if path.suffix == ".md":
            for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
                assert "://" in target or (path.parent / target).exists(), (name, target)
    assert "git clone" not in (copy / "README.md").read_text()
    assert "<!--" not in (copy / "README.md").read_text()


def test_the_zip_file_unpacked_is_the_same_and_starts_with_the_same_command(copy, tmp_path):
    with zipfile.ZipFile(f"{copy}.zip") as archive:
        archive.extractall(tmp_path)
    unpacked = tmp_path / "course"
    assert {name: path.read_bytes() for name, path in files(unpacked).items()} == {
        name: path.read_bytes() for name, path in files(copy).items()
    }
    for words, said in (([], "Setting the course up"), (["help"], "submit"), (["handout", "--out", "x"], "itself")):
        found = subprocess.run([sys.executable, "-I", "start.py", *words], **quietly(unpacked, tmp_path))
        assert said in found.stdout, found


def quietly(folder, tmp_path):
    """Return how to run start.py so that it can install nothing, whatever this machine has."""
    (tmp_path / "empty").mkdir(exist_ok=True)
    variables = os.environ | {"PIP_NO_INDEX": "1", "UV_NO_INDEX": "1", "PATH": str(tmp_path / "empty")}
    return dict(cwd=folder, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)


def test_two_hand_outs_are_the_same_bytes(copy, tmp_path):
    handout.hand_out(tmp_path / "course")
    assert (tmp_path / "course.zip").read_bytes() == Path(f"{copy}.zip").read_bytes()
    assert len((tmp_path / "course.zip").read_bytes()) < 3e6


def test_it_says_what_it_wrote_and_how_large_it_is(tmp_path, capsys):
    assert handout.handout(["--out", str(tmp_path / "new")]) == 0
    said = capsys.readouterr().out
    assert re.search(r"new: \d lessons without answers, \d+ files, [\d.]+ MB", said)
    assert re.search(r"new\.zip: the same, [\d.]+ [kM]B", said)


def test_an_earlier_hand_out_is_renewed_and_what_else_lies_there_is_named_and_kept(tmp_path):
    folder = tmp_path / "course"
    handout.hand_out(folder)
    (folder / "notes.txt").write_text("mine")
    marked = json.loads((folder / "handout.json").read_text())
    marked["files"]["old.txt"] = marked["files"]["LICENSE"]
    shutil.copy(folder / "LICENSE", folder / "old.txt")
    (folder / "handout.json").write_text(json.dumps(marked))
    assert "notes.txt" in "\n".join(handout.hand_out(folder))
    assert (folder / "notes.txt").read_text() == "mine" and not (folder / "old.txt").exists()
    with zipfile.ZipFile(f"{folder}.zip") as archive:
        assert "course/notes.txt" not in archive.namelist()


def somebodys(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")


def answered(folder):
    handout.hand_out(folder)
    with next((folder / "notebooks").glob("*.ipynb")).open("a") as file:
        file.write(" ")


def a_file(folder):
    folder.write_text("mine")


def a_false_mark(folder):
    folder.mkdir()
    (folder.parent / "outside").write_text("mine")
    (folder / "handout.json").write_text('{"files": {"../outside": "0"}}')


def somebodys_zip(folder):
    folder.with_name(folder.name + ".zip").write_text("mine")


@pytest.mark.parametrize("prepare", [somebodys, answered, a_file, a_false_mark, somebodys_zip])
def test_nobodys_files_are_overwritten_and_one_sentence_says_why(tmp_path, capsys, prepare):
    folder = tmp_path / "course"
    prepare(folder)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert handout.handout(["--out", str(folder)]) == 1
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 1 and "folder" in said
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.fixture
def course(tmp_path):
    """A copy of the course in which a teacher may have worked."""
    root = tmp_path / "teachers"
    for name in ("notebooks", "utils", "setup_course", "data"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("start.py", "requirements.txt", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, root)
    return root


def change(root, how):
    path = sorted((root / "notebooks").glob("*.ipynb"))[0]
    notebook = json.loads(path.read_text(encoding="utf-8"))
    how(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_teachers_own_answers_are_not_handed_out(course, tmp_path):
    change(course, lambda cells: cells[5].update(source="zeros = 20\ncheck.zeros_in_100(zeros)"))
    with pytest.raises(handout.Refused, match=r"01_dropout_in_dense_layers\.ipynb was changed"):
        handout.hand_out(tmp_path / "out", course)


def test_nor_what_a_teacher_has_run_ahead_of_a_prediction(course, tmp_path):
    def run(cells):
        cell = next(cell for cell in cells if "predict" in cell["metadata"].get("tags", []))
        cell.update(outputs=[dict(output_type="stream", name="stdout", text="told")], execution_count=1)

    change(course, run)
    handout.hand_out(tmp_path / "out", course)
    shown = next((tmp_path / "out" / "notebooks").glob("01*.ipynb"))
    assert '"told"' not in shown.read_text()
