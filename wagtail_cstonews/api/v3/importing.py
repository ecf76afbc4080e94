"""The import as an endpoint of version 3, with a bearer token, and in the OpenAPI document.

The answer is made by :mod:`..importing`, as in version 2; what is here says of which shape it is.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar, Literal

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from ninja import Router, Schema
from pydantic import ConfigDict, Field
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import ProblemDetail

from ...extraction.article.line import LABELS
from ...importing.entries.entry import STATES
from ..importing import PROBLEM_JSON, respond

router = Router(tags=["import"])


class ImportTokenAuth(BearerTokenAuth):
    """The bearer token; who sends none is anonymous, whatever session a cookie names, and told what to do."""

    def __call__(self, request: HttpRequest) -> Any:
        authenticated = super().__call__(request)
        if not authenticated:
            request.user = AnonymousUser()
        return authenticated or request.user


# ------------------------------------------------------------------ what comes in


class ImportDocumentSchema(Schema):
    """A document as a row of JSON Lines has it. Other names of these fields are taken as well."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        json_schema_extra={
            "anyOf": [{"required": ["text"]}, {"required": ["html"]}],
            "examples": [{"text": "Lock closed\n\nThe lock is closed until May.", "section": "news"}],
        },
    )

    text: str | list[str] | None = Field(None, description="The document as plain text, or its paragraphs.")
    html: str | None = Field(None, description="The document as a page, or as the HTML of the article alone.")
    section: int | str | None = Field(
        None, description="The section's id or slug. May be left out by who may import into one section only."
    )
    save: bool = Field(False, description="Save it. Without, it is only shown what would become of it.")
    publish: bool = Field(False, description="Publish what is saved; a draft otherwise.")
    keep: bool = Field(
        False, description="Make a page of it even if it looks like no article, or nearly like another one."
    )
    lines: bool = Field(False, description="Answer with every line, not only with those that are left out.")
    prefer: Literal["html", "text"] = Field("html", description="Which to take where both are given.")
    id: str | int | None = Field(None, description="Identifies the document where it has no address.")
    url: str | None = Field(None, description="Its address, by which it is known when it comes again.")
    title: str | None = None
    date: str | int | None = Field(None, description="When it was published, as written, or as a timestamp.")
    author: str | list[str] | None = None
    language: str | None = Field(None, description="A code such as “ru”.")
    tags: str | list[str] | None = None
    image: str | None = Field(None, description="The address of the lead image. It is not fetched.")
    lead: str | None = None
    slug: str | None = None


# ------------------------------------------------------------------ what goes out


class ImportWarningSchema(Schema):
    code: str
    message: str
    line: int | None = Field(description="The number of the line that it is about.")


class ImportLineSchema(Schema):
    """A line of the document, and what it was taken for."""

    number: int
    label: Literal[LABELS]  # type: ignore[valid-type]
    label_words: str
    text: str = Field(description="The line as it came, before any repair.")
    reason: str = Field(description="Why it has this label.")


class ImportPersonSchema(Schema):
    """Somebody whom the page names in a place for a person."""

    id: int | None = Field(description="The person on record.")
    name: str
    role: str | None
    is_new: bool = Field(description="Whether saving adds this person.")
    is_ambiguous: bool = Field(description="Whether several people on record are called so.")


class ImportSectionSchema(Schema):
    id: int
    title: str
    slug: str


class ImportRunSchema(Schema):
    id: int
    url: str | None = Field(description="Its report in the admin, where it can be undone.")


class ImportAddressesSchema(Schema):
    """Where a page is."""

    id: int | None = Field(description="Null before it is saved.")
    type: str
    title: str
    slug: str | None = Field(description="Null before it is saved.")
    live: bool
    edit_url: str | None
    api_url: str | None
    url: str | None = Field(description="On the site; null unless it is published.")


class ImportPageSchema(ImportAddressesSchema):
    """The page, with the fields that its type has in the API."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")

    lead: str | None = None
    published_at: str | None = None
    body: list[Any] = []
    quotes: list[Any] = []
    interviewee: Any = None
    interviewer: Any = None


class ImportAnswerSchema(Schema):
    """What would become of the document, or what did."""

    outcome: Literal[STATES]  # type: ignore[valid-type]
    message: str = Field(description="Why, where it is not simply new or changed.")
    saved: bool = Field(description="Whether anything was written.")
    confidence: float | None = Field(description="How sure extraction is, from 0 to 1.")
    confidence_words: str
    kind: Literal["news", "interview"] | None
    warnings: list[ImportWarningSchema]
    section: ImportSectionSchema
    page: ImportPageSchema | None
    existing: ImportAddressesSchema | None = Field(description="The page that has the document already.")
    people: list[ImportPersonSchema]
    left_out: list[ImportLineSchema] = Field(description="Every line that is not on the page, and why.")
    lines: list[ImportLineSchema] | None
    run: ImportRunSchema | None
    proposal: ImportRunSchema | None = Field(
        description="The change that waits for an editor, where the page was edited by hand."
    )
    ignored: list[str] = Field(description="Fields of the request that are not known.")


_PARAMETERS = [
    {"name": name, "in": "query", "required": False, "schema": {"type": kind}, "description": text}
    for name, kind, text in (
        ("section", "string", "The section's id or slug."),
        ("save", "boolean", "Save it."),
        ("publish", "boolean", "Publish what is saved."),
        ("url", "string", "The document's address. Every other field of the JSON may be given so as well."),
    )
]
_REFUSALS = {
    400: "The JSON cannot be read.",
    401: "No valid token.",
    403: "The user may not import, into this section, or not publish there.",
    413: "The body is too large.",
    415: "Another media type.",
    422: "A field cannot be used, or nothing could be saved.",
    429: "Too many requests in a minute; `Retry-After` says how many seconds to wait.",
}


def _refusal(status: int, text: str) -> dict[str, Any]:
    example = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": text}
    schema = {"$ref": "#/components/schemas/ProblemDetail"}
    return {"description": text, "content": {PROBLEM_JSON: {"schema": schema, "example": example}}}


@router.post(
    "/",
    response={200: ImportAnswerSchema, 201: ImportAnswerSchema, 422: ProblemDetail},
    auth=ImportTokenAuth(),
    url_name="import_document",
    operation_id="import_document",
    summary="Import a document",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": ImportDocumentSchema.model_json_schema()},
                "text/plain": {"schema": {"type": "string"}},
                "text/html": {"schema": {"type": "string"}},
            },
        },
        "parameters": _PARAMETERS,
        "responses": {status: _refusal(status, text) for status, text in _REFUSALS.items()},
    },
)
def import_document(request: HttpRequest) -> HttpResponse:
    """Show what would become of a raw text or page, or with `save` make a draft of it.

    The body is JSON with `text` or `html`, or the raw text or page itself with the other fields in the query.
    Nothing is dropped unseen: `left_out` has every line that is not on the page, and why.
    """
    return respond(request, _api_address, challenge='Bearer realm="api"')


def _api_address(page: Any) -> str | None:
    try:
        return reverse("wagtailapi_v3:detail_page", args=[page.pk])
    except NoReverseMatch:
        return None
