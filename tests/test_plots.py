"""Titles say what the numbers say, pictures are the same bytes again, and watching a run disturbs nothing."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils import plots
from utils.layers import drop, element_mask
from utils.plots.evidence import finding

RNG = np.random.default_rng


def scores(shift, spread=0.001, n=6):
    return 0.8 + shift + spread * RNG(n).normal(size=n)


def test_a_finding_names_the_verdict_of_each_rate():
    base = np.full(6, 0.8) + 0.01 * RNG(0).normal(size=6)
    arms = {0: base, 0.2: base + scores(-0.8 + 0.05), 0.5: base + scores(-0.8 - 0.05), 0.7: base.copy()}
    assert finding(arms) == "helps at 0.2; hurts at 0.5; cannot be told from none at 0.7"
    arms = {0: base, 0.2: base + scores(-0.75), 0.5: base + scores(-0.7), 0.7: base + scores(-0.7)}
    assert finding(arms) == "helps at 0.2, 0.5 and 0.7"


@pytest.mark.parametrize(("logged", "side"), [(0.5, "below"), (0.95, "above")])
def test_the_curves_say_where_the_logged_accuracy_ends(logged, side):
    history = dict(logged=[0.1, logged], train=[0.2, 0.99], validation=[0.2, 0.9])
    assert (
        f"ends {side} the validation accuracy; measured alike, training is above it" in plots.curves(history).title
    )
    history["train"] = [0.2, 0.8]
    assert plots.curves(history).title.endswith("not above it")


def test_a_mask_tells_whether_its_rows_differ():
    mask = element_mask((6, 30), 0.3, RNG(0))
    assert plots.mask_of_batch(mask, rate=0.3).title.endswith("each example loses others")
    assert plots.mask_of_batch(mask[[0] * 6], rate=0.3).title.endswith("some examples lose the same ones")


def test_a_layer_tells_what_fell_silent_and_what_the_mean_did():
    outputs, mask = np.array([1.0, 2.0, 3.0, 0.0]), np.array([1, 0, 1, 0])
    title = plots.layer_outputs(outputs, mask, drop(outputs, mask, 0.5)).title
    assert title == "33% of the active units fall silent, the others grow 2-fold; mean 1.50 before, 2.00 after"


@pytest.mark.parametrize(("shift", "word"), [(0.0, "stays"), (1.0, "moves")])
def test_sums_tell_whether_the_mean_stays(shift, word):
    assert f"its mean {word}" in plots.sums(0.0, RNG(0).normal(shift, 1, 4000)).title


def test_an_ensemble_compares_one_mask_many_masks_and_the_whole_net():
    labels = np.arange(40) % 4
    whole = np.eye(4)[labels]
    title = plots.ensemble(np.stack([whole] * 8), whole[::-1], labels).title
    assert title == "One mask alone 100.0%, 8 masks averaged 100.0%, the whole net 0.0%"


def test_the_same_figure_is_the_same_bytes_with_its_title_for_those_who_cannot_see_it():
    draw = lambda: plots.dropped_counts(RNG(0).binomial(100, 0.2, 500), units=100, rate=0.2)  # noqa: E731
    first, again = draw(), draw()
    assert first.png() == again.png()
    data, metadata = first._repr_mimebundle_()
    assert data["text/plain"] == f"[picture] {first.title}"
    assert metadata["image/png"]["alt"] == first.title


def test_no_title_is_cut_at_the_edge_of_its_figure():
    long = dict(logged=[0.1, 0.5], train=[0.2, 0.8], validation=[0.2, 0.9])
    arms = {0: scores(0), 0.2: scores(0.1), 0.5: scores(0.1), 0.7: scores(0.1)}
    for picture in (plots.curves(long), plots.rate_curve({"clean labels": arms, "30 % wrong labels": arms})):
        picture.png()
        figure = picture.figure
        texts = [figure._suptitle, *(axes._left_title for axes in figure.axes)]
        for text in texts:
            assert text.get_window_extent().x1 <= figure.bbox.x1


def test_watching_prints_nothing_in_a_plain_program(capsys):
    history = dict(train=[0.5], validation=[0.4])
    progress = SimpleNamespace(seed=0, seeds=1, done=0, epoch=1, epochs=1, history=history, seconds_left=0.0)
    plots.LivePlot()(progress)
    assert capsys.readouterr() == ("", "")


def test_the_last_state_of_a_watched_run_names_no_time():
    from utils.plots.live import _title

    running = SimpleNamespace(seeds=6, done=2, epoch=3, epochs=20, seconds_left=8.4)
    assert _title(running, finished=False) == "seed 3 of 6, epoch 3 of 20, about 8 s left"
    assert _title(running, finished=True) == "seed 3 of 6, epoch 3 of 20"
