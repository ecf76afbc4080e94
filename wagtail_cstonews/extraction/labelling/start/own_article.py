"""Decides whether a document has an article of its own, and where it begins.

A title or the mark-up is the best evidence. Plain text without either is tested for lines that the site's
documents share at the top (:mod:`.shared_top`), for a headline below summaries of other articles
(:mod:`.article_start`), and for being a listing (:mod:`.listing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....text.patterns import lazy_compile
from ...article.line import Line
from ...lines.facts import Facts
from ...lines.kinds import has_others, is_whole_page, kinds_of
from ...site.keys import line_key
from ...site.profile import SiteProfile
from ...site.shared_top import is_made_of_others, lines_on_top, share_of_others
from ..title.search import lines_like
from .article_start import AT_THE_TOP, ArticleStart, find_start
from .headline_features import MOST_LINKED
from .listing import is_listing

if TYPE_CHECKING:
    from ...line_model.network import LineScores

_FEWEST_OF_H1 = 3
"""Words of an ``<h1>`` that is a headline; a shorter one is more likely the name of the site or a section."""
_NEAR_BELOW = 5
"""Lines below a heading within which its article must begin."""
_LONGEST_HEADLINE = 60, 400
"""The most words and characters of a headline known by its place."""
_FULL_STOP = lazy_compile(r"(?<![.?!…])[.。।]$")


@dataclass(slots=True)
class OwnArticle:
    """Where a document's own article begins, or that it has none."""

    top: int
    """The number of first lines that the site's documents share."""
    start: ArticleStart
    """The headline, if it stands below those lines or below summaries of other articles."""
    is_listing: bool
    """Whether the document is a listing of several articles."""
    scores: LineScores | None
    """The line model's scores of the lines below the shared ones; None if they were not computed."""
    site: SiteProfile | None

    @property
    def first(self) -> int:
        """The first line that may belong to the article."""
        return self.top if self.start.headline is None else self.start.headline


def find_own_article(
    lines: Sequence[Line],
    facts: Sequence[Facts],
    given_titles: Sequence[str],
    url: str | None,
    site: SiteProfile | None,
) -> OwnArticle:
    """Find where the article of a document begins.

    ``given_titles`` came with the document, ``url`` is its URL, ``site`` the profile of its site.
    """
    return _Search(lines, facts, given_titles, site).find(url)


class _Search:
    def __init__(
        self,
        lines: Sequence[Line],
        facts: Sequence[Facts],
        given_titles: Sequence[str],
        site: SiteProfile | None,
    ) -> None:
        self.lines, self.facts, self.given_titles, self.site = lines, facts, given_titles, site
        self.is_bare = self._is_bare()
        self.top = lines_on_top(site, facts) if site and self.is_bare else 0

    def find(self, url: str | None) -> OwnArticle:
        start, scores = self._find_start()
        return OwnArticle(self.top, start, self._is_listing(start, url), scores, self.site)

    # ------------------------------------------------------------------ what says which line is the headline

    def _is_bare(self) -> bool:
        """Whether neither a title nor mark-up identifies the headline.

        The ``<title>`` of many old pages is the site's name, so one that no line matches does not count.
        """
        if not any(line.hints for line in self.lines):
            return not self.given_titles
        headed = (fact for fact in self.facts if fact.tag == "h1" and fact.words >= _FEWEST_OF_H1)
        return all(self._is_the_sites(fact) for fact in headed) and self._titles_say_nothing()

    def _titles_say_nothing(self) -> bool:
        """Whether no line of the article matches a given title."""
        printed = lines_like(self.facts, range(len(self.facts)), self.given_titles)
        return all(self._is_the_sites(self.facts[index]) for index in printed)

    def _is_the_sites(self, fact: Facts) -> bool:
        """Whether half of the site's documents have the line as title: it names the site or a section."""
        return self.site is not None and self.site.heads_many(line_key(fact.text))

    # ------------------------------------------------------------------ where the article begins

    def _find_start(self) -> tuple[ArticleStart, LineScores | None]:
        """The headline below the shared first lines, or below summaries of other articles; and the line
        model's scores of the lines below the shared ones, if they were computed.

        Looked for only if nothing else identifies the headline: a title or the mark-up is better evidence.
        """
        if not self.is_bare:
            return self._below_others_by_heading(), None
        headline = self._first_below_top() if self.top else None
        if headline is not None and not self.facts[headline].sentence:
            return ArticleStart(headline, 1.0), None
        scores = self._scores()
        start = find_start(self.facts[self.top :], scores)
        if start.headline is not None:
            return ArticleStart(self.top + start.headline, start.probability), scores
        headings = frozenset(self.top + index for index in start.passed_over)
        is_guess = headline is not None
        return ArticleStart(headline, start.probability, is_guess=is_guess, passed_over=headings), scores

    def _scores(self) -> LineScores:
        """The line model's scores of the lines below the shared ones, as plain text."""
        from ...line_model.network import score_lines

        shown = self.facts[self.top :]
        return score_lines([fact.text for fact in shown], None, [fact.form for fact in shown])

    def _below_others_by_heading(self) -> ArticleStart:
        """The page's only ``<h1>``, if summaries of other articles are above it and prose is below."""
        headed = [index for index, fact in enumerate(self.facts) if fact.tag == "h1"]
        if len(headed) != 1 or is_whole_page(self.facts) or not self._titles_say_nothing():
            return AT_THE_TOP
        headline = headed[0]
        fact = self.facts[headline]
        if fact.words < _FEWEST_OF_H1 or fact.link_density >= MOST_LINKED or self._is_the_sites(fact):
            return AT_THE_TOP
        below = [other for other in self.facts[headline + 1 :] if other.text][:_NEAR_BELOW]
        if "p" not in kinds_of(below) or not has_others(self.facts[:headline]):
            return AT_THE_TOP
        return ArticleStart(headline, 1.0)

    def _first_below_top(self) -> int | None:
        """The first line below the shared ones, if it may be a headline."""
        for index in range(self.top, len(self.facts) - 1):
            fact = self.facts[index]
            if fact.form not in ("blank", "symbols", "date"):
                fits = 2 <= fact.words <= _LONGEST_HEADLINE[0] and len(fact.text) <= _LONGEST_HEADLINE[1]
                fits = fits and fact.link_density < MOST_LINKED
                return index if fits and fact.form in ("", "byline", "caption") else None
        return None

    # ------------------------------------------------------------------ whether there is one

    def _is_listing(self, start: ArticleStart, url: str | None) -> bool:
        """Whether the document or its site profile shows that it has no article of its own."""
        headline = start.headline
        if headline is not None and not self._is_shared(start, headline):
            return False
        if self.site and is_made_of_others(self.site, self.facts, headline):
            return True
        if not self.is_bare or (headline is not None and not self._ends_with_stop(start, headline)):
            return False
        shared = share_of_others(self.site, self.facts, headline) if self.site else 0.0
        return is_listing(self.facts, url, shared)

    def _ends_with_stop(self, start: ArticleStart, headline: int) -> bool:
        """Whether a guessed headline ends with a full stop, like a summary. Headlines end with ? or !."""
        return start.is_guess and _FULL_STOP.search(self.facts[headline].text) is not None

    def _is_shared(self, start: ArticleStart, headline: int) -> bool:
        """Whether the supposed headline may be a summary, since other documents contain it, too."""
        fact = self.facts[headline]
        if start.is_guess:
            return True
        if self.site is None or self.site.documents_with(line_key(fact.text)) < 2:
            return False
        below = next((other for other in self.facts[headline + 1 :] if other.text), None)
        return below is None or not below.text.startswith(fact.text)
