"""Wrong answers to exercise 4.4: where dropout stands in a U-Net, and where its paper puts it."""

import keras
import numpy as np

from tests.answers import wrong
from tests.unet_walks import Walk, is_dropout, side
from utils.models import calls

EXERCISE = "locate_dropout"


def renamed(model, **names):
    return [(level, names.get(path, path), rate) for level, path, rate in Walk(model).rows()]


# By misconception


@wrong(EXERCISE, "layer names believed")
def kind_by_the_name(model):
    return Walk(model).rows(listed=lambda layer: "dropout" in layer.name and hasattr(layer, "rate"))


@wrong(EXERCISE, "layer names believed")
def place_by_the_name(model):
    """Read "dropout_contracting_2" where the name has a number of a level, else look."""
    walk, found = Walk(model), []
    for row, layer in zip(walk.rows(), dropouts(walk), strict=True):
        _, path, level, *_ = *layer.name.split("_"), "", "", ""
        told = level.isdigit() and path in ("contracting", "expanding", "bottleneck")
        found.append((int(level), path, layer.rate) if told else row)
    return found


@wrong(EXERCISE, "counts pooling layers")
def pools_passed_on_the_way(model):
    """Count max pools on the way down, and know each level by its side on the way up."""
    walk, pools, levels = Walk(model), {id(model.inputs[0]): 0}, {}
    for layer, inputs, outputs in walk.calls:
        passed = max(pools.get(id(one), 0) for one in inputs) + isinstance(layer, keras.layers.MaxPooling2D)
        pools.update((id(one), passed) for one in outputs)
        levels.setdefault(side(outputs[0]), passed)
    return walk.rows(level=lambda maps: levels[side(maps)])


@wrong(EXERCISE, "level by the number of maps")
def from_the_number_of_maps(model):
    walk = Walk(model)
    base = next(outputs[0].shape[-1] for layer, _, outputs in walk.calls if isinstance(layer, keras.layers.Conv2D))
    return walk.rows(level=lambda maps: round(np.log2(maps.shape[-1] / base)))


@wrong(EXERCISE, "rate 0 listed")
def whatever_its_rate(model):
    return Walk(model).rows(active=lambda rate: True)


@wrong(EXERCISE, "SpatialDropout2D overlooked")
def dropout_of_single_activations_alone(model):
    return Walk(model).rows(listed=lambda layer: type(layer) is keras.layers.Dropout)


@wrong(EXERCISE, "SpatialDropout2D overlooked")
def by_the_name_of_one_class(model):
    return Walk(model).rows(listed=lambda layer: layer.__class__.__name__ == "Dropout")


@wrong(EXERCISE, "nested dropout overlooked")
def nested_models_closed(model):
    return Walk(model, calls).rows()


@wrong(EXERCISE, "levels counted from the bottom")
def the_bottleneck_is_0(model):
    walk = Walk(model)
    return walk.rows(level=lambda maps: walk.depth - walk.level(maps))


@wrong(EXERCISE, "levels counted from 1")
def the_full_size_is_1(model):
    walk = Walk(model)
    return walk.rows(level=lambda maps: walk.level(maps) + 1)


@wrong(EXERCISE, "rate told as the share kept")
def shares_kept(model):
    return Walk(model).rows(rate=lambda rate: 1 - rate)


@wrong(EXERCISE, "bottleneck told as contracting")
def two_ways_alone(model):
    return renamed(model, bottleneck="contracting")


@wrong(EXERCISE, "bottleneck told as expanding")
def the_way_up_begins_below(model):
    return renamed(model, bottleneck="expanding")


@wrong(EXERCISE, "ways swapped")
def expanding_first(model):
    return renamed(model, contracting="expanding", expanding="contracting")


@wrong(EXERCISE, "skip not told apart")
def contracting_unless_it_comes_from_below(model):
    return renamed(model, skip="contracting")


@wrong(EXERCISE, "skip not told apart")
def expanding_unless_it_leads_below(model):
    return renamed(model, skip="expanding")


@wrong(EXERCISE, "skip not told apart")
def skips_left_out(model):
    return [row for row in Walk(model).rows() if row[1] != "skip"]


def by_half(model, known):
    walk = Walk(model)
    outputs = [id(outputs[0]) for _, _, outputs in walk.calls]

    def path(maps):
        if walk.path(maps) == known:
            return known
        return "contracting" if outputs.index(id(maps)) + 1 < (len(outputs) + 1) / 2 else "expanding"

    return walk.rows(path=path)


@wrong(EXERCISE, "half of the layers taken for the way down")
def first_half_of_the_layers(model):
    return by_half(model, "bottleneck")


@wrong(EXERCISE, "order of the data ignored")
def from_the_end(model):
    return Walk(model).rows()[::-1]


@wrong(EXERCISE, "order of the data ignored")
def by_level(model):
    return sorted(Walk(model).rows())


@wrong(EXERCISE, "order of the data ignored")
def way_up_before_the_bottleneck(model):
    return sorted(Walk(model).rows(), key=lambda row: row[1] == "bottleneck")


# Subtly


@wrong(EXERCISE)
def pass_it_on(model):
    pass


@wrong(EXERCISE)
def nothing_found(model):
    return []


@wrong(EXERCISE)
def layers_for_triples(model):
    return [layer for layer in model.layers if is_dropout(layer)]


@wrong(EXERCISE)
def rates_alone(model):
    return [rate for _, _, rate in Walk(model).rows()]


@wrong(EXERCISE)
def pairs(model):
    return [row[:2] for row in Walk(model).rows()]


@wrong(EXERCISE)
def path_first(model):
    return [(path, level, rate) for level, path, rate in Walk(model).rows()]


@wrong(EXERCISE)
def yields_them(model):
    yield from Walk(model).rows()


@wrong(EXERCISE)
def a_dictionary(model):
    return {row[:2]: row[2] for row in Walk(model).rows()}


@wrong(EXERCISE)
def words_of_its_own(model):
    return renamed(model, contracting="encoder", expanding="decoder")


@wrong(EXERCISE)
def one_for_each_place(model):
    return [(*place, rate) for place, rate in {row[:2]: row[2] for row in Walk(model).rows()}.items()]


@wrong(EXERCISE)
def equal_rows_once(model):
    return list(dict.fromkeys(Walk(model).rows()))


@wrong(EXERCISE)
def first_alone(model):
    return Walk(model).rows()[:1]


@wrong(EXERCISE)
def way_down_alone(model):
    return [row for row in Walk(model).rows() if row[1] in ("contracting", "bottleneck")]


@wrong(EXERCISE)
def expanding_once_seen_before(model):
    """Take a level that comes again for one on the way up."""
    walk, seen = Walk(model), set()

    def path(maps):
        again = side(maps) in seen
        seen.add(side(maps))
        return "bottleneck" if side(maps) == walk.smallest else "expanding" if again else "contracting"

    return walk.rows(path=path)


@wrong(EXERCISE)
def expanding_behind_the_first_join(model):
    walk, joined = Walk(model), set()
    for layer, inputs, outputs in walk.calls:
        if isinstance(layer, keras.layers.Concatenate) or any(id(one) in joined for one in inputs):
            joined.update(map(id, outputs))

    def path(maps):
        expanding = id(maps) in joined and side(maps) != walk.smallest
        return "expanding" if expanding else "contracting" if walk.path(maps) == "expanding" else walk.path(maps)

    return walk.rows(path=path)


@wrong(EXERCISE)
def expanding_behind_a_transposed_conv(model):
    walk, raised = Walk(model), set()
    for layer, inputs, outputs in walk.calls:
        if isinstance(layer, keras.layers.Conv2DTranspose) or any(id(one) in raised for one in inputs):
            raised.update(map(id, outputs))

    def path(maps):
        return "expanding" if id(maps) in raised else "contracting" if id(maps) not in walk.comes else "skip"

    return walk.rows(path=lambda maps: "bottleneck" if side(maps) == walk.smallest else path(maps))


@wrong(EXERCISE)
def depth_of_three(model):
    walk = Walk(model)

    def path(maps):
        below = walk.level(maps) < 3 and walk.path(maps) == "bottleneck"
        return "bottleneck" if walk.level(maps) == 3 else "contracting" if below else walk.path(maps)

    return walk.rows(path=path)


@wrong(EXERCISE)
def a_side_of_16_at_the_top(model):
    return Walk(model).rows(level=lambda maps: round(np.log2(16 / side(maps))))


@wrong(EXERCISE)
def rates_in_tenths(model):
    return Walk(model).rows(rate=lambda rate: round(rate, 1))


@wrong(EXERCISE)
def behind_the_pool_counts_above(model):
    """Take the level of the maps before the last pool for that of a dropout right behind it."""
    walk = Walk(model)
    pools = (keras.layers.MaxPooling2D, keras.layers.AveragePooling2D)
    pooled = {id(out) for layer, _, outputs in walk.calls for out in outputs if isinstance(layer, pools)}
    behind = {id(outputs[0]) for _, inputs, outputs in walk.calls if id(inputs[0]) in pooled}
    return walk.rows(level=lambda maps: walk.level(maps) - (id(maps) in behind))


@wrong(EXERCISE)
def before_the_join_counts_below(model):
    walk = Walk(model)
    joins = [inputs for _, inputs, _ in walk.calls if len(inputs) > 1]
    joined = {id(one) for inputs in joins for one in inputs if id(one) in walk.comes}
    return walk.rows(level=lambda maps: walk.level(maps) + (id(maps) in joined))


@wrong(EXERCISE)
def any_layer_with_a_rate(model):
    return [
        (level, path, rate) for level, path, rate in Walk(model).rows(listed=lambda layer: hasattr(layer, "rate"))
    ] + [(0, "contracting", 0.0)]


@wrong(EXERCISE)
def logits_left_out(model):
    walk = Walk(model)
    last = {id(one) for one in walk.calls[-1][2]}
    return [row for row, out in zip(walk.rows(), outs(walk), strict=True) if id(out) not in last]


@wrong(EXERCISE)
def only_before_a_pool(model):
    walk = Walk(model)
    pools = (keras.layers.MaxPooling2D, keras.layers.AveragePooling2D)
    pooled = {id(inputs[0]) for layer, inputs, _ in walk.calls if isinstance(layer, pools)}
    kept = zip(walk.rows(), outs(walk), strict=True)
    return [row for row, out in kept if row[1] != "contracting" or id(out) in pooled]


@wrong(EXERCISE)
def opens_one_nested_model_alone(model):
    def once(model):
        found = []
        for layer, inputs, outputs in calls(model):
            found += calls(layer) if isinstance(layer, keras.Model) else []
            found.append((layer, inputs, outputs))
        return found

    return Walk(model, once).rows()


def outs(walk):
    return [outputs[0] for layer, _, outputs in walk.calls if is_dropout(layer) and layer.rate > 0]


def dropouts(walk):
    return [layer for layer, _, _ in walk.calls if is_dropout(layer) and layer.rate > 0]


# paper_placement


@wrong("paper_placement", "no dropout in the U-Net")
def none_at_all():
    return (0, 0, 0, 0, 0)


@wrong("paper_placement", "no dropout in the U-Net")
def an_empty_dict():
    return {}


@wrong("paper_placement", "dropout on every level")
def everywhere():
    return [0.5] * 5


@wrong("paper_placement", "dropout on every level")
def everywhere_on_both_ways():
    return dict.fromkeys(range(5), 0.5) | {(level, "expanding"): 0.5 for level in range(4)}


@wrong("paper_placement", "dropout on every level")
def more_and_more():
    return [0.1, 0.2, 0.3, 0.4, 0.5]


@wrong("paper_placement", "bottleneck alone")
def the_deepest_level():
    return {4: 0.5}


@wrong("paper_placement", "bottleneck left out")
def the_level_above_it():
    return [0, 0, 0, 0.5, 0]


@wrong("paper_placement", "bottleneck left out")
def two_levels_above_it():
    return [0, 0, 0.5, 0.5, 0]


@wrong("paper_placement", "bottleneck left out")
def for_a_net_of_64_to_512():
    return {2: 0.5, 3: 0.5}


@wrong("paper_placement", "rates from the deepest level up")
def reversed_rates():
    return [0.5, 0.5, 0, 0, 0]


@wrong("paper_placement", "dropout in the decoder")
def decoder_alone():
    return {(level, "expanding"): 0.5 for level in range(4)}


@wrong("paper_placement", "dropout in the decoder")
def both_ends_of_the_bottleneck():
    return {3: 0.5, 4: 0.5, (3, "expanding"): 0.5}


@wrong("paper_placement", "rates as shares kept")
def shares_that_stay():
    return [1, 1, 1, 0.5, 0.5]


@wrong("paper_placement", "another rate than the paper's")
def a_mild_rate():
    return [0, 0, 0, 0.2, 0.2]


@wrong("paper_placement", "another rate than the paper's")
def milder_above():
    return {3: 0.25, 4: 0.5}


@wrong("paper_placement")
def last_three():
    return [0, 0, 0.5, 0.5, 0.5]


@wrong("paper_placement")
def four_rates():
    return [0, 0, 0.5, 0.5]


@wrong("paper_placement")
def two_rates():
    return [0.5, 0.5]


@wrong("paper_placement")
def one_rate():
    return 0.5


@wrong("paper_placement")
def the_levels():
    return [3, 4]


@wrong("paper_placement")
def percent():
    return [0, 0, 0, 50, 50]


@wrong("paper_placement")
def in_words():
    return "end of the contracting path"


@wrong("paper_placement")
def no_return():
    {3: 0.5, 4: 0.5}  # noqa: B018


@wrong("paper_placement")
def words_for_levels():
    return {"d3": 0.5, "d4": 0.5}


@wrong("paper_placement")
def levels_counted_from_1():
    return {4: 0.5, 5: 0.5}


@wrong("paper_placement")
def triples_as_located():
    return [(3, "contracting", 0.5), (4, "bottleneck", 0.5)]


@wrong("paper_placement")
def a_negative_rate():
    return [0, 0, 0, -0.5, 0.5]


@wrong("paper_placement")
def the_second_and_the_last():
    return [0, 0.5, 0, 0, 0.5]
