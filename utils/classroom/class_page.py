"""class.html: what a class misunderstands, where it stands, and what its teacher should look at, in one file."""

from utils.classroom import class_tables as tables
from utils.classroom.class_style import SCRIPT, STYLE
from utils.classroom.document import document, lesson_title, plain, prose
from utils.classroom.guides import anchor, discussions, link
from utils.classroom.overview import overview

OPEN = "NOT ISOLATED: {0} of {1} submissions ran without a sandbox, so that their marks can be forged."
CARDS = 3  # misconceptions to discuss tomorrow
NO_DISCUSSION = "The guide does not discuss this one."
SHARED = 2  # learners that make one worth the time of all


def page(records, folder):
    """Return the HTML page of a class whose RESULTS are in `folder`."""
    found = overview(records)
    first = [one for one in found.beliefs if len(one.learners) >= SHARED][:CARDS]
    parts = [
        ("discuss", "Discuss tomorrow", _cards(first, found, folder)),
        ("misconceptions", "All misconceptions", _beliefs(found, first, folder)),
        ("look", "Look at these yourself", tables.odd(found)),
        ("exercises", "Exercises", tables.tallies(found)),
        ("told", "Other wrong answers", tables.told(found)),
        ("learners", "Learners", tables.standings(found)),
    ]
    parts = [part for part in parts if part[2]]
    links = "".join(f'<li><a href="#{key}">{title}</a></li>' for key, title, _ in parts)
    sections = "\n".join(
        f'<section aria-labelledby="{key}"><h2 id="{key}" tabindex="-1">{title}</h2>{body}</section>'
        for key, title, body in parts
    )
    body = (
        '<a class="skip" href="#discuss">To what to discuss tomorrow</a>'
        f"<header><h1>What the class understands</h1>{_summary(found)}"
        f'<nav aria-label="Parts of this page"><ul>{links}</ul></nav></header>\n<main>{sections}</main>'
    )
    return document("What the class understands", body, STYLE, SCRIPT)


def _summary(found):
    """Return who and how much this is about, in one sentence, and the warning that nothing is sure, if so."""
    answers = sum(sum(one[1:]) for one in found.tallies)
    passed = sum(one.passed for one in found.tallies)
    lessons = ", ".join(lesson_title(one).lower() for one in found.lessons) or "no lesson"
    many = len(found.standings)
    said = f"<p>{many} submission{'s' * (many != 1)}, {lessons}: {passed} of {answers} exercises passed.</p>"
    if found.unsafe:
        said = f'<p class="warning"><strong>{OPEN.format(found.unsafe, many)}</strong></p>{said}'
    return said


def _cards(first, found, folder):
    """Return the misconceptions that most learners hold, with what to say about each."""
    if first:
        return "".join(_card(one, found, folder) for one in first)
    if found.beliefs:
        return "<p>No misconception is shared: each one below is held by a single learner.</p>"
    return "<p>No answer shows a known misconception.</p>"


def _card(one, found, folder):
    return (
        f'<article class="belief" id="{anchor(one.name)}"><h3>{plain(one.name)}</h3>'
        f'<p class="count"><b>{len(one.learners)}</b> of {len(found.standings)} learners</p>'
        f"{_where(one, found)}<blockquote>{prose(one.sentence)}</blockquote>{_discussion(one, folder, ' open')}"
        f"<details><summary>Who</summary><p>{tables.names(one.learners)}</p></details></article>"
    )


def _where(one, found):
    tried = {tally.exercise: tally.tried for tally in found.tallies}
    places = (f"<li>{tables.title(place)}: {held} of {tried[place]}</li>" for place, held in one.exercises.items())
    return f'<ul class="where">{"".join(places)}</ul>'


def _discussion(one, folder, opened=""):
    """Return what the guide says about a misconception, or that it says nothing and what to ask instead."""
    said = discussions().get(one.name)
    place = next(iter(one.exercises))
    lesson = said.lesson if said else place.lesson
    if said:
        summary = "What to say: two minutes"
        words = "".join(f"<p>{prose(paragraph)}</p>" for paragraph in said.paragraphs)
    else:
        summary = "What to ask"
        asked = place.hints[0].partition("\n")[0] if place.hints else ""
        words = f"<p>{NO_DISCUSSION}{f' The first hint asks: {prose(asked)}' * bool(asked)}</p>"
    guide = f'<a href="{link(lesson, one.name, folder)}">Guide of {lesson_title(lesson).lower()}</a>'
    return f"<details{opened}><summary>{summary}</summary>{words}<p>{guide}</p></details>"


def _beliefs(found, first, folder):
    """Return the table of all misconceptions; those of the cards have their discussion there."""
    rows = [
        f'<th scope="row"{"" if one in first else f""" id="{anchor(one.name)}" """}>{plain(one.name)}</th>'
        f"{tables.cell(len(one.learners), len(one.learners) / len(found.standings))}<td>{_where(one, found)}</td>"
        f'<td class="words"><p>{prose(one.sentence)}</p>{_more(one, first, folder)}</td>'
        for one in found.beliefs
    ]
    heads = [
        "Misconception",
        "#Learners",
        "Where: how many of those who tried",
        "What they have read, and what to say",
    ]
    return rows and tables.table("The misconceptions of this class, those of the most learners first.", heads, rows)


def _more(one, first, folder):
    if one in first:
        return f'<p><a href="#{anchor(one.name)}">What to say, and who</a></p>'
    who = f"<details><summary>Who</summary><p>{tables.names(one.learners)}</p></details>"
    return _discussion(one, folder) + who
