"""The same article scraped twice with other chrome, and articles that only look alike."""

import random
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_cstonews.importing.matching import Policy
from wagtail_cstonews.importing.near import BANDS, Known, Text, find_near, has_others_in_place, share
from wagtail_cstonews.models import ImportedDocument, ImportSketch

from .helpers import document, imported, news_pages, states
from .test_run import writes
from .test_undo import last_run, undone

pytestmark = pytest.mark.django_db

WORDS = [
    *("river", "council", "town", "water", "bridge", "harbour", "engine", "winter", "garden", "market"),
    *("teacher", "doctor", "letter", "window", "mountain", "railway", "minister", "village", "kitchen"),
    *("summer", "forest", "island", "captain", "printer", "student", "painter"),
]


def prose(seed, sentences=20):
    """Text of its own for each seed."""
    dice = random.Random(seed)  # noqa: S311
    return "\n".join(
        f"The {' '.join(dice.choices(WORDS, k=12))} was seen {dice.randint(2, 900)} times."
        for _ in range(sentences)
    )


def story(id="a", seed=1, title="A title", more="", **fields):
    return document(id, f"{title}\n{prose(seed)}\n{more}", **fields)


def text(words):
    return Text.of({"lead": None, "body": [{"text": words}]})


def test_other_chrome(news_index):
    again = story("b", more="Follow us on every channel that there is.", title="A title | Courier")
    [first], [second] = imported([story()], news_index), imported([again], news_index)
    assert (first.state, second.state) == ("new", "duplicate")
    assert second.message.startswith("Nearly the same article as archive/a.txt: 9")
    record = ImportedDocument.objects.get(state="duplicate")
    assert record.duplicate_of.key.endswith("a.txt")
    assert record.original.startswith("A title | Courier")
    assert record.page is None
    assert news_pages().count() == 1
    assert ImportSketch.objects.count() == BANDS


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("batch_size", [1, 10])
def test_within_a_run(news_index, dry_run, batch_size):
    items = [story(), story("b", seed=2), story("c", more="Read more in our archive of old news.")]
    outcomes = imported(items, news_index, dry_run=dry_run, batch_size=batch_size)
    assert states(outcomes) == ["new", "new", "duplicate"]
    assert "archive/a.txt" in outcomes[2].message


def test_second_run_writes_nothing(news_index):
    items = [story(), story("b", more="Read more.")]
    imported(items, news_index)
    with CaptureQueriesContext(connection) as queries:
        assert states(imported(items, news_index)) == ["unchanged", "duplicate"]
    assert all("importrun" in sql for sql in writes(queries.captured_queries))


def test_different_articles(news_index):
    items = [story(str(seed), seed=seed) for seed in range(12)]
    assert states(imported(items, news_index)) == ["new"] * 12


def test_short_articles_never_collapse(news_index):
    notice = "The office is closed on {} because of the works on the bridge over the river, says the council."
    items = [document(day, f"Notice\n{notice.format(day)}") for day in ("Monday", "Tuesday", "Friday")]
    assert states(imported(items, news_index)) == ["new"] * 3


def test_reports_of_one_template_are_different(news_index):
    """All words are the same; only the figures differ."""
    same = prose(5)
    for number, day in enumerate(("a", "b")):
        figures = " ".join(str(1000 * (number + 1) + n) for n in range(9))
        [outcome] = imported(
            [document(day, f"Report\n{same.replace('times', 'days')}\nToday: {figures}")], news_index
        )
        # The prose has twenty figures of its own; nine of 29 differ in each.
        assert outcome.state == "new"


TEMPLATE = (
    "{place}. The company {firm} opened an office in {place} {day}, its director {name} said. "
    + " ".join(prose(5).splitlines()[:8])
    + " The office of {firm} is at the market, and {number} people work there. "
    + " ".join(prose(6).splitlines()[:8])
)
FACTS = {"place": "Osh", "firm": "Askova", "day": "on Monday", "name": "A. Tamm", "number": "forty"}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("place", "Naryn"),
        ("place", "the town of Talas"),
        ("firm", "Savings Bank of Brenholt"),
        ("day", "on 3 May"),
        ("name", "Lena Weller"),
        ("number", "sixty"),
    ],
)
def test_reports_of_one_template_that_differ_in_a_word(fact, value):
    one, other = text(TEMPLATE.format(**FACTS)), text(TEMPLATE.format(**{**FACTS, fact: value}))
    assert share(one.sequences, other.sequences) > 0.85
    assert one.likeness(other) == other.likeness(one) == 0


@pytest.mark.parametrize(
    "again",
    [
        lambda words: f"Home News Sport\n{words}\nRead more: the river has risen again",
        lambda words: words.replace("The office of", "Photo: our archive\nThe office of"),
        lambda words: words.replace("opened", "re-opened").replace("re-", "re "),
        lambda words: words.replace(" said. ", " said. Advertisement "),
        lambda words: words.upper(),
    ],
)
def test_an_article_with_other_chrome_is_one_of_no_template(again):
    words = TEMPLATE.format(**FACTS)
    assert text(words).likeness(text(again(words))) > 0.8


def test_words_in_place_of_others_are_found_in_time():
    """However often the same is said."""
    one = " ".join(["again and again"] * 20_000)
    started = time.process_time()
    assert not has_others_in_place(one.split(), [*one.split(), "the", "end"])
    assert not has_others_in_place(one.split(), one.split())
    assert time.process_time() - started < 2


def test_asked_to_keep_them(news_index):
    items = [story(), story("b", more="Read more.")]
    assert states(imported(items, news_index, near_duplicates=False)) == ["new", "new"]


def test_kept_later(news_index):
    items = [story(), story("b", more="Read more."), story("c")]
    assert states(imported(items, news_index)) == ["new", "duplicate", "duplicate"]
    assert states(imported(items, news_index, near_duplicates=False)) == ["unchanged", "new", "duplicate"]


def test_first_is_gone(news_index):
    imported([story()], news_index)
    first = last_run()
    again = story("b", more="Read more.")
    imported([again], news_index)
    assert undone(first)[1] == ""
    assert states(imported([again], news_index)) == ["new"]


def test_changed_text_is_found_by_what_it_says_now(news_index):
    imported([story()], news_index)
    imported([document("a", f"A title\n{prose(9)}")], news_index)
    assert ImportSketch.objects.count() == BANDS
    assert states(imported([story("b", more="More."), story("c", seed=9, more="More.")], news_index)) == [
        "new",
        "duplicate",
    ]


def test_undo_restores_sketches(news_index):
    imported([story()], news_index)
    before = list(ImportSketch.objects.order_by("pk").values())
    imported([document("a", f"A title\n{prose(9)}")], news_index)
    assert list(ImportSketch.objects.order_by("pk").values()) != before
    undone(last_run())
    assert list(ImportSketch.objects.order_by("pk").values()) == before


def test_queries_do_not_grow_with_the_batch(news_index):
    imported([story(str(seed), seed=seed) for seed in range(5)], news_index)
    counts = []
    for size in (2, 8):
        items = [story(f"{size}-{n}", seed=n, more="Read more.") for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            imported(items, news_index, dry_run=True)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_sketches_meet_the_more_surely_the_more_is_shared():
    def meet(shared):
        found = 0
        for seed in range(60):
            dice = random.Random(seed)  # noqa: S311
            words = [str(dice.random()) for _ in range(300)]
            other = words[:shared] + [str(dice.random()) for _ in range(300 - shared)]
            found += bool(set(text(" ".join(words)).sketch()) & set(text(" ".join(other)).sketch()))
        return found

    assert meet(270) == 60
    assert meet(30) < 12


def test_text():
    assert text("").sketch() == []
    assert text("one two three four five").sequences == {"one two three four", "two three four five"}
    assert text("今天天气好").sequences == {"今 天 天 气", "天 天 气 好"}
    assert text("In 2024, 7 of 10").numbers == {"2024", "7", "10"}


def test_dry_run_keeps_a_bounded_number():
    known = Known()
    known.most = 1
    for name in ("a", "b"):
        known.add(name, text(prose(name)), [1])
    assert [source for source, _ in known.candidates([1])] == ["a"]


def test_nothing_to_compare():
    find_near([], Policy())
