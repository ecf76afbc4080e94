"""The people whom public articles quote or interview."""

# No postponed annotations: the decorated functions stand for others, in whose module they would be looked up.

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from ninja import Query, Router, Schema

from ..shared.parameters import check_names
from ..shared.people import DETAIL_NAMES, ORDERS, PersonList, find_person
from ..shared.shapes import Person, PersonDetail
from .answers import NOT_FOUND, PUBLIC_READ, REFUSED, ListParameters, refusing
from .parameters import parameter

people_router = Router(tags=["people"], auth=list(PUBLIC_READ))


class People(Schema):
    """A part of the list of people."""

    count: int
    items: list[Person]


class PersonParameters(ListParameters):
    """Which people are listed. Any other parameter is refused."""

    slug: Annotated[str | None, parameter("The person's part of the page address.", "anna-orlova")]
    office: Annotated[str | None, parameter("Words of an office held now or before.", "deputy minister")]
    quoted_since: Annotated[
        str | None, parameter("Quoted or interviewed on or after this day, month or year.", "2026-05")
    ]
    search: Annotated[str | None, parameter("A name in any spelling and alphabet, or an office.", "Орлова")]
    order: Annotated[
        str | None,
        parameter(
            "By name, or by how much there is of them. Without it, by name.", "-quotes", enum=list(ORDERS)
        ),
    ]


class PersonDetailParameters(Schema):
    """How one person is represented. Any other parameter is refused."""

    rich_text_format: Annotated[
        str | None,
        parameter(
            "The format of the biography.", "html", enum=["db_html", "html", "db_markdown", "markdown"]
        ),
    ]


@people_router.get(
    "/",
    response={200: People, **REFUSED},
    url_name="list_people",
    summary="List people",
    operation_id="people_list",
)
@refusing
def list_people(request: HttpRequest, parameters: PersonParameters = Query(...)) -> dict[str, Any]:  # noqa: B008
    """People whom public articles quote or interview."""
    count, items = PersonList.from_parameters(request.GET).answer(request)
    return {"count": count, "items": items}


@people_router.get(
    "/{person}/",
    response={200: PersonDetail, **REFUSED, **NOT_FOUND},
    url_name="detail_person",
    summary="Person detail",
    operation_id="people_detail",
)
@refusing
def get_person(
    request: HttpRequest,
    person: str,
    parameters: PersonDetailParameters = Query(...),  # noqa: B008
) -> PersonDetail:
    """One person by slug or id, with offices over time and what they said last."""
    check_names(request.GET, DETAIL_NAMES)
    if (found := find_person(person, request, _quotes_path())) is None:
        raise Http404("No person matches the given slug or id.")
    return found


def _quotes_path() -> str | None:
    try:
        return reverse("wagtailapi_v3:list_quotes")
    except NoReverseMatch:
        return None
