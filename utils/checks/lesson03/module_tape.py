"""One module as it runs: its convs, what lies between them, its way down, and what dropout does to it."""

from itertools import product

import numpy as np

from utils.checks.lesson03.conv_tape import Conv, inside, model_of, pooled, relu, same
from utils.checks.lesson03.hearing import listen
from utils.checks.lesson03.sides import POOLED, parameters_of

NOTHING = np.full((2, 2, 2, 2), np.nan)
BRIGHT = 10  # every second image, so that a ReLU with a ceiling shows
MAY_ADD_A_CONV = ("stride", "valid")  # one that does nothing but go down


class ModuleTape:
    """What one module of an answer did to images x, at inference and in training.

    `bright` and `spotted` are its outputs at inference and in training once all its weights are positive, so that
    a zero can only come from dropout. Where there is nothing to look at, arrays are NaN and laws stay silent.
    """

    def __init__(self, law, answer, images, shape, filters, options):
        self.filters, self.maps_in = filters, shape[2]
        self.case = ", ".join(f"{name}={value!r}" for name, value in options.items()) or "nothing else said"
        full = dict(convs=2, down="max", rate=0.0, kind="element") | options
        self.convs_asked, self.down, self.rate, self.kind = full.values()
        self.x = law.generator(1, filters).normal(size=(images, *shape)).astype("float32")
        self.x[::2] *= BRIGHT
        seen = law.ask(_probe, answer, self.x, filters, options)
        self.usable = None if seen is None else True
        seen = seen or {}
        for name in ("output", "again", "trained", "bright", "spotted"):
            setattr(self, name, seen.get(name, NOTHING))
        self.words, self.parameters = seen.get("words", []), seen.get("parameters", 0)
        self.convs = [Conv(one) for one in seen.get("calm", [])]
        self.stormy = seen.get("stormy", [])

    # its convs

    def has_its_convs(self):
        more = len(self.convs) - self.convs_asked
        return more == 0 or (more == 1 and self.down in MAY_ADD_A_CONV)

    def are_plain(self):
        """Whether all are plain convs of 3 x 3; one that is there only to go down may have another kernel."""
        asked = self.convs[: self.convs_asked]
        return all(conv.linear is not None for conv in self.convs) and all(conv.kernel == 3 for conv in asked)

    def right_parameters(self):
        more = self.convs[self.convs_asked :]
        asked = parameters_of(self.maps_in, self.filters, self.convs_asked, 3)
        return asked + sum((conv.kernel**2 * self.filters + 1) * self.filters for conv in more)

    def sources(self):
        """Return for each conv what it should be given: the images, then the activations of the conv before."""
        return [self.x, *(relu(_linear(conv)) for conv in self.convs[:-1])]

    def given(self):
        """Return for each conv what it is given, without a border of zeros; None where sizes do not fit."""
        return [inside(conv.given, one.shape) for conv, one in zip(self.convs, self.sources(), strict=True)]

    def shrinks_between(self):
        return any(one is None for one in self.given())

    def other_place_of_the_pool(self):
        """Name where something shrinks before the last conv is done, if that is pooling; else None."""
        if "pool" not in self.words:
            return None
        return "pool before its convs" if self.given()[0] is None else "pool after every conv"

    def is_rectified(self):
        return all(map(same, self.given(), self.sources()))

    def hands_on_negatives(self):
        return any(one is not None and (one < -1e-3).any() for one in self.given()[1:])

    # its way down

    def strided(self):
        return [place for place, conv in enumerate(self.convs) if conv.stride > 1]

    def last(self):
        """Return what the last conv hands on, rectified; NaN where no conv was heard."""
        return relu(_linear(self.convs[-1])) if self.convs else NOTHING

    def goes_down_to(self, last):
        return pooled(last, self.down) if self.down in POOLED else last

    def pools_behind(self):
        """Whether what comes out is pooled, by a layer or by its values."""
        last = self.last()
        shrinks = self.output.ndim == 4 and self.output.shape[1] < last.shape[1]
        return shrinks and ("pool" in self.words or any(same(self.output, pooled(last, how)) for how in POOLED))

    def sides(self):
        """Return [(side before, side after), ...] of the convs, in height, as they are seen from outside."""
        return [(one.shape[1], conv.gave.shape[1]) for one, conv in zip(self.sources(), self.convs, strict=True)]

    def goes_down_by_its_convs(self):
        """Whether the convs leave the sides as they must: all of them the same, the last one strided or 'valid'."""
        if not self.convs:
            return False
        *earlier, (before, after) = self.sides()
        taken, steps = {one - other for one, other in earlier}, self.strided()
        if self.down == "stride":
            return taken <= {0} and steps == [len(self.convs) - 1] and after == -(-before // 2)
        if self.down == "valid":
            others = {0, 2} if len(self.convs) > self.convs_asked else {2}
            return taken <= others and not steps and after == before - 2
        return taken <= {0} and not steps and after == before

    # its dropout

    def whole_inside(self):
        """Whether the convs see the same in training as at inference."""
        return len(self.stormy) == len(self.convs) and all(
            same(heard.given, conv.given) for heard, conv in zip(self.stormy, self.convs, strict=True)
        )

    def whole_at_first(self):
        return len(self.stormy) == len(self.convs) and same(self.stormy[0].given, self.convs[0].given)

    def drops_at_the_end(self):
        """Whether training gives 0 or output / (1 - rate), entry by entry."""
        rescaled = self.output / (1 - self.rate)
        return same(np.where(self.trained == 0, 0, rescaled), self.trained)

    def drops_before_the_pool(self):
        """Whether what training gives are maxima or means of windows that have lost some entries."""
        last, got = self.last(), self.trained * (1 - self.rate)
        if self.down not in POOLED or pooled(last, "max").shape != got.shape:
            return False
        corners = [last[:, i::2, j::2][:, : got.shape[1], : got.shape[2]] for i, j in product((0, 1), (0, 1))]
        kept = product((0, 1), repeat=4)
        combine = max_of if self.down == "max" else mean_of
        outcomes = (combine([corner * keep for corner, keep in zip(corners, one, strict=True)]) for one in kept)
        return bool(np.any([np.isclose(got, outcome, rtol=1e-3, atol=1e-4) for outcome in outcomes], axis=0).all())

    def whole_maps(self):
        """Whether in each image each map of `spotted` is gone or kept as a whole."""
        zeros = self.spotted == 0
        return bool((zeros == zeros[:, :1, :1]).all())


def max_of(parts):
    return np.max(parts, axis=0)


def mean_of(parts):
    return np.mean(parts, axis=0)


def _linear(conv):
    return conv.gave if conv.linear is None else conv.linear


def _probe(answer, x, filters, options):
    """Build the module on an Input and run it, as it is and with positive weights on positive images."""
    import keras

    model = model_of(answer, keras.Input(x.shape[1:]), filters, **options)
    output, calm = listen(model, x, training=False)
    again, _ = listen(model, x)
    trained, stormy = listen(model, x, training=True)
    parameters = int(sum(np.prod(weight.shape) for weight in model.weights))
    for weight in model.weights:
        weight.assign(keras.ops.abs(weight) + (len(weight.shape) == 1))
    bright, _ = listen(model, np.abs(x), training=False)
    spotted, _ = listen(model, np.abs(x), training=True)
    return dict(
        **dict(output=output, again=again, trained=trained, bright=bright, spotted=spotted, parameters=parameters),
        calm=[one for one in calm if one.word == "conv"],
        stormy=[one for one in stormy if one.word == "conv"],
        words=[one.word for one in stormy],
    )
