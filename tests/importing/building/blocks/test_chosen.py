"""Which class makes the blocks, and what the app says where it cannot be used."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.importing.helpers import body_of, document, imported, news_pages
from wagtail_cstonews import checks, conf
from wagtail_cstonews.importing import BlockBuilder
from wagtail_cstonews.importing.building.blocks.body import BlockBuilder as Built
from wagtail_cstonews.importing.building.blocks.chosen import block_builder


class TwoOfEach(BlockBuilder):
    """Makes of each paragraph two."""

    def make_paragraph(self, block):
        return super().make_paragraph(block) * 2


class NoSuchBlock(BlockBuilder):
    def make_paragraph(self, block):
        return [self.block("fanfare", block.text, block.text)]


class TakesTheKicker(BlockBuilder):
    def fill_own_fields(self, page, document):
        page.subtitle = f"Of {document.source}, in {len(page.body.raw_data)} blocks"


@pytest.fixture
def choose(settings):
    def choose(name):
        given = getattr(settings, conf.NAME, None) or {}
        settings.WAGTAIL_CSTONEWS = {**given, "BLOCK_BUILDER": name}

    return choose


def test_ours_unless_the_settings_name_another(choose):
    assert block_builder() is Built is BlockBuilder
    choose(f"{__name__}.TwoOfEach")
    assert block_builder() is TwoOfEach


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tests.nowhere.Builder", "No module named 'tests.nowhere'"),
        (f"{__name__}.Nobody", 'does not define a "Nobody"'),
        ("Builder", "doesn't look like a module path"),
        ("decimal.Decimal", "not derived from wagtail_cstonews.importing.BlockBuilder"),
    ],
)
def test_what_cannot_be_used_is_said(choose, name, message):
    choose(name)
    with pytest.raises(ImproperlyConfigured, match="BLOCK_BUILDER") as error:
        block_builder()
    assert message in str(error.value)
    (found,) = [one for one in checks.check_settings() if one.id == "wagtail_cstonews.E010"]
    assert message in found.msg


def test_a_class_that_can_be_used_passes_the_checks(choose):
    choose(f"{__name__}.TwoOfEach")
    assert not [one for one in checks.check_settings() if one.id == "wagtail_cstonews.E010"]


@pytest.mark.django_db
class TestPages:
    def test_its_methods_make_the_blocks(self, choose, news_index):
        choose(f"{__name__}.TwoOfEach")
        imported([document()], news_index)
        assert body_of(news_pages().get()) == [("paragraph", "<p>A paragraph.</p>")] * 2

    def test_a_block_that_the_body_lacks_is_named(self, choose, news_index):
        choose(f"{__name__}.NoSuchBlock")
        (found,) = imported([document()], news_index)
        assert found.state == "failed"
        assert "body: There is no block 'fanfare'." in found.message

    def test_it_fills_fields_when_all_else_is_there(self, choose, news_index):
        choose(f"{__name__}.TakesTheKicker")
        imported([document()], news_index)
        assert news_pages().get().subtitle == "Of archive/a.txt, in 1 blocks"
        imported([document(content="A title\nA paragraph.\nAnother.")], news_index, publish=True)
        assert news_pages().get().subtitle == "Of archive/a.txt, in 2 blocks"
