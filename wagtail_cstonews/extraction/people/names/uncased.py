"""Names in scripts without capitals, Arabic and Chinese: found by the office before them and the verb of
saying beside them, and then wherever else the article has them.

    >>> [(name.words, name.role) for name in scan_uncased(["外交部发言人王海涛说：“好。”"], "zh")[0]]
    [(('王海涛',), '外交部发言人')]

A name that the article never prints beside an office or such a verb is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....text.patterns import lazy_compile
from ...languages.lang.ar import ARABIC, NISBA_NAMES, NO_NAMES, OF_OFFICES
from ...languages.lang.zh import OFFICE, SURNAMES, VERB
from ...languages.registry import words_of
from .name import Name

MOST_NAMES = 200
"""How many names are looked for in an article again; a list with more is none."""
_SURE = 3.0
"""What speaks for a person who has an office or says something, as in ``names``."""


def scan_uncased(texts: list[str], language: str | None) -> list[list[Name]]:
    """The names of each text: of those whom one of the texts shows to be people."""
    code = words_of(language).code
    first = _in_chinese if code == "zh" else _in_arabic
    shown = [list(first(text)) for text in texts]
    known: dict[str, Name] = {}
    for name in (name for names in shown for name in names):
        if len(known) < MOST_NAMES:
            for called in _calls(name, code):
                known.setdefault(called, name)
    if not known:
        return shown
    longest_first = sorted(map(re.escape, known), key=len, reverse=True)
    edge = "" if code == "zh" else r"\b"
    pattern = lazy_compile(f"{edge}(?:{'|'.join(longest_first)}){edge}")
    return [_everywhere(text, names, known, pattern) for text, names in zip(texts, shown, strict=True)]


def _calls(name: Name, code: str) -> tuple[str, ...]:
    """What somebody is called: by full name, and by the part that comes last."""
    if code == "zh":
        last = name.words[0].rsplit("·", 1)[-1]
        return (name.words[0], last) if len(last) > 1 else name.words
    full = " ".join(name.words)
    return (full, name.words[-1]) if len(name.words) > 1 and len(name.words[-1]) > _SHORT else (full,)


_SHORT = 3
"""Letters of a word that can be many things."""


def _everywhere(text: str, shown: list[Name], known: dict[str, Name], pattern: re.Pattern[str]) -> list[Name]:
    """The names of a text in order: those shown there, and the places of all that are known."""
    found = list(shown)
    taken = {name.start for name in shown}
    for match in pattern.finditer(text):
        if match.start() in taken or any(name.start <= match.start() < name.end for name in shown):
            continue
        person = known[match.group()]
        found.append(Name(match.start(), match.end(), person.words, "", match.start(), score=person.score))
    return sorted(found, key=lambda name: name.start)


# Chinese

_BEHIND_NAME = (
    rf"(?:{VERB}|在|对|對|于|於|今|昨|日|星期|周|週|同|与|與|和|就|向|会|會|出席|强调|強調|参观|參觀|访问|訪問|已|也|还|還|则|則|"
    r"曾|将|將|接受|发表|發表|举行|主持|率|当天|當天|当|是|的|[，。；：、）(（“”\s\d]|$)"
)
_CLAUSE = lazy_compile(r"[^，。；：！？、“”\s（）()]+")
_LEADING = lazy_compile(r"(?:据|據|由|在|对|對|和|与|與|及|同|而|但|时任|時任|当|當|日|随后|隨後)")


def _in_chinese(text: str) -> Iterator[Name]:
    """Chinese names behind an office or right before a verb of saying, and foreign ones with their dots."""
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        leading = _LEADING.match(text, start, end)
        yield from _of_clause(text, leading.end() if leading else start, end)


_PART = r"(?:(?![和与與及的])[\u4e00-\u9fff]){1,8}"
_FOREIGN = lazy_compile(rf"{_PART}(?:[·•・‧]{_PART}){{1,3}}")
_OFFICES = lazy_compile(OFFICE)
_OWN = lazy_compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?(?={_BEHIND_NAME})")
_BEFORE_OFFICE = lazy_compile(rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}){OFFICE}")
"""An office behind its name: ``王海涛主席``."""
_SAYS = lazy_compile(VERB)
_LONGEST_CLAUSE = 60


def _of_clause(text: str, start: int, end: int) -> Iterator[Name]:
    """The names of a clause: behind its offices, and at its beginning before an office or a verb."""
    stop = min(end, start + _LONGEST_CLAUSE)
    first = _BEFORE_OFFICE.match(text, start, stop)
    if first is not None:
        yield Name(start, first.end("name"), (first["name"],), "", start, score=_SURE)
        start = first.end("name")
    else:
        name = _name_at(text, start, end)
        if name is not None and (_SAYS.match(text, name[1]) or "·" in name[2]):
            yield Name(start, name[1], (name[2],), "", start, score=_SURE)
            return
    for office in _OFFICES.finditer(text, start, stop):
        name = _name_at(text, office.end(), end)
        if name is not None:
            yield Name(name[0], name[1], (name[2],), text[start : office.end()], start, score=_SURE + 2)
            start = name[1]


def _name_at(text: str, at: int, end: int) -> tuple[int, int, str] | None:
    """The name that begins at a place: where it stands, and as it is printed, with dots of one kind."""
    foreign = _FOREIGN.match(text, at, end)
    if foreign is not None:
        stop = _end_of_foreign(text, foreign)
        return (at, stop, re.sub("[•・‧]", "·", text[at:stop])) if stop > at else None
    own = _OWN.match(text, at)
    return (at, own.end(), own.group()) if own is not None and own.end() <= end else None


def _end_of_foreign(text: str, match: re.Match[str]) -> int:
    """Where a foreign name ends: before what commonly follows names, since nothing parts the words; -1 where
    nothing of that kind follows.
    """
    last = max(match.group().rfind(dot) for dot in "·•・‧") + match.start() + 1
    behind = _BEHIND.search(text, last + 2, match.end() + 1)
    if behind is None or behind.start() > match.end():
        return -1
    return behind.start()


_BEHIND = lazy_compile(_BEHIND_NAME)


# Arabic

_WORD = lazy_compile(r"[\u0621-\u065f\u0671-\u06d3]+")
_MOST_WORDS = 4
_LONGEST_SUBJECT = 14
"""Words behind a verb or an office in which a name is looked for."""
_TO_THE = "لل"
"""A preposition that is written with the word behind it: ``to the journalists``."""
_PUNCTUATION = lazy_compile(r"[^\w\s]|\d|\n")


def _in_arabic(text: str) -> Iterator[Name]:
    """Names behind a verb of saying and behind an office."""
    words = ARABIC
    stops = frozenset(words.ends_subject.split("|")) | words.verbs
    tokens = list(_WORD.finditer(text))
    position = 0
    while position < len(tokens):
        word = tokens[position].group()
        is_verb = word in words.verbs
        if not is_verb and not words.offices.fullmatch(word):
            position += 1
            continue
        name, position = _subject(text, tokens, position + is_verb, is_verb, stops)
        if name is not None:
            yield name


def _subject(
    text: str, tokens: list[re.Match[str]], first: int, is_said: bool, stops: frozenset[str]
) -> tuple[Name | None, int]:
    """The name in the subject that begins with a token, and the token behind it."""
    at = _behind_office(text, tokens, first)
    name: list[re.Match[str]] = []
    ended = False
    position = at
    while position < len(tokens) and len(name) < _MOST_WORDS:
        token = tokens[position]
        is_apart = position > first and bool(
            _PUNCTUATION.search(text, tokens[position - 1].end(), token.start())
        )
        if is_apart or token.group() in stops or token.group().startswith(_TO_THE):
            ended = True
            break
        name.append(token)
        position += 1
    ended = ended or position >= len(tokens)
    following = max(position, first + 1)
    if not ended or not _is_name([token.group() for token in name]) or (at == first and not is_said):
        return None, following
    start, end = name[0].start(), name[-1].end()
    role = text[tokens[first].start() : tokens[at - 1].end()] if at > first else ""
    begin = tokens[first].start() if role else start
    words = tuple(token.group() for token in name)
    return Name(start, end, words, role, begin, score=_SURE + 2 * bool(role)), following


def _behind_office(text: str, tokens: list[re.Match[str]], first: int) -> int:
    """The token behind an office: behind the words with an article that follow its noun."""
    words = ARABIC
    at = first
    while at < len(tokens) and at < first + _LONGEST_SUBJECT:
        word = tokens[at].group()
        is_apart = at > first and bool(_PUNCTUATION.search(text, tokens[at - 1].end(), tokens[at].start()))
        is_part = at > first and (word.startswith(("ال", "لل")) or word in OF_OFFICES or word in words.things)
        if is_apart or not (is_part or words.offices.fullmatch(word) or word in words.things):
            break
        at += 1
    return at


def _is_name(words: list[str]) -> bool:
    """Whether words behind an office can be somebody's name."""
    if len(words) < 2 or words[0] in NO_NAMES or any(word in ARABIC.things for word in words):
        return False
    return not (words[0].endswith(("ي", "ية")) and words[0] not in NISBA_NAMES)
