"""What a learner calls and a teacher runs: feedback, hints, the solution, grades."""

import ast
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.long_proof import LONG, sample
from utils.checks import exercise as exercises
from utils.checks import lesson00, lesson01, lesson02, lesson03, lesson04
from utils.checks import lesson01 as check
from utils.checks.exercise import CheckFailed, Exercise
from utils.checks.lesson_text import solution_of

ROOT = Path(__file__).resolve().parent.parent
NUMBERED = (lesson00, lesson01, lesson02, lesson03, lesson04)
LESSONS = {f"lesson{number:02d}": lesson for number, lesson in enumerate(NUMBERED)}
EXERCISES = [one for lesson in LESSONS.values() for one in lesson.EXERCISES]
GRADED = [one for one in EXERCISES if one.called]


def named(one):
    return one.name


def of_numpy(exercises):
    return [one for one in exercises if not one.keras]


def doubled(answer, law):
    """Double the numbers."""
    x = np.ones(3)
    law.close("every number is doubled", law.call(answer, x), 2 * x)
    law.close("threes become sixes", law.call(answer, 3 * x), 6 * x)


def right(x):
    return 2 * x


def half_right(x):
    return 2 * x if x[0] == 1 else x


def unwritten(x):
    raise NotImplementedError


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An exercise that nobody has tried yet."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress"))
    return Exercise(doubled, "9.4", hints=("Which?", "This.", "Code:\nreturn ..."), called="a function")


# Grades


def test_a_grade_neither_prints_nor_writes(fresh, capfd, tmp_path):
    for answer in (right, half_right, unwritten, None, 3, lambda x: print(x), lambda x: 1 / 0, ...):
        fresh.grade(answer)
    assert capfd.readouterr() == ("", "")
    assert not (tmp_path / "progress").exists()


@pytest.mark.parametrize(
    ("answer", "status", "score"),
    [(right, "passed", 1), (half_right, "not yet", 3 / 4), (unwritten, "not started", 0), (..., "not started", 0)],
)
def test_the_score_is_the_share_of_laws_that_hold(fresh, answer, status, score):
    result = fresh.grade(answer)
    assert (result.status, result.score) == (status, score)
    assert result.message.strip() and result.exercise == "doubled" and result.ok == (status == "passed")


ANSWERS = [right, half_right, unwritten, None, 7, lambda x: x * np.nan, lambda x: 1e300 * x, lambda x: "six", ...]


def by_turns(exercises):
    """Hand a third of ANSWERS to each exercise, in the quick run one, in the long proof all of them."""
    for place, one in enumerate(exercises):
        for turn, answer in enumerate(ANSWERS):
            if LONG or (place + turn) % 3 == 0:
                slow = (place + turn) % len(ANSWERS) > 0
                yield pytest.param(one, answer, id=f"{one.name}-{turn}", marks=[pytest.mark.slow] * slow)


@pytest.mark.parametrize(("exercise", "answer"), [*by_turns(of_numpy(GRADED))])
def test_every_score_is_finite_and_1_means_passed(exercise, answer):
    result = exercise.grade(answer)
    assert math.isfinite(result.score) and 0 <= result.score <= 1
    assert (result.score == 1) == (result.status == "passed")


def test_all_laws_are_stated_even_after_one_is_broken(fresh):
    names = [law.name for law in fresh.grade(right).laws]
    assert [law.name for law in fresh.grade(half_right).laws] == names
    assert {law.name for law in fresh.grade(lambda x: None).laws} == set(names)


@pytest.mark.parametrize("keras", [False, True], ids=["apart", "here"])
def test_an_answer_that_ends_early_keeps_the_points_it_had(fresh, monkeypatch, keras):
    monkeypatch.setattr(fresh, "keras", keras)

    def late(x):
        while x[0] == 3:
            pass
        return 2 * x

    result = fresh.grade(late, seconds=0.3)
    assert result.score == 1 / fresh.size() == 1 / 4
    assert "0.3 s" in result.message


def test_a_fault_of_the_check_itself_is_owned_up_to():
    def faulty(answer, law):
        """Be faulty."""
        raise ZeroDivisionError("of ours")

    for keras in (False, True):
        result = Exercise(faulty, "9.5", keras=keras).grade(right)
        assert result.status == "not yet"
        assert "(ZeroDivisionError: of ours): report it, the fault may not be yours." in result.message


@pytest.mark.parametrize("keras", [False, True], ids=["apart", "here"])
def test_a_grade_depends_on_the_seed_alone(keras, monkeypatch):
    monkeypatch.setattr(check.drop_mask, "keras", keras)

    def drop_mask(shape, rate, rng):
        return (rng.random(shape) >= 1.02 * rate) * 1.0

    results = [check.drop_mask.grade(drop_mask, seed=seed) for seed in (0, 1, 0)]
    assert results[0] == results[2] != results[1]


# Calls


def test_feedback_is_shown_and_remembered(fresh, capsys):
    fresh(half_right)
    fresh(right)
    assert [line[0] for line in capsys.readouterr().out.splitlines() if "doubled ·" in line] == ["✘", "✔"]
    assert exercises.progress.read("lesson09")["doubled"]["status"] == "passed"


def test_a_check_of_nothing_says_what_to_hand_over(fresh, capsys):
    fresh()
    assert "Hand over a function called doubled: `check.doubled(doubled)`." in capsys.readouterr().out
    check.zeros_in_100(...)
    assert "in place of the three dots" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [half_right, unwritten, None, ...])
def test_a_strict_run_stops_at_what_has_not_passed(fresh, monkeypatch, answer):
    monkeypatch.setenv("COURSE_STRICT", "1")
    fresh(right)
    with pytest.raises(CheckFailed) as failed:
        fresh(answer)
    result = fresh.grade(answer) if answer is not ... else None
    assert str(failed.value).startswith("doubled: ")
    assert result is None or result.message in str(failed.value)
    monkeypatch.setenv("COURSE_STRICT", "0")
    fresh(answer)


def test_the_name_of_an_exercise_says_how_to_use_it(fresh):
    assert repr(fresh) == (
        "Exercise 9.4 · doubled: Double the numbers. (1 points, about 5 minutes) Run check.doubled(doubled)."
    )


# Hints and solutions


def test_hints_come_one_by_one_and_then_the_way_to_the_solution(fresh, capsys):
    shown = []
    for _ in range(5):
        fresh.hint()
        shown.append(capsys.readouterr().out)
    assert [text.count("Hint ") for text in shown] == [1, 2, 3, 3, 3]
    assert ["solution()" in text for text in shown] == [False, False, True, True, True]
    assert "Hint 1 of 3 · Which?" in shown[0] and "return ..." in shown[2]


LESSON = '''
# %% tags=["exercise"]
def doubled(x):
    """Double x."""
    raise NotImplementedError

# %% tags=["solution"]
def undoubled(x):
    return x / 2

# %% tags=["solution"]
def doubled(x):
    """Double x."""
    return 2 * x

# %% tags=["solution"]
best = "depends"
'''


def test_the_solution_waits_for_an_answer_of_your_own(fresh, capsys, monkeypatch):
    monkeypatch.setattr(exercises, "solution_of", lambda name, lesson: f"def {name}(x): # {lesson}")
    fresh.solution()
    fresh(unwritten)
    fresh(...)
    fresh.solution()
    assert capsys.readouterr().out.count("Try it once first") == 2
    fresh(half_right)
    fresh.solution()
    assert "def doubled(x): # lesson09" in capsys.readouterr().out
    tomorrow = Exercise(doubled, "9.4", called="a function")
    tomorrow.solution()
    assert "def doubled(x): # lesson09" in capsys.readouterr().out


def test_a_copy_without_solutions_says_so(fresh, capsys, monkeypatch):
    monkeypatch.setattr(exercises, "solution_of", lambda name, lesson: None)
    fresh(half_right)
    fresh.solution()
    assert "This copy of the course holds no solutions: ask your teacher." in capsys.readouterr().out


def test_a_solution_is_found_in_its_lesson_by_name(tmp_path):
    (tmp_path / "09_doubling.py").write_text(LESSON)
    (tmp_path / "10_more.py").write_text(LESSON.replace("2 * x", "3 * x"))
    assert solution_of("doubled", "lesson09", tmp_path) == 'def doubled(x):\n    """Double x."""\n    return 2 * x'
    assert "3 * x" in solution_of("doubled", "lesson10", tmp_path)
    assert solution_of("best", "lesson09", tmp_path) == 'best = "depends"'
    for name, lesson in (("double", "lesson09"), ("doubled", "lesson08"), ("x", "lesson09")):
        assert solution_of(name, lesson, tmp_path) is None
    assert solution_of("doubled", "lesson09", tmp_path / "nowhere") is None


# Each lesson


@pytest.mark.parametrize("name", LESSONS)
def test_tab_completion_lists_the_exercises_and_nothing_else(name):
    check = LESSONS[name]
    assert dir(check) == sorted([one.name for one in check.EXERCISES] + ["progress"])
    assert all(getattr(check, one.name) is one and one.lesson == name for one in check.EXERCISES)


@pytest.mark.parametrize("one", EXERCISES, ids=named)
def test_each_exercise_tells_a_learner_all_there_is_to_tell(one):
    assert len(one.hints) == 3 and all(hint.strip() for hint in one.hints)
    assert one.minutes > 0 and one.difficulty in (1, 2, 3)
    assert (one.points > 0) == (one.lesson != "lesson00")  # the start page counts for nothing
    assert one.__doc__.strip() and one.passed.strip() and one.invitation.strip()
    assert one.name in repr(one)


RIGHT = {"share_in_five": 0.6, "zeros_in_100": 20, "mean_after_drop": 1, "best_rate": "depends"}
RIGHT |= {"dead_outputs": 144, "one_filter_or_all": "all", "max_of_ones": 1.875, "bn_ratio": 0.41}
RIGHT |= {"side_after": 5, "two_dropouts": 0.51, "parameters_added": 0}
RIGHT |= {"who_says_dropout": "text", "skip_or_bottleneck": "skip", "mc_std_of_predict": 0}


def test_each_prediction_has_its_right_value_here():
    assert set(RIGHT) == {one.name for one in EXERCISES if not one.called}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_prediction_meets_as_many_laws_as_it_counts(name):
    prediction = next(one for one in EXERCISES if one.name == name)
    result = prediction.grade(RIGHT[name])
    assert result.ok and prediction.size() == len(result.laws)
    assert not prediction.grade("a guess").ok and prediction.grade(...).status == "not started"


NUMPY_ONLY = """
import sys
sys.path.insert(0, ".")
import numpy as np
from utils.checks import lesson00, lesson01, lesson02, lesson03, lesson04
for one in (one for lesson in (lesson00, lesson01, lesson02, lesson03, lesson04) for one in lesson.EXERCISES):
    if not one.keras:
        one.grade(lambda *given, **options: given[0])
        one(3)
        one.hint()
lesson02.progress()
print("\\nloaded:", [name for name in ("tensorflow", "keras", "matplotlib", "IPython") if name in sys.modules])
"""


@pytest.mark.slow
def test_a_numpy_exercise_never_loads_tensorflow_or_matplotlib(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", NUMPY_ONLY], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded: []"


@pytest.mark.slow
@pytest.mark.parametrize("name", sample(LESSONS, 2))
def test_every_stub_of_the_lesson_reads_not_started(name):
    keras = pytest.importorskip("keras")
    check = LESSONS[name]
    lesson = next((ROOT / "lessons").glob(f"{name[-2:]}_*.py"), None)
    if lesson is None:
        pytest.skip("this copy of the course holds no lessons")
    cells = lesson.read_text(encoding="utf-8").split("# %%")
    stubs = [cell.partition("\n")[2] for cell in cells if 'tags=["exercise"]' in cell.partition("\n")[0]]
    kinds = (ast.FunctionDef, ast.ClassDef)
    defined = [node for stub in stubs for node in ast.parse(stub).body if isinstance(node, kinds)]
    assert {node.name for node in defined} <= set(dir(check))
    for node in defined:
        names = {"keras": keras}
        exec(ast.unparse(node), names)
        result = getattr(check, node.name).grade(names[node.name], seconds=60)
        assert result.status == "not started", node.name
