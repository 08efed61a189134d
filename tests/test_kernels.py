"""What the kernels of notebooks are told when the notebooks are tested."""

import runpy
from pathlib import Path

import pytest

from tests import kernels
from utils import studies, training
from utils.studies import Study

ROOT = Path(__file__).resolve().parent.parent


def test_a_solution_is_strict_and_has_a_progress_of_its_own():
    stuck, solved = (kernels.variables(ROOT / folder / "01_first.ipynb") for folder in ("notebooks", "solutions"))
    assert (stuck["COURSE_STRICT"], solved["COURSE_STRICT"]) == ("0", "1")
    assert stuck["COURSE_PROGRESS"] != solved["COURSE_PROGRESS"]


def test_only_the_notebooks_of_one_lesson_share_their_studies(monkeypatch):
    monkeypatch.setattr(kernels, "LONG", False)
    places = [("notebooks", "01_first"), ("solutions", "01_first"), ("solutions", "02_second")]
    one, twin, other = (kernels.variables(ROOT / folder / f"{name}.ipynb") for folder, name in places)
    assert one["COURSE_STUDIES"] == twin["COURSE_STUDIES"] != other["COURSE_STUDIES"]
    monkeypatch.setattr(kernels, "LONG", True)
    assert "PYTHONSTARTUP" not in kernels.variables(ROOT / "solutions" / "01_first.ipynb")


@pytest.fixture
def a_kernel_starts(monkeypatch, tmp_path):
    """Return what starts a kernel in which nothing is really trained, and a list of what would be."""
    monkeypatch.setenv("COURSE_STUDIES", str(tmp_path / "01_first"))
    trained = []

    def train(arms, data, *, seeds, epochs):
        trained.append(epochs)
        return Study({arm: [] for arm in arms}, tuple(seeds))

    def train_one(build, data, *, epochs, watch=None):
        trained.append(epochs)
        return [epochs]

    def start():
        monkeypatch.setattr(studies, "study", train)
        monkeypatch.setattr(training, "fit", train_one)
        monkeypatch.setattr(training, "over_seeds", train_one)
        runpy.run_path(str(kernels.STARTUP))

    return start, trained


def test_a_study_is_trained_in_the_first_notebook_and_read_in_its_twin(a_kernel_starts):
    start, trained = a_kernel_starts
    arms, found = [{"none": len}, {"none": len, "more": len}], []
    for _ in range(2):
        start()
        found.append([studies.study(some, None, seeds=range(2), epochs=len(some)) for some in arms])
    assert trained == [1, 2]
    assert (
        [one.runs for one in found[0]] == [one.runs for one in found[1]] == [{"none": []}, {"none": [], "more": []}]
    )


def test_so_is_one_net_and_what_watches_it_may_differ(a_kernel_starts):
    start, trained = a_kernel_starts
    for watch in (None, print):
        start()
        assert training.fit(len, None, epochs=5, watch=watch) == [5]
        assert training.over_seeds(len, None, epochs=6) == [6]
    assert trained == [5, 6]


@pytest.mark.parametrize(("arms", "seeds"), [({"other": len}, (0, 1)), ({"none": len}, (0, 2))])
def test_a_twin_that_would_train_otherwise_is_noticed(a_kernel_starts, arms, seeds):
    start, _ = a_kernel_starts
    start()
    studies.study({"none": len}, None, seeds=(0, 1), epochs=1)
    start()
    with pytest.raises(AssertionError, match="train otherwise"):
        studies.study(arms, None, seeds=seeds, epochs=1)
