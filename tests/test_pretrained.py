"""The net that exists: its file is the one that was shipped, its weights survive a new head and every seed."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.long_proof import in_the_long_proof, sample
from utils.data import files, load, shipped

ROOT = Path(__file__).resolve().parent.parent
FILE = "pretrained_digits_0_to_4.npz"


def same(first, second):
    return len(first) == len(second) and all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


# Shipped files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the folder data/, in place of it."""
    for file in files.SHIPPED:
        shutil.copy(files.FOLDER / file, tmp_path)
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("file", files.SHIPPED)
def test_a_shipped_file_is_small_and_whole_and_the_data_card_knows_it(file):
    assert len(shipped(file)) < 200_000
    assert (files.FOLDER / files.SHIPPED[file].script).exists()
    card = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert file in card and files.SHIPPED[file].sha256 in card


@pytest.mark.parametrize("file", files.SHIPPED)
def test_a_damaged_file_is_refused_with_both_checksums_and_the_next_step(folder, file):
    content = (folder / file).read_bytes()[:-1] + b"?"
    (folder / file).write_bytes(content)
    with pytest.raises(OSError) as problem:
        shipped(file)
    message, got = str(problem.value), hashlib.sha256(content).hexdigest()
    assert message.startswith("Damaged file: expected") and "\n" not in message
    for part in (file, files.SHIPPED[file].sha256, got, f"git checkout data/{file}", files.SHIPPED[file].script):
        assert part in message


@pytest.mark.parametrize("file", files.SHIPPED)
def test_a_missing_file_is_told_with_the_next_step(folder, file):
    (folder / file).unlink()
    with pytest.raises(OSError, match=f"Missing file: expected {file} .*git checkout data/{file}") as problem:
        shipped(file)
    assert problem.value.__cause__ is None and problem.value.__suppress_context__


# The pre-trained net

FEW = dict(classes=(5, 6, 7, 8, 9), train=30, validation=20, test=40)


def tailored(rate=0.0, frozen=False):
    from utils.models import pretrained, with_head

    base = pretrained()
    base.trainable = not frozen
    return with_head(base, (16,), 5, (rate,))


def convs(model):
    import keras

    found = [layer.get_weights() for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    return [array for weights in found for array in weights]


@pytest.mark.slow
def test_damaged_weights_are_not_loaded(folder):
    from utils.models import pretrained

    (folder / FILE).write_bytes(b"")
    with pytest.raises(OSError, match=r"Damaged file: .*\(0 bytes\)"):
        pretrained()


@pytest.mark.slow
def test_the_pretrained_net_holds_the_weights_of_its_file_and_tells_the_digits_0_to_4_apart():
    from utils.models import pretrained, signature, untrained

    model, digits = pretrained(), load("digits", classes=range(5), train=600, validation=100, test=201)
    with np.load(files.FOLDER / FILE, allow_pickle=False) as arrays:
        assert same(model.get_weights(), [arrays[name] for name in arrays.files])
    assert signature(model) == signature(untrained()) == "upsampling2d conv pool conv pool flatten dense dense"
    assert np.mean(np.asarray(model(digits.test.x)).argmax(axis=1) == digits.test.y) > 0.97


@pytest.mark.slow
def test_a_new_head_stands_on_a_copy_of_the_old_base():
    import keras

    from utils.models import pretrained, signature, with_head

    base = pretrained()
    model, kept = with_head(base, (16,), 3, (0.5,), kind="gap"), base.get_weights()
    assert signature(model) == "upsampling2d conv pool conv pool gap dense dense"
    assert model.output_shape == (None, 3)
    assert [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)] == [0.5]
    assert same(convs(model), convs(base)) and len(convs(model)) == 4
    model.set_weights([weight + 1 for weight in model.get_weights()])
    assert same(base.get_weights(), kept)
    assert signature(with_head(model, (), 7, ())) == "upsampling2d conv pool conv pool flatten dense"


@pytest.mark.slow
def test_a_model_without_a_head_has_none_to_be_replaced():
    import keras

    from utils.models import with_head

    flat = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    with pytest.raises(ValueError, match="Flatten or GlobalAveragePooling2D"):
        with_head(flat, (), 3, ())


@pytest.mark.slow
def test_every_seed_starts_from_the_loaded_base_and_from_a_head_that_it_shares_with_the_net_from_scratch():
    from utils.models import untrained, with_head
    from utils.traced import freshly_drawn

    image = load("digits", **FEW).train.x[:1]
    loaded, dropped, other = (
        freshly_drawn(build, image, seed)
        for build, seed in ((tailored, 1), (lambda: tailored(0.5), 1), (tailored, 2))
    )
    scratch = freshly_drawn(lambda: with_head(untrained(), (16,), 5, (0.0,)), image, 1)
    assert same(convs(loaded), convs(tailored())) and same(convs(other), convs(loaded))
    assert same(loaded.get_weights(), dropped.get_weights())
    assert same(scratch.get_weights()[4:], loaded.get_weights()[4:])
    assert not same(loaded.get_weights()[4:], other.get_weights()[4:])
    assert not np.array_equal(convs(scratch)[0], convs(loaded)[0])


@pytest.mark.slow
@pytest.mark.parametrize("rate", sample([0.5, 0.0], 2))
def test_a_run_of_a_tailored_net_hangs_on_its_seed_alone_in_fit_over_seeds_and_study(rate):
    from utils.studies import study
    from utils.training import fit, over_seeds

    def data(seed):
        return load("digits", **FEW, seed=seed)

    alone = [fit(lambda: tailored(rate), data(seed), epochs=3, seed=seed) for seed in (3, 4)]
    assert over_seeds(lambda: tailored(rate), data, seeds=[3, 4], epochs=3) == alone
    found = study({"tailored": lambda: tailored(rate)}, data, seeds=[3, 4], epochs=3, jobs=1)
    assert [run.scores for run in found.runs["tailored"]] == [run.scores for run in alone]


@pytest.mark.slow
def test_a_frozen_base_is_the_same_after_every_seed_and_a_free_one_is_not():
    from utils.training import over_seeds

    data, loaded = load("digits", **FEW), convs(tailored())
    for run in over_seeds(lambda: tailored(frozen=True), data, seeds=[0, 1], epochs=2):
        assert same(convs(run.model()), loaded)
    (run,) = over_seeds(tailored, data, seeds=[0], epochs=2)
    assert not same(convs(run.model()), loaded)


@in_the_long_proof
@pytest.mark.slow
def test_the_script_that_made_the_weights_makes_them_again():
    asked = [sys.executable, str(ROOT / "data" / "make_pretrained.py"), "--check"]
    again = subprocess.run(asked, capture_output=True, text=True)
    assert again.returncode == 0 and "the weights agree" in again.stdout, again.stdout + again.stderr
