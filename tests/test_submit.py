"""A learner's work becomes one small file, whatever state it is in, and every message says what to do."""

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import platformdirs
import pytest
from platformdirs import macos, unix, windows

from setup_course import facts, handout, originals, places, records, stamp, submit

ROOT = Path(__file__).resolve().parent.parent
FIRST, SECOND = sorted(originals.originals(ROOT))[1:3]  # after the start page


class Learner:
    """Somebody with a copy of the course, who runs `start.py submit`."""

    def __init__(self, root, capsys):
        self.root, self.capsys = root, capsys

    def notebook(self, name):
        return self.root / "notebooks" / name

    def answer(self, name, source="zeros = 20", **changes):
        notebook = json.loads(self.notebook(name).read_text(encoding="utf-8"))
        notebook["cells"][6].update(source=source, **changes)
        self.notebook(name).write_text(json.dumps(notebook), encoding="utf-8")

    def submit(self, *words):
        status = submit.submit(["--name", "Ada L", *words])
        return status, self.capsys.readouterr().out

    def handed_in(self, name="Ada_L.zip"):
        with zipfile.ZipFile(self.root / name) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(params=["hand-out", "whole course"])
def learner(request, tmp_path, monkeypatch, capsys):
    root = tmp_path / "course"
    if request.param == "hand-out":
        handout.hand_out(root)
    else:
        shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    for module in (submit, places):
        monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(stamp, "python_version", lambda: (3, 12, 4))
    monkeypatch.setattr(facts, "packages", lambda: {"keras": "3.15.1", "numpy": "2.4.6", "pip": "25.0"})
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress"))
    return Learner(root, capsys)


def passed(lesson="lesson01", exercise="drop_mask", text='{"status": "passed", "score": 1, "points": 2}'):
    path = records.folder() / lesson / f"{exercise}.passed.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_what_was_changed_is_in_it_without_outputs_and_pictures(learner):
    learner.answer(
        FIRST, outputs=[dict(output_type="stream", text="out")], attachments={"a.png": {"image/png": "iVB"}}
    )
    status, said = learner.submit()
    files = learner.handed_in()
    assert status == 0 and str(learner.root / "Ada_L.zip") in said and FIRST in said and "Ctrl-S" in said
    assert list(files) == sorted([FIRST, "manifest.json", "progress.json"])
    cells = json.loads(files[FIRST])["cells"]
    assert cells[6]["source"] == "zeros = 20" and not any(cell.get("outputs") for cell in cells)
    assert b"attachments" not in files[FIRST] and b"image/png" not in files[FIRST]


def test_the_manifest_names_the_learner_the_course_and_the_versions(learner):
    learner.answer(FIRST)
    learner.submit()
    assert json.loads(learner.handed_in()["manifest.json"]) == {
        "schema": 1,
        "name": "Ada L",
        "course": originals.version(originals.originals(ROOT)),
        "python": "3.12.4",
        "packages": {"keras": "3.15.1", "numpy": "2.4.6"},
        "notebooks": {FIRST: "whole"},
    }


def test_progress_is_in_it_and_what_is_no_record_is_passed_over(learner):
    passed()
    passed("lesson02", "drop_block", "not json")
    passed("lesson02", "maxpool_law", '{"status": "passed", "score": "all", "points": 1}')
    learner.answer(FIRST)
    said = learner.submit()[1]
    known = {"lesson01": {"drop_mask": dict(status="passed", score=1, points=2)}}
    assert json.loads(learner.handed_in()["progress.json"]) == known and "1 exercises passed" in said


def test_the_same_work_gives_the_same_bytes_and_a_second_file_replaces_the_first(learner):
    learner.answer(FIRST)
    learner.submit()
    before = (learner.root / "Ada_L.zip").read_bytes()
    os.utime(learner.notebook(FIRST))
    assert learner.submit()[0] == 0
    assert (learner.root / "Ada_L.zip").read_bytes() == before


@pytest.mark.parametrize(
    "harm", [b"", b'{"cells": [', b"[1, 2]", b'{"cells": [{"source": 7}]}', b"\xff\xfe", b"[" * 10**5]
)
def test_a_notebook_that_cannot_be_read_is_named_and_in_it_as_it_is(learner, harm):
    learner.notebook(FIRST).write_bytes(harm)
    learner.answer(SECOND)
    status, said = learner.submit()
    files = learner.handed_in()
    assert status == 0 and files[FIRST] == harm and SECOND in files
    assert f"{FIRST}, which cannot be read as a notebook" in said
    assert json.loads(files["manifest.json"])["notebooks"] == {FIRST: "unreadable", SECOND: "whole"}


def test_where_nothing_was_changed_it_says_so_and_writes_nothing(learner):
    notebook = json.loads(learner.notebook(FIRST).read_text(encoding="utf-8"))
    notebook["cells"][3]["outputs"], notebook["metadata"] = [], {"run": "by me"}
    learner.notebook(FIRST).write_text(json.dumps(notebook))
    status, said = learner.submit()
    assert status == 1 and said.startswith("Nothing to hand in yet") and not list(learner.root.glob("*.zip"))


def test_answers_in_a_copy_of_a_notebook_are_not_overlooked_in_silence(learner):
    shutil.copy(learner.notebook(FIRST), learner.notebook("01_dropout-Copy1.ipynb"))
    assert "01_dropout-Copy1.ipynb" in learner.submit()[1]


def test_it_stays_below_a_megabyte_and_names_what_is_too_large(learner):
    noise = os.urandom(600_000).hex()
    learner.answer(FIRST, source=noise)
    learner.answer(SECOND, source=noise)
    status, said = learner.submit()
    assert status == 1 and f"NOT {SECOND}: it is too large" in said and FIRST in learner.handed_in()
    assert (learner.root / "Ada_L.zip").stat().st_size < 1e6


def test_the_file_may_be_named_and_no_other_file_is_overwritten(learner, tmp_path):
    learner.answer(FIRST)
    assert learner.submit("--out", str(tmp_path / "work.zip"))[0] == 0 and (tmp_path / "work.zip").exists()
    assert learner.submit("--out", str(tmp_path))[0] == 0 and (tmp_path / "Ada_L.zip").exists()
    (tmp_path / "thesis.zip").write_text("mine")
    status, said = learner.submit("--out", str(tmp_path / "thesis.zip"))
    assert status == 1 and "no submission" in said and (tmp_path / "thesis.zip").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Zoë Ünal", "Zoë_Ünal"),
        ("../../etc/x", "etc_x"),
        ("a" * 300, "a" * 80),
        ("...", "learner"),
        ("o'n: 7", "o_n_7"),
    ],
)
def test_any_name_gives_a_file_beside_start_py(name, file):
    assert submit.target(None, name) == places.ROOT / f"{file}.zip"


def test_progress_is_looked_for_where_the_checks_keep_it(monkeypatch):
    from utils.checks import progress

    monkeypatch.delenv("COURSE_PROGRESS")
    assert records.folder() == progress.folder() == Path(platformdirs.user_data_dir(records.COURSE, False))
    for home in ("", "/elsewhere"):
        monkeypatch.setenv("XDG_DATA_HOME", home)
        for system, kind in (("linux", unix.Unix), ("darwin", macos.MacOS)):
            assert records.folder(system) == Path(kind(records.COURSE, False).user_data_dir)
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    monkeypatch.setattr(windows, "get_win_folder", lambda name: "/local")
    assert records.folder("win32") == Path(windows.Windows(records.COURSE, False).user_data_dir)


@pytest.mark.skipif(sys.platform != "linux", reason="one system is enough")
def test_without_any_name_the_login_serves(monkeypatch):
    monkeypatch.setenv("LOGNAME", "ada")
    assert submit.login() == "ada"
