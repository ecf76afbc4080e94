"""Asking the import through either version of the API, as a user with a token or a session does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from wagtail_cstonews.compat import HAS_API_V3

VERSIONS = [
    "v2",
    pytest.param("v3", marks=pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")),
]

TEXT = (
    "Lake Orrin is full\n\nThe lake is full, and the locks stay closed.\n\n"
    "“The water is still rising in the valley,” Anna Orlova said.\n\nNobody knows for how long that lasts."
    "\n\nRead also: Wells run dry"
)


def bearer(user: Any) -> dict[str, str]:
    """The header of a token of the user, for version 3."""
    from wagtail.models import APIToken

    _token, plain = APIToken.create_token(user=user, name="Tests")
    return {"HTTP_AUTHORIZATION": f"Bearer {plain}"}


class Asking:
    """A client of the endpoint; ``user`` is None for nobody."""

    def __init__(self, version: str, user: Any = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.url = f"/api/{version}/import/"
        self.headers: dict[str, str] = {}
        if user is not None and version == "v3":
            self.headers = bearer(user)
        elif user is not None:
            self.client.force_login(user)

    def __call__(self, **fields: Any) -> Any:
        return self.raw(json.dumps(fields), "application/json")

    def raw(self, body: bytes | str, kind: str, query: str = "", **headers: str) -> Any:
        data = body.encode() if isinstance(body, str) else body
        # Without a body the client would leave the type out.
        said = {"CONTENT_TYPE": kind, **self.headers, **headers}
        return self.client.generic("POST", f"{self.url}{query}", data, kind, **said)
