"""The titles of the pictures of feature maps say what was drawn, in every branch."""

import numpy as np
import pytest

from tests.example_maps import RATES, one_changed, seen, some_maps
from utils import plots
from utils.plots.sheet import Sheet, tiled
from utils.plots.style import blank

RNG = np.random.default_rng(0)
NOISE = 0.01 * np.array([1, -1, 2, -2, 1, -1])


def test_tiles_lie_in_rows_with_a_gap_between_them():
    stack = np.arange(2 * 3 * 5).reshape(2, 3, 5)
    whole = tiled(stack, columns=2)
    assert whole.shape == (2 * 3 + 2, 3 * 2 + 1)
    for number in range(5):
        top, left = 3 * (number // 2), 4 * (number % 2)
        assert (whole[top : top + 2, left : left + 3] == stack[..., number]).all()
    assert np.isnan(whole[2]).all() and np.isnan(whole[:, 3]).all() and np.isnan(whole[6:, 4:]).all()
    assert tiled(stack, columns=9).shape == (2, 5 * 3 + 4)


def test_a_dropped_cell_is_a_hole_with_a_cross_and_a_zero_is_not():
    stack, dropped = np.zeros((3, 4, 2)), np.zeros((3, 4, 2), dtype=bool)
    dropped[2, 1, 1] = True
    drawn = Sheet(blank("a sheet")[1], stack.shape, columns=2).show(stack, dropped)
    tiles = np.delete(seen(drawn), 4, axis=1)
    assert np.argwhere(np.isnan(tiles)).tolist() == [[2, 5]] and not np.nansum(np.abs(tiles))
    x, y = drawn.crosses.get_data()
    assert np.nanmean(x) == pytest.approx(6) and np.nanmean(y) == pytest.approx(2)
    assert not len(drawn.show(stack).crosses.get_xdata())


@pytest.mark.parametrize("maps", [1, 2, 8])
def test_the_title_of_feature_maps_counts_positions_times_maps(maps):
    values = some_maps(RNG, 5, 4, maps) - 0.1
    title = plots.feature_maps(np.zeros((8, 8, 1)), values, layer="conv").title
    assert title.startswith(f"One image gives {maps} map{'s' * (maps > 1)} of 5 x 4: {20 * maps} activations, ")
    assert title.endswith(f", {np.sum(values > 0)} of them above 0")


@pytest.mark.parametrize(("side", "maps"), [(8, 8), (16, 8), (28, 16), (8, 32)])
def test_the_numbers_of_a_second_row_stand_clear_of_the_first(side, maps):
    figure = plots.feature_maps(np.zeros((side, side, 1)), some_maps(RNG, side, side, maps), layer="conv").figure
    axes = figure.axes[1]
    tops = [axes.transData.inverted().transform(text.get_window_extent().max)[1] for text in axes.texts]
    assert len(tops) == maps and min(tops[maps // 2 :]) > side - 0.5


def test_the_title_of_masks_counts_zeros_and_says_whether_maps_differ():
    stack = np.ones((2, 3, 3))
    stack[0, 0, 0] = stack[1, 1, 1] = stack[1, 2, 2] = 0
    vector, one_map = np.array([0.0, 1, 1, 1]), np.zeros((2, 3))
    title = plots.masks_by_rank(vector, one_map, stack, rate=0.4).title
    assert title == "Rate 0.4 drops 1 of 4, 6 of 6 and 3 of 18 numbers; no two maps lose the same cells"
    stack[..., 1] = stack[..., 0]
    assert plots.masks_by_rank(vector, one_map, stack, rate=0.4).title.endswith("some maps lose the same cells")


def test_the_title_of_kinds_says_the_share_and_the_whole_maps_of_each():
    maps, element = np.ones((2, 5, 4)), np.ones((2, 5, 4))
    element[0, :2] = 0
    one, two = np.ones((2, 5, 4)), np.ones((2, 5, 4))
    one[..., 3] = two[..., :2] = 0
    title = plots.kinds(maps, {"element": element, "channel": one, "twice": two}, rate=0.25).title
    assert (
        title == "At rate 0.25 element drops 20% of 40 numbers, channel 25% (1 whole map), twice 50% (2 whole maps)"
    )


def cross(changed):
    changed[1, 2] = changed[3, 4] = False


def none(changed):
    changed[:] = False


def one_filter(changed):
    changed[..., 1:] = False


def all_but_one_place(changed):
    changed[2, 3, 0] = False


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda changed: None, "changes 36 outputs: the same 3 x 3 in all 4 filters"),
        (cross, "changes 28 outputs: the same 7 places in all 4 filters"),
        (none, "changes no output"),
        (one_filter, "changes 9 outputs in 1 of 4 filters, not the same in each"),
        (all_but_one_place, "changes 35 outputs in all 4 filters, not the same in each"),
    ],
)
def test_the_title_of_changed_outputs_counts_them_and_compares_the_filters(change, words):
    silenced, changed = one_changed()
    change(changed)
    assert plots.changed_outputs(silenced, changed).title == f"One silenced activation {words}"


def test_several_silenced_activations_are_counted_and_ideas_drawn_below():
    silenced, changed = one_changed()
    silenced[0, 0, :2] = True
    picture = plots.changed_outputs(silenced, changed, ideas={"if one filter alone": changed * [1, 0, 0, 0]})
    assert picture.title.startswith("3 silenced activations change 36 outputs")
    assert picture.figure.axes[-1].get_xlabel() == "if one filter alone: 9 outputs change (dark) in 1 of 4 filters"


def test_one_tensor_names_both_sides_of_each_tensor():
    picture = plots.one_tensor(["Conv 1", "ReLU", "Conv 2"], dropped_after="Conv 1")
    assert picture.title.endswith("what dropout leaves of the output of Conv 1 is the input of ReLU")
    words = [text.get_text().replace("\n", " ") for text in picture.figure.axes[0].texts]
    boxes, sides = [word for word in words if " of " not in word], [word for word in words if " of " in word]
    assert list(filter(None, boxes)) == ["Conv 1", "Dropout", "ReLU", "Conv 2"]
    assert sides[:4] == ["output of Conv 1", "input of Dropout", "output of Dropout", "input of ReLU"]
    with pytest.raises(ValueError, match="add the next layer"):
        plots.one_tensor(["Conv 1", "ReLU"], dropped_after="ReLU")


@pytest.mark.parametrize(
    ("ratios", "words"),
    [
        (
            {"a": [1.1, 1.4, 1.3], "b": [1, 1, 1.01]},
            "A rises to 1.40 at rate 0.3; the other stays within 2% of 1",
        ),
        (
            {"a": [0.9, 1.0, 0.5], "b": [1, 1, 1], "c": [1, 1, 1]},
            "A falls to 0.50 at rate 0.5; the other 2 stay within",
        ),
        ({"a": [1.1, 1.4, 2], "b": [0.5, 1, 1]}, "A rises to 2.00 at rate 0.5; b falls to 0.50 at rate 0.1"),
        ({"a": [1.0, 1.01, 1], "b": [1, 1, 0.99]}, "Each of them stays within 2% of 1"),
    ],
)
def test_the_title_of_pooling_says_which_leave_1_and_where_they_are_farthest(ratios, words):
    assert plots.order_of_pooling(RATES, ratios).title.startswith(words)


def test_the_title_of_the_variance_says_how_far_the_law_is_off():
    title = plots.variance_shift(RATES, [0.9, 0.73, 0.48], lambda rate: 1 - rate).title
    assert title.startswith("At rate 0.5 the variance at test is 0.48 of that in training")
    assert title.endswith("over 3 rates the law is off by 0.03 at most")


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (
            {"block": NOISE + 0.4, "element": NOISE[::-1] + 0.7, "channel": 2 * NOISE - 0.001},
            "neighbours tell most under element (0.70), least under channel (0.00)",
        ),
        ({"element": NOISE, "channel": NOISE[::-1]}, "the kinds cannot be told apart"),
        ({"element": NOISE}, "the kinds cannot be told apart"),
    ],
)
def test_the_title_of_what_is_recoverable_follows_the_paired_intervals(kinds, words):
    assert plots.recoverable({"first conv": kinds}).title == f"First conv: {words}"
