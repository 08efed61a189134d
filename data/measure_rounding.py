"""Measure what rounding alone does to the nets of lesson 4's study: python data/measure_rounding.py

Two arms on four folds, trained as data/make_unet_studies.py does it, three times: as this processor does it by
itself, with narrower vectors, and without oneDNN. The three add the same numbers in other orders, as other
processors do. Five minutes on two cores.
"""

import json
import os
import subprocess
import sys
from functools import partial

import numpy as np

ARMS, NUMBERS = ("none", "paper"), range(4)
ROUNDINGS = {
    "by itself": {},
    "narrower vectors": {"ONEDNN_MAX_CPU_ISA": "AVX2"},
    "without oneDNN": {"TF_ENABLE_ONEDNN_OPTS": "0"},
}


def losses():
    """Return {arm: test cross-entropy of each fold} as this process rounds."""
    from make_unet_studies import EPOCHS, build, fold

    from utils.data import load
    from utils.studies import study

    arms = {placement: partial(build, placement) for placement in ARMS}
    folds = partial(fold, "tissue", load("tissue", images=48), False)
    return study(arms, folds, seeds=NUMBERS, epochs=EPOCHS["tissue"], batch_size=8, history=False).losses()


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
    for arm in ARMS:
        spread = np.ptp([one[arm] for one in found.values()], axis=0)
        print(f"{arm}: the same fold differs by {spread.max():.2f} at most, by {spread.mean():.2f} on average")
    apart = min(np.subtract(one["none"], one["paper"]).min() for one in found.values())
    print(f"none is above paper by {apart:.2f} at least")
