"""How much the tests prove: a fair sample by default, everything where COURSE_SEEDS is set (`make proof`)."""

import os

import pytest

LONG = "COURSE_SEEDS" in os.environ
SEEDS = int(os.environ.get("COURSE_SEEDS", "2"))  # NumPy answers meet seeds 0 to SEEDS - 1

in_the_long_proof = pytest.mark.skipif(not LONG, reason="a part of the long proof")


def sample(values, every, quick=None):
    """Return every so many of `values`, in the long proof all; after the first `quick` the quick run stops."""
    chosen = list(values)[:: 1 if LONG else every]
    quick = len(chosen) if quick is None else quick
    return [*chosen[:quick], *(pytest.param(one, marks=pytest.mark.slow) for one in chosen[quick:])]
