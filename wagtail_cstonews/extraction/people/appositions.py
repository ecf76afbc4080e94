"""Offices in apposition: after a name, or before it and separated by commas.

>>> apposition("Anna Berg, the mayor of Port Ilse, opened it.", 9)
'mayor of Port Ilse'
"""

from __future__ import annotations

from ...text.patterns import lazy_compile
from ..languages.lang.common import word_set
from ..languages.lang.en import VERBS
from ..languages.lang.ru import RUSSIAN
from .names.beside import may_be_of_an_office
from .names.name import Name
from .names.roles import role_word
from .names.scan import scan_names
from .offices import office_in, without_article

_APPOSITION = lazy_compile(r"(?P<mark>,| [—–-]|\s\()\s*(?P<rest>[^.;:!?«»“”\"()]{3,240})")
_ROLE_END = lazy_compile(
    r"\s+(?:who|which|that|whose|said|says|told|tells|has|had|was|is|were|are|in an interview|will|would|"
    r"could|noted|wrote|"
    r"added|spoke|met|called|announced|stressed|where|when)\b"
)
_FOR_YEARS = lazy_compile(
    r"(?:for (?:(?:many|several|some|more|over|than|nearly|almost|the|past|last|a|few|\w+)\s){0,4}?"
    r"(?:years?|months|decades?)|until (?:recently|now|last \w+|\d{4})|since \d{4}|now|then|once|currently|"
    r"formerly|previously|long)\s+"
)
_NO_OFFICE = word_set(
    """
    and but said told i he she it we they you is am was are were has had have this that und et y i и i
    который которая которое которые qui que quien
    """
)
_LINKS_OFFICE = word_set(
    "of the for and in to on at from with de del la las los le les des du y et à en für von der"
)
_ENDS_APPOSITION = (",", ".", ":", ";", "")
_UP_TO_COMMA = lazy_compile(r"[\w’'&.-]+(?:[ \u00a0]+[\w’'&.-]+){0,13}(?=,[ \u00a0]$)")
_DETERMINER = lazy_compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Ee]l|[Ll][ae]|[Uu]n[ae]?|[Dd](?:er|ie)|[Ss]u|[Ss]on)"
    r"[ \u00a0]+"
)
_OFFICE_OF = lazy_compile(r"((?:[A-Z][\w-]+ ){0,4}[A-Z][\w-]+ of (?:the )?)$")


def office_before(text: str, name: Name) -> str:
    """The office that a name between commas explains: ``The Minister of Culture, Anna Berg, opened it.``

    >>> text = "The Minister of Culture, Anna Berg, opened it."
    >>> office_before(text, scan_names(text)[-1])
    'Minister of Culture'
    """
    if text[name.end : name.end + 1] not in _ENDS_APPOSITION or not text.startswith(
        ", ", name.role_start - 2
    ):
        return ""
    before = text[max(0, name.role_start - 160) : name.role_start]
    for determiner in _DETERMINER.finditer(before):
        match = _UP_TO_COMMA.match(before, determiner.end())
        if match and _is_whole_office(match.group().split()):
            return match.group()
    return ""


def _is_whole_office(words: list[str]) -> bool:
    """Whether words are an office and nothing more: a role word, then what it is the office of."""
    head = next((at for at, word in enumerate(words) if word in _LINKS_OFFICE), len(words))
    if not head or head > 7 or not role_word(words[head - 1]):
        return False
    if not all(may_be_of_an_office(word) for word in words[: head - 1]):
        return False
    return not any(
        word in VERBS or word in _NO_OFFICE or (role_word(word) and words[at + head - 1] == "the")
        for at, word in enumerate(words[head:])
    )


def apposition(text: str, end: int) -> str:
    """The office that follows a name: ``, the CSTO Deputy Secretary General, Special Representative of ...,
    ``.

    Several offices that follow one another are kept together.
    """
    match = _APPOSITION.match(text, end)
    if not match:
        return ""
    rest = match.group("rest")
    stop = _ROLE_END.search(" " + rest)
    closed = text[match.end("rest") : match.end("rest") + 1] if stop is None else ""
    if stop is not None:
        rest = rest[: max(0, stop.start() - 1)]
    parts = rest.split(", ")
    complete = (
        len(parts) > 1
        or stop is not None
        or closed in ".;:)"
        or match.end("rest") >= len(text)
        or rest.endswith(",")
    )
    kept: list[str] = []
    for part in parts:
        part = part.strip(" ,")
        if not kept:
            part = _FOR_YEARS.sub("", part, count=1) if _FOR_YEARS.match(part) else part
        if not _is_office(part, first=not kept):
            break
        kept.append(part)
    if not kept or not complete:
        return ""
    return without_article(", ".join(kept)).strip()


def _is_office(part: str, first: bool) -> bool:
    """Whether a comma part names an office: a role word in its head, that is before ``of`` or ``for``."""
    words = part.split()
    if not words or len(words) > 22:
        return False
    head: list[str] = []
    for word in words:
        if word.lower() in ("of", "for", "at", "in", "from", "on", "with", "to", "who"):
            break
        head.append(word)
    if not head or len(head) > 9 or head[0].lower() in _NO_OFFICE:
        return False
    if _is_person(part) if not first else _ends_in_another(part):
        return False
    return (
        role_word(head[-1])
        or any(role_word(word) for word in head[:-1] if len(head) < 6)
        or bool(RUSSIAN.offices.match(head[0]))
    )


def _is_person(part: str) -> bool:
    """Whether a comma part brings a person of its own: ``CSTO Secretary General Imangali Tasmagambetov``."""
    return any(len(name.words) > 1 and name.score >= 2.5 for name in scan_names(part))


def _ends_in_another(part: str) -> bool:
    """Whether an office is that of somebody named right behind it: ``Colonel-General Andrei Khrapov``.

    Not so ``a friend of President Barack Obama``.
    """
    names = scan_names(part)
    if not names or len(names[-1].words) < 2 or names[-1].end < len(part.rstrip()) or names[-1].score < 1.5:
        return False
    name = names[-1]
    if name.role and not any(word.lower() in _LINKS_OFFICE for word in part[: name.role_start].split()):
        return True
    before = part[: name.start].split()
    return bool(before) and before[-1].lower() not in _LINKS_OFFICE and not role_word(before[-1])


def office_with_place(text: str, name: Name) -> str:
    """The office before a name with its beginning: ``Prime Minister of Armenia``, of which only the end
    is the name's own. Empty where no office stands there, only an outlet or a place.
    """
    if not name.role:
        return ""
    before = text[max(0, name.role_start - 80) : name.role_start]
    match = _OFFICE_OF.search(before) if " of " in before else None
    if match and any(role_word(word) for word in match.group(1).split()):
        return (match.group(1) + name.role).strip()
    return office_in(name.role)
