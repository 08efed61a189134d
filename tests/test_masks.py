"""Nets for masks train as those for labels do: by image, tile by tile, image and mask moved together."""

import keras
import numpy as np
import pytest

from tests.long_proof import sample
from utils.data import MaskedDataset, Split, split_by_image
from utils.studies import read_study, save_study, study
from utils.tasks import Masks
from utils.training import fit, over_seeds


def planted(images=5, height=12, width=8, seed=0):
    rng = np.random.default_rng(seed)
    drawn = rng.random((images, height, width, 1)).astype("float32")
    return drawn, (drawn > 0.7).astype("float32")


def net():
    inside = [keras.layers.Conv2D(4, 3, padding="same", activation="relu"), keras.layers.Dropout(0.3)]
    return keras.Sequential([keras.Input((None, None, 1)), *inside, keras.layers.Conv2D(1, 1)])


def plain():
    return keras.Sequential([keras.Input((None, None, 1)), keras.layers.Conv2D(1, 3, padding="same")])


def data(number, **options):
    return split_by_image(*planted(), number, **(dict(tile=4) | options))


def test_no_image_is_on_two_sides_and_no_two_folds_train_on_the_same():
    images, masks = planted(11)
    trained = []
    for number in range(5):
        one = split_by_image(images, masks, number)
        sides = [{image.tobytes() for image in split.x} for split in (one.train, one.validation, one.test)]
        assert sum(map(len, sides)) == len(set.union(*sides)) == 11
        assert all((split.y == (split.x > 0.7)).all() for split in (one.train, one.validation, one.test))
        trained += sides[0]
    assert len(trained) == len(set(trained)) == 11


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (dict(masks=np.zeros((5, 8, 8, 1))), "one shape"),
        (dict(masks=np.full((5, 12, 8, 1), 255)), "masks of 0 and 1"),
        (dict(number=5), "got fold 5 of 5"),
        (dict(folds=2), "3 to 5 folds"),
        (dict(folds=6), "3 to 5 folds"),
        (dict(tile=9), "a tile of 1 to 8 pixels"),
    ],
)
def test_what_makes_no_folds_is_refused(change, words):
    images, masks = planted()
    request = dict(images=images, masks=masks, number=0) | change
    with pytest.raises(ValueError, match=words):
        split_by_image(**request)


def test_a_tile_is_cut_turned_and_mirrored_alike_in_image_and_mask():
    images, masks = planted(3)
    task = Masks(data(0))
    rows = np.array([(number, 5, 2, way) for number in range(3) for way in range(8)])
    numbers, x, y = (part.numpy() for part in task.batch(images, masks, tf_rows(rows)))
    assert (numbers == rows[:, 0]).all() and (y == (x > 0.7)).all()
    for number in range(3):
        tile = images[number, 5:9, 2:6, 0]
        ways = {np.rot90(side, turns).tobytes() for side in (tile, tile.T) for turns in range(4)}
        seen = x[rows[:, 0] == number, ..., 0]
        assert {np.ascontiguousarray(one).tobytes() for one in seen} == ways and len(ways) == 8
        assert (seen[0] == tile).all()


def tf_rows(rows):
    import tensorflow as tf

    return tf.constant(rows)


def test_an_epoch_covers_the_images_once():
    for augment in (False, True):
        task = Masks(data(0, augment=augment))
        rows = task.order(np.random.default_rng(0), 2)
        assert rows.shape == (2 * 3 * 2, 4) and (np.bincount(rows[:, 0]) == 6).all()
        assert rows[:, 1].max() <= 8 and rows[:, 2].max() <= 4 and rows.min() >= 0
        places = {tuple(row) for row in rows.tolist()}
        grid = {(number, top, left, 0) for number in range(2) for top in (0, 4, 8) for left in (0, 4)}
        assert (places == grid) is not augment
    whole = Masks(data(0, tile=None)).order(np.random.default_rng(0), 3)
    assert sorted(whole.tolist()) == [[number, 0, 0, 0] for number in range(3)]


def test_dice_and_cross_entropy_are_those_of_each_image():
    rng = np.random.default_rng(1)
    logits, masks = rng.normal(size=(6, 5, 4, 1)).astype("float32"), (rng.random((6, 5, 4, 1)) > 0.6) * 1.0
    masks[0], logits[0], logits[1] = 0, -3, -3
    dice, loss = Masks(data(0)).judge(logits, masks.astype("float32")).numpy().T
    for one, (found, truth) in enumerate(zip(logits >= 0, masks, strict=True)):
        total = found.sum() + truth.sum()
        assert dice[one] == pytest.approx(2 * (found * truth).sum() / total if total else 1)
    probability = 1 / (1 + np.exp(-logits))
    assert loss == pytest.approx(-np.log(np.where(masks, probability, 1 - probability)).mean((1, 2, 3)), rel=1e-4)


@pytest.mark.parametrize("tile", sample([4, None], 1, quick=1))
def test_a_net_learns_masks_and_a_seed_gives_one_run(tile):
    alone = fit(plain, data(0, tile=tile), epochs=60, batch_size=4, seed=3)
    among = over_seeds(plain, data(0, tile=tile), seeds=(1, 3), epochs=60, batch_size=4)[1]
    assert alone.score == "Dice" and alone.scores == among.scores and alone.history == among.history
    assert alone.history["train_loss"][-1] < alone.history["train_loss"][0]
    assert alone.losses["train"] == pytest.approx(alone.history["train_loss"][-1])
    assert all(0 <= value <= 1 for value in alone.history["logged"])


def test_a_run_gives_its_model_back():
    one = data(0)
    run = fit(net, one, epochs=3, batch_size=4)
    logits = run.model().predict(one.test.x, verbose=0)
    found, truth = logits >= 0, one.test.y
    sizes = (found + truth).sum((1, 2, 3))
    dice = np.where(sizes > 0, 2 * (found * truth).sum((1, 2, 3)) / np.maximum(sizes, 1), 1)
    assert run.scores["test"] == pytest.approx(dice.mean())


@pytest.mark.parametrize("tile", [4, None])
def test_a_net_that_gives_no_logit_a_pixel_is_refused(tile):
    def halved():
        return keras.Sequential([keras.Input((None, None, 1)), keras.layers.MaxPooling2D(2)])

    with pytest.raises(ValueError, match="one logit a pixel"):
        fit(halved, data(0, tile=tile), epochs=1)


def brightness(model, dataset):
    return {"bright": (float(dataset.test.x.mean()), 1.0), "side": dataset.test.x.shape[1]}


@pytest.mark.slow
def test_a_study_of_masks_says_dice_and_keeps_what_else_is_measured(tmp_path, capsys):
    request = dict(seeds=range(3), epochs=1, batch_size=4, jobs=1, measure=brightness)
    arms = {"plain": plain, "net": net}
    found = study(arms, data, **request, keep=tmp_path / "kept")
    assert found.score == "Dice" and found.table().title == "validation Dice minus that of plain"
    assert found.scores("side")["net"] == [12.0] * 3 and "side" not in found.runs["net"][0].losses
    assert found.scores("bright")["net"] == [float(data(one).test.x.mean()) for one in range(3)]
    again = study(arms, data, **request, keep=tmp_path / "kept")
    save_study(found, tmp_path / "study.json")
    for other in (again, read_study(tmp_path / "study.json")):
        assert other.scores("test") == found.scores("test") and repr(other.table()) == repr(found.table())
    with pytest.raises(ValueError, match="measure"):
        study(arms, data, **(request | dict(measure=lambda model, dataset: {})), keep=tmp_path / "kept")


def test_a_dataset_of_whole_images_needs_no_tile():
    images, masks = planted(3)
    split = Split(images, masks)
    one = MaskedDataset("planted", split, split, split, classes=1)
    assert fit(plain, one, epochs=1).score == "Dice"
