"""Records converted back to the document and the article that they store."""

from __future__ import annotations

from typing import Any

from ...documents import RawDocument, fields_given
from ...extraction.article.article import Article, Person, QuotedSpeech, RelatedLink
from ...extraction.article.blocks import (
    Block,
    ChosenSpeaker,
    Embed,
    Exchange,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Speaker,
    TableBlock,
    Turn,
)
from ...extraction.article.line import Line
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportedDocument, ImportProposal

BLOCKS: dict[str, type[Block]] = {
    block.type: block for block in (Paragraph, Heading, Quote, Exchange, Image, Embed, ListBlock, TableBlock)
}


def stored_document(record: ImportedDocument | ImportProposal) -> RawDocument:
    """The decoded document with its source's metadata."""
    document = record.document if isinstance(record, ImportProposal) else record
    given = {"id": document.key, **fields_given(record.given)}
    return RawDocument(
        content=record.original,
        source=document.source,
        key=document.key,
        media_type="html" if record.media_type == "html" else "text",
        url=record.url or None,
        **given,
    )


def stored_article(data: dict[str, Any]) -> Article:
    """The article from its ``Article.to_dict()``; its lines have lost their HTML features."""
    fields = dict(data)
    for name in ("interviewee", "interviewer"):
        fields[name] = speaker(fields.get(name))
    fields["body"] = [block(item) for item in fields.get("body", ())]
    fields["quotes"] = [QuotedSpeech(**with_speaker(item)) for item in fields.get("quotes", ())]
    fields["people"] = [Person(**item) for item in fields.get("people", ())]
    fields["related_links"] = [RelatedLink(**item) for item in fields.get("related_links", ())]
    fields["lines"] = [Line.from_dict(item) for item in fields.get("lines", ())]
    fields["warnings"] = [ArticleWarning(**item) for item in fields.get("warnings", ())]
    return Article(**fields)


def speaker(data: dict[str, Any] | None) -> Speaker | None:
    if not data:
        return None
    return ChosenSpeaker(**data) if "person" in data else Speaker(**data)


def with_speaker(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "speaker": speaker(data.get("speaker"))}


def block(data: dict[str, Any]) -> Block:
    fields = dict(data)
    model = BLOCKS[fields.pop("type")]
    if model is Quote:
        fields = with_speaker(fields)
    elif model is Exchange:
        fields["question"] = Turn(**with_speaker(fields["question"]))
        fields["answer"] = Turn(**with_speaker(fields["answer"]))
    return model(**fields)


def same_article(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two articles are equal, ignoring source, lines and confidence."""
    aside = {"id", "source", "lines", "warnings", "confidence"}

    def words(article: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in article.items() if name not in aside}

    return words(one) == words(other)
