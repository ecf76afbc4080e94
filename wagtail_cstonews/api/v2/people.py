"""The people whom public articles quote or interview."""

from __future__ import annotations

from typing import Any

from ...models import Person as PersonModel
from ...models import Quotation
from ..shared.people import DETAIL_NAMES, PersonList, find_person
from ..shared.shapes import Person, PersonDetail
from .endpoint import ALWAYS, SharedEndpoint


class PeopleAPIViewSet(SharedEndpoint):
    """The people whom published, public articles of the site quote or interview; nobody else."""

    model = PersonModel
    name = "people"
    detail_parameters = DETAIL_NAMES

    def answer(self, request: Any) -> tuple[int, list[Person]]:
        return PersonList.from_parameters(request.GET, ALWAYS).answer(request)

    def find(self, request: Any, name: str) -> PersonDetail | None:
        return find_person(name, request, request.wagtailapi_router.get_model_listing_urlpath(Quotation))
