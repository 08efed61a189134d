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
        "c83a69d60ec7fe0cabd8e7ff7e9b1c858a54f19ec721e3818772d901e3908e7d", "make_pretrained.py"
    ),
    "placements_few_images.json": Origin(
        "7a87676d3e3ce2ccfc3953bfd52ab38f4a0d922011b1fbae08dabcbff1d16179", "make_placement_studies.py"
    ),
    "placements_wrong_labels.json": Origin(
        "ef5309494a12b1f72ef4920c66e68611571169542bf0112e3a2688c814c60517", "make_placement_studies.py"
    ),
    "unet_isbi.json": Origin(
        "25ba7a40032a7776a1990906686fd434cf12e900dfff31996112c12aa0a10712", "make_unet_studies.py"
    ),
    "unet_tissue.json": Origin(
        "4023ee61ce82a9e9fa4b3552bb95b710107d86656581a76c3f32a2951eb79dbe", "make_unet_studies.py"
    ),
    "unet_tissue_augmented.json": Origin(
        "e747f292379c1c143fcfe7df657c96e82ddf4f49d01c2144aa9fe7812807432f", "make_unet_studies.py"
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
