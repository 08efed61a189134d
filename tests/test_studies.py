"""A study gives the runs that over_seeds gives, survives what fails, and says how far it is."""

import math
import threading
from dataclasses import replace

import numpy as np
import pytest

from utils.studies import Done, Failure, Study, engine, kept, ledger, study, worker
from utils.training import Run

SEEDS = (0, 3)


class Pretended:
    """Stands in for a Training: an arm's `build` returns its score, to which the seed adds a hundredth."""

    trained = []  # noqa: RUF012

    def __init__(self, seeds, epochs, batch_size, history=True):
        self.history = history

    def train(self, build, data, seed):
        score, loss = build() + seed / 100, 1 - build() if data != "exploding" else math.nan
        self.trained.append((build(), seed))
        losses = {"test": loss, "validation": 0.1 / 3, "train": loss}
        return Run(
            seed,
            {"test": score, "validation": 0.5, "train": 1.0},
            losses,
            {"train_loss": [1.0, loss]} if self.history else {},
            None,
        )


class Marks:
    """Stands in for the marks of a run: what `build` returns, and the data."""

    def __init__(self, build, epochs, batch_size, measure=None):
        self.build, self.settings = build, settings(epochs, batch_size)

    def of(self, data):
        return self.settings | {"arm": repr(self.build()), "data": repr(data)}


def settings(epochs, batch_size):
    return {"keras": "3", "epochs": epochs, "batch size": batch_size}


@pytest.fixture(autouse=True)
def pretend(request, monkeypatch):
    if "slow" not in request.keywords:
        monkeypatch.setattr(worker, "Training", Pretended)
        monkeypatch.setattr(worker, "Marks", Marks)
        monkeypatch.setattr(ledger, "settings", settings)
        monkeypatch.setattr(Pretended, "trained", [])


def arm(score):
    return lambda: score


ARMS = {"none": arm(0.5), "element": arm(0.6)}


def done(arms=ARMS, data="images", **options):
    return study(arms, data, **(dict(seeds=SEEDS, epochs=2, jobs=1) | options))


def raising(problem):
    def build():
        raise problem

    return build


def test_scores_and_losses_stand_by_arm_in_the_order_of_the_seeds():
    found = done()
    assert found.scores() == {"none": [0.5, 0.53], "element": [0.6, 0.63]}
    assert found.scores("validation") == {"none": [0.5, 0.5], "element": [0.5, 0.5]}
    assert np.allclose(found.losses()["element"], [0.4, 0.4])
    assert found.seeds == SEEDS and found.failures == ()


def test_progress_counts_the_runs_and_ends_with_nothing_left():
    heard = []
    done(ARMS | {"block": arm(0.7)}, watch=heard.append)
    assert [(one.done, one.runs) for one in heard] == [(n, 6) for n in range(1, 7)]
    assert heard[-1].seconds_left == 0 < heard[0].seconds_left


def test_a_run_is_told_while_the_next_one_of_its_arm_goes_on():
    told = threading.Event()

    def data(seed):
        assert seed == 0 or told.wait(5), "the first run was not told before the second began"
        return "images"

    found = done({"none": arm(0.5)}, data, watch=lambda progress: told.set())
    assert found.failures == ()


def test_a_watch_that_fails_stops_nothing(capsys):
    found = done(watch=lambda progress: 1 / 0)
    assert len(found.scores()["element"]) == 2
    assert (
        capsys.readouterr().out
        == "The study goes on unwatched: watch failed with ZeroDivisionError: division by zero\n"
    )


def test_ctrl_c_keeps_the_runs_that_are_finished(capsys):
    def data(seed):
        if seed == 3 and len(Pretended.trained) > 2:
            raise KeyboardInterrupt
        return "images"

    found = done(data=data)
    assert found.scores()["none"] == [0.5, 0.53] and found.scores()["element"][0] == 0.6
    assert math.isnan(found.scores()["element"][1])
    assert capsys.readouterr().out == "Stopped: 3 of 4 runs are finished.\n"
    assert repr(found) == "Study of 2 arms x 2 seeds, 1 of them missing: table(), plot(), best()"


def test_an_arm_that_fails_is_said_once_and_the_rest_goes_on(capsys):
    arms = {
        "none": arm(0.5),
        "huge": raising(MemoryError()),
        "typo": raising(TypeError("no\n\x1b[1msuch\x1b[0m layer")),
    }
    found = done(arms | {"element": arm(0.6)})
    assert list(found.scores()) == ["none", "element"] and found.runs["huge"] == []
    assert found.failures[0] == Failure("huge", 0, "MemoryError")
    said = "Failed: arm 'huge', seeds 0, 3: MemoryError\nFailed: arm 'typo', seeds 0, 3: TypeError: no such layer\n"
    assert capsys.readouterr().out == said


def test_data_that_cannot_be_had_cost_their_seed_alone(capsys):
    found = done(data=lambda seed: "images" if seed else {}["nothing"])
    assert [(one.arm, one.seed, one.reason) for one in found.failures] == [
        ("none", 0, "KeyError: 'nothing'"),
        ("element", 0, "KeyError: 'nothing'"),
    ]
    assert np.isnan(found.scores()["none"][0]) and found.scores()["none"][1] == 0.53


def test_a_run_that_diverged_is_a_failure(capsys):
    found = done({"none": arm(0.5)}, lambda seed: "exploding" if seed else "images")
    assert capsys.readouterr().out == "Failed: arm 'none', seed 3: the loss is not a number from epoch 2 on\n"
    assert [run.seed for run in found.runs["none"]] == [0]


def test_without_a_history_a_run_that_diverged_is_a_failure_too(capsys):
    done({"none": arm(0.5)}, lambda seed: "exploding" if seed else "images", history=False)
    assert capsys.readouterr().out == "Failed: arm 'none', seed 3: the loss is not a number after the last epoch\n"


def test_what_is_kept_has_its_history_in_any_case(tmp_path):
    assert done(history=False).runs["none"][0].history == {}
    done(keep=tmp_path, history=False)
    assert done(keep=tmp_path).runs == done().runs


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(arms={}), "Expected arms as"),
        (dict(arms={"none": "a model"}), "Expected arms as .*a function that builds a model"),
        (dict(seeds=[1, 2, 1]), r"every seed once; got \[1, 2, 1\]"),
        (dict(seeds=[]), "at least one seed"),
        (dict(seeds=4), r"Give range\(4\)"),
        (dict(epochs=0), "Expected epochs as a whole number"),
        (dict(keep=__file__), "Expected keep as a folder for the finished runs; got the file"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused_at_once(arguments, message):
    with pytest.raises(ValueError, match=message):
        done(**arguments)
    assert not Pretended.trained


def files(folder):
    return {path.name: path.read_text() for path in folder.glob("*.run.json")}


def test_a_kept_study_goes_on_and_does_nothing_twice(tmp_path):
    first = done(keep=tmp_path, seeds=[3])
    kept, Pretended.trained[:] = files(tmp_path), []
    heard = []
    found = done(ARMS | {"block": arm(0.7)}, keep=tmp_path, watch=heard.append)
    assert sorted(Pretended.trained) == [(0.5, 0), (0.6, 0), (0.7, 0), (0.7, 3)]
    assert found.runs["none"][1] == first.runs["none"][0] and kept.items() <= files(tmp_path).items()
    assert [one.done for one in heard] == [3, 4, 5, 6] and heard[-1].seconds_left == 0
    assert (found.scores(), found.losses("validation")) == (
        done(ARMS | {"block": arm(0.7)}).scores(),
        {name: [0.1 / 3] * 2 for name in ("none", "element", "block")},
    )


def test_a_study_that_is_kept_whole_trains_nothing_and_says_so(tmp_path):
    first, heard = done(keep=tmp_path), []
    Pretended.trained.clear()
    assert done(keep=tmp_path, watch=heard.append).runs == first.runs
    assert heard == [Done(4, 4, 0.0)] and not Pretended.trained


def test_fewer_arms_or_seeds_than_are_kept_are_taken_from_there(tmp_path):
    done(keep=tmp_path)
    Pretended.trained.clear()
    assert done({"element": arm(0.6)}, seeds=[3], keep=tmp_path).scores() == {"element": [0.63]}
    assert not Pretended.trained


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (dict(epochs=3), "epochs 3 is asked for, 2 is kept"),
        (dict(batch_size=16, epochs=1), "epochs 1 is asked for, 2 is kept; batch size 16 is asked for, 32 is kept"),
        (
            dict(data=lambda seed: f"images {seed}", seeds=[3]),
            "the data of seed 0 are others; the data of seed 3 are",
        ),
        (
            dict(arms={"none": arm(0.4), "element": arm(0.6)}),
            "got another: the arm 'none' is built otherwise. Give",
        ),
        (dict(arms={"none": arm(0.5), "element": arm(0.5)}, seeds=[7]), "the arm 'element' is built otherwise"),
        (dict(arms={"block": arm(0.7)}), "it holds the arms element, none, and none of these is asked for"),
        (dict(arms={"none": arm(0.5)}, epochs=1), "epochs 1 is asked for"),
    ],
)
def test_a_folder_of_another_study_is_refused_with_what_differs(tmp_path, changed, message):
    done(keep=tmp_path)
    kept = files(tmp_path)
    with pytest.raises(ValueError, match=message):
        done(keep=tmp_path, **changed)
    assert files(tmp_path) == kept


def test_other_versions_are_refused(tmp_path, monkeypatch):
    done(keep=tmp_path)
    of = Marks.of
    monkeypatch.setattr(Marks, "of", lambda marks, data: of(marks, data) | {"keras": "4"})
    with pytest.raises(ValueError, match="keras 4 is asked for, 3 is kept"):
        done(keep=tmp_path)


DAMAGES = {
    "empty": lambda text: "",
    "truncated": lambda text: text[: len(text) // 2],
    "garbage": lambda text: "\x00\x01" * 40,
    "another number": lambda text: text.replace("0.53", "0.93"),
    "no record": lambda text: "[1, 2]",
    "deep": lambda text: "[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_costs_its_run_alone(tmp_path, damage, capsys):
    whole = done(keep=tmp_path)
    (path,) = tmp_path.glob("none-*-3.run.json")
    path.write_text(DAMAGES[damage](path.read_text()))
    Pretended.trained.clear()
    assert done(keep=tmp_path).scores() == whole.scores()
    assert Pretended.trained == [(0.5, 3)]
    assert f"The kept run {path.name} is damaged" in capsys.readouterr().out
    assert path.with_suffix(".damaged").exists() and path.exists()


def test_a_file_under_the_name_of_another_run_is_not_taken_for_it(tmp_path):
    whole = done(keep=tmp_path)
    (path,), (other,) = tmp_path.glob("none-*-3.run.json"), tmp_path.glob("none-*-0.run.json")
    path.write_text(other.read_text())
    assert done(keep=tmp_path).scores() == whole.scores()


def test_foreign_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "notes.json").write_text("mine")
    done(keep=tmp_path)
    assert (tmp_path / "notes.json").read_text() == "mine"


def test_names_of_arms_may_be_anything(tmp_path):
    arms = {"a/b": arm(0.1), "A/B": arm(0.2), "a b": arm(0.3), "": arm(0.4), 0.25: arm(0.5), "é" * 300: arm(0.6)}
    first = done(arms, keep=tmp_path)
    assert done(arms, keep=tmp_path).scores() == first.scores() and len(files(tmp_path)) == 12


def test_a_second_study_at_the_same_time_is_refused(tmp_path):
    def second():
        return done(keep=tmp_path)

    found = done({"none": second}, keep=tmp_path)
    assert "RuntimeError: Expected a folder to itself; another study is at work in" in found.failures[0].reason
    assert found.failures[0].seed == 0


def test_runs_of_a_machine_that_does_not_see_the_folder_are_kept_all_the_same(tmp_path, monkeypatch):
    there, train = kept.Folder(tmp_path / "not there", lasting=True), engine.train
    monkeypatch.setattr(engine, "train", lambda part: train(replace(part, folder=there)))
    done(keep=tmp_path)
    assert len(files(tmp_path)) == 4 and not there.path.exists()
    Pretended.trained.clear()
    assert done(keep=tmp_path).scores()["element"] == [0.6, 0.63] and not Pretended.trained


def test_failures_are_not_kept_and_so_tried_again(tmp_path):
    assert done({"none": arm(0.5), "new": raising(MemoryError())}, keep=tmp_path).failures
    assert not done({"none": arm(0.5), "new": arm(0.7)}, keep=tmp_path).failures


@pytest.mark.parametrize(("arms", "workers", "pieces"), [(6, 2, 6), (5, 2, 6), (1, 4, 4), (3, 4, 6), (2, 64, 16)])
def test_an_arm_stays_whole_unless_a_worker_would_idle(arms, workers, pieces):
    from utils.studies.engine import _pieces

    parts = [worker.Part(name, None, None, tuple(range(8)), 1, 1, None) for name in range(arms)]
    found = _pieces(parts, workers)
    assert len(found) == pieces
    assert sorted((one.arm, seed) for one in found for seed in one.seeds) == [
        (name, seed) for name in range(arms) for seed in range(8)
    ]


def test_an_arm_in_the_order_given_whatever_finishes_first():
    found = Study({"b": [Run(0, {"test": 0.1}, {}, {}, None)], "a": [Run(0, {"test": 0.2}, {}, {}, None)]}, (0,))
    assert list(found.scores()) == ["b", "a"]
