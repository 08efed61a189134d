"""Titles say what the numbers say, in every branch; pictures are the same bytes each time; runs can be watched."""

import subprocess
import sys
from base64 import b64decode
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_hex
from nbclient import NotebookClient

from tests.example_maps import map_pictures
from tests.example_pixels import pixel_pictures
from tests.long_proof import in_the_long_proof, sample
from utils import plots
from utils.layers import drop, element_mask
from utils.plots.live import LivePicture
from utils.plots.style import LINE, listed

ROOT = Path(__file__).resolve().parent.parent
NOISE = 0.002 * np.array([1, -1, 2, -2, 1, -1])
NONE = np.array([0.80, 0.85, 0.90, 0.82, 0.88, 0.84])
HELPS, HURTS, OPEN = NONE + 0.05 + NOISE, NONE - 0.05 + NOISE, NONE + NOISE


def history(logged, train, validation):
    return {"logged": [0.2, logged], "train": [0.3, train], "validation": [0.4, validation]}


def progress(epoch=2, epochs=5, done=0, seeds=1):
    values = [n / 10 for n in range(1, epoch + 1)]
    return SimpleNamespace(
        seed=done, seeds=seeds, done=done, epoch=epoch, epochs=epochs, seconds_left=7.6,
        history={"train": values, "validation": values},
    )  # fmt: skip


LOSSES = {"train_loss": [0.6, 0.4, 0.2], "validation_loss": [0.6, 0.5, 0.9]}


def live_picture():
    picture = LivePicture()
    picture.show(progress(), "epoch 2 of 5")
    return picture


def some_pictures():
    """Return what draws one picture of each kind, from numbers that are the same each time."""
    rng = np.random.default_rng(0)
    digits, outputs = rng.random((2, 8, 8, 1)), np.maximum(0, rng.normal(size=60))
    mask, answers = element_mask((60,), 0.5, rng), rng.normal(size=(9, 30, 10))
    return {
        "digit_outputs": partial(plots.digit_outputs, digits[0], outputs),
        "dropped_counts": partial(plots.dropped_counts, rng.binomial(60, 0.2, 300), units=60, rate=0.2),
        "mask_of_batch": partial(plots.mask_of_batch, element_mask((8, 40), 0.3, rng), rate=0.3),
        "layer_outputs": partial(plots.layer_outputs, outputs, mask, drop(outputs, mask, 0.5)),
        "sums": partial(plots.sums, 1.0, rng.normal(1, 0.5, 500)),
        "curves": partial(plots.curves, history(0.7, 0.9, 0.8)),
        "rate_curve": partial(
            plots.rate_curve, {"clean": {0: NONE, 0.5: OPEN}, "wrong": {0: NONE, 0.2: HELPS, 0.5: HELPS}}
        ),
        "differences": partial(
            plots.differences, {"none": NONE, "Dense .5": HELPS, "channel .25 after each pool": HURTS}
        ),
        "ensemble": partial(plots.ensemble, answers, answers[0], rng.integers(0, 10, 30)),
        "digit_votes": partial(plots.digit_votes, digits, answers[:, :2]),
        "weights_by_part": partial(
            plots.weights_by_part, {"a": {"convs": 3, "first": 4}, "b": {"convs": 1, "first": 4}}
        ),
        "receptive_fields": partial(
            plots.receptive_fields, digits[0, ..., 0], {"a": np.eye(8), "b": np.eye(8)[:3]}
        ),
        "winners_by_seed": partial(plots.winners_by_seed, {"none": NONE, "a": HELPS, "b": HURTS}),
        "loss_curves": partial(
            plots.loss_curves, {"none": LOSSES, "paper": LOSSES | {"validation_loss": [0.6, 0.5, 0.4]}}
        ),
        "LivePlot": live_picture,
        **map_pictures(),
        **pixel_pictures(),
    }


PICTURES = some_pictures()


@cache
def drawn(name):
    return PICTURES[name]()


def test_every_public_figure_is_drawn_here():
    assert set(PICTURES) == set(plots.__all__) - {"Picture", "LiveBar", "Slider"}


@pytest.mark.slow
@pytest.mark.parametrize("name", sample(PICTURES, 3))
def test_a_picture_is_the_same_bytes_each_time(name):
    png = drawn(name).png()
    assert png.startswith(b"\x89PNG")
    assert png == drawn(name).png() == some_pictures()[name]().png()


@pytest.mark.parametrize("name", PICTURES)
def test_a_notebook_gets_the_picture_its_words_and_an_alternative_text(name):
    picture = drawn(name)
    data, about = picture._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"} and data["text/plain"] == f"[picture] {picture.title}"
    assert about["image/png"]["alt"] == picture.title


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_named_axes_a_white_ground_and_its_title_above(name):
    figure = drawn(name).figure
    assert to_hex(figure.get_facecolor()) == "#ffffff"
    above = figure.get_suptitle()
    assert max(map(len, above.split("\n"))) <= LINE
    assert name == "LivePlot" or " ".join(above.split("\n")) == drawn(name).title
    for axes in figure.axes:
        assert axes.images or axes.get_xlabel()
        assert not (axes.spines["top"].get_visible() or axes.spines["right"].get_visible()) or axes.images


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURES)
def test_no_words_are_cut_at_the_edge_of_a_picture(name):
    figure = drawn(name).figure
    drawn(name).png()
    legends = [*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())]
    words = [figure._suptitle, *(text for legend in legends for text in legend.get_texts())]
    words += [text for axes in figure.axes for text in (axes._left_title, axes.xaxis.label, *axes.texts)]
    assert all(text.get_window_extent().x0 >= 0 and text.get_window_extent().x1 <= figure.bbox.x1 for text in words)


def test_a_picture_can_be_saved_in_any_format(tmp_path):
    for ending in ("png", "pdf", "svg"):
        drawn("curves").save(tmp_path / f"curves.{ending}")
        assert (tmp_path / f"curves.{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((0.7, 0.9, 0.8), ("ends below the validation", "training ends above it")),
        ((0.9, 0.95, 0.8), ("ends above the validation", "training ends above it")),
        ((0.6, 0.7, 0.8), ("ends below the validation", "training ends below it")),
        ((0.8, 0.8, 0.8), ("ends level with the validation", "training ends level with it")),
    ],
)
def test_the_title_of_curves_says_which_ends_above_which(numbers, words):
    title = plots.curves(history(*numbers)).title
    assert all(part in title for part in words)


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({0: NONE, 0.2: HELPS, 0.5: HELPS}, "every rate tried helps"),
        ({0: NONE, 0.2: HURTS, 0.5: HURTS}, "every rate tried hurts"),
        ({0: NONE, 0.2: OPEN, 0.5: OPEN}, "no rate tried can be told from none"),
        ({0: NONE, 0.5: HELPS}, "rate 0.5 helps"),
        ({0: NONE, 0.5: HURTS}, "rate 0.5 hurts"),
        ({0: NONE, 0.5: OPEN}, "rate 0.5 cannot be told from none"),
        (
            {0.9: HURTS, 0.5: HELPS, 0: NONE, 0.2: HELPS, 0.7: OPEN},
            "rates 0.2 and 0.5 help; rate 0.9 hurts; rate 0.7 cannot be told from none",
        ),
    ],
)
def test_the_title_of_rates_follows_the_intervals(scores, words):
    assert plots.rate_curve({"wrong labels": scores}).title == f"Wrong labels: {words}"


def test_the_title_of_differences_follows_the_intervals():
    arms = {"none": NONE, "early": OPEN, "late": HELPS, "both": HELPS, "logits": HURTS}
    title = plots.differences(arms).title
    assert title == "Against none: late and both help; logits hurts; early cannot be told from it"


def test_rates_without_a_reference_and_unequal_seeds_are_refused_in_words():
    with pytest.raises(ValueError, match="rate 0 too"):
        plots.rate_curve({"clean": {0.2: NONE, 0.5: HELPS}})
    with pytest.raises(ValueError, match="same seeds"):
        plots.rate_curve({"clean": {0: NONE, 0.5: HELPS[:5]}})


def right_or_wrong(shares, masks=16, images=400):
    """Return logits (masks x images x 2) of which each mask gets this share right; the label is always 1."""
    right = np.arange(images) < np.reshape(shares, (-1, 1)) * images
    return np.eye(2)[np.broadcast_to(right, (masks, images)).astype(int)]


@pytest.mark.parametrize(
    ("masks", "whole", "words"),
    [
        (0.7, 0.9, ("alone is worse than", "masks is worse than")),
        (0.9, 0.7, ("alone is better than", "masks is better than")),
        (0.8, 0.8, ("alone cannot be told from", "masks cannot be told from")),
    ],
)
def test_the_title_of_an_ensemble_compares_image_by_image(masks, whole, words):
    picture = plots.ensemble(right_or_wrong(masks), right_or_wrong(whole, masks=1)[0], np.ones(400, dtype=int))
    assert all(part in picture.title for part in words)
    assert "average of 16 masks" in picture.title


def test_masks_that_err_apart_are_worse_alone_and_as_good_together():
    rng = np.random.default_rng(0)
    answers = np.eye(2)[(rng.random((64, 400)) < 0.8).astype(int)]
    title = plots.ensemble(answers, right_or_wrong(1.0, masks=1)[0], np.ones(400, dtype=int)).title
    assert "alone is worse than the whole net; the average of 64 masks cannot be told from it" in title


@pytest.mark.parametrize(
    ("agreeing", "words"), [(0, "none of these digits"), (1, "1 of these 2 digits"), (2, "each of these digits")]
)
def test_the_title_of_votes_counts_the_digits_on_which_all_masks_agree(agreeing, words):
    answers = np.zeros((6, 2, 10))
    answers[:, :agreeing, 3] = 1
    answers[:3, agreeing:, 7] = answers[3:, agreeing:, 2] = 1
    assert plots.digit_votes(np.zeros((2, 8, 8, 1)), answers).title.endswith(words)


@pytest.mark.parametrize(("units", "rate"), [(100, 0.2), (40, 0.5), (1000, 0.01), (10, 0.0)])
def test_the_title_of_counts_can_be_counted(units, rate):
    counts = np.random.default_rng(0).binomial(units, rate, 500)
    title = plots.dropped_counts(counts, units=units, rate=rate).title
    low, high = (int(word) for word in title.split("within ")[1].split(" to "))
    share = np.mean((counts >= low) & (counts <= high))
    assert 0 <= low <= high <= units and share > 0.9
    assert f"drops {counts.mean():.3g} of {units} on average, and {int(100 * share)}% of the draws" in title


def test_the_title_of_a_mask_says_its_share_and_whether_rows_differ():
    mask = np.ones((4, 25))
    mask[:, :5] = 0
    title = plots.mask_of_batch(mask, rate=0.3).title
    assert title == "Of 100 outputs 20% are dropped (rate 0.3), and some examples lose the same ones"
    mask[range(4), range(5, 9)] = 0
    assert plots.mask_of_batch(mask, rate=0.3).title.endswith(
        "24% are dropped (rate 0.3), and each example loses others"
    )


@pytest.mark.parametrize(
    ("mask", "after", "words"),
    [
        ([1, 0, 1, 1], [2, 0, 0, 6], "33% of the active units fall silent, the others grow 2-fold"),
        ([1, 0, 1, 1], [1, 0, 0, 3], "33% of the active units fall silent, the others do not grow"),
        ([1, 0, 1, 1], [1, 0, 0, 9], "the others change each by its own factor"),
        ([0, 0, 0, 0], [0, 0, 0, 0], "100% of the active units fall silent, and none is left"),
    ],
)
def test_the_title_of_outputs_says_what_became_of_the_active_units(mask, after, words):
    title = plots.layer_outputs([1, 2, 0, 3], mask, after).title
    assert words in title and title.endswith(f"mean 1.50 before, {np.mean(after):.2f} after")


@pytest.mark.parametrize(
    ("after", "word"), [([1.0, 3.0] * 50, "stays"), ([2.5, 3.5] * 50, "moves"), ([2.0] * 9, "stays")]
)
def test_the_title_of_sums_says_whether_the_mean_stays(after, word):
    assert f"its mean {word}: 2.00 before, {np.mean(after):.2f} after" in plots.sums(2.0, np.array(after)).title


def test_names_are_joined_as_in_a_sentence():
    assert [listed(list("abc")[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


def test_the_last_live_picture_does_not_depend_on_those_before_it():
    grown, at_once = LivePicture(), LivePicture()
    for epoch in (1, 3):
        grown.show(progress(epoch), f"epoch {epoch} of 5, about 9 s left")
        grown.png()
    for picture in (grown, at_once):
        picture.show(progress(5), "epoch 5 of 5")
    assert grown.png() == at_once.png()
    assert repr(grown) == "[picture] accuracy over the epochs"


def test_outside_a_notebook_watching_is_silent_unless_someone_looks(capsys, monkeypatch):
    plots.LivePlot()(progress(5))
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    watch = plots.LivePlot()
    for done in range(2):
        for epoch in range(1, 6):
            watch(progress(epoch, done=done, seeds=2))
    seen = capsys.readouterr()
    assert seen.out == "" and "seed 1 of 2, epoch 1 of 5, about 8 s left" in seen.err
    assert seen.err.rstrip().endswith("seed 2 of 2, epoch 5 of 5") and seen.err.count("\n") == 1


def test_a_bar_says_how_many_runs_are_done_and_ends_without_a_time(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    watch = plots.LiveBar()
    for done in range(1, 4):
        watch((done, 3, 7.6 * (3 - done)))
    seen = capsys.readouterr()
    assert "1 of 3 runs trained, about 15 s left" in seen.err and seen.err.count("\n") == 1
    assert repr(watch) == "3 of 3 runs trained"
    assert watch._repr_html_() == '<progress value="3" max="3">3 of 3 runs trained</progress> 3 of 3 runs trained'


def test_drawing_keeps_its_pace(monkeypatch):
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr("utils.plots.live.time.monotonic", lambda: clock.now)
    drawn, watch = [], plots.LivePlot()

    def draw(progress, title, finished):
        drawn.append(clock.now)
        clock.now += 0.1

    monkeypatch.setattr(watch, "_draw", draw)
    for epoch in range(1, 1001):
        clock.now += 0.01
        watch(progress(epoch, epochs=1000))
    assert len(drawn) * 0.1 <= clock.now / 20 + 0.2
    assert drawn[-1] == clock.now - 0.1


WATCHED = """
import time
from types import SimpleNamespace
from utils.plots import LivePlot
watch, history = LivePlot(), {"train": [], "validation": []}
for epoch in range(1, 9):
    history["train"].append(epoch / 10)
    history["validation"].append(epoch / 12)
    now = dict(seed=0, seeds=1, done=0, epoch=epoch, epochs=8, history=history, seconds_left=time.time())
    watch(SimpleNamespace(**now))
    time.sleep(0.5)
"""


@in_the_long_proof
@pytest.mark.slow
def test_a_watched_cell_is_stored_as_its_last_picture_and_passes_nbval(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(WATCHED, id="watched")])
    NotebookClient(notebook, resources={"metadata": {"path": str(ROOT)}}).execute()
    (output,) = notebook.cells[0].outputs
    last = LivePicture()
    history = {"train": [n / 10 for n in range(1, 9)], "validation": [n / 12 for n in range(1, 9)]}
    last.show(SimpleNamespace(epochs=8, history=history), "epoch 8 of 8")
    assert output.data["text/plain"] == "[picture] accuracy over the epochs"
    assert b64decode(output.data["image/png"]) == last.png()
    nbformat.write(notebook, tmp_path / "watched.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    run = subprocess.run([*command, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    assert "1 passed" in run.stdout


@pytest.mark.parametrize("module", ["utils.checks.lesson01", "utils.data", "utils.training", "utils.measures"])
def test_whoever_draws_nothing_never_waits_for_matplotlib(module):
    script = f"import sys, {module}; print('matplotlib' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True).strip() == "False"


def test_the_title_of_loss_curves_says_where_each_is_lowest_and_where_it_ends():
    title = plots.loss_curves({"none": LOSSES, "paper": LOSSES | {"validation_loss": [0.6, 0.5, 0.4]}}).title
    assert "none: lowest after 2 epochs (0.50), 0.90 in the end" in title
    assert "paper: lowest after 3 epochs (0.40), 0.40 in the end" in title
