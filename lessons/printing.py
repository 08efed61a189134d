"""From the text of a lesson to a notebook, the same bytes each time."""

from collections import Counter
from hashlib import sha1

import jupytext
import nbformat

from lessons.colab import count_as_run, with_fetching
from lessons.slides import mark_slides

HIDDEN = {"notebooks": "solution", "solutions": "exercise"}  # folder: the tag of the cells it leaves out
KEPT = ("tags", "slideshow")
WIDGET = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def tags(cell):
    return cell.metadata.get("tags", [])


def read(lesson):
    """Return the cells of a lesson's text, with ids made of their source so that no diff is by chance."""
    cells, seen = jupytext.read(lesson, fmt="py:percent").cells, Counter()
    for cell in cells:
        digest = sha1(cell.source.encode()).hexdigest()[:10]
        seen[digest] += 1
        cell.id = f"{digest}-{seen[digest]}"
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in KEPT})
    return mark_slides(cells)


def print_notebook(lesson, folder):
    """Return the notebook that `folder` holds for a lesson, not run."""
    cells = [cell for cell in read(lesson) if HIDDEN[folder] not in tags(cell)]
    cells = with_fetching(cells, lesson.parent.parent)
    return nbformat.v4.new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA))


def keep_outputs(notebook, old):
    """Copy the stored outputs of `old` to the cells of `notebook` whose source is unchanged."""
    stored = {cell.id: cell for cell in old.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id in stored:
            cell.outputs = stored[cell.id].outputs
            cell.execution_count = stored[cell.id].execution_count
    count_as_run(notebook)


def tidy(notebook, folder):
    """Drop what differs from run to run, and in notebooks/ the outputs that a learner is to predict."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in KEPT})
        if folder == "notebooks" and "predict" in tags(cell):
            cell.outputs, cell.execution_count = [], None
        if cell.execution_count is None:
            continue
        cell.execution_count = number
        cell.outputs = [tidy_output(output, number) for output in joined(cell.outputs)]


def tidy_output(output, number):
    """Drop the widget half of a bundle: its id names a kernel that is gone, the picture beside it stays."""
    if "execution_count" in output:
        output.execution_count = number
    if WIDGET in output.get("data", {}) and len(output.data) > 1:
        del output.data[WIDGET]
    output.pop("transient", None)
    return output


def joined(outputs):
    """Join stream outputs that follow each other: where they are cut depends on timing."""
    whole = []
    for output in outputs:
        before = whole[-1] if whole else {}
        if output.output_type == "stream" and output.name == before.get("name"):
            before["text"] += output.text
        else:
            whole.append(output)
    return whole
