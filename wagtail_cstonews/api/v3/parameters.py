"""What is asked of the API's version 3: unknown parameters are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import Field
from ninja.errors import HttpError

ALWAYS_KNOWN = frozenset({"_"})
"""Against caches."""


def parameter(description: str, *examples: str | int, **schema: Any) -> Any:
    """A parameter as the schema describes it. Its value is read, and refused, by the shared code."""

    def describe(found: dict[str, Any]) -> None:
        found.pop("anyOf", None)
        found.update({"type": "string", **schema})

    return Field(
        default=None, description=description, examples=list(examples) or None, json_schema_extra=describe
    )


def check_parameters(request: HttpRequest, known: Iterable[str]) -> None:
    """Refuse parameters that an operation does not know, and values that no database takes.

    :raises HttpError: 400, with the names of the unknown ones and of all that are known.
    """
    known = set(known)
    if unknown := sorted(set(request.GET) - known - ALWAYS_KNOWN):
        raise HttpError(
            400, f"unknown query parameter: {', '.join(unknown)}. Known are: {', '.join(sorted(known))}."
        )
    for name, values in request.GET.lists():
        if any("\0" in value for value in values):
            raise HttpError(400, f"{name} has a null character")


def knowing_only(known: Iterable[str]) -> Callable[[Any], Any]:
    """A decorator of an operation's view, which then refuses all other parameters."""
    names = frozenset(known)

    def decorate(view: Any) -> Any:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            check_parameters(request, names)
            return view(request, *args, **kwargs)

        return checked

    return decorate
