"""The whole road from a raw document to an article."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import islice

from ..documents import RawDocument
from ..text import sentences, urls
from ..text.normalization import letters_of
from ..text.urls import LONGEST_URL
from .article.article import Article, RelatedLink
from .article.blocks import Embed, Image, TableBlock
from .article.line import BODY_LABELS, Line
from .article.warnings import WARNING_CODES, ArticleWarning
from .body import build_body
from .html.fragment_labels import fragment_labels
from .html.fragments import without_code
from .html.images import place_pictures
from .html.linked import forget_markup, keep_links
from .html.losses import fragment_confidence, lost_links, lost_parts
from .interviews.detect import find_interview
from .interviews.interview import Interview
from .labelling.confidence import confidence
from .labelling.labeller import label_lines
from .labelling.labels import blank_empty, spread, write_labels
from .labelling.start.article_start import ArticleStart
from .languages.dates import is_date_line, is_future, may_hold_date, starts_with_glued_date
from .lines.plain_text import logical_lines
from .lines.repairs import repair_lines
from .metadata import authors, given_date, outlet
from .metadata import head as head_module
from .metadata import language as language_module
from .metadata import opening as opening_module
from .metadata.headline import choose_headline
from .metadata.page_metadata import PageHints, lead_image
from .metadata.published import find_published
from .reading import Decoded, check_size, decode, lines_of
from .site.profile import SiteProfile

LONGEST_STAND_IN = 120
"""Characters of the sentence that stands in for a title."""


_OF_LISTING = 0.1
"""What the confidence in an article is worth where it seems to be none."""


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
    (by default the present) is believed. ``decoded`` is what :func:`.reading.decode` made of it, for
    callers that keep it. ``site`` is what is known of the other documents of its host
    (:mod:`.site_learning`); a profile of this document alone changes nothing. Raises :exc:`ExtractionError`
    where the document is longer than :data:`MAX_DOCUMENT_BYTES`.
    """
    check_size(document)
    decoded = decoded or decode(document)
    lines, page = lines_of(document, decoded.text)
    article = Article(document.id, document.source, lines=lines, warnings=decoded.warnings)
    article.warnings += repair_lines(lines, is_html=document.media_type == "html")
    article.language = language_module.detect_language(lines, given=document.language, declared=page.language)
    article.canonical_url = page.canonical
    if document.fragment:
        return _extract_fragment(article, document, page, now)

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
    title_date = _fill_head(article, logical, document, page, now, site, labelled.start)
    opening = _take_opening(article, logical, document, page, title_date, now, site)
    article.confidence = confidence(article, logical, labelled.body, labelled.start)
    interview = _take_body(article, logical, logical, opening, page.base)
    spread(joined)
    blank_empty(lines)

    article.outlet = interview.outlet or _outlet(article, logical, page)
    article.related_links = _related(logical)
    article.related = [link.text for link in article.related_links]
    article.image = lead_image(page, lines)
    place_pictures(article, lines, page)
    article.warnings += _doubts(article, logical, document)
    article.warnings += lost_links(article.body, lines, page.base)
    if labelled.is_listing:
        article.confidence *= _OF_LISTING
        article.warnings.append(ArticleWarning("not_an_article", WARNING_CODES["not_an_article"]))
    forget_markup(lines)
    if article.title is None:
        # Last of all: nothing above is to take the beginning of the text for a title.
        article.title = _stand_in_title(article)
    return article


def _extract_fragment(
    article: Article, document: RawDocument, page: PageHints, now: datetime.datetime | None
) -> Article:
    """The article of a document that is nothing else: all of its lines are in the body or the head."""
    lines = article.lines
    write_labels(lines, fragment_labels(lines, document.title, document.lead))
    printed = next((line.clean for line in lines if line.label == "title"), None)
    article.title = " ".join((document.title or printed or "").split()) or None
    article.authors = _given_authors(document)
    article.published_at = _given_date(article, document, page, now)
    first, opening = _opening(lines, article.language, now, urls.host_of(document.url))
    if article.published_at is None:
        _take_date(article, lines, document, opening, now, None)
    taken = _take_dateline(article, first, opening)
    lead = next((line for line in lines if line.label == "lead"), None)
    if lead is not None:
        article.lead = taken[1] if taken and taken[0] == lead.number else lead.clean
    else:
        article.lead = document.lead
    interview = _take_body(article, lines, without_code(lines), taken, page.base)
    article.outlet = interview.outlet or _outlet(article, lines, page)
    article.warnings += _doubts(article, lines, document)
    article.warnings += lost_parts(article.body, lines, page.named_images)
    article.warnings += lost_links(article.body, lines, page.base)
    article.confidence = fragment_confidence(article.body, article.lead, lines, page.named_images)
    forget_markup(lines)
    if article.title is None:
        article.title = _stand_in_title(article)
    return article


def _take_body(
    article: Article,
    lines: Sequence[Line],
    spoken: list[Line],
    opening: tuple[int, str] | None,
    base: str | None,
) -> Interview:
    """The blocks, quotes and people of labelled lines, and whether ``spoken`` of them are an interview."""
    interview = find_interview(
        spoken, title=article.title, subtitle=article.subtitle, lead=article.lead, language=article.language
    )
    write_labels(lines, interview.labels)
    keep_links(lines, base, (number for turn in interview.turns for number in turn.lines))
    body = build_body(
        lines,
        interview=interview,
        headings=[article.title, article.subtitle],
        lead=article.lead,
        opening=opening,
        language=article.language,
    )
    article.kind = "interview" if interview.is_interview else "news"
    article.interviewee, article.interviewer = interview.interviewee, interview.interviewer
    article.body, article.quotes, article.people = body.blocks, body.quotes, body.people.all()
    return interview


def _take_dateline(
    article: Article, first: Line | None, opening: opening_module.Opening | None
) -> tuple[int, str] | None:
    """Takes the dateline off the first paragraph, where no other word of it would be lost."""
    if first is None or opening is None or not opening.dateline:
        return None
    if letters_of(f"{opening.dateline} {opening.rest}") != letters_of(first.clean):
        return None
    article.dateline = opening.dateline
    return first.number, opening.rest


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
    start: ArticleStart,
) -> str | None:
    """Title, subtitle, authors: what came with the document, else what its lines say. Returns the date that
    the title carries.
    """
    headline = _headline(lines, document, page, site, is_heading=start.headline is not None)
    host = urls.host_of(document.url)
    date = None
    if headline:
        headline, date = head_module.split_dated_title(
            headline, article.language, now=now, host=host, printed=(line.clean for line in lines)
        )
        date = _leave_out_reprints(lines, headline, article.language, now, host) or date
        article.title, article.subtitle = head_module.split_headline(headline)
    if date is None:
        texts = (text for line in lines if line.label != "teaser" and (text := line.clean))
        head = list(islice(texts, _HEAD_OF_PAGE))
        date = head_module.date_of_reprint(head, article.language, now=now, host=host)
    if article.subtitle is None:
        article.subtitle, glued = _subtitle(lines, article.language, now, host)
        date = date or glued
    article.authors = (
        _given_authors(document) or page.authors or authors.find_authors(lines, host) or page.site_authors
    )
    return date


def _given_authors(document: RawDocument) -> list[str]:
    """The authors that came with the document."""
    given = document.author
    return authors.split_names(given) or [given.strip()] if given else []


_HEAD_OF_PAGE = 25
"""Lines among which one that is printed twice is a headline, whatever is labelled as the title."""


def _subtitle(
    lines: Sequence[Line], language: str | None, now: datetime.datetime | None, host: str
) -> tuple[str | None, str | None]:
    """The line that is the subtitle, without the date that may be set before it; and that date."""
    text = next((line.clean for line in lines if line.label == "subtitle"), None)
    opening = opening_module.split_opening(text, language, now=now, host=host) if text else None
    return (opening.rest, opening.date) if opening and opening.is_date_first else (text, None)


def _leave_out_reprints(
    lines: Sequence[Line], headline: str, language: str | None, now: datetime.datetime | None, host: str
) -> str | None:
    """Leave out the lines that print the headline again, with its date. Returns the date.

    Neither such a line nor a date is a subtitle. The line that is the title may be longer than the headline,
    by the name of the site.
    """
    headlines = {headline, *(line.clean for line in lines if line.label == "title")}
    found = None
    shortest, longest = min(map(len, headlines)), max(map(len, headlines)) + head_module.LONGEST_BESIDE
    for line in lines:
        if len(line.text) <= shortest or line.label == "title":
            continue
        text = line.clean
        if len(text) > longest or not may_hold_date(text):
            continue
        again = (head_module.date_beside(text, title, language, now=now, host=host) for title in headlines)
        date = next(filter(None, again), None)
        found = found or date
        if date and line.label != "date":
            line.label, line.reason = "duplicate", "the headline again, with its date"
    wanted = set(map(letters_of, headlines))
    for line in (line for line in lines if line.label == "subtitle"):
        if letters_of(line.clean) in wanted:
            line.label, line.reason = "duplicate", "the headline again"
        elif is_date_line(line.clean):
            line.label, line.reason = "date", ""
    return found


def _headline(
    lines: Sequence[Line],
    document: RawDocument,
    page: PageHints,
    site: SiteProfile | None,
    *,
    is_heading: bool,
) -> str | None:
    """The headline in one line. ``is_heading``: the printed one heads the text, and is no browser's title."""
    names = [page.site_name, *(site.site_names() if site else ())]
    if document.title and document.title.strip():
        return " ".join(document.title.split())
    printed = next((line.clean for line in lines if line.label == "title"), None)
    if page.headlines and not (is_heading and printed):
        return choose_headline(page.headlines, printed, url=document.url, site_names=names, kind=page.kind)
    if printed is None:
        return None
    printed = head_module.strip_host_name(printed, urls.host_of(document.url))
    return head_module.strip_site_name(printed, names, guess=not is_heading)


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
    first, opening = _opening(lines, article.language, now, urls.host_of(document.url))
    article.dateline = opening.dateline if opening else None
    if article.dateline is None:
        article.dateline = next((line.clean for line in lines if line.label == "dateline"), None)
    article.published_at = _given_date(article, document, page, now) or title_date
    if article.published_at is None:
        _take_date(article, lines, document, opening, now, site)
    if first is None or opening is None:
        return None
    if first.label == "lead":
        article.lead = opening.rest
    return first.number, opening.rest


def _opening(
    lines: Sequence[Line], language: str | None, now: datetime.datetime | None, host: str
) -> tuple[Line | None, opening_module.Opening | None]:
    """The first paragraph, taken apart; or else the first line of the body, if a date is glued to it."""
    above = next((line for line in lines if line.label in BODY_LABELS), None)
    if above is not None and above.label in _MAY_BE_GLUED and starts_with_glued_date(above.clean):
        return above, opening_module.split_opening(above.clean, language, now=now, host=host)
    first = next((line for line in lines if line.label in ("lead", "paragraph")), None)
    if first is None:
        return None, None
    return first, opening_module.split_opening(first.clean, language, now=now, host=host)


_MAY_BE_GLUED = frozenset({"heading", "quote", "question", "answer"})


def _given_date(
    article: Article, document: RawDocument, page: PageHints, now: datetime.datetime | None
) -> str | None:
    """The date that came with the document, or else the one that its mark-up tells."""
    given = given_date.given_date(document.date, article.language, now=now) if document.date else None
    if document.date and not given:
        message = (
            f"The date {document.date[:40]!r} could not be read, or cannot be that of a page. "
            "Write it as YYYY-MM-DD."
        )
        article.warnings.append(ArticleWarning("unread_date", message))
    return given or _past(page.published_at, now)


def _past(date: str | None, now: datetime.datetime | None) -> str | None:
    return None if date is None or is_future(date, now) else date


def _take_date(
    article: Article,
    lines: Sequence[Line],
    document: RawDocument,
    opening: opening_module.Opening | None,
    now: datetime.datetime | None,
    site: SiteProfile | None,
) -> None:
    """The date that the text tells, with a warning where a sentence is all that speaks for it."""
    printed = opening.date if opening else None
    if opening and opening.is_date_first:
        article.published_at = printed
        return
    host = urls.host_of(document.url)
    found = find_published(lines, article.language, now=now, host=host, url=document.url, site=site)
    article.published_at = found.value if found else printed
    if found and found.is_prose and article.published_at != printed:
        message = (
            f"The date {found.value[:10]} is from a sentence on line {found.line}, and may be that of what "
            "happened. Check it."
        )
        article.warnings.append(ArticleWarning("date_from_prose", message, found.line))


def _stand_in_title(article: Article) -> str | None:
    """The first sentence of the text, for an article without a title."""
    prose = (block.text for block in article.body if not isinstance(block, Image | Embed | TableBlock))
    text = next((" ".join(text.split()) for text in (article.lead, *prose) if text and text.strip()), None)
    return sentences.first_sentence(text, LONGEST_STAND_IN) if text else None


def _outlet(article: Article, lines: Sequence[Line], page: PageHints) -> str | None:
    told = outlet.find_outlet(
        [text for text in (article.subtitle, article.lead, *_first_paragraphs(lines)) if text],
        [person.name for person in article.people],
    )
    return told or page.publisher


def _first_paragraphs(lines: Sequence[Line], count: int = 3) -> list[str]:
    prose = ("paragraph", "quote", "question", "answer")
    return [line.clean for line in lines if line.label in prose][:count]


_SHORTEST_TEASER = 13


def _related(lines: Sequence[Line]) -> list[RelatedLink]:
    """The summaries of other articles, each with the date that is printed above it and its address."""
    found: list[RelatedLink] = []
    date = ""
    for line in lines:
        if line.label != "teaser":
            date = "" if date and line.clean else date
        elif is_date_line(line.clean):
            date = line.clean
        elif len(line.clean) >= _SHORTEST_TEASER:
            link = line.hints.link if line.hints else None
            is_web = link is not None and link.lower().startswith("http") and len(link) <= LONGEST_URL
            found.append(RelatedLink(f"{date} {line.clean}".strip(), link if is_web else None))
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
    elif (
        document.title
        and not document.fragment
        and (headline := _other_headline(document.title, lines)) is not None
    ):
        message = (
            f"The text is headed “{headline.clean[:LONGEST_STAND_IN]}”, which is not the title that came "
            "with the document. Look which of the two belongs to it."
        )
        doubts.append(ArticleWarning("title_not_in_text", message, headline.number))
    if unsure := sum(quote.speaker is None for quote in article.quotes):
        message = (
            f"{unsure} of {len(article.quotes)} {'quote' if len(article.quotes) == 1 else 'quotes'} "
            f"{'has' if unsure == 1 else 'have'} no sure speaker. Choose one; guesses are offered."
        )
        doubts.append(ArticleWarning("unsure_speaker", message))
    left_out = sum(len(line.clean) for line in lines if line.label == "teaser")
    kept = sum(len(block.text) for block in article.body) + len(article.lead or "")
    if kept and left_out > kept:
        message = "More prose was left out as teasers than stands in the article. Look at the lines."
        doubts.append(ArticleWarning("much_left_out", message))
    return doubts


def _other_headline(title: str, lines: Sequence[Line]) -> Line | None:
    """The text's own headline, where it is not the title.

    A row whose text has none is as rows are: the title stands in a column of its own, and nothing is said.
    """
    wanted = letters_of(title)
    printed = [line for line in lines if line.label == "title"]
    texts = [letters_of(line.clean) for line in printed]
    if any(text in wanted or wanted in text for text in texts):
        return None
    return printed[0] if printed else None
