"""Finds the date of publication among the dates in the text and in the URL.

A conditional logit (McFadden 1974, :mod:`.ranker`) scores the place of each date, its context, and its
agreement with the URL. How dates are written: :mod:`..languages.dates`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ...text.patterns import lazy_compile
from ..article.line import PROSE_LABELS, Line
from ..languages import dates
from ..languages.boilerplate import folded
from ..ml.ranker import bucket, choose
from ..site.forms import UNKNOWN, SiteForms

_LONGEST_LINE = 240
"""Characters; only the beginning of a longer line is searched."""
_EDGE = 90
"""Characters at the beginning of a long line that are searched."""
_MOST_PER_LINE = 3
"""Dates: a line with more is a table or an archive."""
_MOST_CANDIDATES = 150
"""Dates of a page: long lists of events have hundreds."""
_LONGEST_ADDRESS = 1000
"""Characters of a URL that are searched."""
_FIRST_DAY = datetime.date(1995, 1, 1)
"""News sites hardly existed before: an older date in a URL is another number."""
# All patterns are for case-folded text.
_UPDATED = lazy_compile(
    r"updat|modif|aktualis|обновл|оновл|изменен|mise? à jour|actualiz|atualiz|aggiorn|bijgewerkt|stand\b"
    r"|uppdater|oppdater|opdater|sist endret|güncelle|aktualiz|päivitet|ažurir|frissít|更新|수정|تحديث|edited"
    r"|akt\.:",
)
_PUBLISHED = lazy_compile(
    r"publi|posted|veröff|erstell|опубл|дата|date|datum|fecha|data|inserito|creat|releas|geplaatst|objav|zveřejn"
    r"|dodano|julkaistu|yay[ıi]n|közzé|掲載|公開|発表|등록|입력|نشر|added|first p|giriş|skelbt|apr",
)
_OTHER_DAY = lazy_compile(
    r"©|\(c\)|copyright|verfügbar|available|until|expires?|bis\s|deadline|event|termin|born|geb\.|valid|version|retrieved"
    r"|accessed|abgerufen|archived|comment|kommentar|reply|antwort|says:|schrieb|joined|since|seit\s|ago\b",
)
_TODAY = lazy_compile(
    r"\b(?:today|heute|aujourd['’]hui|hoy|oggi|hoje|vandaag|i dag|idag|сегодня|сьогодні|dzisiaj|dziś|dnes"
    r"|bugün|tänään)\b",
)
_URL_DATE = lazy_compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:(?P<mark>[/_.-])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d)|(?P<mm>[01]\d)(?P<dd>[0-3]\d))"
)
_HEAD_OF_PAGE = 15
"""Lines within which a date beside the word "today" may be the date of publication, or the current date."""
_SENTENCES = PROSE_LABELS | {"heading", "title"}
"""Labels of lines that are sentences."""
_STOPS = (".", "!", "?", "…", "。", "؟", "।")
_FARTHEST_IN_PROSE = 60
"""Characters before a date of the first paragraph that can be the day of publication ("On 12 May 2024, the
council met"). Of those, most are the day or the one before; of all others in prose, one in twenty is.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """A date that may be that of publication."""

    value: str
    """ISO 8601 date, or date-time if the page gives a time."""
    line: int | None = None
    """The number of its line; None for the date in the URL."""
    is_prose: bool = False
    """Whether it stands in a sentence, and so may be the date of the event."""


def find_published(
    lines: Sequence[Line],
    language: str | None,
    *,
    now: datetime.datetime | None = None,
    host: str = "",
    url: str | None = None,
    forms: SiteForms = UNKNOWN,
) -> Published | None:
    """Find the date of publication of a labelled text; None if no date scores high enough.

    A date alone on the line below the title is taken as it is. Otherwise the ranker chooses by the place and
    context of each date and by the URL. ``forms`` are the site's: if any line is written as the site's dates
    are, only such lines are searched.
    """
    search = DateSearch(lines, language, now, host, url, forms)
    return search.below_title() or choose("date", search.candidates())


def url_date(url: str | None, now: datetime.datetime | None = None) -> str | None:
    """The date in a page's URL: ``/2024/05/12/``, ``-20240512``.

    >>> url_date("https://news.example.org/2024/05/12/lock-closed")
    '2024-05-12'
    """
    latest = dates.latest_day(now)
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    for match in _URL_DATE.finditer(unquote(f"{parts.path}?{parts.query}")[:_LONGEST_ADDRESS]):
        try:
            day = datetime.date(
                int(match["y"]), int(match["m"] or match["mm"]), int(match["d"] or match["dd"])
            )
        except ValueError:
            continue
        if _FIRST_DAY <= day <= latest:
            return day.isoformat()
    return None


class DateSearch:
    """The search for the date of publication of one labelled text."""

    def __init__(
        self,
        lines: Sequence[Line],
        language: str | None,
        now: datetime.datetime | None,
        host: str,
        url: str | None,
        forms: SiteForms,
    ) -> None:
        self.month_first = forms.month_first
        self.usual = forms.usual_dates(lines)
        self.filled = [(line, text) for line in lines if (text := line.clean)]
        labels = [line.label for line, _ in self.filled]
        self.title = labels.index("title") if "title" in labels else None
        inside = [place for place, label in enumerate(labels) if label in PROSE_LABELS]
        self.start = inside[0] if inside else len(labels)
        self.end = inside[-1] if inside else len(labels)
        self.address = url_date(url, now)
        self.language, self.now, self.host = language, now, host

    def below_title(self) -> Published | None:
        """The date on the line below the title, if the line says nothing else and is not about an update."""
        if self.title is None:
            return None
        below = ((line, text) for line, text in self.filled[self.title + 1 :] if line.label != "duplicate")
        line, text = next(below, (None, ""))
        if line is None or line.label == "teaser" or not dates.is_date_line(text):
            return None
        if _UPDATED.search(folded(text)) or _OTHER_DAY.search(folded(text)):
            return None
        found = list(
            dates.find_dates(text, self.language, now=self.now, host=self.host, month_first=self.month_first)
        )
        if len({value[:10] for value, _, _ in found}) != 1:
            return None
        return Published(found[0][0], line.number)

    def candidates(self) -> list[tuple[Published, list[str]]]:
        found = self._dates()
        if not found and not self.address:
            return []
        counts = Counter(value[:10] for _, value, _, _ in found)
        days = sorted(counts)
        today = self._today_is_near()
        result: list[tuple[Published, list[str]]] = []
        seen: set[str] = set()
        nearest = self._nearest(found)
        for number, (place, value, start, end) in enumerate(found):
            day = value[:10]
            features = self._features(place, value, start, end)
            features += [
                f"times:{min(counts[day], 4)}",
                f"order:{min(number, 3)}",
                f"before it:{bucket(len(seen - {day}), 1, 2, 4)}",
            ]
            features += [f"newest:{len(days) > 1}"] if day == days[-1] else []
            features += [f"oldest:{len(days) > 1}"] if day == days[0] else []
            if (place, start) == nearest:
                features.append("nearest")
            if self.address:
                features.append(f"address:{_days_apart(day, self.address)}")
            if today and place < _HEAD_OF_PAGE and counts[day] < 2:
                features.append("today")
            seen.add(day)
            line = self.filled[place][0].number
            is_prose = day != self.address and self._is_prose(place, start)
            result.append((Published(value, line, is_prose), features))
        if self.address and self.address not in counts:
            result.append((Published(self.address), ["only in address"]))
        return result

    def _dates(self) -> list[tuple[int, str, int, int]]:
        """Place, date, start and end of each date."""
        found: list[tuple[int, str, int, int]] = []
        own_below = self._published_below()
        cuts = [text if len(text) <= _LONGEST_LINE else text[:_EDGE] for _, text in self.filled]
        for place in dates.with_digits(cuts):
            line, cut = self.filled[place][0], cuts[place]
            if len(found) >= _MOST_CANDIDATES:
                break
            if self.usual and line.number not in self.usual:
                continue
            on_line = dates.find_dates(
                cut, self.language, now=self.now, host=self.host, month_first=self.month_first
            )
            for _, (value, start, end) in zip(range(_MOST_PER_LINE), on_line, strict=False):
                if value[:10] == self.address or place == own_below or self._may_be_own(place, start):
                    found.append((place, value, start, end))
        return found

    def _published_below(self) -> int | None:
        """The position of the line below the body with a cue of publication, if there is exactly one.

        Then it belongs to this article, even if it was labelled as part of a teaser.
        """
        texts = {
            place: text
            for place, (line, text) in enumerate(self.filled)
            if line.label == "teaser" and place > self.end and dates.is_date_line(text)
        }
        places = [place for place, text in texts.items() if _PUBLISHED.search(folded(text))]
        return places[0] if len(places) == len(texts) == 1 else None

    def _may_be_own(self, place: int, start: int) -> bool:
        """Whether a date may be the article's: not in a teaser, and in prose only at its beginning."""
        if self.filled[place][0].label == "teaser":
            return False
        return not self._is_prose(place, start) or (place <= self.start and start < _FARTHEST_IN_PROSE)

    def _is_prose(self, place: int, start: int) -> bool:
        """Whether a date is part of a sentence, not separate from it."""
        line, text = self.filled[place]
        if line.label not in _SENTENCES and not (line.label == "subtitle" and text.endswith(_STOPS)):
            return False
        return not dates.is_date_line(text) and not (start == 0 and dates.starts_with_date(text))

    def _nearest(self, found: Sequence[tuple[int, str, int, int]]) -> tuple[int, int]:
        """The position of the date nearest to the title, else to the body."""
        anchor = self.start if self.title is None else self.title
        near = min(found, key=lambda date: (abs(date[0] - anchor), date[2]), default=(0, "", 0, 0))
        return near[0], near[2]

    def _today_is_near(self) -> bool:
        anchor = self.start if self.title is None else self.title
        near = self.filled[max(0, anchor - 3) : anchor + 8]
        texts = [folded(text) for _, text in near if len(text) < _EDGE]
        return any(_TODAY.search(text) or _PUBLISHED.match(text) for text in texts)

    def _features(self, place: int, value: str, start: int, end: int) -> list[str]:
        line, text = self.filled[place]
        long = len(text) > _LONGEST_LINE
        found = [f"label:{line.label}", self._from_title(place), self._from_body(place)]
        found.append(f"{'prose' if line.label in PROSE_LABELS else 'apart'}:{bucket(start, 1, 12, 40)}")
        rest = len(text) - (end - start)
        found.append(f"rest:{'long' if long else bucket(rest, 1, 8, 20, 40, 80)}")
        if "T" in value:
            found.append("clock")
        before = text[max(0, start - 40) : start]
        found += self._cues(place, text, before, start)
        if line.hints is not None and line.hints.tag == "time":
            found.append("time element")
        if line.hints is not None and line.hints.link_density > 0.5:
            found.append("linked")
        return found

    def _cues(self, place: int, text: str, before: str, start: int) -> list[str]:
        above = self.filled[place - 1][1] if place and start < 4 else ""
        above = folded(above) if len(above) < 40 else ""
        before = folded(before)
        found = []
        if _UPDATED.search(before) or (above and _UPDATED.search(above)):
            found.append("updated")
        elif _PUBLISHED.search(before) or (above and _PUBLISHED.search(above)):
            found.append("published")
        if _OTHER_DAY.search(folded(text[:_LONGEST_LINE])):
            found.append("other day")
        near = [line.label for line, _ in self.filled[max(0, place - 2) : place + 3]]
        if "byline" in near:
            found.append("byline near")
        if "teaser" in near:
            found.append("teaser near")
        return found

    def _from_title(self, place: int) -> str:
        if self.title is None:
            return "no title"
        step = place - self.title
        if step == 0:
            return "title:0"
        side = "after" if step > 0 else "before"
        return f"{side} title:{bucket(abs(step), 2, 3, 5, 8, 12, 20, 40)}"

    def _from_body(self, place: int) -> str:
        if place < self.start:
            return f"before body:{bucket(self.start - place, 2, 3, 5, 8, 15, 30)}"
        if place <= self.end:
            return f"in body:{bucket(place - self.start, 1, 3, 8)}:{bucket(self.end - place, 1, 3)}"
        return f"after body:{bucket(place - self.end, 2, 3, 5, 10, 30)}"


def _days_apart(day: str, other: str) -> int:
    """0 for the same day, 1 for a day apart, 2 within a month, 3 for more."""
    apart = abs((datetime.date.fromisoformat(day) - datetime.date.fromisoformat(other)).days)
    return bucket(apart, 1, 2, 32)
