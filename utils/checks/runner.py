"""One check of one answer: from the first call to the Result, whatever the answer is."""

from utils.checks import apart, guard
from utils.checks.laws import USABLE, Laws
from utils.checks.plain import describe_error, kind
from utils.checks.quiet import quiet
from utils.checks.result import Law, judge
from utils.checks.seal import Seal

MEDDLES = "Your answer changes the course's own code as it runs: return the result, and change nothing else."


def grade(exercise, answer, *, seed=0, seconds=20, run=None):
    """Return the Result of `exercise` for `answer`. Never prints, raises or writes (Ctrl-C stops it).

    `run` is how to run the check where the answer lives elsewhere; it returns as `_apart` does.
    """
    if answer is Ellipsis:
        return judge(exercise, [], started=False, invitation=exercise.request if exercise.called else "")
    try:
        return _grade(exercise, answer, seed, seconds, run)
    except Exception as error:
        return judge(exercise, [Law(USABLE, False, why=_sentence(None, describe_error(error), seconds))])


def _grade(exercise, answer, seed, seconds, run):
    run = run or (_apart if not exercise.keras and apart.possible(answer) else _here)
    laws, facts, ending = run(exercise, answer, seed, seconds)
    if ending is not None:
        laws.insert(0, Law(USABLE, False, why=ending))
    size = len(laws) if ending is None else exercise.size()
    return judge(exercise, laws, size=size, passed=exercise.passed, **facts)


def state_laws(exercise, answer, record, seed):
    """State the laws of `exercise` about `answer`; return whether the answer has been started."""
    law = Laws(record, seed)
    is_class = issubclass(type(answer), type)
    if exercise.called and not (is_class if exercise.called == "a class" else callable(answer)):
        why = f"Expected {exercise.called} called {exercise.name}, got {kind(answer)}: hand over the name itself."
        record(Law(USABLE, False, why=why))
        return True
    seal = Seal()
    try:
        exercise.check(answer, law)
        if exercise.called:
            law.finish(arrays=exercise.arrays)
    finally:
        if seal.broken() or law.record is not record:
            record(Law(USABLE, False, why=MEDDLES))
    return law.started


def _apart(exercise, answer, seed, seconds):
    """Run the check in a fork; return (laws, facts, why it ended early or None)."""

    def work(send):
        with quiet(apart=True) as notepad:
            try:
                started = state_laws(exercise, answer, lambda law: send(vars(law)), seed)
                send({"facts": {"started": started, "printed": notepad.kept}})
            except BaseException as error:
                send({"fault": describe_error(error)})

    records, ending = apart.run(work, seconds)
    if ending == apart.DIED:  # as a fork beside threads may do by itself, once; an answer that exits does so again
        records, ending = apart.run(work, seconds)
    laws = [Law(**record) for record in records if "name" in record]
    facts = next((record["facts"] for record in records if "facts" in record), {})
    fault = next((record["fault"] for record in records if "fault" in record), None)
    return laws, facts, _sentence(ending, fault, seconds)


def _here(exercise, answer, seed, seconds):
    """Run the check in this process, under a time limit; returns as `_apart` does."""
    laws, facts, ending, fault = [], {}, apart.DONE, None
    with guard.late_ctrl_c():
        if exercise.keras:
            import keras  # noqa: F401  not under the time limit: half an import is a broken one
        with quiet() as notepad:
            try:
                facts["started"] = guard.call(lambda: state_laws(exercise, answer, laws.append, seed), seconds)
            except guard.TimeLimit:
                ending = apart.TIMEOUT
            except guard.Interrupted:
                raise KeyboardInterrupt from None
            except BaseException as error:
                fault = describe_error(error)
    facts["printed"] = notepad.kept
    return laws, facts, _sentence(ending, fault, seconds)


def _sentence(ending, fault, seconds):
    if fault is not None:
        return f"The check could not judge this answer ({fault}): report it, the fault may not be yours."
    if ending == apart.TIMEOUT:
        return f"Your answer did not finish within {seconds:g} s: look for a loop that never ends."
    if ending == apart.DIED:
        return "Your answer ended the Python process: remove exit() and the like, and build smaller arrays."
    if ending == apart.SPOILT:
        return "Your answer wrote into files that it had not opened: return the result, and write nothing."
    return None
