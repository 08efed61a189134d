"""Training: one seed is one Run however it is reached, scores are honest, and Ctrl-C keeps what is finished."""

import gc
import os
import random
import threading
import time
from dataclasses import replace

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from tests.long_proof import LONG, in_the_long_proof, sample
from utils.data import Dataset, Split, load
from utils.training import Run, Training, fit, over_seeds

SMALL = load("digits", train=70, validation=40, test=50)
HISTORY = {"logged", "train", "validation", "train_loss", "validation_loss"}


class OwnNoise(layers.Layer):
    """Adds noise in training, from a seed generator of its own."""

    def __init__(self):
        super().__init__()
        self.chance = keras.random.SeedGenerator()

    def call(self, inputs, training=False):
        return inputs + keras.random.normal(keras.ops.shape(inputs), seed=self.chance) if training else inputs


class GlobalNoise(layers.Layer):
    """Adds noise in training, from Keras' global seed generator."""

    def call(self, inputs, training=False):
        return inputs + keras.random.normal(keras.ops.shape(inputs)) if training else inputs


class TensorFlowNoise(layers.Layer):
    """Adds noise in training, from a TensorFlow operation that keeps its own count."""

    def call(self, inputs, training=False):
        return inputs + tf.random.normal(tf.shape(inputs)) if training else inputs


def stacked(*between, units=16):
    return keras.Sequential(
        [keras.Input((8, 8, 1)), *between, layers.Flatten(), layers.Dense(units), layers.Dense(10)]
    )


def plain():
    return stacked()


def dropped():
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Flatten(),
            layers.Dropout(0.2),
            layers.Dense(16),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )


def spatial():
    return stacked(layers.Conv2D(4, 3), layers.BatchNormalization(), layers.SpatialDropout2D(0.3))


def own_noise():
    return stacked(OwnNoise())


def global_noise():
    return stacked(GlobalNoise())


def tensorflow_noise():
    return stacked(TensorFlowNoise())


def unbuilt():
    return keras.Sequential([layers.Flatten(), layers.Dropout(0.5), layers.Dense(10)])


class Subclassed(keras.Model):
    def __init__(self):
        super().__init__()
        self.flat, self.drop, self.dense = layers.Flatten(), layers.Dropout(0.5), layers.Dense(10)

    def call(self, inputs, training=False):
        return self.dense(self.drop(self.flat(inputs), training=training))


BUILDS = [plain, dropped, spatial, own_noise, global_noise, tensorflow_noise, unbuilt, Subclassed]
QUICK = (dropped, own_noise)  # the quick run does without the others


@pytest.mark.parametrize(
    "build", [pytest.param(one, marks=[pytest.mark.slow] * (one not in QUICK)) for one in BUILDS]
)
def test_a_seed_gives_one_run_alone_or_among_others_in_any_order(build):
    alone = fit(build, SMALL, epochs=2, seed=2)
    _, among, other = over_seeds(build, SMALL, seeds=[0, 2, 3], epochs=2)
    assert alone == among != other
    if LONG:
        assert alone == over_seeds(build, SMALL, seeds=[2, 5], epochs=2)[0]
        assert other == fit(build, SMALL, epochs=2, seed=3)


@pytest.mark.slow
@pytest.mark.parametrize("build", sample(BUILDS, 3))
def test_the_trained_model_comes_back_with_the_scores_it_was_given(build):
    run = fit(build, SMALL, epochs=2, batch_size=16)
    model = run.model()
    for role in ("train", "validation", "test"):
        x, y = getattr(SMALL, role)
        logits = np.asarray(model(x, training=False), "float64")
        log_sum = np.log(np.exp(logits).sum(axis=1))
        assert run.scores[role] == pytest.approx(np.mean(logits.argmax(axis=1) == y), abs=1e-9)
        assert run.losses[role] == pytest.approx(np.mean(log_sum - logits[np.arange(len(y)), y]), abs=1e-4)


def test_a_run_tells_what_the_contract_names():
    run = fit(dropped, SMALL, epochs=3, seed=4)
    assert isinstance(run, Run) and run.seed == 4
    assert set(run.scores) == set(run.losses) == {"train", "validation", "test"}
    assert set(run.history) == HISTORY and {len(values) for values in run.history.values()} == {3}
    for role in ("train", "validation"):
        assert run.history[role][-1] == pytest.approx(run.scores[role])
        assert run.history[f"{role}_loss"][-1] == pytest.approx(run.losses[role], abs=1e-6)


@pytest.mark.parametrize("build", sample([dropped, spatial], 1, quick=1))
def test_without_a_history_the_scores_and_the_weights_are_the_same(build):
    with_history, without = (
        Training([4], 3, 32, history=wanted).train(build, SMALL, 4) for wanted in (True, False)
    )
    assert without.history == {} and (without.scores, without.losses) == (with_history.scores, with_history.losses)
    weights = zip(without.model().get_weights(), with_history.model().get_weights(), strict=True)
    assert all(np.array_equal(one, other) for one, other in weights)


def test_logged_accuracy_is_taken_with_dropout_on():
    run = fit(lambda: stacked(layers.Dropout(0.9), units=256), load("digits"), epochs=12)
    assert run.history["logged"][-1] < run.history["train"][-1] - 0.1


def keras_alone(model, data, orders, batch_size):
    """Train by hand with Keras' own Adam and loss, in the given orders."""
    optimizer, loss_of = keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer.build(model.trainable_variables)
    for order in orders:
        for some in np.split(order, range(batch_size, len(order), batch_size)):
            with tf.GradientTape() as tape:
                loss = loss_of(data.train.y[some], model(data.train.x[some], training=True)) + sum(model.losses)
            weights = [weight.value for weight in model.trainable_variables]
            optimizer.apply(tape.gradient(loss, weights), model.trainable_variables)


def penalised():
    dense = layers.Dense(10, kernel_regularizer="l2", kernel_constraint="non_neg")
    batch_norm = layers.BatchNormalization()
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(3, 3, activity_regularizer="l2"),
            batch_norm,
            layers.Flatten(),
            dense,
        ]
    )


@pytest.mark.slow
@pytest.mark.parametrize("build", sample([penalised, plain], 2))
@pytest.mark.parametrize("batch_size", sample([32, 16, 1000], 2))
def test_the_steps_are_those_of_keras_with_its_own_adam(build, batch_size):
    from utils.traced import freshly_drawn

    run = fit(build, SMALL, epochs=4, batch_size=batch_size, seed=1)
    model, rng = freshly_drawn(build, SMALL.train.x[:1], 1), np.random.default_rng(1)
    keras_alone(model, SMALL, [rng.permutation(70) for _ in range(4)], batch_size)
    for ours, theirs in zip(run.model().get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_arms_with_and_without_dropout_start_from_the_same_weights(seed):
    from utils.traced import freshly_drawn

    arms = [freshly_drawn(build, SMALL.train.x[:1], seed) for build in (plain, dropped, own_noise)]
    first, *others = [arm.get_weights() for arm in arms]
    for other in others:
        assert all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))
    assert not np.array_equal(first[0], first[2][:64])


def test_initial_weights_are_as_spread_as_their_initializer_says():
    from utils.traced import freshly_drawn

    model = freshly_drawn(lambda: stacked(units=200), SMALL.train.x[:1], 0)
    assert model.get_weights()[0].std() == pytest.approx(np.sqrt(2 / (64 + 200)), rel=0.03)


def test_weights_that_build_loads_are_kept():
    trained = fit(plain, SMALL, epochs=5)

    def tailored():
        model = plain()
        model.set_weights(trained.model().get_weights())
        return model

    from utils.traced import freshly_drawn

    kept = freshly_drawn(tailored, SMALL.train.x[:1], 9).get_weights()
    assert all(np.array_equal(a, b) for a, b in zip(kept, trained.model().get_weights(), strict=True))


def test_a_seed_may_draw_the_images_too():
    def drawn(seed):
        return load("digits", train=60 + seed, validation=30, test=40, seed=seed)

    runs = over_seeds(dropped, drawn, seeds=[1, 2], epochs=2)
    assert runs == [fit(dropped, drawn(seed), epochs=2, seed=seed) for seed in (1, 2)]


def test_watch_hears_of_every_epoch_and_its_time_does_not_count():
    heard = []

    def watch(progress):
        heard.append(replace(progress, history={name: list(values) for name, values in progress.history.items()}))
        time.sleep(0.2)

    over_seeds(plain, SMALL, seeds=[5, 6], epochs=3, watch=watch)
    assert [(p.seed, p.done, p.epoch) for p in heard] == [
        (5, 0, 1),
        (5, 0, 2),
        (5, 0, 3),
        (6, 1, 1),
        (6, 1, 2),
        (6, 1, 3),
    ]
    assert {(p.seeds, p.epochs) for p in heard} == {(2, 3)}
    assert [len(p.history["train"]) for p in heard] == [1, 2, 3, 1, 2, 3]
    assert heard[-1].seconds_left == 0 and all(p.seconds_left >= 0 for p in heard)
    assert heard[2].seconds_left < 3 * 0.2


def interrupt_at(count):
    def watch(progress):
        if progress.done * progress.epochs + progress.epoch == count:
            raise KeyboardInterrupt

    return watch


@pytest.mark.slow
def test_another_thread_that_draws_random_numbers_changes_no_run():
    over = threading.Event()

    def draw():
        while not over.is_set():
            random.random()

    alone, thread = over_seeds(dropped, SMALL, seeds=range(4), epochs=1), threading.Thread(target=draw)
    thread.start()
    try:
        assert over_seeds(dropped, SMALL, seeds=range(4), epochs=1) == alone
    finally:
        over.set()
        thread.join()


def test_ctrl_c_keeps_the_finished_seeds(capsys):
    runs = over_seeds(plain, SMALL, seeds=range(6), epochs=2, watch=interrupt_at(7))
    assert capsys.readouterr().out == "Stopped: 3 of 6 seeds finished.\n"
    assert runs == over_seeds(plain, SMALL, seeds=range(3), epochs=2)


def test_ctrl_c_in_a_fit_keeps_the_finished_epochs(capsys):
    run = fit(plain, SMALL, epochs=9, watch=interrupt_at(4))
    assert capsys.readouterr().out == "Stopped: 4 of 9 epochs done.\n"
    assert run == fit(plain, SMALL, epochs=4)


def test_ctrl_c_before_the_first_epoch_has_nothing_to_return():
    def build():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(build, SMALL, epochs=2)
    assert over_seeds(build, SMALL, seeds=[1], epochs=2) == []


def test_a_loss_that_is_not_a_number_does_not_stop_the_run():
    def exploding():
        return stacked(layers.Rescaling(1e30), layers.Rescaling(1e30))

    run = fit(exploding, SMALL, epochs=2)
    assert np.isnan(run.losses["train"]) and 0 <= run.scores["test"] <= 1


def few(count, classes=10):
    rng = np.random.default_rng(0)
    split = Split(rng.random((count, 8, 8, 1)).astype("float32"), rng.integers(0, classes, count))
    return Dataset("few", split, split, split, classes)


@pytest.mark.parametrize("data", [few(1), few(3), few(5, classes=1)])
def test_a_handful_of_images_and_a_single_class_are_enough(data):
    run = fit(dropped, data, epochs=2)
    assert set(run.history) == HISTORY and np.isfinite(run.losses["test"])


@pytest.mark.parametrize("kind", [np.int32, np.uint8])
def test_labels_of_any_whole_kind_are_taken(kind):
    splits = {
        role: getattr(SMALL, role)._replace(y=getattr(SMALL, role).y.astype(kind)) for role in ("train", "test")
    }
    assert fit(plain, replace(SMALL, **splits), epochs=1) == fit(plain, SMALL, epochs=1)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (dict(epochs=0), "Expected epochs as a whole number, at least 1; got 0"),
        (dict(epochs=2.5), "Expected epochs"),
        (dict(batch_size=0), "Expected batch_size as a whole number, at least 1; got 0"),
        (dict(seeds=6), r"Expected the seeds themselves; got 6. Give range\(6\)"),
        (dict(seeds=[1, -1]), "Expected every seed as a whole number, at least 0; got -1"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        over_seeds(plain, SMALL, **(dict(seeds=[0], epochs=1) | changed))


def test_a_build_that_returns_no_model_is_refused():
    with pytest.raises(TypeError, match=r"Expected build\(\) to return a Keras model; got NoneType"):
        fit(lambda: None, SMALL, epochs=1)


@pytest.mark.parametrize("last", [layers.Dense(9), layers.Reshape((4, 4, 4))])
def test_a_model_that_gives_no_row_of_logits_is_refused(last):
    with pytest.raises(ValueError, match=r"Expected logits of shape \(images, 10\); got .*Dense\(10\)"):
        fit(lambda: keras.Sequential([keras.Input((8, 8, 1)), layers.Flatten(), last]), SMALL, epochs=1)


@pytest.mark.slow
def test_nothing_is_kept_of_a_fit_that_is_over():
    def objects_after(fits):
        for _ in range(fits):
            fit(dropped, SMALL, epochs=1)
        gc.collect()
        return len(gc.get_objects())

    assert objects_after(2) + 500 > objects_after(4)


def resident():
    """Return the memory of this process, in MB."""
    with open("/proc/self/statm") as memory:
        return int(memory.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@in_the_long_proof
@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="reads the memory as Linux gives it")
def test_memory_stays_flat_over_many_fits():
    def resident_after(fits):
        for _ in range(fits):
            fit(dropped, SMALL, epochs=1)
            gc.collect()
        return resident()

    before = resident_after(10 if LONG else 5)
    assert resident_after(20 if LONG else 10) < before + 30
