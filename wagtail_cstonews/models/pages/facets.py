"""Facets: the filters of a section that lead somewhere, with the number of articles behind each.

Kinds, years and months come from one query, whatever their number; tags and speakers are the most frequent.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, Count, DateField, DateTimeField, ExpressionWrapper, F, Max, Q, Value, When
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..article_filters import INTERVIEW, NEWS, ArticleFilters, interview_types
from ..fields import FIRST_YEAR, LAST_YEAR
from ..quotations import articles_with
from ..speakers import most_quoted

MAX_YEARS = 120
"""The number of years offered as a filter; a wrong date must not make the list endless."""

MOST_CHOICES = 12
"""Tags and speakers that are offered: more are not read, and the articles name the others."""

LARGE, SECONDS = 5_000, 60
"""The counts of so many articles are kept for so long, in Django's cache: they take the database some tenths
of a second. Those of fewer articles are always of this moment.
"""

MONTHS = 12


@dataclass(frozen=True)
class Choice:
    """A filter's value."""

    label: Any
    """Words, or the first day of a month."""
    query: str
    """The query that makes or removes the choice, as ``?tag=rail``; empty for none."""
    count: int | None = None
    is_on: bool = False


class Facets:
    """The articles of a list narrowed by filters, and what else it can be narrowed by.

    :raises FilterError: if there is no such tag, speaker or section.
    """

    def __init__(self, articles: Any, filters: ArticleFilters, *, key: str) -> None:
        """``key`` names the list: what is counted of large ones is cached."""
        self.filters = filters
        self._key = f"{key} {self.query()}"
        self.tag = filters.find_tag(articles.model) if filters.tag else None
        self.speaker = filters.find_speaker() if filters.speaker else None
        rest = replace(filters, kind="", year="", month="", tag="", speaker="").apply(articles)
        rest = rest.filter(tags=self.tag) if self.tag else rest
        self._at_any_time = articles_with(self.speaker, rest) if self.speaker else rest
        times = ArticleFilters(kind=filters.kind, year=filters.year, month=filters.month)
        self.articles = times.apply(self._at_any_time)

    @cached_property
    def total(self) -> int:
        """The number of :attr:`articles`."""
        return sum(number for kind, month, number in self._months if self._is_chosen(kind, month))

    @cached_property
    def undated(self) -> int:
        """How many of them have no date: in a list they come last."""
        chosen = (number for kind, month, number in self._months if not month and self._is_of_kind(kind))
        return 0 if self.filters.year else sum(chosen)

    @cached_property
    def leads_nowhere(self) -> bool:
        """Whether the tag and the speaker alone leave no article, at any time and of any kind."""
        return not self._months

    @property
    def groups(self) -> list[tuple[str, Any, list[Choice]]]:
        """Those of the facets that narrow the list: name, heading and choices."""
        found = [
            ("kind", _("Kind"), self.kinds),
            ("year", _("Year"), self.years),
            ("month", _("Month"), self.months),
            ("tag", _("Topic"), self.tags),
            ("speaker", _("Who speaks"), self.speakers),
        ]
        return [one for one in found if any(choice.is_on or choice.count != self.total for choice in one[2])]

    @property
    def kinds(self) -> list[Choice]:
        """Interviews and other articles, if the list has both."""
        counts: Counter[str] = Counter()
        for kind, month, number in self._months:
            if self._is_in_time(month):
                counts[kind] += number
        words = {NEWS: _("News"), INTERVIEW: _("Interviews")}
        return [self._choice(words[kind], counts[kind], kind=kind) for kind in words if counts[kind]]

    @property
    def years(self) -> list[Choice]:
        """The years of publication, newest first, from :data:`MAX_YEARS` ago to next year."""
        now = timezone.localdate().year if settings.USE_TZ else datetime.date.today().year  # noqa: DTZ011
        counts: Counter[int] = Counter()
        for kind, month, number in self._months:
            if month and self._is_of_kind(kind) and now - MAX_YEARS <= month.year <= now + 1:
                counts[month.year] += number
        return [
            self._choice(str(year), counts[year], year=str(year), month="")
            for year in sorted(counts, reverse=True)
        ]

    @property
    def months(self) -> list[Choice]:
        """The months of the chosen year."""
        counts: Counter[datetime.date] = Counter()
        for kind, month, number in self._months:
            if month and self._is_of_kind(kind) and str(month.year) == self.filters.year:
                counts[month] += number
        return [self._choice(month, counts[month], month=str(month.month)) for month in sorted(counts)]

    @cached_property
    def tags(self) -> list[Choice]:
        """The most frequent tags, unless one is chosen; one query."""
        if self.tag or not hasattr(self.articles.model, "tags"):
            return []
        found = self._kept("tags", lambda: _most_frequent_tags(self.articles))
        return [self._choice(name, number, tag=slug) for name, slug, number in found]

    @cached_property
    def speakers(self) -> list[Choice]:
        """Those who are quoted in most articles, unless one is chosen; one query."""
        if self.speaker:
            return []
        found = self._kept("speakers", lambda: most_quoted(self.articles, MOST_CHOICES))
        return [self._choice(name, number, speaker=slug) for name, slug, number in found]

    @property
    def chosen(self) -> list[Choice]:
        """The filters that hold, each with the query that removes it."""
        filters = self.filters
        labels = {
            "kind": {INTERVIEW: _("Interviews"), NEWS: _("News")}.get(filters.kind),
            "month": _month(filters),
            "year": filters.year,
            "since": filters.since and _("since %(date)s") % {"date": filters.since},
            "until": filters.until and _("until %(date)s") % {"date": filters.until},
            "tag": getattr(self.tag, "name", ""),
            "speaker": getattr(self.speaker, "name", ""),
            "section": filters.section,
            "locale": filters.locale,
        }
        removed = {"year": {"year": "", "month": ""}}
        return [
            Choice(label, self.query(**removed.get(name, {name: ""})), is_on=True)
            for name, label in labels.items()
            if label
        ]

    def query(self, **changes: str) -> str:
        """The filters with changes, as they stand in an address."""
        filters = replace(self.filters, **changes)
        held = {name: value for name in filters.names() if (value := getattr(filters, name))}
        return f"?{urlencode(held)}" if held else ""

    def _choice(self, label: Any, count: int, **change: str) -> Choice:
        is_on = all(getattr(self.filters, name) == value for name, value in change.items() if value)
        removed = dict.fromkeys(change, "")
        return Choice(label, self.query(**(removed if is_on else change)), count, is_on)

    def _is_chosen(self, kind: str, month: datetime.date | None) -> bool:
        return self._is_of_kind(kind) and self._is_in_time(month)

    def _is_of_kind(self, kind: str) -> bool:
        return self.filters.kind in {"", kind}

    def _is_in_time(self, month: datetime.date | None) -> bool:
        if not self.filters.year:
            return True
        wanted = (int(self.filters.year), int(self.filters.month or 0))
        return month is not None and wanted in {(month.year, 0), (month.year, month.month)}

    @cached_property
    def _months(self) -> list[tuple[str, datetime.date | None, int]]:
        """The kinds and months of the articles, and how many there are of each; one query."""
        return self._kept("months", lambda: list(_by_kind_and_month(self._at_any_time)))

    def _kept(self, name: str, count: Callable[[], list[Any]]) -> list[Any]:
        key = "cstonews-facets-" + hashlib.sha256(f"{self._key} {name}".encode()).hexdigest()
        rows: list[Any] | None = cache.get(key)
        if rows is None:
            rows = count()
            if (sum(row[-1] for row in rows) if name == "months" else self.total) >= LARGE:
                cache.set(key, rows, SECONDS)
        return rows


def _most_frequent_tags(articles: Any) -> list[tuple[str, str, int]]:
    tagged = articles.order_by().filter(tags__isnull=False).values("tags")
    counted = tagged.annotate(number=Count("pk"), slug=Max("tags__slug"), label=Max("tags__name"))
    return list(counted.order_by("-number", "label").values_list("label", "slug", "number")[:MOST_CHOICES])


def is_dated() -> Q:
    """Which articles have a date that is shown."""
    first, after = (
        datetime.datetime(year, 1, 1, tzinfo=datetime.UTC if settings.USE_TZ else None)
        for year in (FIRST_YEAR, LAST_YEAR + 1)
    )
    return Q(published_at__gte=first, published_at__lt=after)


def _month(filters: ArticleFilters) -> datetime.date | None:
    return datetime.date(int(filters.year), int(filters.month), 1) if filters.month else None


def _by_kind_and_month(articles: Any) -> Iterator[tuple[str, datetime.date | None, int]]:
    """The months are those of the site's clock. No database is asked for it: MySQL needs tables of time
    zones for that, which many installations lack.
    """
    offsets = _offsets(_zone())
    columns = {f"month_{number}": _month_at(offset) for number, offset in enumerate(offsets)}
    rows = articles.order_by().annotate(**columns).values_list("content_type", *columns)
    interviews = {one.pk for one in interview_types()}
    for content_type, *months, number in rows.annotate(number=Count("pk")):
        kind = INTERVIEW if content_type in interviews else NEWS
        yield kind, _local_month(zip(offsets, months, strict=True)), number


def _month_at(offset: datetime.timedelta) -> Case:
    moment = ExpressionWrapper(F("published_at") + Value(offset), output_field=DateTimeField())
    utc = datetime.UTC if settings.USE_TZ else None
    # A time near the ends of the calendar has no other beside it.
    return Case(When(is_dated(), then=TruncMonth(moment, output_field=DateField(), tzinfo=utc)))


def _local_month(
    months: Iterable[tuple[datetime.timedelta, datetime.date | None]],
) -> datetime.date | None:
    """The month of a moment by the site's clock, given the month at each offset that the clock ever has.

    A month has begun if it has at the offset of its own beginning.
    """
    by_offset = {offset: month for offset, month in months if month}
    if not by_offset:
        return None
    for month in sorted(set(by_offset.values()), reverse=True):
        began = by_offset.get(_offset_at(_zone(), month))
        if began is None or began >= month:
            return month
    return min(by_offset.values())


def _zone() -> str:
    return settings.TIME_ZONE if settings.USE_TZ else ""


@lru_cache(maxsize=8)
def _offsets(zone: str) -> tuple[datetime.timedelta, ...]:
    """The offsets from UTC that a time zone has or had at the beginning of a month, since 1970."""
    if not zone:
        return (datetime.timedelta(0),)
    months = (datetime.date(year, month, 1) for year in range(1970, 2040) for month in range(1, MONTHS + 1))
    return tuple(sorted({_offset_at(zone, month) for month in months}))


@lru_cache(maxsize=4096)
def _offset_at(zone: str, month: datetime.date) -> datetime.timedelta:
    if not zone:
        return datetime.timedelta(0)
    moment = datetime.datetime.combine(month, datetime.time(), timezone.get_default_timezone())
    return moment.utcoffset() or datetime.timedelta(0)
