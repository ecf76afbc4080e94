"""Homoglyph repair: words that mix look-alike letters of two alphabets, from a wrong keyboard layout or OCR.

The tables are narrower than Unicode's confusables (UTS #39): only letters with the same printed shape.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from .alphabets import CYRILLIC, GREEK, LATIN, NOT_LATIN
from .patterns import lazy_compile

_PAIRS_CYRILLIC_LATIN = dict(
    zip("АВЕЅІЈКМНОРСТУХҮҺԚԜаеіјорсухѕһԛԝёЁїЇ", "ABESIJKMHOPCTYXYHQWaeijopcyxshqwëËïÏ", strict=True)
)

_PAIRS_GREEK_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ", "ABEZHIKMNOPTYXovc", strict=True))

_PAIRS_GREEK_CYRILLIC = dict(zip("ΑΒΕΗΙΚΜΟΡΤΧΓΛΠΦο", "АВЕНІКМОРТХГЛПФо", strict=True))


def _both_ways() -> dict[str, dict[str, str]]:
    """For each script, the letters of other scripts and their replacements."""

    def flipped(pairs: dict[str, str]) -> dict[str, str]:
        turned: dict[str, str] = {}
        for one, other in pairs.items():
            turned.setdefault(other, one)
        return turned

    # Latin S, J, Q, W and h look like letters of only a few Cyrillic alphabets, which are rarely meant.
    cyrillic_from_latin = {
        latin: cyrillic
        for latin, cyrillic in flipped(_PAIRS_CYRILLIC_LATIN).items()
        if latin not in "SJQWsjqwh"
    } | {"Y": "У", "y": "у", "H": "Н"}
    return {
        "latin": _PAIRS_CYRILLIC_LATIN | _PAIRS_GREEK_LATIN,
        "cyrillic": cyrillic_from_latin | _PAIRS_GREEK_CYRILLIC,
        "greek": flipped(_PAIRS_GREEK_LATIN) | flipped(_PAIRS_GREEK_CYRILLIC),
    }


_LOOK_ALIKES = _both_ways()

_LETTERS = lazy_compile(r"[^\W\d_]+")

_MIXED = lazy_compile(
    f"[{LATIN}][\u0370-\u052f\u1f00-\u1fff]|[\u0370-\u052f\u1f00-\u1fff][{LATIN}]"
    f"|[{GREEK}][{CYRILLIC}]|[{CYRILLIC}][{GREEK}]"
)

_NO_LATIN_LETTER = lazy_compile(f"[{NOT_LATIN}]")

_SCRIPT_RUNS = {
    "latin": lazy_compile(f"[{LATIN}]+"),
    "cyrillic": lazy_compile(f"[{CYRILLIC}]+"),
    "greek": lazy_compile(f"[{GREEK}]+"),
}


def mend_scripts(text: str) -> tuple[str, list[str]]:
    """Replaces look-alike letters, so that each mixed word is in one script. Also returns explanations.

    The majority script of the word wins; in a tie, that of the line. A word is only changed if it is then
    entirely of one script, so that deliberate mixtures stay.

    >>> mend_scripts("Mоscow is far")  # the first o is Cyrillic
    ('Moscow is far', ['mixed_script: Mоscow -> Moscow'])
    """
    if not _NO_LATIN_LETTER.search(text) or not _MIXED.search(text):
        return text, []
    done: list[str] = []

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        if not _MIXED.search(word):
            return word
        mended = _mend_word(word, text)
        if mended != word:
            done.append(f"mixed_script: {word} -> {mended}")
        return mended

    return _LETTERS.sub(mend, text), done


def _mend_word(word: str, line: str) -> str:
    scripts = [_script(char) for char in word]
    counts = Counter(scripts)
    if "" in counts:
        return word
    (first, most), *others = counts.most_common()
    if others and others[0][1] == most:
        in_line = _letters_by_script(line)
        first = max(in_line, key=lambda name: (name in counts, in_line[name]))
    alikes = _LOOK_ALIKES[first]
    if scripts[0] != first and _is_stray_initial(word, alikes):
        rest = word[1:]
        return rest if {_script(char) for char in rest} == {first} else _mend_word(rest, line)
    if _is_inflected_abbreviation(word) or _may_be_a_formula(word, counts):
        return word
    mended = "".join(
        char if script == first else alikes.get(char, "") for char, script in zip(word, scripts, strict=True)
    )
    return mended if len(mended) == len(word) else word


def _script(char: str) -> str:
    for name, run in _SCRIPT_RUNS.items():
        if run.match(char):
            return name
    return ""


@lru_cache(maxsize=4)
def _letters_by_script(text: str) -> dict[str, int]:
    return {name: sum(map(len, run.findall(text))) for name, run in _SCRIPT_RUNS.items()}


def _is_stray_initial(word: str, alikes: dict[str, str]) -> bool:
    """``ТTaalatbek``: the initial was typed in the wrong layout, then again, without deleting the first."""
    return len(word) > 3 and word[0].isupper() and word[2].islower() and alikes.get(word[0]) == word[1]


def _is_inflected_abbreviation(word: str) -> bool:
    """``VIPа``: a Latin abbreviation with a Cyrillic case ending."""
    return bool(re.fullmatch("[A-Z]{2,}[\u0430-\u044f]{1,3}", word)) and _script(word[0]) != _script(word[-1])


def _may_be_a_formula(word: str, counts: Counter[str]) -> bool:
    """Whether Greek and Latin letters may be mixed on purpose, as in formulas: true of short words."""
    return "greek" in counts and (
        len(word) < 4
        or (counts["greek"] * 2 > len(word) and len(counts) > 1 and counts["latin"] > 0 and len(word) < 6)
    )
