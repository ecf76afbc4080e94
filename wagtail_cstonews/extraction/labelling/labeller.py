"""Lines to labels: which lines are the article, and what the others are.

:func:`.body.find_body` decides which lines are the article's body; this module finds the
title and names what stands before, in and after the body. Every line gets a label; what is left out gets
a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from ..article.line import Label, Line
from ..languages import boilerplate
from ..languages.dates import starts_with_date
from ..lines.facts import (
    BULLET,
    HEADING_TAGS,
    STRONG_BULLET,
    Facts,
    find_letters,
    is_heading,
    is_name_list,
    is_sign_off,
    is_summary,
    line_facts,
    names_in,
)
from ..site.profile import SiteProfile, line_key
from ..site.shared_top import is_made_of_others, lines_on_top, share_of_others
from .article_start import (
    AT_THE_TOP,
    MOST_LINKED,
    ArticleStart,
    ends_with_date,
    find_start,
    has_others,
    is_whole_page,
    kinds_of,
    repeats,
)
from .body import ROW_TAGS, BodyLines, find_body, stands_beside
from .labels import write_labels
from .listing import is_listing
from .title import find_title, lines_like

if TYPE_CHECKING:
    from ..line_model.network import LineScores

# --------------------------------------------------------------------------- all labels


def label_lines(
    lines: Sequence[Line],
    *,
    given_titles: Sequence[str | None] = (),
    language: str | None = None,
    url: str | None = None,
    site: SiteProfile | None = None,
) -> BodyLines:
    """Finds the labels of all lines (:func:`find_labels`), and writes them on the lines."""
    found = find_labels(lines, given_titles=given_titles, language=language, url=url, site=site)
    write_labels(lines, found.labels)
    return found


def find_labels(
    lines: Sequence[Line],
    *,
    given_titles: Sequence[str | None] = (),
    language: str | None = None,
    url: str | None = None,
    site: SiteProfile | None = None,
) -> BodyLines:
    """What every line is, and what the line model said of it. The lines stay as they are.

    Each line is to be what a reader takes for one: join the lines of hand-wrapped paragraphs first
    (:func:`.plain_text.passages`). ``given_titles`` are titles known from elsewhere (the source's record,
    Open Graph, ``<title>``), the most trusted first; they may carry the site's name. ``language`` is the
    ISO 639-1 code, ``url`` the page's address (it often repeats the title), ``site`` the profile of the
    document's site, where they are known.
    """
    page = _Page(lines, [title for title in given_titles if title], language, url, site)
    page.label()
    page.found.labels = {
        line.number: Label(label, reason)
        for line, label, reason in zip(lines, page.labels, page.reasons, strict=True)
    }
    return page.found


_FULL_STOP = re.compile(r"(?<![.?!…])[.。।]$")


class _Page:
    """The lines of one document while they are being labelled."""

    def __init__(
        self,
        lines: Sequence[Line],
        given_titles: Sequence[str],
        language: str | None,
        url: str | None,
        site: SiteProfile | None = None,
    ) -> None:
        self.lines, self.url = lines, url
        self.facts = [line_facts(line) for line in lines]
        self.given_titles, self.site = given_titles, site
        self.is_bare = self._is_bare()
        self.top = lines_on_top(site, self.facts) if site and self.is_bare else 0
        self.start, scores = self._find_start()
        below = self.start.headline if self.start.headline is not None else self.top
        # Before the profile makes chrome of what the site's other documents have.
        is_listing = self._is_listing()
        self.found = find_body(
            lines[below:], self.facts[below:], site, scores if below == self.top else None
        ).below(below)
        self.found.start, self.found.is_listing = self.start, is_listing
        self.mask = self.found.mask
        self.filled = [index for index, fact in enumerate(self.facts) if fact.form != "blank"]
        self.place = {index: place for place, index in enumerate(self.filled)}
        self.has_date = False
        self.labels, self.reasons = [""] * len(lines), [""] * len(lines)

    def label(self) -> None:
        for index, fact in enumerate(self.facts):
            if fact.form == "blank":
                self._set(index, "blank", "")
        if not any(self.mask):
            self._take_what_there_is()
        title = self._find_title()
        if title is not None:
            self._label_before(title)
            self._set(title, "title", "")
            self.mask[title] = False
        self._drop_trailing_teasers()
        self._label_rest(title)
        self._label_repeated_title(title)
        self._label_dates_of_teasers()
        self._label_body(title)
        self._say_what_repeats()

    # ------------------------------------------------------------------ where the article begins

    def _scores(self) -> LineScores:
        """What the line model says of the lines below the site's, as bare text."""
        from ..line_model.network import score_lines

        shown = self.facts[self.top :]
        return score_lines([fact.text for fact in shown], None, [fact.form for fact in shown])

    def _find_start(self) -> tuple[ArticleStart, LineScores | None]:
        """The headline below the site's first lines, or below other articles' summaries; and what the line
        model says of the lines below the site's, where it was asked.

        Only where nothing else says which line is the headline: a title or the mark-up says it better.
        """
        if not self.is_bare:
            return self._below_others_by_heading(), None
        headline = self._first_below(self.top) if self.top else None
        if headline is not None and not self.facts[headline].sentence:
            return ArticleStart(headline, 1.0), None
        scores = self._scores()
        start = find_start(self.facts[self.top :], scores)
        if start.headline is not None:
            return ArticleStart(self.top + start.headline, start.probability), scores
        return ArticleStart(headline, start.probability, is_guess=headline is not None), scores

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

    def _is_listing(self) -> bool:
        """Whether the document has no article of its own, as far as itself or its site shows."""
        if self.start.headline is not None and not self._is_shared(self.start.headline):
            return False
        if self.site and is_made_of_others(self.site, self.facts, self.start.headline):
            return True
        if not self.is_bare or (self.start.headline is not None and not self._ends_with_stop(self.start)):
            return False
        shared = share_of_others(self.site, self.facts, self.start.headline) if self.site else 0.0
        return is_listing(self.facts, self.url, shared)

    def _ends_with_stop(self, start: ArticleStart) -> bool:
        """Whether a guessed headline is rather a summary. Headlines that are sentences ask or call out."""
        return start.is_guess and _FULL_STOP.search(self.facts[start.headline or 0].text) is not None

    def _is_shared(self, headline: int) -> bool:
        """Whether what was taken for the headline may be a summary, as other documents have it."""
        fact = self.facts[headline]
        if self.start.is_guess:
            return True
        if self.site is None or self.site.documents_with(line_key(fact.text)) < 2:
            return False
        below = next((other for other in self.facts[headline + 1 :] if other.text), None)
        return below is None or not below.text.startswith(fact.text)

    def _first_below(self, top: int) -> int | None:
        """The first line below the site's, if it may be a headline."""
        for index in range(top, len(self.facts) - 1):
            fact = self.facts[index]
            if fact.form not in ("blank", "symbols", "date"):
                fits = 2 <= fact.words <= _LONGEST_HEADLINE[0] and len(fact.text) <= _LONGEST_HEADLINE[1]
                fits = fits and fact.link_density < MOST_LINKED
                return index if fits and fact.form in ("", "byline", "caption") else None
        return None

    def _find_title(self) -> int | None:
        if self.start.headline is not None:
            return self.start.headline
        top = self.top
        title = find_title(
            self.facts[top:], self.mask[top:], self.given_titles, self.found.title[top:], self.url
        )
        return None if title is None else top + title

    def _say_what_repeats(self) -> None:
        """What the site's other documents show of a line is a better reason than its form."""
        for index, (label, reason) in self.found.site_reasons.items():
            if self.labels[index] in _UNSURE:
                self._set(index, label, reason)

    def _set_by_form(self, index: int) -> bool:
        """Label what its form alone decides, wherever it stands. Returns whether it did."""
        form = self.facts[index].form
        if form == "pointer":
            self._set(index, "teaser", "points to another article")
        elif form in _CHROME_REASONS:
            self._set(index, "chrome", _CHROME_REASONS[form])
        else:
            return False
        return True

    def _set(self, index: int, label: str, reason: str) -> None:
        self.labels[index], self.reasons[index] = label, reason
        self.has_date = self.has_date or label == "date"

    def _open(self, index: int) -> bool:
        return not self.labels[index]

    def _body(self) -> list[int]:
        return [index for index, inside in enumerate(self.mask) if inside]

    def _take_what_there_is(self) -> None:
        """A text of a few short lines has no prose to be found by: all that is not chrome is the article."""
        plain = [
            index
            for index in self.filled
            if self.facts[index].form == "" and self.facts[index].link_density < 0.5
        ]
        if len(plain) <= _MOST_SHORT_LINES:
            for index in plain:
                self.mask[index] = True

    # ------------------------------------------------------------------ before, after, beside

    def _label_before(self, title: int) -> None:
        """What stands before the title: other articles' summaries, the section's name, the site's chrome."""
        near = self.place[title] - _NEAR_TITLE
        others_above = self.start.headline == title and (self.top > 0 or has_others(self.facts[:title]))
        for place, index in enumerate(self.filled[: self.place[title]]):
            fact, following = self.facts[index], self.filled[place + 1]
            self.mask[index] = False
            if self._set_by_form(index):
                continue
            if others_above:
                self._label_above_start(index, following == title)
            elif self._is_teaser(index):
                self._set(index, "teaser", "a summary before the title")
            elif fact.form == "date" and following < title and self._is_teaser(following):
                self._set(index, "teaser", "the date of the summary below it")
            elif fact.form in ("date", "byline") and place >= near:
                self._set(index, fact.form, "")
            elif (
                following == title
                and fact.words <= 4
                and not fact.sentence
                and fact.tag != "li"
                and self._has_little_before(index)
            ):
                self._set(index, "kicker", "")
            else:
                self._set(index, "chrome", "stands before the title")

    def _label_above_start(self, index: int, is_next: bool) -> None:
        """What stands above a headline with its own article: other articles' dates, titles, summaries."""
        fact = self.facts[index]
        if index < self.top and self.site:
            says_something = fact.words >= _FEWEST_OF_HEADLINE or fact.form == "date"
            self._set(index, "teaser" if says_something else "chrome", self.site.reason_on_top())
        elif fact.form == "date":
            own = is_next and not _DATES_BELOW.fullmatch(kinds_of(self._filled_facts(index)))
            self._set(index, "date" if own else "teaser", "" if own else "the date of a summary")
        elif fact.words >= _FEWEST_OF_HEADLINE:
            self._set(index, "teaser", "a summary or title of another article, above the title")
        else:
            self._set(index, "chrome", "stands before the title")

    def _filled_facts(self, last: int) -> list[Facts]:
        """The lines with words up to one."""
        return [self.facts[index] for index in self.filled[: self.place[last] + 1]]

    def _is_teaser(self, index: int) -> bool:
        """Whether a line before the title says something: a whole sentence, or as many words as one has."""
        fact = self.facts[index]
        if fact.form or fact.tag in HEADING_TAGS or not self._says_something(fact):
            return False
        return not stands_beside(self.lines[index].hints)

    def _says_something(self, fact: Facts) -> bool:
        if fact.sentence:
            return fact.words >= _FEWEST_WORDS
        if fact.words < _MANY_WORDS or _DIVIDED.search(fact.text):
            return False
        return len(_SMALL_WORD.findall(fact.text)) >= _FEWEST_SMALL

    def _has_little_before(self, index: int) -> bool:
        """Little enough that a word over the title is no menu's last entry."""
        apart = index == 0 or self.facts[index - 1].form == "blank"
        return (apart and self.place[index] < 3) or self.facts[index].text.isupper()

    def _drop_trailing_teasers(self) -> None:
        """Summaries of other articles after the body: each with a date, or set off by a wide gap."""
        body = self._body()
        if len(body) < 3:
            return
        dated = {
            index for index in body if starts_with_date(self.facts[index].text) or self._date_above(index)
        }
        tail: list[int] = []
        for index in reversed(body[2:]):
            if index not in dated:
                break
            tail.append(index)
        if tail and len(tail) < len(body) - len(tail) and dated <= {*tail, body[0]}:
            for index in tail:
                self._leave_out(index, "a dated summary after the article")
        self._drop_after_sign_off([index for index in body if self.mask[index]])
        self._drop_after_wide_gap([index for index in body if self.mask[index]])

    def _leave_out(self, index: int, reason: str) -> None:
        self.mask[index] = False
        self._set(index, "teaser", reason)

    def _date_above(self, index: int) -> bool:
        above = self._above(index)
        return above is not None and self.facts[above].form == "date" and not self.mask[above]

    def _drop_after_sign_off(self, body: Sequence[int]) -> None:
        for place, index in enumerate(body[:-1]):
            if place < 2 or not is_sign_off(self.facts[index]):
                continue
            rest = body[place + 1 :]
            divided = any(self.facts[other].form for other in self._filled_between(index, rest[0]))
            words = [sum(self.facts[other].words for other in part) for part in (rest, body[:place])]
            if words[0] < words[1] and (divided or self._is_apart(body[:place], rest)):
                for other in rest:
                    self._leave_out(other, "stands after the sign-off")
            return

    def _filled_between(self, earlier: int, later: int) -> Sequence[int]:
        return self.filled[self.place[earlier] + 1 : self.place[later]]

    def _drop_after_wide_gap(self, body: Sequence[int]) -> None:
        """A gap wider than any before it, and after it prose that names nobody whom the article names."""
        if len(body) < 4:
            return
        gaps = [self._blanks_between(earlier, later) for earlier, later in pairwise(body)]
        widest = list(accumulate([1, *gaps[1:]], max))
        for place in range(len(body) - 1, len(body) // 2, -1):
            if gaps[place - 1] > widest[place - 2] and self._is_apart(body[:place], body[place:]):
                for index in body[place:]:
                    self._leave_out(index, "set apart after the article, about something else")
                return

    def _blanks_between(self, earlier: int, later: int) -> int:
        """Blank lines between two lines; 0 where anything else stands there too."""
        between = self.facts[earlier + 1 : later]
        return len(between) if all(fact.form == "blank" for fact in between) else 0

    def _is_apart(self, article: Sequence[int], rest: Sequence[int]) -> bool:
        known = set().union(*(self.facts[index].stems for index in article))
        shares = []
        for index in rest:
            if not is_summary(self.facts[index]):
                return False
            names = names_in(self.facts[index].text)
            shares.append(len(names & known) / len(names) if names else 1.0)
        return sum(shares) / len(shares) < 0.5

    def _label_rest(self, title: int | None) -> None:
        """The lines outside the body, from the title on (from the top where there is none)."""
        body = self._body()
        start, end = (body[0], body[-1]) if body else (len(self.lines), -1)
        heading = ""
        for index in self.filled:
            if self.mask[index] or not self._open(index):
                continue
            fact = self.facts[index]
            if index > end and fact.form in ("others", "comments"):
                heading = fact.form
            if self._set_by_form(index):
                continue
            if index > end >= 0:
                self._label_after(index, fact, heading)
            elif index < start:
                self._label_head(index, fact, title)
            else:
                self._label_between(index, fact, body)

    def _label_head(self, index: int, fact: Facts, title: int | None) -> None:
        if fact.form in ("date", "byline", "caption"):
            self._set(index, fact.form, "")
        elif title is None:
            self._set(index, "chrome", "stands before the article")
        elif self._above(index) == title and fact.words >= 4 and fact.link_density < 0.5:
            self._set(index, "subtitle", "")
        elif is_name_list(fact) and fact.words <= 8:
            self._set(index, "byline", "")
        else:
            self._set(index, "chrome", "stands between title and body")

    def _above(self, index: int) -> int | None:
        place = self.place[index]
        return self.filled[place - 1] if place else None

    def _label_between(self, index: int, fact: Facts, body: Sequence[int]) -> None:
        at_the_top = index < body[min(len(body) - 1, _NEAR_TITLE)]
        if fact.form == "caption" or (at_the_top and fact.form in ("date", "byline")):
            self._set(index, fact.form, "")
        elif fact.form:
            self._set(index, "chrome", f"a {fact.form} inside the body")
        elif is_summary(fact):
            self._set(index, "chrome", "unlike the paragraphs around it")
        else:
            self._set(index, "chrome", "a short line between paragraphs")

    def _label_after(self, index: int, fact: Facts, heading: str) -> None:
        """``heading`` is the form of the last heading that stands over other articles, or over comments."""
        if fact.form == "date" and self._may_close(index):
            self._set(index, "date", "")
        elif not heading and is_sign_off(fact):
            self._set(index, "signoff", "")
        elif heading == "comments":
            self._set(index, "chrome", "among readers' comments")
        elif "©" in fact.text:
            self._set(index, "chrome", _CHROME_REASONS["chrome"])
        elif is_summary(fact):
            self._set(index, "teaser", "a summary after the article")
        elif heading and fact.words >= 4 and fact.form in ("", "date"):
            self._set(index, "teaser", "under a heading over other articles")
        else:
            self._set(index, "chrome", "stands after the article")

    def _may_close(self, index: int) -> bool:
        """Whether a date right after the body is the article's own: none stands above, no summary follows."""
        place = self.place[index]
        follower = self.filled[place + 1 : place + 2]
        return (
            not self.has_date
            and (self.mask[self.filled[place - 1]] or self.labels[self.filled[place - 1]] == "signoff")
            and not any(self.facts[other].form == "" and self.facts[other].words >= 4 for other in follower)
        )

    def _label_dates_of_teasers(self) -> None:
        """A date on a line of its own above or below a summary of another article belongs to it."""
        for place, index in enumerate(self.filled):
            if self.facts[index].form != "date" or self.labels[index] != "chrome":
                continue
            around = self.filled[max(0, place - 1) : place] + self.filled[place + 1 : place + 2]
            if any(self.labels[other] == "teaser" for other in around):
                self._set(index, "teaser", "the date of a summary")

    def _label_repeated_title(self, title: int | None) -> None:
        if title is None:
            return
        size, key = len(self.facts[title].text), self.facts[title].letters
        for index in self.filled:
            fact = self.facts[index]
            alike = abs(len(fact.text) - size) < _SAME_LENGTH
            if alike and index != title and fact.letters == key:
                self.mask[index] = False
                self._set(index, "duplicate", f"repeats the title in line {self.lines[title].number}")
        if self.start.headline == title:
            self._label_date_below(title)

    def _label_date_below(self, title: int) -> None:
        """The headline's second printing with the date, and perhaps a file to download, behind it."""
        place = self.place[title]
        for index in self.filled[place + 1 : place + 3]:
            fact = self.facts[index]
            if not ends_with_date(fact.text):
                continue
            if repeats(self.facts[title], fact):
                self.mask[index] = False
                self._set(index, "duplicate", f"repeats the title in line {self.lines[title].number}")
            elif fact.words <= _LONGEST_DATE_LINE:
                self.mask[index] = False
                self._set(index, "date", "")

    # ------------------------------------------------------------------ inside the body

    def _without_subtitle(self, body: list[int], title: int | None) -> list[int]:
        """A line under the title that is no sentence, with prose after it, sums the article up."""
        if title is None or len(body) < 3 or self._above(body[0]) != title:
            return body
        fact = self.facts[body[0]]
        if fact.words < 4 or fact.tag == "li" or not is_heading(fact) or not is_summary(self.facts[body[1]]):
            return body
        self.mask[body[0]] = False
        self._set(body[0], "subtitle", "")
        return body[1:]

    def _label_body(self, title: int | None) -> None:
        body = self._without_subtitle(self._body(), title)
        seen: dict[str, int] = {}
        listed = self._list_items(body)
        find_letters([self.facts[index] for index in body])
        for place, index in enumerate(body):
            fact, following = self.facts[index], body[place + 1 : place + 2]
            key = fact.letters
            if fact.words >= 8 and key in seen:
                self._set(index, "duplicate", f"repeats line {self.lines[seen[key]].number}")
                continue
            seen.setdefault(key, index)
            self._set(
                index, self._body_label(fact, index in listed, bool(following), place == len(body) - 1), ""
            )
        self._label_lead([index for index in body if self.labels[index] != "duplicate"])

    def _body_label(self, fact: Facts, listed: bool, followed: bool, is_last: bool) -> str:
        if fact.form == "attribution":
            return "quote"
        if fact.tag in ROW_TAGS:
            return "table"
        if fact.tag in HEADING_TAGS and fact.words <= 40:
            return "heading"
        if listed or fact.tag == "li":
            return "list_item"
        if is_last and is_sign_off(fact):
            return "signoff"
        if fact.credited:
            return "caption"
        if followed and is_heading(fact):
            return "heading"
        return "paragraph"

    def _list_items(self, body: Sequence[int]) -> set[int]:
        """Two or more lines in a row with a bullet or a number; dashes need three: they also open speech."""
        found: set[int] = set()
        run: list[int] = []
        for index in [*body, -1]:
            if index >= 0 and BULLET.match(self.facts[index].text):
                run.append(index)
                continue
            texts = [self.facts[item].text for item in run]
            strong = sum(bool(STRONG_BULLET.match(text)) for text in texts)
            spoken = any(boilerplate.QUESTION_WORD.search(text) for text in texts)
            if len(run) > 1 and (strong == len(run) or (len(run) > 2 and not spoken)):
                found.update(run)
            run = []
        return found

    def _label_lead(self, body: Sequence[int]) -> None:
        """The first paragraph sums the article up, unless somebody speaks in it or there is nothing else."""
        paragraphs = [index for index in body if self.labels[index] == "paragraph"]
        if len(paragraphs) < 2 or paragraphs[0] != body[0]:
            return
        fact = self.facts[paragraphs[0]]
        if (
            8 <= fact.words <= _LONGEST_LEAD
            and not _OPENS_SPEECH.match(fact.text)
            and not fact.text.endswith("?")
        ):
            self._set(paragraphs[0], "lead", "")


_LONGEST_LEAD = 90
_LONGEST_DATE_LINE = 5
_FEWEST_OF_HEADLINE = 4
_NEAR_BELOW = 5
"""Lines below a heading among which its article begins."""
_FEWEST_OF_H1 = 3
"""Words; with fewer it is rather the site's name, or a section's."""
_DATES_BELOW = re.compile("(?:[pt]{1,2}d)+")
"""Kinds of lines where each summary, perhaps with a title, has its date below it."""
_LONGEST_HEADLINE = 60, 400
"""Words and characters of a line that heads an article, where its place says so."""
_NEAR_TITLE = 6
_SAME_LENGTH = 8
_FEWEST_WORDS, _MANY_WORDS, _FEWEST_SMALL = 6, 8, 3
_SMALL_WORD = re.compile(r"\b[a-zß-öø-ÿа-яё]\w{3,}")
_DIVIDED = re.compile(r"\s[|·•>›»/]\s")
_MOST_SHORT_LINES = 30
_OPENS_SPEECH = re.compile(r"[-–—\"“„«]|[QA]:\s")
_UNSURE = frozenset(("chrome", "teaser"))
_CHROME_REASONS = {
    "chrome": "navigation or the site about itself",
    "back": "navigation or the site about itself",
    "others": "a heading over other articles",
    "comments": "readers' comments",
    "symbols": "only symbols",
}
