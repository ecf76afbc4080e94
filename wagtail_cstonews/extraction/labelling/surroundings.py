"""Labels the lines around the body: above the title, between title and body, between paragraphs, after it."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.patterns import lazy_compile
from ..lines.facts import HEADING_TAGS, Facts, is_name_list, is_sign_off, is_summary
from ..lines.kinds import ends_with_date, has_others, kinds_of, repeats
from ..site.reasons import on_top
from .body_rules import stands_beside
from .page import CHROME_REASONS, LabelledPage
from .start.own_article import OwnArticle

_NEAR_TITLE = 6
"""Non-blank lines around the title within which a date or byline belongs to the article."""
_FEWEST_OF_HEADLINE = 4
"""Words of another article's title; shorter lines are menu entries."""
_DATES_BELOW = lazy_compile("(?:[pt]{1,2}d)+")
"""Kinds of lines (:func:`.kinds.kinds_of`) of teasers, with or without a title, each with its date below."""
_FEWEST_WORDS, _MANY_WORDS, _FEWEST_SMALL = 6, 8, 3
"""The fewest words of a teaser that is a sentence; of one that is not; and its fewest lower-case words."""
_SMALL_WORD = lazy_compile(r"\b[a-zß-öø-ÿа-яё]\w{3,}")
_DIVIDED = lazy_compile(r"\s[|·•>›»/]\s")
_LONGEST_KICKER = 4
"""Words of a kicker."""
_SAME_LENGTH = 8
"""Characters by which a repeated title may differ in length: punctuation and spaces."""
_LONGEST_DATE_LINE = 5
"""Words of a line that is a date, with time and weekday."""

# --------------------------------------------------------------------------- above the title


def label_before(page: LabelledPage, title: int, own: OwnArticle) -> None:
    """Label the lines before the title: teasers of other articles, a kicker, chrome."""
    near = page.place[title] - _NEAR_TITLE
    others_above = own.start.headline == title and (own.top > 0 or has_others(page.facts[:title]))
    for place, index in enumerate(page.filled[: page.place[title]]):
        fact, following = page.facts[index], page.filled[place + 1]
        page.mask[index] = False
        if page.set_by_form(index):
            continue
        if others_above:
            _label_above_start(page, index, following == title, own)
        elif _is_teaser(page, index):
            page.set(index, "teaser", "a summary before the title")
        elif fact.form == "date" and following < title and _is_teaser(page, following):
            page.set(index, "teaser", "the date of the summary below it")
        elif fact.form in ("date", "byline") and place >= near:
            page.set(index, fact.form)
        elif following == title and _is_kicker(page, index):
            page.set(index, "kicker")
        else:
            page.set(index, "chrome", "stands before the title")


def _label_above_start(page: LabelledPage, index: int, is_next: bool, own: OwnArticle) -> None:
    """Label a line above the headline where the article was found to begin: teasers with titles and dates."""
    fact = page.facts[index]
    if index < own.top and own.site:
        says_something = fact.words >= _FEWEST_OF_HEADLINE or fact.form == "date"
        page.set(index, "teaser" if says_something else "chrome", on_top(own.site.name))
    elif fact.form == "date":
        upto = [page.facts[other] for other in page.filled[: page.place[index] + 1]]
        is_own = is_next and not _DATES_BELOW.fullmatch(kinds_of(upto))
        page.set(index, "date" if is_own else "teaser", "" if is_own else "the date of a summary")
    elif fact.words >= _FEWEST_OF_HEADLINE:
        page.set(index, "teaser", "a summary or title of another article, above the title")
    else:
        page.set(index, "chrome", "stands before the title")


def _is_teaser(page: LabelledPage, index: int) -> bool:
    """Whether a line before the title is a teaser: a whole sentence, or as many words as one."""
    fact = page.facts[index]
    if fact.form or fact.tag in HEADING_TAGS or not _says_something(fact):
        return False
    return not stands_beside(page.lines[index].hints)


def _says_something(fact: Facts) -> bool:
    if fact.sentence:
        return fact.words >= _FEWEST_WORDS
    if fact.words < _MANY_WORDS or _DIVIDED.search(fact.text):
        return False
    return len(_SMALL_WORD.findall(fact.text)) >= _FEWEST_SMALL


def _is_kicker(page: LabelledPage, index: int) -> bool:
    """Whether the line above the title is a kicker, not the last entry of a menu."""
    fact = page.facts[index]
    if fact.words > _LONGEST_KICKER or fact.sentence or fact.tag == "li":
        return False
    apart = index == 0 or page.facts[index - 1].form == "blank"
    return (apart and page.place[index] < 3) or fact.text.isupper()


# --------------------------------------------------------------------------- from the title on


def label_rest(page: LabelledPage, title: int | None) -> None:
    """Label the lines outside the body, from the title on (from the top if there is no title)."""
    body = page.body()
    start, end = (body[0], body[-1]) if body else (len(page.lines), -1)
    heading = ""
    for index in page.filled:
        if page.mask[index] or page.labels[index]:
            continue
        fact = page.facts[index]
        if index > end and fact.form in ("others", "comments"):
            heading = fact.form
        if page.set_by_form(index):
            continue
        if index > end >= 0:
            _label_after(page, index, heading)
        elif index < start:
            _label_head(page, index, title)
        else:
            _label_between(page, index, body)


def _label_head(page: LabelledPage, index: int, title: int | None) -> None:
    """Label a line between title and body."""
    fact = page.facts[index]
    if fact.form in ("date", "byline", "caption"):
        page.set(index, fact.form)
    elif title is None:
        page.set(index, "chrome", "stands before the article")
    elif page.above(index) == title and fact.words >= 4 and fact.link_density < 0.5:
        page.set(index, "subtitle")
    elif is_name_list(fact) and fact.words <= 8:
        page.set(index, "byline")
    else:
        page.set(index, "chrome", "stands between title and body")


def _label_between(page: LabelledPage, index: int, body: Sequence[int]) -> None:
    """Label a line between paragraphs."""
    fact = page.facts[index]
    at_the_top = index < body[min(len(body) - 1, _NEAR_TITLE)]
    if fact.form == "caption" or (at_the_top and fact.form in ("date", "byline")):
        page.set(index, fact.form)
    elif fact.form:
        page.set(index, "chrome", f"a {fact.form} inside the body")
    elif is_summary(fact):
        page.set(index, "chrome", "unlike the paragraphs around it")
    else:
        page.set(index, "chrome", "a short line between paragraphs")


def _label_after(page: LabelledPage, index: int, heading: str) -> None:
    """Label a line after the body.

    ``heading`` is the form of the last heading over other articles or comments above it, "" if there is none.
    """
    fact = page.facts[index]
    if fact.form == "date" and _may_close(page, index):
        page.set(index, "date")
    elif not heading and is_sign_off(fact):
        page.set(index, "signoff")
    elif heading == "comments":
        page.set(index, "chrome", "among readers' comments")
    elif "©" in fact.text:
        page.set(index, "chrome", CHROME_REASONS["chrome"])
    elif is_summary(fact):
        page.set(index, "teaser", "a summary after the article")
    elif heading and fact.words >= 4 and fact.form in ("", "date"):
        page.set(index, "teaser", "under a heading over other articles")
    else:
        page.set(index, "chrome", "stands after the article")


def _may_close(page: LabelledPage, index: int) -> bool:
    """Whether a date right after the body is the article's: it has no other date, and no teaser follows."""
    place = page.place[index]
    above, follower = page.filled[place - 1], page.filled[place + 1 : place + 2]
    return (
        not page.has_date
        and (page.mask[above] or page.labels[above] == "signoff")
        and not any(page.facts[other].form == "" and page.facts[other].words >= 4 for other in follower)
    )


def label_dates_of_teasers(page: LabelledPage) -> None:
    """Label dates on lines of their own, above or below teasers, as parts of the teasers."""
    for place, index in enumerate(page.filled):
        if page.facts[index].form != "date" or page.labels[index] != "chrome":
            continue
        around = page.filled[max(0, place - 1) : place] + page.filled[place + 1 : place + 2]
        if any(page.labels[other] == "teaser" for other in around):
            page.set(index, "teaser", "the date of a summary")


# --------------------------------------------------------------------------- the title repeated


def label_repeated_title(page: LabelledPage, title: int, own: OwnArticle) -> None:
    """Label lines that repeat the title as duplicates, wherever they stand."""
    size, key = len(page.facts[title].text), page.facts[title].letters
    for index in page.filled:
        fact = page.facts[index]
        alike = abs(len(fact.text) - size) < _SAME_LENGTH
        if alike and index != title and fact.letters == key:
            page.leave_out(index, "duplicate", _repeats_title(page, title))
    if own.start.headline == title:
        _label_date_below(page, title)


def _label_date_below(page: LabelledPage, title: int) -> None:
    """Label a repeated headline that is followed by the date, and perhaps by the name of a download."""
    place = page.place[title]
    for index in page.filled[place + 1 : place + 3]:
        fact = page.facts[index]
        if not ends_with_date(fact.text):
            continue
        if repeats(page.facts[title], fact):
            page.leave_out(index, "duplicate", _repeats_title(page, title))
        elif fact.words <= _LONGEST_DATE_LINE:
            page.leave_out(index, "date", "")


def _repeats_title(page: LabelledPage, title: int) -> str:
    return f"repeats the title in line {page.lines[title].number}"
