"""Wrong answers to exercise 4.3: U-Nets with one thing wrong."""

import keras
from keras import layers

from tests.answers import wrong


def dropped(x, rate):
    return layers.Dropout(rate)(x) if rate else x


class Unet:
    """A right U-Net but for what is changed."""

    def refuse(self, shape, depth):
        for side in shape[:2]:
            if side % 2**depth:
                raise ValueError(f"A side of {side} does not fit: {2**depth} must divide it.")

    def convs(self, x, filters, number=2):
        for _ in range(number):
            x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        return x

    def filters(self, base, level):
        return base * 2**level

    def contract(self, x, filters, rate, pool=True):
        skip = dropped(self.convs(x, filters), rate)
        return (layers.MaxPooling2D(2)(skip) if pool else skip), skip

    def up(self, x, filters):
        return layers.Conv2DTranspose(filters, 2, strides=2)(x)

    def join(self, x, skips, level):
        return layers.Concatenate()([skips[level], x])

    def expand(self, x, skips, level, filters, rates):
        return self.convs(self.join(self.up(x, filters), skips, level), filters)

    def rates(self, rates, depth):
        return [0.0] * (depth + 1) if rates is None else list(rates)

    def end(self, x, classes, rates):
        return layers.Conv2D(classes, 1)(x)

    def __call__(self, input_shape, base=8, depth=3, classes=1, rates=None):
        self.refuse(input_shape, depth)
        rates = self.rates(rates, depth)
        x = inputs = keras.Input(input_shape)
        skips = []
        for level in range(depth):
            x, skip = self.contract(x, self.filters(base, level), rates[level])
            skips.append(skip)
        x, _ = self.contract(x, self.filters(base, depth), rates[depth], pool=False)
        for level in reversed(range(depth)):
            x = self.expand(x, skips, level, self.filters(base, level), rates)
        return keras.Model(inputs, self.end(x, classes, rates))


def _net(misconception=None):
    """Register the net of a class."""

    def register(kind):
        def given(*args, **options):
            return kind()(*args, **options)

        given.__name__ = kind.__name__
        wrong("unet", misconception)(given)
        return kind

    return register


# by misconception


@_net("Add for Concatenate")
class AddsTheSkips(Unet):
    def join(self, x, skips, level):
        return layers.Add()([skips[level], x])


@_net("Add for Concatenate")
class AddsTheDeepestSkip(Unet):
    def join(self, x, skips, level):
        return x + skips[level] if level == len(skips) - 1 else super().join(x, skips, level)


@_net("skip missing")
class NoSkips(Unet):
    def join(self, x, skips, level):
        return x


@_net("skip missing")
class NoSkipAtTheTop(Unet):
    def join(self, x, skips, level):
        return super().join(x, skips, level) if level else x


@_net("skip missing")
class SkipTimes0(Unet):
    def join(self, x, skips, level):
        return layers.Concatenate()([0 * skips[level], x]) if level == 1 else super().join(x, skips, level)


@_net("skip from another level")
class SkipsInTheWrongOrder(Unet):
    """Level k joins the skip of the first level, made as small as it must be."""

    def join(self, x, skips, level):
        skip = layers.AveragePooling2D(2**level)(skips[0]) if level else skips[0]
        return layers.Concatenate()([skip, x])


@_net("skip from another level")
class SkipOfTheLevelBelow(Unet):
    def join(self, x, skips, level):
        below = level + 1 < len(skips)
        skip = layers.UpSampling2D()(skips[level + 1]) if below else skips[level]
        return layers.Concatenate()([skip, x])


@_net("skip from another level")
class JoinsTheImage(Unet):
    def __call__(self, input_shape, **options):
        self.image = None
        return super().__call__(input_shape, **options)

    def contract(self, x, filters, rate, pool=True):
        self.image = x if self.image is None else self.image
        return super().contract(x, filters, rate, pool)

    def join(self, x, skips, level):
        return layers.Concatenate()([self.image, x]) if level == 0 else super().join(x, skips, level)


@_net("skip behind the pool")
class PooledSkips(Unet):
    def contract(self, x, filters, rate, pool=True):
        x, _ = super().contract(x, filters, rate, pool)
        return x, x

    def expand(self, x, skips, level, filters, rates):
        return self.up(self.convs(self.join(x, skips, level), filters), filters)


@_net("depth off by one")
class OneLevelLess(Unet):
    def __call__(self, input_shape, base=8, depth=3, classes=1, rates=None):
        return super().__call__(input_shape, base, depth - 1, classes, rates and rates[:-1])


@_net("depth off by one")
class OneLevelMore(Unet):
    def __call__(self, input_shape, base=8, depth=3, classes=1, rates=None):
        return super().__call__(input_shape, base, depth + 1, classes, rates and [*rates, 0.0])

    def refuse(self, shape, depth):
        super().refuse(shape, depth - 1)


@_net("probabilities for logits")
class Sigmoid(Unet):
    def end(self, x, classes, rates):
        return layers.Conv2D(classes, 1, activation="sigmoid")(x)


@_net("probabilities for logits")
class Softmax(Unet):
    def end(self, x, classes, rates):
        return layers.Conv2D(classes, 1, activation="softmax")(x)


@_net("probabilities for logits")
class ReluAtTheEnd(Unet):
    def end(self, x, classes, rates):
        return layers.Conv2D(classes, 1, activation="relu")(x)


@_net("dropout on the logits")
class DropsLogits(Unet):
    def end(self, x, classes, rates):
        return dropped(super().end(x, classes, rates), max(rates))


@_net("rates ignored")
class IgnoresRates(Unet):
    def rates(self, rates, depth):
        return [0.0] * (depth + 1)


@_net("rates ignored")
class ForgetsTheBottleneck(Unet):
    def contract(self, x, filters, rate, pool=True):
        return super().contract(x, filters, rate if pool else 0, pool)


@_net("rates reversed")
class ReversesRates(Unet):
    def rates(self, rates, depth):
        return super().rates(rates, depth)[::-1]


@_net("rates at other levels")
class RatesOneLevelOff(Unet):
    def rates(self, rates, depth):
        rates = super().rates(rates, depth)
        return [*rates[1:], rates[0]]


@_net("dropout on the way up")
class DropsOnTheWayUpToo(Unet):
    def expand(self, x, skips, level, filters, rates):
        return dropped(super().expand(x, skips, level, filters, rates), rates[level])


@_net("dropout on the way up")
class DropsOnTheWayUpAlone(Unet):
    def contract(self, x, filters, rate, pool=True):
        return super().contract(x, filters, 0, pool)

    def expand(self, x, skips, level, filters, rates):
        return dropped(super().expand(x, skips, level, filters, rates), rates[level])


@_net("skip before dropout")
class CleanSkips(Unet):
    def contract(self, x, filters, rate, pool=True):
        skip = self.convs(x, filters)
        x = dropped(skip, rate)
        return (layers.MaxPooling2D(2)(x) if pool else x), skip


@_net("the skip alone is dropped")
class DropsTheSkipsAlone(Unet):
    def contract(self, x, filters, rate, pool=True):
        x = self.convs(x, filters)
        skip = dropped(x, rate)
        return (layers.MaxPooling2D(2)(x) if pool else skip), skip


@_net("down and skip dropped apart")
class AMaskEach(Unet):
    def contract(self, x, filters, rate, pool=True):
        x = self.convs(x, filters)
        down = dropped(x, rate)
        return (layers.MaxPooling2D(2)(down) if pool else down), dropped(x, rate)


@_net("dropout before the last conv")
class DropsBetweenTheConvs(Unet):
    def contract(self, x, filters, rate, pool=True):
        skip = self.convs(dropped(self.convs(x, filters, 1), rate), filters, 1)
        return (layers.MaxPooling2D(2)(skip) if pool else skip), skip


@_net("dropout always on")
class DropsAtInference(Unet):
    def contract(self, x, filters, rate, pool=True):
        skip = self.convs(x, filters)
        if rate:
            skip = layers.Dropout(rate)(skip, training=True)
        return (layers.MaxPooling2D(2)(skip) if pool else skip), skip


@_net("a side that does not fit falls over at a join")
class NeverLooks(Unet):
    def refuse(self, shape, depth):
        pass


@_net("a side that does not fit falls over at a join")
class LooksAtTheHeightAlone(Unet):
    def refuse(self, shape, depth):
        super().refuse(shape[:1], depth)


# without a name


@_net()
class LooksForEvenSides(Unet):
    def refuse(self, shape, depth):
        super().refuse(shape, 1)


@_net()
class CropsWhatDoesNotFit(Unet):
    def refuse(self, shape, depth):
        pass

    def join(self, x, skips, level):
        _, height, width, _ = skips[level].shape
        return layers.Concatenate()([skips[level], layers.Resizing(height, width)(x)])


@_net()
class RefusesWithoutASide(Unet):
    def refuse(self, shape, depth):
        if shape[0] % 2**depth or shape[1] % 2**depth:
            raise ValueError("These images do not fit.")


@_net()
class AssertsTheSides(Unet):
    def refuse(self, shape, depth):
        assert not shape[0] % 2**depth and not shape[1] % 2**depth, "a side does not fit"


@_net()
class AlwaysDepth3(Unet):
    def __call__(self, input_shape, base=8, depth=3, classes=1, rates=None):
        return super().__call__(input_shape, base, 3, classes, rates and [*rates, 0.0])

    def refuse(self, shape, depth):
        super().refuse(shape, 1)


@_net()
class BaseUnused(Unet):
    def filters(self, base, level):
        return 8 * 2**level


@_net()
class FiltersStayTheSame(Unet):
    def filters(self, base, level):
        return base


@_net()
class FiltersGrowByAddition(Unet):
    def filters(self, base, level):
        return base * (level + 1)


@_net()
class HalfTheSize(Unet):
    def end(self, x, classes, rates):
        return layers.Conv2D(classes, 1)(layers.MaxPooling2D()(x))


@_net()
class OneClass(Unet):
    def end(self, x, classes, rates):
        return layers.Conv2D(1, 1)(x)


@_net()
class AlwaysHalf(Unet):
    def rates(self, rates, depth):
        return [0.5] * (depth + 1)


@_net()
class HalfTheRate(Unet):
    def rates(self, rates, depth):
        return [rate / 2 for rate in super().rates(rates, depth)]


@_net()
class DropsBehindThePool(Unet):
    def contract(self, x, filters, rate, pool=True):
        skip = self.convs(x, filters)
        return dropped(layers.MaxPooling2D(2)(skip) if pool else skip, rate), skip


@_net()
class TwoDropouts(Unet):
    def contract(self, x, filters, rate, pool=True):
        skip = dropped(dropped(self.convs(x, filters), rate), rate)
        return (layers.MaxPooling2D(2)(skip) if pool else skip), skip


@_net()
class GaussianDropout(Unet):
    def contract(self, x, filters, rate, pool=True):
        skip = layers.GaussianDropout(rate)(self.convs(x, filters))
        return (layers.MaxPooling2D(2)(skip) if pool else skip), skip


@_net()
class TanhAtTheEnd(Unet):
    def end(self, x, classes, rates):
        return layers.Activation("tanh")(layers.Conv2D(classes, 1)(x))


@_net()
class SkipOfTheFirstConv(Unet):
    def contract(self, x, filters, rate, pool=True):
        skip = self.convs(x, filters, 1)
        x = dropped(self.convs(skip, filters, 1), rate)
        return (layers.MaxPooling2D(2)(x) if pool else x), skip


@_net()
class HalfOfEachSkip(Unet):
    def join(self, x, skips, level):
        return layers.Concatenate()([skips[level][..., ::2], x])


@_net()
class ForgetsTheWayUp(Unet):
    """Each level of the way up begins at the bottleneck again."""

    def expand(self, x, skips, level, filters, rates):
        self.deep = getattr(self, "deep", x)
        side = 2 ** (len(skips) - level)
        x = layers.Conv2D(filters, 1)(layers.UpSampling2D(side)(self.deep))
        return self.convs(self.join(x, skips, level), filters)


@wrong("unet")
def no_model(input_shape, base=8, depth=3, classes=1, rates=None):
    return keras.Input(input_shape)


@wrong("unet")
def an_empty_model(input_shape, base=8, depth=3, classes=1, rates=None):
    inputs = keras.Input(input_shape)
    return keras.Model(inputs, inputs)


@wrong("unet")
def one_conv(input_shape, base=8, depth=3, classes=1, rates=None):
    return keras.Sequential([keras.Input(input_shape), layers.Conv2D(classes, 3, padding="same")])


@wrong("unet")
def a_chain_of_convs(input_shape, base=8, depth=3, classes=1, rates=None):
    Unet().refuse(input_shape, depth)
    convs = [layers.Conv2D(base * 2**k, 3, padding="same", activation="relu") for k in range(depth + 1)]
    return keras.Sequential([keras.Input(input_shape), *convs, layers.Conv2D(classes, 1)])


@wrong("unet")
def a_dense_net(input_shape, base=8, depth=3, classes=1, rates=None):
    height, width, _ = input_shape
    parts = [layers.Flatten(), layers.Dense(base, "relu"), layers.Dense(height * width * classes)]
    return keras.Sequential([keras.Input(input_shape), *parts, layers.Reshape((height, width, classes))])
