"""What the workbench shows of a document before anything is written."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from tests.admin.helpers import text_of
from tests.importing.helpers import database
from wagtail_cstonews.importing.single import KEPT, extract_corrected

pytestmark = pytest.mark.django_db


def rows_of(response):
    html = BeautifulSoup(response.content, "html.parser")
    return {row["data-line"]: row for row in html.select("[data-line]")}


def test_each_line_has_its_label_and_what_is_left_out_its_reason(screen):
    rows = rows_of(screen.get())
    assert list(rows) == ["1", "3", "5", "7", "9"]
    said = {number: row.select_one(".cstonews-line__label").text for number, row in rows.items()}
    assert said["1"] == "Headline"
    assert said["5"] == "Quote"
    assert said["9"] == "Left out: not of the article"
    assert "cstonews-line--out" in rows["9"]["class"]
    assert rows["9"].select_one(".cstonews-line__reason").text == "navigation or the site about itself"
    assert "Anna Orlova" in rows["5"].select_one(".cstonews-line__speaker").text
    assert rows["5"]["data-block"] == "0"
    assert rows["1"]["data-field"] == "title"


def test_what_was_mended_says_what_stood_there(client, user, section, screen_of):
    text = "Lake Orrin is full\n\nIt is full, says \u0410nna Orlova\u00a0of Holvik.\n\nThe locks stay closed."
    screen = screen_of(client, factories.make_planned(user, section, text))
    row = rows_of(screen.get())["3"]
    assert "Anna Orlova of Holvik" in row.select_one(".cstonews-line__text").text
    repairs = [" ".join(repair.text.split()) for repair in row.select(".cstonews-line__repair")]
    assert "mended: “Anna”; there stood “\u0410nna”" in repairs
    assert any("U+00A0" in repair for repair in repairs)


def test_the_summary_says_kind_date_quotes_and_people(screen):
    factories.make_person("Anna Orlova")
    said = text_of(screen.get("summary"))
    assert "News article" in said
    assert "none found" in said
    assert re.search(r"(Sure|Look at it|Doubtful) \(\d+ %\)", said)
    assert "1 quote Anna Orlova : “The water is still rising in the valley" in said
    assert "Anna Orlova on record" in said


def test_who_is_not_on_record_will_be_added(screen):
    assert "Anna Orlova will be added to the people" in text_of(screen.get("summary"))


def test_warnings_are_in_words_with_their_lines(client, user, section, screen_of):
    text = "Lake Orrin is full\n\nThe lake is full\u00a0and the locks are closed, says the Water Office."
    response = screen_of(client, factories.make_planned(user, section, text)).get("summary")
    assert "No-break and other odd spaces became plain spaces. (1 line) Line 3" in text_of(response)


def test_the_page_is_the_real_template_and_its_blocks_can_be_found(screen):
    response = screen.get("page")
    html = response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert '<h1 class="cstonews-article__title">Lake Orrin is full</h1>' in html
    assert "Go back" not in html
    assert re.findall(r"<!--cstonews-block (\d+)-->", html) == ["0", "1"]
    quote = html.partition("<!--cstonews-block 0-->")[2].partition("<!--/cstonews-block-->")[0]
    assert "The water is still rising" in quote


def test_visitors_get_no_marks(screen, client, section):
    screen.act("publish")
    section.refresh_from_db()
    page = section.get_children().get()
    html = client.get(page.url).content.decode()
    assert "The water is still rising" in html
    assert "<!--cstonews-block" not in html


def test_looking_writes_nothing(screen):
    screen.get("people", q="Anna")
    before = database(without=["sessions.Session"])
    for part in ("", "lines", "summary", "page"):
        assert screen.get(part).status_code == 200
    assert database(without=["sessions.Session"]) == before


def test_what_was_scraped_is_escaped(client, user, section, screen_of):
    text = "Lake <script>alert(1)</script>\n\nThe lake & the <img src=x onerror=alert(1)> are full today."
    screen = screen_of(client, factories.make_planned(user, section, text, source="<b>x</b>"))
    for part in ("", "summary", "page"):
        html = screen.get(part).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>x</b>" not in html
    assert "<img src=x" not in screen.get("lines").json()["window"]


def test_a_document_of_which_nothing_can_be_made_says_so(client, user, section, screen_of):
    screen = screen_of(client, factories.make_planned(user, section, "\n\n"))
    assert "The document holds no text." in text_of(screen.get("summary"))
    assert screen.get().status_code == screen.get("page").status_code == 200


def test_a_document_that_is_too_long_says_so(client, user, section, screen_of, monkeypatch):
    from wagtail_cstonews.extraction import reading

    monkeypatch.setattr(reading, "MAX_DOCUMENT_BYTES", 10)
    screen = screen_of(client, factories.make_planned(user, section, "The lake is full, and it is deep."))
    response = screen.get()
    assert response.status_code == 200
    assert response.context["problem"]
    assert response.context["problem"] in text_of(screen.get("page"))
    assert screen.get("lines").status_code == 422


def test_a_deleted_section_says_so(screen, section, planned):
    section.delete()
    assert "The section was deleted" in text_of(screen.get("page"))
    assert screen.get().status_code == 200
    assert "The section was deleted" in text_of(screen.client.get(screen.url("summary")))


def test_people_are_offered_in_any_spelling(screen):
    person = factories.make_person(
        "Taalatbek Masadykov", spellings=("Талатбек Масадыков",), roles=("Minister",)
    )
    factories.make_person("Anna Orlova")
    for typed in ("Masad", "Талатбек Масадыков", "taalatbek masadykov"):
        found = screen.get("people", q=typed).json()["people"]
        assert found == [{"id": person.pk, "name": "Taalatbek Masadykov", "role": "Minister"}]
    for typed in ("", "M", '"\0', "x" * 5000):
        assert screen.get("people", q=typed).json() == {"people": []}


def test_bad_numbers_are_no_errors(screen):
    for number in ("9" * 30, "-1", "x", "0", "\0", "4000"):
        assert screen.get("lines", **{"from": number}).status_code == 200
        assert screen.get(**{"from": number}).status_code == 200
        assert screen.get("page", block=number).status_code == 200
    assert screen.client.get(f"/admin/news-import/planned/{'9' * 30}/").status_code == 404


@pytest.mark.parametrize("part", ["", "lines", "summary", "page", "people"])
def test_only_the_editor_who_uploaded_it_sees_it(screen, section, others, screen_of, part):
    _, stranger = others(section, "add", "change", "publish")
    assert screen_of(stranger, screen.planned).get(part).status_code == 404
    for actions, news in (((), True), (("add",), False)):
        user, client = others(section, *actions, news=news)
        screen.planned.upload.user = user
        screen.planned.upload.save()
        response = screen_of(client, screen.planned).get(part)
        assert response.status_code == 302
        assert response["Location"] == reverse("wagtailadmin_home")


def test_a_missing_page_tells_nobody_who_is_logged_out(screen):
    screen.client.logout()
    response = screen.get("page")
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_the_article_is_extracted_once(screen, monkeypatch):
    from wagtail_cstonews.importing import single

    calls = []
    real = single._extract
    monkeypatch.setattr(single, "_extract", lambda *given: calls.append(1) or real(*given))
    for part in ("", "lines", "summary", "page"):
        screen.get(part)
    assert len(calls) == 1


def test_what_is_kept_in_memory_is_limited(screen, monkeypatch):
    from wagtail_cstonews.documents import RawDocument

    monkeypatch.setattr(KEPT, "most", 10)
    for number in range(5):
        text = f"Lake {number} is full\n\n" + "The lake is full today.\n" * 5
        extract_corrected(RawDocument("a", text, "a.txt"), {})
    assert len(KEPT._found) == 1


def test_a_screen_needs_few_queries(screen, django_assert_max_num_queries):
    screen.get()
    with django_assert_max_num_queries(60):
        screen.get()


INTERVIEW = """“The lake is not ours alone” – interview with Anna Orlova

Anna Orlova heads the Water Office of Holvik.

Harbour Post: Is the lake full?

Anna Orlova: It is, and the locks stay closed until May.

Harbour Post: And then?

Anna Orlova: Then we shall see what the snow in the hills has left us."""


def test_an_interview_shows_its_questions_and_who_answers(client, user, section, screen_of):
    screen = screen_of(client, factories.make_planned(user, section, INTERVIEW))
    response = screen.get()
    said = text_of(screen.get("summary"))
    assert "Interview" in said
    assert "2 questions with their answers" in said
    assert "answered by Anna Orlova" in said
    rows = rows_of(response)
    assert rows["5"]["data-block"] == rows["7"]["data-block"] == "0"
    assert rows["5"].select_one(".cstonews-line__label").text == "Question"
    assert "Anna Orlova" in rows["7"].select_one(".cstonews-line__speaker").text
