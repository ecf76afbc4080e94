"""Articles as pages."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from wagtail_cstonews import conf
from wagtail_cstonews.extraction.article import (
    Exchange,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    QuotedSpeech,
    RelatedLink,
    Speaker,
    TableBlock,
    Turn,
)
from wagtail_cstonews.importing.building.page import build_page, explain, rebuild_page
from wagtail_cstonews.importing.building.person_linker import PersonLinker
from wagtail_cstonews.models import InterviewPageMixin, Person

from ...factories import make_person
from ..helpers import AIGUL, article, body_of, document, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def build(news_index):
    """Builds a page from an article, its people made."""

    def build_article(found, raw=None):
        people = PersonLinker.load([found])
        built = build_page(found, raw or document(), "seed", people, news_index)
        people.link(built.slots)
        return built

    return build_article


def codes(built):
    return [warning.code for warning in built.warnings]


def validate(page):
    """What the editor's form checks: every block of every stream."""
    for name in ("body", "quotes", "authors", "related"):
        value = getattr(page, name)
        value.stream_block.clean(value)


def test_fields(build):
    found = article(
        subtitle="A subtitle",
        lead="A lead & more",
        published_at="2024-05-01T10:30:00+02:00",
        dateline="BISHKEK",
        outlet="Radio Manas",
        authors=["A. Writer", "Aigul Sadykova"],
        related=["A teaser", " ", "25.07.2024 A dated one"],
    )
    writer = make_person("Aigul Sadykova")
    built = build(found, document(url="https://example.org/a"))
    page = built.page
    assert type(page) is conf.get_news_page_model()
    assert (page.title, page.subtitle, page.lead) == ("A title", "A subtitle", "A lead & more")
    assert page.published_at == datetime.datetime(2024, 5, 1, 8, 30, tzinfo=datetime.UTC)
    assert not page.published_is_date_only
    assert (page.dateline, page.outlet, page.source_url) == (
        "BISHKEK",
        "Radio Manas",
        "https://example.org/a",
    )
    assert [block.value["name"] for block in page.authors] == ["A. Writer", "Aigul Sadykova"]
    assert [block.value["person"] for block in page.authors] == [None, writer]
    assert [(block.value["text"], block.value["date"]) for block in page.related] == [
        ("A teaser", None),
        ("A dated one", datetime.date(2024, 7, 25)),
    ]
    assert not page.live
    assert not built.warnings
    validate(page)


def test_day_without_a_time_is_midnight_by_the_clock_of_the_site(build):
    page = build(article(published_at="2024-05-01")).page
    assert page.published_is_date_only
    assert timezone.localtime(page.published_at).isoformat() == "2024-05-01T00:00:00+06:00"


def test_time_without_a_zone_is_that_of_the_site(build):
    page = build(article(published_at="2024-05-01T10:00")).page
    assert timezone.localtime(page.published_at).hour == 10


def test_without_time_zones(build, settings):
    settings.USE_TZ = False
    page = build(article(published_at="2024-05-01T10:00:00+00:00")).page
    assert page.published_at == datetime.datetime(2024, 5, 1, 16)  # noqa: DTZ001


@pytest.mark.parametrize("value", ["yesterday", "0001-01-01"])
def test_date_that_cannot_be_used(build, value):
    built = build(article(published_at=value))
    assert built.page.published_at is None
    assert codes(built) == ["unread_date"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", None])
def test_address_that_must_not_become_a_link(build, url):
    built = build(article(), document(url=url))
    assert built.page.source_url == ""
    assert not built.warnings


@pytest.mark.parametrize("url", ["https://example.org/" + "a" * 2000, "http://no-top-level-domain/a"])
def test_address_that_the_field_refuses(build, url):
    built = build(article(body=[Quote("x", quote="x")]), document(url=url))
    assert built.page.source_url == built.page.body[0].value["source_url"] == ""
    assert codes(built) == ["source_url"]


def test_paragraphs_are_escaped_or_sanitised(build):
    found = article(
        body=[
            Paragraph("1 < 2\x00"),
            Paragraph("One two", html='<b onclick="x">One</b> <a href="/2">two</a><script>x</script>'),
            Paragraph("  "),
            Paragraph("Three", html="<svg>Three</svg>"),
        ]
    )
    page = build(found, document(url="https://example.org/a")).page
    assert body_of(page) == [
        ("paragraph", "<p>1 &lt; 2</p>"),
        ("paragraph", '<p><b>One</b> <a href="https://example.org/2">two</a></p>'),
        ("paragraph", "<p>Three</p>"),
    ]
    validate(page)


def test_headings_lists_and_tables(build):
    found = article(
        body=[
            Heading(" A heading "),
            Heading(""),
            ListBlock("One\nTwo", items=["One", " ", "Two"], ordered=True),
            ListBlock("Lost items", items=[]),
            TableBlock("t", rows=[["Year", "Place"], ["2024"], ["2025", "Osh"]], header=True),
            TableBlock("u", rows=[["a", "b"]], header=True),
            TableBlock("Lost table", rows=[]),
        ]
    )
    page = build(found).page
    blocks = body_of(page)
    assert [kind for kind, _ in blocks] == ["heading", "list", "paragraph", "table", "table", "paragraph"]
    assert blocks[0][1] == "A heading"
    assert page.body[1].value["ordered"] is True
    assert list(page.body[1].value["entries"]) == ["One", "Two"]
    table = page.body[3].value
    assert [column["heading"] for column in table.columns] == ["Year", "Place"]
    assert [[cell.value for cell in row] for row in table.rows] == [["2024", ""], ["2025", "Osh"]]
    assert [[cell.value for cell in row] for row in page.body[4].value.rows] == [["a", "b"]]
    validate(page)


def test_quote_with_a_new_speaker(build):
    found = article(
        body=[Quote("“One,” she said.", quote="One", attribution="she said", speaker=AIGUL)],
        published_at="2024-05-01",
    )
    page = build(found, document(url="https://example.org/a")).page
    person = Person.objects.get()
    assert person.name == "Aigul Sadykova"
    role = person.roles.get()
    assert (role.title, role.start) == ("Deputy Secretary General", datetime.date(2024, 5, 1))
    value = page.body[0].value
    assert value["speaker"] == person
    assert value["quote"] == "One"
    assert value["speaker_name"] == "Aigul Sadykova"
    assert value["role"] == "Deputy Secretary General"
    assert value["attribution"] == "she said"
    assert value["source_url"] == "https://example.org/a"
    validate(page)


def test_what_is_said_in_paragraphs_is_recorded_beside_the_body(build):
    bakyt = Speaker("Bakyt Osmonov")
    text = "“We will go on,” said Aigul Sadykova. “The work is done.” Osmonov called it “a start.”"
    page = build(
        article(
            lead="“Good,” he said.",
            body=[Paragraph(text), Quote("“One.”", quote="One.", speaker=AIGUL)],
            quotes=[
                QuotedSpeech("Good,"),
                QuotedSpeech("We will go on,", AIGUL, "said", 0),
                QuotedSpeech("The work is done.", AIGUL, None, 0),
                QuotedSpeech("a start.", bakyt, "called", 0),
                QuotedSpeech("One.", AIGUL, None, 1),
            ],
            people=named("Aigul Sadykova", "Bakyt Osmonov"),
        )
    ).page
    assert page.body[0].block_type == "paragraph"
    said = [(block.value["quote"], block.value["speaker"], block.value["role"]) for block in page.quotes]
    aigul = Person.objects.get(name="Aigul Sadykova")
    assert said == [
        ("Good.", None, ""),
        ("We will go on.", aigul, "Deputy Secretary General"),
        ("The work is done.", aigul, "Deputy Secretary General"),
        ("a start.", Person.objects.get(name="Bakyt Osmonov"), ""),
    ]
    assert len({block.id for block in page.quotes}) == 4
    validate(page)


def test_what_an_editor_chose_for_a_recorded_quote_stays(build, news_index):
    found = article(
        body=[Paragraph("“Go on, all of you,” said Aigul Sadykova.")],
        quotes=[QuotedSpeech("Go on, all of you,", AIGUL, "said", 0)],
    )
    page = build(found).page
    news_index.add_child(instance=page)
    other = make_person("Somebody Else")
    page.quotes.raw_data[0]["value"]["speaker"] = other.pk
    people = PersonLinker.load([found])
    built = rebuild_page(found, document(), "seed", people, page)
    people.link(built.slots)
    assert built.page.quotes[0].value["speaker"] == other


def test_quote_without_words_stays_a_paragraph(build):
    page = build(article(body=[Quote("“…” he said.", quote="…")])).page
    assert body_of(page) == [("paragraph", "<p>“…” he said.</p>")]


def test_exchange(build):
    host, guest = Speaker("Radio Manas"), AIGUL
    answer = "A first paragraph.\n“Others said this at length,” Bakyt Osmonov noted.\nA last one."
    found = article(
        kind="interview",
        interviewee=guest,
        interviewer=host,
        body=[Exchange("x", question=Turn("Why?", host), answer=Turn(answer, guest))],
        quotes=[
            QuotedSpeech("Others said this at length,", Speaker("Bakyt Osmonov"), "noted", 0),
            QuotedSpeech("A first", guest, None, 0),
            QuotedSpeech("elsewhere", Speaker("Bakyt Osmonov"), None, 5),
        ],
        people=named("Aigul Sadykova", "Bakyt Osmonov"),
    )
    page = build(found).page
    assert isinstance(page, InterviewPageMixin)
    assert type(page) is conf.get_interview_page_model()
    assert page.interviewee.name == page.interviewee_name == "Aigul Sadykova"
    assert page.interviewee_role == "Deputy Secretary General"
    assert (page.interviewer, page.interviewer_name) == (None, "Radio Manas")
    value = page.body[0].value
    assert (value["question"], value["questioner_name"], value["questioner"]) == ("Why?", "Radio Manas", None)
    assert value["answerer"] == page.interviewee
    assert [block.block_type for block in value["answer"]] == ["paragraph", "quote", "paragraph"]
    quote = value["answer"][1].value
    assert (quote["quote"], quote["attribution"]) == ("Others said this at length.", "")
    assert len(page.quotes) == 0
    assert quote["speaker"].name == "Bakyt Osmonov"
    validate(page)


def test_half_an_exchange(build):
    found = article(
        body=[
            Exchange("x", question=Turn("Why & how?"), answer=Turn(" ")),
            Exchange("y", question=Turn(""), answer=Turn("Because.")),
        ]
    )
    page = build(found).page
    assert body_of(page) == [("paragraph", "<p><b>Why &amp; how?</b></p>"), ("paragraph", "<p>Because.</p>")]


def test_images_keep_their_words_and_addresses(build):
    found = article(
        body=[
            Image("The <delegations>", url="https://example.org/1.jpg", alt="x", credit="A. Person"),
            Image("", url="https://example.org/2.jpg", alt="A <river>"),
            Image("A caption", url="data:image/png;base64,x"),
            Image("", url="https://example.org/3.jpg"),
        ]
    )
    built = build(found)
    missing = {
        "image": None,
        "alt_text": "x",
        "caption": "The <delegations>",
        "credit": "A. Person",
        "source_url": "https://example.org/1.jpg",
    }
    assert body_of(built.page) == [("image", missing), ("paragraph", "<p>A caption</p>")]
    validate(built.page)
    assert codes(built) == ["image_without_caption"]


def test_long_title_is_cut_and_stands_whole_in_the_subtitle(build):
    title = "word " * 80
    built = build(article(title=title, subtitle="A subtitle"))
    assert len(built.page.title) <= 255
    assert built.page.title.endswith("word…")
    assert built.page.subtitle == f"{title.strip()}\nA subtitle"
    assert codes(built) == ["title_cut"]


def test_title_where_there_is_none(build):
    built = build(article(title=None, lead="Some words that open the article. " * 5))
    assert built.page.title.startswith("Some words that open")
    assert len(built.page.title) <= 80
    assert codes(built) == ["title_from_text"]
    assert build(article(title=" ", body=[])).page.title == "a"


def test_long_fields_are_cut(build):
    built = build(article(dateline="x" * 300, outlet="y " * 300))
    assert len(built.page.dateline) == 255
    assert built.page.outlet.endswith("y…")
    assert codes(built) == ["text_cut", "text_cut"]


def test_blocks_keep_their_ids(build):
    first = build(article(body=[Paragraph("One"), Paragraph("Same"), Paragraph("Same")])).page
    second = build(
        article(body=[Paragraph("New"), Paragraph("One"), Paragraph("Same"), Paragraph("Same")])
    ).page
    ids = [block["id"] for block in first.body.raw_data]
    assert len(set(ids)) == 3
    assert [block["id"] for block in second.body.raw_data][1:] == ids


def test_page_type_that_wants_more(build, monkeypatch):
    def clean(self):
        raise ValidationError({"title": ["This is not for us."]})

    monkeypatch.setattr(conf.get_news_page_model(), "clean", clean)
    with pytest.raises(ValidationError) as caught:
        build(article())
    assert explain(caught.value).startswith(
        "The page type refuses it: title: This is not for us. Give the field"
    )
    assert explain(ValidationError("No.")) == "No."
    assert explain(ValidationError({"__all__": ["No."]})).startswith("The page type refuses it: No.")


def test_interview_fields_of_other_page_types(build, monkeypatch):
    """A site whose interviews are plain news pages."""
    monkeypatch.setattr(conf, "get_interview_page_model", conf.get_news_page_model)
    found = article(kind="interview", interviewee=AIGUL)
    assert build(found).page.title == "A title"


def test_a_choice_between_namesakes_stays(build, news_index):
    found = article(
        kind="interview",
        interviewee=AIGUL,
        authors=["Aigul Sadykova"],
        people=named("Aigul Sadykova"),
        body=[
            Quote("“One.” she said", quote="One.", attribution="she said", speaker=AIGUL),
            Exchange("", question=Turn("Why?", AIGUL), answer=Turn("Because.", AIGUL)),
            Quote("“Two.” she said", quote="Two.", attribution="she said", speaker=AIGUL),
        ],
    )
    page = build(found).page
    other = make_person("Aigul Sadykova (chemist)")
    for child in page.body.raw_data:
        for name in ("speaker", "questioner", "answerer"):
            if name in child["value"]:
                child["value"][name] = other.pk
    page.body.raw_data[0]["value"]["speaker_name"] = "Somebody else"
    page.authors.raw_data[0]["value"]["person"] = other.pk
    page.interviewee = other
    news_index.add_child(instance=page)
    page.refresh_from_db()
    people = PersonLinker.load([found])
    built = rebuild_page(found, document(), "seed", people, page)
    people.link(built.slots)
    body = [child["value"] for child in built.page.body.raw_data]
    known = Person.objects.get(name="Aigul Sadykova").pk
    assert [body[0]["speaker"], body[1]["questioner"], body[1]["answerer"], body[2]["speaker"]] == [
        known,
        other.pk,
        other.pk,
        other.pk,
    ]
    assert built.page.authors.raw_data[0]["value"]["person"] == other.pk
    assert built.page.interviewee_id == other.pk


@pytest.mark.parametrize(
    ("found", "kept"),
    [("en", ""), ("ru", "ru"), ("pt-BR", "pt-BR"), (None, ""), ("", "")],
)
def test_a_language_other_than_that_of_the_section_is_kept(build, found, kept):
    page = build(article(language=found)).page
    assert page.language == kept
    page.full_clean(exclude=["path", "depth", "slug", "url_path", "content_type"])
    again = rebuild_page(article(language="en"), document(), "seed", PersonLinker.load([]), page)
    assert again.page.language == ""


def test_related_articles_keep_their_addresses(build):
    found = article(
        related=["Same", "Same", "None", "Bad", "Relative", "Long", "Here"],
        related_links=[
            RelatedLink("Same", "https://example.org/1"),
            RelatedLink("Same", "https://example.org/2"),
            RelatedLink("None", None),
            RelatedLink("Bad", "javascript:alert(1)"),
            RelatedLink("Relative", "/news/5"),
            RelatedLink("Long", "https://example.org/" + "x" * 3000),
            RelatedLink("Here", "#comments"),
        ],
    )
    page = build(found, document(url="https://example.org/a")).page
    assert [teaser.value["url"] for teaser in page.related] == [
        *("https://example.org/1", "https://example.org/2", "", "", "https://example.org/news/5", "", "")
    ]
    validate(page)
