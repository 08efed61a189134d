"""Train lesson 3's study of placements on both of its tasks, and write data/placements_*.json.

python data/make_placement_studies.py           some ten minutes on two cores; goes on where it stopped
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

DATA = Path(__file__).resolve().parent
sys.path.insert(0, str(DATA.parent))

from utils.data import load  # noqa: E402
from utils.models import PLACEMENTS, placed  # noqa: E402
from utils.studies import save_study, study  # noqa: E402

SEEDS = range(20)
TASKS = {  # file: what is drawn for each seed, and for how long a net is trained: about 400 steps each
    "placements_wrong_labels": (dict(wrong_labels=0.3), 30),
    "placements_few_images": (dict(train=60), 200),
}


def train(name):
    """Return the Study of a task: every placement on every seed, each seed with images of its own."""
    drawn, epochs = TASKS[name]
    arms = {placement: partial(placed, placement) for placement in PLACEMENTS}
    data = lambda seed: load("digits", seed=seed, **drawn)  # noqa: E731
    return study(arms, data, seeds=SEEDS, epochs=epochs, keep=Path(tempfile.gettempdir()) / name)


if __name__ == "__main__":
    for name in TASKS:
        save_study(train(name), DATA / f"{name}.json")
