"""What stands where on the front page. The number of queries is the same for any number of articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags

from wagtail_cstonews.models import Person
from wagtail_cstonews.models.pages.facets import is_dated
from wagtail_cstonews.pages.models import NewsPage

from .pictures import load_pictures
from .visible import public_below

NEWEST = 40
"""Articles that the front page looks at."""

SECONDS, VOICES, INTERVIEWS, LATEST, BRIEFS = 3, 3, 4, 6, 8

READ_FOR_VOICES = 20
"""Bodies are long: only those of the newest articles are read for words to print."""

SHORTEST_WORDS, LONGEST_WORDS = 45, 230
"""Characters of words that stand well by themselves."""

UNUSED = ("body", "quotes", "related", "authors")

_ENDS = re.compile(r"[.!?…][”»\"]?\Z")


@dataclass
class Voice:
    """What somebody says in an article."""

    words: str
    person: Person
    role: str
    article: NewsPage


class FrontPage:
    """The articles of a front page, each in one place."""

    def __init__(self, home: Any, request: HttpRequest) -> None:
        articles = newest_articles(home, request)
        self.lead = articles[0] if articles else None
        self.seconds = articles[1 : 1 + SECONDS]
        rest = articles[1 + SECONDS :]
        self.interviews = [page for page in rest if page.is_interview][:INTERVIEWS]
        rest = [page for page in rest if page not in self.interviews]
        self.latest, self.briefs = rest[:LATEST], rest[LATEST : LATEST + BRIEFS]
        self.voices = voices_of(articles[:READ_FOR_VOICES])
        with_picture = [self.lead, *self.seconds, *self.latest, *self.interviews]
        load_pictures(
            [
                *(page.lead_image for page in with_picture if page),
                *(page.asked.picture for page in self.interviews if page.asked),
                *(voice.person.picture for voice in self.voices),
            ]
        )


def newest_articles(home: Any, request: HttpRequest) -> list[NewsPage]:
    """The newest public articles below a page, those without a date last; a pinned one comes first.

    Each knows who is ``asked`` in it, if that is known, and in which office.
    """
    pages = public_below(NewsPage.objects.all(), request, home).defer(*UNUSED)
    pages = pages.select_related("locale", "lead_image", "cstonews_interviewpage__interviewee__picture")
    # Apart from those without a date, the index of dates tells which are newest.
    found = list(pages.filter(is_dated()).order_by("-published_at", "-pk")[:NEWEST])
    if len(found) < NEWEST:
        found += pages.exclude(is_dated()).order_by("-pk")[: NEWEST - len(found)]
    if pinned := home.pinned_article_id:
        first = [page for page in found if page.pk == pinned] or list(pages.filter(pk=pinned))
        found = [*first, *(page for page in found if page.pk != pinned)]
    for page in found:
        interview = getattr(page, "cstonews_interviewpage", None)
        page.asked = interview.interviewee if interview else None
        page.interviewee_name = interview.interviewee_name if interview else ""
        page.interviewee_role = interview.interviewee_role if interview else ""
    return found


def voices_of(articles: list[NewsPage]) -> list[Voice]:
    """Words of the newest articles, at most one of each article and each person."""
    bodies = NewsPage.objects.only("body").in_bulk([page.pk for page in articles])
    said: dict[int, tuple[str, str, NewsPage]] = {}
    for article in articles:
        asked = article.asked.pk if article.asked else None
        for person, words, role in spoken(bodies[article.pk].body.raw_data, asked):
            if person not in said:
                said[person] = (words, role or article.interviewee_role, article)
                break
        if len(said) == VOICES:
            break
    people = Person.objects.select_related("picture").in_bulk(said)
    return [
        Voice(words, people[pk], role, article) for pk, (words, role, article) in said.items() if pk in people
    ]


def spoken(blocks: Iterable[Any], asked: int | None) -> Iterator[tuple[int, str, str]]:
    """Who says what in a stored body, and in which office: words that need nothing around them.

    Answers without a speaker are those of ``asked``.
    """
    for block in blocks:
        value = block["value"]
        if block["type"] == "quote" and value.get("speaker") and stands_alone(value.get("quote") or ""):
            yield int(value["speaker"]), value["quote"], value.get("role") or ""
        elif block["type"] == "exchange" and (speaker := value.get("answerer") or asked):
            for part in value.get("answer") or ():
                words = unescape(strip_tags(part["value"])).strip() if part["type"] == "paragraph" else ""
                if stands_alone(words):
                    yield int(speaker), words, value.get("answerer_role") or ""


def stands_alone(words: str) -> bool:
    """Whether it is one or two sentences, from the first to the last letter."""
    fits = SHORTEST_WORDS <= len(words) <= LONGEST_WORDS and "\n" not in words
    return bool(fits and words[0].isupper() and _ENDS.search(words))
