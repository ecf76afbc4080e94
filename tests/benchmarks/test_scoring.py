"""The measures of the benchmarks, against counts made by hand and against the shared scorer."""

import importlib.util
import json

import pytest

from benchmarks.line_gold import SHARED
from benchmarks.reports import article_of
from benchmarks.scoring import (
    PageFound,
    PageScores,
    QuoteFound,
    QuoteScores,
    TurnScores,
    case_right,
    days,
    labels_of,
    matches,
    names,
    names_somebody,
    page_found,
    quotes_found,
    same_person,
    same_surname,
    turn_starts,
    turns_found,
)
from wagtail_cstonews.extraction.article import Article, Image, Paragraph

SCORER = SHARED / "score" / "score.py"
shared_scorer = pytest.mark.skipif(
    not SCORER.exists(), reason=f"the shared scorer is not at {SCORER}: set CSTONEWS_SHARED"
)


def score_page(gold, found):
    scores = PageScores()
    scores.add(gold, found)
    return scores.figures()


def test_bodies_are_compared_by_runs_of_four_words():
    figures = score_page({"body": "a b c d e"}, PageFound("a b c d x"))
    assert (figures["precision"], figures["recall"], figures["f1"]) == (50, 50, 50)
    assert figures["under_80"] == 1


def test_precision_and_recall_are_averaged_over_pages_before_they_are_joined():
    scores = PageScores()
    scores.add({"body": "a b c d"}, PageFound("a b c d"))
    scores.add({"body": "a b c d e"}, PageFound("a b c d"))
    scores.add({"title": "A page without a gold body"}, PageFound("whatever"))
    figures = scores.figures()
    assert figures["bodies"] == 2
    assert (figures["precision"], figures["recall"], figures["f1"]) == (100, 75, 85.7)


def test_an_empty_collection_has_no_figures():
    assert set(PageScores().figures().values()) == {0, None}


@pytest.mark.parametrize(
    ("gold", "right"),
    [("Bridge closed", 100), ("bridge closed: Council votes", 100), ("Bridge", 0)],
)
def test_a_title_counts_with_its_subtitle_and_without(gold, right):
    article = Article("1", "x", title="Bridge closed:", subtitle="Council votes")
    assert score_page({"title": gold}, page_found(article))["title"] == right


def test_a_lead_that_the_body_repeats_is_counted_once_and_images_not_at_all():
    body = [Paragraph("The council voted."), Image("A bridge", url="x.jpg")]
    assert page_found(Article("1", "x", lead="The council voted", body=body)).body == "The council voted."
    assert page_found(Article("1", "x", lead="A vote.", body=body)).body == "A vote.\nThe council voted."


def test_a_date_may_be_given_in_its_own_zone_or_in_universal_time():
    assert days("2024-05-04 00:30:00+02:00") == {"2024-05-04", "2024-05-03"}
    assert days("2024-05-04T00:30:00Z") == {"2024-05-04"}
    assert days("2024-05-04 in the morning") == {"2024-05-04"}
    assert days("May 2024") == days(None) == set()


def test_authors_are_a_set_however_they_are_strung_together():
    assert names(["By Anna Brown and Carl Dove", "Eva Fox"]) == {"anna brown", "carl dove", "eva fox"}
    assert names(["Anna Brown; Carl Dove"]) == names(["carl dove", "anna brown"])
    assert names([None, ""]) == names(None) == set()


def test_marked_sentences_are_kept_or_leak():
    gold = {"must_have": ["The council voted.", "Nobody spoke."], "must_not_have": ["Read more", "Contact"]}
    figures = score_page(gold, PageFound("The council voted.\nRead more"))
    assert (figures["sentences_f1"], figures["sentences_leaked"]) == (50, 50)


@pytest.mark.parametrize(
    ("found", "gold", "full", "surname"),
    [
        ("Anna Brown", "Anna Brown", True, True),
        ("President Anna Brown", "Anna Brown", True, True),
        ("Anna M. Brown", "Anna Brown", True, True),
        ("José Álvarez", "Jose Alvarez", True, True),
        ("Brown", "Anna Brown", False, True),
        ("Carl Brown", "Anna Brown", False, True),
        ("Anna Brown", "Brown", True, True),
        ("Anna Brown", "Carl Dove", False, False),
        ("", "Anna Brown", False, False),
        (None, None, False, False),
    ],
)
def test_people_are_told_apart_by_their_full_names(found, gold, full, surname):
    assert same_person(found, gold) is full
    assert same_surname(found, gold) is surname


def test_a_pronoun_names_nobody():
    assert names_somebody("Mr Brown")
    assert not any(map(names_somebody, ("He", "they", "a spokesman", "", None)))


def test_each_quote_found_is_taken_for_one_of_the_gold():
    gold = ["we will be there on monday", "we will be there"]
    assert matches(gold, ["We will be there", "We will be there on Monday"]) == {0: 1, 1: 0}
    assert matches(gold, ["Something else"]) == {}


def annotated(text, *quotes):
    spans = []
    for words, kind, speaker, mention in quotes:
        start = text.index(words)
        spans.append(
            {"start": start, "end": start + len(words), "kind": kind, "speaker": speaker, "mention": mention}
        )
    return {"id": "1", "text": text, "quotes": spans}


def test_quotes_are_scored_by_span_and_speaker():
    row = annotated(
        "“We will be there,” Anna Brown said. “Nobody will stop us today,” she said. He saw “great danger”.",
        ("“We will be there,”", "direct", "Anna Brown", "Anna Brown"),
        ("“Nobody will stop us today,”", "direct", "Anna Brown", "she"),
        ("He saw “great danger”", "mixed", None, "He"),
    )
    scores = QuoteScores()
    found = [
        QuoteFound("We will be there", "Anna Brown"),
        QuoteFound("Nobody will stop us", "Carl Dove"),
        QuoteFound("great danger"),
    ]
    scores.add(row, found)
    figures = scores.figures()
    assert (figures["gold"], figures["found"]) == (2, 2)
    assert (figures["exact"]["f1"], figures["near"]["f1"]) == (50, 100)
    assert (figures["speaker_of_matched"], figures["speaker_of_all"]) == (50, 50)
    assert figures["speaker_named"] is None


def test_a_speaker_without_a_full_name_in_the_gold_counts_by_surname():
    row = annotated("“We will be there,” Brown said.", ("“We will be there,”", "direct", None, "Brown"))
    scores = QuoteScores()
    scores.add(row, [QuoteFound("We will be there", "Anna Brown")])
    assert scores.figures()["speaker_named"] == 100


def test_a_hard_case_is_right_only_as_a_whole():
    expected = [["We will be there", "Anna Brown"]]
    assert case_right(expected, [QuoteFound("We will be there,", "Anna Brown")]) == (True, True)
    assert case_right(expected, [QuoteFound("We will be there", "Carl Dove")]) == (True, False)
    assert case_right(expected, [QuoteFound("We will")]) == (False, False)
    assert case_right([], [QuoteFound("Crocus City Hall")]) == (False, False)
    assert case_right([], []) == (True, True)


def test_turns_are_found_through_the_lines_in_order():
    lines = [("Menu", "N"), ("Q: Why?", "Q"), ("Because.", "A"), ("Why?", "Q"), ("Because.", "N")]
    assert labels_of(lines, ["Q: Why?", "Because.", "Not there", "Because."]) == "QANN"
    assert turn_starts("NQQANA") == {1, 3, 5}


def test_turns_are_scored_by_where_they_start():
    row = {"paragraphs": ["One?", "Two.", "Three?", "Four."], "labels": list("QAQA")}
    scores = TurnScores()
    scores.add(row, [("One?", "Q"), ("Two.", "A"), ("Three?", "A"), ("Four.", "A")], True)
    figures = scores.figures()
    assert (figures["turns"]["precision"], figures["turns"]["recall"]) == (100, 50)
    assert (figures["labels_right"], figures["called_interview"]) == (75, 100)


@pytest.fixture(scope="module")
def shared():
    spec = importlib.util.spec_from_file_location("shared_score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def first_rows(path, count):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]


@pytest.mark.shared
@shared_scorer
def test_quotes_and_turns_agree_with_the_shared_scorer(shared, tmp_path):
    gold = tmp_path / "gold.jsonl"

    def given(name, count):
        rows = first_rows(SHARED / "data" / name, count)
        gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return rows, {row["id"]: article_of(row) for row in rows}

    rows, articles = given("quotes/news-full-names.jsonl", 10)
    scores = QuoteScores()
    for row in rows:
        scores.add(row, quotes_found(articles[row["id"]]))
    ours = scores.figures()
    theirs = shared.score_quotes([str(gold)], {id: article.to_dict() for id, article in articles.items()})
    assert ours["exact"]["f1"] == pytest.approx(theirs["exact"]["f1"], abs=0.3)
    assert ours["speaker_of_all"] == pytest.approx(theirs["speaker_full_name"]["right_of_all_gold"], abs=0.3)

    rows, articles = given("interviews/interviews-dev.jsonl", 6)
    turns = TurnScores()
    for row in rows:
        turns.add(row, turns_found(articles[row["id"]]), articles[row["id"]].kind == "interview")
    theirs = shared.score_interviews(
        [str(gold)], {id: article.to_dict() for id, article in articles.items()}, None
    )
    assert turns.figures()["turns"]["f1"] == pytest.approx(theirs["all"]["turn_f1"], abs=0.3)


@pytest.mark.shared
@shared_scorer
def test_pages_agree_with_the_shared_scorer(shared, tmp_path):
    texts = ["The council voted on Monday to close the bridge.", "Work begins in spring, the mayor said."]
    pages = [
        {"id": "1", "gold": {"title": "Bridge closed", "body": "\n".join(texts), "date": "2024-05-03"}},
        {"id": "2", "gold": {"title": "Other", "body": texts[0], "authors": ["Anna Brown", "Carl Dove"]}},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
    body = [Paragraph(text) for text in texts]
    articles = {
        "1": Article("1", "x", title="Bridge closed", body=body, published_at="2024-05-03T10:00:00"),
        "2": Article("2", "x", title="Else", body=body, authors=["Carl Dove", "By Anna Brown"]),
    }
    scores = PageScores()
    for page in pages:
        scores.add(page["gold"], page_found(articles[page["id"]]))
    ours = scores.figures()
    theirs = shared.score_pages([str(gold)], {id: article.to_dict() for id, article in articles.items()})
    assert ours["f1"] == pytest.approx(theirs["body"]["f1"], abs=0.3)
    assert [ours[name] for name in ("title", "date", "authors")] == [50, 100, 100]
    assert [theirs[name]["right"] for name in ("title", "date", "authors")] == [50, 100, 100]
