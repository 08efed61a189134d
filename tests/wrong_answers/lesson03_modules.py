"""Wrong answers to exercise 3.1: modules."""

from typing import ClassVar

import keras
from keras import layers, ops

from tests.answers import wrong

POOLS = dict(max=lambda: layers.MaxPooling2D(2), avg=lambda: layers.AveragePooling2D(2))


def dropped(x, rate, kind, always=False):
    if rate > 0 or always:
        x = layers.Dropout(rate)(x) if kind == "element" else layers.SpatialDropout2D(rate)(x)
    return x


class Module:
    """A right module but for what is handed in."""

    pools, dropped = POOLS, staticmethod(dropped)

    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 3, strides=stride, padding=padding, activation="relu")

    def stride(self, number, convs, down):
        return 2 if down == "stride" and number == convs else 1

    def padding(self, down):
        return "valid" if down == "valid" else "same"

    def between(self, x, down, rate, kind):
        return x

    def end(self, x, down, rate, kind):
        x = self.pools[down]()(x) if down in self.pools else x
        return self.dropped(x, rate, kind)

    def number(self, convs):
        return convs

    def __call__(self, x, filters, convs=2, down="max", rate=0.0, kind="element"):
        convs = self.number(convs)
        for number in range(1, convs + 1):
            x = self.conv(filters, self.stride(number, convs, down), self.padding(down))(x)
            x = self.between(x, down, rate, kind) if number < convs else x
        return self.end(x, down, rate, kind)


def _module(misconception=None):
    """Register the module of a class."""

    def register(kind):
        def given(*args, **options):
            return kind()(*args, **options)

        given.__name__ = kind.__name__
        wrong("conv_module", misconception)(given)
        return kind

    return register


# by misconception


@_module("pool after every conv")
class PoolsAfterEveryConv(Module):
    def between(self, x, down, rate, kind):
        return self.pools[down]()(x) if down in self.pools else x


@_module("ReLU missing")
class NoReLU(Module):
    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 3, strides=stride, padding=padding)


@_module("ReLU missing")
class ReLUAtTheEndAlone(NoReLU):
    def end(self, x, down, rate, kind):
        return super().end(layers.ReLU()(x), down, rate, kind)


@_module("ReLU missing")
class ReLUBetweenAlone(NoReLU):
    def between(self, x, down, rate, kind):
        return layers.ReLU()(x)


@_module("ReLU behind the pool")
class ReLUBehindThePool(ReLUBetweenAlone):
    def end(self, x, down, rate, kind):
        x = layers.ReLU()(self.pools[down]()(x) if down in self.pools else x)
        return dropped(x, rate, kind)


@_module("dropout before the pool")
class DropoutBeforeThePool(Module):
    def end(self, x, down, rate, kind):
        x = dropped(x, rate, kind)
        return self.pools[down]()(x) if down in self.pools else x


@_module("dropout always added")
class AlwaysDrops(Module):
    def dropped(self, x, rate, kind):
        return dropped(x, rate, kind, always=True)


@_module("dropout inside a module")
class DropsAfterEveryConv(Module):
    def between(self, x, down, rate, kind):
        return dropped(x, rate, kind)


@_module("dropout inside a module")
class DropsBetweenConvsAlone(DropsAfterEveryConv):
    def dropped(self, x, rate, kind):
        return x


@_module("rate ignored")
class NeverDrops(Module):
    def dropped(self, x, rate, kind):
        return x


@_module("kinds of dropout mixed up")
class KindIgnored(Module):
    def dropped(self, x, rate, kind):
        return dropped(x, rate, "element")


@_module("kinds of dropout mixed up")
class KindsSwapped(Module):
    def dropped(self, x, rate, kind):
        return dropped(x, rate, "channel" if kind == "element" else "element")


@_module("pools in every module")
class PoolsAlways(Module):
    def end(self, x, down, rate, kind):
        return super().end(x, down if down in self.pools else "max", rate, kind)


@_module("pools in every module")
class PoolsAndNeverStrides(PoolsAlways):
    def stride(self, number, convs, down):
        return 1


@_module("convs ignored")
class TwoConvs(Module):
    def number(self, convs):
        return 2


@_module("convs ignored")
class OneConv(Module):
    def number(self, convs):
        return 1


@_module("every conv strides")
class EveryConvStrides(Module):
    def stride(self, number, convs, down):
        return 2 if down == "stride" else 1


@_module("first conv strides")
class FirstConvStrides(Module):
    def stride(self, number, convs, down):
        return 2 if down == "stride" and number == 1 else 1


@_module("stride of the conv ignored")
class NoStride(Module):
    def stride(self, number, convs, down):
        return 1


@_module("'valid' keeps the size")
class AlwaysSame(Module):
    def padding(self, down):
        return "same"


@_module("every conv is 'valid'")
class AlwaysValid(Module):
    def padding(self, down):
        return "valid"


@_module("one kind of pooling")
class MaximaAlways(Module):
    pools: ClassVar = dict(max=POOLS["max"], avg=POOLS["max"])


@_module("one kind of pooling")
class PoolsSwapped(Module):
    pools: ClassVar = dict(max=POOLS["avg"], avg=POOLS["max"])


@_module("nothing goes down")
class NeverPools(Module):
    pools: ClassVar = {}


# subtly


@_module("pool before its convs")
class PoolFirst(Module):
    def __call__(self, x, filters, convs=2, down="max", rate=0.0, kind="element"):
        x = self.pools[down]()(x) if down in self.pools else x
        return super().__call__(x, filters, convs, "none" if down in self.pools else down, rate, kind)


@_module()
class DropsTheInput(Module):
    def __call__(self, x, filters, convs=2, down="max", rate=0.0, kind="element"):
        return super().__call__(dropped(x, rate, kind), filters, convs, down, 0.0, kind)


@_module()
class DropsBeforeAndAfter(Module):
    def end(self, x, down, rate, kind):
        return super().end(dropped(x, rate, kind), down, rate, kind)


@_module()
class DropsTwiceAtTheEnd(Module):
    def dropped(self, x, rate, kind):
        return dropped(dropped(x, rate, kind), rate, kind)


@_module()
class DropsOneMinusRate(Module):
    def dropped(self, x, rate, kind):
        return dropped(x, 1 - rate if rate else 0, kind)


@_module()
class DropsAtInference(Module):
    def dropped(self, x, rate, kind):
        return layers.Dropout(rate)(x, training=True) if rate else x


@_module()
class OneMaskForTheBatch(Module):
    def dropped(self, x, rate, kind):
        shape = (1, *x.shape[1:]) if kind == "element" else (1, 1, 1, x.shape[-1])
        return layers.Dropout(rate, noise_shape=shape)(x) if rate else x


@_module()
class PixelsForChannels(Module):
    def dropped(self, x, rate, kind):
        shape = None if kind == "element" else (None, None, None, 1)
        return layers.Dropout(rate, noise_shape=shape)(x) if rate else x


@_module()
class GaussianNoise(Module):
    def dropped(self, x, rate, kind):
        return layers.GaussianDropout(rate)(x) if rate else x


@_module()
class HalfWhateverTheRate(Module):
    def dropped(self, x, rate, kind):
        return dropped(x, 0.5 if rate else 0.0, kind)


@_module()
class WithBatchNormalization(Module):
    def between(self, x, down, rate, kind):
        return layers.BatchNormalization()(x)


@_module()
class WithoutBias(Module):
    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 3, strides=stride, padding=padding, activation="relu", use_bias=False)


@_module()
class KernelsOf5(Module):
    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 5, strides=stride, padding=padding, activation="relu")


@_module()
class Separable(Module):
    def conv(self, filters, stride, padding):
        return layers.SeparableConv2D(filters, 3, strides=stride, padding=padding, activation="relu")


@_module()
class Dilated(Module):
    def conv(self, filters, stride, padding):
        dilation = 1 if stride > 1 else 2
        return layers.Conv2D(filters, 3, stride, padding, dilation_rate=dilation, activation="relu")


@_module()
class FiltersDouble(Module):
    def between(self, x, down, rate, kind):
        return layers.Conv2D(2 * x.shape[-1], 1)(x)


@_module()
class WithLeakyReLU(Module):
    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 3, strides=stride, padding=padding, activation="leaky_relu")


@_module()
class WithSigmoid(Module):
    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 3, strides=stride, padding=padding, activation="sigmoid")


@_module()
class WithSoftplus(Module):
    def conv(self, filters, stride, padding):
        return layers.Conv2D(filters, 3, strides=stride, padding=padding, activation="softplus")


@_module()
class PoolsOf3(Module):
    pools: ClassVar = dict(max=lambda: layers.MaxPooling2D(3), avg=lambda: layers.AveragePooling2D(3))


@_module()
class PoolsInSteps(Module):
    pools: ClassVar = dict(
        max=lambda: layers.MaxPooling2D(2, strides=1), avg=lambda: layers.AveragePooling2D(2, strides=1)
    )


@_module()
class OverlappingPools(Module):
    pools: ClassVar = dict(
        max=lambda: layers.MaxPooling2D(3, strides=2, padding="same"),
        avg=lambda: layers.AveragePooling2D(3, strides=2, padding="same"),
    )


@_module()
class TakesEveryOtherPosition(Module):
    def stride(self, number, convs, down):
        return 1

    def end(self, x, down, rate, kind):
        return super().end(x[:, ::2, ::2] if down == "stride" else x, down, rate, kind)


@_module()
class CropsForValid(Module):
    def padding(self, down):
        return "same"

    def end(self, x, down, rate, kind):
        return super().end(layers.Cropping2D(1)(x) if down == "valid" else x, down, rate, kind)


@_module()
class StridesWithoutPadding(Module):
    """Shrinks in each conv of a strided module."""

    def padding(self, down):
        return "valid" if down in ("valid", "stride") else "same"


@_module()
class StrideOf3(Module):
    def stride(self, number, convs, down):
        return 3 if down == "stride" and number == convs else 1


@_module()
class StridesForMaxima(Module):
    pools: ClassVar = dict(avg=POOLS["avg"])

    def stride(self, number, convs, down):
        return 2 if down in ("stride", "max") and number == convs else 1


@_module()
class PoolsByGlobalMeans(Module):
    pools: ClassVar = dict(max=POOLS["max"], avg=lambda: layers.GlobalAveragePooling2D(keepdims=True))


@_module()
class EndsWithFlatten(Module):
    def end(self, x, down, rate, kind):
        return layers.Flatten()(super().end(x, down, rate, kind))


@_module()
class AddsItsInput(Module):
    def between(self, x, down, rate, kind):
        return layers.Add()([x, x])


@_module()
class HalvesWhatItHandsOn(Module):
    def end(self, x, down, rate, kind):
        return ops.multiply(super().end(x, down, rate, kind), 0.5)


@_module()
class OneConvTooMany(Module):
    def number(self, convs):
        return convs + 1


@_module()
class OneConvForAll(Module):
    """Uses one conv layer again and again."""

    def __call__(self, x, filters, convs=2, down="max", rate=0.0, kind="element"):
        x = layers.Conv2D(filters, 1)(x)
        conv = self.conv(filters, 1, self.padding(down))
        for _ in range(convs):
            x = conv(x)
        return self.end(x, down, rate, kind)


@wrong("conv_module")
def empty_module(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    pass


@wrong("conv_module")
def the_same_tensor(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    return x


@wrong("conv_module")
def a_layer_not_called(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    return layers.Conv2D(filters, 3)


@wrong("conv_module")
def a_model_not_called(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    return keras.Model(x, Module()(x, filters, convs, down, rate, kind))


@wrong("conv_module")
def another_input(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    return Module()(keras.Input(x.shape[1:]), filters, convs, down, rate, kind)


@wrong("conv_module")
def no_defaults(x, filters, convs, down, rate, kind):
    return Module()(x, filters, convs, down, rate, kind)


@wrong("conv_module")
def other_defaults(x, filters, convs=1, down="none", rate=0.0, kind="element"):
    return Module()(x, filters, convs, down, rate, kind)


@wrong("conv_module")
def drops_by_default(x, filters, convs=2, down="max", rate=0.25, kind="element"):
    return Module()(x, filters, convs, down, rate, kind)


@wrong("conv_module")
def a_constant_module(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    return Module()(x, filters, 2, "max", 0.0, "element")
