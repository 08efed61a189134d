"""Run by a kernel as it starts: what a twin of this notebook has trained is then not trained again.

What they train is told apart by its place among all that the lesson trains, whose text the two notebooks share.
"""


def read_what_is_there():
    import functools
    import itertools
    import os
    from pathlib import Path

    import cloudpickle

    from utils import studies, training

    folder, places = Path(os.environ["COURSE_STUDIES"]), itertools.count(1)

    def once(train):
        @functools.wraps(train)
        def shared(what, data, **options):
            told = {name: value for name, value in options.items() if name != "watch"}
            told |= {"by": train.__name__, "arms": list(what) if isinstance(what, dict) else "one"}
            path = folder / str(next(places))
            if path.exists():
                before, found = cloudpickle.loads(path.read_bytes())
                assert before == told, "the notebooks train otherwise"
                return found
            found = train(what, data, **options)
            folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_bytes(cloudpickle.dumps((told, found)))
            draft.replace(path)
            return found

        return shared

    studies.study = once(studies.study)
    training.fit, training.over_seeds = once(training.fit), once(training.over_seeds)


read_what_is_there()
del read_what_is_there
