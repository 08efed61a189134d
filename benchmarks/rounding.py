"""Measure what rounding alone does to the nets of lesson 4's study: python benchmarks/rounding.py

The same two arms on the same four folds, trained as the lesson trains them, three times: as this processor does it
by itself, with narrower vectors, and without oneDNN. The three add the same numbers in other orders, as other
processors do. Five minutes on two cores.
"""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROUNDINGS = {
    "by itself": {},
    "narrower vectors": {"ONEDNN_MAX_CPU_ISA": "AVX2"},
    "without oneDNN": {"TF_ENABLE_ONEDNN_OPTS": "0"},
}


def losses():
    """Return {arm: test cross-entropy of each fold} as this process rounds."""
    from utils.data import load, split_by_image
    from utils.models import unet, unet_placements
    from utils.studies import study

    def build(placement):
        return unet((None, None, 1), base=8, depth=3, rates=unet_placements()[placement])

    tissue = load("tissue", images=48)
    arms = {placement: partial(build, placement) for placement in ("none", "paper")}
    fold = partial(split_by_image, *tissue, folds=8, tile=64, augment=False)
    return study(arms, fold, seeds=range(4), epochs=100, batch_size=8).losses()


def rounded(settings):
    """Return the losses of a process that is started with these settings."""
    command = [sys.executable, __file__, "once"]
    done = subprocess.run(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    if sys.argv[1:] == ["once"]:
        print(json.dumps({arm: [float(loss) for loss in found] for arm, found in losses().items()}))
        sys.exit()
    found = {}
    for name, settings in ROUNDINGS.items():
        found[name] = rounded(settings)
        print(f"{name:16}", {arm: np.round(one, 2).tolist() for arm, one in found[name].items()}, flush=True)
    for arm in ("none", "paper"):
        spread = np.ptp([one[arm] for one in found.values()], axis=0)
        print(f"{arm}: the same fold differs by {spread.max():.2f} at most, by {spread.mean():.2f} on average")
    apart = min(min(np.subtract(one["none"], one["paper"])) for one in found.values())
    print(f"none is above paper by {apart:.2f} at least")
