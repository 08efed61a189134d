"""What start.py runs, with which words and variables, and what it needs of Python and of the package index."""

import ast
import json
import os
import re
import sys
from pathlib import Path

import pytest

from setup_course import places, suites, verbs

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_pinned_and_every_direct_one_is_there(name):
    pinned = re.findall(r"^([\w.-]+)==\S+", (ROOT / f"{name}.txt").read_text(), re.MULTILINE)
    lines = [line for line in (ROOT / f"{name}.txt").read_text().splitlines() if not line.startswith("#")]
    direct = re.findall(r"^([a-z][\w-]*)[=<>]", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    assert len(pinned) == len(lines)
    assert set(direct) <= set(pinned)


@pytest.mark.parametrize(
    "path", [ROOT / "start.py", *sorted((ROOT / "setup_course").glob("*.py"))], ids=lambda path: path.name
)
def test_an_old_python_can_read_what_tells_it_that_it_is_old(path):
    tree = ast.parse(path.read_text(), feature_version=(3, 6))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names) | {"setup_course"}


def test_jupyterlab_opens_on_the_first_lesson_with_the_repository_as_its_root(monkeypatch):
    seen = []
    lesson = places.ROOT / "notebooks" / "01_first.ipynb"
    monkeypatch.setattr(verbs, "ensure", lambda files: None)
    monkeypatch.setattr(verbs, "ask_nothing", lambda: None)
    monkeypatch.setattr(verbs, "lessons", lambda folder: [lesson])
    monkeypatch.setattr(os, "execve", lambda program, command, variables: seen.append(command))
    monkeypatch.setattr(verbs, "wait_for_jupyter", seen.append)
    monkeypatch.chdir(ROOT)
    for user in (0, 1000):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user, raising=False)
        verbs.lab(["--port=9000"])
    assert f"--ServerApp.root_dir={ROOT}" in seen[0] and "--port=9000" in seen[0]
    assert "--LabApp.default_url=/lab/tree/notebooks/01_first.ipynb" in seen[0]
    assert ("--allow-root" in seen[0], "--allow-root" in seen[-1]) == (True, False)


def test_words_without_a_verb_go_to_jupyterlab(monkeypatch):
    monkeypatch.setitem(verbs.VERBS, "lab", lambda arguments: arguments)
    assert verbs.main([]) == []
    assert verbs.main(["--no-browser"]) == ["--no-browser"]


def test_jupyterlab_asks_nothing_about_news(monkeypatch, tmp_path):
    monkeypatch.setattr(verbs, "VENV", tmp_path)
    verbs.ask_nothing()
    (file,) = tmp_path.rglob("overrides.json")
    assert json.loads(file.read_text())["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_the_full_run_holds_the_tests_and_both_kinds_of_notebooks_and_the_browser():
    tests, notebooks, browser = suites.suites(False, ["-x"])
    assert (tests.arguments[0], tests.arguments[-1]) == ("tests", "-x")
    run = {Path(word) for word in notebooks.arguments if word.endswith(".ipynb")}
    assert run == set(ROOT.glob("*/*.ipynb")) and "--nbval" in notebooks.arguments
    assert "--ignore=tests/browser" in tests.arguments
    assert (browser.arguments[0], *browser.arguments[-2:]) == ("tests/browser", "-rs", "-x")


def test_the_quick_run_leaves_out_what_is_slow_and_a_named_file_runs_alone():
    assert [suite.arguments[-2:] for suite in suites.suites(True, [])] == [["-m", "not slow"]]
    assert [suite.arguments for suite in suites.suites(False, ["tests/test_start.py::test_x"])] == [
        ["tests/test_start.py::test_x"]
    ]


@pytest.mark.parametrize("failing", [None, "tests", "notebooks", "browser"])
def test_one_failing_part_fails_the_whole_and_the_others_still_run(monkeypatch, capsys, failing):
    parts = suites.suites(False, [])
    monkeypatch.setattr(suites, "run", lambda suite: (1 if suite.name == failing else 0, 1.0))
    assert suites.run_all(parts) == (1 if failing else 0)
    said = capsys.readouterr().out
    assert all(part.name in said for part in parts)
    assert ("All passed" in said) == (failing is None)


@pytest.mark.parametrize("statuses, expected", [((0,), 0), ((1, 0), 0), ((1, 1), 1), ((2,), 2)])
def test_what_failed_in_the_browser_has_a_second_chance_and_nothing_else_has(monkeypatch, statuses, expected):
    asked, said = [], iter(statuses)
    monkeypatch.setattr(suites, "wait", lambda command, settings: asked.append(command) or next(said))
    assert suites.run(suites.Suite("browser", ["tests/browser"], again=True))[0] == expected
    assert ["--last-failed" in command for command in asked] == [False, True][: len(statuses)]
    assert [part.name for part in suites.suites(False, []) if part.again] == ["browser"]


def test_each_part_has_a_progress_of_its_own(monkeypatch):
    seen = []
    monkeypatch.setattr(suites, "wait", lambda command, settings: seen.append(settings["COURSE_PROGRESS"]) or 0)
    suites.run_all(suites.suites(False, []))
    assert len(set(seen)) == 3


def test_a_folder_without_notebooks_is_skipped_with_a_line(monkeypatch, capsys):
    monkeypatch.setattr(suites, "lessons", lambda folder: [])
    monkeypatch.setattr(suites, "wait", lambda command, settings: 0)
    assert suites.run_all(suites.suites(False, [])) == 0
    assert "no notebook yet" in capsys.readouterr().out


def test_variables_that_would_mislead_our_python_do_not_reach_it(monkeypatch):
    for name in places.MISLEADING:
        monkeypatch.setenv(name, "elsewhere")
    given = places.variables()
    assert "elsewhere" not in given.values()
    assert given["PYTHONPATH"] == str(ROOT) and given["KERAS_BACKEND"] == "tensorflow"


def test_ci_runs_what_the_readme_tells_a_learner_to_run():
    assert "python3 start.py test" in (ROOT / ".ci" / "run").read_text()


def test_the_commands_of_the_readme_are_commands_of_start():
    if not (ROOT / "README.md").exists():
        pytest.skip("there is no README yet")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    said = re.findall(r"python3? start\.py(?: +([a-z]+))?", text)
    assert {"", "test"} <= set(said)
    assert set(said) - {""} <= set(verbs.VERBS)
