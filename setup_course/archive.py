"""Files put in place in one step, and zip files that are the same bytes each time."""

import os
import tempfile
import zipfile
from pathlib import Path

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold


def zip_bytes(files, target):
    """Write `files`, {path inside: bytes}, into the open binary file `target`: no dates, no owners, sorted."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            about = zipfile.ZipInfo(name, BEGINNING)
            about.create_system, about.external_attr = 3, 0o644 << 16  # as on Unix, wherever it is made
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, files[name])


def names_in(path):
    """Return the names of what a zip file holds; none where it is no zip file."""
    try:
        with zipfile.ZipFile(str(path)) as archive:
            return archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return []


def put(path, write):
    """Let `write(open file)` make the file at `path`; a kill leaves what was there before, or all of the new one."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=str(path.parent), prefix=".", suffix=".part")
    try:
        with open(handle, "wb") as file:
            write(file)
        os.chmod(aside, 0o644)
        os.replace(aside, str(path))
    except BaseException:
        if os.path.exists(aside):
            os.unlink(aside)
        raise


def size(number):
    """Return a number of bytes in words: 12 kB, 1.3 MB."""
    return "{:.1f} MB".format(number / 1e6) if number >= 999500 else "{:.0f} kB".format(number / 1e3)
