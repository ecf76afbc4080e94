"""Which builder a page's head is built by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from ....compat import get_base_page_model
from ....models.people import Person
from ..head import Head
from .page import PageHead
from .people import PEOPLE_VIEW, PeopleHead
from .person import PersonHead
from .view import ViewHead


def head_of(
    shown: Any = None,
    request: HttpRequest | None = None,
    context: Mapping[str, Any] | None = None,
    **given: str,
) -> Head:
    """The head of a page or a person; of None, of what a view shows at the request's address.

    ``context`` is the template's: of a list, it has the page of the list that is shown. ``title``,
    ``description`` and ``robots`` take the place of those that are found.
    """
    if isinstance(shown, Person):
        return PersonHead(shown, request, context, **given).build()
    if shown is not None:
        head_class = getattr(type(shown), "head_class", PageHead)
        return head_class(shown, request, context, **given).build()
    view = getattr(request, "resolver_match", None)
    head_of_view = PeopleHead if view and view.view_name == PEOPLE_VIEW else ViewHead
    return head_of_view(request, context, **given).build()


def shown_in(context: Mapping[str, Any]) -> Any:
    """The page or person that a template shows; None for anything else."""
    page, person = context.get("page"), context.get("person")
    if isinstance(page, get_base_page_model()):
        return page
    return person if isinstance(person, Person) else None
