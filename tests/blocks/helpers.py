"""Blocks as they are shown."""

from __future__ import annotations

from bs4 import BeautifulSoup
from wagtail.blocks import Block, StreamValue

from wagtail_cstonews import blocks


def soup(block: Block, value: object) -> BeautifulSoup:
    return BeautifulSoup(block.render(block.normalize(value)), "html.parser")


def body(*children: tuple[str, object]) -> StreamValue:
    return blocks.BodyBlock().normalize(list(children))
