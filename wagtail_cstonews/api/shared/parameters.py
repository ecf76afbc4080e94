"""Parameters of lists: unknown ones and values that cannot be used are refused, with a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ...models.article_filters import FilterError
from ...web import as_number

USUAL_LIMIT = 20
LONGEST_SEARCH = 200
"""Characters of a search: more would be a text."""

PAGING = ("limit", "offset")


@dataclass(frozen=True)
class Slice:
    """A part of a list."""

    offset: int
    limit: int

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> Slice:
        """The part that is asked for.

        :raises FilterError: for what is no number, and for more than ``WAGTAILAPI_LIMIT_MAX``.
        """
        most = getattr(settings, "WAGTAILAPI_LIMIT_MAX", USUAL_LIMIT)
        limit = _number(parameters, "limit", min(USUAL_LIMIT, most or USUAL_LIMIT))
        if most and limit > most:
            raise FilterError("limit", _("limit cannot be higher than %(most)d.") % {"most": most})
        return cls(_number(parameters, "offset", 0), limit)

    def of(self, rows: Any) -> Any:
        """The part of a queryset."""
        return rows[self.offset : self.offset + self.limit]


FIRST_PART = Slice(0, USUAL_LIMIT)
"""The part that is answered where none is asked for."""


def check_names(given: Collection[str], known: Collection[str]) -> None:
    """Refuse parameters that there are not.

    :raises FilterError: naming the first of them, and those that there are.
    """
    for name in given:
        if name not in known:
            message = _("There is no parameter “%(name)s”. There are: %(known)s.")
            raise FilterError(name[:50], message % {"name": name[:50], "known": ", ".join(sorted(known))})


def chosen(parameters: Mapping[str, Any], name: str, choices: Collection[str]) -> str:
    """A value out of some, or an empty string.

    :raises FilterError: for any other value.
    """
    value = str(parameters.get(name) or "")
    if value and value not in choices:
        message = _("%(name)s must be one of %(choices)s.")
        raise FilterError(name, message % {"name": name, "choices": ", ".join(choices)})
    return value


def words(parameters: Mapping[str, Any], name: str) -> str:
    """Words to search for.

    :raises FilterError: for more than a search can be, and for what no database takes.
    """
    value = str(parameters.get(name) or "").strip()
    if len(value) > LONGEST_SEARCH or "\0" in value:
        message = _("%(name)s must be at most %(most)d characters of text.")
        raise FilterError(name, message % {"name": name, "most": LONGEST_SEARCH})
    return value


def key(parameters: Mapping[str, Any], name: str) -> int | None:
    """A primary key.

    :raises FilterError: for what cannot be one.
    """
    value = parameters.get(name)
    number = as_number(value)
    if value and number is None:
        raise FilterError(name, _("%(name)s must be an id.") % {"name": name})
    return number


def _number(parameters: Mapping[str, Any], name: str, default: int) -> int:
    value = parameters.get(name)
    if value in (None, ""):
        return default
    number = as_number(value)
    if number is None:
        raise FilterError(name, _("%(name)s must be a whole number, 0 or more.") % {"name": name})
    return number
