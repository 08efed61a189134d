"""A study in a file: its numbers come back, another file is refused, what ships is what the script says."""

import json
import runpy
from pathlib import Path

import pytest

from tests.long_proof import sample
from utils.data import load
from utils.models import PLACEMENTS, placed
from utils.studies import Failure, Study, read_study, save_study, shipped_study
from utils.training import Run, fit

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "data" / "make_placement_studies.py"


def study():
    def runs(better):
        scores = {"validation": 0.8 + better, "test": 1 / 3}
        return [Run(seed, scores, {"validation": 0.1 + seed / 7, "test": 0.2}, {}, None) for seed in (4, 7)]

    return Study({"none": runs(0), "channel": runs(0.1)[:1]}, (4, 7), (Failure("channel", 7, "out of memory"),))


def test_a_saved_study_comes_back_with_every_number(tmp_path):
    save_study(study(), tmp_path / "a.json")
    found = read_study(tmp_path / "a.json")
    assert found.runs == study().runs
    assert (found.seeds, found.failures) == ((4, 7), study().failures)
    assert repr(found.table()) == repr(study().table())


def test_a_study_is_saved_as_the_same_bytes_each_time(tmp_path):
    for name in ("a.json", "b.json"):
        save_study(study(), tmp_path / name)
    save_study(read_study(tmp_path / "a.json"), tmp_path / "c.json")
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"arms": ["a"], "seeds": [1], "failures": [], "runs": [3]}'])
def test_another_file_is_refused_by_name(tmp_path, content):
    (tmp_path / "other.json").write_text(content)
    with pytest.raises(ValueError, match=r"Expected a study that `save_study` wrote; got .*other.json"):
        read_study(tmp_path / "other.json")


def test_the_weights_of_a_run_that_was_read_are_said_to_be_missing(tmp_path):
    save_study(study(), tmp_path / "a.json")
    with pytest.raises(RuntimeError, match="Train it again"):
        read_study(tmp_path / "a.json").runs["none"][0].model()


@pytest.mark.parametrize("name", ["placements_wrong_labels", "placements_few_images"])
def test_a_shipped_study_holds_every_placement_on_every_seed_of_the_script(name):
    script, found = runpy.run_path(str(SCRIPT)), shipped_study(name)
    assert name in script["TASKS"]
    assert list(found.runs) == list(PLACEMENTS)
    assert found.seeds == tuple(script["SEEDS"])
    assert all([run.seed for run in runs] == list(found.seeds) for runs in found.runs.values())
    assert json.loads((ROOT / "data" / f"{name}.json").read_text())["failures"] == []


@pytest.mark.slow
@pytest.mark.parametrize("placement", sample(["both by maps", "none"], 2))
def test_a_shipped_run_can_be_trained_again(placement):
    drawn, epochs = runpy.run_path(str(SCRIPT))["TASKS"]["placements_few_images"]
    again = fit(lambda: placed(placement), load("digits", seed=3, **drawn), epochs=epochs, seed=3)
    kept = shipped_study("placements_few_images").runs[placement][3]
    assert again.scores["test"] == pytest.approx(kept.scores["test"], abs=0.03)  # sums round by processor
