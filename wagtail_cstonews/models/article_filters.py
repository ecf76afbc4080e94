"""Which articles a list shows: one set of filters for sections, feeds and both APIs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from .. import conf
from ..compat import get_base_page_model
from ..web import as_number
from .fields import FIRST_YEAR, LAST_YEAR
from .people import Person
from .quotations import articles_with

INTERVIEW, NEWS = "interview", "news"

_SLUG = re.compile(r"[-\w]{1,255}")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH = re.compile(r"\d{1,2}", re.ASCII)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,8}")


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
    """A slug or an id."""
    speaker: str = ""
    """The slug or the id of somebody who is quoted or interviewed."""
    section: str = ""
    """The id of a page above the articles, or the slug of a section."""
    locale: str = ""
    """The language code of the tree that the page is in, in any case: ``en``, ``pt-BR``, ``pt_br``."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the filters, as they are written in addresses."""
        return tuple(field.name for field in fields(cls))

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> Self:
        """The filters in a query; other parameters are left alone.

        :raises FilterError: if a value cannot be one, or one parameter is given more than once.
        """
        filters = cls(**{name: _single(parameters, name) for name in cls.names()})
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
        self._check_year_and_month()
        for name in ("tag", "speaker", "section"):
            if (value := getattr(self, name)) and not _SLUG.fullmatch(value):
                raise FilterError(name, _("%(name)s must be a slug.") % {"name": name})
        if self.locale and not _LOCALE.fullmatch(self.locale):
            raise FilterError("locale", _("locale must be a language code."))

    def _check_year_and_month(self) -> None:
        if self.year and not (_YEAR.fullmatch(self.year) and FIRST_YEAR <= int(self.year) <= LAST_YEAR):
            raise FilterError(
                "year",
                _("year must have four digits, from %(first)d to %(last)d.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        if not self.month:
            return
        if not self.year:
            raise FilterError("month", _("month needs a year."))
        if not (_MONTH.fullmatch(self.month) and 1 <= int(self.month) <= 12):
            raise FilterError("month", _("month must be a number from 1 to 12."))

    @property
    def period(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """The first moment of :attr:`year` and :attr:`month`, and the first moment after it."""
        return _period("year", f"{self.year}-{self.month}" if self.month else self.year)

    def apply(self, articles: Any) -> Any:
        """``articles`` narrowed by all filters. The order stays.

        A tag, speaker or section that none of ``articles`` has is as unknown as one that does not exist: give
        public articles, and no answer tells what only drafts have.

        :raises FilterError: if there is no such tag, speaker, section or language.
        """
        narrowed = articles
        if self.kind:
            narrowed = _of_kind(narrowed, self.kind)
        if self.since:
            narrowed = narrowed.filter(published_at__gte=_period("since", self.since)[0])
        if self.until:
            narrowed = narrowed.filter(published_at__lt=_period("until", self.until)[1])
        if self.year:
            start, end = self.period
            narrowed = narrowed.filter(published_at__gte=start, published_at__lt=end)
        if self.tag:
            tag = self.find_tag(articles.model)
            self._require("tag", articles.filter(tags=tag))
            narrowed = narrowed.filter(tags=tag)
        if self.speaker:
            person = self.find_speaker()
            self._require("speaker", articles_with(person, articles))
            narrowed = articles_with(person, narrowed)
        if self.section:
            below = _below(self.find_sections())
            self._require("section", articles.filter(below))
            narrowed = narrowed.filter(below)
        if self.locale:
            narrowed = narrowed.filter(locale=self.find_locale())
        return narrowed

    def _require(self, name: str, articles: Any) -> None:
        if not articles.order_by().exists():
            raise self._unknown(name)

    def _unknown(self, name: str) -> FilterError:
        messages = {
            "tag": _("There is no tag “%(value)s”."),
            "speaker": _("There is nobody called “%(value)s”."),
            "section": _("There is no section “%(value)s”."),
            "locale": _("There is no language “%(value)s”."),
        }
        return FilterError(name, messages[name] % {"value": getattr(self, name)})

    def find_tag(self, model: type[Model]) -> Any:
        """The tag that is meant.

        :raises FilterError: if there is none.
        """
        tags: Any = model._meta.get_field("tags").related_model if hasattr(model, "tags") else None
        tag = tags and _by_slug_or_id(tags._default_manager.all(), self.tag)
        if not tag:
            raise self._unknown("tag")
        return tag

    def find_speaker(self) -> Person:
        """The person who is meant.

        :raises FilterError: if there is none.
        """
        person = _by_slug_or_id(Person.objects.all(), self.speaker)
        if person is None:
            raise self._unknown("speaker")
        return person

    def find_section(self) -> Any:
        """The first of the sections that are meant.

        :raises FilterError: if there is none.
        """
        return self.find_sections()[0]

    def find_sections(self) -> list[Any]:
        """The pages that are meant, in the order of the tree. Sections in several languages may share a slug.

        :raises FilterError: if there is none.
        """
        sections = list(conf.get_news_index_page_model().objects.filter(slug=self.section).order_by("path"))
        if not sections and (pk := as_number(self.section)) is not None:
            sections = list(get_base_page_model().objects.filter(pk=pk))
        if not sections:
            raise self._unknown("section")
        return sections

    def find_locale(self) -> Locale:
        """The language that is meant, in any case and with ``-`` or ``_``.

        :raises FilterError: if the site has no such language.
        """
        code = self.locale.replace("_", "-").lower()
        for locale in Locale.objects.all():
            if locale.language_code.replace("_", "-").lower() == code:
                return locale
        raise self._unknown("locale")


def _single(parameters: Mapping[str, Any], name: str) -> str:
    """The one value of a parameter; of several that were given, none is the one that is meant."""
    values = parameters.getlist(name) if hasattr(parameters, "getlist") else [parameters.get(name)]
    if len(values) > 1:
        raise FilterError(name, _("%(name)s may be given only once.") % {"name": name})
    return "" if not values or values[0] is None else str(values[0])


def _by_slug_or_id(rows: Any, value: str) -> Any:
    """The row with this slug, else the one with this primary key; None if there is neither."""
    found = rows.filter(slug=value).first()
    if found is None and (pk := as_number(value)) is not None:
        found = rows.filter(pk=pk).first()
    return found


def _below(sections: list[Any]) -> Q:
    below = Q()
    for section in sections:
        below |= Q(path__startswith=section.path, depth__gt=section.depth)
    return below


def _of_kind(articles: Any, kind: str) -> Any:
    """The interviews among ``articles``, or the others.

    On a site with one page type for both, an interview is an article with an interviewee.
    """
    news, interview = conf.get_news_page_model(), conf.get_interview_page_model()
    if interview is news:
        chosen = Q(interviewee__isnull=False) | ~Q(interviewee_name="")
    else:
        types = ContentType.objects.get_for_models(interview, *_subclasses(interview)).values()
        chosen = Q(content_type__in=list(types))
    return articles.filter(chosen if kind == INTERVIEW else ~chosen)


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
        year, month, day = (None if part is None else int(part) for part in match.groups())  # type: ignore[union-attr]
        if not FIRST_YEAR <= year <= LAST_YEAR:  # type: ignore[operator]
            raise ValueError(year)
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)  # type: ignore[arg-type]
    except (AttributeError, ValueError) as error:
        message = _("%(name)s must be a day, a month or a year, such as 2026-05-31, 2026-05 or 2026.")
        raise FilterError(name, message % {"name": name}) from error
    if day is not None:
        after = first + datetime.timedelta(days=1)
    elif month is not None:
        after = datetime.date(first.year + month // 12, month % 12 + 1, 1)
    else:
        after = datetime.date(first.year + 1, 1, 1)
    return _midnight(first), _midnight(after)


def _midnight(day: datetime.date) -> datetime.datetime:
    moment = datetime.datetime.combine(day, datetime.time())
    return timezone.make_aware(moment, timezone.get_default_timezone()) if settings.USE_TZ else moment
