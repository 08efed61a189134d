"""The titles of the pictures of lesson 4 say what was drawn, in every branch, and no words lie on each other."""

from functools import cache
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from tests.example_pixels import SIDE, curve, doubt_of, drawn, pixel_pictures, planted
from tests.long_proof import sample
from tests.test_slider import parts
from utils import plots
from utils.plots.doubt import held_by_highest
from utils.plots.judged import KINDS, dice
from utils.plots.samples_slider import Frames
from utils.plots.style import COLOURS

RNG = np.random.default_rng(0)
IMAGE = RNG.random((SIDE, SIDE, 1))
TRUTH, RIGHT = planted()
EMPTY = np.zeros_like(TRUTH)
PICTURES = pixel_pictures()


@cache
def picture_of(name):
    return PICTURES[name]()


def words(figure):
    """Return every text that stands on a figure, but for ticks."""
    legends = [*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())]
    said = [figure._suptitle, *(text for legend in legends for text in legend.get_texts())]
    said += [label for axes in figure.axes for label in (axes.xaxis.label, axes.yaxis.label)]
    return [text for text in said if text.get_text()]


@pytest.mark.parametrize("name", PICTURES)
def test_no_words_lie_on_each_other_or_on_a_panel_or_leave_the_picture(name):
    figure = picture_of(name).figure
    picture_of(name).png()
    boxes = {text.get_text(): text.get_window_extent().padded(-1) for text in words(figure)}
    assert not [pair for pair in combinations(boxes, 2) if boxes[pair[0]].overlaps(boxes[pair[1]])]
    for text, box in boxes.items():
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1, text
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1, text
        assert not any(axes.images and axes.get_window_extent().overlaps(box) for axes in figure.axes), text


@pytest.mark.parametrize("name", PICTURES)
def test_a_dark_page_shows_through_nowhere(name):
    pixels = imread(BytesIO(picture_of(name).png()))
    assert pixels.shape[2] == 3 or (pixels[..., 3] == 1).all()
    assert (pixels[[0, -1], :, :3] == 1).all() and (pixels[:, -1, :3] == 1).all()


def test_the_kinds_of_pixels_differ_in_brightness_too():
    brightness = sorted(np.dot(to_rgb(COLOURS[kind]), (0.2126, 0.7152, 0.0722)) for kind in KINDS)
    assert np.diff(brightness).min() > 0.15


@pytest.mark.parametrize(("images", "shown"), [(1, 1), (3, 3), (6, 4)])
def test_the_title_of_masks_counts_the_pixels_that_are_drawn(images, shown):
    masks = np.zeros((images, SIDE, SIDE, 1))
    masks[:4, :2] = 1
    picture = plots.annotated(np.zeros_like(masks), masks)
    assert picture.title == "20% of these pixels are membrane: a mask that shows none is right on 80%"
    assert len(picture.figure.axes) == 2 * shown
    masks[0] = 0
    assert plots.annotated(masks, masks, structure="axon").title.startswith(f"{20 - 20 / shown:.0f}% of these")


@pytest.mark.parametrize(
    ("nets", "title"),
    [
        (
            {"a": planted(missed=10)[1], "b": planted(missed=25)[1]},
            "Dice is highest for a: 0.89 against 0.67 for b",
        ),
        (
            {"a": planted(missed=25)[1], "b": planted(missed=10)[1], "c": RIGHT},
            "Dice is highest for c: 1.00 against 0.89 for b and 0.67 for a",
        ),
        ({"a": RIGHT, "b": 0.4 * RIGHT, "c": RIGHT}, "Dice is highest for a and c: 1.00 against 0.00 for b"),
        ({"a": RIGHT, "b": RIGHT}, "Dice is 1.00 for a and b alike"),
        (
            {"a": planted(3, 6)[1]},
            "Dice is 0.91 for a: 3 pixels are missed, and 6 invented",
        ),
        ({"all wrong": 1 - RIGHT}, "Dice is 0.00 for all wrong: 50 pixels are missed, and 50 invented"),
    ],
)
def test_the_title_of_what_is_found_names_the_highest_dice(nets, title):
    assert plots.found(IMAGE, TRUTH, nets).title == title


def test_nothing_found_where_there_is_nothing_is_right():
    assert plots.found(IMAGE, EMPTY, {"a": EMPTY}).title.startswith("Dice is 1.00 for a: 0 pixels are missed")
    assert dice(EMPTY, RIGHT) == 0


def test_each_pixel_has_the_colour_of_its_kind():
    panel = plots.found(IMAGE, TRUTH, {"a": planted(3, 6)[1]}).figure.axes[1].images[0]
    colours = panel.to_rgba(panel.get_array())[..., :3].reshape(-1, 3)
    counts = {kind: int(np.isclose(colours, to_rgb(COLOURS[kind])).all(axis=1).sum()) for kind in KINDS}
    assert counts == {"ground": 44, "missed": 3, "invented": 6, "right": 47}


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ((0.01, 0.1), "With b the probability of a pixel changes most, by 0.1 on average; with a by 0.01"),
        ((0.1, 0.01), "With a the probability of a pixel changes most, by 0.1 on average; with b by 0.01"),
        ((0.1, 0.1), "With a and b the probability of a pixel changes alike, by 0.1 on average"),
        ((0.1,), "With a the probability of a pixel changes, by 0.1 on average"),
        ((0, 0), "With a or b no probability changes"),
        ((0, 0.1), "With b the probability of a pixel changes most, by 0.1 on average; with a by 0"),
    ],
)
def test_the_title_of_silencing_says_what_changes_the_answer_most(changes, title):
    up_and_down = np.where(np.arange(SIDE) % 2, 1, -1)[:, None]
    nets = {name: RIGHT + change * up_and_down for name, change in zip("ab", changes, strict=False)}
    picture = plots.silenced(IMAGE, TRUTH, {"whole net": RIGHT} | nets)
    assert picture.title == title
    assert picture.figure.axes[-1].images[0].get_clim() == (0, 1)


def doubts(probability, truth=TRUTH, entropy=None):
    entropy = doubt_of(probability) if entropy is None else entropy
    return plots.doubts(IMAGE, truth, probability, 0 * probability, entropy)


def test_the_title_of_doubts_says_where_the_errors_lie():
    _, probability = planted(missed=3, invented=2)
    rightly = np.where((probability > 0.5) != (TRUTH > 0.5), 0.6, 0.1)
    where = "The tenth of the pixels with the highest entropy holds"
    assert doubts(probability, entropy=rightly).title == f"{where} 100% of the 5 wrong pixels"
    assert doubts(probability, entropy=0.7 - rightly).title == f"{where} 0% of the 5 wrong pixels"
    assert doubts(1 - RIGHT).title == f"{where} 10% of the 100 wrong pixels"
    assert doubts(RIGHT).title == "No pixel is wrong: here entropy has no error to find"
    assert doubts(np.full_like(TRUTH, 0.2), EMPTY).title.startswith("No pixel is wrong")


def test_pixels_of_one_entropy_share_the_room_that_is_left():
    doubt, errors = np.array([3.0, 2, 2, 2, 2, 1, 1, 1, 1, 1]), np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0], dtype=bool)
    assert held_by_highest(doubt, errors, share=0.1) == 1
    assert held_by_highest(doubt, errors, share=0.3) == pytest.approx(1 + 2 * 0.5)
    assert held_by_highest(doubt, errors, share=0.25) == pytest.approx(1 + 1.5 * 0.5)
    assert held_by_highest(0 * doubt, errors, share=0.1) == pytest.approx(0.4)


SURE, UNSURE, FITTING = curve(0.5), curve(1.2), curve(1.0)


@pytest.mark.parametrize(
    ("nets", "title"),
    [
        (
            {"a": (0.12, SURE), "b": (0.03, SURE)},
            "B is better calibrated: error 0.030 against 0.120 for a; both are over-confident",
        ),
        (
            {"a": (0.03, UNSURE), "b": (0.12, SURE)},
            "A is better calibrated: error 0.030 against 0.120 for b; a is under-confident and b is over-confident",
        ),
        (
            {"a": (0.1, SURE), "b": (0.1, SURE)},
            "A and b are calibrated alike, with an error of 0.100; both are over",
        ),
        ({"a": (0.0, FITTING)}, "A: calibration error 0.000, as sure as it is right"),
        (
            {"a": (0.0, FITTING), "b": (0.1, UNSURE)},
            "against 0.100 for b; a is as sure as it is right and b is under",
        ),
        ({"a": (0.1, SURE), "b": (0.2, SURE), "c": (0.3, SURE)}, "A is best calibrated: error 0.100 against 0.200"),
        (
            {"a": (0.1, SURE), "b": (0.1, SURE), "c": (0.3, SURE)},
            "A and b are best calibrated: error 0.100 against",
        ),
    ],
)
def test_the_title_of_reliability_says_who_is_calibrated_and_who_is_too_sure(nets, title):
    assert title in plots.reliability_curves(nets).title


def test_a_curve_may_lack_weights_or_hold_empty_bins_or_come_as_a_named_tuple():
    from utils.segmentation import reliability

    empty = np.insert(SURE[:, :2], 2, np.nan, axis=0)
    title = plots.reliability_curves({"a": (0.1, SURE)}).title
    assert plots.reliability_curves({"a": (0.1, SURE[:, :2])}).title == title
    assert plots.reliability_curves({"a": (0.1, empty)}).title == title
    _, probability = planted(missed=20)
    picture = plots.reliability_curves({"a": reliability(probability, TRUTH)})
    assert picture.title.endswith("over-confident") and len(picture.figure.axes) == 2


def test_a_net_is_over_confident_where_most_pixels_say_so():
    weighted = np.array([[0.1, 0.2, 0.9], [0.9, 1.0, 0.1]])
    assert plots.reliability_curves({"a": (0.1, weighted)}).title.endswith("over-confident")
    weighted[:, 2] = 0.1, 0.9
    assert plots.reliability_curves({"a": (0.1, weighted)}).title.endswith("under-confident")


@pytest.mark.parametrize("power", [-0.5, -1, -0.13])
def test_the_title_of_errors_says_the_power_that_was_planted(power):
    picture = plots.error_by_samples({n: [0.9 * n**power, 1.1 * n**power] for n in (16, 1, 4)})
    assert f"goes as n to the power {power:.2f};" in picture.title


def test_predictions_that_do_not_differ_have_no_power():
    assert plots.error_by_samples({1: [0, 0], 4: [0]}).title.startswith("Every distance is 0")
    assert plots.error_by_samples({1: 0.1, 4: 0}).title.startswith("Some distances are 0")
    with pytest.raises(ValueError, match="at least 2 numbers of predictions"):
        plots.error_by_samples({4: [0.1]})


SAMPLES = drawn(16, np.random.default_rng(1))


@pytest.mark.parametrize("count", [1, 4, 16])
def test_the_title_of_a_frame_is_that_of_its_mean(count):
    mean = SAMPLES[:count].mean(axis=0)
    score, errors = dice(TRUTH, mean), np.mean((mean > 0.5) != (TRUTH > 0.5))
    title = plots.samples_slider(IMAGE, TRUTH, SAMPLES).frame(samples=count)[1]
    assert title.startswith("One prediction with" if count == 1 else f"Mean of {count} predictions with")
    assert title.endswith(f": Dice {score:.2f}, {errors:.1%} of the pixels are wrong")


def test_a_frame_shows_mean_entropy_and_errors_of_the_first_samples():
    frames = Frames(IMAGE[..., 0], TRUTH[..., 0], SAMPLES[..., 0]).show(4)
    mean = SAMPLES[:4, ..., 0].mean(axis=0)
    shown = [np.asarray(panel.get_array()) for panel in (frames.mean, frames.entropy, frames.errors)]
    np.testing.assert_allclose(shown[0], mean)
    np.testing.assert_allclose(shown[1], doubt_of(mean))
    assert ((shown[2] % 3 != 0) == ((mean > 0.5) != (TRUTH[..., 0] > 0.5))).all()


def test_a_frame_of_samples_does_not_depend_on_those_before_it():
    there, back = (plots.samples_slider(IMAGE, TRUTH, SAMPLES) for _ in range(2))
    assert [there.frame(samples=n) for n in (1, 4, 16)] == [back.frame(samples=n) for n in (16, 4, 1)][::-1]


def test_only_as_many_samples_as_there_are_can_be_averaged():
    (control,), _, said = parts(plots.samples_slider(IMAGE, TRUTH, SAMPLES[:5], start=4))
    assert [label for label, _ in control.options] == ["1", "2", "4"] and control.value == 4
    assert "Mean of 4 predictions" in said.value
    control.value = 1
    assert "One prediction" in said.value
    with pytest.raises(ValueError, match="draw more samples"):
        plots.samples_slider(IMAGE, TRUTH, SAMPLES[:5], counts=(8,))


@pytest.mark.slow
@pytest.mark.parametrize("truth", [TRUTH, EMPTY, EMPTY + 1])
@pytest.mark.parametrize("probability", sample([EMPTY, RIGHT, EMPTY + 1, 1 - RIGHT], 2))
@pytest.mark.filterwarnings("error")
def test_certain_and_empty_predictions_are_drawn_as_any_others(truth, probability):
    from utils.segmentation import entropy

    plots.found(IMAGE, truth, {"a": probability, "b": EMPTY})
    plots.doubts(IMAGE, truth, probability, EMPTY, entropy(probability))
    frames = plots.samples_slider(IMAGE, truth, np.stack([probability] * 2))
    assert frames.frame(samples=1)[1].split(":")[1] == frames.frame(samples=2)[1].split(":")[1]


def test_arrays_of_other_shapes_are_refused_in_words():
    batch = np.zeros((1, SIDE, SIDE, 1))
    assert plots.found(batch, TRUTH, {"a": batch}).title
    for wrong in (np.zeros((2, SIDE, SIDE, 1)), np.zeros((SIDE, SIDE + 1, 1))):
        with pytest.raises(ValueError, match="Expected arrays of one image, height x width"):
            plots.found(IMAGE, TRUTH, {"a": wrong})
        with pytest.raises(ValueError, match="Expected arrays of one image, height x width"):
            plots.samples_slider(IMAGE, TRUTH, wrong[None])
