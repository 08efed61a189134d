"""Wrong answers to exercise 1.4 that cannot be saved or loaded, each for another reason."""

import keras

from tests.answers import wrong
from tests.wrong_answers.lesson01_attacks_layer import Right


@wrong("MyDropout")
class LoadedByAnotherName(Right):
    """Its config has a key that the constructor does not know."""

    def get_config(self):
        return super().get_config() | {"share": self.rate}


@wrong("MyDropout")
class ConfigIsNone(Right):
    def get_config(self):
        return None


@wrong("MyDropout")
class LoadingRaises(Right):
    @classmethod
    def from_config(cls, config):
        raise ValueError("there is no such key as p")


@wrong("MyDropout")
class ConfigHoldsAFunction(Right):
    def get_config(self):
        return super().get_config() | {"seed": self.seed.next}


@wrong("MyDropout")
class RateAsText(Right):
    """What is loaded has a text for a rate."""

    def get_config(self):
        return super().get_config() | {"rate": str(self.rate)}


@wrong("MyDropout", "no rescale")
class NoRescaleOnceLoaded(Right):
    loaded = False

    @classmethod
    def from_config(cls, config):
        layer = cls(**config)
        layer.loaded = True
        return layer

    def call(self, inputs, training=False):
        dropped = super().call(inputs, training)
        return dropped * (1 - self.rate) if training and self.loaded else dropped


@wrong("MyDropout")
class TakesNoOptions(keras.layers.Layer):
    """Loading hands the constructor `name`, `trainable` and `dtype`, which it does not take."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate
        self.seed = keras.random.SeedGenerator()

    def call(self, inputs, training=False):
        return keras.random.dropout(inputs, self.rate, seed=self.seed) if training else inputs
