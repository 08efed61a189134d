"""Exercise 2.7: a dropped value is not lost where its neighbours tell it."""

from functools import partial

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson02.hints import HINTS
from utils.checks.lesson02.surfaces import planted_cases

# On noise, a guess made without the n dropped values has an R2 above 24 / n once in a million; n is 1,000 and more.
NEAR_0 = {
    "kept values are noise, dropped ones smooth": "look at no value that is dropped",
    "kept values are smooth, dropped ones noise": "score the dropped positions alone",
    "smooth maps are dropped whole": "a map that is gone has no kept neighbours",
    "smooth maps are dropped whole, all maps of an image alike": "leave the other maps of the image aside",
    "smooth maps are dropped whole, all images alike": "leave the other images aside",
    "noise is dropped whole": "noise cannot be told from anything else",
    "noise loses a tenth": "noise cannot be told from its neighbours",
    "noise loses a quarter": "noise cannot be told from its neighbours",
    "noise loses half": "noise cannot be told from its neighbours",
}
# A mean over 4 to 24 kept neighbours, fitted or not, gives .95 and more at rate .1, and .84 and more at rate .5.
NEAR_1 = {
    "smooth maps lose a tenth": (0.93, "guess a dropped value by the mean of its kept neighbours in the same map"),
    "smooth maps lose half": (0.75, "guess a dropped value by the mean of those neighbours that are kept"),
    "smooth maps far from zero lose a tenth": (
        0.93,
        "guess by the sum of all kept neighbours, up to 8, over how many are kept",
    ),
    "smooth maps with large blank areas lose a tenth": (
        0.85,
        "a kept 0 is known: go by the mask, not by the values",
    ),
    "smooth maps lose a column": (0.9, "the columns on either side tell it"),
    "smooth maps lose a row": (0.9, "the rows above and below tell it"),
    "smooth maps lose a column at the edge": (0.93, "the column beside the edge tells it"),
    "smooth maps lose a row at the edge": (0.93, "the row beside the edge tells it"),
}
IN_PART = {  # a sixth or a quarter of the variance is smooth, and the rest cannot be told
    "one image of six is smooth, the others noise": "score the dropped positions of all images",
    "one map of four is smooth, the others noise": "score the dropped positions of all maps",
}
MOST_OF_A_PART = 0.4
MOST_OF_HALF = 0.545  # more than R2 can be where half of the variance is noise, and less than its root is

WHAT = "R2 over all dropped positions"


@exercise(
    "2.7",
    points=3,
    minutes=12,
    difficulty=2,
    hints=HINTS["recoverability"],
    passed="Neighbours give away a single dropped position of a smooth map; a map that is gone stays hidden.",
)
def recoverability(answer, law):
    """Say how well dropped values can be told from kept neighbours in the same map."""
    cases = planted_cases(law.generator(1))
    got = {name: law.ask(answer, *given, read=partial(plain.number, what=WHAT)) for name, given in cases.items()}
    belief = None if None in got.values() else _belief_behind(got)
    for name, why in NEAR_0.items():
        _between(law, name, got, -float("inf"), 0.1, "0", why, belief)
    for name, (least, why) in NEAR_1.items():
        _between(law, name, got, least, 1 + 1e-9, "1", why, belief)
    for name, why in IN_PART.items():
        _between(law, name, got, -float("inf"), MOST_OF_A_PART, ".2", why, belief)
    why = "take 1 - squared errors / squared deviations from the mean"
    _between(law, "maps are half smooth, half noise", got, 0.2, MOST_OF_HALF, ".4", why, belief)


def _between(law, name, got, least, most, about, why, belief):
    value = got[name]
    law.holds(
        f"R2 is near {about} where {name}",
        lambda: least <= value <= most,
        about=[value],
        expected=f"near {about}",
        seen=lambda: f"{value:.2f}",
        misconception=belief,
        why=lambda: f"Expected an R2 near {about} where {name}, got {value:.2f}: {why}.",
    )


def _belief_behind(got):
    """Name the misconception that these numbers show, or None."""
    tenth, noise, whole = (
        got[name] for name in ("smooth maps lose a tenth", "noise loses a tenth", "smooth maps are dropped whole")
    )
    far, hidden = got["smooth maps far from zero lose a tenth"], got["kept values are noise, dropped ones smooth"]
    half = got["maps are half smooth, half noise"]
    edge = min(got["smooth maps lose a column at the edge"], got["smooth maps lose a row at the edge"])
    inside = min(got["smooth maps lose a column"], got["smooth maps lose a row"])
    tells, blind = 0.8 < tenth <= 1, hidden < 0.1  # to tell smooth maps; not to see the dropped values
    signs = {
        "mask read the other way round": tenth < 0.8 and got["smooth maps lose nine tenths"] > 0.9,
        "looks at dropped values": tells and noise < 0.3 and hidden > 0.2,
        "scores kept positions": tells
        and blind
        and (got["kept values are smooth, dropped ones noise"] > 0.5 or 0.4 < whole < 0.6),
        "guesses by the mean of the dropped": tells and blind and whole > 0.7,
        "uses other maps": whole < 0.1 and got["smooth maps are dropped whole, all maps of an image alike"] > 0.5,
        "uses other images": whole < 0.1 and got["smooth maps are dropped whole, all images alike"] > 0.5,
        "zeros among the neighbours": tells and far < min(0.8, tenth - 0.05),
        "wraps around the edge": min(tenth, far) > 0.93 and inside > 0.9 and edge < 0.6,
        "correlation not squared": tells and blind and MOST_OF_HALF < half < 0.75,
    }
    return next((name for name, shown in signs.items() if shown), None)
