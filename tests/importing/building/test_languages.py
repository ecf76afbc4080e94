"""Documents in several languages: where their pages go, and which are translations of each other."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches
from wagtail.models import Locale

from tests.sources.wordpress import category, export, item
from wagtail_cstonews.importing.building.languages import Languages
from wagtail_cstonews.importing.building.sections import SectionError, find_section
from wagtail_cstonews.importing.reading.extracting import extract_document
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.importing.writing import batches
from wagtail_cstonews.sources import read

from ..helpers import database, document, imported, last_run, news_pages, plain, states, undone

pytestmark = pytest.mark.django_db

EN, KY, RU = "https://a.example/en/1", "https://a.example/ky/1", "https://a.example/ru/1"


@pytest.fixture
def sections(news_index, settings):
    """The section in English and in Kyrgyz; Russian is a locale without one."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [
        ("en", "English"),
        ("ky", "Kyrgyz"),
        ("ru", "Russian"),
        ("pt-br", "Portuguese"),
    ]
    for code in ("ky", "ru"):
        Locale.objects.create(language_code=code)
    translated = news_index.copy_for_translation(Locale.objects.get(language_code="ky"), copy_parents=True)
    translated.save_revision().publish()
    return {"en": news_index, "ky": translated}


def said(language, url, group=None, **fields):
    """A document that says in which language it is, and of what it is a translation."""
    text = f"Title {url}\nText of {url}."
    return document(url, text, key=url, url=url, language=language, translation_group=group, **fields)


def placed():
    """The pages by source address: the locale, the locale of the section above, and the translation key."""
    return {
        page.source_url: (
            page.locale.language_code,
            page.get_parent().locale.language_code,
            page.translation_key,
        )
        for page in news_pages()
    }


def codes(outcome):
    return [warning["code"] for warning in outcome.warnings]


def reading(language):
    """The plain extractor, finding that a text is in the language that its document names."""

    def extract(raw):
        found = plain(raw)
        found.article.language = raw.language or language
        return found

    return extract


def test_a_page_in_another_language_than_its_section_says_so(news_index, client, site):
    items = [said(None, RU), said(None, EN)]
    imported(items[:1], news_index, extractor=reading("ru"), publish=True)
    imported(items[1:], news_index, extractor=reading("en"), publish=True)
    found = {page.source_url: page for page in news_pages()}
    assert {url: page.language for url, page in found.items()} == {RU: "ru", EN: ""}
    assert b'<article class="cstonews-article" lang="ru" dir="ltr">' in client.get(found[RU].url).content
    assert b"lang=" not in client.get(found[EN].url).content.partition(b"<article")[2]


def test_a_page_in_the_language_of_its_section_needs_to_say_nothing(sections):
    items = [said("ky", KY, "7"), said("ru", RU, "7")]
    imported(items, sections["en"], extractor=reading("en"), publish=True)
    assert {page.source_url: page.language for page in news_pages()} == {KY: "", RU: "ru"}


def test_translations_go_into_their_sections_and_are_linked(sections):
    items = [said("en", EN, "7"), said("ky-KG", KY, "7"), said("ky", "https://a.example/ky/2", "8")]
    outcomes = imported(items, sections["en"], publish=True)
    assert states(outcomes) == ["new"] * 3
    found = placed()
    assert [found[url][:2] for url in (EN, KY)] == [("en", "en"), ("ky", "ky")]
    assert found[EN][2] == found[KY][2] != found["https://a.example/ky/2"][2]
    english = news_pages().get(source_url=EN)
    assert english.get_translation(Locale.objects.get(language_code="ky")).source_url == KY
    assert not any(map(codes, outcomes))
    revision = news_pages().get(source_url=KY).get_latest_revision_as_object()
    assert (revision.locale.language_code, revision.translation_key) == ("ky", found[EN][2])


@pytest.mark.parametrize("batch_size", [1, 100])
def test_across_batches_runs_and_whichever_comes_first(sections, batch_size):
    imported([said("ky", KY, EN)], sections["en"], batch_size=batch_size)
    # The original names nobody; its translation named it.
    imported([said("en", EN), said("en", "https://a.example/en/2")], sections["en"], batch_size=batch_size)
    found = placed()
    assert found[EN][2] == found[KY][2]
    assert len({key for _, _, key in found.values()}) == 2


def test_pages_that_list_their_translations(sections, tmp_path):
    links = [
        f'<link rel="alternate" hreflang="{code}" href="{url}">' for code, url in (("en", EN), ("ky", KY))
    ]
    for name, url in (("1", EN), ("2", KY)):
        head = f"<html><head>{''.join(links)}<link rel=canonical href={url}></head>"
        text = f"<body><article><h1>Title {name}</h1><p>A paragraph of {name}.</p></article></body></html>"
        (tmp_path / f"{name}.html").write_text(head + text)
    outcomes = imported(read(str(tmp_path)), sections["en"], extractor=extract_document)
    assert states(outcomes) == ["new"] * 2
    english, kyrgyz = news_pages().order_by("title")
    assert (english.locale.language_code, kyrgyz.locale.language_code) == ("en", "ky")
    assert english.translation_key == kyrgyz.translation_key
    assert not any(code in ("locale", "translation") for outcome in outcomes for code in codes(outcome))


def test_the_section_may_be_given_in_any_language(sections):
    imported([said("en", EN, "7"), said("ky", KY, "7"), document("x")], sections["ky"])
    assert sorted(locale for locale, *_ in placed().values()) == ["en", "ky", "ky"]


@pytest.mark.parametrize("batch_size", [1, 100])
def test_a_second_one_in_the_same_language_is_not_linked(sections, batch_size):
    items = [said("en", EN, "7"), said("ky", KY, "7"), said("ky", "https://a.example/ky/2", "7")]
    outcomes = imported(items, sections["en"], batch_size=batch_size)
    assert [codes(outcome) for outcome in outcomes] == [[], [], ["translation"]]
    assert states(outcomes) == ["new"] * 3
    found = placed()
    assert found[EN][2] == found[KY][2] != found["https://a.example/ky/2"][2]
    assert states(imported(items, sections["en"])) == ["unchanged"] * 3


def test_a_page_that_an_editor_translated(sections):
    imported([said("en", EN, "7")], sections["en"])
    news_pages().get().copy_for_translation(Locale.objects.get(language_code="ky"))
    [outcome] = imported([said("ky", KY, "7")], sections["en"])
    assert codes(outcome) == ["translation"]
    assert news_pages().filter(locale__language_code="ky").count() == 2


def test_a_section_without_that_language(sections):
    [first, second] = imported([said("en", EN, "7"), said("ru", RU, "7")], sections["en"])
    assert (codes(first), codes(second)) == ([], ["locale"])
    assert "has no translation into that" in second.warnings[0]["message"]
    found = placed()
    assert found[RU][:2] == ("en", "en")
    assert found[RU][2] != found[EN][2]


def test_a_language_that_is_no_locale(sections):
    [linked, alone] = imported([said("de", EN, "7"), said("de", KY)], sections["en"])
    assert (codes(linked), codes(alone)) == (["locale"], [])
    assert {locale for locale, *_ in placed().values()} == {"en"}


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("EN", "en"),
        ("en_US", "en"),
        ("ky-KG", "ky"),
        ("pt", "pt-br"),
        ("pt-PT", "pt-br"),
        ("de", None),
        ("", None),
    ],
)
def test_locales_of_languages(sections, language, code):
    Locale.objects.create(language_code="pt-br")
    found = Languages(sections["en"]).locale_of(document(language=language))
    assert getattr(found, "language_code", None) == code


def test_when_it_is_not_asked_for(sections, settings):
    imported([said("ky", KY, "7")], sections["en"], by_language=False)
    assert placed()[KY][:2] == ("en", "en")
    settings.WAGTAIL_I18N_ENABLED = False
    imported([said("ky", EN, "7")], sections["en"])
    assert placed()[EN][:2] == ("en", "en")


def test_a_batch_that_is_written_one_by_one(sections, monkeypatch):
    together = batches.write_records

    def fails_together(entries, target):
        if len(entries) > 1 or entries[0].item.url == RU:
            raise ValueError("no")
        together(entries, target)

    monkeypatch.setattr(batches, "write_records", fails_together)
    items = [said("en", EN, "7"), said("en", RU, "8"), said("ky", KY, "7")]
    assert states(imported(items, sections["en"])) == ["new", "failed", "new"]
    found = placed()
    assert (found[EN][0], found[KY][0]) == ("en", "ky")
    assert found[EN][2] == found[KY][2]


def test_undo(sections):
    imported([said("ky", "https://a.example/ky/0", "0")], sections["en"], publish=True)
    before = database(without=("wagtail_cstonews.ImportRun",))
    imported([said("en", EN, "7"), said("ky", KY, "7")], sections["en"], publish=True)
    _, problem = undone(last_run())
    assert not problem
    assert database(without=("wagtail_cstonews.ImportRun",)) == before


def test_undo_leaves_what_was_moved(sections, home):
    imported([said("ky", KY, "7")], sections["en"])
    news_pages().get().move(home, "last-child")
    output, _ = undone(last_run())
    assert "was moved since" in output
    assert news_pages().count() == 1


def test_the_number_of_queries_does_not_grow(sections):
    counts = []
    for size, prefix in ((30, "a"), (90, "b")):
        items = [
            said(code, f"https://{prefix}.example/{code}/{number}", f"{prefix}{number}")
            for number in range(size)
            for code in ("en", "ky")
        ]
        with CaptureQueriesContext(connection) as queries:
            imported(items, sections["en"], publish=True, batch_size=500)
        counts.append(len(queries))
    # The search index is read as a whole now and then.
    assert counts[1] <= counts[0] + 3


def test_rows_that_name_translations(sections, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(f'url,text,lang,translations\n{EN},"One\nTwo",en,{KY}\n{KY},"Bir\nEki",ky,{EN}\n')
    with run_import(read(path), sections["en"], extractor=plain) as result:
        assert states(list(result.outcomes())) == ["new", "new"]
    assert placed()[EN][2] == placed()[KY][2]


def test_an_export_of_wordpress_with_polylang(sections, tmp_path):
    path = tmp_path / "valley.xml"
    text = (
        "Buses will take the northern road until autumn, the council said.\n\nShops at the river stay open."
    )
    posts = [
        item(
            f"The bridge is closed, {code}",
            text.replace("road", f"road {code}"),
            category("category", "water", "Water")
            + category("language", code, code)
            + category("post_translations", "pll_1", "pll_1"),
            link=f"https://valley.example/{code}/bridge/",
        )
        for code in ("en", "ky")
    ]
    path.write_text(export(*posts), encoding="utf-8")
    with run_import(read(path), sections["en"], publish=True) as result:
        assert states(list(result.outcomes())) == ["new", "new"]
    english, kyrgyz = news_pages()
    assert (english.locale.language_code, kyrgyz.locale.language_code) == ("en", "ky")
    assert english.translation_key == kyrgyz.translation_key
    assert english.title == "The bridge is closed, en"
    assert english.published_at.isoformat() == "2024-05-01T10:00:00+00:00"
    assert english.author_names == ["Aigul Sadykova"]
    assert [tag.name for tag in kyrgyz.tags.all()] == ["Water"]
    assert "Shops at the river stay open." in str(english.body)


def test_chunks_of_a_queue(sections, tmp_path, monkeypatch, settings):
    monkeypatch.setattr(ProfileBook, "extract", lambda self, raw: plain(raw))
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "BATCH_SIZE": 1}
    rows = [
        {"url": EN, "text": "One\nTwo.", "language": "en", "tags": ["Water"], "translations": [KY]},
        {"url": KY, "text": "Bir\nEki.", "language": "ky", "tags": ["water"], "translations": [EN]},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    call_command("import_news", str(path), to="/news/", enqueue=True, publish=True, verbosity=0)
    found = placed()
    assert (found[EN][0], found[KY][0]) == ("en", "ky")
    assert found[EN][2] == found[KY][2]
    assert [list(page.tags.names()) for page in news_pages()] == [["Water"], ["Water"]]
    call_command("import_news", str(path), to="/news/", locale="ky", enqueue=True, verbosity=0)
    assert last_run().options["locale"] == "ky"


@pytest.fixture
def prefixed(sections, settings):
    """The same site, its addresses beginning with the language."""
    settings.ROOT_URLCONF = "tests.urls_languages"
    clear_url_caches()
    yield sections
    clear_url_caches()


@pytest.mark.parametrize(
    "place", ["/ky/news/", "http://testserver/ky/news/", "http://TESTSERVER/ky/news", "ky/news"]
)
def test_a_section_of_another_language_is_found_by_its_address(prefixed, place):
    assert find_section(place) == prefixed["ky"]
    assert find_section(place.replace("ky", "en")) == prefixed["en"]


def test_every_address_that_is_recommended_works(prefixed, tmp_path):
    with pytest.raises(SectionError) as caught:
        find_section("/gone/")
    places = re.findall(r"--to (\S+)", str(caught.value))
    assert len(places) == 2
    assert {find_section(place).pk for place in places} == {section.pk for section in prefixed.values()}
    (tmp_path / "a.txt").write_text("A title\n\nThe council met on Thursday and agreed on ten wells.\n")
    for place in places:
        call_command("import_news", str(tmp_path), to=place, verbosity=0)
    assert news_pages().count() == 1


def test_where_two_sections_share_an_address_the_second_is_recommended_by_id(sections):
    with pytest.raises(SectionError) as caught:
        find_section("/gone/")
    places = re.findall(r"--to (\S+)", str(caught.value))
    assert {find_section(place).pk for place in places} == {section.pk for section in sections.values()}


@pytest.mark.parametrize("place", ["9" * 24, "9" * 5000, "http://[x/news/"])
def test_an_address_that_cannot_be_one_is_refused(sections, place):
    with pytest.raises(SectionError, match="There is no page at"):
        find_section(place)
