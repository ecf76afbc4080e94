"""Who is quoted where, looked up in Wagtail's reference index instead of in every body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.html import strip_tags
from wagtail.models import ReferenceIndex

from ..compat import get_base_page_model
from ..conf import get_interview_page_model, get_news_page_model
from ..publishing.visibility import public_on_site
from .people import Person

_QUOTING = (
    (
        Q(model_path__startswith="body.")
        & (Q(model_path__endswith=".speaker") | Q(model_path__endswith=".answerer"))
    )
    | Q(model_path="quotes.quote.speaker")
    | Q(model_path="interviewee")
)
"""The references that count as quoting somebody: person choosers of quote and answer blocks, in the body and
beside it, and the interviewee of an interview.
"""

_ENOUGH_LETTERS = 40
"""Letters from the beginning of a quotation by which it is found in its paragraph: few, so that a quotation
that an editor shortened is found, but enough to be unique in an article.
"""


@dataclass(frozen=True)
class Quotation:
    """Words of one person in one article."""

    text: str
    """Plain text; paragraphs are separated by line breaks."""
    role: str = ""
    attribution: str = ""
    question: str = ""
    """The question, if the words are an answer."""


@dataclass
class QuotedArticle:
    """An article with the quotations of one person in order; none if it only interviews them."""

    page: Any
    quotations: list[Quotation] = field(default_factory=list)


def _references() -> QuerySet[Any]:
    """The references from pages to people that count as quoting. Both keys are integers."""
    return (
        _people_on_pages()
        .filter(_QUOTING)
        .annotate(
            # The index stores primary keys as text, which databases compare with numbers in different ways.
            page_pk=Cast("object_id", BigIntegerField()),
            person_pk=Cast("to_object_id", BigIntegerField()),
        )
    )


def articles_with(person: Person, articles: Any = None) -> Any:
    """The articles of a queryset, by default all news pages, that quote or interview ``person``."""
    articles = get_news_page_model().objects.all() if articles is None else articles
    return articles.filter(pk__in=_references().filter(to_object_id=str(person.pk)).values("page_pk"))


def people_in(articles: Any) -> QuerySet[Person]:
    """The people whom any of ``articles`` quotes or interviews."""
    quoted = _references().filter(page_pk__in=articles.order_by().values("pk"))
    return Person.objects.filter(pk__in=quoted.values("person_pk"))


def appearances(pks: Iterable[int]) -> dict[int, tuple[int, int]]:
    """In how many articles people stand, and how many quotes of theirs there are, by primary key; one query.

    Counted are published articles and drafts that were never published; changes that are not published yet
    are not. Whoever asks, writes or is interviewed stands in an article as well; an interview counts as one
    quote beside the answers that name the person.
    """
    found = (
        _people_on_pages()
        .filter(to_object_id__in=[str(pk) for pk in pks])
        .order_by()
        .values("to_object_id")
        .annotate(articles=Count("object_id", distinct=True), quotes=Count("pk", filter=_QUOTING))
    )
    return {int(row["to_object_id"]): (row["articles"], row["quotes"]) for row in found}


def public_among(pks: Iterable[int], site: Any) -> set[int]:
    """Those of the people who have a public page on ``site``."""
    public = public_on_site(get_news_page_model().objects.all(), site).order_by()
    found = _references().filter(to_object_id__in=[str(pk) for pk in pks], page_pk__in=public.values("pk"))
    return set(found.order_by().values_list("person_pk", flat=True).distinct())


def people_on_pages() -> QuerySet[Any]:
    """The primary keys of the people who stand on any page, as a subquery."""
    named = _people_on_pages().order_by()
    return named.annotate(person_pk=Cast("to_object_id", BigIntegerField())).values("person_pk")


def _people_on_pages() -> QuerySet[Any]:
    types = ContentType.objects
    return ReferenceIndex.objects.filter(
        base_content_type=types.get_for_model(get_base_page_model(), for_concrete_model=False),
        to_content_type=types.get_for_model(Person, for_concrete_model=False),
    )


def public_articles_with(person: Person, site: Any) -> Any:
    """The public articles on ``site`` that quote or interview ``person``, newest first."""
    return newest_first(public_on_site(articles_with(person), site))


def public_people(site: Any) -> QuerySet[Person]:
    """The people whom a public article on ``site`` quotes or interviews."""
    return people_in(public_on_site(get_news_page_model().objects.all(), site))


def newest_first(articles: Any) -> Any:
    """Ordered by the article's date, then by the date of first publication here; undated articles last."""
    return articles.order_by(F("published_at").desc(nulls_last=True), "-first_published_at", "-pk")


def with_quotations(person: Person, pages: Iterable[Any]) -> list[QuotedArticle]:
    """``pages`` in their order, each with the quotations of ``person``. Two queries in total.

    An answer without a speaker is the interviewee's.
    """
    pages = list(pages)
    paths: defaultdict[int, list[str]] = defaultdict(list)
    interviews: set[int] = set()
    references = _references().filter(
        to_object_id=str(person.pk), object_id__in=[str(page.pk) for page in pages]
    )
    for page_pk, path in references.values_list("page_pk", "content_path"):
        if path == "interviewee":
            interviews.add(page_pk)
        else:
            paths[page_pk].append(path)
    roles = {}
    if interviews:
        found = get_interview_page_model().objects.filter(pk__in=interviews, interviewee=person)
        roles = dict(found.values_list("pk", "interviewee_role"))
    return [QuotedArticle(page, _quotations(page, paths[page.pk], roles.get(page.pk))) for page in pages]


def _quotations(page: Any, content_paths: list[str], interviewee_role: str | None) -> list[Quotation]:
    """The quotations in some blocks of a page, in the order of the article; given an interviewee's role, also
    the answers without a speaker.
    """
    found = []
    places: _Places | None = None
    for content_path in content_paths:
        stream, *path = content_path.split(".")[:-1]
        position, block = _find(getattr(page, stream).raw_data, path)
        if block is None:
            continue
        if stream == "quotes":
            places = places or _Places(page)
            position = [*places.of(block.get("quote") or ""), *position]
        found.append((position, _quotation(block)))
    if interviewee_role is not None:
        for number, child in enumerate(page.body.raw_data):
            block = child["value"]
            if child["type"] == "exchange" and not (block.get("answerer") or block.get("answerer_name")):
                role = block.get("answerer_role") or interviewee_role
                found.append(([number], _quotation({**block, "answerer_role": role})))
    return [quotation for _position, quotation in sorted(found, key=lambda item: item[0]) if quotation.text]


def printed_texts(page: Any) -> Iterator[tuple[tuple[int, ...], str]]:
    """The plain texts of the lead, paragraphs and lists of a page, each with its position."""
    yield (-1,), page.lead
    yield from _texts(page.body.raw_data)


class _Places:
    """Finds the positions of quotations in the article's paragraphs."""

    def __init__(self, page: Any) -> None:
        self.texts = [(position, letters_and_digits(text)) for position, text in printed_texts(page)]

    def of(self, words: str) -> tuple[int, ...]:
        """The position: the block, then the offset in it. Quotations that are not found come last."""
        wanted = letters_and_digits(words)[:_ENOUGH_LETTERS]
        for position, text in self.texts:
            if (at := text.find(wanted)) >= 0:
                return *position, at
        return (len(self.texts),)


def letters_and_digits(text: str) -> str:
    """A text's letters and digits: punctuation may differ between a quotation and its paragraph."""
    return "".join(filter(str.isalnum, text))


def _texts(raw: Any, position: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], str]]:
    """The texts of paragraphs and lists, in answers as well, each with its position."""
    for number, child in enumerate(raw or ()):
        place, value = (*position, number), child.get("value")
        if child.get("type") == "paragraph":
            yield place, _plain_text(value or "")
        elif child.get("type") == "list" and isinstance(value, dict):
            items = [item.get("value") for item in value.get("entries") or () if isinstance(item, dict)]
            yield place, " ".join(item for item in items if isinstance(item, str))
        elif isinstance(value, dict) and "answer" in value:
            yield from _texts(value["answer"], place)


def _find(raw: Any, path: list[str]) -> tuple[list[int], dict[str, Any] | None]:
    """The struct at ``path`` in stored stream data, with its position; None if it is missing.

    Only the stored JSON is read: no block value is built, and nothing is queried.
    """
    position: list[int] = []
    for part in path:
        if isinstance(raw, dict):
            raw = raw.get(part)
            continue
        for number, child in enumerate(raw or ()):
            if child.get("id") == part:
                position.append(number)
                raw = child["value"]
                break
        else:
            return position, None
    return position, raw if isinstance(raw, dict) else None


def _quotation(block: dict[str, Any]) -> Quotation:
    if "answer" in block:
        paragraphs = [
            _plain_text(child["value"]) for child in block["answer"] or () if child.get("type") == "paragraph"
        ]
        return Quotation(
            text="\n".join(filter(None, paragraphs)),
            role=block.get("answerer_role") or "",
            question=block.get("question") or "",
        )
    return Quotation(
        text=block.get("quote") or "",
        role=block.get("role") or "",
        attribution=block.get("attribution") or "",
    )


def _plain_text(html: str) -> str:
    return unescape(strip_tags(html.replace("</p>", "</p>\n"))).strip()
