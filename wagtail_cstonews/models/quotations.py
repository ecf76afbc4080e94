"""Who is quoted where: answered by Wagtail's reference index, never by reading every body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, F, Q, QuerySet
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
"""The references by which a page quotes somebody: choosers in the body and beside it that say whose words a
block holds, and the field that makes a page an interview."""

_ENOUGH_LETTERS = 40
"""Letters from the beginning of a quotation by which it is found in its paragraph: few enough for those that
an editor cut, and hardly ever the same in two places."""


@dataclass(frozen=True)
class Quotation:
    """Words of one person in one article."""

    text: str
    """Plain text; paragraphs are separated by line breaks."""
    role: str = ""
    attribution: str = ""
    question: str = ""
    """What was asked, where the words are an answer."""


@dataclass
class QuotedArticle:
    """An article with the words of one person in it, in their order; none where it just interviews them."""

    page: Any
    quotations: list[Quotation] = field(default_factory=list)


def _references() -> QuerySet[Any]:
    """The references from pages to people that stand for words said. Page and person are integers."""
    types = ContentType.objects
    return ReferenceIndex.objects.filter(
        _QUOTING,
        base_content_type=types.get_for_model(get_base_page_model(), for_concrete_model=False),
        to_content_type=types.get_for_model(Person, for_concrete_model=False),
    ).annotate(
        # The index keeps primary keys as text, which no database compares with a number in the same way.
        page_pk=Cast("object_id", BigIntegerField()),
        person_pk=Cast("to_object_id", BigIntegerField()),
    )


def articles_with(person: Person, articles: Any = None) -> Any:
    """Those of ``articles`` (a queryset; all news pages by default) that quote or interview ``person``."""
    articles = get_news_page_model().objects.all() if articles is None else articles
    return articles.filter(pk__in=_references().filter(to_object_id=str(person.pk)).values("page_pk"))


def people_in(articles: Any) -> QuerySet[Person]:
    """The people whom any of ``articles`` quotes or interviews."""
    quoted = _references().filter(page_pk__in=articles.order_by().values("pk"))
    return Person.objects.filter(pk__in=quoted.values("person_pk"))


def public_articles_with(person: Person, site: Any) -> Any:
    """The articles with ``person`` that everybody may read on ``site``, newest first."""
    return newest_first(public_on_site(articles_with(person), site))


def public_people(site: Any) -> QuerySet[Person]:
    """The people whom an article that everybody may read on ``site`` quotes or interviews."""
    return people_in(public_on_site(get_news_page_model().objects.all(), site))


def newest_first(articles: Any) -> Any:
    """By the date of the article, then by when it was first published here; undated articles last."""
    return articles.order_by(F("published_at").desc(nulls_last=True), "-first_published_at", "-pk")


def with_quotations(person: Person, pages: Iterable[Any]) -> list[QuotedArticle]:
    """``pages`` in their order, each with what ``person`` says in it. Two queries for all of them.

    An answer that names nobody is the interviewee's.
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
    """What stands at some places of a page and, where the role of an interviewee is given, what they answer;
    in the order in which the article has it.
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
    """What lead, paragraphs and lists of a page say, in plain text, each with where it stands."""
    yield (-1,), page.lead
    yield from _texts(page.body.raw_data)


class _Places:
    """Where in an article words stand that its paragraphs print."""

    def __init__(self, page: Any) -> None:
        self.texts = [(position, _letters(text)) for position, text in printed_texts(page)]

    def of(self, words: str) -> tuple[int, ...]:
        """The position of the block, and in it; behind everything else where the words stand nowhere."""
        wanted = _letters(words)[:_ENOUGH_LETTERS]
        for position, text in self.texts:
            if (at := text.find(wanted)) >= 0:
                return *position, at
        return (len(self.texts),)


def _letters(text: str) -> str:
    """A text's letters and figures alone: punctuation is not the same where words stand by themselves."""
    return "".join(filter(str.isalnum, text))


def _texts(raw: Any, position: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], str]]:
    """The texts of paragraphs and lists, in answers as well, each with where it stands."""
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
    """The struct that ``path`` leads to in stored stream data, and where it stands; None if it is not there.

    Only the stored form is read: no block is built and nothing is loaded.
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
