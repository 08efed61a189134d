"""class.html: what a class misunderstands, where it stands, and what its teacher should look at, in one file."""

from utils.classroom import class_tables as tables
from utils.classroom.class_style import SCRIPT, STYLE
from utils.classroom.document import coded, document, lesson_title, plain, prose
from utils.classroom.guides import anchor, discussions, link
from utils.classroom.overview import overview

OPEN = "NOT ISOLATED: {0} of {1} submissions ran without a sandbox, so that their marks can be forged."
CARDS = 3  # misconceptions to discuss tomorrow
NO_DISCUSSION = "The guides do not know this one, which comes from another version of the course."
SHARED = 2  # learners that make one worth the time of all


def page(records):
    """Return the HTML page of a class; beside it lie the guides and the pages of its learners."""
    found = overview(records)
    first = [one for one in found.beliefs if len(one.learners) >= SHARED][:CARDS]
    parts = [
        ("discuss", "Discuss tomorrow", _cards(first, found)),
        ("look", "Look at these yourself", tables.odd(found)),
        ("misconceptions", "All misconceptions", _beliefs(first, found)),
        ("told", "Other wrong answers", tables.told(found)),
        ("exercises", "Exercises", tables.tallies(found)),
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
    lessons = ", ".join(lesson_title(one) for one in found.lessons) or "no lesson"
    many = found.many
    said = f"<p>{many} submission{'s' * (many != 1)} · {lessons} · {passed} of {answers} exercises passed</p>"
    if found.unsafe:
        said = f'<p class="warning"><strong>{OPEN.format(found.unsafe, many)}</strong></p>{said}'
    return said


def _cards(first, found):
    """Return the misconceptions that most learners hold, with what to say about each."""
    if first:
        return "".join(_card(one, found) for one in first)
    if found.beliefs:
        return "<p>No misconception is shared: each one below is held by a single learner.</p>"
    return "<p>No answer shows a known misconception.</p>"


def _card(one, found):
    summary, words = _discussion(one)
    return (
        f'<article class="belief" id="{anchor(one.name)}"><h3>{plain(one.name)}</h3>'
        f'<p class="count"><b>{len(one.learners)}</b> of {found.many} learners</p>'
        f"{_where(one, found)}<blockquote>{coded(one.sentence)}</blockquote>"
        f"{tables.folded(summary, words, opened=True)}{tables.folded('Who', tables.names(one.learners))}</article>"
    )


def _where(one, found):
    tried = {tally.exercise: tally.tried for tally in found.tallies}
    places = (f"<li>{tables.title(place)}: {held} of {tried[place]}</li>" for place, held in one.exercises.items())
    return f'<ul class="where">{"".join(places)}</ul>'


def _discussion(one):
    """Return (summary, HTML): what a guide says about a misconception, or a hint for one of another version."""
    said, place = discussions().get(one.name), next(iter(one.exercises))
    if not said:
        return "What to ask", _asked(place)
    heading = f": {plain(said.heading)}" * (said.heading != one.name)
    guide = f'<a href="{said.link}">{_guide(said.lesson)}{heading}</a>'
    return "What to say: two minutes", "</p><p>".join([*map(prose, said.paragraphs), guide])


def _asked(place):
    """Return the first hint of an exercise, and where its guide speaks of wrong answers."""
    hint = place.hints[0].partition("\n")[0] if place.hints else ""
    first = f" The first hint: {coded(hint)}" * bool(hint)
    return f'{NO_DISCUSSION}{first}</p><p><a href="{link(place.lesson)}">{_guide(place.lesson)}</a>'


def _guide(lesson):
    return f"Guide of {lesson_title(lesson).lower()}"


def _beliefs(first, found):
    """Return the table of all misconceptions, and apart from it those that one learner alone holds."""
    shared = [one for one in found.beliefs if len(one.learners) >= SHARED]
    single = found.beliefs[len(shared) :]
    whole = shared and _table("Those of the most learners first.", shared, first, found)
    if single:
        alone = _table("In the order of the course.", single, first, found)
        summary = f"{len(single)} held by one learner {'each' if len(single) > 1 else 'alone'}"
        shown = " open" * (not shared)
        alone = f'<details class="alone"{shown}><summary>{summary}</summary>{alone}</details>'
        return f"{whole or ''}{alone}"
    return whole


def _table(caption, beliefs, first, found):
    heads = ["Misconception", "#Learners", "Where, of those who tried", "What they have read, and what to say"]
    return tables.table(caption, heads, [_row(one, first, found) for one in beliefs], sortable=True)


def _row(one, first, found):
    if one in first:
        key, more = "", f'<p><a href="#{anchor(one.name)}">What to say, and who</a></p>'
    else:
        summary, words = _discussion(one)
        key = f' id="{anchor(one.name)}"'
        more = tables.folded(f"{summary}, and who", f"{words}</p><p>Who: {tables.names(one.learners)}")
    return (
        f'<th scope="row"{key}>{plain(one.name)}</th>{tables.cell(len(one.learners))}'
        f'<td>{_where(one, found)}</td><td class="words"><p>{coded(one.sentence)}</p>{more}</td>'
    )
