"""Which text of the notebooks was handed out: a checksum each, in notebooks/originals.json.

lessons/build.py writes that file. With it a copy of the course can tell without Git which notebooks a learner has
changed, and a submission which version of the course it answers. Outputs, metadata and cell ids do not count.
"""

import hashlib
import json

from setup_course.places import ROOT

FILE = "originals.json"


class NoNotebook(ValueError):
    """The bytes of a file are no notebook that can be read."""


def parsed(data):
    """Return the notebook that `data` (bytes) holds as a dict, each cell's source one text; NoNotebook where none."""
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            cell["cell_type"] + cell["source"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NoNotebook("no notebook") from None
    return notebook


def checksum(notebook):
    """Return the sha256 of the text of a parsed notebook's cells."""
    text = [[cell["cell_type"], cell["source"]] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(text, ensure_ascii=True).encode()).hexdigest()


def originals(root=ROOT):
    """Return {name of a notebook: checksum of its text when handed out}, in the order of the course."""
    path = root / "notebooks" / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def version(known):
    """Return a short name of the version of the course whose notebooks have the checksums `known`."""
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:12]
