"""A slider shows each state once drawn, leaves a picture where no kernel runs, and its dropout can be followed."""

import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from ipywidgets import SelectionSlider, ToggleButtons
from nbclient import NotebookClient

from lessons.printing import WIDGET, tidy_output
from tests.example_maps import MASKS, seen, some_maps
from tests.long_proof import in_the_long_proof
from utils import plots
from utils.plots.dropout_slider import Frames, conv

ROOT = Path(__file__).resolve().parent.parent
STATES = {"rate": (0, 0.25, 0.5), "kind": ("element", "channel")}


class Drawn:
    """A picture that remembers what was asked for."""

    def __init__(self):
        self.states = []

    def __call__(self, **state):
        self.states.append(state)
        self.title = " & ".join(map(str, state.values()))
        return self

    def png(self):
        return self.title.encode()


def parts(slider):
    """Return (controls, image, words) of a shown slider."""
    controls, image, words = slider.widget().children
    return controls.children, image, words


def dropout(seed=0, **options):
    rng = np.random.default_rng(1)
    return plots.dropout_slider(some_maps(rng), rng.normal(size=(3, 3, 5, 9)), MASKS, seed=seed, **options)


def test_numbers_become_a_slider_and_words_become_buttons():
    (rate, kind), _, _ = parts(plots.Slider(Drawn(), STATES, rate=0.25, kind="channel"))
    assert isinstance(rate, SelectionSlider) and rate.description == "rate" and rate.value == 0.25
    assert [label for label, _ in rate.options] == ["0", "0.25", "0.5"]
    assert isinstance(kind, ToggleButtons) and kind.options == STATES["kind"] and kind.value == "channel"


def test_a_move_shows_the_frame_of_the_new_state_and_its_words():
    (rate, kind), image, words = parts(plots.Slider(Drawn(), STATES, rate=0.25, kind="channel"))
    assert image.value == b"0.25 & channel" and "0.25 &amp; channel<" in words.value
    rate.value = 0.5
    assert image.value == b"0.5 & channel"
    kind.value = "element"
    assert image.value == b"0.5 & element" and "0.5 &amp; element<" in words.value


def test_a_frame_is_drawn_when_it_is_first_asked_for_and_never_again():
    draw = Drawn()
    slider = plots.Slider(draw, STATES, rate=0, kind="element")
    slider._repr_mimebundle_()
    assert draw.states == [{"rate": 0, "kind": "element"}]
    (rate, _), _, _ = parts(slider)
    for value in (0.25, 0, 0.25):
        rate.value = value
    assert draw.states == [{"rate": 0, "kind": "element"}, {"rate": 0.25, "kind": "element"}]


@pytest.mark.parametrize(
    "start", [{}, {"rate": 0}, {"rate": 0.3, "kind": "element"}, {"rate": 0, "kind": "x", "y": 1}]
)
def test_a_start_that_is_no_state_is_refused_in_words(start):
    with pytest.raises(ValueError, match="give each control one value"):
        plots.Slider(Drawn(), STATES, **start)


def test_a_cell_shows_controls_where_a_kernel_runs_and_a_picture_elsewhere():
    slider = dropout(rate=0.5, kind="channel")
    data, about = slider._repr_mimebundle_()
    png, title = slider.frame(rate=0.5, kind="channel")
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert data["image/png"] == png and png.startswith(b"\x89PNG")
    assert data["text/plain"] == repr(slider) == f"[picture] {title}"
    assert about == {"image/png": {"alt": title}}


def test_who_shows_no_slider_never_waits_for_ipywidgets():
    script = "import sys, utils.plots; print({'ipywidgets', 'tensorflow', 'keras'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True).strip() == "set()"


@pytest.mark.parametrize("kind", MASKS)
def test_the_holes_only_grow_with_the_rate(kind):
    rng = np.random.default_rng(1)
    frames, before = Frames(some_maps(rng), rng.normal(size=(3, 3, 5, 9)), MASKS, seed=3), None
    for rate in (0, 0.1, 0.3, 0.5, 0.7):
        frames.show(rate, kind)
        holes = np.isnan(seen(frames.sheets[0]))
        assert before is None or (holes >= before).all()
        before = holes


@pytest.mark.parametrize("kind", MASKS)
def test_the_title_of_a_frame_counts_its_own_mask(kind):
    mask = MASKS[kind]((1, 6, 7, 5), 0.5, np.random.default_rng(3))[0]
    title = dropout(seed=3).frame(rate=0.5, kind=kind)[1]
    gone, whole = np.sum(mask == 0), np.sum((mask == 0).all(axis=(0, 1)))
    assert title.startswith(f"Rate 0.5, {kind}: {gone} of 210 activations are dropped ({gone / 210:.0%}), ")
    assert f"), {whole or 'no'} whole map" in title


def test_at_rate_0_the_next_conv_sees_what_it_sees_without_dropout():
    rng = np.random.default_rng(1)
    frames = Frames(some_maps(rng), rng.normal(size=(3, 3, 5, 4)), MASKS, seed=0)
    for kind in MASKS:
        frames.show(0, kind)
        assert "no whole maps; the sums in the next conv correlate 1.00 with" in frames.title
    assert np.nanmax(seen(frames.sheets[1])) == pytest.approx(frames.sums.max())


def test_where_everything_is_dropped_nothing_reaches_the_next_conv():
    rng = np.random.default_rng(1)
    masks = {"all": lambda shape, rate, rng: np.zeros(shape)}
    slider = plots.dropout_slider(some_maps(rng), rng.normal(size=(3, 3, 5, 4)), masks, kind="all")
    title = slider.frame(rate=0.25, kind="all")[1]
    assert title.endswith("210 of 210 activations are dropped (100%), 5 whole maps; nothing reaches the next conv")


@pytest.mark.filterwarnings("error")
def test_survivors_are_scaled_by_the_rate_and_those_of_blocks_by_the_share_kept():
    maps, kernel = np.ones((4, 6, 3)), np.eye(3).reshape(1, 1, 3, 3)
    frames = Frames(maps, kernel, MASKS, seed=0)
    for kind, mask in MASKS.items():
        frames.show(0.4, kind)
        largest = np.nanmax(seen(frames.sheets[0]))
        kept = mask((1, *maps.shape), 0.4, np.random.default_rng(0)).mean()
        assert largest == pytest.approx(1 / (kept if kind == "block" else 0.6))


@pytest.mark.slow
def test_a_frame_does_not_depend_on_those_before_it():
    there, back = dropout(), dropout()
    states = [dict(rate=rate, kind=kind) for rate in (0, 0.4) for kind in MASKS]
    frames = [there.frame(**state) for state in states]
    assert frames == [back.frame(**state) for state in reversed(states)][::-1]


@pytest.mark.parametrize("sides", [(3, 3), (1, 1), (5, 3), (2, 4)])
def test_the_sums_are_those_of_a_same_conv(sides):
    rng = np.random.default_rng(0)
    maps, kernel = rng.normal(size=(5, 6, 2)), rng.normal(size=(*sides, 2, 3))
    before = [(side - 1) // 2 for side in sides]
    expected = np.zeros((5, 6, 3))
    for row, column, down, right in np.ndindex(5, 6, *sides):
        y, x = row + down - before[0], column + right - before[1]
        if 0 <= y < 5 and 0 <= x < 6:
            expected[row, column] += maps[y, x] @ kernel[down, right]
    np.testing.assert_allclose(conv(maps, kernel), expected)


SHOWN = """
import numpy as np
from tests.example_maps import MASKS, some_maps
from utils.plots import dropout_slider
rng = np.random.default_rng(1)
dropout_slider(some_maps(rng), rng.normal(size=(3, 3, 5, 9)), MASKS)
"""


@in_the_long_proof
@pytest.mark.slow
def test_a_shown_slider_is_stored_as_its_first_picture_and_passes_nbval(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SHOWN, id="shown")])
    client = NotebookClient(notebook, resources={"metadata": {"path": str(ROOT)}}, store_widget_state=False)
    client.execute()
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {WIDGET, "image/png", "text/plain"}
    assert set(tidy_output(output, 1).data) == {"image/png", "text/plain"}
    assert output.data["text/plain"] == repr(dropout())
    nbformat.write(notebook, tmp_path / "shown.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    run = subprocess.run([*command, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    assert "1 passed" in run.stdout
