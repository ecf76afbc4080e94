"""Finds authors: splits bylines into names, and chooses the byline among the lines of a text.

A conditional logit (McFadden 1974, :mod:`.ranker`) chooses the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...text.normalization import letters_of
from ...text.patterns import lazy_compile
from ..article.line import PROSE_LABELS, Line
from ..languages import boilerplate, dates
from ..languages.lang.common import word_set
from ..ml.ranker import bucket, choose

# --------------------------------------------------------------------------- names in one string

_BETWEEN_NAMES = lazy_compile(
    r"\s*(?:[;,|/·•]|\s&\s|\s(?i:and|und|et|y|e|i|и|en|och|og|ja|та|і|ve|with|mit|avec|con|med|met)\s)\s*"
    r"(?=[^\W\d_a-zа-яё])"
)
_NOT_A_NAME = lazy_compile(
    r"@|https?:|\d|^(?:updated|published|posted|staff|am|pm|read|min|photos?|fotos?|share|comments?|follow"
    r"|copy|table of|key points?|watch|listen|save|print|reviewed|special to|for|in this)\b",
)
_ROLE_WORDS = (
    r"(?:\w*(?:editors?|reporters?|correspondents?|writers?|columnists?|journalists?|producers?|contributors?"
    r"|redakteur(?:in)?|redaktor\w*|volontär(?:in)?|korrespondent(?:in|en)?|autor(?:in)?"
    r"|journalist(?:in|e|en)|correspondant\w*|rédact\w+|redactor\w*|periodista|corresponsal|giornalista"
    r"|inviat[ao]|redattore|redattrice|dziennikar\w+|toimittaja|muhabir\w*|корреспондент\w*|редактор\w*"
    r"|журналист\w*|обозреватель|кореспондент\w*|記者|기자|특파원)|enviad[ao] especial)"
)
_ROLE_WORD = lazy_compile(rf"\b{_ROLE_WORDS}\b", re.IGNORECASE)
# Lower-case stems of all role words: a cheap test before the patterns, which most lines fail.
_ROLE_STEMS = word_set(
    """
    editor reporter correspond writer columnist journalist producer contributor redakt volont korresp autor
    rédact redactor periodista corresponsal giornalista inviat redatt dziennikar toimittaja muhabir
    корреспондент редактор журналист обозреватель кореспондент 記者 기자 특파원 enviad
    """
)
_ROLE = lazy_compile(
    rf"(?:(?:an?|the|our|his|her)\s)?(?:[\w’'-]+\s){{0,4}}{_ROLE_WORDS}"
    r"(?:\s(?:in|for|at|of|und|and|für|en|de|à)\s.{2,40})?",
    re.IGNORECASE,
)
_ROLES_TO_GLUE = (
    r"Editor|Reporter|Correspondent|Writer|Journalist|Contributor|Producer"
    r"|Redakteur|Korrespondent|Journaliste|Periodista|Follow|Published|Posted|Updated|Share"
)
_ROLE_TO_GLUE = lazy_compile(_ROLES_TO_GLUE)
_GLUED_ROLE = lazy_compile(rf"(?<=[a-zà-ÿ])(?=(?:[A-Z]\w+\s){{0,3}}(?:{_ROLES_TO_GLUE})\b)")
_DEGREE = lazy_compile(
    r"(?:M\.?D|Ph\.?\s?D|D\.?O|DVM|DDS|R\.?N|MBA|MPH|M\.?Sc|B\.?Sc|M\.?A|M\.?S|B\.?A|J\.?D|Esq|CPA|CFP|RDN?|LD"
    r"|LCSW|PsyD|PharmD|Jr|Sr|FAC[A-Z]{1,3}|FAAFP|NP|PA|DPT|CNM)\.?"
)
_NAME = lazy_compile(r"[^\W\d_][\w.’'`-]*(?:\s+[^\W\d_][\w.’'`-]*){0,5}")
_BY = lazy_compile(
    r"^(?:by|von|par|por|di|door|av|af|od|de|written by|автор\w*|текст)\b\s*:?\s+", re.IGNORECASE
)
_AFTER_NAMES = lazy_compile(
    r"\s[|•·–—]\s|\s\d|\s-\s|\s{2,}|\(|@|\[email|\sfor\s|\b(?:updated|published|posted on|für|is an?)\b",
    re.IGNORECASE,
)
_ONLY_ROLE = lazy_compile(
    r"volontär(?:in)?|redakteur(?:in)?|reporter|editor|correspondent|journalist|columnist|contributor|writer",
    re.IGNORECASE,
)
_AND = lazy_compile(r"^(?:and|und|et)\s+")
_ENDS_SHORT = lazy_compile(r"\b\w\.$|\bJr\.$|\bSr\.$")


def byline_names(text: str) -> list[str]:
    """The names in a byline.

    >>> byline_names("By Anna Brandt and Ivan Petrov, Daily Example")
    ['Anna Brandt', 'Ivan Petrov', 'Daily Example']
    """
    match = boilerplate.BYLINE.match(text)
    names = match["names"] if match else text
    names = names.lstrip(" :")
    found = dates.find_date(names, None)
    if found:
        names = names[: found[1]] or names[found[2] :]
    if _ROLE_TO_GLUE.search(names):
        names = _GLUED_ROLE.split(names, maxsplit=1)[0]
    names = _AFTER_NAMES.split(names, maxsplit=1)[0]
    return split_names(names)


def split_names(text: str) -> list[str]:
    """The distinct names in one string, in order; roles between them are left out.

    >>> split_names("Anna Brandt, Senior Reporter, and Ivan Petrov, MD")
    ['Anna Brandt', 'Ivan Petrov, MD']
    """
    found: list[str] = []
    for part in _BETWEEN_NAMES.split(text):
        name = _AND.sub("", part.strip(" \t,;:|/·•-–—"))
        if name.endswith(".") and not _ENDS_SHORT.search(name):
            name = name.rstrip(".")
        if found and _DEGREE.fullmatch(name):
            found[-1] += f", {name}"
        elif _is_name(name) and name not in found:
            found.append(name)
    return found


def _is_name(text: str) -> bool:
    if len(text) >= 80 or not _NAME.fullmatch(text) or _NOT_A_NAME.search(boilerplate.folded(text)):
        return False
    if not _has_role_stem(text):
        return True
    return not (_ROLE.fullmatch(text) and len(text.split()) > 1) and not _ONLY_ROLE.fullmatch(text)


def _has_role_stem(text: str) -> bool:
    folded = boilerplate.folded(text)
    return True in [stem in folded for stem in _ROLE_STEMS]


def clean_names(names: Iterable[str]) -> list[str]:
    """The names of people and agencies in a page's author metadata.

    >>> clean_names(["By Anna Brandt and Ivan Petrov", "Anna Brandt"])
    ['Anna Brandt', 'Ivan Petrov']
    """
    found: list[str] = []
    for name in names:
        text = re.sub(r"\s*(?:\||<).*$", "", _BY.sub("", name))
        parts = split_names(re.sub(r"\s*\([^)]*\)\s*$", "", text))
        found += [part for part in parts if part not in found]
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal, ignoring case, punctuation and a domain's ending.

    >>> same_name("Harbour News", "harbournews.example"), same_name("Anna Brandt", "Brandt")
    (True, False)
    """
    first, second = (letters_of(re.sub(r"\.[a-z]{2,7}$", "", name.strip().lower())) for name in (one, other))
    return bool(first) and first.removeprefix("the") == second.removeprefix("the")


# --------------------------------------------------------------------------- bylines in a text

_ONLY_CUE = lazy_compile(
    r"(?:by|von|par|por|di|door|av|af|text|autor(?:in|en|es|a)?|authors?|auteurs?|autore|автор(?:ы)?"
    r"|written by|(?:ein |eine )?(?:kommentar|analyse|interview|reportage|essay|bericht) von"
    r"|author of the article|about the authors?|contact the author|reported by|story by)\s*[:.]?",
    re.IGNORECASE,
)
_CJK_CUE = lazy_compile(
    r"(?:文|作者|撰文|記者|记者|撰稿|编辑|責任編輯)\s*[/:：|／]?\s*(?P<name>[\u4e00-\u9fff]{2,4})\b"
    r"|(?P<ko>[\uac00-\ud7af]{2,4})\s?(?:기자|특파원|논설위원)"
)
_AGENCY = lazy_compile(
    r"\b(?:AFP|AP|Associated Press|Reuters|dpa|APA|SID|EFE|Europa Press|ANSA|ТАСС|РИА Новости|Интерфакс|PTI"
    r"|ANI|Xinhua|Bloomberg|AAP|PA Media|Anadolu Ajansı|NTB|TT|Ritzau|PAP|ČTK|Belga|ANP|Lusa|Keystone-SDA)\b"
)
_MARKED = lazy_compile(r"author|byline|autor|auteur|writer|reporter|redakteur", re.IGNORECASE)
_INSIDE_LABELS = PROSE_LABELS | {"heading"}
_NEAR_TITLE, _NEAR_BODY, _AFTER_BODY = 10, 12, 3
"""Lines below the title, above the body and below it that may be a byline."""
_LONGEST_BYLINE, _MOST_SPACES = 120, 16
"""Characters, and spaces between its words."""
_SHORTEST_SURNAME = 3
"""A name is looked for in the body only if it has more letters than this."""
_SAID_AGAIN = 4
"""Occurrences from which a repeated line is chrome; higher counts make no difference."""


def find_authors(lines: Sequence[Line], host: str = "") -> list[str]:
    """The names in the highest-scoring byline of a labelled text; [] if no line looks like one.

    Sites print bylines between title and body or after the body, with or without a cue such as "by". All
    lines near these places are candidates.
    """
    return Bylines(lines, host).find()


class Bylines:
    """The search for the byline of one document."""

    def __init__(self, lines: Sequence[Line], host: str) -> None:
        filled = [(line, text) for line in lines if (text := line.clean)]
        self.lines = [line for line, _ in filled]
        self.texts = [text for _, text in filled]
        self.host = letters_of(host.removeprefix("www."))
        labels = [line.label for line in self.lines]
        self.title = labels.index("title") if "title" in labels else None
        inside = [place for place, label in enumerate(labels) if label in _INSIDE_LABELS]
        self.start = inside[0] if inside else len(labels)
        self.end = inside[-1] if inside else len(labels)
        self.body = "\n".join(self.texts[place] for place in inside)
        self.dated: dict[int, bool] = {}

    def find(self) -> list[str]:
        found = choose("byline", self.candidates())
        return list(found) if found else []

    def candidates(self) -> list[tuple[tuple[str, ...], list[str]]]:
        """Names and features of every line that may be a byline."""
        found = []
        for place in self._places():
            text = self.texts[place]
            if len(text) <= _LONGEST_BYLINE and text.count(" ") <= _MOST_SPACES:
                names = self._names(place, text)
                if names:
                    found.append((tuple(names), self._features(place, text, names)))
        return found

    def _places(self) -> list[int]:
        head = self.title if self.title is not None else max(0, self.start - _NEAR_BODY)
        places = set(range(max(0, head - 4), min(head + _NEAR_TITLE, len(self.texts))))
        places |= set(range(max(0, self.start - _NEAR_BODY), min(self.start + 3, len(self.texts))))
        places |= set(range(self.end, min(self.end + _AFTER_BODY + 1, len(self.texts))))
        places -= {self.title}
        return sorted(places)

    def _names(self, place: int, text: str) -> list[str]:
        if not text.isascii() and (match := _CJK_CUE.search(text)):
            return [name for pair in _CJK_CUE.findall(text) for name in pair if name] or [match[0]]
        names = byline_names(text)
        # One name per line: the following lines that are names belong to the byline, too.
        if names and self._is_bare(text) and self._cue_above(place):
            for other in self.texts[place + 1 : place + 5]:
                more = byline_names(other) if self._is_bare(other) else []
                if not more:
                    break
                names += [name for name in more if name not in names]
        return names

    def _is_bare(self, text: str) -> bool:
        return len(text) < 60 and not any(map(str.isdigit, text)) and 2 <= len(text.split()) <= 7

    def _cue_above(self, place: int) -> bool:
        return place > 0 and _ONLY_CUE.fullmatch(self.texts[place - 1]) is not None

    def _features(self, place: int, text: str, names: Sequence[str]) -> list[str]:
        line = self.lines[place]
        found = [f"label:{line.label}", f"count:{min(len(names), 4)}", self._place_of(place)]
        if self.title is not None:
            found.append(f"step:{bucket(place - self.title, -4, -1, 1, 2, 3, 4, 5, 7, 10, 16)}")
        keys = [letters_of(name) for name in names]
        found += self._look_of(text, names, sum(map(len, keys)))
        if self._cue_above(place):
            found.append("cue above")
        if any(map(self._is_dated, range(max(0, place - 1), min(place + 3, len(self.texts))))):
            found.append("date near")
        if (times := self.texts.count(text)) > 1:
            found.append(f"said again:{min(times, _SAID_AGAIN)}")
        if line.hints is not None and _MARKED.search(line.hints.attributes):
            found.append("marked as author")
        if self._is_named_in_body(names):
            found.append("named in body")
        if any(key and key in self.host for key in keys):
            found.append("the site")
        return found

    def _place_of(self, place: int) -> str:
        if place > self.end:
            return f"after body:{place - self.end}"
        if place >= self.start:
            return f"in body:{min(place - self.start, 2)}:{place == self.end}"
        if self.title is None:
            return f"before body:{bucket(self.start - place, 2, 4, 8)}"
        step = place - self.title
        return f"from title:{step if abs(step) < 4 else bucket(step, -4, 0, 4, 6, 9) + 10}"

    def _look_of(self, text: str, names: Sequence[str], letters: int) -> list[str]:
        """Features of the look of a line; ``letters`` is the number of letters of its names."""
        words = max(len(name.split(",")[0].split()) for name in names)
        least = min(len(name.split(",")[0].split()) for name in names)
        rest = len(letters_of(text)) - letters
        found = [f"words:{min(words, 5)}:{min(least, 3)}", f"rest:{bucket(rest, 1, 4, 9, 20, 40)}"]
        if boilerplate.BYLINE.match(text):
            found.append("cue")
        if not text.isascii() and _CJK_CUE.search(text):
            found.append("cjk cue")
        if _AGENCY.search(text):
            found.append("agency")
        if _has_role_stem(text) and _ROLE_WORD.search(text):
            found.append("role")
        if all(part[:1].isupper() for name in names for part in name.split() if len(part) > 3):
            found.append("capitals")
        if text.isupper():
            found.append("shouted")
        if text.endswith((":", "?", "!", "…")):
            found.append("ends oddly")
        return found

    def _is_dated(self, place: int) -> bool:
        if place not in self.dated:
            text = self.texts[place]
            self.dated[place] = len(text) < _LONGEST_BYLINE and dates.find_date(text, None) is not None
        return self.dated[place]

    def _is_named_in_body(self, names: Sequence[str]) -> bool:
        last = names[0].split(",")[0].split()[-1]
        return len(last) > _SHORTEST_SURNAME and last in self.body
