"""Feedback says the same in HTML and in plain text, escapes what it quotes, and needs no colour."""

import io
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from utils.checks import feedback, pictures
from utils.checks import lesson01 as check
from utils.checks.exercise import exercise
from utils.checks.plain import one_line
from utils.checks.result import Law, Result

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> & \"quoted\" 'so' </pre></details></div> `code`"


@exercise("9.3", hints=["Which number?", "This one.", "Two lines:\nx = ...\nreturn x < 2 & y"])
def doubled(answer, law):
    """Double the numbers."""
    law.close("every number is doubled", law.call(answer, np.ones(3)), 2 * np.ones(3))


def laws(n, broken=1, **about):
    return tuple(
        Law(f"law {i}", i >= broken, "3", "4", "Not so.", **about) if i < broken else Law(f"law {i}", True)
        for i in range(n)
    )


PICTURE = pictures.beside(0.5, np.eye(8))
RESULTS = {
    "passed": Result("drop_mask", "passed", 1.0, "One coin for each.", laws(4, 0), number="1.1"),
    "not yet": Result("drop_mask", "not yet", 0.5, "You keep `rate`.", laws(4, 2), number="1.1"),
    "not started": Result("drop_mask", "not started", 0.0, "Write your code.", number="1.1"),
    "a picture": Result("drop_mask", "not yet", 0.5, "So.", laws(4, 2, picture=PICTURE), number="1.1"),
    "printed": Result("drop_mask", "passed", 1.0, "Yes.", laws(2, 0), printed="a  b\n  [1 2]\n3\n4\n5\n"),
    "one law": Result("zeros_in_100", "not yet", 0.0, "80 is how many are kept.", laws(1)),
    "no number": Result("drop_mask", "not yet", 0.1, "So."),
    "hostile": Result(
        HOSTILE,
        "not yet",
        0.1,
        HOSTILE,
        (Law(HOSTILE, False, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), Law(HOSTILE, True)),
        HOSTILE,
        number=HOSTILE,
        printed=HOSTILE,
    ),
}
every_result = pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)


def words(text):
    """Return the words of a text, without the marks that HTML shows as layout."""
    return text.replace("`", "").replace("laws hold:", "laws hold").split()


def stripped(html):
    inline = re.sub(r"</?(code|b)>", "", html)
    return unescape(re.sub(r"<[^>]*>", " ", inline))


class Tags(HTMLParser):
    """Collects the tags and attributes of an HTML text and sees to it that each tag is closed in order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.open = set(), [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@every_result
def test_html_and_text_hold_the_same_words_in_the_same_order(result):
    assert words(stripped(result._repr_html_())) == words(repr(result))


@every_result
def test_the_first_line_holds_sign_word_name_and_sentence(result):
    sign, word = feedback.SIGNS[result.status]
    first = repr(result).splitlines()[0]
    assert first.startswith(f"{sign} {word} · ")
    assert result.message in first and result.exercise in first


def test_each_status_has_a_sign_and_a_word_of_its_own():
    assert len(set(feedback.SIGNS.values())) == len({sign for sign, _ in feedback.SIGNS.values()}) == 3
    assert set(feedback.BARS) == set(feedback.SIGNS)


@every_result
def test_html_is_safe_to_show(result):
    tags = Tags(result._repr_html_())
    assert tags.tags <= {"div", "p", "b", "pre", "code", "details", "summary", "ul", "li"}
    assert {name for name, _ in tags.attributes} <= {"role", "style", "open"}


@every_result
def test_every_colour_of_a_theme_has_one_to_fall_back_on(result):
    html = result._repr_html_()
    assert re.findall(r"var\(--[\w-]+\)", html) == []
    assert "<style" not in html
    assert not re.search(r"(?<![-\w])(color|background)\s*:", html)


@every_result
def test_without_colour_and_style_the_feedback_still_reads(result):
    bare = re.sub(r' style="[^"]*"', "", result._repr_html_())
    sign, word = feedback.SIGNS[result.status]
    assert f"{sign} {word}" in bare
    for law in result.laws:
        if len(result.laws) > 1:
            assert f"{'✔' if law.ok else '✘'} {law.name}" in stripped(bare)


@every_result
def test_repeated_feedback_is_the_same_to_the_letter(result):
    again = Result(**{name: getattr(result, name) for name in result.__dataclass_fields__})
    assert (repr(result), result._repr_html_()) == (repr(again), again._repr_html_())


@pytest.mark.slow
def test_feedback_is_the_same_in_every_process():
    script = """
import sys
sys.path.insert(0, ".")
from utils.checks import lesson01 as check
for answer in (lambda shape, rate, rng: (rng.random(shape) < rate) * 1.0, lambda shape, rate, rng: 1 / 0, 7, None):
    result = check.drop_mask.grade(answer)
    print(result, result._repr_html_())
"""
    seen = {
        subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": seed})
        for seed in ("0", "1", "2")
    }
    assert len(seen) == 1


def test_a_law_without_anything_to_look_at_is_neither_held_nor_broken():
    result = check.drop_mask.grade(lambda shape, rate, rng: None)
    signs = [line.split()[0] for line in repr(result).splitlines() if line.startswith("  ")]
    silent = sum(not law.ok and not law.why for law in result.laws)
    assert (signs.count("✘"), signs.count("…")) == (1, silent) and silent > 9


def test_a_passed_result_shows_no_way_out_and_no_numbers():
    assert "Stuck" not in repr(RESULTS["passed"]) and "expected" not in repr(RESULTS["passed"])
    assert "check.drop_mask.hint()" in repr(RESULTS["not yet"])
    assert "expected 3, got 4" in repr(RESULTS["not yet"])
    assert " open" in RESULTS["not yet"]._repr_html_() and " open" not in RESULTS["passed"]._repr_html_()


# Pictures


def swapped(shape, rate, rng):
    return (rng.random(shape) < rate) * 1.0


def test_a_picture_stands_where_a_law_with_one_is_broken_and_nowhere_else():
    right = check.drop_mask.grade(lambda shape, rate, rng: (rng.random(shape) >= rate) * 1.0)
    assert not any(law.picture for law in right.laws) and "for example" not in repr(right)
    wrong = check.drop_mask.grade(swapped)
    assert any(law.picture and not law.ok for law in wrong.laws)
    assert not any(law.picture and law.ok for law in wrong.laws)
    for shown in (repr(wrong), wrong._repr_html_()):
        assert shown.count("for example") == shown.count("yours") == 1


@pytest.mark.parametrize("shape", [(0,), (5,), (24,), (500,), (3, 4), (40, 100), (2, 3, 4, 5), (1, 1)])
@pytest.mark.parametrize("rate", [0.0, 0.3, 1.0])
def test_a_picture_fits_beside_the_example_whatever_its_shape(shape, rate):
    lines = pictures.beside(rate, np.ones(shape)).splitlines()
    assert len(lines) <= pictures.ROWS + 2
    assert all(len(line) <= 2 * pictures.COLUMNS + 16 for line in lines)
    assert set("".join(lines[1:-1])) <= {pictures.KEPT, pictures.DROPPED, " "}


# Long, odd and hostile words


def test_a_long_message_is_one_short_line():
    result = doubled.grade(lambda x: [][int("\n".join(["many lines"] * 5000))])
    assert result.message.startswith("Your answer raised ValueError: ")
    assert "\n" not in result.message and len(result.message) < 250


ODD = {
    "colours": ("\x1b[31mred\x1b[0m", "red"),
    "a bell": ("one\atwo", "one two"),
    "a cleared screen": ("\x1b[2Jgone", "[2Jgone"),
    "half a sign": ("one\ud800two", "one two"),
    "text turned round": ("one\u202etwo", "one two"),
    "tabs and lines": ("one\t\r\n two", "one two"),
    "an accent": ("déjà vu · ✔", "déjà vu · ✔"),
}


@pytest.mark.parametrize(("given", "shown"), ODD.values(), ids=ODD)
def test_what_cannot_be_printed_is_left_out(given, shown, capsys):
    assert one_line(given) == shown

    def raises(x):
        print(given)
        raise ValueError(given)

    result = doubled.grade(raises)
    assert result.message == f"Your answer raised ValueError: {shown}"
    repr(result).encode()
    result._repr_html_().encode()
    feedback.show(result)
    assert "\x1b" not in capsys.readouterr().out


def test_a_huge_message_takes_no_time_and_no_room():
    class Huge(Exception):
        def __str__(self):
            return "x" * 200_000_000

    def raises(x):
        raise Huge

    assert len(doubled.grade(raises).message) < 250


@pytest.mark.parametrize("code", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_with_few_signs_gets_the_words(code, monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding=code)
    monkeypatch.setattr(sys, "stdout", terminal)
    feedback.show(RESULTS["a picture"], note="Your progress could not be saved …")
    check.progress()
    terminal.flush()
    said = terminal.buffer.getvalue().decode(code)
    assert "Not yet" in said and "Lesson 1" in said and "could not be saved" in said


# What is shown where


def test_outside_a_notebook_feedback_is_printed(capsys):
    feedback.show(RESULTS["not yet"], note="A `note`.")
    assert capsys.readouterr().out == f"{RESULTS['not yet']!r}\nA `note`.\n"


def shown_notes(monkeypatch):
    notes = []
    monkeypatch.setattr(feedback, "_show_note", notes.append)
    return notes


def test_hints_code_and_remarks_say_the_same_in_both_forms(monkeypatch):
    notes = shown_notes(monkeypatch)
    for number, hint in enumerate([*doubled.hints, HOSTILE], start=1):
        feedback.show_hint(number, 4, hint)
    feedback.show_code("doubled", "def doubled(x):\n    return 2 * x if x < 3 else '<b>'")
    feedback.tell(HOSTILE)
    feedback.show_progress("lesson01", check.EXERCISES)
    assert len(notes) == 7
    for note in notes:
        Tags(note._repr_html_())
        assert "<script" not in note._repr_html_() and "<img" not in note._repr_html_()
        once = re.sub(r"<progress.*?</progress>", "", note._repr_html_())
        assert words(stripped(once)) == words(repr(note))


def test_progress_names_each_exercise_with_its_status_and_what_comes_next(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    notes = shown_notes(monkeypatch)
    check.progress()
    feedback.progress.record("lesson01", Result("zeros_in_100", "passed", 1.0, ""))
    feedback.progress.record("lesson01", Result("drop_mask", "not yet", 0.5, ""))
    check.progress()
    before, after = (note.text.splitlines() for note in notes)
    assert before[0] == f"Lesson 1: 0 of {len(check.EXERCISES)} passed"
    assert after[0] == f"Lesson 1: 1 of {len(check.EXERCISES)} passed"
    assert after[1].startswith("✔ 1.p1 zeros_in_100") and after[2].startswith("✘ 1.1 drop_mask")
    assert [line.split()[2].rstrip(":") for line in after[1:-1]] == [one.name for one in check.EXERCISES]
    assert before[-1] == "Look at 1.p1 zeros_in_100 next." and after[-1] == "Look at 1.1 drop_mask next."


def test_progress_ends_with_praise(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    notes = shown_notes(monkeypatch)
    for one in check.EXERCISES:
        feedback.progress.record("lesson01", Result(one.name, "passed", 1.0, ""))
    check.progress()
    assert notes[0].text.endswith("Every exercise of this lesson has passed.")
