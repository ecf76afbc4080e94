# ruff: noqa: E501 - lines of scraped text are long
"""From a document to an article. The texts are invented; their shapes are those of scraped news."""

import datetime
import gzip
import json
from itertools import islice

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction import reading
from wagtail_cstonews.extraction.article import LABELS, WARNING_CODES, ExtractionError
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.reading import decode

from .helpers import article_of, shared, texts, validator

INTERVIEW = """\
The Minister of Fisheries of Norland, Oskar Lind, opened the new harbour in Vesthavn.

12.03.2023 On March 10, a meeting of the Council of River Ports was held in Esterburg under the chairmanship of the Republic of Sandia. The participants approved the budget for the coming year.

Radio Meridian reports that the Ambassador of Sandia Paulo Mendes had presented his credentials.

Bridges carry more than lorries - Interview with Marta Olsen, the Deputy Director of the Northern Roads Agency, Chief Engineer of the Strait Crossing


Marta Olsen, Chief Engineer of the Strait Crossing, told Radio Meridian in an interview why the bridge over the strait is two years late.

For years engineers have discussed how the piers of the bridge could withstand the winter ice, and no answer satisfied everybody. All that changed last spring after the tests in the “Ice Basin”.

"The ice does not push the piers, it climbs them. This took us a year to understand, and the drawings had to be changed three times before the crossing could be built," Olsen said.

She added that the second pier would be finished before the winter.

"We have learnt to listen to the fishermen. They told us where the ice breaks first, and they were right every single time," the Deputy Director concluded.

Back

Back to all news
"""

AFTER = """\
Ports of the inland sea agree on common pilots - Interview with Jonas Weller, the Secretary of the Council of River Ports

04.06.2022

Jonas Weller, Secretary of the Council of River Ports, told the Harbour Gazette how pilots from five countries will work together.

"Nobody should have to change the pilot three times on one river. We want one licence, one exam and one list," Weller said.

According to him, the first exam will be held in the autumn and the licences will be valid in all five member countries.

The Press Secretary A. B. Krone

Download document 4c1f0a99e2.docx

Go back

01.06.2022 The Council of River Ports held its annual meeting in Esterburg and elected a new treasurer.

28.05.2022 Ambassadors of the member states visited the lock at Kamenz during a tour of the canal.
"""

RUSSIAN = """\
25.07.2023 В Зареченске прошло заседание Совета речных портов под председательством Республики Сандия.

Посол Сандии Павел Мендес вручил верительные грамоты министру иностранных дел.

Мост строят не только инженеры — интервью с Мартой Олениной, заместителем директора Северного дорожного агентства


Марта Оленина, главный инженер переправы, рассказала в интервью радио «Меридиан», почему строительство моста через пролив затянулось на два года.

Много лет инженеры спорили о том, как опоры моста выдержат зимний лёд, и ни один ответ не устраивал всех. Всё изменилось прошлой весной после испытаний.

«Лёд не давит на опоры, он взбирается на них. На то, чтобы это понять, ушёл целый год, и чертежи пришлось менять трижды», — сказала Оленина.

Назад

Все новости
"""

GERMAN = """\
Der Fischereiminister von Nordland, Oskar Lind, hat den neuen Hafen in Westhaven eröffnet.

Brücken tragen mehr als Lastwagen – Interview mit Marta Olsen, der Direktorin der Straßenbehörde

12. März 2023

Marta Olsen, Chefingenieurin der Sundquerung, erklärte im Interview mit Radio Meridian, warum die Brücke über den Sund zwei Jahre später fertig wird.

Jahrelang haben Ingenieure darüber gestritten, wie die Pfeiler der Brücke dem Eis standhalten könnten, und keine Antwort stellte alle zufrieden.

„Das Eis drückt nicht gegen die Pfeiler, es klettert an ihnen hoch. Das zu verstehen hat uns ein ganzes Jahr gekostet“, sagte Olsen.

Zurück
"""

NEWS = """\
Council of River Ports meets in Esterburg

21.05.2020On May 26, the Council of River Ports will meet in Esterburg under the chairmanship of the Republic of Sandia.

The participants will discuss the pilots' exam, the budget for the coming year and the new lock at Kamenz, which is to be opened in the autumn.

The meeting will be followed by a press conference in the town hall.
"""


def test_an_interview_after_the_summaries_of_other_articles():
    article = article_of(INTERVIEW)
    assert article.kind == "interview"
    assert article.title == "Bridges carry more than lorries"
    assert article.subtitle.startswith("Interview with Marta Olsen, the Deputy Director")
    assert article.lead.startswith("Marta Olsen, Chief Engineer of the Strait Crossing, told Radio Meridian")
    assert article.outlet == "Radio Meridian"
    assert article.published_at is None
    assert len(article.related) == 3
    assert texts(article, "chrome") == ["Back", "Back to all news"]
    assert [block.type for block in article.body] == ["paragraph", "quote", "paragraph", "quote"]
    assert article.interviewee.name == "Marta Olsen"
    assert {block.speaker.name for block in article.body if block.type == "quote"} == {"Marta Olsen"}
    assert all(quote.text != "Ice Basin" for quote in article.quotes)


def test_an_interview_before_the_summaries_of_other_articles():
    article = article_of(AFTER)
    assert article.title == "Ports of the inland sea agree on common pilots"
    assert article.published_at == "2022-06-04"
    assert [text[:10] for text in article.related] == ["01.06.2022", "28.05.2022"]
    assert texts(article, "signoff") == ["The Press Secretary A. B. Krone"]
    assert texts(article, "chrome") == ["Download document 4c1f0a99e2.docx", "Go back"]
    assert article.body[-1].text == "The Press Secretary A. B. Krone"


@pytest.mark.parametrize(
    ("text", "language", "title", "teasers", "date"),
    [(RUSSIAN, "ru", "Мост строят не только инженеры", 2, None), (GERMAN, "de", "Brücken tragen mehr als Lastwagen", 1, "2023-03-12")],
)  # fmt: skip
def test_the_same_in_other_languages(text, language, title, teasers, date):
    article = article_of(text)
    assert (article.kind, article.language, article.title) == ("interview", language, title)
    assert len(article.related) == teasers
    assert article.published_at == date
    assert [block.type for block in article.body] == ["paragraph", "quote"]


def test_a_date_glued_to_the_lead():
    article = article_of(NEWS)
    assert article.kind == "news"
    assert article.published_at == "2020-05-21"
    assert article.lead.startswith("On May 26, the Council of River Ports will meet")
    assert [line.label for line in article.lines if line.clean] == ["title", "lead", "paragraph", "paragraph"]


def test_a_dateline():
    article = article_of(NEWS.replace("21.05.2020On May 26,", "ESTERBURG, May 21 (Agency) — On May 26,"))
    assert article.dateline == "ESTERBURG, May 21 (Agency)"
    assert article.lead.startswith("On May 26,")


def test_a_dateline_keeps_the_place_once_its_date_is_read():
    article = article_of(NEWS.replace("21.05.2020On May 26,", "ESTERBURG, May 21, 2020 — On May 26,"))
    assert (article.dateline, article.published_at) == ("ESTERBURG", "2020-05-21")
    assert article.lead.startswith("On May 26,")


def test_a_date_behind_the_title():
    dated = NEWS.replace("21.05.2020On", "On").replace("\n", " — 20.05.2020\n", 1)
    article = article_of(dated)
    assert article.published_at == "2020-05-20"
    assert "2020" not in article.title
    assert "title_not_in_text" not in {warning.code for warning in article.warnings}


def test_a_summary_is_related_with_the_date_above_it():
    article = article_of(
        f"{NEWS}\n\nGo back\n\n11.05.2020\nDivers have found the anchor of the old ferry near Kamenz.\n"
    )
    assert article.published_at == "2020-05-21"
    assert article.related == ["11.05.2020 Divers have found the anchor of the old ferry near Kamenz."]


SPOKEN = (
    "Pilots get an exam of their own\n\nThe council of the river ports agreed on Monday on a common exam for the pilots of all its members.\n\n"
    '"Nobody wanted to lose anything, and so everybody lost ten years. I have seen three ministers come and go.\n\n'
    '"The exam is a beginning. We shall need simulators, teachers and above all patience," said Jonas Weller, the secretary of the council.\n\n'
    "The first exam is to be held in the autumn in Esterburg and in two other towns on the river."
)


def test_a_quotation_over_two_paragraphs_is_one_block():
    article = article_of(SPOKEN)
    quote, paragraph = article.body
    assert (quote.type, paragraph.type) == ("quote", "paragraph")
    assert quote.text == "\n".join(SPOKEN.split("\n\n")[2:4])
    assert quote.quote.startswith("Nobody wanted")
    assert quote.quote.endswith("above all patience.")
    assert quote.quote.count("\n") == 1
    assert (quote.speaker.name, quote.speaker.role) == ("Jonas Weller", "secretary of the council")
    assert quote.attribution is None
    assert [line.block for line in article.lines if line.clean] == [None, None, 0, 0, 1]
    assert {item.block for item in article.quotes} == {0}


QUOTED = """<html lang="en"><body><div class="post"><h1>Old locks need new friends</h1>
<p>The river ports want to keep the old lock at Kamenz, although no ship has passed it since the year of the great flood.</p>
%s
<p>The council will decide in the autumn what the repairs may cost and who is to do them in the coming three years.</p>
</div></body></html>"""


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>“It is not in the way. It is the way.”</p><p>“People forget that.”</p><footer>— Anna Brandt, engineer of the river office</footer></blockquote>",
        "<blockquote><p>It is not in the way. It is the way.</p><p>People forget that.</p><cite>Anna Brandt, engineer of the river office</cite></blockquote>",
        "<figure><blockquote><p>It is not in the way. It is the way.</p><p>People forget that.</p></blockquote><figcaption>Anna Brandt, engineer of the river office</figcaption></figure>",
    ],
)  # fmt: skip
def test_the_foot_of_a_block_quotation_names_its_speaker(markup):
    article = article_of(QUOTED % markup, media_type="html")
    assert [block.type for block in article.body] == ["quote", "paragraph"]
    quote = article.body[0]
    assert quote.quote == "It is not in the way. It is the way.\nPeople forget that."
    assert quote.attribution is None
    assert (quote.speaker.name, quote.speaker.role) == ("Anna Brandt", "engineer of the river office")
    assert {item.speaker.name for item in article.quotes} == {"Anna Brandt"}
    assert "Anna Brandt" in {person.name for person in article.people}
    assert texts(article, "heading") == texts(article, "caption") == []


def test_a_foot_without_a_quotation_is_no_attribution():
    article = article_of(
        QUOTED % "<blockquote><footer>Anna Brandt, engineer</footer></blockquote>", media_type="html"
    )
    assert {block.type for block in article.body} == {"paragraph"}


def test_short_lines_are_what_their_elements_say():
    rows = "".join(
        f"<tr><td>{port}</td><td>{ships}</td></tr>" for port, ships in zip("ABCDEFGH", range(8), strict=True)
    )
    table = f"<table><tr><th>Port</th><th>Ships</th></tr>{rows}</table>"
    article = article_of(QUOTED % f"<h2>Ships</h2>{table}<h3>Pilots</h3>", media_type="html")
    assert [block.type for block in article.body] == ["heading", "table", "heading", "paragraph"]
    assert article.body[1].header
    assert len(article.body[1].rows) == 9


def test_a_table_at_the_end_of_an_article():
    page = QUOTED % ""
    table = "<table><tr><th>Port</th><th>Ships</th></tr><tr><td>Kamenz</td><td>7</td></tr></table>"
    article = article_of(
        page.replace(
            "</div>",
            f"{table}</div><div><table><tr><td>Home</td><td>News</td></tr><tr><td>a</td><td>b</td></tr></table></div>",
        ),
        media_type="html",
    )
    assert [block.type for block in article.body] == ["paragraph", "table"]
    assert len(article.body[1].rows) == 2


def test_hand_wrapped_paragraphs_are_one_block_of_several_lines():
    wrapped = (
        "Council of River Ports meets in Esterburg\n\nOn May 26, the Council of River Ports will meet in Esterburg under the\n"
        "chairmanship of the Republic of Sandia. The ministers of transport of all\nfive member states are expected to be there.\n\n"
        "The participants will discuss the pilots' exam, the budget for the coming\nyear and the new lock at Kamenz, which is to be "
        "opened in the autumn. Two\nof the member states have asked for more time.\n"
    )
    article = article_of(wrapped)
    [block] = article.body
    assert block.text.startswith("The participants")
    assert block.text.endswith("asked for more time.")
    assert [line.block for line in article.lines if line.text][-3:] == [0, 0, 0]
    assert article.lead.endswith("expected to be there.")


def test_questions_and_answers_become_exchanges():
    text = (
        "The pilots get an exam of their own\n\nThe secretary of the council Jonas Weller spoke with our paper about the exam for pilots.\n\n"
        "— Mr Weller, why did it take so long?\n\n— Because nobody wanted to lose anything. Everybody did in the end.\n\nWe lost ten years.\n\n"
        "— When will the exam be held?\n\n— In the autumn, in all five countries on the same day.\n"
    )
    article = article_of(text)
    assert article.kind == "interview"
    exchanges = [block for block in article.body if block.type == "exchange"]
    assert [exchange.question.text for exchange in exchanges] == [
        "Mr Weller, why did it take so long?",
        "When will the exam be held?",
    ]
    assert exchanges[0].answer.text.endswith("We lost ten years.")
    assert exchanges[0].text.startswith("— Mr Weller")
    numbered = {line.block for line in article.lines if line.label in ("question", "answer")}
    assert numbered == {index for index, block in enumerate(article.body) if block.type == "exchange"}


PAGE = """<html lang="en"><head><title>Council meets | Example</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Council meets in Esterburg", "datePublished": "2024-05-12T08:00:00Z",
"author": {"name": "Anna Brandt"}, "publisher": {"name": "The Example"}}</script></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/n">News</a></ul></nav>
<article><h1>Council meets in Esterburg</h1><figure><img src="/b.jpg" alt="Lock"><figcaption>The lock at Kamenz in May</figcaption></figure>
<p>The <b>Council of River Ports</b> met in Esterburg on Sunday and agreed on a common exam, as <a href="/x">we reported</a> before.</p>
<h2>What comes next</h2>
<p>The exam will be held in the autumn in all five member countries, the secretary said after the meeting in the town hall.</p>
<ul><li>one exam for all the pilots of the river</li><li>one list of licences for the five countries</li></ul>
<table><tr><th>Country</th><th>Pilots</th></tr><tr><td>Norland</td><td>120</td></tr></table>
<p>Two of the members had been against it for years because they feared for the income of their own pilots.</p></article>
<footer><p>© 2024 The Example. All rights reserved.</p></footer></body></html>"""


def test_a_page_with_all_kinds_of_blocks():
    article = article_of(PAGE, media_type="html", url="https://example.org/a/")
    assert article.title == "Council meets in Esterburg"
    assert article.published_at == "2024-05-12T08:00:00+00:00"
    assert article.authors == ["Anna Brandt"]
    assert article.outlet == "The Example"
    kinds = [block.type for block in article.body]
    assert kinds == ["image", "heading", "paragraph", "list", "table", "paragraph"]
    image, heading, _, items, table, _ = article.body
    assert (image.url, image.alt, image.text) == (
        "https://example.org/b.jpg",
        "Lock",
        "The lock at Kamenz in May",
    )
    assert heading.text == "What comes next"
    assert items.items == [
        "one exam for all the pilots of the river",
        "one list of licences for the five countries",
    ]
    assert (table.rows, table.header) == ([["Country", "Pilots"], ["Norland", "120"]], True)
    assert {"Home", "News"} <= set(texts(article, "chrome"))


def test_what_came_with_the_document_wins():
    article = article_of(
        NEWS,
        title="A new lock for Kamenz",
        date="Sun, 12 May 2024 10:20:30 GMT",
        author="Anna Brandt; Ivan Petrov",
        language="en-GB",
    )
    assert article.title == "A new lock for Kamenz"
    assert article.published_at.startswith("2024-05-12")
    assert article.authors == ["Anna Brandt", "Ivan Petrov"]
    assert article.language == "en"
    assert "title_not_in_text" in {warning.code for warning in article.warnings}


def test_a_row_whose_title_has_a_column_of_its_own_is_nothing_to_look_at():
    title, _, text = NEWS.partition("\n")
    article = article_of(text, title="A new lock for Kamenz")
    assert article.title == "A new lock for Kamenz"
    assert "title_not_in_text" not in {warning.code for warning in article.warnings}
    [warning] = [
        warning
        for warning in article_of(NEWS, title="A new lock for Kamenz").warnings
        if warning.code == "title_not_in_text"
    ]
    assert title[:20] in warning.message
    assert warning.line == 1


def test_a_date_that_cannot_be_read_is_reported_and_the_text_asked():
    article = article_of(NEWS, date="the day before yesterday")
    assert article.published_at == "2020-05-21"
    assert "unread_date" in {warning.code for warning in article.warnings}


def test_no_date_after_now_is_believed():
    now = datetime.datetime(2020, 5, 1, tzinfo=datetime.UTC)
    assert extract(RawDocument("1", NEWS, "x"), now=now).published_at is None


@pytest.mark.parametrize("content", ["", " \n\t\n", "\n" * 50, b"", b"\0\0", "\u00a0\n\u200b"])
@pytest.mark.parametrize("media_type", ["text", "html"])
def test_a_document_without_text_gives_an_article_with_a_warning(content, media_type):
    article = article_of(content, media_type=media_type)
    assert [warning.code for warning in article.warnings if warning.code == "empty_document"]
    assert article.confidence == 0
    assert article.body == []


@pytest.mark.parametrize(
    "content", ["x", "?", "Lock closed", "a\tb\tc\nd\te\tf", "• one\n• two", "Q:\nA:", "— \n— ", "1.\n2."]
)
def test_short_texts_do_no_harm(content):
    article_of(content)


def test_a_document_that_is_too_long_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(reading, "MAX_DOCUMENT_BYTES", 1024)
    with pytest.raises(ExtractionError, match=r"archive\.zip!/a\.txt: the document is"):
        extract(RawDocument("1", "x" * 2000, "archive.zip!/a.txt"))


def test_a_document_of_too_many_lines_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(reading, "MAX_LINES", 10)
    with pytest.raises(ExtractionError, match=r"a\.txt: the document has 21 lines"):
        extract(RawDocument("1", "\n" * 20, "a.txt"))


def test_every_warning_has_a_known_code():
    article = article_of("the presidentâ€™s ТTaalatbek &amp; a\u00a0b ﬁ \0\n", title="Else", date="?")
    assert {warning.code for warning in article.warnings} <= set(WARNING_CODES)
    assert all(warning.message for warning in article.warnings)


def test_the_same_document_gives_the_same_article():
    document = RawDocument("1", INTERVIEW, "x")
    assert extract(document).to_dict() == extract(document).to_dict()


@pytest.mark.parametrize(
    "content",
    ["(" * 50_000, '" ' * 50_000, "a," * 50_000, "12.05.2024 " * 20_000, "-" * 100_000, "by " * 50_000, "— ? " * 30_000, "A. " * 50_000,
     "Read more: " * 10_000, ("The minister said that it was good. " * 5 + "\n") * 3000],
)  # fmt: skip
def test_hostile_texts_end_in_time(content):
    article_of(content)


@pytest.mark.shared
def test_the_seed():
    path = next(iter(sorted(shared("seeds").glob("*.txt"))))
    article = article_of(path.read_text(encoding="utf-8"))
    assert article.kind == "interview"
    assert article.title == "The CSTO in the focus of global terrorism"
    assert len(article.related) == 3
    assert [block.type for block in article.body].count("quote") == 2
    assert any(warning.code == "repaired_mixed_script" for warning in article.warnings)


@pytest.mark.shared
@pytest.mark.parametrize(("fed", "first"), [("text", 0), ("html", 1)])
@pytest.mark.parametrize("name", ["news-publishers", "articles", "readability", "snippets"])
def test_saved_pages_are_read_whole(name, fed, first):
    """No document raises, each line has a label, and a text's lines are its decoded input to the letter.

    A third of the pages is read as text, and another as HTML.
    """
    with gzip.open(shared("data", "pages", f"{name}.jsonl.gz"), "rt", encoding="utf-8") as rows:
        for number, line in enumerate(islice(rows, first, None, 3)):
            row = json.loads(line)
            document = RawDocument(row["id"], row[fed], row["id"], media_type=fed, url=row["url"])
            decoded = decode(document)
            article = extract(document, decoded=decoded)
            assert all(line.label in LABELS for line in article.lines), row["id"]
            if fed == "text":
                assert "\n".join(line.text for line in article.lines) == decoded.text, row["id"]
            if number % 15 == 0:
                validator().validate(article.to_dict())


@pytest.mark.shared
def test_articles_without_a_title_keep_their_beginning():
    """Texts that begin with their first paragraph and have headings further down."""
    with shared("data", "quotes", "news-full-names.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            article = article_of(row["text"])
            left_out = sum(
                len(line.clean) for line in article.left_out() if "another article" not in line.reason
            )
            assert left_out < 0.12 * len(row["text"]), row["id"]


def test_lines_of_a_quote_block_are_labelled_so():
    article = article_of(
        "The bridge will stay closed\n\n"
        "Repairs of the old bridge take longer than planned, Mayor Anna Berg told reporters on Monday.\n\n"
        "“We have found two more cracks, and nobody should drive over them before spring,” Berg said.\n\n"
        "The ferry goes every hour until then, and the city pays for the tickets of those who live there.\n"
    )
    quotes = [index for index, block in enumerate(article.body) if block.type == "quote"]
    assert len(quotes) == 1
    assert [line.label for line in article.lines if line.block in quotes] == ["quote"]
