"""Wrong answers to exercise 4.8, by misconception."""

import keras
import numpy as np
from scipy.special import entr, expit

from tests.answers import wrong
from tests.right_answers.lesson04_sampling import dropout_always_on
from utils.uncertainty import mc_predict as right_one
from utils.uncertainty import resting_batchnorm

EXERCISE = "mc_predict"


def drawn(model, images, samples):
    """Return logits with dropout on and BatchNorm at rest (samples x images x height x width x 1)."""
    with resting_batchnorm(model):
        return np.array([model(images, training=True) for _ in range(samples)], dtype=float)


def summary(probabilities):
    mean = np.mean(probabilities, axis=0)
    return mean, np.std(probabilities, axis=0), entr(mean) + entr(1 - mean)


def norms(model):
    return [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]


@wrong(EXERCISE, "dropout off while sampling")
def mc_predict_in_a_loop(model, images, samples):
    return summary(expit([model.predict(images, verbose=0) for _ in range(samples)]))


@wrong(EXERCISE, "dropout off while sampling")
def mc_called_without_training(model, images, samples):
    return summary(expit([np.array(model(images)) for _ in range(samples)]))


@wrong(EXERCISE, "dropout off while sampling")
def mc_of_a_frozen_model_at_inference(model, images, samples):
    with resting_batchnorm(model):
        return summary(expit([np.array(model(images, training=False)) for _ in range(samples)]))


@wrong(EXERCISE, "dropout off while sampling")
def mc_always_on_but_for_predict(model, images, samples):
    """Call each layer with training=True, and let `predict` overrule that."""
    noisy = dropout_always_on(model)
    return summary(expit([noisy.predict(images, verbose=0) for _ in range(samples)]))


@wrong(EXERCISE, "moves the statistics of BatchNorm")
def mc_training_true(model, images, samples):
    return summary(expit([np.array(model(images, training=True)) for _ in range(samples)]))


@wrong(EXERCISE, "moves the statistics of BatchNorm")
def mc_training_true_image_by_image(model, images, samples):
    parts = [expit([np.array(model(one, training=True)) for _ in range(samples)]) for one in images[:, None]]
    return summary(np.concatenate(parts, axis=1))


def one_rests(which):
    def mc(model, images, samples):
        live = [norm for norm in norms(model) if norm.trainable][which]
        for norm in live:
            norm.trainable = False
        found = summary(expit([np.array(model(images, training=True)) for _ in range(samples)]))
        for norm in live:
            norm.trainable = True
        return found

    return mc


@wrong(EXERCISE, "moves the statistics of BatchNorm")
def mc_first_norm_alone_rests(model, images, samples):
    return one_rests(slice(1))(model, images, samples)


@wrong(EXERCISE, "moves the statistics of BatchNorm")
def mc_last_norm_alone_rests(model, images, samples):
    return one_rests(slice(-1, None))(model, images, samples)


@wrong(EXERCISE, "statistics of the batch")
def mc_weights_put_back(model, images, samples):
    before = model.get_weights()
    found = summary(expit([np.array(model(images, training=True)) for _ in range(samples)]))
    model.set_weights(before)
    return found


@wrong(EXERCISE, "statistics of the batch")
def mc_training_true_on_a_clone(model, images, samples):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    return summary(expit([np.array(copy(images, training=True)) for _ in range(samples)]))


@wrong(EXERCISE, "mean of thresholded masks")
def mc_votes(model, images, samples):
    return summary((expit(drawn(model, images, samples)) > 0.5).astype(float))


@wrong(EXERCISE, "mean of thresholded masks")
def mc_mean_of_rounded(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    return np.round(probabilities).mean(0), *summary(probabilities)[1:]


@wrong(EXERCISE, "mean at inference")
def mc_mean_at_inference(model, images, samples):
    """Take the mean from the net at rest, as if dropout changed nothing on average."""
    _, deviation, entropy = right_one(model, images, samples)
    return expit(np.array(model(images))), deviation, entropy


@wrong(EXERCISE, "median of samples")
def mc_median(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    return np.median(probabilities, axis=0), *summary(probabilities)[1:]


@wrong(EXERCISE, "mean thresholded")
def mc_mean_thresholded(model, images, samples):
    mean, deviation, entropy = right_one(model, images, samples)
    return (mean > 0.5) * 1.0, deviation, entropy


@wrong(EXERCISE, "mean of logits")
def mc_logits(model, images, samples):
    logits = drawn(model, images, samples)
    mean = expit(logits.mean(0))
    return logits.mean(0), logits.std(0), entr(mean) + entr(1 - mean)


@wrong(EXERCISE, "sigmoid of the mean logit")
def mc_sigmoid_last(model, images, samples):
    logits = drawn(model, images, samples)
    mean = expit(logits.mean(0))
    return mean, expit(logits).std(0), entr(mean) + entr(1 - mean)


@wrong(EXERCISE, "deviation of logits")
def mc_deviation_of_logits(model, images, samples):
    logits = drawn(model, images, samples)
    mean, _, entropy = summary(expit(logits))
    return mean, logits.std(0), entropy


@wrong(EXERCISE, "variance of samples")
def mc_variance(model, images, samples):
    mean, deviation, entropy = summary(expit(drawn(model, images, samples)))
    return mean, deviation**2, entropy


@wrong(EXERCISE, "standard error of samples")
def mc_standard_error(model, images, samples):
    mean, deviation, entropy = summary(expit(drawn(model, images, samples)))
    return mean, deviation / samples**0.5, entropy


@wrong(EXERCISE, "deviation over the batch")
def mc_over_the_batch(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    mean, _, entropy = summary(probabilities)
    return mean, probabilities.std(axis=1), entropy


@wrong(EXERCISE, "deviation over the batch")
def mc_of_the_mean_over_images(model, images, samples):
    mean, _, entropy = summary(expit(drawn(model, images, samples)))
    return mean, np.broadcast_to(mean.std(axis=0), mean.shape), entropy


@wrong(EXERCISE, "deviation of thresholded masks")
def mc_deviation_of_votes(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    mean, _, entropy = summary(probabilities)
    return mean, (probabilities > 0.5).std(axis=0), entropy


@wrong(EXERCISE, "deviation of a coin")
def mc_of_a_coin(model, images, samples):
    mean, _, entropy = summary(expit(drawn(model, images, samples)))
    return mean, np.sqrt(mean * (1 - mean)), entropy


@wrong(EXERCISE, "one sample alone")
def mc_one_sample(model, images, samples):
    return summary(expit(drawn(model, images, 1)))


@wrong(EXERCISE, "one sample alone")
def mc_one_sample_copied(model, images, samples):
    return summary(np.repeat(expit(drawn(model, images, 1)), samples, axis=0))


@wrong(EXERCISE, "the same mask for each sample")
def mc_same_seed_each_time(model, images, samples):
    return summary([right_one(model, images, 1, seed=0)[0] for _ in range(samples)])


@wrong(EXERCISE, "fewer samples")
def mc_half_of_the_samples(model, images, samples):
    return summary(expit(drawn(model, images, max(2, samples // 2))))


@wrong(EXERCISE, "fewer samples")
def mc_at_most_eight(model, images, samples):
    return summary(expit(drawn(model, images, min(8, samples))))


@wrong(EXERCISE, "fewer samples")
def mc_each_sample_twice(model, images, samples):
    half = -(-samples // 2)
    some = drawn(model, images, max(half, 2))
    return summary(expit(np.concatenate([some, some])[:samples] if samples > 2 else some))


@wrong(EXERCISE, "entropy in bits")
def mc_in_bits(model, images, samples):
    mean, deviation, entropy = right_one(model, images, samples)
    return mean, deviation, entropy / np.log(2)


@wrong(EXERCISE, "mean of entropies")
def mc_mean_of_entropies(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    return *summary(probabilities)[:2], (entr(probabilities) + entr(1 - probabilities)).mean(0)


@wrong(EXERCISE, "half of the entropy")
def mc_p_log_p_alone(model, images, samples):
    mean, deviation, _ = right_one(model, images, samples)
    return mean, deviation, entr(mean)


@wrong(EXERCISE, "entropy below 0")
def mc_minus_forgotten(model, images, samples):
    mean, deviation, entropy = right_one(model, images, samples)
    return mean, deviation, -entropy


@wrong(EXERCISE, "leaves layers frozen")
def mc_not_thawed(model, images, samples):
    for layer in norms(model):
        layer.trainable = False
    return right_one(model, images, samples)


@wrong(EXERCISE, "leaves layers frozen")
def mc_whole_model_frozen(model, images, samples):
    model.trainable = False
    return summary(expit([np.array(model(images, training=True)) for _ in range(samples)]))


@wrong(EXERCISE, "leaves dropout on")
def mc_dropout_stays_on(model, images, samples):
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            layer.call = lambda x, training=True, call=layer.call: call(x, training=True)
    return summary(expit([np.array(model(images)) for _ in range(samples)]))


@wrong(EXERCISE, "entropy for the deviation")
def mc_entropy_before_deviation(model, images, samples):
    mean, deviation, entropy = summary(expit(drawn(model, images, samples)))
    return mean, entropy, deviation
