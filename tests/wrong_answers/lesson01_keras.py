"""Wrong answers to exercises 1.5 and 1.7: the place of dropout in an MLP, and the gap between two accuracies."""

import keras
import numpy as np
from keras import layers

from tests.answers import wrong


def block(x, units, rate, activation="relu"):
    return layers.Dropout(rate)(layers.Dense(units, activation=activation)(x))


def mlp(input_shape, hidden, rates, classes, *, first=None, last=None, out=None, each=block):
    """Build a right MLP but for what is handed in."""
    inputs = keras.Input(input_shape)
    x = first(inputs) if first else inputs
    for units, rate in zip(hidden, rates, strict=True):
        x = each(x, units, rate)
    x = last(x) if last else x
    x = layers.Dense(classes)(x)
    return keras.Model(inputs, out(x) if out else x)


# 1.5 an MLP, by misconception


@wrong("build_mlp", "dropout on the logits")
def dropout_on_the_logits(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Dropout(rates[-1]))


@wrong("build_mlp", "dropout before the first Dense")
def dropout_before_the_first_dense(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, first=layers.Dropout(rates[0]))


@wrong("build_mlp", "dropout before the first Dense")
def dropout_before_each_dense(input_shape, hidden, rates, classes):
    def before(x, units, rate):
        return layers.Dense(units, activation="relu")(layers.Dropout(rate)(x))

    return mlp(input_shape, hidden, rates, classes, each=before)


@wrong("build_mlp", "a dropout is missing")
def only_the_first_dropout(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [rates[0]] + [0] * (len(rates) - 1), classes)


@wrong("build_mlp", "a dropout is missing")
def only_the_last_dropout(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [0] * (len(rates) - 1) + [rates[-1]], classes)


@wrong("build_mlp", "a dropout is missing")
def no_dropout(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [0] * len(rates), classes)


@wrong("build_mlp", "a dropout is missing")
def two_dropouts_at_most(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [*rates[:2], *[0] * len(rates[2:])], classes)


@wrong("build_mlp", "rates in the wrong order")
def rates_in_the_wrong_order(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates[::-1], classes)


@wrong("build_mlp", "softmax in the model")
def softmax_in_the_model(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Softmax())


@wrong("build_mlp", "one mask for the batch")
def one_mask_for_the_batch(input_shape, hidden, rates, classes):
    def shared(x, units, rate):
        return layers.Dropout(rate, noise_shape=(1, units))(layers.Dense(units, activation="relu")(x))

    return mlp(input_shape, hidden, rates, classes, each=shared)


# 1.5 an MLP, subtly


@wrong("build_mlp")
def empty_mlp(input_shape, hidden, rates, classes):
    pass


@wrong("build_mlp")
def a_list_of_layers(input_shape, hidden, rates, classes):
    return [layers.Dense(units) for units in hidden]


@wrong("build_mlp")
def no_hidden_layer(input_shape, hidden, rates, classes):
    return mlp(input_shape, (), (), classes)


@wrong("build_mlp")
def an_extra_dense(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, last=layers.Dense(16, activation="relu"))


@wrong("build_mlp")
def a_linear_dense_before_the_last(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, last=layers.Dense(classes))


@wrong("build_mlp")
def no_activation(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, each=lambda x, u, r: block(x, u, r, None))


@wrong("build_mlp")
def one_activation_missing(input_shape, hidden, rates, classes):
    activations = iter(["relu", *[None] * len(hidden)])
    return mlp(input_shape, hidden, rates, classes, each=lambda x, u, r: block(x, u, r, next(activations)))


@wrong("build_mlp")
def two_dropouts_in_a_row(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, each=lambda x, u, r: layers.Dropout(r)(block(x, u, r)))


@wrong("build_mlp")
def dropout_before_a_sigmoid(input_shape, hidden, rates, classes):
    def before(x, units, rate):
        return layers.Activation("sigmoid")(layers.Dropout(rate)(layers.Dense(units)(x)))

    return mlp(input_shape, hidden, rates, classes, each=before)


@wrong("build_mlp")
def one_class_more(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes + 1)


@wrong("build_mlp")
def ten_classes(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, 10)


@wrong("build_mlp")
def hidden_sizes_reversed(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden[::-1], rates, classes)


@wrong("build_mlp")
def batch_normalization_added(input_shape, hidden, rates, classes):
    return mlp(
        input_shape, hidden, rates, classes, each=lambda x, u, r: layers.BatchNormalization()(block(x, u, r))
    )


@wrong("build_mlp")
def normalized_before_the_last(input_shape, hidden, rates, classes):
    norm = layers.LayerNormalization(center=False, scale=False)
    return mlp(input_shape, hidden, rates, classes, last=norm)


@wrong("build_mlp")
def relu_on_the_logits(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.ReLU())


@wrong("build_mlp")
def log_softmax(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Activation("log_softmax"))


@wrong("build_mlp")
def sigmoid_on_the_logits(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Activation("sigmoid"))


@wrong("build_mlp")
def fixed_rate_of_a_half(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [0.5] * len(hidden), classes)


@wrong("build_mlp")
def first_rate_everywhere(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates[:1] * len(hidden), classes)


@wrong("build_mlp", "keep and drop swapped")
def kept_for_dropped(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [1 - rate if rate else 0 for rate in rates], classes)


@wrong("build_mlp")
def always_dropping(input_shape, hidden, rates, classes):
    def storm(x, units, rate):
        x = layers.Dense(units, activation="relu")(x)
        return layers.Dropout(rate)(x, training=True)

    return mlp(input_shape, hidden, rates, classes, each=storm)


@wrong("build_mlp")
def gaussian_dropout(input_shape, hidden, rates, classes):
    def noisy(x, units, rate):
        return layers.GaussianDropout(rate)(layers.Dense(units, activation="relu")(x))

    return mlp(input_shape, hidden, rates, classes, each=noisy)


@wrong("build_mlp")
def input_and_output_dropout(input_shape, hidden, rates, classes):
    drop = layers.Dropout(0.1)
    return mlp(input_shape, hidden, rates, classes, first=drop)


@wrong("build_mlp")
def noise_on_the_input(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, first=layers.GaussianNoise(0.1))


@wrong("build_mlp")
def a_shortcut(input_shape, hidden, rates, classes):
    inputs = keras.Input(input_shape)
    x = inputs
    for units, rate in zip(hidden, rates, strict=True):
        x = block(x, units, rate)
    return keras.Model(inputs, layers.Dense(classes)(layers.Concatenate()([x, inputs])))


@wrong("build_mlp")
def bias_forgotten(input_shape, hidden, rates, classes):
    def without_bias(x, units, rate):
        return layers.Dropout(rate)(layers.Dense(units, activation="relu", use_bias=False)(x))

    return mlp(input_shape, hidden, rates, classes, each=without_bias)


@wrong("build_mlp")
def dropout_beside_the_path(input_shape, hidden, rates, classes):
    def beside(x, units, rate):
        x = layers.Dense(units, activation="relu")(x)
        layers.Dropout(rate)(x)
        return x

    return mlp(input_shape, hidden, rates, classes, each=beside)


# 1.7 the gap, by misconception


def accuracy(model, split):
    return float((model.predict(split.x, verbose=0).argmax(-1) == split.y).mean())


def gap(train, validation):
    return dict(train=train, validation=validation, gap=train - validation)


@wrong("train_validation_gap", "uses the training log")
def uses_the_training_log(model, data):
    return gap(model.history.history["accuracy"][-1], accuracy(model, data.validation))


@wrong("train_validation_gap", "uses the training log")
def uses_both_logs(model, data):
    return gap(model.history.history["accuracy"][-1], model.history.history["val_accuracy"][-1])


@wrong("train_validation_gap", "measures in training mode")
def measures_in_training_mode(model, data):
    right = [
        float((np.argmax(model(split.x, training=True), -1) == split.y).mean())
        for split in (data.train, data.validation)
    ]
    return gap(*right)


@wrong("train_validation_gap", "measures in training mode")
def training_set_in_training_mode(model, data):
    right = np.argmax(model(data.train.x, training=True), -1) == data.train.y
    return gap(right.mean(), accuracy(model, data.validation))


@wrong("train_validation_gap", "sets swapped")
def sets_swapped(model, data):
    return gap(accuracy(model, data.validation), accuracy(model, data.train))


@wrong("train_validation_gap", "gap negated")
def gap_negated(model, data):
    found = gap(accuracy(model, data.train), accuracy(model, data.validation))
    return found | {"gap": -found["gap"]}


@wrong("train_validation_gap", "uses the test set")
def uses_the_test_set(model, data):
    return gap(accuracy(model, data.train), accuracy(model, data.test))


# 1.7 the gap, subtly


@wrong("train_validation_gap")
def empty_gap(model, data):
    pass


@wrong("train_validation_gap")
def a_tuple(model, data):
    return accuracy(model, data.train), accuracy(model, data.validation)


@wrong("train_validation_gap")
def gap_missing(model, data):
    return dict(train=accuracy(model, data.train), validation=accuracy(model, data.validation))


@wrong("train_validation_gap")
def other_names(model, data):
    found = gap(accuracy(model, data.train), accuracy(model, data.validation))
    return {name[:3]: value for name, value in found.items()}


@wrong("train_validation_gap")
def absolute_gap(model, data):
    found = gap(accuracy(model, data.train), accuracy(model, data.validation))
    return found | {"gap": abs(found["gap"])}


@wrong("train_validation_gap")
def gap_in_percent(model, data):
    return {
        name: 100 * value
        for name, value in gap(accuracy(model, data.train), accuracy(model, data.validation)).items()
    }


@wrong("train_validation_gap")
def relative_gap(model, data):
    found = gap(accuracy(model, data.train), accuracy(model, data.validation))
    return found | {"gap": found["gap"] / found["train"]}


@wrong("train_validation_gap")
def rounded_to_a_digit(model, data):
    return {
        name: round(value, 1)
        for name, value in gap(accuracy(model, data.train), accuracy(model, data.validation)).items()
    }


@wrong("train_validation_gap")
def errors_for_accuracies(model, data):
    return gap(1 - accuracy(model, data.train), 1 - accuracy(model, data.validation))


@wrong("train_validation_gap")
def losses_for_accuracies(model, data):
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return gap(*(model.evaluate(split.x, split.y, verbose=0) for split in (data.train, data.validation)))


@wrong("train_validation_gap")
def constants(model, data):
    return gap(0.9, 0.65)


@wrong("train_validation_gap")
def first_batch_alone(model, data):
    first = [type(split)(split.x[:32], split.y[:32]) for split in (data.train, data.validation)]
    return gap(*(accuracy(model, split) for split in first))


@wrong("train_validation_gap")
def train_twice(model, data):
    return gap(accuracy(model, data.train), accuracy(model, data.train))


@wrong("train_validation_gap")
def best_logged_epoch(model, data):
    return gap(accuracy(model, data.train), max(model.history.history["val_accuracy"]))


@wrong("train_validation_gap")
def argmax_over_images(model, data):
    return gap(*((model.predict(s.x, verbose=0).argmax(0)[0] == s.y).mean() for s in (data.train, data.validation)))


@wrong("train_validation_gap")
def training_log_minus_gap(model, data):
    found = gap(accuracy(model, data.train), accuracy(model, data.validation))
    return found | {"gap": model.history.history["accuracy"][-1] - found["validation"]}


@wrong("train_validation_gap")
def trains_on_first(model, data):
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    model.optimizer.learning_rate = 10.0
    model.fit(data.validation.x, data.validation.y, epochs=20, verbose=0)
    return gap(accuracy(model, data.train), accuracy(model, data.validation))
