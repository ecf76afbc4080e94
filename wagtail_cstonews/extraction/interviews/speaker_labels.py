"""Speaker labels at the beginning of a turn: ``Q:``, ``Sputnik:``, ``Anna Lee, VOA Uzbek:``, ``問：``.

>>> label_of("Anna Lee, reporter: — Who pays?")
('Anna Lee, reporter', 22)
>>> label_key("Т. Масадыков"), label_key("Е.БУНТМАН")
('масадыков', 'бунтман')
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ...text.patterns import lazy_compile
from ..languages.lang.common import word_set
from ..languages.lang.en import OFFICE_MODIFIERS
from ..languages.registry import LANGUAGES
from ..people.names.given_names import first_names, is_initial
from ..people.names.name import fold
from ..people.names.roles import COURTESY, organisation_word, role_word

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĠĢĦĪĬİĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŨŪŬŮŰŲŴŶŸŹŻŽƏȘȚΑ-ΩЀ-ЯҐҒҖҚҢҮҰҲҶҺӘӢӨӮԱ-Ֆ"
"""The capitals of the scripts that have them, for a class of a pattern."""
_SMALL = word_set("de del della di do da dos du la le von van der den al el bin ibn of the for and и y e")
"""Lower-case words inside names and offices."""
_LONGEST = 80
"""Characters of a label: a name, an office and an outlet."""

_WORD = r"[\w.’'&/\u2010\u2011-]+"
_LABEL = lazy_compile(
    rf"[*_]{{0,3}}(?P<label>(?:[{UPPER}]|\d(?=\w))[\w.’'&/\u2010\u2011-]*(?:[ \u00a0]+{_WORD}){{0,7}}"
    rf"(?P<of>,[ \u00a0]+{_WORD}(?:[ \u00a0]+{_WORD}){{0,6}})?)"
    r"(?:[ \u00a0]*[(\[][^()\[\]]{1,40}[)\]])?[*_]{0,3}[ \u00a0]*[:：][*_]{0,3}"
    r"(?:\s+(?:[–—-][ \u00a0]+)?|[–—][ \u00a0]*|$|(?<=：))"
)
_CASELESS = (
    r"\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u10a0-\u10ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7af"
)
_CASELESS_LABEL = lazy_compile(
    rf"[*_]{{0,3}}(?P<label>[{_CASELESS}·・]{{1,14}}(?:[ \u00a0][{_CASELESS}]{{1,14}}){{0,3}})"
    r"[*_]{0,3}[ \u00a0]*[:：][*_]{0,3}\s*(?:[–—-][ \u00a0]+)?"
)
"""In scripts without capitals: Hebrew, Arabic, Devanagari, Georgian, Chinese, Japanese, Korean."""
_SHORT_WORDS = (
    "Вопрос|Ответ|Питання|Відповідь|Pitanje|Odgovor|Питање|Одговор|"
    "Question|Answer|Réponse|Frage|Antwort|Pregunta|Respuesta|Pergunta|Resposta|Domanda|Risposta|"
    "QUESTION|ANSWER|RÉPONSE|FRAGE|ANTWORT|PREGUNTA|RESPUESTA|ВОПРОС|ОТВЕТ"
)
_BEGINNING = 4
_SHORT_BEGINNINGS = frozenset(word[:_BEGINNING] for word in _SHORT_WORDS.split("|"))
_SHORT_LABEL = lazy_compile(
    rf"[*_]{{0,3}}(?P<label>Q|A|В|О|F|P|R|D|S|C|П|{_SHORT_WORDS})"
    r"(?:[ \u00a0]?\d{1,2})?[*_]{0,3}(?:[ \u00a0]?[.:–—-][*_]{0,3}\s*|[ \u00a0\t]{2,}|\u00a0)(?=\S)",
)
_BEGINS_SHORT = frozenset("QAВОFPRDSCП")
_MAY_BEGIN_SHORT = _BEGINS_SHORT | {"*", "_"}
_BARE_Q = lazy_compile(r"(?P<label>Q)[ \u00a0]+(?=[A-Z“\"(\[—…])")
_GLUED_INITIALS = lazy_compile(rf"(?<!\w)(?:[{UPPER}]\.[ \u00a0]?)+(?=[{UPPER}]\w)")

LETTER_PAIRS = (
    ("q", "a"), ("q", "r"), ("p", "r"), ("d", "r"), ("f", "a"), ("f", "s"), ("s", "c"), ("в", "о"),
    ("п", "о"), ("問", "答"), ("问", "答"), ("문", "답"), ("س", "ج"),
)  # fmt: skip
"""Single letters that ask and answer: Q and A, *pregunta* and *respuesta*, *soru* and *cevap*. A letter says
nothing alone, since it can be somebody's initial.
"""
ASKS: frozenset[str] = frozenset().union(*(language.interviews.asks for language in LANGUAGES))
ANSWERS: frozenset[str] = frozenset().union(*(language.interviews.answers for language in LANGUAGES))
_LETTERS_ASK = frozenset(asks for asks, _ in LETTER_PAIRS)
_LETTERS_ANSWER = frozenset(answers for _, answers in LETTER_PAIRS)
_NO_LABEL = word_set(
    """
    note notes photo photos update updated source sources read related more image credit caption watch
    video editor's also see share tags tag topics published posted by date break time location email
    contact website phone tel fax address follow url http https correction disclaimer summary warning
    example first second third fourth finally but and so then or yes no for fact facts conclusion result
    subject re from to cc pros cons rating price ps p.s references fig figure table step tip bonus фото
    видео источник читайте теги in on at
    """
)
_OUTLET = lazy_compile(
    r"sputnik|tass|ria|reuters|spiegel|bbc|cnn|afp|ap|dw|rt|interfax|bild|zeit|kabar|belta|"
    r"kazinform|armenpress|regnum|itar-tass|npr|cbs|nbc|abc|cnbc|bloomberg|kommersant|izvestia|"
    r"vesti|voa|rfe/rl|euronews|anadolu|xinhua|efe|ansa|dpa|известия|коммерсант|тасс|рт|риа|спутник|интерфакс|"
    r"белта|кабар|ведомости"
)


NO_LABEL = ("", 0)


def labels_of(texts: Sequence[str]) -> list[tuple[str, int]]:
    """:func:`label_of` for each paragraph, with a fast pre-filter: most lines have no label."""
    return [
        label_of(text) if ":" in text or "：" in text or text[:1] in _MAY_BEGIN_SHORT else NO_LABEL
        for text in texts
    ]


def label_of(text: str, known: frozenset[str] | None = None) -> tuple[str, int]:
    """The label a paragraph begins with and where its words begin: ``("Sputnik", 9)``; ``("", 0)`` without
    one.

    ``known`` restricts what counts to labels (folded) that the article uses again.
    """
    has_colon = ":" in text or "：" in text
    begins_short = text[:1] in _MAY_BEGIN_SHORT and _may_begin_short(text)
    if not (has_colon or begins_short):
        return NO_LABEL
    match = _SHORT_LABEL.match(text) if begins_short else None
    if match is None and has_colon:
        match = _long_label(text)
    if match is None and begins_short:
        match = _BARE_Q.match(text)
    if not match:
        return NO_LABEL
    label = match.group("label").strip()
    if known is not None and label_key(label) not in known:
        return NO_LABEL
    return label, match.end()


def _may_begin_short(text: str) -> bool:
    """Whether a text may begin with one of the short labels. Fast; no false negatives."""
    if text[0] not in _BEGINS_SHORT:
        return text.lstrip("*_")[:1] in _BEGINS_SHORT
    return not text[1:2].isalpha() or text[:_BEGINNING] in _SHORT_BEGINNINGS


def _long_label(text: str) -> re.Match[str] | None:
    """A name or an outlet before a colon, in any script."""
    match = _LABEL.match(text)
    if match is None:
        return _CASELESS_LABEL.match(text)
    name, of = parts_of(match.group("label"))
    if not all(_may_stand_in_name(word) for word in name.split()):
        return None
    return match if not of or _is_affiliation(of) else None


def _may_stand_in_name(word: str) -> bool:
    """Whether a word may be part of a name or an office."""
    return not word[:1].islower() or word in _SMALL or _is_title(word)


def _is_affiliation(of: str) -> bool:
    """Whether the text after the comma is an office or an outlet, not the rest of a sentence."""
    words = of.split()
    if any(word.isdigit() for word in words):
        return False
    return _is_title(words[-1]) or all(_may_stand_in_name(word) or fold(word) in ASKS for word in words)


def parts_of(label: str) -> tuple[str, str]:
    """The name in a label, and the office or outlet after the comma."""
    name, _, of = label.partition(",")
    return name.strip(), of.strip()


def label_key(label: str) -> str:
    """A label's key, the same for ``Taalatbek Masadykov``, ``T. Masadykov`` and ``MASADYKOV``."""
    name, _ = parts_of(label)
    words = [word for word in _GLUED_INITIALS.sub("", name).replace("\u00a0", " ").split(" ") if word]
    if len(words) == 1:
        return fold(words[0]).rstrip(".")
    kept = [
        word for word in words if not is_initial(word) and fold(word) not in COURTESY and not _is_title(word)
    ]
    return fold(kept[-1]) if kept else fold(words[-1]) if words else ""


def _is_title(word: str) -> bool:
    return role_word(word) or fold(word) in OFFICE_MODIFIERS


def could_be_label(label: str) -> bool:
    """Whether the label may be a speaker, unlike ``Note`` or ``Photo``."""
    key = fold(parts_of(label)[0])
    words = key.split()
    return (
        bool(key)
        and words[0] not in _NO_LABEL
        and key not in _NO_LABEL
        and not words[-1].isdigit()
        and len(label) <= _LONGEST
    )


def is_outlet(name: str) -> bool:
    """Whether a folded name is that of an agency, a channel or a newspaper."""
    return any(organisation_word(word) or _OUTLET.fullmatch(word) for word in name.split())


def names_outlet(label: str) -> bool:
    """Whether a label is an outlet's, not that of somebody called ``Jerry Hall``."""
    words = parts_of(label)[0].split()
    is_person = len(words) > 1 and fold(words[0]) in first_names()
    return is_outlet(label_key(label)) and not is_person


def asks_by_office(label: str) -> bool:
    """Whether a label marks a person as an interviewer: ``Anna Lee, VOA Uzbek``, ``Reporter Anna Lee``."""
    name, of = parts_of(label)
    words = fold_text(of).split()
    if any(word in ASKS for word in (*words, *fold_text(name).split())):
        return True
    return is_outlet(fold_text(of)) and not any(_is_title(word) for word in words)


def is_side(key: str) -> bool:
    """Whether a label's key is a role in an interview, not a name: ``Q``, ``R``, ``Reporter``."""
    return key in ASKS or key in ANSWERS or key in _LETTERS_ASK or key in _LETTERS_ANSWER


def without_lone_letters(keys: Collection[str], counts: dict[str, int]) -> set[str]:
    """The keys without single letters whose counterpart is missing.

    ``Q`` is kept without its ``A`` if it recurs, or if there are labels with names.
    """
    paired = {letter for pair in LETTER_PAIRS if set(pair) <= set(keys) for letter in pair}
    named = set(keys) - _LETTERS_ASK - _LETTERS_ANSWER
    lone_q = {"q"} & set(keys) if named or counts.get("q", 0) > 1 else set()
    return named | (paired & set(keys)) | lone_q


def sides(keys: Collection[str]) -> tuple[set[str], set[str]]:
    """The keys that explicitly ask, and those that explicitly answer."""
    asking = {key for key in keys if key in ASKS and key not in _LETTERS_ASK}
    answering = {key for key in keys if key in ANSWERS and key not in _LETTERS_ANSWER}
    for ask, answer in LETTER_PAIRS:
        if ask in keys and answer in keys:
            return asking | {ask}, answering | {answer}
    return asking | ({"q"} & set(keys)), answering


def fold_text(text: str) -> str:
    """A text folded for the comparison of names."""
    return " ".join(fold(word) for word in text.split())
