"""The list of quotes."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from ...conf import get_news_page_model
from ...models import Quotation
from ...models.article_filters import ArticleFilters, FilterError
from ...models.quotation import UNDATED
from ...models.quotations import public_quotations
from ...publishing.api.context import api_context_of
from ...publishing.api.representation import speaker_dict
from ...search import searchable
from .parameters import FIRST_PART, PAGING, Slice, check_names, chosen, key, words
from .shapes import ArticleReference, Quote

FORMS = tuple(kind for kind in Quotation.Kind.values if kind != Quotation.Kind.INTERVIEW)
ORDERS = ("-published_at", "published_at")
NAMES = (*ArticleFilters.names(), "form", "article", "search", "order", *PAGING)
"""The parameters of the list."""

MOST_ARTICLES = 1000
"""The newest articles in which a search of all quotes looks: a bound on what one request costs."""

MOST_WORDS = 8
"""Words of a search that are looked for."""


@dataclass(frozen=True)
class QuoteList:
    """Which quotes are asked for, and in which order."""

    filters: ArticleFilters
    form: str = ""
    article: int | None = None
    search: str = ""
    order: str = ""
    part: Slice = FIRST_PART

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any], also: Iterable[str] = ()) -> QuoteList:
        """What the parameters of a request ask for. ``also`` are other parameters that may be there.

        :raises FilterError: for an unknown parameter, and for a value that cannot be used.
        """
        check_names(parameters, {*NAMES, *also})
        return cls(
            ArticleFilters.from_parameters(parameters),
            chosen(parameters, "form", FORMS),
            key(parameters, "article"),
            words(parameters, "search"),
            chosen(parameters, "order", ORDERS),
            Slice.from_parameters(parameters),
        )

    def rows(self, site: Site | None) -> Any:
        """The quotations in public articles of the site, in order.

        :raises FilterError: if there is no such tag, speaker or section.
        """
        rows = public_quotations(site).spoken()
        filters = self.filters
        if filters.speaker:
            rows = _by_speaker(rows, filters)
        # The rows have the articles' dates, by which they are indexed.
        dates = {name: getattr(filters, name) for name in ("since", "until", "year", "month")}
        rows = ArticleFilters(**dates).apply(rows)
        if filters.until:
            rows = rows.filter(published_at__gt=UNDATED)
        of_articles = replace(filters, speaker="", **dict.fromkeys(dates, ""))
        if of_articles != ArticleFilters():
            articles = of_articles.apply(get_news_page_model().objects.all())
            rows = rows.in_articles(articles)
        if self.article is not None:
            rows = rows.filter(page=self.article)
        if self.form:
            rows = rows.filter(kind=self.form)
        if self.search:
            rows = self._found(rows)
        return rows.oldest_first() if self.order == "published_at" else rows.newest_first()

    def _found(self, rows: Any) -> Any:
        """The rows that have all words of the search.

        Of all articles, the site's search index says where the words stand: without it, a database reads all
        rows of a large archive.
        """
        if not self.filters.speaker and self.article is None:
            rows = rows.filter(page__in=_articles_with_words(self.search))
        return rows.filter(_with_words(self.search))

    def answer(self, request: Any) -> tuple[int, list[Quote]]:
        """How many there are, and those of the part that is asked for."""
        rows = self.rows(api_context_of({"request": request}).site)
        return rows.count(), represented(self.part.of(rows), request)


def find_quote(id: Any, request: Any) -> Quote | None:
    """One quote in a public article; None if there is none."""
    try:
        pk = uuid.UUID(str(id))
    except ValueError:
        return None
    rows = public_quotations(api_context_of({"request": request}).site).spoken().filter(pk=pk)
    return next(iter(represented(rows, request)), None)


def represented(rows: Any, request: Any) -> list[Quote]:
    """Quotations as the API has them; the number of queries does not depend on theirs."""
    found = list(rows.select_related("person", "page", "page__locale"))
    model = get_news_page_model()
    articles = model._base_manager.filter(pk__in={row.page_id for row in found})
    languages = dict(articles.values_list("pk", "language"))
    return [
        Quote(
            id=str(row.pk),
            kind=row.kind,
            text=row.text,
            question=row.question or None,
            context=row.context or None,
            attribution=row.attribution or None,
            speaker=speaker_dict(row.person, row.speaker_name, row.role),
            block=str(row.block) if row.block else None,
            language=languages.get(row.page_id) or row.page.locale.language_code,
            published_at=moment(row.published_at),
            article=article_reference(row.page, request),
        )
        for row in found
    ]


def article_reference(page: Any, request: Any) -> ArticleReference:
    """An article, to name it and to lead to it."""
    url, full_url = api_context_of({"request": request}).addresses(page)
    return ArticleReference(
        id=page.pk,
        title=page.title,
        type=page.specific_class._meta.label,
        url=url or None,
        full_url=full_url or None,
    )


def moment(value: datetime.datetime | None) -> str | None:
    """A time in ISO 8601, by the site's clock."""
    if value is None:
        return None
    text = (timezone.localtime(value) if timezone.is_aware(value) else value).isoformat()
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


def _by_speaker(rows: Any, filters: ArticleFilters) -> Any:
    """The rows of one person. Whom only drafts quote is as unknown as anybody else."""
    rows = rows.filter(person=filters.find_speaker())
    if not rows.exists():
        message = _("There is nobody called “%(slug)s”.")
        raise FilterError("speaker", message % {"slug": filters.speaker})
    return rows


def _articles_with_words(search: str) -> list[Any]:
    articles = get_news_page_model().objects.live().order_by("-published_at").only("pk")
    found = get_search_backend().search(
        searchable(search), articles, operator="and", order_by_relevance=False
    )
    return [page.pk for page in found[:MOST_ARTICLES]]


def _with_words(search: str) -> Q:
    found = Q()
    for word in search.split()[:MOST_WORDS]:
        # SQLite compares only Latin letters without case.
        forms = Q()
        for form in {word, word.lower(), word.capitalize()}:
            forms |= Q(text__icontains=form)
        found &= forms
    return found
