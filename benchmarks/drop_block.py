"""Print the share that DropBlock2D drops, beside two other laws, in Markdown: python benchmarks/drop_block.py"""

import os
import sys
from itertools import product
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from utils.layers import DropBlock2D, seed_probability

SIZES, BLOCKS, RATES = ((7, 7), (8, 8), (9, 16), (14, 14), (28, 28)), (3, 5, 7), (0.05, 0.1, 0.2, 0.3)
MAPS, CALLS = 500, 60


def paper(height, width, rate, block, numpy=np):
    """Return the seed probability of Ghiasi et al. 2018, equation 1: squares are taken never to overlap."""
    return rate / block**2 * height * width / ((height - block + 1) * (width - block + 1))


def naive(height, width, rate, block, numpy=np):
    """Return the seed probability that forgets how few whole squares fit into the map."""
    return rate / block**2


def realised(law, size, block, rate):
    """Return the share that DropBlock2D drops with this seed probability, and its standard error."""
    with patch("utils.layers.drop_block.seed_probability", law):
        layer = DropBlock2D(rate, block, seed=0)
        ones = np.ones((1, *size, MAPS), "float32")
        shares = [np.mean(np.asarray(layer(ones, training=True)) == 0, axis=(0, 1, 2)) for _ in range(CALLS)]
    return np.mean(shares), np.std(shares) / np.sqrt(np.size(shares))


if __name__ == "__main__":
    laws, worst = (seed_probability, paper, naive), 0
    print("| map | block | rate | DropBlock2D | the paper's gamma | rate / block^2 |\n|---|---|---|---|---|---|")
    for size, block, rate in product(SIZES, BLOCKS, RATES):
        found = [realised(law, size, block, rate) for law in laws]
        worst = max([worst, *(error / rate for _, error in found)])
        cells = (f"{share:.3f} ({share / rate:.2f} x)" for share, _ in found)
        print("|", " | ".join([f"{size[0]} x {size[1]}", str(block), str(rate), *cells]), "|", flush=True)
    print(f"\nIn brackets: as a multiple of the rate. Standard errors of {MAPS * CALLS:,} maps: up to {worst:.1%}.")
