"""The view of an article as Markdown."""

from __future__ import annotations

import hashlib
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.views.decorators.http import condition, require_safe

from ... import __version__
from ..addresses import page_address
from ..content.article_html import ArticleHTML
from ..content.plain import one_line
from ..content.references import References
from ..text_language import dates_in, label
from .converter import to_markdown

LONGEST = 200_000
"""Characters of an article's text that are converted, some thirty thousand words. The rest is left out."""


def article(page: Any, request: HttpRequest) -> HttpResponse:
    """The article as CommonMark, with its title, date, authors and source; ``text.md`` below its address."""
    changed = page.last_published_at or page.latest_revision_created_at
    known = repr((__version__, page.pk, changed, request.build_absolute_uri()))
    etag = f'W/"{hashlib.sha256(known.encode()).hexdigest()[:32]}"'

    @require_safe
    @condition(etag_func=lambda _request: etag, last_modified_func=lambda _request: _aware(changed))
    def respond(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(article_markdown(page, request), content_type="text/markdown; charset=utf-8")
        # Search engines take the page, not this; browsers take it for text, whatever stands in it.
        response["Link"] = f'<{page_address(page, request)}>; rel="canonical"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return respond(request)


def article_markdown(page: Any, request: HttpRequest) -> str:
    """The article as CommonMark."""
    address = page_address(page, request)
    text = ArticleHTML(page, References([page], request), address, LONGEST).write()
    html = [f"<h1>{_escaped(page.title)}</h1>", _about(page), text, _tags(page)]
    return to_markdown("\n".join(html))


def _about(page: Any) -> str:
    """When, where and by whom."""
    parts = [_date(page), page.dateline, *page.author_names, page.outlet]
    return f"<p>{' · '.join(filter(None, map(_escaped, parts)))}</p>"


def _date(page: Any) -> str:
    with dates_in(page.text_language):
        if page.has_time:
            moment = page.published_at
            moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
            zone = moment.strftime("%Z")
            return f"{date_format(moment)}, {time_format(moment)} {zone}".strip()
        return date_format(page.published_on) if page.published_on else ""


def _tags(page: Any) -> str:
    names = [_escaped(tag.name) for tag in page.tags.all()] if hasattr(page, "tags") else []
    return f"<p>{_escaped(label('tags', page.text_language))}: {', '.join(names)}</p>" if names else ""


def _escaped(text: Any) -> str:
    return escape(one_line(text), quote=False)


def _aware(moment: Any) -> Any:
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
