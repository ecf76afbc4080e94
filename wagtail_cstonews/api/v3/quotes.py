"""What is said in public articles, and by whom."""

# No postponed annotations: the decorated functions stand for others, in whose module they would be looked up.

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from ..shared.parameters import check_names
from ..shared.quotes import FORMS, ORDERS, QuoteList, find_quote
from ..shared.shapes import Quote
from .answers import NOT_FOUND, PUBLIC_READ, REFUSED, ListParameters, refusing
from .parameters import parameter

quotes_router = Router(tags=["quotes"], auth=list(PUBLIC_READ))


class Quotes(Schema):
    """A part of the list of quotes."""

    count: int
    items: list[Quote]


class QuoteParameters(ListParameters):
    """Which quotes are listed. Any other parameter is refused."""

    speaker: Annotated[str | None, parameter("The slug or the id of who speaks.", "anna-orlova")]
    since: Annotated[str | None, parameter("The first day, month or year of publication.", "2026-05")]
    until: Annotated[str | None, parameter("The last day, month or year, which belongs to the list.", "2026")]
    year: Annotated[str | None, parameter("The year of publication.", "2026")]
    month: Annotated[str | None, parameter("1 to 12, of that year.", "5")]
    form: Annotated[
        str | None,
        parameter("A block of its own, words in a paragraph, or an answer.", "answer", enum=list(FORMS)),
    ]
    article: Annotated[str | None, parameter("The id of an article.", 12, type="integer")]
    search: Annotated[str | None, parameter("Words of the quote.", "joint exercise")]
    kind: Annotated[
        str | None, parameter("Of interviews, or of other articles.", "news", enum=["news", "interview"])
    ]
    tag: Annotated[str | None, parameter("The slug of a tag of the articles.", "rail")]
    section: Annotated[str | None, parameter("The slug of a section, or the id of a page above.", "news")]
    locale: Annotated[str | None, parameter("The language code of the articles' tree.", "en")]
    order: Annotated[
        str | None, parameter("By the articles' dates; newest first.", "published_at", enum=list(ORDERS))
    ]


@quotes_router.get(
    "/",
    response={200: Quotes, **REFUSED},
    url_name="list_quotes",
    summary="List quotes",
    operation_id="quotes_list",
)
@refusing
def list_quotes(request: HttpRequest, parameters: QuoteParameters = Query(...)) -> dict[str, Any]:  # noqa: B008
    """Quotes and answers in public articles, by speaker, date, words and article."""
    count, items = QuoteList.from_parameters(request.GET).answer(request)
    return {"count": count, "items": items}


@quotes_router.get(
    "/{quote_id}/",
    response={200: Quote, **REFUSED, **NOT_FOUND},
    url_name="detail_quote",
    summary="Quote detail",
    operation_id="quotes_detail",
)
@refusing
def get_quote(request: HttpRequest, quote_id: str) -> Quote:
    """One quote."""
    check_names(request.GET, ())
    if (found := find_quote(quote_id, request)) is None:
        raise Http404("No quote matches the given id.")
    return found
