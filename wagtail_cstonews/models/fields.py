"""A database field for the time of publication."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1600, 2999
"""There were no newspapers before 1600, and later years are placeholders (``9999-12-31``). Time zone
conversion overflows near the ends of the calendar.
"""


def is_sensible(moment: datetime.datetime) -> bool:
    """Whether an article can have appeared then."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


_PLAIN: Any = models.DateTimeField()


class PublishedField(models.DateTimeField):
    """A time within sensible bounds. A stored value beyond them is read as None: converting it to another
    time zone would crash every page and screen that shows it.
    """

    is_written_as_inherited = True
    """Tells :mod:`wagtail_cstonews.bulk_pages` that the field is written like its base class."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value is None or is_sensible(value) else None

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(value)
        return moment if moment is None or is_sensible(moment) else None

    to_python.safe_in_bulk = True  # type: ignore[attr-defined]

    def get_prep_value(self, value: Any) -> Any:
        """As in the base class: queries may use any time."""
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
        """Migrations see the base class, which has the same column type."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs
