"""What the tests of the example site share."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup


def soup(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.content, "lxml")


def text_of(element: Any) -> str:
    return " ".join(element.get_text(" ").split())
