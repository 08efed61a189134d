"""What learners get holds what they work with, starts with the same command, and overwrites nobody's work."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from setup_course import handout
from tests.test_start import Course

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "lessons").glob("[0-9]*.py"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed") / "course"
    handout.hand_out(folder)
    return folder


def files(copy):
    """Return {name: path} of what it holds; what Python compiles as it runs is not counted."""
    found = (path for path in sorted(copy.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(copy).as_posix(): path for path in found}


def test_it_holds_what_a_learner_works_with_and_nothing_else(copy):
    tops = {name.split("/")[0] for name in files(copy)}
    alone = {"start.py", "requirements.txt", "README.md", "LICENSE", "handout.json"}
    assert tops == {"notebooks", "utils", "setup_course", "data"} | alone
    assert [path.name for path in sorted((copy / "notebooks").iterdir())] == [
        *(f"{lesson.stem}.ipynb" for lesson in LESSONS),
        "originals.json",
    ]


def test_its_grade_says_that_it_grades_nobody(copy):
    assert not any(name.startswith("utils/classroom") for name in files(copy))
    done = subprocess.run([sys.executable, copy / "start.py", "grade", "x"], capture_output=True, text=True)
    assert done.returncode == 1 and "grades nobody" in done.stdout


def test_every_link_of_its_texts_leads_somewhere(copy):
    for name, path in files(copy).items():
        if path.suffix == ".md":
            for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
                assert "://" in target or (path.parent / target).exists(), (name, target)
    assert "git clone" not in (copy / "README.md").read_text()
    assert "<!--" not in (copy / "README.md").read_text()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a script that Windows does not read")
def test_the_zip_file_unpacked_is_the_same_and_starts_with_the_same_command(copy, tmp_path):
    with zipfile.ZipFile(f"{copy}.zip") as archive:
        archive.extractall(tmp_path)
    unpacked = tmp_path / "course"
    assert {name: path.read_bytes() for name, path in files(unpacked).items()} == {
        name: path.read_bytes() for name, path in files(copy).items()
    }
    course = Course(tmp_path / "stand-in")
    course.folder = unpacked
    status, said = course.say("install")
    assert status == 0 and "Ready" in said
    assert course.say("handout", "--out", "x") == (1, f"{handout.ITSELF}\n")
    assert "no tests" in course.say("test")[1]


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
    path = next((root / "notebooks").glob("01*.ipynb"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    how(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_teachers_own_answers_are_not_handed_out(course, tmp_path):
    change(course, lambda cells: cells[6].update(source="zeros = 20\ncheck.zeros_in_100(zeros)"))
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
