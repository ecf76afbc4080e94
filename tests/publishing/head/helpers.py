"""Reads what a page's head says, as machines do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import extruct
from bs4 import BeautifulSoup

from .schema_org import problems_with


@dataclass
class ReadHead:
    """The head of a page that was answered."""

    html: BeautifulSoup
    meta: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    graph: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The nodes of the structured data by their types."""

    def __getitem__(self, name: str) -> str:
        """The only value of a ``meta`` element; empty if there is none."""
        (value,) = self.meta.get(name) or [""]
        return value

    def link(self, relation: str) -> str:
        """The only address of a relation; empty if there is none."""
        (found,) = self.links.get(relation) or [{"href": ""}]
        return found["href"]


def read_head(html: str) -> ReadHead:
    """The head of a page; its structured data, read by extruct, must be as schema.org defines it."""
    soup = BeautifulSoup(html, "lxml")
    head = ReadHead(soup)
    for element in soup.head.select("meta[content]"):
        head.meta[element.get("property") or element.get("name") or ""].append(element["content"])
    for element in soup.head.select("link[rel]"):
        for relation in element["rel"]:
            head.links[relation].append(element.attrs)
    documents = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    assert len(documents) <= 1
    for document in documents:
        assert problems_with(document) == []
        head.graph = {node["@type"]: node for node in document["@graph"]}
    # What is printed in the body does not matter to machines.
    assert not soup.body.select("link[rel=canonical], meta, script[type='application/ld+json']")
    return head


def see_head(client: Any, address: str, status: int = 200) -> ReadHead:
    """The head of the page at an address."""
    answer = client.get(address)
    assert answer.status_code == status
    return read_head(answer.content.decode())
