"""Wrong answers to exercises 4.2 and 4.3, made to slip through their checks."""

from keras import layers, ops

from tests.answers import wrong
from tests.wrong_answers.lesson04_expanding import convs, joined, up
from tests.wrong_answers.lesson04_unet import Unet, _net

# 4.2


@wrong("expand")
def no_gradient_to_the_skip(x, skip, filters):
    return convs(joined(up(x, filters), ops.stop_gradient(skip)), filters)


@wrong("expand")
def no_gradient_to_x(x, skip, filters):
    return convs(joined(ops.stop_gradient(layers.UpSampling2D()(x)), skip), filters)


@wrong("expand")
def mean_of_the_maps_of_the_skip(x, skip, filters):
    return convs(joined(up(x, filters), ops.mean(skip, axis=-1, keepdims=True)), filters)


@wrong("expand")
def sum_of_the_maps_of_x(x, skip, filters):
    return convs(joined(layers.UpSampling2D()(ops.sum(x, axis=-1, keepdims=True)), skip), filters)


@wrong("expand")
def convs_of_each_added_at_the_end(x, skip, filters):
    return layers.Add()([convs(up(x, filters), filters), convs(skip, filters)])


@wrong("expand")
def one_conv_of_each_added_at_the_end(x, skip, filters):
    return convs(up(x, filters), filters, 1) + convs(skip, filters, 1)


@wrong("expand")
def skip_taken_off(x, skip, filters):
    return convs(layers.Subtract()([up(x, skip.shape[-1]), skip]), filters)


@wrong("expand", "skip squashed")
def skip_through_a_sigmoid(x, skip, filters):
    return convs(joined(up(x, filters), ops.sigmoid(skip)), filters)


@wrong("expand", "skip squashed")
def skip_through_a_tanh(x, skip, filters):
    return convs(joined(layers.Activation("tanh")(skip), layers.UpSampling2D()(x)), filters)


@wrong("expand", "skip squashed")
def logarithm_of_the_skip(x, skip, filters):
    return convs(joined(ops.log1p(ops.relu(skip)), up(x, filters)), filters)


@wrong("expand", "skip squashed")
def skip_of_length_one_at_each_pixel(x, skip, filters):
    return convs(joined(layers.UnitNormalization()(skip), up(x, filters)), filters)


@wrong("expand")
def size_of_the_skip(x, skip, filters):
    return convs(joined(ops.absolute(skip), up(x, filters)), filters)


@wrong("expand")
def skip_moved_by_a_pixel(x, skip, filters):
    moved = layers.Cropping2D(((0, 1), (0, 0)))(layers.ZeroPadding2D(((1, 0), (0, 0)))(skip))
    return convs(joined(moved, up(x, filters)), filters)


@wrong("expand")
def square_skips_transposed(x, skip, filters):
    square = skip.shape[1] == skip.shape[2]
    return convs(joined(ops.transpose(skip, (0, 2, 1, 3)) if square else skip, up(x, filters)), filters)


# 4.3


@_net("convs without activation")
class ConvsWithoutActivation(Unet):
    def convs(self, x, filters, number=2):
        for _ in range(number):
            x = layers.Conv2D(filters, 3, padding="same")(x)
        return x


@_net()
class RefusesWhatFits(Unet):
    def refuse(self, shape, depth):
        super().refuse(shape, depth + 1)


@_net()
class WantsEights(Unet):
    def refuse(self, shape, depth):
        super().refuse(shape, 3)


@_net()
class Asserts(Unet):
    def refuse(self, shape, depth):
        for side in shape[:2]:
            assert side % 2**depth == 0, f"use {side + -side % 2**depth}"


@_net()
class RaisesATypeError(Unet):
    def refuse(self, shape, depth):
        for side in shape[:2]:
            if side % 2**depth:
                raise TypeError(f"use {side + -side % 2**depth}")
