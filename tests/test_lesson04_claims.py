"""What lesson 4 says about its shipped studies in words is what the numbers say."""

import pytest

from utils.measures import paired_interval, verdict
from utils.studies import shipped_study


@pytest.fixture(scope="module")
def tissue():
    return shipped_study("unet_tissue")


@pytest.fixture(scope="module")
def turned():
    return shipped_study("unet_tissue_augmented")


def said(study, split, of="scores"):
    return {row.arm: row.verdict for row in study.table(split, of=of)}


def test_all_three_placements_help_the_cross_entropy(tissue):
    assert set(said(tissue, "test", "losses").values()) == {"helps"}


def test_in_dice_the_paper_is_not_told_from_none_every_level_hurts_and_the_way_up_helps(tissue):
    assert said(tissue, "test") == {"paper": "inconclusive", "every level": "hurts", "decoder": "helps"}


def test_asked_16_times_every_level_is_no_longer_told_from_none(tissue):
    assert said(tissue, "test by samples")["every level"] == "inconclusive"


@pytest.mark.parametrize("ending", ["", " by samples"])
def test_the_papers_net_is_better_calibrated_and_finds_its_errors_better(tissue, ending):
    calibration, finds = tissue.scores(f"calibration error{ending}"), tissue.scores(f"AUROC of entropy{ending}")
    plain = [tissue.scores(name)["none"] for name in ("calibration error", "AUROC of entropy")]
    assert verdict(plain[0], calibration["paper"]) == "hurts"  # of an error less is better
    assert verdict(plain[1], finds["paper"]) == "helps"


def test_the_spread_of_samples_finds_errors_better_than_the_plain_net_and_worse_than_their_entropy(tissue):
    spread = tissue.scores("AUROC of std by samples")["paper"]
    assert verdict(tissue.scores("AUROC of entropy")["none"], spread) == "helps"
    assert verdict(tissue.scores("AUROC of entropy by samples")["paper"], spread) == "hurts"


def test_samples_improve_dice_and_calibration_and_find_errors_a_little_better(tissue):
    gains = {
        name: paired_interval(tissue.scores(name)["paper"], tissue.scores(f"{name} by samples")["paper"])
        for name in ("test", "calibration error", "AUROC of entropy")
    }
    assert gains["test"].low > 0 > gains["calibration error"].high
    assert gains["AUROC of entropy"].low > 0 and gains["AUROC of entropy"].high < 0.01


def test_turned_images_do_more_than_dropout_which_makes_both_a_little_worse_there(tissue, turned):
    for of, better in (("scores", 1), ("losses", -1)):
        same, turn = (getattr(study, of)() for study in (tissue, turned))
        assert better * paired_interval(same["none"], turn["none"]).mean > 0
        gain, harm = paired_interval(same["paper"], turn["none"]), paired_interval(turn["none"], turn["paper"])
        assert min(better * gain.low, better * gain.high) > 0 > max(better * harm.low, better * harm.high)


def test_on_real_slices_the_paper_and_the_way_up_help_in_both_measures_and_every_level_stays_open():
    real = shipped_study("unet_isbi")
    expected = {"paper": "helps", "every level": "inconclusive", "decoder": "helps"}
    assert said(real, "test") == said(real, "test", "losses") == expected


def test_the_skip_counts_for_more_than_the_bottleneck_and_under_dropout_the_bottleneck_for_less(turned):
    bottleneck, skip = (turned.scores(f"change without {part}") for part in ("bottleneck", "skip"))
    assert all(paired_interval(bottleneck[arm], skip[arm]).low > 0 for arm in ("none", "paper"))
    assert paired_interval(bottleneck["none"], bottleneck["paper"]).high < 0
