"""The whole road from a raw document to an article."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from . import authors, metadata
from .article import Article, ArticleWarning, Image, Line, RawDocument, TableBlock
from .body import build_body
from .confidence import confidence
from .dates import is_date_line
from .decoding import Decoded, decode, repair_lines
from .facts import letters_of
from .headlines import choose_headline
from .html import html_lines
from .interviews import find_interview
from .labelling import label_lines
from .lines import logical_lines, split_lines
from .page_hints import PageHints, lead_image
from .pictures import place_pictures
from .published import find_published
from .site import SiteProfile

MAX_DOCUMENT_BYTES = 32 * 1024 * 1024
"""A longer document is refused: no article is that long, and its page would hold up all others."""

LONGEST_STAND_IN = 120
"""Characters of the sentence that stands in for a title."""

MAX_LINES = 500_000
"""A document with more lines is refused, too: each costs memory, were it empty."""

WARNING_CODES = {
    "empty_document": "The document holds no text.",
    "no_body": "No paragraphs of an article were found.",
    "no_title": "No line looks like the title; the first sentence, if there is one, stands in for it.",
    "not_an_article": (
        "The text is no article: a list of articles, a home page, or a text that ends within other articles' "
        "summaries."
    ),
    "title_not_in_text": "The title that came with the document stands nowhere in its text.",
    "unread_date": "The date that came with the document could not be read.",
    "much_left_out": "More prose was left out as teasers than stands in the article.",
    "unsure_speaker": "Nobody is sure enough to have said a quote; the guesses stand beside it.",
    "undecodable_bytes": "Some characters could not be read in the document's character set.",
    "repaired_mojibake": "Text in the wrong character set was mended.",
    "repaired_mixed_script": "A word that mixes alphabets was mended.",
    "repaired_entities": "HTML entities in plain text were resolved.",
    "repaired_spaces": "No-break and other odd spaces became plain spaces.",
    "repaired_characters": "Control or invisible characters were removed, or letters composed.",
}
"""Every code that ``Article.warnings`` may carry, and its meaning."""


class ExtractionError(Exception):
    """A document cannot be worked on at all. Its text names the document and says why."""


def extract(
    document: RawDocument,
    *,
    decoded: Decoded | None = None,
    now: datetime.datetime | None = None,
    site: SiteProfile | None = None,
) -> Article:
    """What one document says, as an article.

    Nothing is lost: the article's lines, put together, are the decoded text (for HTML: the page's text).
    A document without text gives an article with the warning ``empty_document``. No date after ``now``
    (by default the present) is believed. ``decoded`` is what :func:`.decoding.decode` made of it, for
    callers that keep it. ``site`` is what is known of the other documents of its host
    (:mod:`.site_learning`); a profile of this document alone changes nothing. Raises :exc:`ExtractionError`
    where the document is longer than :data:`MAX_DOCUMENT_BYTES`.
    """
    _check_size(document)
    decoded = decoded or decode(document)
    lines, page = lines_of(document, decoded.text)
    article = Article(document.id, document.source, lines=lines, warnings=decoded.warnings)
    article.warnings += repair_lines(lines, is_html=document.media_type == "html")
    article.language = metadata.detect_language(lines, given=document.language, declared=page.language)

    logical, joined = logical_lines(lines)
    labelled = label_lines(
        logical,
        given_titles=given_titles(document, page),
        language=article.language,
        url=document.url,
        site=site,
    )
    if site:
        site.label_byline(logical)
    title_date = _fill_head(article, logical, document, page, now, site)
    opening = _take_opening(article, logical, document, page, title_date, now, site)
    article.confidence = confidence(article, logical, labelled.body)
    interview = find_interview(
        logical, title=article.title, subtitle=article.subtitle, lead=article.lead, language=article.language
    )
    body = build_body(
        logical,
        interview=interview,
        headings=[article.title, article.subtitle],
        lead=article.lead,
        opening=opening,
        language=article.language,
    )
    for passage in joined:
        passage.spread()
    for line in lines:
        if line.label not in ("blank", "caption") and not line.clean:
            line.label, line.reason, line.block = "blank", "", None

    article.kind = "interview" if interview.is_interview else "news"
    article.interviewee, article.interviewer = interview.interviewee, interview.interviewer
    article.body, article.quotes, article.people = body.blocks, body.quotes, body.people.all()
    article.outlet = interview.outlet or _outlet(article, logical, page)
    article.related = _related(logical)
    article.image = lead_image(page, lines)
    place_pictures(article, lines, page)
    article.warnings += _doubts(article, logical, document)
    if article.title is None:
        # Last of all: nothing above is to take the beginning of the text for a title.
        article.title = _stand_in_title(article)
    return article


def _check_size(document: RawDocument) -> None:
    size = len(document.content)
    if size > MAX_DOCUMENT_BYTES:
        raise ExtractionError(
            f"{document.source}: the document is {size / 1024**2:.0f} MB long, more than the "
            f"{MAX_DOCUMENT_BYTES // 1024**2} MB that are read. Split it, or leave out what is not text."
        )


def lines_of(document: RawDocument, text: str) -> tuple[list[Line], PageHints]:
    """The lines of a decoded document, and what its mark-up says. Raises :exc:`ExtractionError`."""
    if document.media_type == "html":
        lines, page = html_lines(text, document.url)
    else:
        page = PageHints()
        count = text.count("\n") + 1
        lines = split_lines(text) if count <= MAX_LINES else []
    count = len(lines) or text.count("\n") + 1
    if count > MAX_LINES:
        raise ExtractionError(
            f"{document.source}: the document has {count:,} lines, more than the {MAX_LINES:,} "
            "that are read. Split it."
        )
    return lines, page


def given_titles(document: RawDocument, page: PageHints) -> list[str]:
    """The titles that came with the document, the most trusted first."""
    titles = [document.title, *page.titles]
    return [title for title in titles if title and title.strip()]


def _fill_head(
    article: Article,
    lines: Sequence[Line],
    document: RawDocument,
    page: PageHints,
    now: datetime.datetime | None,
    site: SiteProfile | None,
) -> str | None:
    """Title, subtitle, authors: what came with the document, else what its lines say. Returns the date that
    the title carries.
    """
    headline, date = _headline(lines, document, page, site), None
    if headline:
        host = metadata.host_of(document.url)
        headline, date = metadata.split_dated_title(headline, article.language, now=now, host=host)
        article.title, article.subtitle = metadata.split_headline(headline)
    if article.subtitle is None:
        article.subtitle = next((line.clean for line in lines if line.label == "subtitle"), None)
    if document.author:
        article.authors = authors.split_names(document.author) or [document.author.strip()]
    else:
        article.authors = (
            page.authors or authors.find_authors(lines, metadata.host_of(document.url)) or page.site_authors
        )
    return date


def _headline(
    lines: Sequence[Line], document: RawDocument, page: PageHints, site: SiteProfile | None
) -> str | None:
    names = [page.site_name, *(site.site_names() if site else ())]
    if document.title and document.title.strip():
        return " ".join(document.title.split())
    printed = next((line.clean for line in lines if line.label == "title"), None)
    if page.headlines:
        return choose_headline(page.headlines, printed, url=document.url, site_names=names, kind=page.kind)
    if printed is None:
        return None
    printed = metadata.strip_host_name(printed, metadata.host_of(document.url))
    return metadata.strip_site_name(printed, names)


def _take_opening(
    article: Article,
    lines: Sequence[Line],
    document: RawDocument,
    page: PageHints,
    title_date: str | None,
    now: datetime.datetime | None,
    site: SiteProfile | None,
) -> tuple[int, str] | None:
    """Lead, dateline, date. Returns the first paragraph's number and its text without date and dateline."""
    host = metadata.host_of(document.url)
    first = next((line for line in lines if line.label in ("lead", "paragraph")), None)
    opening = metadata.split_opening(first.clean, article.language, now=now, host=host) if first else None
    article.dateline = opening.dateline if opening else None
    if article.dateline is None:
        article.dateline = next((line.clean for line in lines if line.label == "dateline"), None)
    given = metadata.given_date(document.date, article.language) if document.date else None
    article.published_at = (
        given
        or page.published_at
        or find_published(lines, article.language, now=now, host=host, url=document.url, site=site)
        or title_date
        or (opening.date if opening else None)
    )
    if document.date and not given:
        message = f"The date {document.date[:40]!r} could not be read. Write it as YYYY-MM-DD."
        article.warnings.append(ArticleWarning("unread_date", message))
    if first is None or opening is None:
        return None
    if first.label == "lead":
        article.lead = opening.rest
    return first.number, opening.rest


def _stand_in_title(article: Article) -> str | None:
    """The first sentence of the text, for an article without a title."""
    prose = (block.text for block in article.body if not isinstance(block, Image | TableBlock))
    text = next((" ".join(text.split()) for text in (article.lead, *prose) if text and text.strip()), None)
    return metadata.first_sentence(text, LONGEST_STAND_IN) if text else None


def _outlet(article: Article, lines: Sequence[Line], page: PageHints) -> str | None:
    told = metadata.find_outlet(
        [text for text in (article.subtitle, article.lead, *_first_paragraphs(lines)) if text],
        [person.name for person in article.people],
    )
    return told or page.publisher


def _first_paragraphs(lines: Sequence[Line], count: int = 3) -> list[str]:
    prose = ("paragraph", "quote", "question", "answer")
    return [line.clean for line in lines if line.label in prose][:count]


_SHORTEST_TEASER = 13


def _related(lines: Sequence[Line]) -> list[str]:
    """The summaries of other articles, each with the date that is printed above it."""
    found: list[str] = []
    date = ""
    for line in lines:
        if line.label != "teaser":
            date = "" if date and line.clean else date
        elif is_date_line(line.clean):
            date = line.clean
        elif len(line.clean) >= _SHORTEST_TEASER:
            found.append(f"{date} {line.clean}".strip())
            date = ""
    return found


def _doubts(article: Article, lines: Sequence[Line], document: RawDocument) -> list[ArticleWarning]:
    if not any(line.clean for line in lines):
        return [
            ArticleWarning("empty_document", "The document holds no text. Check the source, or leave it out.")
        ]
    doubts = []
    if article.lead is None and not article.body:
        doubts.append(
            ArticleWarning(
                "no_body",
                "No paragraphs were found. Look at the lines, and copy what belongs to the article.",
            )
        )
    if article.title is None:
        message = "No line looks like the title. The first sentence stands in for it: give the page one."
        doubts.append(ArticleWarning("no_title", message))
    elif document.title and not _is_printed(document.title, lines):
        doubts.append(
            ArticleWarning("title_not_in_text", "The title that came with the document is not in its text.")
        )
    if unsure := sum(quote.speaker is None for quote in article.quotes):
        message = (
            f"{unsure} of {len(article.quotes)} quotes have no sure speaker. Choose one; guesses are offered."
        )
        doubts.append(ArticleWarning("unsure_speaker", message))
    left_out = sum(len(line.clean) for line in lines if line.label == "teaser")
    kept = sum(len(block.text) for block in article.body) + len(article.lead or "")
    if kept and left_out > kept:
        message = "More prose was left out as teasers than stands in the article. Look at the lines."
        doubts.append(ArticleWarning("much_left_out", message))
    return doubts


def _is_printed(title: str, lines: Sequence[Line]) -> bool:
    wanted = letters_of(title)
    printed = (letters_of(line.clean) for line in lines if line.label == "title")
    return any(text in wanted or wanted in text for text in printed)
