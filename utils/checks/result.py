"""What a check found: one Result, made of Laws."""

from dataclasses import dataclass, field

STATUSES = ("passed", "not yet", "not started")


@dataclass(frozen=True)
class Law:
    """One thing that must hold. `why` is the sentence for the learner; `picture` is plain text, or empty."""

    name: str
    ok: bool
    expected: str = ""
    seen: str = ""
    why: str = ""
    misconception: str | None = None
    picture: str = ""


@dataclass(frozen=True)
class Result:
    """The outcome of one check of one answer: data only, the same wherever it was computed."""

    exercise: str
    status: str
    score: float
    message: str
    laws: tuple[Law, ...] = ()
    misconception: str | None = None
    points: float = 1
    number: str = ""
    printed: str = field(default="", compare=False)

    @property
    def ok(self):
        return self.status == "passed"

    @property
    def earned(self):
        """The points that it is worth, a finite number from 0 to `points`."""
        return round(self.score * self.points, 4)

    def __repr__(self):
        from utils.checks.feedback import as_text

        return as_text(self)

    def _repr_html_(self):
        from utils.checks.feedback import as_html

        return as_html(self)


def judge(exercise, laws, *, started=True, size=1, passed="", invitation="", printed=""):
    """Return the Result of an `exercise` from its `laws`; `size` is how many laws a whole check states."""
    facts = dict(exercise=exercise.name, points=exercise.points, number=exercise.number)
    if not started:
        return Result(status="not started", score=0.0, message=invitation or exercise.invitation, **facts)
    broken = [law for law in laws if not law.ok]
    facts |= dict(laws=tuple(laws), printed=printed)
    if laws and not broken:
        return Result(status="passed", score=1.0, message=passed or "Every law holds.", **facts)
    held = sum(law.ok for law in laws)
    score = min(held / max(size, len(laws), 1), 0.99)
    told = next((law for law in broken if law.why), None)
    message = told.why if told else "No answer could be looked at."
    name = told.misconception if told else None
    return Result(status="not yet", score=score, message=message, misconception=name, **facts)
