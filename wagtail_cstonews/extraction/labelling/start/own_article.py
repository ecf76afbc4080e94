"""Whether a document has an article of its own, and where it begins.

A title or the mark-up says it best. Where neither does, the text is bare: then it is asked what the site's
other documents have on top of theirs (:mod:`.shared_top`), where a headline stands below other articles'
summaries (:mod:`.article_start`), and whether the whole is a list of them (:mod:`.listing`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
"""Words; with fewer it is rather the site's name, or a section's."""
_NEAR_BELOW = 5
"""Lines below a heading among which its article begins."""
_LONGEST_HEADLINE = 60, 400
"""Words and characters of a line that heads an article, where its place says so."""
_FULL_STOP = re.compile(r"(?<![.?!…])[.。।]$")


@dataclass(slots=True)
class OwnArticle:
    """Where a document's own article begins."""

    top: int
    """How many of the first lines are the site's, as its other documents show."""
    start: ArticleStart
    """Which line is the headline, where it stands below those lines or other articles' summaries."""
    is_listing: bool
    """Whether there is no article: the document sums up several."""
    scores: LineScores | None
    """What the line model says of the lines below the site's, where it was asked."""
    site: SiteProfile | None

    @property
    def first(self) -> int:
        """The first line that may be the article's."""
        return self.top if self.start.headline is None else self.start.headline


def find_own_article(
    lines: Sequence[Line],
    facts: Sequence[Facts],
    given_titles: Sequence[str],
    url: str | None,
    site: SiteProfile | None,
) -> OwnArticle:
    """Where the article of a document begins. ``given_titles`` are those that came with it, ``url`` its
    address, ``site`` the profile of its site.
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
        """Whether neither a title nor mark-up says which line is the headline.

        The ``<title>`` of many old pages is the site's name: one that is printed nowhere says nothing.
        """
        if not any(line.hints for line in self.lines):
            return not self.given_titles
        headed = (fact for fact in self.facts if fact.tag == "h1" and fact.words >= _FEWEST_OF_H1)
        return all(self._is_the_sites(fact) for fact in headed) and self._titles_say_nothing()

    def _titles_say_nothing(self) -> bool:
        """Whether no line of the article's is like a title that the mark-up tells."""
        printed = lines_like(self.facts, range(len(self.facts)), self.given_titles)
        return all(self._is_the_sites(self.facts[index]) for index in printed)

    def _is_the_sites(self, fact: Facts) -> bool:
        """Whether a line heads half of the site's documents: it is the name of the site or a section."""
        return self.site is not None and self.site.heads_many(line_key(fact.text))

    # ------------------------------------------------------------------ where the article begins

    def _find_start(self) -> tuple[ArticleStart, LineScores | None]:
        """The headline below the site's first lines, or below other articles' summaries; and what the line
        model says of the lines below the site's, where it was asked.

        Only where nothing else says which line is the headline: a title or the mark-up says it better.
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
        return ArticleStart(headline, start.probability, is_guess=headline is not None), scores

    def _scores(self) -> LineScores:
        """What the line model says of the lines below the site's, as bare text."""
        from ...line_model.network import score_lines

        shown = self.facts[self.top :]
        return score_lines([fact.text for fact in shown], None, [fact.form for fact in shown])

    def _below_others_by_heading(self) -> ArticleStart:
        """The page's only ``<h1>``, where other articles' summaries stand above it and prose below."""
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
        """The first line below the site's, if it may be a headline."""
        for index in range(self.top, len(self.facts) - 1):
            fact = self.facts[index]
            if fact.form not in ("blank", "symbols", "date"):
                fits = 2 <= fact.words <= _LONGEST_HEADLINE[0] and len(fact.text) <= _LONGEST_HEADLINE[1]
                fits = fits and fact.link_density < MOST_LINKED
                return index if fits and fact.form in ("", "byline", "caption") else None
        return None

    # ------------------------------------------------------------------ whether there is one

    def _is_listing(self, start: ArticleStart, url: str | None) -> bool:
        """Whether the document has no article of its own, as far as itself or its site shows."""
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
        """Whether a guessed headline is rather a summary. Headlines that are sentences ask or call out."""
        return start.is_guess and _FULL_STOP.search(self.facts[headline].text) is not None

    def _is_shared(self, start: ArticleStart, headline: int) -> bool:
        """Whether what was taken for the headline may be a summary, as other documents have it."""
        fact = self.facts[headline]
        if start.is_guess:
            return True
        if self.site is None or self.site.documents_with(line_key(fact.text)) < 2:
            return False
        below = next((other for other in self.facts[headline + 1 :] if other.text), None)
        return below is None or not below.text.startswith(fact.text)
