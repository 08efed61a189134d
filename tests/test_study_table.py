"""The table of a study: exact paired intervals, corrected for the arms compared, and no best arm made by luck."""

import math
import re

import numpy as np
import pytest
from scipy.stats import ttest_rel

from utils.plots import differences
from utils.studies import Row, Study
from utils.training import Run

SEEDS = tuple(range(2, 10))


def study(**scores):
    """Return the Study with these validation accuracies by seed; None is a run that is missing."""
    runs = {
        arm: [
            Run(seed, {"validation": score, "test": score + 1}, {"validation": -score, "test": -score}, {}, None)
            for seed, score in zip(SEEDS, values, strict=False)
            if score is not None
        ]
        for arm, values in scores.items()
    }
    return Study(runs, SEEDS[: max(map(len, scores.values()))])


def drawn(rng, arms=4, spread=0.01, better=0.0):
    """Return a Study of arms alike, but for the last, which is `better`."""
    seeds = rng.normal(0.8, 0.05, len(SEEDS))
    shift = [0.0] * (arms - 1) + [better]
    return study(
        **{f"arm{n}": (seeds + shift[n] + rng.normal(0, spread, len(SEEDS))).tolist() for n in range(arms)}
    )


RNG = np.random.default_rng(0)
FOUND = drawn(RNG, better=0.05)


@pytest.mark.parametrize(("corrected", "level"), [(True, 1 - 0.05 / 3), (False, 0.95)])
@pytest.mark.parametrize("split", ["validation", "test"])
def test_each_row_is_the_paired_t_interval(corrected, level, split):
    table = FOUND.table(split, corrected=corrected)
    scores = FOUND.scores(split)
    for row in table:
        expected = ttest_rel(scores[row.arm], scores["arm0"]).confidence_interval(level)
        assert np.allclose((row.low, row.high), expected)
        assert row.mean == pytest.approx(np.mean(scores[row.arm]) - np.mean(scores["arm0"]))
        assert row.pairs == 8 and row.left_out == ()
    assert [row.arm for row in table] == ["arm1", "arm2", "arm3"] and len(table) == 3
    assert table["arm3"].verdict == "helps" and isinstance(table["arm3"], Row)


def test_two_arms_need_no_correction():
    two = study(none=[0.5, 0.6, 0.55], element=[0.6, 0.71, 0.64])
    assert two.table() == two.table(corrected=False)
    assert repr(two.table()).endswith("Each interval holds with 95 %.")


def test_a_lower_loss_helps():
    (row,) = study(none=[0.5, 0.6, 0.55], element=[0.6, 0.71, 0.64]).table(of="losses")
    assert row.high < 0 and row.verdict == "helps"
    (row,) = study(none=[0.6, 0.71, 0.64], element=[0.5, 0.6, 0.55]).table(of="losses")
    assert row.low > 0 and row.verdict == "hurts"


def test_a_seed_that_is_missing_in_either_arm_is_left_out_of_their_pairs_and_this_is_said():
    some = study(none=[0.5, None, 0.55, 0.52], element=[0.6, 0.71, None, 0.63], channel=[0.5, 0.6, 0.55, 0.51])
    table = some.table()
    assert table["element"].pairs == 2 and table["element"].left_out == (3, 4)
    assert table["channel"].pairs == 3 and 4 not in table["channel"].left_out
    assert table["element"].mean == pytest.approx(0.105)
    assert "element: without seeds 3, 4, not finished in both arms." in repr(table)
    assert repr(some.plot()).startswith("[picture] Against none:")


def test_one_pair_says_how_large_and_nothing_of_how_sure():
    one = study(none=[0.5], element=[0.9], channel=[])
    element, channel = one.table()
    assert (element.mean, element.low, element.high) == (0.4, -math.inf, math.inf)
    assert element.verdict == channel.verdict == one.best() == "inconclusive"
    assert channel.pairs == 0 and math.isnan(channel.mean)
    assert "+.400       [-inf, +inf]   1 " in repr(one.table()) and "nan" not in repr(one.table())
    with pytest.raises(ValueError, match="train more seeds"):
        one.plot()


def test_the_table_reads_as_text_and_as_html():
    table = study(**{"none": [0.5, 0.6], "a <b>": [0.6, 0.7000001], "channel": [0.4, 0.5]}).table()
    lines = repr(table).splitlines()
    assert lines[0] == "validation accuracy minus that of none"
    assert lines[2] == "arm      difference  95 % interval   pairs  verdict"
    assert lines[3] == "a <b>    +.100       [+.100, +.100]  2      helps"
    assert lines[6] == "The intervals hold with 95 % for all 2 at once, each with 97.50 % (Bonferroni)."
    html = table._repr_html_()
    assert "<td>a &lt;b&gt;</td><td>+.100</td><td>[+.100, +.100]</td>" in html and "style" not in html
    assert len(re.findall("<tr>", html)) == 3


def test_the_picture_says_what_the_table_says():
    found = study(
        none=[0.50, 0.6, 0.55, 0.52], good=[0.60, 0.71, 0.64, 0.63], same=[0.53, 0.57, 0.56, 0.51], lost=[]
    )
    title = "Against none: good helps; same cannot be told from it; lost has too few runs to tell"
    assert found.plot().title == title
    assert found.plot("test", of="losses", corrected=False).title == title
    axes = found.plot().figure.axes[0]
    assert axes.get_xlabel() == "validation accuracy minus that of none"
    assert "(95 % for all at once)" in found.plot().figure.legends[0].get_texts()[1].get_text()


def test_a_plain_plot_is_that_of_differences():
    scores = {name: values for name, values in FOUND.scores("validation").items()}
    plain = FOUND.plot(corrected=False)
    assert plain.png() == differences(scores, score="validation accuracy").png()


def test_the_best_arm_beats_every_other_one():
    assert FOUND.best() == FOUND.best("test", of="losses") == "arm3"
    tie = study(none=[0.5, 0.6, 0.55], one=[0.60, 0.71, 0.64], two=[0.61, 0.70, 0.66])
    assert tie.table()["one"].verdict == "inconclusive" or tie.best() == "inconclusive"
    assert study(none=[], one=[]).best() == "inconclusive"
    assert study(none=[0.5, 0.6, 0.7], one=[]).best() == "inconclusive"


def share(studies, event):
    return np.mean([event(one) for one in studies])


@pytest.mark.slow
@pytest.mark.parametrize("arms", [2, 5])
def test_luck_alone_makes_an_effect_in_5_and_a_best_arm_in_3_of_100_studies_at_most(arms):
    rng = np.random.default_rng(arms)
    studies = [drawn(rng, arms) for _ in range(1000)]
    some_effect = share(studies, lambda one: any(row.verdict != "inconclusive" for row in one.table()))
    assert some_effect < 0.05 + 4 * math.sqrt(0.05 * 0.95 / 1000)
    if arms > 2:
        plain = share(studies, lambda one: any(row.verdict != "inconclusive" for row in one.table(corrected=False)))
        assert plain > 0.1 > some_effect
        assert share(studies, lambda one: one.best() != "inconclusive") < 0.025


def test_with_two_equal_arms_far_ahead_the_wrong_one_is_named_rarely():
    rng = np.random.default_rng(1)
    low = [0.1 + 0.001 * n for n in range(len(SEEDS))]
    studies = []
    for _ in range(1000):
        base = rng.normal(0.8, 0.05, len(SEEDS))
        alike = {f"top{n}": (base + rng.normal(0, 0.01, len(SEEDS))).tolist() for n in range(2)}
        studies.append(study(none=low, **alike, other=low))
    wrong = share(studies, lambda one: one.best() == "top0")
    assert wrong < 0.025 + 4 * math.sqrt(0.025 * 0.975 / 1000)
