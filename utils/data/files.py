"""The files that the course ships in its folder data/: read whole, and only with the right checksum."""

import hashlib
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "data"


class Origin(NamedTuple):
    """The sha256 of a shipped file, and the script in data/ that made it."""

    sha256: str
    script: str


SHIPPED = {
    "pretrained_digits_0_to_4.npz": Origin(
        "c64f9f6fe3149e6e15e0bb54d8c227936c26735684203a3945620b41c8a4b8d0", "make_pretrained.py"
    ),
    "placements_few_images.json": Origin(
        "4b36486546f710dd9c6bf94b44c71ccb09ae9bd7d7b31eaa38519970198f2840", "make_placement_studies.py"
    ),
    "placements_wrong_labels.json": Origin(
        "ed7b6b1def91bc3e71b164d7258018d2c57cb20b211d5f14136629294739ddd0", "make_placement_studies.py"
    ),
}


def shipped(file):
    """Return the bytes of a file in SHIPPED, by its name; raise OSError where it is missing or damaged."""
    path, origin = FOLDER / file, SHIPPED[file]
    then = (
        f"Bring it back with `git checkout data/{file}`, or download the course anew; data/{origin.script} made it."
    )
    try:
        content = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise OSError(
            f"Missing file: expected {file} with sha256 {origin.sha256} in {FOLDER}; {reason}. {then}"
        ) from None
    got = hashlib.sha256(content).hexdigest()
    if got != origin.sha256:
        sums = f"sha256 {origin.sha256}, got {got} ({len(content):,} bytes)"
        raise OSError(f"Damaged file: expected {path} with {sums}. {then}")
    return content
