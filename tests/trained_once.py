"""Run by a kernel as it starts: what a twin of this notebook has trained in a study is then not trained again.

They are told apart by their place among the studies of the lesson, whose text the two notebooks share.
"""


def read_what_is_there():
    import itertools
    import os
    from pathlib import Path

    import cloudpickle

    from utils import studies

    folder, places, train = Path(os.environ["COURSE_STUDIES"]), itertools.count(1), studies.study

    def study(arms, data, *, seeds, **options):
        path = folder / str(next(places))
        if path.exists():
            found = cloudpickle.loads(path.read_bytes())
            assert (list(found.runs), found.seeds) == (list(arms), tuple(seeds)), "the notebooks train otherwise"
            return found
        found = train(arms, data, seeds=seeds, **options)
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(cloudpickle.dumps(found))
        draft.replace(path)
        return found

    studies.study = study


read_what_is_there()
del read_what_is_there
