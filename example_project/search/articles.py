"""The pages that a search finds: which they are, what filters need of them, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone
from home.visible import homes, public_below
from wagtail.models import Page, Site

from wagtail_cstonews.pages.models import InterviewPage, NewsIndexPage, NewsPage

from .snippets import Words, snippet, text_of

MOST = 500
"""Pages that a search looks at, the best ones: nobody reads on, and filters count them one by one."""


@dataclass(frozen=True)
class Match:
    """A page that was found, as filters see it."""

    pk: int
    path: str
    is_interview: bool
    year: int | None
    is_article: bool


@dataclass(frozen=True)
class Found:
    """What a search found, best first."""

    matches: list[Match]
    sections: list[NewsIndexPage]
    is_cut: bool = False


@dataclass
class Result:
    """A page of the list."""

    page: Any
    snippet: str
    is_interview: bool

    @property
    def picture(self) -> Any:
        return getattr(self.page, "lead_image", None)


def found_articles(words: Words, request: HttpRequest, site: Site) -> Found:
    """What answers the words, in any of the site's languages."""
    above = homes(request, site).values()
    pages = public_below(Page.objects.only("pk", "path", "content_type"), request, *above)
    pages = list(pages.search(words.searched)[: MOST + 1])
    dates = dict(
        NewsPage.objects.filter(pk__in=[page.pk for page in pages]).values_list("pk", "published_at")
    )
    interview = ContentType.objects.get_for_model(InterviewPage).pk
    matches = [
        Match(
            page.pk,
            page.path,
            page.content_type_id == interview,
            timezone.localtime(date).year if (date := dates.get(page.pk)) else None,
            page.pk in dates,
        )
        for page in pages[:MOST]
    ]
    sections = public_below(NewsIndexPage.objects.order_by("path"), request, *above) if matches else ()
    return Found(matches, list(sections), len(pages) > MOST)


def load(matches: Iterable[Match], words: Words) -> list[Result]:
    """The pages themselves, in their order, with the place where the words stand."""
    wanted = list(matches)
    articles = NewsPage.objects.select_related("locale", "lead_image").in_bulk(
        [match.pk for match in wanted if match.is_article]
    )
    others = [match.pk for match in wanted if not match.is_article]
    rest = {page.pk: page for page in Page.objects.filter(pk__in=others).specific()} if others else {}
    pages: dict[int, Any] = {**articles, **rest}
    return [
        Result(pages[match.pk], snippet(text_of(pages[match.pk]), words), match.is_interview)
        for match in wanted
        if match.pk in pages
    ]
