"""Train lesson 4's study of placements in a U-Net, and write data/unet_*.json.

python data/make_unet_studies.py                      on tissue, with the same tiles and with turned ones
python data/make_unet_studies.py --isbi IMAGES MASKS  on the slices of ISBI 2012, once they are downloaded
python data/make_unet_studies.py --length             how far a net without dropout gets in how many epochs

Some ten minutes each on two cores; it goes on where it stopped. How long the nets train was fixed before any arm
was compared. On tissue: as many epochs, in steps of 20, as the net without dropout takes on the first fold
until the Dice of its training images reaches .8. On the slices: 40, as in the first single runs.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

DATA = Path(__file__).resolve().parent
sys.path.insert(0, str(DATA.parent))

import numpy as np  # noqa: E402
from scipy.special import expit  # noqa: E402

from utils.data import Annotated, load, load_folder, split_by_image  # noqa: E402
from utils.models import logits_without, unet, unet_placements  # noqa: E402
from utils.segmentation import dice, entropy, error_detection, reliability  # noqa: E402
from utils.studies import save_study, study  # noqa: E402
from utils.training import fit  # noqa: E402
from utils.uncertainty import mc_predict  # noqa: E402

EPOCHS = {"tissue": 100, "isbi": 40}
FOLDS = {"tissue": 8, "isbi": 5}
SAMPLES = 16


def build(placement):
    return unet((None, None, 1), base=8, depth=3, rates=unet_placements()[placement])


def fold(name, annotated, augment, number):
    """Return fold `number`: six images to train on, in tiles of 64 x 64."""
    return split_by_image(*annotated, number, folds=FOLDS[name], tile=64, augment=augment)


def halved(annotated):
    """Return slices of half the side: the mean of 2 x 2 pixels, membrane where half of them are."""
    images, masks = (part.reshape(len(part), 256, 2, 256, 2, 1).mean(axis=(2, 4)) for part in annotated)
    return Annotated(images.astype("float32"), (masks >= 0.5).astype("float32"))


def doubt(model, data):
    """Return how well the net doubts itself on the test images: by one prediction, and by many with dropout on."""
    once = expit(model.predict(data.test.x, verbose=0).astype(float))
    many = mc_predict(model, data.test.x, SAMPLES, seed=0)
    found = judged(data.test.y, once, {"entropy": entropy(once)}, "")
    return found | judged(data.test.y, many[0].astype(float), {"entropy": many[2], "std": many[1]}, " by samples")


def doubt_and_crossing(model, data):
    """Return what `doubt` does, and how much the logits change with the bottleneck or the top skip silenced."""
    import keras

    x = data.test.x
    net = keras.models.clone_model(model, input_tensors=keras.Input(x.shape[1:]))  # of a side that is fixed
    net.set_weights(model.get_weights())
    whole = logits_without(net, x)
    parts = ("bottleneck", "skip")
    changes = {f"change without {part}": np.abs(logits_without(net, x, part) - whole).mean() for part in parts}
    return doubt(model, data) | changes


def judged(truth, probability, doubts, ending):
    """Return {name: numbers} of a probability: Dice with cross-entropy, calibration error, AUROC of each doubt."""
    probability = np.clip(probability, 1e-7, 1 - 1e-7)
    loss = -np.log(np.where(truth == 1, probability, 1 - probability)).mean()
    wrong = (probability >= 0.5) != truth
    found = {f"test{ending}": (dice(truth, probability).mean(), loss)} if ending else {}
    found[f"calibration error{ending}"] = reliability(probability, truth, 10).error
    return found | {f"AUROC of {name}{ending}": error_detection(one, wrong) for name, one in doubts.items()}


def train(name, annotated, augment=False, arms=None):
    """Return the Study of placements, by default of all, on every fold."""
    return study(
        {placement: partial(build, placement) for placement in arms or unet_placements()},
        partial(fold, name, annotated, augment),
        seeds=range(FOLDS[name]),
        epochs=EPOCHS[name],
        batch_size=8,
        history=False,
        measure=doubt_and_crossing if augment else doubt,
        keep=Path(tempfile.gettempdir()) / f"unet_{name}{'_augmented' * augment}",
    )


def length(name, annotated, most=120):
    """Print the Dice of the training images every 20 epochs, of the net without dropout on the first fold."""
    run = fit(partial(build, "none"), fold(name, annotated, False, 0), epochs=most, batch_size=8)
    for epoch in range(20, most + 1, 20):
        print(f"{epoch:4} epochs: training Dice {run.history['train'][epoch - 1]:.3f}")


if __name__ == "__main__":
    words = sys.argv[1:]
    if "--isbi" in words:
        name, annotated = "isbi", halved(load_folder(*words[words.index("--isbi") + 1 :][:2], foreground=0))
    else:
        name, annotated = "tissue", load("tissue", images=48)
    if "--length" in words:
        length(name, annotated)
        sys.exit()
    save_study(train(name, annotated), DATA / f"unet_{name}.json")
    if name == "tissue":
        arms = ("none", "paper")
        save_study(train(name, annotated, augment=True, arms=arms), DATA / "unet_tissue_augmented.json")
