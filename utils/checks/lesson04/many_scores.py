"""Scores that an answer gives in many cases: compared within the reach of float32, NaN included."""

import numpy as np

from utils.checks import plain
from utils.checks.guard import Stop
from utils.checks.lesson02.many_cases import ManyCases

REFUSED = object()
TOLERANCE = 1e-5  # float32 keeps well within; four decimals, or a smoothing term, do not


def alike(got, right):
    """Whether two scores, or arrays of them, have the same shape and the same numbers (NaN equals NaN)."""
    if np.shape(got) != np.shape(right):
        return False
    got, right = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
    near = np.abs(got - right) <= TOLERANCE * (1 + np.abs(right))
    return bool((near | np.isnan(got) & np.isnan(right)).all())


class ManyScores(ManyCases):
    """States laws about groups of cases whose outcomes are tuples of floats."""

    same = staticmethod(alike)
    least = 0.75


def one_number(returned, what):
    """Return `returned` as a float, NaN included; `what` names the number asked for, and how to return it."""
    found = plain.array(returned, instead=f"return {what}", finite=False)
    if found.size != 1:
        raise plain.Unusable(f"Expected one number, got shape {found.shape}: return {what}.")
    return float(found.ravel()[0])


def or_refuses(answer):
    """Return `answer`, but giving REFUSED where it raises: an error is no wrong score."""

    def asked(*given, **options):
        try:
            return answer(*given, **options)
        except Stop:
            raise
        except Exception as error:
            if plain.unwritten(error):
                raise
            return REFUSED

    return asked


def unless_refused(read):
    """Return `read`, but handing on REFUSED as it is."""
    return lambda returned: REFUSED if returned is REFUSED else read(returned)


def shown(right, got):
    """Return two numbers as text, with as many decimals as tell them apart."""
    digits = next((digits for digits in range(4, 9) if f"{right:.{digits}f}" != f"{got:.{digits}f}"), 9)
    return dict(expected=f"{right:.{digits}f}", seen=f"{got:.{digits}f}")
