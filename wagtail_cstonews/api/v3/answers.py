"""What the routers share: who may read, and how parameters are refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from ninja import Schema
from ninja.errors import HttpError
from wagtail.api.v3.auth import AllowAnonymous, BearerTokenAuth
from wagtail.api.v3.errors import ProblemDetail

from ...models.article_filters import FilterError
from .parameters import parameter

PUBLIC_READ = (BearerTokenAuth(), AllowAnonymous())
"""Everybody may read; whoever has a token may send it."""

REFUSED = {400: ProblemDetail}
NOT_FOUND = {404: ProblemDetail}


def refusing(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view whose :exc:`FilterError` is answered with status 400 as ``application/problem+json``."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except FilterError as error:
            raise HttpError(400, str(error)) from error

    return wrapped


class ListParameters(Schema):
    """The parameters of every list."""

    limit: Annotated[str | None, parameter("How many items.", 20, type="integer", minimum=0)]
    offset: Annotated[str | None, parameter("How many items to pass over.", 40, type="integer", minimum=0)]
