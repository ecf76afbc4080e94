"""How the site's own blocks are made of articles."""

from __future__ import annotations

from wagtail_cstonews.importing import BlockBuilder


class NewsroomBuilder(BlockBuilder):
    def make_list(self, block):
        facts = [self.block("item", fact, fact) for fact in block.items]
        return [self.block("fact_box", {"heading": "", "facts": facts}, block.text)]

    def fill_own_fields(self, page, document):
        page.desk = document.site or "City desk"
