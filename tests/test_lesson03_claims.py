"""What lesson 3 says about its shipped study in words is what the numbers say."""

import numpy as np
import pytest

from utils.studies import shipped_study


@pytest.fixture(scope="module")
def wrong():
    return shipped_study("placements_wrong_labels")


@pytest.fixture(scope="module")
def few():
    return shipped_study("placements_few_images")


def said(study, word):
    return {row.arm for row in study.table() if row.verdict == word}


def test_with_wrong_labels_most_placements_help_and_before_flatten_has_the_highest_mean(wrong):
    table = wrong.table()
    assert len(said(wrong, "helps")) > len(table) / 2
    assert "maps before Flatten" in said(wrong, "helps")
    best = max(table, key=lambda row: row.mean)
    assert best.arm == "before Flatten"
    assert any(row.high > best.low for row in table if row is not best)


def test_with_few_images_only_before_flatten_helps_and_both_placements_between_modules_hurt(few):
    assert said(few, "helps") == {"before Flatten"}
    assert said(few, "hurts") == {"between modules", "maps between modules"}
    assert few.table()["maps before Flatten"].verdict == "inconclusive"


def test_dropout_between_modules_helps_on_one_task_and_hurts_on_the_other(wrong, few):
    assert "between modules" in said(wrong, "helps") & said(few, "hurts")


def test_no_winner_is_shown_on_either_task_and_one_placement_helps_on_both(wrong, few):
    assert wrong.best() == few.best() == "inconclusive"
    assert said(wrong, "helps") & said(few, "helps") == {"before Flatten"}


def test_no_placement_wins_all_of_eight_studies_of_one_seed_or_half_of_the_twenty(wrong):
    scores = np.array(list(wrong.scores("validation").values()))
    first = scores == scores.max(axis=0)
    assert not first[:, :8].all(axis=1).any()
    assert first.sum(axis=1).max() < len(wrong.seeds) / 2
