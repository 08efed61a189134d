"""class.html says what a class misunderstands, and where; it is one page for all eyes, and survives its names."""

import re
from itertools import pairwise
from urllib.parse import unquote

import pytest

from tests.planted_class import Tags, graded, odd_row, record, row
from utils.checks.misconceptions import SENTENCES
from utils.classroom import class_page, document, guides, pages
from utils.classroom.overview import Belief, exercises, overview
from utils.classroom.records import file_name

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "../../ada",
    "javascript:alert(1)",
    "</style></script><!--",
    "http://example.org/x.js",
    "\u202egnp.exe",
    "a\udcffb",
    "{0} %s &lt; `x` *y*",
    "x" * 255,
    "مريم",
    " ",
]


SWAPPED = "keep and drop swapped"


def planted():
    """Five learners: three swap keep and drop, in three exercises of two lessons, and two do not rescale."""
    unstarted = row("dropout_gradient", "")
    unscaled = row("inverted_dropout", "no rescale")
    return [
        record("ada", row("drop_mask"), row("inverted_dropout", SWAPPED), unstarted),
        record("bob", row("drop_mask", "fixed count"), unscaled, row("count_neurons", "bias forgotten")),
        record(
            "cyd",
            row("drop_mask", SWAPPED),
            row("inverted_dropout", SWAPPED),
            row("spatial_dropout", SWAPPED),
        ),
        record("dee", row("drop_mask"), unscaled, unstarted),
        record("eve", row("drop_mask", SWAPPED)),
    ]


def page(records=None):
    return class_page.page(planted() if records is None else records)


def part(whole, key):
    """Return the HTML of one section of the page."""
    return re.search(rf'<section aria-labelledby="{key}">.*?</section>', whole, re.DOTALL)[0]


# What the class holds


def test_who_holds_which_misconception_and_where():
    found = [
        (one.name, one.learners, {place.name: held for place, held in one.exercises.items()})
        for one in overview(planted()).beliefs
    ]
    assert found == [
        (
            "keep and drop swapped",
            ("ada", "cyd", "eve"),
            {"drop_mask": 2, "inverted_dropout": 2, "spatial_dropout": 1},
        ),
        ("no rescale", ("bob", "dee"), {"inverted_dropout": 2}),
        ("fixed count", ("bob",), {"drop_mask": 1}),
        ("bias forgotten", ("bob",), {"count_neurons": 1}),
    ]


def test_the_first_thing_on_the_page_is_what_to_discuss():
    whole = page()
    first = part(whole, "discuss")
    assert whole.index("<section") == whole.index(first)
    assert re.findall(r"<article.*?<h3>(.*?)</h3>.*?<b>(\d)</b> of 5 learners", first) == [
        ("keep and drop swapped", "3"),
        ("no rescale", "2"),
    ]
    assert document.coded(SENTENCES["no rescale"]) in first
    assert "Let them sum 100 ones through their own function" in first
    assert re.search(r'href="[^"]*/01_dropout_in_dense_layers\.md#no-rescale"', first)
    assert "1.2 <code>inverted_dropout</code>: 2 of 4" in first


def test_the_table_holds_every_misconception_and_what_to_say_of_it():
    table = part(page(), "misconceptions")
    assert [re.sub(r"<.*?>", "", one) for one in re.findall(r'<th scope="row".*?</th>', table)] == [
        "keep and drop swapped",
        "no rescale",
        "fixed count",
        "bias forgotten",
    ]
    assert "Throw ten coins on the desk, twice." in table
    grouped = table[table.index("bias forgotten") :]
    assert "Describe a single filter as a box" in grouped
    assert "wrong_answers_02.md#the-weights-of-one-filter" in grouped


def test_a_misconception_of_another_version_has_a_hint_and_the_guide():
    whole = page([record(name, row("drop_mask") | {"misconception": "forgotten <i>"}) for name in ("ada", "bob")])
    (card,) = re.findall("<article.*?</article>", part(whole, "discuss"))
    hint = exercises()["lesson01", "drop_mask"].hints[0].partition("\n")[0]
    assert class_page.NO_DISCUSSION in card and document.coded(hint) in card and "forgotten &lt;i&gt;" in card
    assert "01_dropout_in_dense_layers.md#wrong-answers-to-expect" in card


def test_each_misconception_has_something_to_discuss_and_a_link_to_where_it_stands(tmp_path):
    place = next(one for one in exercises().values() if one.hints)
    guides.lay_beside(tmp_path / "class.html")
    for name, sentence in SENTENCES.items():
        summary, said = class_page._discussion(Belief(name, sentence, ("ada",), {place: 1}))
        known = guides.discussions()[name]
        assert "say" in summary and known.paragraphs and class_page.NO_DISCUSSION not in said, name
        assert all(document.prose(words) in said for words in known.paragraphs), name
        target, _, anchor = re.search(r'href="([^"]*)"', said)[1].partition("#")
        headings = re.findall(r"^##+ (.+)$", (tmp_path / target).read_text("utf-8"), re.MULTILINE)
        assert list(map(guides.anchor, headings)).count(anchor) == 1, name


def test_each_lesson_has_a_guide():
    assert {one.lesson for one in exercises().values()} <= set(guides.guides())


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Wrong answers to expect", "wrong-answers-to-expect"),
        ("shares the original's weights", "shares-the-originals-weights"),
        ("element-wise", "element-wise"),
        ("'valid' off by one", "valid-off-by-one"),
    ],
)
def test_an_anchor_is_that_of_github(heading, anchor):
    assert guides.anchor(heading) == anchor


def test_no_two_misconceptions_share_an_anchor():
    keys = ["discuss", "misconceptions", "look", "exercises", "told", "learners"]
    assert len({*map(guides.anchor, SENTENCES), *keys}) == len(SENTENCES) + len(keys)


def test_a_class_without_a_shared_misconception_says_so():
    assert "No misconception is shared" in part(page(planted()[1:2]), "discuss")
    assert "No answer shows a known misconception." in part(page([record("ada", row("drop_mask"))]), "discuss")
    assert "0 submissions" in page([])


# The other parts


def test_exercises_stand_by_pass_rate_with_their_counts():
    found = {one.exercise.name: one[1:] for one in overview(planted()).tallies}
    assert found["drop_mask"] == (2, 3, 0, 0, 0) and found["dropout_gradient"] == (0, 0, 2, 0, 0)
    rates = [one.rate for one in overview(planted()).tallies]
    assert rates == sorted(rates) and rates[-1] == 0.4
    rows = re.findall(r"<code>(\w+)</code></th>(.*?)</tr>", part(page(), "exercises"))
    assert rows[-1][0] == "drop_mask"
    assert re.findall(r">([^<>]+)</td>", rows[-1][1]) == ["40 %", "2", "3", "0", "0"]


def test_what_only_a_teacher_can_judge_counts_in_no_rate():
    note = "This answer cannot be judged outside of the notebook: your teacher looks at it."
    rows = [odd_row("not judged outside", note, "drop_mask")]
    (tally,) = overview([record("ada", *rows)]).tallies
    assert tally.rate is None
    both = overview([record("ada", *rows), record("bob", row("drop_mask"))]).tallies
    assert both[0].rate == 1.0


def test_who_stands_where():
    eve, ada = (re.search(rf">{one}</a></th>(.*?)</tr>", part(page(), "learners"))[1] for one in ("eve", "ada"))
    held = row("drop_mask", SWAPPED)["points"]
    assert re.findall(r">([^<>]*)</td>", eve) == [f"{held:.1f}", "none", f"{held:.1f}", ""]
    both = f"{2 + row('inverted_dropout', SWAPPED)['points']:.1f}"
    assert re.findall(r">([^<>]*)</td>", ada) == [both, "none", both, ""]


def test_odd_submissions_are_named_with_the_reason():
    records = [
        record("ada", odd_row("unreadable", "The submission holds no notebook: ask for the file.")),
        record("bob", odd_row("foreign", "holiday.ipynb: This is no notebook of the course.")),
        record("cyd", odd_row("protocol", "Your answer wrote into the connection.", "drop_mask")),
        record(
            "dee", *(odd_row("unreadable", "The notebook is empty.", name) for name in ("drop_mask", "verdict"))
        ),
        record("fay", odd_row("not defined", "`drop_mask` is not defined.", "drop_mask")),
    ]
    table = part(page(records), "look")
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', table)
    assert [re.search(r">(\w+)</a>", one)[1] for one in rows] == ["cyd", "ada", "dee", "bob"]
    assert "wrote into the connection" in rows[0] and "holds no notebook" in rows[1] and "holiday.ipynb" in rows[3]
    assert "verdict" in rows[2] and rows[2].count("The notebook is empty.") == 1
    assert 'id="look"' not in page()


def test_the_same_oddity_of_many_is_one_row():
    records = [record(f"learner{one:03}", odd_row("timeout", "Too long.", "drop_mask")) for one in range(50)]
    (only,) = re.findall(r'<tr><th scope="row">(.*?)</tr>', part(page(records), "look"))
    assert only.count("<a ") == 12 and "and 38 more" in only


def test_wrong_predictions_are_told_by_their_sentence():
    about = exercises()["lesson01", "zeros_in_100"]
    records = [record(name, graded("lesson01", about.grade(80))) for name in ("ada", "bob")]
    told = part(page(records), "told")
    assert "80 is how many are kept on average" in told and told.count("<a ") == 2


def test_results_without_a_sandbox_are_marked():
    unsafe = [record("ada", row("drop_mask"), sandboxed=False), record("bob", row("drop_mask"))]
    assert "NOT ISOLATED: 1 of 2 submissions" in page(unsafe)
    assert "NOT ISOLATED" not in page()


# One page for all eyes


def test_nothing_comes_from_the_network_and_nothing_but_our_script_runs():
    whole = page()
    tags = Tags(whole)
    assert not re.search(r"\bsrc=|url\(|@import|<link|<iframe|<img|\bon\w+=", whole)
    assert all("://" not in one["href"] for one in tags.of("a"))
    (policy,) = [one["content"] for one in tags.of("meta") if "http-equiv" in one]
    assert policy.startswith("default-src 'none'") and "script-src 'sha256-" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1] and len(tags.of("script")) == 1


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", document.PALETTE)
@pytest.mark.parametrize("ground", ["page", "panel", "warning"])
@pytest.mark.parametrize("ink", ["text", "quiet", "link"])
def test_words_can_be_read_on_every_ground(theme, ground, ink):
    bright, dark = sorted((luminance(document.PALETTE[theme][one]) for one in (ground, ink)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_both_themes_and_paper_are_provided_for():
    whole = page()
    assert "color-scheme: light dark" in whole and "@media print" in whole
    assert "@media screen and (prefers-color-scheme: dark)" in whole


def test_a_screen_reader_finds_its_way():
    records = [*planted(), record("fay", odd_row("unreadable", "The submission holds no notebook."))]
    tags = Tags(page(records))
    ids = [about["id"] for _, about in tags.tags if "id" in about]
    assert len(ids) == len(set(ids))
    assert {one["href"][1:] for one in tags.of("a") if one["href"].startswith("#")} <= set(ids)
    assert {one["aria-labelledby"] for one in tags.of("section")} <= set(ids)
    levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    assert len(tags.of("caption")) == len(tags.of("table")) >= 4
    assert {one["scope"] for one in tags.of("th")} == {"col", "row"}
    assert len(tags.of("main")) == len(tags.of("nav")) == 1 and ("html", {"lang": "en"}) in tags.tags


# Names are hostile


@pytest.mark.parametrize("student", HOSTILE)
def test_a_name_is_shown_and_does_nothing(student):
    rows = [row("drop_mask", "fixed count"), odd_row("foreign", f"{student}.ipynb: none of ours")]
    whole = page([record(student, *rows), record("ada", row("drop_mask", "fixed count"))])
    tags = Tags(whole)
    assert len(tags.of("script")) == len(tags.of("style")) == 1 and not tags.of("img")
    assert not [name for _, about in tags.tags for name in about if name.startswith("on")]
    links = {one["href"] for one in tags.of("a")}
    assert all(one.startswith(("#", "learners/", "guides/")) for one in links)
    assert not any(".." in one for one in links if one.startswith("learners/"))
    assert "\u202e" not in whole and "\udcff" not in whole
    own = pages.page(record(student, *rows))
    assert len(Tags(own).of("style")) == 1 and not Tags(own).of("script") and not Tags(own).of("img")


def test_a_name_leads_to_its_own_page():
    links = {unquote(one["href"]) for one in Tags(page([record(one, row("drop_mask")) for one in HOSTILE])).of("a")}
    assert {f"learners/{file_name(one)}.html" for one in HOSTILE} <= links


def test_a_learners_page_leads_to_nobody_else():
    whole = [pages.page(one | {"student": f"Q{one['student']}Q"}) for one in planted()]
    for one, own in zip(whole, planted(), strict=True):
        assert not Tags(one).of("a") and "class.html" not in one
        assert {*re.findall(r"Q(\w+)Q", Tags(one).text)} == {own["student"]}


# Many


def crowd(many):
    known = [one["exercises"] for one in planted()]
    return [record(f"learner {place:04}", *known[place % len(known)]) for place in range(many)]


def test_five_hundred_learners_make_a_modest_page():
    whole = page(crowd(500))
    assert len(whole) < 400_000 and len(Tags(whole).tags) < 8_000
    growth = [len(page(crowd(many))) for many in (200, 400, 600)]
    assert growth[2] - growth[1] < 1.05 * (growth[1] - growth[0])


def test_the_order_of_the_records_does_not_matter():
    assert page(planted()) == page(planted()[::-1])
