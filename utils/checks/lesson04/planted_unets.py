"""U-Nets of many shapes, in which it is known where each dropout stands and what each silenced part changes."""

import numpy as np

from utils.checks.lesson04.planted_layers import PlantedLayers
from utils.checks.lesson04.unet_plans import Found, name_of, place_of


class UNet(PlantedLayers):
    """A planted U-Net: `model`, the dropouts `found` in it, and `run`, which needs its layers but not its graph.

    Parts that `run` can silence: "bottleneck", "skip k" and "raised k" as they enter the join of level k, "tap k"
    for the skip and the pool alike, "pooled k" behind the pool.
    """

    def __init__(self, plan, rng):
        super().__init__(plan, rng)
        self.found, self.inside = [], False
        if plan.backward:
            for site in reversed(plan.drops):
                self._dropout(site)
        self.model = self._model()
        if plan.drawn:
            self._draw_weights(self.model)

    def run(self, images, silent=()):
        """Return the logits for an array of images while the parts in `silent` are 0."""
        import keras

        return np.array(self._wire(keras.ops.convert_to_tensor(images), silent))

    def _model(self):
        import keras

        x = keras.Input((*self.plan.sides, 1))
        return keras.Model(x, self._wire(x), name="planted")

    def _wire(self, x, silent=()):
        self.passed, self.taps, self.silent = [], {}, silent
        inside = self.plan.nested in ("encoder", "both")
        x, *skips = self._nested("encoder", x, self._contract) if inside else self._contract(x)
        x = self._hush("bottleneck", x)
        for level in reversed(range(self.plan.depth)):
            x = self._expand(x, skips[level], level)
        x = self._layer("head", "Conv2D", filters=self.plan.classes, kernel_size=1)(x)
        return self._drop("logits", x)

    def _contract(self, x):
        """Return the maps of the bottleneck, and those that each level hands across."""
        x, skips = self._drop("images", x), []
        for level in range(self.plan.depth):
            x = self._hush(f"tap {level}", self._block(x, "down", level))
            self.taps[level] = list(self.passed)
            skips.append(x)
            x = self._down(self._drop(f"main {level}", x), level)
            x = self._hush(f"pooled {level}", self._drop(f"pooled {level}", x))
        return [self._block(x, "deep", self.plan.depth), *skips]

    def _expand(self, x, skip, level):
        """Return the maps one level up: enlarged, joined with the skip, and behind the block of that level."""
        x = self._hush(f"raised {level}", self._drop(f"raised {level}", self._raised(x, level)))
        skip = self._hush(f"skip {level}", self._across(skip, level))
        join = dict(join="Concatenate", add="Add")[self.plan.join]
        x = self._layer(f"join {level}", join)([skip, x] if self.plan.skip_first else [x, skip])
        return self._block(x, "up", level)

    def _across(self, skip, level):
        """Return the skip as it enters the join, with its own dropout noted beside the main route."""
        main, self.passed = self.passed, self.taps.get(level, [])
        if self.plan.skip_conv:
            skip = self._conv(f"skip conv {level}", skip, level, size=1)
        skip = self._drop(f"skip {level}", skip)
        self.passed = main + [one for one in self.passed if one not in main]
        return skip

    def _block(self, x, way, level):
        """Return `x` behind the convs and dropouts of a block; as one nested model where asked for."""
        if self.plan.nested not in ("blocks", "both"):
            return self._convs(x, way, level)
        return self._nested(f"block {way} {level}", x, lambda inner: self._convs(inner, way, level))

    def _convs(self, x, way, level):
        site = "deep" if way == "deep" else f"{way} {level}"
        early = {"deep": "deep early", "down": f"early {level}"}.get(way, "")
        first, many = x, self.plan.convs[way == "up"]
        for number in range(many):
            if number == many - 1:
                x = self._drop(early, x)
            x = self._conv(f"{way} {level} {number}", x, level)
            first = x if number == 0 else first
        if self.plan.residual and many > 1:
            x = self._layer(f"residual {way} {level}", "Add")([first, x])
        return self._drop(site, x)

    def _conv(self, key, x, level, size=3):
        options = dict(filters=self._maps(level), kernel_size=size, padding="same")
        if not self.plan.norm:
            return self._layer(key, "Conv2D", activation="relu", **options)(x)
        x = self._layer(f"{key} norm", "BatchNormalization")(self._layer(key, "Conv2D", **options)(x))
        return self._layer(f"{key} relu", "ReLU")(x)

    def _maps(self, level):
        return self.plan.base * 2**level if self.plan.grows else self.plan.base

    def _down(self, x, level):
        if self.plan.down == "stride":
            options = dict(filters=self._maps(level), kernel_size=3, strides=2, padding="same")
            return self._layer(f"stride {level}", "Conv2D", **options)(x)
        kind = dict(max="MaxPooling2D", average="AveragePooling2D")[self.plan.down]
        return self._layer(f"pool {level}", kind, pool_size=2)(x)

    def _raised(self, x, level):
        options = dict(filters=self._maps(level), kernel_size=2)
        if self.plan.up == "transpose":
            return self._layer(f"enlarge {level}", "Conv2DTranspose", strides=2, **options)(x)
        x = self._layer(f"enlarge {level}", "UpSampling2D")(x)
        return self._layer(f"enlarged {level}", "Conv2D", padding="same", **options)(x)

    def _drop(self, site, x):
        """Return `x` behind the dropout of a site, if one is planned; note it while the net is built."""
        import keras

        if site not in self.plan.drops:
            return x
        if keras.utils.is_keras_tensor(x):
            self.found.append(self._note(site))
            self.passed.append(len(self.found) - 1)
        return self._dropout(site)(x)

    def _note(self, site):
        kind, rate = self.plan.drops[site]
        return Found(site, *place_of(site, self.plan.depth), kind, rate, frozenset(self.passed), self.inside)

    def _dropout(self, site):
        kind, rate = self.plan.drops[site]
        return self._layer(site, kind, rate=rate, name=name_of(site, self.plan))

    def _nested(self, key, x, wire):
        """Return what the nested model of this key gives for `x`; `wire` says what it is made of."""
        import keras

        if key not in self.layers:
            inner, outside, self.inside = keras.Input(x.shape[1:]), self.inside, True
            self.layers[key] = keras.Model(inner, wire(inner))
            self.inside = outside
        return self.layers[key](x)

    def _hush(self, part, x):
        return x * 0 if part in self.silent else x
