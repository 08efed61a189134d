"""A folder of finished runs, one file each: written whole or not at all, and never read where it is damaged.

A kill at any moment costs the run in flight. Numbers come back exactly; weights are not kept.
"""

import contextlib
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

ENDING = ".run.json"
RECORD = {"arm": str, "seed": int, "marks": dict, "scores": dict, "losses": dict, "history": dict}


class Folder:
    """The folder at `path`; `lasting` where its runs are to be taken up again by a later study."""

    def __init__(self, path, lasting):
        self.path, self.lasting = Path(path).absolute(), lasting
        self.lock = self.path / "study.lock"

    def file(self, arm, seed):
        """Return the path of the file for a run: readable, and another one for every arm on every system."""
        slug = re.sub(r"[^A-Za-z0-9.]+", "-", str(arm)).strip("-.")[:40]
        return self.path / f"{slug}-{_hash(str(arm))[:8]}-{seed}{ENDING}"

    def write(self, arm, marks, run):
        """Keep a finished run; nothing happens on a machine of a cluster that does not see the folder."""
        if self.path.is_dir():
            record = dict(arm=str(arm), seed=run.seed, marks=marks)
            record |= dict(scores=run.scores, losses=run.losses, history=run.history)
            record |= dict(score=run.score) if run.score != "accuracy" else {}
            text = json.dumps(record, sort_keys=True)
            store(self.file(arm, run.seed), f'{{"sha256": "{_hash(text)}",\n"run": {text}}}\n')

    def read(self, arm, seed):
        """Return the record of a run, or None where there is none, or a damaged one."""
        return self._record(self.file(arm, seed))

    def records(self):
        """Return the records of all runs; say which files are damaged, and set these aside."""
        records = []
        for path in sorted(self.path.glob(f"*{ENDING}")):
            record = self._record(path)
            if record is None:
                os.replace(path, path.with_suffix(".damaged"))
                print(f"The kept run {path.name} is damaged: it is set aside, and done again if it is asked for.")
            else:
                records.append(record)
        return records

    def names(self):
        """Return the names of the files of all runs."""
        with contextlib.suppress(OSError):
            return {name for name in os.listdir(self.path) if name.endswith(ENDING)}
        return set()

    def clear_drafts(self):
        """Remove what a kill in the middle of writing left."""
        for path in self.path.glob("*.draft"):
            path.unlink(missing_ok=True)

    def _record(self, path):
        """Return the record in a file, if it is whole and the file is the one for its arm and seed, else None."""
        with contextlib.suppress(OSError, ValueError, RecursionError, LookupError, TypeError):
            found = json.loads(path.read_text(encoding="utf-8"))
            record = found["run"]
            whole = found["sha256"] == _hash(json.dumps(record, sort_keys=True))
            typed = all(type(record[name]) is kind for name, kind in RECORD.items())
            if whole and typed and self.file(record["arm"], record["seed"]) == path:
                return record
        return None


def store(path, text):
    """Write a file whole or not at all, and have it on the disk before this returns."""
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".draft")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise
    with contextlib.suppress(OSError):  # Windows keeps no record of folders to flush
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()
