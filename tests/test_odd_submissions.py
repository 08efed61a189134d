"""Files and names of a submission that are meant to harm: each has its row, and harms nobody else's."""

import csv
import io
import json
import tracemalloc
import unicodedata
import zipfile

import pytest

from tests.handed_in import LESSON, NUMPY, RIGHT, code, hand_in, notebook
from utils.classroom import marking, records, sandbox, submissions
from utils.classroom.__main__ import main
from utils.classroom.records import file_name

NAMES = [
    "=HYPERLINK(1)",
    "+1+1",
    "ada\u202egnp.exe",
    "ada\u200b",
    unicodedata.normalize("NFC", "café"),
    unicodedata.normalize("NFD", "café"),
    "ada\nbob,lesson01,drop_mask,passed,2",
    "<img src=x onerror=alert(1)>",
    "-" * 200,
    "passed",
]


def zipped(folder, name, made, **options):
    """Write a submission file that holds one notebook; return its path."""
    with zipfile.ZipFile(folder / f"{name}.zip", "w", **options) as archive:
        archive.writestr(LESSON.name, made)
    return folder / f"{name}.zip"


def test_an_archive_that_unpacks_to_gigabytes_is_read_no_further_than_it_may_be(tmp_path):
    path = zipped(tmp_path, "bomb", bytes(1 << 28), compression=zipfile.ZIP_DEFLATED)
    tracemalloc.start()
    (found,) = submissions.notebooks(submissions.contents(path))
    assert "larger than" in found.problem and tracemalloc.get_traced_memory()[1] < 5 * submissions.LARGEST
    tracemalloc.stop()


def test_an_archive_whose_stream_is_broken_cannot_be_read_and_stops_no_resumed_run(tmp_path):
    path = zipped(tmp_path, "eve", LESSON.read_bytes(), compression=zipfile.ZIP_DEFLATED)
    whole = bytearray(path.read_bytes())
    begins = 30 + len(LESSON.name)
    whole[begins : begins + 50] = b"\xff" * 50
    path.write_bytes(whole)
    with pytest.raises(submissions.Unreadable, match="cannot be read"):
        submissions.contents(path)
    (one,) = submissions.submissions(tmp_path)
    records.keep(tmp_path, marking.failed(one, "tried", True))
    assert records.kept(tmp_path, one, 0, True) is None


@pytest.mark.parametrize("many, size", [(400_000, 1), (3, 3 << 20)])
def test_a_notebook_of_more_code_than_anybody_writes_is_told_as_such(many, size):
    data = json.dumps({"cells": [{"cell_type": "code", "source": "x" * size}] * many}).encode()
    with pytest.raises(submissions.Unreadable, match="code"):
        submissions.code_cells(data)


def test_the_name_of_a_file_is_nobody_elses(tmp_path):
    first = file_name("a b")
    assert len({first, file_name(first), file_name(file_name(first)), file_name("a_b")}) == 4


def test_a_file_is_handed_in_however_its_ending_is_written(tmp_path):
    for name in ("ada.IPYNB", "bob.Ipynb"):
        (tmp_path / name).write_bytes(LESSON.read_bytes())
    zipped(tmp_path, "carol", LESSON.read_bytes()).rename(tmp_path / "carol.ZIP")
    found = {one.student: one for one in submissions.submissions(tmp_path)}
    assert set(found) == {"ada", "bob", "carol"}
    assert all(submissions.notebooks(submissions.contents(one.path))[0].lesson for one in found.values())


@pytest.mark.slow
@pytest.mark.skipif(sandbox.problem() is not None, reason=f"no sandbox here: {sandbox.problem()}")
def test_odd_names_and_files_have_rows_of_their_own(tmp_path):
    one = notebook({"drop_mask": RIGHT["drop_mask"]}, first="raise ValueError('=1+1\\x1b[31m')")
    for name in NAMES:
        hand_in(tmp_path / "handed in", name, one)
    (tmp_path / "handed in" / "link").mkdir()
    (tmp_path / "handed in" / "link" / LESSON.name).symlink_to("/etc/passwd")
    (tmp_path / "handed in" / "loop").mkdir()
    (tmp_path / "handed in" / "loop" / LESSON.name).symlink_to(LESSON.name)
    zipped(tmp_path / "handed in", "bomb", bytes(1 << 26), compression=zipfile.ZIP_DEFLATED)
    half = json.dumps({"cells": [code("x = '\\ud800'"), code("\udfff")]}).encode()
    hand_in(tmp_path / "handed in", "half", half)
    assert main([str(tmp_path / "handed in"), "--out", str(tmp_path / "results"), "--jobs", "2"]) == 0
    words = (tmp_path / "results" / "results.csv").read_text("utf-8")
    rows = [*csv.DictReader(io.StringIO(words))]
    by_name = {row["student"]: row["status"] for row in rows if row["exercise"] == "drop_mask"}
    assert len(by_name) == len(NAMES) + 4
    assert sorted(by_name.values()) == ["not defined"] + ["passed"] * len(NAMES) + ["unreadable"] * 3
    assert all(row["note"] for row in rows)
    assert not any(value.startswith(records.FORMULA) for row in rows for value in row.values())
    assert not any(unicodedata.category(one) in ("Cc", "Cf") for one in words if one != "\n")
    pages = [*(tmp_path / "results" / "learners").iterdir()]
    assert len(pages) == len(NAMES) + 4
    assert not any("<img" in path.read_text("utf-8") for path in [*pages, tmp_path / "results" / "class.html"])
    assert set(NUMPY) <= {row["exercise"] for row in rows}
