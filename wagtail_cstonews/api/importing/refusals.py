"""Refusals: problem details (RFC 9457) that name field and remedy, as Wagtail's API version 3 has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse

PROBLEM_JSON = "application/problem+json"


class RefusalError(Exception):
    """A request that is refused; ``detail`` says why, and what to do."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: Any,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": int(self.status),
            "detail": str(self.detail),
        }
        return {**found, "errors": self.errors} if self.errors else found

    def response(self) -> HttpResponse:
        return JsonResponse(
            self.to_dict(), status=int(self.status), content_type=PROBLEM_JSON, headers=self.headers
        )


def invalid(field: str, message: Any) -> RefusalError:
    """The problem of a field that cannot be used."""
    error = {"type": "value_error", "loc": [field], "msg": str(message)}
    return RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, f"{field}: {message}", errors=[error])
