"""Wrong answers to exercises 3.1, 3.2 and 3.8 that once slipped through."""

from keras import layers, ops

from tests.answers import wrong
from tests.right_answers.lesson03_placing import best_and_all_rivals
from tests.wrong_answers.lesson03_modules import Module, _module
from tests.wrong_answers.lesson03_shapes import table


@_module()
class ReLUWithACeiling(Module):
    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 3, strides=stride, padding=padding, activation="relu6")


@_module()
class TheLastConvAloneIsValid(Module):
    def __call__(self, x, filters, convs=2, down="max", rate=0.0, kind="element"):
        if down == "valid":
            for _ in range(convs - 1):
                x = self.conv(filters, 1, "same")(x)
            convs = 1
        return super().__call__(x, filters, convs, down, rate, kind)


@_module()
class AroundAShortcut(Module):
    """Adds the module's input to what its convs make of it, where the numbers of maps allow it."""

    def __call__(self, x, filters, convs=2, down="max", rate=0.0, kind="element"):
        if x.shape[-1] != filters or down in ("stride", "valid"):
            return super().__call__(x, filters, convs, down, rate, kind)
        return self.end(layers.Add()([x, super().__call__(x, filters, convs, "none")]), down, rate, kind)


@_module()
class SwishForReLU(Module):
    def conv(self, filters, stride, padding):
        conv = layers.Conv2D(filters, 3, strides=stride, padding=padding)
        return lambda x: ops.silu(conv(x))


@wrong("shape_table", "module counted from 0")
def counts_modules_from_0(modules, input_shape):
    return table(modules, input_shape, named=lambda place: place)


@wrong("shape_table", "refusal names no module")
def names_them_all(modules, input_shape):
    return table(modules, input_shape, named=lambda place: list(range(1, len(modules) + 1)))


@wrong("shape_table", "side below 1 not refused")
def returns_the_error(modules, input_shape):
    try:
        return table(modules, input_shape)
    except ValueError as error:
        return error


@wrong("shape_table", "side below 1 not refused")
def prints_the_error(modules, input_shape):
    try:
        return table(modules, input_shape)
    except ValueError as error:
        print(error)


@wrong("choose")
def overlooks_rivals_below_0(table):
    return best_and_all_rivals({name: row for name, row in table.items() if row[0] > 0} or table)


@wrong("choose")
def rounds_to_percent(table):
    return best_and_all_rivals(
        {
            name: (round(mean, 2), tuple(round(end, 2) for end in ends), said)
            for name, (mean, ends, said) in table.items()
        }
    )
