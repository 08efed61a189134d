"""A study gives the runs that over_seeds gives arm by arm, keeps what is finished, and says how far it is."""

import numpy as np
import pytest

from utils import studies
from utils.studies import Study, study

SEEDS = (0, 3)


class Run:
    """Stands in for a Run of utils.training."""

    def __init__(self, score):
        self.scores, self.losses = {"test": score, "validation": 0.5}, {"test": 1 - score}


def over_seeds(build, data, *, seeds, epochs, batch_size):
    if build == "stop":
        raise KeyboardInterrupt
    return [Run(build + seed / 100) for seed in seeds]


@pytest.fixture
def pretend(monkeypatch):
    monkeypatch.setattr(studies, "over_seeds", over_seeds)


def test_scores_and_losses_stand_by_arm_in_the_order_of_the_seeds(pretend):
    found = study({"none": 0.5, "element": 0.6}, None, seeds=SEEDS, epochs=1, jobs=1)
    assert found.scores() == {"none": [0.5, 0.53], "element": [0.6, 0.63]}
    assert found.scores("validation") == {"none": [0.5, 0.5], "element": [0.5, 0.5]}
    assert np.allclose(found.losses()["element"], [0.4, 0.37])
    assert found.seeds == SEEDS


def test_progress_counts_the_arms_and_ends_with_nothing_left(pretend):
    heard = []
    study({"none": 0.5, "element": 0.6, "block": 0.7}, None, seeds=SEEDS, epochs=1, jobs=1, watch=heard.append)
    assert [(one.done, one.arms) for one in heard] == [(1, 3), (2, 3), (3, 3)]
    assert heard[-1].seconds_left == 0 < heard[0].seconds_left


def test_ctrl_c_keeps_the_arms_that_are_finished(pretend, capsys):
    found = study({"none": 0.5, "element": "stop", "block": 0.7}, None, seeds=SEEDS, epochs=1, jobs=1)
    assert list(found.runs) == ["none"]
    assert "Stopped: 1 of 3 arms finished." in capsys.readouterr().out


def test_an_arm_in_the_order_given_whatever_finishes_first(pretend):
    found = Study({"b": [Run(0.1)], "a": [Run(0.2)]}, (0,))
    assert list(found.scores()) == ["b", "a"]


@pytest.mark.slow
def test_two_processes_give_the_same_numbers_and_models_as_one():
    import keras

    from utils.data import load
    from utils.models import cnn
    from utils.training import over_seeds as one_by_one

    def arm(rate):
        dropout = lambda: keras.layers.Dropout(rate)  # noqa: E731
        return lambda: cnn((8, 8, 1), 10, filters=(4,), module="conv pool dropout", dropout=dropout)

    arms, data = {"weak": arm(0.1), "strong": arm(0.6)}, lambda seed: load("digits", train=60, seed=seed)
    found = study(arms, data, seeds=SEEDS, epochs=2, jobs=2)
    for name, build in arms.items():
        runs = one_by_one(build, data, seeds=SEEDS, epochs=2)
        assert found.scores()[name] == [run.scores["test"] for run in runs]
        x = data(0).test.x[:5]
        assert np.allclose(found.runs[name][0].model()(x), runs[0].model()(x))
