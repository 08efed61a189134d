"""What is exported for nbgrader and otter: the law of its metadata, and no answer in it. Neither is needed here."""

import ast
import json
import os
import re

import pytest

from setup_course import verbs
from tests import exported
from utils.checks import lesson01 as check
from utils.checks.lesson_text import solution_of
from utils.classroom import sandbox
from utils.classroom.course import bare, lessons
from utils.classroom.exports import __main__ as exports
from utils.classroom.exports import cells

LESSONS = list(lessons().values())
EXERCISES = [(lesson, one) for lesson in LESSONS for one in lesson.exercises]
KEYS = {"schema_version", "grade_id", "grade", "solution", "locked", "task"}
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.stem)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported") / "nbgrader"
    assert exports.main(["nbgrader", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def otter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported") / "otter"
    assert exports.main(["otter", "--out", str(folder)]) == 0
    return folder


def source(course, lesson):
    return json.loads((course / "source" / lesson.stem / f"{lesson.stem}.ipynb").read_text(encoding="utf-8"))


def about(course, lesson):
    return [one["metadata"]["nbgrader"] for one in source(course, lesson)["cells"] if exported.graded_name(one)]


# The metadata


@each_lesson
def test_each_exercise_has_one_answer_cell_and_one_locked_check_with_its_points(course, lesson):
    found = about(course, lesson)
    names = [one.name for one in lesson.exercises]
    answers = [one["grade_id"] for one in found if one["solution"] and not one["grade"] and not one["locked"]]
    checks = {one["grade_id"]: one["points"] for one in found if one["grade"] and one["locked"]}
    assert sorted(answers) == sorted(names)
    assert checks == {f"{one.name}-check": one.points for one in lesson.exercises}
    assert len(found) == 2 * len(names)


@each_lesson
def test_the_metadata_is_version_3_and_holds_no_other_key(course, lesson):
    for one in about(course, lesson):
        assert one["schema_version"] == 3 and not one["task"]
        assert set(one) - {"points"} == KEYS and ("points" in one) == one["grade"]
        assert re.fullmatch(r"[a-zA-Z0-9_-]+", one["grade_id"])


@each_lesson
def test_ids_are_unique(course, lesson):
    notebook = source(course, lesson)
    ids = [cell["id"] for cell in notebook["cells"]]
    names = [one["grade_id"] for one in about(course, lesson)]
    assert len(set(ids)) == len(ids) and len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", one) for one in ids)


@each_lesson
def test_a_check_ends_with_the_call_that_gives_its_score(course, lesson):
    for cell in source(course, lesson)["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            (statement,) = ast.parse(cell["source"]).body
            assert isinstance(statement, ast.Expr) and f"{statement.value.func.attr}-check" == cell["id"]


@each_lesson
def test_all_of_the_lesson_is_there_in_its_order(lesson):
    printed = json.loads((cells.NOTEBOOKS / f"{lesson.stem}.ipynb").read_text(encoding="utf-8"))
    before = ["".join(cell["source"]) for cell in printed["cells"]]
    after = ["".join(part.cell["source"]) for part in cells.parts(lesson)]
    assert "\n".join(before).split() == "\n".join(after).split()


def test_a_check_behind_other_statements_becomes_a_cell_of_its_own():
    assert cells.split("zeros = ...  # your number\n\ncheck.zeros_in_100(zeros)") == (
        "zeros = ...  # your number",
        "zeros_in_100",
    )
    assert cells.split("check.progress()") == ("check.progress()", None)
    assert cells.split("check.drop_mask(drop_mask)") == ("", "drop_mask")
    assert cells.split("# nothing") == ("# nothing", None)


# No answer in it


def test_no_solution_is_in_either_export(course, otter):
    solutions = {bare(solution_of(lesson.answers[one.name], lesson.name)) for lesson, one in EXERCISES}
    for folder in (course, otter):
        assert not {"lessons", "solutions"} & {path.name for path in folder.rglob("*")}
        texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
        for path in folder.rglob("*.ipynb"):
            texts += ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
        assert not solutions & set(map(bare, texts))
        assert not any(one in words for one in solutions if one.count("\n") > 1 for words in texts)


@each_lesson
def test_an_answer_cell_holds_the_stub_that_learners_get(course, lesson):
    for cell in source(course, lesson)["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            assert any(stub.startswith(bare(cell["source"])) for stub in lesson.stubs)
            assert not cell["outputs"] and cell["execution_count"] is None


def test_the_course_folder_holds_what_notebooks_import_and_not_the_judge(course, otter):
    for folder in (course, otter):
        assert (folder / "utils" / "checks" / "exercise.py").exists() and (folder / "data").is_dir()
        assert not (folder / "utils" / "classroom").exists() and (folder / "requirements.txt").exists()
        assert not list(folder.rglob("__pycache__"))


def test_it_runs_in_a_sandbox_where_there_is_one_and_else_says_that_it_does_not(monkeypatch, tmp_path, capsys):
    for number, (problem, setting) in enumerate([(None, "True"), ("No bubblewrap here.", "False")]):
        monkeypatch.setattr(sandbox, "problem", lambda problem=problem: problem)
        exports.main(["nbgrader", "--out", str(tmp_path / str(number))])
        assert f"SANDBOX = {setting}" in (tmp_path / str(number) / "nbgrader_config.py").read_text()
        assert ("NOT ISOLATED" in capsys.readouterr().out) == (problem is not None)


# The verb


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "gradebook.db").write_text("marks")
    for grader in exports.GRADERS:
        assert exports.main([grader, "--out", str(tmp_path)]) == 1
        assert "is not empty" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]


def test_an_empty_folder_will_do(tmp_path):
    assert exports.main(["otter", "--out", str(tmp_path)]) == 0


def test_where_a_file_is_in_the_way_one_sentence_says_so(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert exports.main(["otter", "--out", str(tmp_path / "file" / "inside")]) == 1
    assert "name another folder" in capsys.readouterr().out


def test_it_is_a_verb_of_start():
    assert "export" in verbs.VERBS


# The score of a check


def right(shape, rate, rng):
    return (rng.random(shape) >= rate) * 1.0


def swapped(shape, rate, rng):
    return (rng.random(shape) < rate) * 1.0


def stub(shape, rate, rng):
    raise NotImplementedError


@pytest.mark.parametrize(
    "answer",
    [right, swapped, stub, None, ..., 3, float("nan")],
    ids=lambda one: getattr(one, "__name__", repr(one)),
)
def test_while_nbgrader_grades_a_check_returns_its_points(monkeypatch, capfd, answer):
    result = check.drop_mask.grade(answer)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setattr("utils.checks.progress.record", lambda *given: pytest.fail("progress is a learner's own"))
    points = check.drop_mask(answer)
    assert points == pytest.approx(result.score * check.drop_mask.points, abs=1e-4)
    assert type(points) is float and 0 <= points <= check.drop_mask.points
    assert (points == check.drop_mask.points) == result.ok
    said = capfd.readouterr()
    assert result.message in said.out and not said.err


def test_otherwise_a_check_returns_nothing(monkeypatch):
    assert "NBGRADER_EXECUTION" not in os.environ
    assert check.drop_mask(right) is None


# otter


def test_an_otter_test_names_its_exercise_its_points_and_nothing_of_a_solution(otter):
    for lesson, exercise in EXERCISES:
        written = (otter / lesson.stem / "tests" / f"{exercise.name}.py").read_text(encoding="utf-8")
        named = {
            one.targets[0].id: ast.literal_eval(one.value)
            for one in ast.parse(written).body
            if isinstance(one, ast.Assign)
        }
        assert named == {"OK_FORMAT": False, "name": exercise.name, "points": exercise.points}


@pytest.mark.slow
@pytest.mark.parametrize("answer", [right, swapped, stub, ...], ids=lambda one: getattr(one, "__name__", repr(one)))
def test_an_otter_test_has_the_verdict_of_the_check(monkeypatch, otter, answer):
    """Run without otter: its decorator is stood in for by one that leaves the function as it is."""
    lesson = lessons()[1]
    written = (otter / lesson.stem / "tests" / "drop_mask.py").read_text(encoding="utf-8")
    body = written.partition("\n")[2]
    names = {"test_case": lambda points: lambda function: function}
    exec(body, names)
    given = {} if answer is ... else {"drop_mask": answer}
    if check.drop_mask.grade(answer).ok:
        names["drop_mask"](given)
    else:
        with pytest.raises(AssertionError, match=re.escape(check.drop_mask.grade(answer).message[:40])):
            names["drop_mask"](given)
