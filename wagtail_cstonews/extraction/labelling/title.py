"""Which line is the title."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from ...text.normalization import letters_of
from ...text.urls import host_of
from ..languages.boilerplate import INTERVIEW_PART
from ..lines.facts import BULLET, OPENING_MARKS, PERIOD_END, Facts, find_letters, is_summary, names_in
from ..metadata.headline import slug_share, slug_words
from ..ml.ranker import bucket, choose, choose_among_many
from .body import is_little_else

_THRESHOLD = 1.2
_THRESHOLD_AFTER_TEASERS = 2.2
_FARTHEST_BEFORE = 30
"""Lines between title and body: bylines, share buttons and captions, but not a menu."""
_MOST_LINES_BEFORE = 60
_MOST_WORDS_BEFORE = 0.4
"""How much of the prose may stand before a title, as summaries of other articles."""
_MOST_NAMED_AGAIN = 0.3
# By number of words: titles have mostly five to fifteen.
_LENGTH_SCORES = (-9, -9, -1.5, -0.5, 0.5, 1.2, *[1.6] * 9, 1.4, 1.2, 1.0, 0.8, 0.6, 0.5, *[0.2] * 9, -0.5)
_TAG_SCORES = {"h1": 4.0, "h2": 1.0, "title": 2.0}
_NAMES_INTERVIEWEE = 1.5
_NEVER = -10.0
_REPEATED = 3
_LONG_SENTENCE, _PROSE_WORDS = 9, 8
_MOST_WORDS, _LONGEST = 45, 300
"""Words and characters of a title."""
_SHORTEST_HELD = 8
"""Letters of a line that can be looked for in others."""
_WORDLESS = frozenset(("blank", "symbols", "date"))
_DOUBTFUL, _LIKELY, _VERY_LIKELY = 0.01, 0.1, 0.3
"""From here on a line far above the prose, or after some, or of another form, may be the title."""
_LIKELIHOODS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)
_DIVIDED = re.compile(r"\s[|·•>›»/]\s")
_AT_HAND = frozenset(
    [
        *("likely", "rank", "words", "first", "prose before", "to body", "in body", "tag", "linked"),
        *("date follows", "byline follows", "caption follows", "next", "next sentence", "before"),
        *("form", "after the opening"),
    ]
)
"""The kinds of features that are quick to find."""
_WEIGHT, _OFFSET = 1.0, 2.5
"""How much the logarithm of the likelihood counts: of 0.5 to 4 tried, 1 did best on held-out sites."""


def find_title(
    facts: Sequence[Facts],
    mask: Sequence[bool],
    given_titles: Sequence[str] = (),
    likelihood: Sequence[float] = (),
    url: str | None = None,
) -> int | None:
    """The index of the title's line; None where no line looks like one.

    ``mask`` says which lines are prose of the body. A line that equals a given title, the most trusted
    first, is the title. Else it is the likeliest line before the prose, and only if there is none, a line
    after some prose: then the text begins with summaries of other articles. ``likelihood`` is the trained
    model's opinion of each line, 0..1; it is weighed together with the rules.
    """
    return TitleSearch(facts, mask, likelihood, url).find(given_titles)


def lines_like(facts: Sequence[Facts], candidates: Iterable[int], given_titles: Sequence[str]) -> list[int]:
    """Which of the candidates say the first title that any of them says, or the greater part of it."""
    if not given_titles:
        return []
    keys = [(index, facts[index].letters) for index in candidates if facts[index].words <= _MOST_WORDS]
    for title in given_titles:
        wanted = letters_of(title)
        exact = [index for index, key in keys if key == wanted]
        if exact:
            return exact
        partly = [
            index for index, key in keys if len(key) > 20 and 2 * len(key) > len(wanted) and key in wanted
        ]
        if partly:
            return partly
    return []


class TitleSearch:
    """The search for the title's line in one document."""

    def __init__(
        self,
        facts: Sequence[Facts],
        mask: Sequence[bool],
        likelihood: Sequence[float] = (),
        url: str | None = None,
    ) -> None:
        self.facts = facts
        self.likelihood = likelihood
        self.mask = mask
        self.filled = [index for index, fact in enumerate(facts) if fact.form != "blank"]
        self.place = {index: place for place, index in enumerate(self.filled)}
        self.body = [index for index, inside in enumerate(mask) if inside]
        self.prose = [index for index in self.body if facts[index].words >= _PROSE_WORDS]
        self.notices = self._notices()
        self.slug = slug_words(url)
        self.host = letters_of(host_of(url).removeprefix("www."))
        self.scores: dict[int, float] = {}
        self.stems_soon: dict[int, frozenset[str]] = {}

    def _notices(self) -> set[str]:
        """What stands on the page several times, also between paragraphs: ``Story continues below``."""
        if not self.body:
            return set()
        times = Counter(self.facts[index].text for index in self.filled)
        repeated = {text for text, count in times.items() if count >= _REPEATED}
        if not repeated:
            return repeated
        inside = self.filled[self.place[self.body[0]] + 1 : self.place[self.body[-1]]]
        between = Counter(self.facts[index].text for index in inside)
        return {text for text in repeated if between[text] > 1}

    def find(self, given_titles: Sequence[str]) -> int | None:
        start = self.body[0] if self.body else len(self.facts)
        end = self.body[-1] if self.body else start
        candidates = self.filled[: bisect_right(self.filled, end)]
        known = self._known(candidates, start, given_titles)
        if known is not None or not self.body:
            return known
        opening = next((index for index in self.body if is_summary(self.facts[index])), start)
        before = candidates[: bisect_right(candidates, opening)]
        best = self._likeliest(self.candidates(candidates, opening))
        following = candidates[len(before) : len(before) + _MOST_LINES_BEFORE]
        after = self._best(self._after_teasers(following, opening), _THRESHOLD_AFTER_TEASERS)
        if after[1] is not None and (best is None or after[0] > self._score(best) - _THRESHOLD):
            return after[1]
        return best

    # ------------------------------------------------------------------ the lines that compete

    def candidates(self, lines: Sequence[int], opening: int) -> list[tuple[int, list[str]]]:
        """The lines that may be the title, with those of their features that are quick to find.

        They stand right before the prose; or the line model takes them for it, wherever they stand.
        """
        before = lines[: bisect_right(lines, opening)]
        likely = [index for index in before if self._likelihood(index) >= _LIKELY]
        late = [index for index in lines[len(before) :] if self._likelihood(index) >= _VERY_LIKELY]
        if is_little_else(len(self.filled), len(self.prose)):
            # Of an article alone, such a line is a heading.
            late = []
        chosen = sorted({*before[-_FARTHEST_BEFORE:], *likely, *late})
        chosen = [index for index in chosen if self._may_be_title(index)]
        ranked = sorted(chosen, key=self._likelihood, reverse=True)
        ranks = {index: rank for rank, index in enumerate(ranked)}
        return [(index, self._at_hand(index, ranks[index], index > opening)) for index in chosen]

    def _likeliest(self, candidates: Sequence[tuple[int, list[str]]]) -> int | None:
        """The best of the candidates; None where little speaks for it: then no title is printed."""
        found: dict[int, list[str]] = {}

        def others(index: int) -> list[str]:
            found[index] = self.other_features(index)
            return found[index]

        best = choose_among_many("title", candidates, _AT_HAND, others)
        if best is None or self._is_doubtful(best):
            return None
        return choose("title there", [(best, [*dict(candidates)[best], *found[best]])])

    def _may_be_title(self, index: int) -> bool:
        fact = self.facts[index]
        if not 1 <= fact.words <= _MOST_WORDS or len(fact.text) > _LONGEST or index >= self.body[-1]:
            return False
        if fact.form in _WORDLESS or fact.text in self.notices:
            return False
        return not (fact.form or fact.credited) or self._likelihood(index) >= _VERY_LIKELY

    def _is_doubtful(self, index: int) -> bool:
        """Whether neither the model nor the rules take the line for a title: then none is printed.

        Of an article alone without its title, some sentence is likelier than the others to be it: there the
        rules count. The trained weights know whole pages only.
        """
        unlikely = self._likelihood(index) < _DOUBTFUL or _is_long_sentence(self.facts[index])
        return unlikely and self._score(index) < _THRESHOLD

    def _at_hand(self, index: int, rank: int, late: bool) -> list[str]:
        fact = self.facts[index]
        found = [
            f"likely:{bucket(self._likelihood(index), *_LIKELIHOODS)}",
            f"rank:{min(rank, 4)}",
            f"words:{bucket(fact.words, 2, 3, 4, 5, 6, 8, 11, 15, 19, 24, 30)}",
        ]
        found += self._place(index)
        if late:
            found.append("after the opening")
        if fact.form:
            found.append(f"form:{fact.form}")
        if fact.tag:
            found += [f"tag:{fact.tag}", f"linked:{bucket(fact.link_density, 0.3, 0.9)}"]
        return found + self._neighbours(index)

    def other_features(self, index: int) -> list[str]:
        """The features of a candidate that take time to find, one of each kind at the most."""
        fact = self.facts[index]
        key = fact.letters
        found = [
            f"times:{min(self.times[key], 3)}",
            f"rules:{bucket(self._score(index), -8, -4, -2, 0, 1, 2, 3, 4, 5, 6, 8, 10)}",
        ]
        found += self._ending(fact)
        if len(key) > _SHORTEST_HELD:
            # The browser's title holds the printed one, and so does what asks for sharing it.
            found.append(f"held:{min(self.all_letters.count(key) - 1, 3)}")
        if fact.stems:
            found.append(f"soon:{bucket(self._said_soon(index), 0.01, 0.2, 0.4, 0.6, 0.8)}")
            found.append(f"again:{bucket(self._said_again(index), 0.01, 0.3, 0.5, 0.7, 0.9)}")
        if self.slug:
            own, covered = slug_share(fact.text, self.slug)
            found += [
                f"of slug:{bucket(covered, 0.01, 0.3, 0.6, 0.8, 0.95)}",
                f"in slug:{bucket(own, 0.01, 0.3, 0.6, 0.8)}",
            ]
        if self.host and len(key) > 3 and self.host.startswith(key):
            found.append("the site")
        return found

    @cached_property
    def all_letters(self) -> str:
        """The letters of all these lines, each once."""
        return "\n".join(self.times)

    @cached_property
    def times(self) -> Counter[str]:
        """How often each line that is short enough for a title stands on the page."""
        filled = [self.facts[index] for index in self.filled]
        facts = [fact for fact in filled if len(fact.text) <= _LONGEST]
        find_letters(facts)
        return Counter([fact.letters for fact in facts])

    def _place(self, index: int) -> list[str]:
        found = [f"first:{min(self.place[index], 2)}"]
        step = self.place[self._next_in_body(index)] - self.place[index]
        if self._prose_before(index):
            found.append("prose before")
        found.append(f"to body:{bucket(step, 2, 3, 4, 6, 9, 13, 18, 25, 40)}")
        if self.mask[index]:
            found.append("in body")
        return found

    def _ending(self, fact: Facts) -> list[str]:
        text = fact.text
        found = []
        if PERIOD_END.search(text):
            found.append("period")
        elif text.endswith((":", ",", ";")):
            found.append("open end")
        elif text.endswith(("?", "!")):
            found.append("question")
        if text.isupper():
            found.append("shouted")
        if text[:1].islower():
            found.append("small")
        if _DIVIDED.search(text):
            found.append("divided")
        if BULLET.match(text) or fact.credited:
            found.append("bullet or credit")
        if text in self.notices:
            found.append("notice")
        if INTERVIEW_PART.search(text):
            found.append("interview")
        return found

    def _neighbours(self, index: int) -> list[str]:
        """What stands around: dates and bylines follow a title, a breadcrumb or the section stands before."""
        place = self.place[index]
        found = []
        for step in (1, 2, 3):
            if place + step < len(self.filled):
                form = self.facts[self.filled[place + step]].form
                if form in ("date", "byline", "caption"):
                    found.append(f"{form} follows:{step}")
        if place + 1 < len(self.filled):
            fact = self.facts[self.filled[place + 1]]
            found.append(f"next:{fact.form or bucket(fact.words, 3, 8, 15, 30)}")
            found.append(f"next sentence:{fact.sentence}")
        if place:
            fact = self.facts[self.filled[place - 1]]
            found.append(f"before:{fact.form or bucket(fact.words, 3, 8, 15, 30)}")
        return found

    # ------------------------------------------------------------------ a title that is known from elsewhere

    def _known(self, candidates: Sequence[int], start: int, given_titles: Sequence[str]) -> int | None:
        found = lines_like(self.facts, candidates, given_titles)
        if not found:
            return None
        headed = [index for index in found if self.facts[index].tag == "h1"]
        before = [index for index in headed or found if index <= start]
        return before[-1] if before else (headed or found)[0]

    @cached_property
    def last_seen(self) -> dict[str, int]:
        """The last line of the body that has each stem."""
        found: dict[str, int] = {}
        for index in self.body:
            found.update(dict.fromkeys(self.facts[index].stems, index))
        return found

    @cached_property
    def first_seen(self) -> dict[str, int]:
        """The first line of the body that has each stem."""
        found: dict[str, int] = {}
        for index in reversed(self.body):
            found.update(dict.fromkeys(self.facts[index].stems, index))
        return found

    def _best(self, candidates: Sequence[int], threshold: float) -> tuple[float, int | None]:
        """The candidate with the highest score, and how far it lies above the threshold; none if below."""
        ranked = max(((self._score(index) - threshold, index) for index in candidates), default=(-1.0, None))
        return ranked if ranked[0] >= 0 else (-1.0, None)

    def _next_in_body(self, index: int) -> int:
        """The first line of the body after a line that stands before its last."""
        return self.body[bisect_right(self.body, index)]

    def _stems_soon(self, index: int) -> frozenset[str]:
        """The stems of the body's next lines."""
        place = bisect_right(self.body, index)
        if place not in self.stems_soon:
            following = self.body[place : place + 3]
            self.stems_soon[place] = frozenset().union(*(self.facts[other].stems for other in following))
        return self.stems_soon[place]

    def _said_soon(self, index: int) -> float:
        """How much of what the line says the next lines of the body say, too."""
        stems = self.facts[index].stems
        return len(stems & self._stems_soon(index)) / len(stems)

    def _said_again(self, index: int) -> float:
        """How much of what the line says any line of the body after it says, too."""
        stems, last_seen = self.facts[index].stems, self.last_seen.get
        return sum([last_seen(stem, -1) > index for stem in stems]) / len(stems)

    def _score(self, index: int) -> float:
        """What the rules think of a line as the title."""
        if index not in self.scores:
            self.scores[index] = self._weigh(index)
        return self.scores[index]

    def _weigh(self, index: int) -> float:
        fact = self.facts[index]
        if (
            fact.form
            or not 2 <= fact.words <= 40
            or len(fact.text) > _LONGEST
            or BULLET.match(fact.text)
            or fact.credited
            or fact.text in self.notices
        ):
            return _NEVER
        if index >= self.body[-1]:
            return _NEVER
        score = _LENGTH_SCORES[min(int(fact.words), len(_LENGTH_SCORES) - 1)]
        if PERIOD_END.search(fact.text):
            score -= 3.0
        elif fact.text.endswith((":", ",", ";")):
            score -= 2.0
        score -= 0.12 * max(0, self.place[self._next_in_body(index)] - self.place[index] - 1)
        if fact.stems:
            score += 3.0 * self._said_soon(index)
            score += 2.0 * self._said_again(index)
        if INTERVIEW_PART.search(fact.text):
            score += _NAMES_INTERVIEWEE
        score += _TAG_SCORES.get(fact.tag, 0.0) - 2.0 * fact.link_density
        if self.likelihood:
            opinion = _WEIGHT * (math.log(self._likelihood(index) + 0.001) + _OFFSET)
            # Where no title is printed, some sentence is likelier than the others to be it.
            score += min(opinion, 0.0) if _is_long_sentence(fact) else opinion
        return score - self._cost_of_leaving_out(index)

    def _likelihood(self, index: int) -> float:
        return self.likelihood[index] if self.likelihood else 0.0

    def _comes_after(self, stem: str, index: int) -> bool:
        return self.last_seen.get(stem, -1) > index

    def _comes_first_after(self, stem: str, index: int) -> bool:
        """Whether the prose names it after the line and not before: what a title is about begins with it."""
        return self._comes_after(stem, index) and self.first_seen[stem] >= index

    def _prose_before(self, index: int) -> list[int]:
        return self.prose[: bisect_left(self.prose, index)]

    def _named_again(self, index: int) -> float:
        """How much of what the prose before a title names comes again after it, the title's own words apart.

        What the title names, an institution mostly, stands all over its site; it tells nothing.
        """
        own = self.facts[index].stems
        shares = []
        for place in self._prose_before(index):
            # Of a summary that names nobody, its other words must do.
            names = names_in(self.facts[place].text) - own or self.facts[place].stems - own
            if names:
                shares.append(sum(self._comes_after(name, index) for name in names) / len(names))
        return sum(shares) / len(shares) if shares else 1.0

    def _cost_of_leaving_out(self, index: int) -> float:
        """Prose before a title must be about something else: what it names does not come again after it."""
        if not self._prose_before(index):
            return 0.0
        own = self.facts[index].stems
        new = sum(self._comes_first_after(stem, index) for stem in own) / len(own) if own else 0.0
        return 1.5 + 3.0 * self._named_again(index) - 4.0 * new

    def _after_teasers(self, candidates: Sequence[int], opening: int) -> list[int]:
        """Lines that may be a title after summaries: with little prose before them, that begin something.

        A heading in the middle of an article looks much the same. But the article before it names the same
        people as after it, and somebody speaks in it; summaries are of other things, in the editors' words.
        """
        total = sum(self.facts[index].words for index in self.body)
        words = sum(self.facts[index].words for index in self.body if index <= opening)
        spoken = next(filter(self._somebody_speaks, self.prose), len(self.facts))
        found: list[int] = []
        for index in candidates:
            if words > _MOST_WORDS_BEFORE * total or index > spoken:
                break
            begins = self._likelihood(index) >= _VERY_LIKELY or self._begins_something(index)
            if begins and self._named_again(index) <= _MOST_NAMED_AGAIN:
                found.append(index)
            if self.mask[index]:
                words += self.facts[index].words
        return found

    def _somebody_speaks(self, index: int) -> bool:
        return self.facts[index].text.startswith(OPENING_MARKS)

    def _begins_something(self, index: int) -> bool:
        fact = self.facts[index]
        if fact.words < 5 or fact.form or PERIOD_END.search(fact.text):
            return False
        common = fact.stems & self._stems_soon(index)
        if len(common) < max(2, 0.4 * len(fact.stems)):
            return False
        new = sum(self.first_seen.get(stem, index) >= index for stem in common)
        return new >= max(2, 0.25 * len(fact.stems))


def _is_long_sentence(fact: Facts) -> bool:
    return fact.words >= _LONG_SENTENCE and PERIOD_END.search(fact.text) is not None
