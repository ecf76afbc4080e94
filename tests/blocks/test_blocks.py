"""What holds of every block: what it shows the editor, and how it is imported."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.blocks import Block

from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


ALL_BLOCKS = [
    found
    for name in blocks.__all__
    if isinstance(found := getattr(blocks, name), type) and issubclass(found, Block)
]


@pytest.mark.parametrize("block_class", ALL_BLOCKS)
def test_every_block_explains_itself_to_the_editor(block_class):
    meta = block_class().meta
    assert str(meta.label)
    assert meta.icon not in {None, "placeholder"}
    assert str(meta.description)
    assert block_class().is_previewable


@pytest.mark.parametrize("block_class", ALL_BLOCKS)
def test_every_block_has_a_preview(admin_client, block_class):
    block = block_class()
    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    html = response.content.decode()
    assert response.status_code == 200
    assert "wagtail_cstonews/news.css" in html
    assert (
        BeautifulSoup(html, "html.parser").select_one(".cstonews-preview").get_text(strip=True)
        or "<svg" in html
    )


@pytest.mark.parametrize("block_class", ALL_BLOCKS)
def test_migrations_know_no_module_of_the_package(block_class):
    path, _args, _kwargs = block_class().deconstruct()
    assert not path.startswith("wagtail_cstonews.") or path.rpartition(".")[0] == "wagtail_cstonews.blocks"
