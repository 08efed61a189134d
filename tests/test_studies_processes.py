"""A study of real nets: the same numbers in one process, in several, on a cluster; marks tell arms apart."""

import os
import subprocess
import sys
from pathlib import Path

import keras
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from tests.long_proof import in_the_long_proof
from utils.data import load
from utils.models import cnn, mlp
from utils.studies import marks, study
from utils.training import over_seeds

ROOT = Path(__file__).resolve().parent.parent
SEEDS = (0, 3)


def digits(seed):
    return load("digits", train=60, validation=40, test=40, seed=seed)


def arm(rate):
    def build():
        return cnn(
            (8, 8, 1), 10, filters=(4,), module="conv pool dropout", dropout=lambda: keras.layers.Dropout(rate)
        )

    return build


ARMS = {"weak": arm(0.1), "strong": arm(0.6)}


def same(found, arms=ARMS):
    """Whether a Study holds the Runs that over_seeds gives, with the same weights."""
    for name, build in arms.items():
        runs = over_seeds(build, digits, seeds=SEEDS, epochs=2)
        assert found.runs[name] == runs
        for mine, other in zip(found.runs[name], runs, strict=True):
            assert np.array_equal(mine.model()(digits(0).test.x), other.model()(digits(0).test.x))
    return True


@pytest.mark.slow
def test_one_process_gives_the_runs_of_over_seeds_and_so_does_what_is_kept_of_them(tmp_path):
    options = dict(seeds=SEEDS, epochs=2, jobs=1, keep=tmp_path)
    assert same(study(ARMS, digits, **options))
    assert same(study(ARMS, digits, **options))


@pytest.mark.slow
def test_two_processes_give_the_same_numbers_and_models_as_one():
    arms = {name: (lambda build=build: build()) for name, build in ARMS.items()}
    assert same(study(arms, lambda seed: digits(seed), seeds=SEEDS, epochs=2, jobs=2))


@in_the_long_proof
@pytest.mark.slow
def test_the_same_call_runs_on_a_dask_cluster(tmp_path):
    import joblib
    from dask.distributed import Client, LocalCluster

    def traced(build, name):
        def noting():
            (tmp_path / f"process {os.getpid()}").touch()
            return build()

        return noting

    arms, heard = {name: traced(build, name) for name, build in ARMS.items()}, []
    options = dict(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with LocalCluster(**options) as cluster, Client(cluster), joblib.parallel_config(backend="dask"):
        found = study(arms, digits, seeds=SEEDS, epochs=2, watch=heard.append, keep=tmp_path / "kept")
        workers = {info["id"] for info in cluster.scheduler_info["workers"].values()}
    assert same(found) and len(workers) == 2
    assert len(list(tmp_path.glob("process *"))) >= 2
    assert [one.done for one in heard] == [1, 2, 3, 4]
    assert found.table() == study(ARMS, digits, seeds=SEEDS, epochs=2, jobs=1, keep=tmp_path / "kept").table()


CELL = """
import keras
from utils.data import load
from utils.models import mlp
from utils.plots import LiveBar
from utils.studies import study
arms = {"none": lambda: mlp((8, 8, 1), (4,), (0,), 10), "half": lambda: mlp((8, 8, 1), (4,), (0.5,), 10)}
found = study(arms, load("digits", train=60), seeds=range(3), epochs=1, jobs=1, watch=LiveBar())
found.table()
"""


@in_the_long_proof
@pytest.mark.slow
def test_the_bar_of_a_study_ends_in_its_own_cell():
    cells = [nbformat.v4.new_code_cell(text) for text in (CELL, "1 + 1")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, resources={"metadata": {"path": str(ROOT)}}).execute()
    bar, table = notebook.cells[0].outputs
    assert bar.data["text/plain"] == "6 of 6 runs trained"
    assert "<table>" in table.data["text/html"] and len(notebook.cells[1].outputs) == 1


IMAGE = np.zeros((1, 8, 8, 1), "float32")


def mark(build):
    return marks.model_mark(build, IMAGE)


class Scaled(keras.layers.Layer):
    """A layer of a learner's own."""

    def call(self, images):
        return images * 2


def built(*layers, pretrained=None):
    def build():
        made = [layer() for layer in layers]
        model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Flatten(), *made, keras.layers.Dense(10)])
        if pretrained is not None:
            model.layers[-1].set_weights([np.full((64, 10), pretrained), np.zeros(10)])
        return model

    return build


class Other(Scaled):
    def call(self, images):
        return images * 3


Other.__name__ = "Scaled"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (built(), built(lambda: keras.layers.Dropout(0.1))),
        (built(lambda: keras.layers.Dropout(0.1)), built(lambda: keras.layers.Dropout(0.2))),
        (built(lambda: keras.layers.Dense(64)), built(lambda: keras.layers.Dense(64, trainable=False))),
        (built(), built(pretrained=0.1)),
        (built(pretrained=0.1), built(pretrained=0.2)),
        (built(lambda: Scaled()), built(lambda: Other())),
        (built(lambda: keras.layers.Lambda(lambda x: x * 2)), built(lambda: keras.layers.Lambda(lambda x: x * 3))),
        (built(lambda: keras.layers.Dropout(0.5, seed=1)), built(lambda: keras.layers.Dropout(0.5, seed=2))),
        (lambda: mlp((8, 8, 1), (8, 4), (0, 0), 10), lambda: mlp((8, 8, 1), (4, 8), (0, 0), 10)),
    ],
)
def test_whatever_changes_the_numbers_of_an_arm_changes_its_mark(one, other):
    assert mark(one) == mark(one) and mark(other) == mark(other) and mark(one) != mark(other)


MARK = """
import sys; import utils, keras; sys.path.insert(0, "tests")
import test_studies_processes as tests
[keras.layers.Dropout(0.1) for _ in range(int(sys.argv[1]))]
mine = tests.built(lambda: keras.layers.Lambda(lambda x: x if x is not None in {"a", "b"} else x))
print(tests.mark(tests.ARMS["weak"]), tests.mark(mine))
"""


@in_the_long_proof
@pytest.mark.slow
def test_a_mark_is_the_same_in_every_process_whatever_was_built_before():
    run = [[sys.executable, "-c", MARK, str(count)] for count in (0, 3)]
    assert len({subprocess.check_output(command, cwd=ROOT, text=True) for command in run}) == 1


def test_data_have_the_same_mark_if_and_only_if_all_images_and_labels_are_the_same():
    assert marks.data_mark(digits(0)) == marks.data_mark(digits(0)) != marks.data_mark(digits(1))
    noisy = load("digits", train=60, validation=40, test=40, wrong_labels=0.02)
    assert marks.data_mark(noisy) != marks.data_mark(digits(0))
