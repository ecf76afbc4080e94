"""A field for the moment at which an article appeared."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1600, 2999
"""Before the first there were no newspapers; years beyond the last are fillers (``9999-12-31``). Near the
ends of the calendar no time zone can be reckoned with."""


def is_sensible(moment: datetime.datetime) -> bool:
    """Whether an article can have appeared then."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


_PLAIN: Any = models.DateTimeField()


class PublishedField(models.DateTimeField):
    """A moment within sensible bounds. One beyond them, whoever wrote it, is read as none: it has no place
    in any other time zone, and would take down every page and screen that shows it.
    """

    is_written_as_inherited = True
    """Pages with such a field can be written in bulk."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value is None or is_sensible(value) else None

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(value)
        return moment if moment is None or is_sensible(moment) else None

    to_python.safe_in_bulk = True  # type: ignore[attr-defined]

    def get_prep_value(self, value: Any) -> Any:
        """As a plain field has it: questions may be asked about any moment."""
        return _PLAIN.get_prep_value(value)

    def clean(self, value: Any, model_instance: Any) -> Any:
        if isinstance(value, datetime.datetime) and not is_sensible(value):
            raise ValidationError(
                _("Give a year between %(first)s and %(last)s."),
                code="no_such_date",
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        return super().clean(value, model_instance)

    def deconstruct(self) -> Any:
        """To migrations it is what the database has: a moment."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs
