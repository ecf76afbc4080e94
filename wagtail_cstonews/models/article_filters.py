"""Which articles a list shows: one set of filters for sections, feeds and both APIs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import conf
from ..compat import get_base_page_model
from ..web import as_number
from .fields import FIRST_YEAR, LAST_YEAR
from .people import Person
from .quotations import articles_with

INTERVIEW, NEWS = "interview", "news"

_SLUG = re.compile(r"[-\w]{1,255}")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


class FilterError(ValueError):
    """A filter's value cannot be used; the message is for the reader."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True)
class ArticleFilters:
    """What narrows a list of articles; an empty value does not."""

    kind: str = ""
    """``interview``, or ``news`` for all that is none."""
    since: str = ""
    """The first day, month or year (``2026-05-01``, ``2026-05``, ``2026``) of publication."""
    until: str = ""
    """The last day, month or year, which belongs to the list."""
    year: str = ""
    month: str = ""
    """1 to 12, of :attr:`year`."""
    tag: str = ""
    """A slug."""
    speaker: str = ""
    """The slug or the id of somebody who is quoted or interviewed."""
    section: str = ""
    """The id of a page above the articles, or the slug of a section."""
    locale: str = ""
    """The language code of the tree that the page is in."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the filters, as they are written in addresses."""
        return tuple(field.name for field in fields(cls))

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> Self:
        """The filters in a query; other parameters are left alone.

        :raises FilterError: if a value cannot be one.
        """
        filters = cls(**{name: str(parameters.get(name) or "") for name in cls.names()})
        filters.check()
        return filters

    def check(self) -> None:
        """Refuse values of the wrong form, without a query.

        :raises FilterError:
        """
        if self.kind not in {"", INTERVIEW, NEWS}:
            raise FilterError("kind", _("kind must be interview or news."))
        for name in ("since", "until"):
            _period(name, getattr(self, name))
        if self.year and not (self.year.isascii() and re.fullmatch(r"\d{4}", self.year)):
            raise FilterError("year", _("year must have four digits."))
        if self.month and not self.year:
            raise FilterError("month", _("month needs a year."))
        if self.year:
            _period("month", f"{self.year}-{self.month}" if self.month else self.year)
        for name in ("tag", "speaker", "section"):
            if (value := getattr(self, name)) and not _SLUG.fullmatch(value):
                raise FilterError(name, _("%(name)s must be a slug.") % {"name": name})
        if self.locale and not _LOCALE.fullmatch(self.locale):
            raise FilterError("locale", _("locale must be a language code."))

    def apply(self, articles: Any) -> Any:
        """``articles`` narrowed by all filters. The order stays.

        :raises FilterError: if there is no such tag, speaker or section.
        """
        if self.kind:
            articles = _of_kind(articles, self.kind)
        if self.since:
            articles = articles.filter(published_at__gte=_period("since", self.since)[0])
        if self.until:
            articles = articles.filter(published_at__lt=_period("until", self.until)[1])
        if self.year:
            start, end = _period("month", f"{self.year}-{self.month}" if self.month else self.year)
            articles = articles.filter(published_at__gte=start, published_at__lt=end)
        if self.tag:
            articles = articles.filter(tags=self.find_tag(articles.model))
        if self.speaker:
            articles = articles_with(self.find_speaker(), articles)
        if self.section:
            articles = articles.descendant_of(self.find_section())
        if self.locale:
            articles = articles.filter(locale__language_code__iexact=self.locale)
        return articles

    def find_tag(self, model: type[Model]) -> Any:
        """The tag that is meant.

        :raises FilterError: if there is none.
        """
        tags: Any = model._meta.get_field("tags").related_model if hasattr(model, "tags") else None
        tag = tags and tags._default_manager.filter(slug=self.tag).first()
        if not tag:
            raise FilterError("tag", _("There is no tag “%(slug)s”.") % {"slug": self.tag})
        return tag

    def find_speaker(self) -> Person:
        """The person who is meant.

        :raises FilterError: if there is none.
        """
        person = Person.objects.filter(slug=self.speaker).first()
        if person is None and (pk := as_number(self.speaker)) is not None:
            person = Person.objects.filter(pk=pk).first()
        if person is None:
            raise FilterError("speaker", _("There is nobody called “%(slug)s”.") % {"slug": self.speaker})
        return person

    def find_section(self) -> Any:
        """The page that is meant.

        :raises FilterError: if there is none.
        """
        section = conf.get_news_index_page_model().objects.filter(slug=self.section).order_by("path").first()
        if section is None and (pk := as_number(self.section)) is not None:
            section = get_base_page_model().objects.filter(pk=pk).first()
        if section is None:
            raise FilterError("section", _("There is no section “%(slug)s”.") % {"slug": self.section})
        return section


def _of_kind(articles: Any, kind: str) -> Any:
    if conf.get_interview_page_model() is conf.get_news_page_model():
        return articles if kind == INTERVIEW else articles.none()
    chosen = {"content_type__in": interview_types()}
    return articles.filter(**chosen) if kind == INTERVIEW else articles.exclude(**chosen)


def interview_types() -> list[ContentType]:
    """The content types of interviews."""
    interview = conf.get_interview_page_model()
    return list(ContentType.objects.get_for_models(interview, *_subclasses(interview)).values())


def _subclasses(model: Any) -> list[Any]:
    found = []
    for derived in model.__subclasses__():
        found += [derived, *_subclasses(derived)]
    return [derived for derived in found if not derived._meta.abstract]


def _period(name: str, text: str) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """The first moment of a year, month or day, and the first moment after it.

    :raises FilterError: for what is none of them.
    """
    if not text:
        return None, None
    match = _PERIOD.fullmatch(text)
    try:
        year, month, day = (int(part) if part else None for part in match.groups())  # type: ignore[union-attr]
        if not FIRST_YEAR <= year <= LAST_YEAR:  # type: ignore[operator]
            raise ValueError(year)
        first = datetime.date(year, month or 1, day or 1)  # type: ignore[arg-type]
    except (AttributeError, ValueError) as error:
        message = _("%(name)s must be a day, a month or a year, such as 2026-05-31, 2026-05 or 2026.")
        raise FilterError(name, message % {"name": name}) from error
    if day:
        after = first + datetime.timedelta(days=1)
    elif month:
        after = datetime.date(first.year + month // 12, month % 12 + 1, 1)
    else:
        after = datetime.date(first.year + 1, 1, 1)
    return _midnight(first), _midnight(after)


def _midnight(day: datetime.date) -> datetime.datetime:
    moment = datetime.datetime.combine(day, datetime.time())
    return timezone.make_aware(moment, timezone.get_default_timezone()) if settings.USE_TZ else moment
