"""More wrong answers to exercise 1.7, the gap: rounded, thresholded, averaged over masks, and by other names."""

import keras
import numpy as np

from tests.answers import wrong


def gap(train, validation):
    return dict(train=train, validation=validation, gap=train - validation)


def measured(model, data, hits):
    """Return the gap where `hits(logits, labels)` says which examples are right."""
    return gap(*(float(np.mean(hits(model.predict(s.x, verbose=0), s.y))) for s in (data.train, data.validation)))


def right(model, data):
    return measured(model, data, lambda logits, labels: logits.argmax(-1) == labels)


def sigmoid(logits):
    return 1 / (1 + np.exp(-logits))


def softmax(logits):
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def chosen(picked, labels):
    return picked[np.arange(len(labels)), labels]


@wrong("train_validation_gap", "rounded to a percent")
def rounded_to_a_percent(model, data):
    return {name: round(value, 2) for name, value in right(model, data).items()}


@wrong("train_validation_gap", "rounded to a percent")
def rounded_before_the_gap(model, data):
    found = right(model, data)
    return gap(np.round(found["train"], 2), np.round(found["validation"], 2))


@wrong("train_validation_gap", "rounded to a percent")
def cut_to_a_percent(model, data):
    return {name: np.trunc(100 * value) / 100 for name, value in right(model, data).items()}


@wrong("train_validation_gap", "rounded to a percent")
def only_the_gap_rounded(model, data):
    found = right(model, data)
    return found | {"gap": round(found["gap"], 2)}


@wrong("train_validation_gap")
def first_class_above_a_half(model, data):
    return measured(model, data, lambda logits, labels: (sigmoid(logits) > 0.5).argmax(-1) == labels)


@wrong("train_validation_gap")
def label_above_a_half(model, data):
    return measured(model, data, lambda logits, labels: chosen(sigmoid(logits) > 0.5, labels))


@wrong("train_validation_gap")
def each_logit_judged(model, data):
    return measured(model, data, lambda logits, labels: (sigmoid(logits) > 0.5) == np.eye(10)[labels])


@wrong("train_validation_gap")
def all_logits_judged(model, data):
    return measured(model, data, lambda logits, labels: ((logits > 0) == np.eye(10)[labels]).all(-1))


@wrong("train_validation_gap")
def sure_of_the_label(model, data):
    return measured(model, data, lambda logits, labels: chosen(softmax(logits) > 0.5, labels))


@wrong("train_validation_gap")
def argmax_of_sizes(model, data):
    return measured(model, data, lambda logits, labels: np.abs(logits).argmax(-1) == labels)


@wrong("train_validation_gap")
def argmax_of_whole_numbers(model, data):
    return measured(model, data, lambda logits, labels: logits.astype(int).argmax(-1) == labels)


def over_masks(model, data, combine, times=40):
    """Return the gap where `combine` makes scores of the logits of many passes with dropout on."""

    def accuracy(split):
        passes = np.stack([np.array(model(split.x, training=True)) for _ in range(times)])
        return float((combine(passes).argmax(-1) == split.y).mean())

    return gap(accuracy(data.train), accuracy(data.validation))


@wrong("train_validation_gap", "measures in training mode")
def logits_averaged_over_masks(model, data):
    return over_masks(model, data, lambda passes: passes.mean(0))


@wrong("train_validation_gap", "measures in training mode")
def probabilities_averaged_over_masks(model, data):
    return over_masks(model, data, lambda passes: softmax(passes).mean(0))


@wrong("train_validation_gap", "measures in training mode")
def votes_of_many_masks(model, data):
    return over_masks(model, data, lambda passes: np.eye(10)[passes.argmax(-1)].mean(0))


@wrong("train_validation_gap", "measures in training mode")
def averaged_over_three_masks(model, data):
    return over_masks(model, data, lambda passes: passes.mean(0), times=3)


@wrong("train_validation_gap", "measures in training mode")
def validation_alone_in_training_mode(model, data):
    stormy = np.argmax(model(data.validation.x, training=True), -1) == data.validation.y
    return gap(right(model, data)["train"], stormy.mean())


def _guess(number):
    def guess(model, data):
        return gap(number, number)

    guess.__name__ = f"always_{100 * number:.0f}_percent"
    return wrong("train_validation_gap")(guess)


for number in (0.25, 0.3, 0.4, 0.45, 0.5, 0.6):
    _guess(number)


@wrong("train_validation_gap")
def one_minus_validation(model, data):
    found = right(model, data)
    return gap(found["train"], 1 - found["validation"])


@wrong("train_validation_gap")
def one_minus_train(model, data):
    found = right(model, data)
    return gap(1 - found["train"], found["validation"])


def compiled(model):
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])


@wrong("train_validation_gap")
def trained_further(model, data):
    compiled(model)
    model.fit(data.train.x, data.train.y, epochs=3, verbose=0)
    return right(model, data)


@wrong("train_validation_gap", "measures in training mode")
def log_of_a_further_epoch(model, data):
    compiled(model)
    log = model.fit(*data.train, validation_data=data.validation, epochs=1, verbose=0).history
    return gap(log["accuracy"][-1], log["val_accuracy"][-1])


@wrong("train_validation_gap")
def keys_in_capitals(model, data):
    return {name.title(): value for name, value in right(model, data).items()}


@wrong("train_validation_gap")
def keys_that_say_accuracy(model, data):
    found = right(model, data)
    return dict(train_accuracy=found["train"], validation_accuracy=found["validation"], gap=found["gap"])


@wrong("train_validation_gap")
def weights_scaled_at_inference(model, data):
    weights = model.get_weights()
    model.set_weights([one / 2 if one.ndim > 1 else one for one in weights])
    found = right(model, data)
    model.set_weights(weights)
    return found


@wrong("train_validation_gap")
def all_weights_scaled_at_inference(model, data):
    weights = model.get_weights()
    model.set_weights([one / 2 for one in weights])
    found = right(model, data)
    model.set_weights(weights)
    return found


@wrong("train_validation_gap")
def inputs_scaled_at_inference(model, data):
    halved = [type(data.train)(x / 2, y) for x, y in (data.train, data.validation)]
    found = [float((model.predict(x, verbose=0).argmax(-1) == y).mean()) for x, y in halved]
    return gap(*found)


@wrong("train_validation_gap")
def hits_of_both_over_one_size(model, data):
    hits = [(model.predict(x, verbose=0).argmax(-1) == y).sum() for x, y in (data.train, data.validation)]
    return gap(*(int(one) / len(data.train.y) for one in hits))


@wrong("train_validation_gap")
def gap_of_hits_over_one_size(model, data):
    hits = [int((model.predict(x, verbose=0).argmax(-1) == y).sum()) for x, y in (data.train, data.validation)]
    return right(model, data) | {"gap": (hits[0] - hits[1]) / len(data.train.y)}
