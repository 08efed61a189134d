"""A U-Net of an answer as it runs: its sizes and its wiring, and what falls where in training."""

import numpy as np

from utils.checks.lesson03.conv_tape import same
from utils.checks.lesson04.parts import NOTHING, copies, fallen, is_dropped, positive, take_weights
from utils.checks.lesson04.refusing import raised_by_keras
from utils.checks.lesson04.taps import Flow
from utils.checks.lesson04.wiring import Wiring
from utils.checks.plain import Unusable, describe_error, kind

COPIES = 24


def model_of(answer, shape, **options):
    """Return the model of an answer, run once, so that it has its weights, with all of them positive."""
    import keras

    try:
        model = answer(shape, **options)
    except ValueError as error:
        if raised_by_keras(error):
            raise
        where = f"images of {shape}, depth={options['depth']}"
        raise Unusable(f"Your answer raised {describe_error(error)} ({where})") from error
    if model is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if not isinstance(model, keras.Model):
        raise Unusable(f"Expected a Keras model, got {kind(model)}: return keras.Model(inputs, logits).")
    output = model(np.zeros((1, *shape), dtype="float32"))
    if len(getattr(output, "shape", ())) != 4:
        raise Unusable(
            f"Expected logits as one tensor of maps, got {kind(output)}: return one logit for each pixel."
        )
    positive(model)
    return model


class UnetTape:
    """What one net of an answer does without dropout: its output and its wiring."""

    def __init__(self, law, answer, shape, base, depth, classes=1):
        self.shape, self.base, self.depth, self.classes = shape, base, depth, classes
        self.case = f"base={base}, depth={depth}"
        x = law.generator(3, depth).uniform(0, 3, size=(2, *shape)).astype("float32")
        seen = law.ask(_probe, answer, x, base, depth, classes)
        self.usable = None if seen is None else True
        self.seen = seen or {}
        self.output = self.seen.get("output", NOTHING)
        self.wiring = self.seen.get("wiring")
        self.fits = True if self.usable and self.output.shape[1:] == (*shape[:2], classes) else None
        self.deep = True if self.fits and self.flow.deepest == depth else None

    @property
    def flow(self):
        return self.wiring.flow

    def filters(self):
        """Return how many maps each place ends with: the levels down, the bottleneck, the levels up."""
        ends = {}
        for number, place in self.flow.weighted()[:-1]:
            ends[place] = self.flow.taps[number].gave.shape[-1]
        up = [(level, "expanding") for level in reversed(range(self.depth))]
        down = [(level, "contracting") for level in range(self.depth)]
        return [ends.get(place) for place in (*down, (self.depth, "bottleneck"), *up)]

    def is_straight(self):
        """Whether sums go into level 0 and sums are what it hands on, as from convs alone."""
        one, other, both, none = self.seen["bent"]
        return bool(np.allclose(one + other, both + none, rtol=1e-3, atol=1e-2))

    def right_filters(self):
        levels = [*range(self.depth + 1), *reversed(range(self.depth))]
        return [self.base * 2**level for level in levels]


def _probe(answer, x, base, depth, classes):
    model = model_of(answer, x.shape[1:], base=base, depth=depth, classes=classes)
    trained = [np.array(model(x, training=True)) for _ in range(2)]
    calm = [np.array(one) for one in (model(x), model(x, training=False))]
    wiring = Wiring(model, x, depth)
    if not wiring.flow.weighted():
        raise Unusable("No layer with weights hands on maps in your model: build it from convs.")
    one, other = 40 * (x - 1.5)
    bent = Flow(model, np.stack([one, other, one + other, 0 * one]), depth, training=False).handed_on(0)
    last = wiring.flow.taps[wiring.flow.weighted()[-1][0]].layer
    before = last.get_weights()
    last.set_weights([-3 * one for one in before])
    turned = np.array(model(x, training=False))
    last.set_weights(before)
    return dict(output=calm[1], calm=calm, trained=trained, wiring=wiring, turned=turned, bent=bent, model=model)


class StormTape:
    """What falls in a net whose dropout stands at one level alone, on copies of one image.

    down, skip, output: pairs (in training, the same at a rate of 0) of what the level hands on below and across,
    and of the logits. The bottleneck has no skip: what it hands on counts for both.
    """

    def __init__(self, depth, level, rate, seen):
        self.level, self.rate, self.depth = level, rate, depth
        self.case = f"rates={rates_at(depth, level, rate)}"
        self.usable = True if seen and "downs" in seen else None
        seen = seen if self.usable else dict(rests=seen["rests"]) if seen else {}
        nothing = (NOTHING, NOTHING)
        self.rests, self.output = seen.get("rests", nothing), seen.get("output", nothing)
        self.downs = seen.get("downs", [nothing] * (depth + 1))
        self.down = self.downs[level]
        self.skip = seen.get("skips", {}).get(level, self.down if level == depth else nothing)
        self.up = seen.get("up", 0.0)

    def is_dropped(self, pair):
        return (
            bool(self.usable)
            and pair[0].shape[1:] == pair[1].shape[1:]
            and is_dropped(*pair, self.rate)
            and not is_whole(pair)
        )

    def levels_that_fall(self):
        """Return the levels whose maps are dropped as they are handed on."""
        return [level for level, pair in enumerate(self.downs) if self.is_dropped(pair)]

    def carries_what_goes_down(self):
        return same(self.down[0], self.skip[0])

    def up_is_whole(self):
        return self.up < self.rate / 2

    def logits_are_whole(self):
        return not fallen(*self.output).any()

    def draws(self):
        """Whether anything is drawn at all."""
        return not is_whole(self.output)


def is_whole(pair):
    """Whether all copies are what one is without dropout."""
    return pair[0].shape[1:] == pair[1].shape[1:] and same(pair[0], np.broadcast_to(pair[1], pair[0].shape))


def rates_at(depth, level, rate):
    return [rate if one == level else 0.0 for one in range(depth + 1)]


def storms(law, answer, tape, rates):
    """Return a StormTape for each level: the net of `tape` with dropout there alone, at its rate of `rates`."""
    image = law.generator(4).uniform(0, 3, size=tape.shape).astype("float32")
    seen = law.ask(_storms, answer, image, tape, rates) if tape.deep else None
    pairs = zip(rates, seen or [None] * len(rates), strict=True)
    return [StormTape(tape.depth, level, *one) for level, one in enumerate(pairs)]


def _storms(answer, image, tape, rates):
    depth, base, twin, wiring = tape.depth, tape.base, tape.seen["model"], tape.wiring
    batch = copies(image, COPIES)
    calm = Flow(twin, batch[:2], depth, training=True)  # may move statistics: the rest at inference comes first
    found = []
    for level, rate in enumerate(rates):
        model = model_of(answer, image.shape, base=base, depth=depth, rates=rates_at(depth, level, rate))
        take_weights(model, twin)
        rests = [np.array(one(batch[:2])) for one in (model, twin)]
        found.append(dict(rests=rests) | _storm(Flow(model, batch, depth, training=True), calm, wiring, level))
    return found


def _storm(storm, calm, wiring, level):
    depth = wiring.flow.depth
    if {storm.deepest, calm.deepest} != {depth} or len(storm.weighted()) != len(calm.weighted()):
        return {}
    downs = [(storm.handed_on(one), calm.handed_on(one)[:1]) for one in range(depth + 1)]
    skips = {one: _across(storm, calm, wiring, one) for one in range(depth) if wiring.skip(one)}
    up = 0.0 if level == depth else _fallen_on_the_way_up(storm, calm, wiring)
    return dict(downs=downs, skips=skips, output=(storm.output, calm.output[:1]), up=up)


def _nth_weighted(flow, nth):
    return flow.taps[flow.weighted()[nth][0]]


def _across(storm, calm, wiring, level):
    """Return what the skip of a level brings to its join, in both runs."""
    number, maps = wiring.skip(level)
    nth = [n for n, _ in wiring.flow.weighted()].index(number)
    return _nth_weighted(storm, nth).given[..., maps], _nth_weighted(calm, nth).given[:1, ..., maps]


def _fallen_on_the_way_up(storm, calm, wiring):
    """Return the largest share that has fallen of a map given to a layer on the way up, but for maps of skips."""
    skips = {number: np.flatnonzero(own) for one in range(calm.depth) for number, own, _ in wiring.joins(one)}
    shares = [0.0]
    for nth, (number, (_, path)) in enumerate(wiring.flow.weighted()):
        if path == "expanding":
            fell = fallen(_nth_weighted(storm, nth).given, _nth_weighted(calm, nth).given[:1]).mean((0, 1, 2))
            shares += [*np.delete(fell, skips.get(number, []))]
    return float(max(shares))
