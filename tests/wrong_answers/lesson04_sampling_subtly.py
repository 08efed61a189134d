"""Wrong answers to exercise 4.8 that no misconception explains."""

import keras
import numpy as np
from scipy.special import entr, expit, softmax

from tests.answers import wrong
from tests.wrong_answers.lesson04_sampling import EXERCISE, drawn, norms, right_one, summary


@wrong(EXERCISE)
def mc_nothing(model, images, samples):
    right_one(model, images, samples)


@wrong(EXERCISE)
def mc_mean_alone(model, images, samples):
    return right_one(model, images, samples)[0]


@wrong(EXERCISE)
def mc_without_entropy(model, images, samples):
    return right_one(model, images, samples)[:2]


@wrong(EXERCISE)
def mc_all_samples(model, images, samples):
    _, deviation, entropy = right_one(model, images, samples)
    return expit(drawn(model, images, samples)), deviation, entropy


@wrong(EXERCISE)
def mc_order_swapped(model, images, samples):
    mean, deviation, entropy = right_one(model, images, samples)
    return mean, entropy, deviation


@wrong(EXERCISE)
def mc_thawed_too_much(model, images, samples):
    found = right_one(model, images, samples)
    for layer in norms(model):
        layer.trainable = True
    return found


@wrong(EXERCISE)
def mc_weights_scaled(model, images, samples):
    before = model.get_weights()
    model.set_weights([0.9 * weight for weight in before])
    found = right_one(model, images, samples)
    model.set_weights(before)
    return found


@wrong(EXERCISE)
def mc_weights_left_scaled(model, images, samples):
    found = right_one(model, images, samples)
    *_, bias = model.layers[-1].weights
    bias.assign(bias * 1.0001)
    return found


@wrong(EXERCISE)
def mc_other_rates(model, images, samples):
    dropouts = [layer for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    before = [layer.rate for layer in dropouts]
    for layer in dropouts:
        layer.rate = 0.5
    found = right_one(model, images, samples)
    for layer, rate in zip(dropouts, before, strict=True):
        layer.rate = rate
    return found


@wrong(EXERCISE)
def mc_last_dropout_alone(model, images, samples):
    def sample():
        x = images
        *_, last = [layer for layer in model.layers if isinstance(layer, keras.layers.Dropout)] or [None]
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                x = layer(x, training=layer is last)
        return expit(np.array(x))

    return summary([sample() for _ in range(samples)])


@wrong(EXERCISE)
def mc_one_sample_too_few(model, images, samples):
    return summary(expit(drawn(model, images, max(2, samples - 8))))


@wrong(EXERCISE)
def mc_four_times_the_samples(model, images, samples):
    return right_one(model, images, 4 * samples)


@wrong(EXERCISE)
def mc_one_at_rest_among_them(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    probabilities[0] = expit(np.array(model(images)))
    return summary(probabilities)


@wrong(EXERCISE)
def mc_range_for_deviation(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    return summary(probabilities)[0], np.ptp(probabilities, axis=0), summary(probabilities)[2]


@wrong(EXERCISE)
def mc_one_deviation_for_all_pixels(model, images, samples):
    mean, deviation, entropy = right_one(model, images, samples)
    return mean, np.full_like(deviation, np.sqrt((deviation**2).mean())), entropy


@wrong(EXERCISE)
def mc_deviation_around_the_net_at_rest(model, images, samples):
    probabilities = expit(drawn(model, images, samples))
    mean, _, entropy = summary(probabilities)
    return mean, np.sqrt(((probabilities - expit(np.array(model(images)))) ** 2).mean(0)), entropy


@wrong(EXERCISE)
def mc_entropy_of_the_net_at_rest(model, images, samples):
    mean, deviation, _ = right_one(model, images, samples)
    plain = expit(np.array(model(images), dtype=float))
    return mean, deviation, entr(plain) + entr(1 - plain)


@wrong(EXERCISE)
def mc_entropy_in_tens(model, images, samples):
    mean, deviation, entropy = right_one(model, images, samples)
    return mean, deviation, entropy / np.log(10)


@wrong(EXERCISE)
def mc_entropy_of_each_image(model, images, samples):
    mean, deviation, entropy = right_one(model, images, samples)
    return mean, deviation, entropy.mean((1, 2, 3))


@wrong(EXERCISE)
def mc_softmax_of_one_logit(model, images, samples):
    return summary(softmax(drawn(model, images, samples), axis=-1))


@wrong(EXERCISE)
def mc_sigmoid_twice(model, images, samples):
    return summary(expit(expit(drawn(model, images, samples))))


@wrong(EXERCISE)
def mc_mean_over_the_batch(model, images, samples):
    return tuple(one.mean(axis=0, keepdims=True) for one in right_one(model, images, samples))


@wrong(EXERCISE)
def mc_trains_a_step(model, images, samples):
    model.compile(optimizer="sgd", loss="mse")
    model.train_on_batch(images, images)
    return right_one(model, images, samples)


@wrong(EXERCISE)
def mc_noise_on_the_images(model, images, samples):
    rng = np.random.default_rng(0)
    noisy = [images + rng.normal(0, 0.1, images.shape) for _ in range(samples)]
    return summary(expit([np.array(model(one.astype("float32"))) for one in noisy]))


@wrong(EXERCISE)
def mc_changes_the_images(model, images, samples):
    found = right_one(model, images, samples)
    images *= 0.5
    return found


@wrong(EXERCISE)
def mc_always_twenty(model, images, samples):
    return right_one(model, images, 20)
