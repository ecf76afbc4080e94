"""The extraction pipeline: numbered stages from a raw document to an article.

:func:`extract` shows all stages on one screen; each stage is a module of :mod:`.stages` or one of the folders
beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ..documents import RawDocument
from .article.article import Article
from .article.line import Line
from .article.warnings import WARNING_CODES, ArticleWarning
from .body.builder import build_blocks
from .body.quote_blocks import set_quotes_apart
from .corrections import Corrections
from .corrections.edits import edits_for
from .corrections.heads import correct_beginning, correct_head
from .corrections.speakers import name_speakers
from .corrections.turns import correct_interview
from .html.images import place_pictures
from .html.linked import forget_markup, keep_links
from .html.losses import fragment_confidence, lost_links, lost_parts
from .interviews.detect import find_interview
from .labelling.confidence import confidence
from .labelling.labels import blank_empty, move_blocks, spread, write_blocks, write_labels
from .metadata.outlet import find_outlet
from .metadata.page_metadata import lead_image
from .people.entities import People
from .quotes.find import find_quotes
from .reading import Decoded, read_document
from .site.profile import SiteProfile
from .stages.beginning import find_beginning
from .stages.doubts import find_doubts, stand_in_title
from .stages.head import find_head, find_headline
from .stages.labels import label_document
from .stages.related import related_links

_OF_LISTING = 0.1
"""Factor on the confidence of a document that looks like a listing, not an article: it is sorted to the front
of the review queue."""


def extract(
    document: RawDocument,
    *,
    decoded: Decoded | None = None,
    now: datetime.datetime | None = None,
    site: SiteProfile | None = None,
    corrections: Corrections | None = None,
) -> Article:
    """Extract the article from one document.

    Nothing is lost: the article's lines, joined, are the decoded text (for HTML: the text of the page). A
    document without text gives an article with the warning ``empty_document``. Dates after ``now`` (the
    present by default) are rejected. ``decoded`` is the result of :func:`.reading.decode`, for callers that
    have it already. ``site`` is the profile of the document's site (:mod:`.site_learning`); a profile
    learnt from this document alone changes nothing. ``corrections`` are an editor's: they outweigh whatever
    would be found, and what came with the document; the lines are then the decoded text up to the breaks that
    the editor took out or put in. Raises :exc:`.article.ExtractionError` if the document
    is longer than :data:`MAX_DOCUMENT_BYTES`.
    """
    # 1. Lines: the text, decoded and repaired, with hints from the mark-up.
    read = read_document(document, decoded, now)
    page, language = read.page, read.language
    edits = edits_for(read, corrections, site)

    # 2. Labels: which lines are the article, and what each other line is.
    labelled = edits.part(label_document(read, site, edits.passages))
    lines = labelled.lines
    write_labels(lines, edits.over(labelled.labels, is_fragment=document.fragment))

    # 3. Headline and head: title, subtitle, authors.
    headline = find_headline(read, labelled, edits.title(lines))
    write_labels(lines, edits.free(headline.labels))
    head = find_head(read, edits.naming(lines), headline)
    correct_head(head, edits, lines)

    # 4. Beginning: lead, dateline, date. With these the confidence can be computed.
    beginning = find_beginning(read, edits.dated(lines), head, labelled.forms)
    correct_beginning(beginning, edits, read, lines, labelled.forms)
    article = Article(document.id, document.source, lines=read.lines, language=language)
    article.title, article.subtitle, article.authors = head.title, head.subtitle, head.authors
    article.lead, article.dateline = beginning.lead, beginning.dateline
    article.published_at, article.canonical_url = beginning.published_at, page.canonical
    if not document.fragment:
        likely, start = edits.likely(lines, labelled.body), edits.start(labelled.start)
        article.confidence = confidence(article, lines, likely, start)

    # 5. Interview: its turns, who asks and who answers. Only people named at the beginning are considered:
    # the answers name others, who would be mistaken for the guest.
    names = {"title": head.title, "subtitle": head.subtitle, "lead": beginning.lead, "language": language}
    interview = find_interview(edits.spoken(labelled.spoken), **names)
    interview = correct_interview(interview, edits, lines, **names)
    write_labels(lines, edits.free(interview.labels))
    article.kind = "interview" if interview.is_interview else "news"
    article.interviewee, article.interviewer = interview.interviewee, interview.interviewer

    # 6. Blocks: the lines of the body, with the links in them.
    keep_links(lines, page.base, (number for turn in interview.turns for number in turn.lines))
    draft = build_blocks(
        lines,
        interview.turns,
        lead=beginning.lead,
        opening=beginning.first,
        kept=edits.having("paragraph", "signoff"),
        quotes=edits.quotes,
    )

    # 7. People: who is named, and which names mean the same person.
    people = People.from_texts([head.title, head.subtitle, *draft.naming()], language)
    article.people = people.all()

    # 8. Quotes: what is quoted, and who said it.
    quotes = find_quotes(draft.texts(), people, language)
    body = set_quotes_apart(draft, lines, quotes, people, language)
    name_speakers(edits, lines, body)
    write_labels(lines, edits.free(body.labels))
    write_blocks(lines, body.places)
    spread(labelled.joined)
    blank_empty(read.lines)
    edits.write(read.lines)

    # 9. Images of the page, each at its place in the body.
    article.image = None if document.fragment else lead_image(page, read.lines)
    if placed := place_pictures(article, body.blocks, read.lines, page):
        body = body.rearranged(placed.blocks, placed.places)
        move_blocks(read.lines, placed.places)
    article.body, article.quotes = body.blocks, body.quotes

    # 10. Outlet, and links to related articles.
    texts = [text for text in (article.subtitle, article.lead, *_first_paragraphs(lines)) if text]
    named = [person.name for person in article.people]
    article.outlet = interview.outlet or find_outlet(texts, named) or page.publisher
    article.related_links = related_links(lines)
    article.related = [link.text for link in article.related_links]

    # 11. Doubts: warnings for the person who reviews the article.
    doubted = edits.doubted(lines)
    article.warnings = read.warnings + edits.warnings + beginning.warnings
    article.warnings += find_doubts(read, article, doubted)
    if document.fragment:
        pictures = page.named_images - edits.images_left_out(read.lines)
        article.warnings += lost_parts(article.body, doubted, pictures)
        article.confidence = fragment_confidence(article.body, article.lead, doubted, pictures)
    article.warnings += lost_links(article.body, read.lines, page.base)
    if labelled.is_listing and not edits.is_settled:
        article.confidence *= _OF_LISTING
        article.warnings.append(ArticleWarning("not_an_article", WARNING_CODES["not_an_article"]))
    forget_markup(read.lines)
    if article.title is None:
        # Last: no stage above may take the stand-in for a real title.
        article.title = stand_in_title(article)
    return article


def _first_paragraphs(lines: Sequence[Line], count: int = 3) -> list[str]:
    prose = ("paragraph", "quote", "question", "answer")
    return [line.clean for line in lines if line.label in prose][:count]
