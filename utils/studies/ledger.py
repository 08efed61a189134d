"""What is done and what is left of a study: its finished runs, its failures, and the folder of the runs."""

from dataclasses import replace

from utils.studies.marks import differences, settings
from utils.studies.results import Study


class Ledger:
    """The book of one study; `parts` holds one Part an arm, with all its seeds."""

    def __init__(self, parts, folder):
        self.parts, self.folder = parts, folder
        self.runs, self.failures = {}, {}
        self.files = {folder.file(part.arm, seed).name for part in parts for seed in part.seeds}

    def take_up(self):
        """Take over the runs that a folder keeps from earlier calls; ValueError where they are of another study."""
        self.folder.clear_drafts()
        records = self.folder.records()
        parts = {str(part.arm): part for part in self.parts}
        arms = sorted({record["arm"] for record in records})
        if arms and not parts.keys() & arms:
            raise ValueError(
                self._refusal([f"it holds the arms {', '.join(arms)}, and none of these is asked for"])
            )
        marks = {arm: part.marks() for arm, part in parts.items()}
        others = [words for record in records for words in self._differences(record, parts, marks)]
        if others:
            raise ValueError(self._refusal(list(dict.fromkeys(others))))

    def _differences(self, record, parts, marks):
        """Return, in words, in what a kept run differs from what is asked for; take it over where in nothing."""
        arm, seed = record["arm"], record["seed"]
        if arm not in parts:
            return differences(record["marks"], settings(self.parts[0].epochs, self.parts[0].batch_size), arm, seed)
        part = parts[arm]
        try:
            asked = marks[arm].of(part.dataset(seed))
        except Exception:
            return []  # it is done again, and the worker reports what is wrong
        found = differences(record["marks"], asked, arm, seed)
        if not found and seed in part.seeds:
            self.runs[part.arm, seed] = part.run(record)
        return found

    def take(self, result):
        """Enter what came of a part; keep the runs of a machine that does not see the folder."""
        arm, runs, failures = result
        for run, marks in runs:
            self.runs[arm, run.seed] = run
            if not self.folder.file(arm, run.seed).exists():
                self.folder.write(arm, marks, run)
        self.failures |= {(arm, failure.seed): failure for failure in failures}

    def read_again(self):
        """Take over the runs whose process did not live to hand them in."""
        for part in self.left():
            for seed in part.seeds:
                record = self.folder.read(part.arm, seed)
                if record is not None:
                    self.runs[part.arm, seed] = part.run(record)

    def left(self):
        """Return the parts that are not done, each with the seeds it still needs."""
        done = self.runs.keys() | self.failures.keys()
        left = [tuple(seed for seed in part.seeds if (part.arm, seed) not in done) for part in self.parts]
        return [replace(part, seeds=seeds) for part, seeds in zip(self.parts, left, strict=True) if seeds]

    def count(self):
        """Return how many runs have ended, those included that a process has only written yet."""
        files = {self.folder.file(*key).name for key in list(self.runs)} | self.folder.names() & self.files
        return len(files) + len(self.failures)

    def study(self):
        """Return the Study of what is there."""
        runs = {
            part.arm: [self.runs[part.arm, seed] for seed in part.seeds if (part.arm, seed) in self.runs]
            for part in self.parts
        }
        order = [(part.arm, seed) for part in self.parts for seed in part.seeds]
        failures = tuple(self.failures[key] for key in order if key in self.failures)
        return Study(runs, self.parts[0].seeds, failures)

    def _refusal(self, others):
        said = "; ".join(others[:5]) + (f"; and {len(others) - 5} more" if len(others) > 5 else "")
        return (
            f"Expected the study that {self.folder.path} keeps; got another: {said}. "
            "Give another folder, or remove this one to start anew."
        )
