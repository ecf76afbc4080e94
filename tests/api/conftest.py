from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from wagtail_cstonews.compat import HAS_API_V3

VERSIONS = [
    "v2",
    pytest.param("v3", marks=pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")),
]


@pytest.fixture(params=VERSIONS)
def version(request: Any) -> str:
    """A version of the API; the test runs with each that there is."""
    return str(request.param)


@pytest.fixture
def get(client: Client, version: str) -> Callable[..., Any]:
    """``get("articles/", kind="news")`` is the JSON of the answer; ``status=400`` expects another one."""

    def call(path: str, status: int = 200, **parameters: object) -> Any:
        response = client.get(f"/api/{version}/{path}", parameters)
        assert response.status_code == status, response.content[:1000]
        return response.json()

    return call


@pytest.fixture
def refused(get: Callable[..., Any]) -> Callable[..., str]:
    """``refused("articles/", kind="x")`` is the message with which a request is refused."""

    def call(path: str, **parameters: object) -> str:
        answer = get(path, status=400, **parameters)
        return str(answer.get("message") or answer.get("detail"))

    return call
