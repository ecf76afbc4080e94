"""The same article scraped twice with other chrome, and articles that only look alike."""

import io
import random
import time

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_cstonews.importing.matching import near_duplicates
from wagtail_cstonews.importing.matching.comparison import Text, has_others_in_place, same_title
from wagtail_cstonews.importing.matching.match import Policy
from wagtail_cstonews.importing.matching.minhash import BANDS
from wagtail_cstonews.importing.matching.near_duplicates import Known, find_near
from wagtail_cstonews.importing.matching.shingles import share, words_of
from wagtail_cstonews.importing.reporting.accumulator import report_of
from wagtail_cstonews.importing.reporting.report_page import write_page
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import ImportedDocument, ImportSketch

from ..helpers import document, imported, last_run, news_pages, plain, site_in, states, undone, writes

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


def test_copy_of_a_near_duplicate(news_index, caplog):
    caplog.set_level("INFO")
    copy = story("b", more="Read more.")
    items = [story(), copy, document("c", copy.content)]
    assert states(imported(items, news_index)) == ["new", "duplicate", "duplicate"]
    assert "one by one" not in caplog.text
    keys = dict(ImportedDocument.objects.values_list("key", "duplicate_of__key"))
    assert {key[-5:]: first and first[-5:] for key, first in keys.items()} == {
        "a.txt": None,
        "b.txt": "a.txt",
        "c.txt": "b.txt",
    }


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


# ------------------------------------------------------------------ what is the document's own

SUMMARIES = "\n".join(
    f"The {place} reopens after the floods of the spring, and the council of {place} thanks all of those who "
    f"helped to clear the roads to {place} in the last {weeks} weeks of a long and cold winter."
    for place, weeks in (("harbour", 3), ("railway", 5), ("market", 7), ("library", 9))
)
OWN = {
    "a": "The ferry to Port Ilse sails again from Monday, says the office of the harbour master in a letter.",
    "b": "Ottilie Branwen has been chosen as the head of the night trains by the board of the railway.",
    "c": "Snow is expected above the pass, and lorries need chains until the end of the week, police said.",
}


def under_summaries(id, title="The harbour reopens", summaries=SUMMARIES, **fields):
    """Nine tenths of it are the summaries of the day, and so is its headline: extraction was misled."""
    return document(id, f"{title}\n{summaries}\n{OWN[id]}", **fields)


@pytest.mark.parametrize("batch_size", [1, 10])
@pytest.mark.parametrize("dry_run", [False, True])
def test_articles_with_the_same_summaries_are_different(news_index, batch_size, dry_run):
    items = [under_summaries(id) for id in OWN]
    assert text(items[0].content).sequences & text(items[1].content).sequences
    options = {"batch_size": batch_size, "dry_run": dry_run}
    assert states(imported(items, news_index, **options)) == ["new"] * 3


def test_what_other_articles_say_is_not_the_documents_own(news_index):
    """Extraction took nothing but the summaries for text, which says nothing of either document."""
    bare = [document(name, f"The harbour reopens\n{SUMMARIES}\n{name}") for name in ("x", "y")]
    assert states(imported([under_summaries("a"), under_summaries("b"), *bare], news_index)) == ["new"] * 4


def test_copy_among_articles_with_the_same_summaries(news_index):
    copy = document("copy", f"A title\n{SUMMARIES}\n{prose(3, 6)}\nRead more.")
    items = [under_summaries(id) for id in OWN]
    items += [document("first", f"A title\n{SUMMARIES}\n{prose(3, 6)}"), copy]
    outcomes = imported(items, news_index)
    assert states(outcomes) == ["new"] * 4 + ["duplicate"]
    assert outcomes[-1].taken_for["source"] == "archive/first.txt"


def test_under_another_headline_and_address_only_what_is_all_but_the_same():
    body = prose(1, 40)
    first = Text.of({"title": "Rails for Osh", "body": [{"text": body}]}, "there")
    chrome = "\n" + " ".join(f"chrome{number}" for number in range(100))
    for title, address, added, same in (
        ("Rails for Osh", "here", chrome, True),
        ("Rails for Osh | Courier", "here", chrome, True),
        ("A night train", "there", chrome, True),
        ("A night train", "here", chrome, False),
        ("A night train", "", chrome, False),
        ("A night train", "here", "\nRead more", True),
    ):
        other = Text.of({"title": title, "body": [{"text": body + added}]}, address)
        likeness = other.likeness(first)
        assert likeness > 0.7
        assert other.is_same(first, likeness) is first.is_same(other, likeness) is same, (title, address)


def test_another_headline_is_said(news_index):
    outcomes = imported([story(), story("b", title="Another headline of it")], news_index)
    assert states(outcomes) == ["new", "duplicate"]
    assert "as archive/a.txt, under another title: " in outcomes[1].message


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rails for Osh", "RAILS FOR OSH", True),
        ("Rails for Osh", "Courier: Rails for Osh", True),
        ("Rails for Osh", "Rails for Naryn", False),
        ("Notice", "Notice", True),
        ("Notice", "Notice of the harbour", False),
        ("", "", False),
    ],
)
def test_same_title(one, other, same):
    assert same_title(words_of(one), words_of(other)) is same_title(words_of(other), words_of(one)) is same


def test_a_paragraph_that_one_lacks_here_and_the_other_there():
    """As where extraction read the two captures each a little otherwise."""
    sentences = prose(1, 60).splitlines()
    without = [" ".join(sentences[:place] + sentences[place + 1 :]) for place in (9, 40)]
    assert text(without[0]).likeness(text(without[1])) > 0.9
    replaced = [*sentences[:9], OWN["a"], *sentences[10:]]
    assert text(" ".join([*sentences[:9], OWN["b"], *sentences[10:]])).likeness(text(" ".join(replaced))) == 0


# ------------------------------------------------------------------ a page after all


@pytest.mark.parametrize("key", ["b", "archive/b.txt", "file:///archive/b.txt", "https://courier.example/b"])
def test_one_is_kept(news_index, key):
    items = [
        story(),
        story("b", more="Read more.", url="https://courier.example/b"),
        story("c", more="Go back."),
    ]
    assert states(imported(items, news_index)) == ["new", "duplicate", "duplicate"]
    assert states(imported(items, news_index, keep=[key])) == ["unchanged", "new", "duplicate"]
    record = ImportedDocument.objects.get(key__endswith="b.txt")
    assert (record.duplicate_of, record.message, record.page_id) == (None, "", news_pages().last().pk)
    # That is remembered, and nothing has to be asked for again.
    with CaptureQueriesContext(connection) as queries:
        assert states(imported(items, news_index)) == ["unchanged", "unchanged", "duplicate"]
    assert all("importrun" in sql for sql in writes(queries.captured_queries))


def test_one_is_kept_at_once(news_index):
    items = [story(), story("b", more="Read more."), story("c", more="Read more of it.")]
    assert states(imported(items, news_index, keep=["b"])) == ["new", "new", "duplicate"]


def test_undo_sets_it_aside_again(news_index):
    items = [story(), story("b", more="Read more.")]
    imported(items, news_index)
    imported(items, news_index, keep=["b"])
    assert undone(last_run())[1] == ""
    assert ImportedDocument.objects.get(state="duplicate").duplicate_of.key.endswith("a.txt")
    assert states(imported(items, news_index)) == ["unchanged", "duplicate"]


def test_the_very_same_text_is_not_kept(news_index):
    items = [story(), story("b")]
    assert states(imported(items, news_index, keep=["b"])) == ["new", "duplicate"]


# ------------------------------------------------------------------ what is said of them


def test_what_it_was_taken_for(news_index):
    """By the run that sets it aside, and by each after it."""
    items = [story(), story("b", more="Read more.")]
    for run in ("first", "second"):
        outcome = imported(items, news_index)[1]
        first = ImportedDocument.objects.get(key__endswith="a.txt")
        assert outcome.taken_for == {
            "source": "archive/a.txt",
            "title": "A title",
            "document": first.pk,
            "page": news_pages().get().pk,
        }, run
    [listed] = report_of(last_run())["near"]
    assert (listed["source"], listed["taken_for"]["page"]) == ("archive/b.txt", news_pages().get().pk)
    assert report_of(last_run())["near_total"] == 1


def test_report_lists_them(news_index):
    items = [story(), story("b", more="Read more."), story("c")]
    with run_import(items, news_index, extractor=plain) as result:
        file = io.StringIO()
        write_page(file, result, {"command": "", "section": {"title": "News", "url": "/news/"}})
    shown = " ".join(BeautifulSoup(file.getvalue(), "html.parser").get_text(" ").split())
    assert "archive/b.txt A title archive/a.txt A title Nearly the same article as archive/a.txt: 9" in shown
    # What says the same to the letter is no near-duplicate.
    assert "archive/c.txt" not in shown.split("Taken for another article")[1].split("No page was made")[0]


def test_status_names_them(news_index):
    imported([story(), story("b", more="Read more.")], news_index)
    out = io.StringIO()
    call_command("news_import_status", str(last_run().pk), stdout=out, no_color=True)
    page = news_pages().get().pk
    assert f"makes a page of it. (“A title”, page {page})\n" in out.getvalue()


@pytest.fixture
def archive(tmp_path):
    """An article, and the same with other chrome, for the command to read."""
    folder = tmp_path / "archive"
    folder.mkdir()
    lines = [
        f"The council of {town} met on Thursday and agreed on the rules of the {town} fund, its head said. "
        f"The first payments to {town} will be made before the end of the year, if the bank is ready for it."
        for town in ("Port Ilse", "Brenholt", "Askova", "Norling", "Quay")
    ]
    for name, last in (("one", "Those of Talas wait."), ("two", "Those of Talas wait, too. Read on.")):
        article = "\n\n".join(["Council agrees on a common fund", *lines, last])
        (folder / f"{name}.txt").write_text(article)
    return folder


@pytest.mark.own_database
@pytest.mark.slow
def test_command_as_a_process(tmp_path, archive):
    """Set aside and named; kept by the name that it was given; kept from then on."""
    run = site_in(tmp_path)
    command = ("-m", "django", "import_news", "archive", "--to", "/news/")
    out, err = run(*command)
    assert out.startswith("2 documents: 1 new, 1 duplicates.\n1 duplicate is nearly the same")
    assert "archive/two.txt: Nearly the same article as archive/one.txt: 9" in err
    out, err = run(*command, "--keep-near-duplicates", "archive/two.txt")
    assert (out.splitlines()[0], err) == ("2 documents: 1 new, 1 unchanged.", "")
    assert run(*command)[0] == "Nothing to do: all 2 documents are unchanged.\n"


@pytest.mark.parametrize("given", [[None], True])
def test_command_keeps_all(news_index, archive, given):
    out = io.StringIO()
    call_command("import_news", str(archive), to="/news/", stdout=out, keep_near_duplicates=given)
    assert out.getvalue().startswith("2 documents: 2 new.")
    assert last_run().command.endswith("--to /news/ --keep-near-duplicates")


def test_command_is_on_record_with_its_keys(news_index, archive):
    path = str(archive)
    with pytest.raises(CommandError, match=f"{path} was read as the key of --keep-near-duplicates"):
        call_command("import_news", "--keep-near-duplicates", path, "--to", "/news/")
    keys = [f"{path}/one.txt", f"{path}/two.txt"]
    options = [part for key in keys for part in ("--keep-near-duplicates", key)]
    call_command("import_news", path, "--to", "/news/", *options, verbosity=0)
    assert last_run().options["keep_near_duplicates"] == keys
    assert last_run().command.endswith(" ".join(f"--keep-near-duplicates={key}" for key in keys))
    assert news_pages().count() == 2


def test_workers_of_a_queue_keep_it(news_index, archive):
    call_command("import_news", str(archive), to="/news/", enqueue=True, verbosity=0)
    assert last_run().counts == {"new": 1, "duplicate": 1}
    keys = [f"{archive}/two.txt"]
    options = {"to": "/news/", "enqueue": True, "verbosity": 0, "keep_near_duplicates": keys}
    call_command("import_news", str(archive), **options)
    assert last_run().counts == {"new": 1, "unchanged": 1}


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
    assert [source for source, _ in known.candidates(text(prose("a")), [1])] == []
    own = Text(words_of(prose("a")), ("a", "title"))
    known.most = 3
    known.add("c", own, [1, 2])
    known.add("d", text(prose("d")), [1, 3])
    assert [source for source, _ in known.candidates(own, [1])] == ["c"]
    assert [source for source, _ in known.candidates(text(prose("c")), [1, 2])] == ["c"]


@pytest.mark.parametrize(
    ("title", "left", "state"),
    [
        ("A title | Courier", 1, "duplicate"),
        ("Quite another headline", 1, "new"),
        ("Quite another headline", 2, "duplicate"),
    ],
)
def test_one_shared_value_may_be_chance(news_index, monkeypatch, title, left, state):
    """Of an article with another headline and address, and one value of the sketch in common, no text is
    read.
    """
    imported([story()], news_index)
    for sketch in ImportSketch.objects.order_by("pk")[left:]:
        sketch.delete()
    read = set()
    articles_of = near_duplicates.articles_of
    monkeypatch.setattr(near_duplicates, "articles_of", lambda ids: read.update(ids) or articles_of(ids))
    [outcome] = imported(
        [story("b", title=title, more="Read more.", url="https://elsewhere.example/b")], news_index
    )
    assert outcome.state == state
    assert len(read) == (state == "duplicate")


def test_nothing_to_compare():
    find_near([], Policy())
