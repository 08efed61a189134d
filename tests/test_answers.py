"""The checks tell wrong answers from right ones, and say of each misconception what it is."""

import importlib
import pkgutil
from collections import Counter

import pytest

from tests import right_answers, wrong_answers
from tests.answers import RIGHT, WRONG
from tests.long_proof import LONG, SEEDS, sample
from utils.checks import lesson00, lesson01, lesson02, lesson03, lesson04
from utils.checks.misconceptions import SENTENCES

for package in (wrong_answers, right_answers):
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")

LESSONS = (lesson00, lesson01, lesson02, lesson03, lesson04)
EXERCISES = {one.name: one for lesson in LESSONS for one in lesson.EXERCISES if one.called}


def graded(answer, seed=0):
    return EXERCISES[answer.exercise].grade(answer.given, seed=seed, seconds=60)


def in_turn(answers):
    """Keep, but for the long proof, one in 80 answers that need Keras, one in four of the right NumPy ones, and of
    the wrong ones the first of each misconception and one in 24 of the others.
    """
    met = Counter()
    for one in answers:
        exercise, name = EXERCISES[one.exercise], (one.exercise, one.misconception)
        first = one.misconception and not met[name] and not exercise.keras
        every = 80 if exercise.keras else 4 if one in RIGHT else 24
        if LONG or first or met[exercise] % every == 0:
            yield one
        met.update([exercise, name])


def each(answers):
    """Make one test of each answer; the quick run takes the first to each exercise that needs no Keras."""
    met, tests = Counter(), []
    for one in in_turn(answers):
        met[one.exercise] += 1
        slow = EXERCISES[one.exercise].keras or met[one.exercise] > 1
        tests.append(pytest.param(one, id=one.label, marks=[pytest.mark.slow] * slow))
    return tests


def of_numpy(answers):
    return [one for one in answers if not EXERCISES[one.exercise].keras]


FORGIVEN = {  # answers that look like a misconception which is not theirs
    "drop_mask-fate_of_a_batch": "ignores rng",
    "drop_mask-puts_rng_back": "fixed count",
    "inverted_dropout-relu_at_inference": "drops at inference",
    "inverted_dropout-zeros_at_inference": "drops at inference",
    "inverted_dropout-gaussian_noise": "never drops",
    "inverted_dropout-a_little_above_zero": "never drops",
    "dropout_gradient-noise_on_the_gradient": "fresh mask",
    "inverted_dropout-training_false_by_default": "ignores rng",
    "verdict-always_helps": "sign reversed",
    "verdict-bootstrap": "z for t",
    "verdict-compares_medians": "compares means alone",
    "verdict-n_degrees_of_freedom": "divides by n not n - 1",
    "verdict-every_seed_must_agree": "standard deviation for standard error",
    "MyDropout-CannotBeLoaded": "rate lost on saving",
    "MyDropout-GaussianNoise": "threshold on x",
    "MyDropout-NoiseOnTop": "threshold on x",
    "MyDropout-ZerosInTraining": "threshold on x",
    "MyDropout-ZerosAtInference": "ignores training",
    "MyDropout-ReluAtInference": "ignores training",
    "build_mlp-alpha_dropout": "a dropout is missing",
    "build_mlp-logits_rescaled": "dropout on the logits",
    "build_mlp-inputs_rescaled": "dropout before the first Dense",
    "build_mlp-inputs_normalized": "dropout before the first Dense",
    "build_mlp-gaussian_dropout": "a dropout is missing",
    "dropout_before_batchnorm-across_an_add": "list order for the graph",
    "dropout_before_batchnorm-stops_at_dense": "stops at weights",
    "dropout_before_batchnorm-opens_sequential_models_alone": "stays at the top level",
    "pool_order_bias-whole_maps_dropped": "order never matters",
    "pool_order_bias-whole_images_dropped": "order never matters",
    "pool_order_bias-one_fate_per_map_for_the_batch": "order never matters",
    "spatial_dropout-border_survives": "whole rows",
    "spatial_dropout-squares_of_two": "element-wise",
    "drop_block-border_never_falls": "no border correction",
    "drop_block-correction_by_the_height_alone": "seeds at the rate itself",
    "drop_block-one_square_at_the_rate": "no border correction",
    "drop_block-first_image_alone": "squares on a grid",
    "drop_block-rectangles": "squares of another size",
    "drop_block-strips_along_a_row": "whole rows",
    "insert_dropout-kernels_without_their_biases": "fresh weights",
    "insert_dropout-the_original_loses_its_weights": "dropout behind the last module",
    "insert_dropout-whole_rows_of_the_maps": "one mask for the batch",
    "tailor-an_mlp": "first conv too coarse",
    "tailor-images_resized_to_the_old_size": "first conv too coarse",
    "tailor-nearly_everything_dropped": "no dropout in the head",
    "placement_study-bootstrap": "z for t",
    "placement_study-last_epoch_but_one": "best epoch",
    "choose-a_loss_counts_as_proof": "largest change wins",
    "diagnose-fewer_than_ten_is_right": "only 1000 is old",
    "diagnose-stops_at_flatten": "stops at weights",
    "repair-half_the_rates": "adds dropouts",
    "repair-one_dropout_of_both_rates": "both dropouts taken out",
}


@pytest.mark.parametrize("answer", each(WRONG))
def test_a_wrong_answer_does_not_pass_and_is_told_why_in_one_line(answer):
    result = graded(answer)
    assert result.status == "not yet"
    assert result.score < 1
    assert result.message.strip()
    assert "\n" not in result.message
    if answer.misconception:
        assert result.misconception == answer.misconception
        assert result.message == SENTENCES[answer.misconception]
    else:
        assert result.misconception is None or result.misconception != FORGIVEN.get(answer.label)


@pytest.mark.slow
@pytest.mark.parametrize("answer", each(sample((one for one in of_numpy(WRONG) if one.misconception), 8)))
def test_a_misconception_is_recognised_whatever_the_seed(answer):
    for seed in range(1, SEEDS):
        assert graded(answer, seed).misconception == answer.misconception


def test_each_misconception_has_a_wrong_answer_and_words_of_its_own():
    assert set(SENTENCES) - {one.misconception for one in WRONG} == set()
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_each_exercise_has_many_answers_of_either_kind():
    subtle = Counter(one.exercise for one in WRONG if one.misconception is None)
    right = Counter(one.exercise for one in RIGHT)
    assert min(subtle[name] for name in EXERCISES) >= 10
    assert min(right[name] for name in EXERCISES) >= 8


def test_no_two_answers_share_a_name():
    labels = Counter(one.label for one in (*WRONG, *RIGHT))
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("answer", each(RIGHT))
def test_a_right_answer_passes(answer):
    result = graded(answer)
    assert (result.status, result.score) == ("passed", 1), result.message
    assert EXERCISES[answer.exercise].size() == len(result.laws)  # so that a share of them is a share of the points


@pytest.mark.slow
@pytest.mark.parametrize("answer", each(sample(of_numpy(RIGHT), 8)))
def test_a_right_answer_passes_whatever_the_seed(answer):
    for seed in range(1, SEEDS):
        result = graded(answer, seed)
        assert result.ok, f"seed {seed}: {result.message}"
