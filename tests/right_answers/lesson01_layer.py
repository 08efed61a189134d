"""Right answers to exercise 1.4: dropout as a Keras layer, with Keras or TensorFlow."""

import keras
import tensorflow as tf

from tests.answers import right


@right("MyDropout")
class WithKerasRandom(keras.layers.Layer):
    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate
        self.seed = keras.random.SeedGenerator()

    def call(self, inputs, training=False):
        if not training:
            return inputs
        return keras.random.dropout(inputs, self.rate, seed=self.seed)


@right("MyDropout")
class WithGetConfig(WithKerasRandom):
    def get_config(self):
        return {**super().get_config(), "rate": self.rate}


@right("MyDropout")
class TrainingNone(WithKerasRandom):
    def call(self, inputs, training=None):
        return keras.random.dropout(inputs, self.rate, seed=self.seed) if training else inputs


@right("MyDropout")
class WithoutASeed(keras.layers.Layer):
    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate

    def call(self, inputs, training=False):
        return keras.random.dropout(inputs, self.rate) if training else inputs


@right("MyDropout")
class WithKerasUniform(WithGetConfig):
    def call(self, inputs, training=False):
        if training:
            keep = keras.random.uniform(keras.ops.shape(inputs), seed=self.seed) >= self.rate
            return inputs * keras.ops.cast(keep, inputs.dtype) / (1 - self.rate)
        return inputs


@right("MyDropout")
class WithWhere(WithGetConfig):
    def call(self, inputs, training=False):
        draws = keras.random.uniform(keras.ops.shape(inputs), seed=self.seed)
        dropped = keras.ops.where(draws < self.rate, 0.0, inputs / (1 - self.rate))
        return dropped if training else inputs


@right("MyDropout")
class WithBinomial(WithGetConfig):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        keep = keras.random.binomial(keras.ops.shape(inputs), 1.0, 1 - self.rate, seed=self.seed)
        return inputs * keep / (1 - self.rate)


@right("MyDropout")
class WithTensorFlow(keras.layers.Layer):
    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate

    def call(self, inputs, training=False):
        if not training:
            return inputs
        mask = tf.cast(tf.random.uniform(tf.shape(inputs)) >= self.rate, inputs.dtype)
        return inputs * mask / (1.0 - self.rate)


@right("MyDropout")
class WithTensorFlowDropout(WithTensorFlow):
    def call(self, inputs, training=False):
        return tf.nn.dropout(inputs, rate=self.rate) if training else inputs


@right("MyDropout")
class WithCond(WithGetConfig):
    def call(self, inputs, training=False):
        dropped = keras.random.dropout(inputs, self.rate, seed=self.seed)
        return keras.ops.where(bool(training), dropped, inputs)


@right("MyDropout")
class WrappedDropout(keras.layers.Layer):
    def __init__(self, rate, **options):
        super().__init__(**options)
        self.dropout = keras.layers.Dropout(rate)

    def call(self, inputs, training=False):
        return self.dropout(inputs, training=training)


@right("MyDropout")
class InheritedDropout(keras.layers.Dropout):
    pass


@keras.saving.register_keras_serializable("course")
class Registered(WithGetConfig):
    pass


@right("MyDropout")
class ConfigOfItsOwn(WithKerasRandom):
    def get_config(self):
        return super().get_config() | {"share": self.rate}

    @classmethod
    def from_config(cls, config):
        share = config.pop("share")
        config.pop("rate", None)
        return cls(share, **config)


@right("MyDropout")
class PositionalTraining(WithGetConfig):
    def call(self, x, training=False, **options):
        return tf.nn.experimental.stateless_dropout(x, self.rate, self.seed.next()) if training else x


right("MyDropout")(Registered)
