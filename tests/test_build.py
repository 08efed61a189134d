"""A lesson's text becomes two notebooks, and whatever does not agree is named."""

import json

import nbformat
import pytest

from lessons import colab
from lessons.build import ROOT, lessons, main
from lessons.promises import problems

LESSON = '''# %% [markdown]
# # 1 · A lesson with ünïcode
#
# *5 minutes*

# %% tags=["setup"]
import math

# %% tags=["exercise"]
def double(x):
    """Return twice x."""
    raise NotImplementedError


# %% tags=["solution"]
def double(x):
    """Return twice x."""
    return 2 * x


# %%
print("one")
print(math.floor(2.5))

# %%
from IPython.display import display

handle = display("first", display_id=True)
handle.update("last")

# %%
import matplotlib.figure

figure = matplotlib.figure.Figure(figsize=(1, 1))
figure

# %% tags=["predict"]
6 * 7
'''


@pytest.fixture
def root(tmp_path):
    (tmp_path / "lessons").mkdir()
    write(tmp_path, LESSON)
    return tmp_path


def write(root, text):
    (root / "lessons" / "01_small.py").write_text(text, encoding="utf-8")


def notebook(root, folder="notebooks"):
    return nbformat.read(root / folder / "01_small.ipynb", as_version=4)


def said(root):
    return "\n".join(problems(root, lessons(root)))


def test_each_notebook_leaves_out_the_cells_of_the_other(root):
    main([], root)
    stub, solved = ("\n".join(cell.source for cell in notebook(root, f).cells) for f in ("notebooks", "solutions"))
    assert "raise NotImplementedError" in stub and "return 2 * x" not in stub
    assert "return 2 * x" in solved and "raise NotImplementedError" not in solved


@pytest.mark.slow
def test_running_stores_outputs_the_same_bytes_each_time(root):
    main(["--run"], root)
    first = [(root / folder / "01_small.ipynb").read_bytes() for folder in ("notebooks", "solutions")]
    main(["--run"], root)
    assert [(root / folder / "01_small.ipynb").read_bytes() for folder in ("notebooks", "solutions")] == first
    assert said(root) == ""
    assert notebook(root).cells[-1].outputs == []
    assert notebook(root, "solutions").cells[-1].outputs[0].data["text/plain"] == "42"
    main([], root)
    assert (root / "notebooks" / "01_small.ipynb").read_bytes() == first[0]


def test_a_cell_that_says_nothing_anywhere_counts_as_run_where_the_others_were(root):
    main([], root)
    assert [cell.execution_count for cell in notebook(root).cells if cell.cell_type == "code"] == [None] * 7
    stored = notebook(root)
    stored.cells = [cell for cell in stored.cells if cell.id != colab.ID]
    for number, cell in enumerate((cell for cell in stored.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = number
    nbformat.write(stored, root / "notebooks" / "01_small.ipynb")
    main([], root)
    counts = [cell.execution_count for cell in notebook(root).cells if cell.cell_type == "code"]
    assert counts == [0, 1, 2, 3, 4, 5, None]


@pytest.mark.slow
def test_a_cell_that_fails_stops_the_run_with_one_line_and_leaves_the_old_notebook(root):
    main([], root)
    before = (root / "notebooks" / "01_small.ipynb").read_bytes()
    write(root, LESSON + "\n# %%\n1 / 0\n")
    with pytest.raises(SystemExit, match=r"notebooks/01_small\.ipynb: ZeroDivisionError: division by zero"):
        main(["--run"], root)
    assert (root / "notebooks" / "01_small.ipynb").read_bytes() == before


def test_an_unrun_cell_is_named(root):
    main([], root)
    assert "was never run ('import math')" in said(root)
    assert main(["--check"], root) == 1


def test_what_a_learner_is_to_predict_ships_unrun_but_is_worked_through_in_the_solution(root):
    main([], root)
    unrun = [line for line in said(root).splitlines() if "('6 * 7')" in line]
    assert [line.split("/")[0] for line in unrun] == ["solutions"]


def test_stale_text_is_named(root):
    main([], root)
    write(root, LESSON.replace("import math", "import math as maths"))
    assert "stale ('import math as maths')" in said(root)


def test_a_stored_error_is_named(root):
    main([], root)
    stored = notebook(root)
    stored.cells[1].outputs = [nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])]
    nbformat.write(stored, root / "notebooks" / "01_small.ipynb")
    assert "stores an error" in said(root)


def test_a_notebook_without_a_lesson_and_a_lesson_without_a_notebook_are_named(root):
    assert "solutions/01_small.ipynb is missing" in said(root)
    main([], root)
    (root / "lessons" / "01_small.py").rename(root / "lessons" / "02_other.py")
    assert "notebooks/01_small.ipynb has no lesson" in said(root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            'def double(x):\n    """Return twice x."""\n    return',
            'def double(y):\n    """Return twice x."""\n    return',
        ),
        ('"""Return twice x."""\n    return', '"""Return x, twice."""\n    return'),
        (
            '"""Return twice x."""\n    return 2 * x',
            '"""Return twice x."""\n    return 2 * x\n\n\ndef more():\n    pass',
        ),
    ],
)
def test_a_stub_and_a_solution_that_promise_different_things_are_named(root, old, new):
    write(root, LESSON.replace(old, new))
    assert "promise different things" in said(root)


def test_a_solved_class_may_have_more_methods_than_its_stub_declares(root):
    stub = "class Layer:\n    def call(self, x):\n        raise NotImplementedError\n"
    solved = "class Layer:\n    def call(self, x):\n        return x\n\n    def more(self):\n        pass\n"
    cells = f'\n# %% tags=["exercise"]\n{stub}\n# %% tags=["solution"]\n'
    write(root, LESSON + cells + solved)
    assert "promise" not in said(root)
    write(root, LESSON + cells + solved.replace("call(self, x)", "call(self, x, y)"))
    assert "promise different things" in said(root)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('tags=["setup"]', 'tags=["set-up"]', "unknown tag 'set-up'"),
        ("    raise NotImplementedError", "    return None", "neither raises NotImplementedError"),
        ('# %% tags=["solution"]', "# %%", "needs its solution cell"),
    ],
)
def test_a_broken_promise_is_named(root, old, new, problem):
    write(root, LESSON.replace(old, new))
    assert problem in said(root)


def test_an_empty_folder_of_lessons_is_no_problem(tmp_path):
    (tmp_path / "lessons").mkdir()
    assert main([], tmp_path) == main(["--check"], tmp_path) == 0


def test_the_lessons_of_this_course_and_their_notebooks_agree():
    assert list(problems(ROOT, lessons(ROOT))) == []


def test_what_opens_a_slide_is_marked_and_a_lesson_may_say_otherwise(root):
    more = "\n# %% [markdown]\n# ## Idea\n\n# %% [markdown]\n# ### Exercise\n\n# %% [markdown]\n# *A caption.*\n"
    own = '\n# %% [markdown] slideshow={"slide_type": "notes"}\n# Said aloud.\n'
    write(root, LESSON + more + own)
    main([], root)
    given = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in notebook(root).cells]
    assert given == ["slide", "skip", "skip", *[None] * 5, "slide", "subslide", None, "notes"]
    assert "stale" not in said(root)
    write(root, LESSON + more + own.replace("notes", "fragment"))
    assert "stale" in said(root)


def test_the_checksums_of_the_notebooks_text_are_kept_and_a_stale_one_is_named(root):
    main([], root)
    kept = root / "notebooks" / "originals.json"
    assert list(json.loads(kept.read_text())) == ["01_small.ipynb"]
    assert "originals.json" not in said(root)
    kept.write_text("{}")
    assert "notebooks/originals.json is stale" in said(root)
