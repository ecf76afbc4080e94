"""The import as an endpoint, the same for both versions of the API: a document in, what becomes of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse

from .rate import count_request
from .refusals import PROBLEM_JSON, RefusalError

if TYPE_CHECKING:
    from .answering import ApiAddress

__all__ = ["PROBLEM_JSON", "RefusalError", "respond"]


def respond(request: HttpRequest, api_address: ApiAddress, *, challenge: str = "") -> HttpResponse:
    """The response to a request whose ``user`` is known, or anonymous.

    ``challenge`` is the value of ``WWW-Authenticate`` for those who did not say who they are.
    """
    # Loads extraction, which the other endpoints do without.
    from .answering import check_user, import_document
    from .reading import read_request

    try:
        user: Any = request.user
        check_user(user, challenge)
        count_request(user)
        status, answer = import_document(request, read_request(request), api_address)
    except RefusalError as problem:
        return problem.response()
    response = JsonResponse(answer, status=int(status), encoder=DjangoJSONEncoder)
    if answer["saved"] and answer["page"]:
        response["Location"] = answer["page"]["api_url"] or answer["page"]["edit_url"] or ""
    return response
