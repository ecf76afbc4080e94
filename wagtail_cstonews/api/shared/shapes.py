"""The shapes of people and quotes in the API. Version 3 derives its schema from them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

# Not typing's: pydantic refuses that one before Python 3.12.
from typing_extensions import TypedDict

from ...publishing.api.representation import ImageDict, SpeakerDict

Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Uuid = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]


class ArticleReference(TypedDict):
    """The article in which something is said."""

    id: int
    title: str
    type: Annotated[str, Field(description="The page type, as in the pages endpoint.")]
    url: str | None
    full_url: str | None


class Quote(TypedDict):
    """Somebody's words in a public article."""

    id: Annotated[Uuid, Field(description="The same however often the article is published.")]
    kind: Annotated[
        str,
        Field(
            description="A block of its own, words in a paragraph, or an answer.",
            json_schema_extra={"enum": ["quote", "paragraph", "answer"]},
        ),
    ]
    text: Annotated[str, Field(description="Plain text; paragraphs are lines.")]
    question: Annotated[str | None, Field(description="Of an answer.")]
    context: Annotated[
        str | None, Field(description="Of words in a paragraph: the paragraph, or the part around them.")
    ]
    attribution: Annotated[str | None, Field(description="What is said beside speaker and role.")]
    speaker: Annotated[SpeakerDict | None, Field(description="Null where the article names nobody.")]
    block: Annotated[Uuid | None, Field(description="The id of the block in the article's body.")]
    language: Annotated[str, Field(description="Of the text, such as `en`.")]
    published_at: Annotated[Moment | None, Field(description="When the article appeared.")]
    article: ArticleReference


class Role(TypedDict):
    """An office with its first and last day, where these are known."""

    title: str
    start: Day | None
    end: Day | None


class Office(Role):
    """An office, with its place among the others."""

    is_current: bool
    beside: Annotated[list[str], Field(description="Offices that were certainly held at the same time.")]


class Person(TypedDict):
    """Somebody whom a public article quotes or interviews."""

    id: int
    name: str
    slug: str
    url: Annotated[str | None, Field(description="The person's public page.")]
    full_url: str | None
    spellings: Annotated[list[str], Field(description="Other ways to write the name, in any alphabet.")]
    roles: list[Role]
    picture: ImageDict | None
    articles: Annotated[int, Field(description="Public articles that quote or interview the person.")]
    quotes: Annotated[int, Field(description="Quotes and answers in them.")]


class PersonArticle(ArticleReference):
    """An article that quotes or interviews the person."""

    published_at: Moment | None


class PersonDetail(Person):
    """A person with what they said last."""

    biography: Annotated[str, Field(description="Rich text in the format that is asked for.")]
    link: Annotated[str | None, Field(description="A page about the person elsewhere.")]
    offices: Annotated[list[Office], Field(description="Over time: the current one first, then the latest.")]
    newest_articles: list[PersonArticle]
    newest_quotes: list[Quote]
    quotes_url: Annotated[str | None, Field(description="Where all of the person's quotes are listed.")]
