"""Measure how the error of Monte-Carlo dropout falls with the number of samples: python benchmarks/samples.py

Two U-Nets with the paper's dropout, with and without BatchNormalization, are trained on tissue and then asked T
times, again and again. The error is the root mean square distance, over the pixels of images that they have not
seen, to the mean of many samples. Where it falls as 1 / sqrt(T), the last column stays the same.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np

from utils.data import load
from utils.models import calls, unet
from utils.segmentation import tiles
from utils.uncertainty import mc_predict

SAMPLES, TIMES, MANY = (1, 2, 4, 8, 16, 32, 64), 8, 1024


def plain():
    return unet((64, 64, 1), base=8, depth=3, rates={2: 0.5, 3: 0.5})


def with_batchnorm():
    """Return the same net with a BatchNormalization behind each conv but the last."""
    model = plain()
    *walk, last = calls(model)
    made = {id(model.inputs[0]): model.inputs[0]}
    for layer, inputs, (output, *_) in walk:
        taken = [made[id(one)] for one in inputs]
        x = layer(taken if len(taken) > 1 else taken[0])
        made[id(output)] = keras.layers.BatchNormalization()(x) if type(layer) is keras.layers.Conv2D else x
    return keras.Model(model.inputs, last[0](made[id(last[1][0])]))


def trained(build, x, y):
    keras.utils.set_random_seed(0)
    model = build()
    model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(x, y, batch_size=8, epochs=20, verbose=0)
    return model


def errors(model, images):
    """Return {T: error of the mean of T samples}, over TIMES times T samples."""
    many = mc_predict(model, images, MANY, seed=TIMES)[0]
    means = {size: [mc_predict(model, images, size, seed=seed)[0] for seed in range(TIMES)] for size in SAMPLES}
    return {size: float(np.sqrt(np.mean((np.array(one) - many) ** 2))) for size, one in means.items()}


def table(name, model, images):
    before = model.get_weights()
    found = errors(model, images)
    same = all(map(np.array_equal, before, model.get_weights()))
    print(f"\n{name}: statistics and weights bit by bit {'as before' if same else 'CHANGED'}")
    print("   T    error   error x sqrt(T)")
    for size, error in found.items():
        print(f"{size:4}   {error:.4f}   {error * size**0.5:.4f}", flush=True)


if __name__ == "__main__":
    x, y, _ = tiles(*load("tissue", images=6), 64)
    unseen, _, _ = tiles(*load("tissue", images=7, seed=1), 64)
    table("without BatchNorm", trained(plain, x, y), unseen[:4])
    table("with BatchNorm", trained(with_batchnorm, x, y), unseen[:4])
