"""Bytes to text, and text to text that can be read.

:func:`decode` finds the character set. :func:`fix_and_explain` mends one line: mojibake, odd spaces,
invisible characters, words that mix scripts. A line keeps its original: the mended text goes beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


# --------------------------------------------------------------------------- mending

_MOST_EXPLANATIONS = 100


_MOST_ROUNDS = 10
"""How often a line is mended anew because what was mended showed more. None that people wrote needs three."""


_MOST_MARKS = 30
"""Combining marks on one letter, as in Unicode's stream-safe text (UAX #15): putting more of them into their
order takes time that grows as the square."""


_NO_BREAK = "\u00a0\u202f\u2007"


_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"


_CYRILLIC = "\u0400-\u0481\u048a-\u052f"


_GREEK = "\u0386-\u03ff\u1f00-\u1fff"


# What may have to be mended, mojibake apart.
_SUSPICIOUS_ALONE = (
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ufb00-\ufb06\ufeff\ufff9-\ufffb\ud800-\udfff\u0300-\u036f"
)


_NOT_LATIN = "\u0370-\u052f\u1f00-\u1fff"


_SUSPICIOUS = re.compile(
    f"[{_SUSPICIOUS_ALONE}]|&#?[a-zA-Z0-9]{{2,30}};|[{_LATIN}][{_NOT_LATIN}]|[{_NOT_LATIN}][{_LATIN}]"
)


# What all mojibake that ftfy knows has: a control character, one of four letters, or two characters beyond
# ASCII beside each other that are not both letters as words are made of.
_ACCENTED = "".join(chr(code) for code in range(0xDF, 0x180) if chr(code).islower())


_IN_WORDS = f"{_ACCENTED}\u0410-\u044f\u0530-\u1fff\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef"


_MOJIBAKE_ALONE, _BEYOND_ASCII, _IN_NO_WORD = "\x80-\x9fŒœÃÂ", "^\x00-\x7f", f"^\x00-\x7f{_IN_WORDS}"


_MAY_BE_MOJIBAKE = re.compile(
    f"[{_MOJIBAKE_ALONE}]|[{_BEYOND_ASCII}][{_IN_NO_WORD}]|[{_IN_NO_WORD}][{_ACCENTED}]"
)


# One search that tells whether a line can need anything at all: most lines do not.
_ODD = re.compile(f"{_SUSPICIOUS.pattern}|{_MAY_BE_MOJIBAKE.pattern}")


_ENTITY = re.compile("&#?[0-9A-Za-z]{1,24};")


# The characters that ftfy replaces or removes where there is no mojibake: controls, ligatures, loose accents.
_FOR_FTFY = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\u0300-\u036f"
    "\u206a-\u206f\ufb00-\ufb06\ufeff\ufff9-\ufffc\ud800-\udfff]"
)


_BREAK_INSIDE = re.compile("[\u2028\u2029\x0b\x0c\x1c-\x1f]")


_ODD_SPACE = re.compile("[\u1680\u2000-\u200a\u205f\u3000]")


# Each pattern begins with what it replaces, and looks around only from there: that is many times quicker.
# French and Russian typography put these on purpose: inside guillemets and numbers, before high punctuation.
_NO_BREAK_ASTRAY = re.compile(f"[{_NO_BREAK}](?<![«‹].)(?![»›:;?!%€$£])")


_DIGITS_AROUND = re.compile(f"[{_NO_BREAK}](?<=\\d.)(?=\\d)")


_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\u180e\u034f]")


_NEEDS_NO_JOINER = f"[{_LATIN}{_CYRILLIC}{_GREEK}\\s\\d]"


# A whole row of them goes at once: taken one by one, each would need another look at the line.
_JOINERS = re.compile(
    f"[\u200c\u200d](?<![\u200c\u200d].)"
    f"(?:(?<={_NEEDS_NO_JOINER}.)[\u200c\u200d]*+|[\u200c\u200d]*+(?={_NEEDS_NO_JOINER}))"
)


_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@lru_cache(maxsize=2)
def _ftfy_config(is_html: bool) -> Any:
    """What ftfy may do. Every choice is: mend what is broken, leave what was meant."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False
        if is_html
        else "auto",  # the HTML parser has read the entities: what is left was meant
        remove_terminal_escapes=True,  # colour codes of a terminal are never text
        fix_encoding=True,  # "â€™" was an apostrophe
        restore_byte_a0=True,  # mojibake whose no-break space became a space is still mojibake
        replace_lossy_sequences=True,  # half-lost mojibake is at least marked as lost
        decode_inconsistent_utf8=True,  # mojibake in one word of a sound line
        fix_c1_controls=True,  # Windows-1252 read as Latin-1
        fix_latin_ligatures=True,  # "ﬁ" comes from a typesetter's font and hides the word from search
        fix_character_width=False,  # wide Latin letters are right in Chinese and Japanese
        uncurl_quotes=False,  # curly quotes are right, and quotes are found by them
        fix_line_breaks=False,  # lines are split before this
        fix_surrogates=True,  # halves of one character
        remove_control_chars=True,  # NUL and its like cannot be stored by PostgreSQL
        normalization="NFC",  # "й" as one letter, so that names compare equal
        explain=True,
    )


def fix_and_explain(text: str, *, is_html: bool = False) -> tuple[str, list[str]]:
    """Mend one line of text, and say what was done.

    >>> fix_and_explain("the presidentâ€™s\\xa0words")
    ('the president’s words', ['mojibake', 'spaces'])
    >>> fix_and_explain("Radio ТTaalatbek")
    ('Radio Taalatbek', ['mixed_script: ТTaalatbek -> Taalatbek'])
    >>> fix_and_explain("IT-компания «Ромашка»")
    ('IT-компания «Ромашка»', [])

    The explanations are, in order and each at most once: ``mojibake``, ``entities``, ``characters``,
    ``spaces`` and, once a word, ``mixed_script: OLD -> NEW``.
    """
    return mend(text, is_html) if needs_a_look(text) else (text, [])


def mend(text: str, is_html: bool) -> tuple[str, list[str]]:
    explanations: list[str] = []
    menders = (
        _mend_breaks,
        _mend_endless,
        _mend_with_ftfy_html if is_html else _mend_with_ftfy,
        _mend_spaces,
        _mend_scripts,
    )
    before, rounds = None, 0
    while text != before and len(explanations) < _MOST_EXPLANATIONS and rounds < _MOST_ROUNDS:
        # One stray letter can keep mojibake from being seen: what is mended may show more that is broken.
        before, rounds = text, rounds + 1
        for mender in menders:
            text, done = mender(text)
            explanations += [what for what in done if what not in explanations]
        if not needs_a_look(text):
            break
    return text, explanations


def needs_a_look(text: str) -> bool:
    """Whether :func:`fix_and_explain` could change the text: quick, and never wrongly False."""
    if text.isascii():
        if "&" in text and _ENTITY.search(text):
            return True
        return not text.isprintable() and _SUSPICIOUS.search(text) is not None
    if not _ODD.search(text):
        return False
    return _SUSPICIOUS.search(text) is not None or _looks_like_mojibake(text)


_SUSPICIOUS_PAIRS = ((_LATIN, _NOT_LATIN), (_NOT_LATIN, _LATIN))


_MOJIBAKE_PAIRS = ((_BEYOND_ASCII, _IN_NO_WORD), (_IN_NO_WORD, _ACCENTED))


_SUSPICIOUS_BIT, _MOJIBAKE_BIT = 1 << 8, 1 << 9


_SUSPICIOUS_BITS, _MOJIBAKE_BITS = _SUSPICIOUS_BIT | 0b0011, _MOJIBAKE_BIT | 0b1100


_FIRST_OF_PAIR, _SECOND_SHIFT = 0b1111, 4


@cache
def _roles() -> NDArray[np.uint16]:
    """What each character of the basic plane is in the patterns above: bits for those that tell alone, for
    the first of each kind of pair, and for the second.
    """
    import numpy as np

    from .codepoints import PLANE

    every = "".join(map(chr, range(PLANE)))
    roles = np.zeros(PLANE, np.uint16)

    def give(members: str, role: int) -> None:
        roles[[match.start() for match in re.finditer(f"[{members}]", every)]] |= role

    give(f"&{_SUSPICIOUS_ALONE}", _SUSPICIOUS_BIT)
    give(_MOJIBAKE_ALONE, _MOJIBAKE_BIT)
    for number, (first, second) in enumerate(_SUSPICIOUS_PAIRS + _MOJIBAKE_PAIRS):
        give(first, 1 << number)
        give(second, 1 << number + _SECOND_SHIFT)
    return roles


def lines_to_look_at(texts: Sequence[str]) -> list[int]:
    """The indexes of all lines that :func:`needs_a_look` is true of, and of others with an "&"."""
    import numpy as np

    from .codepoints import Characters

    characters = Characters(texts)
    roles = characters.kinds(_roles())
    found = roles & (_SUSPICIOUS_BIT | _MOJIBAKE_BIT)
    found[:-1] |= roles[:-1] & _FIRST_OF_PAIR & (roles[1:] >> _SECOND_SHIFT)
    lines = characters.each_line(np.bitwise_or, found)
    suspicious = lines & _SUSPICIOUS_BITS != 0
    for index in np.flatnonzero((lines & _MOJIBAKE_BITS != 0) & ~suspicious).tolist():
        suspicious[index] = _badness()(texts[index])
    return np.flatnonzero(suspicious).tolist()


@lru_cache(maxsize=1)
def _badness() -> Callable[[str], bool]:
    from ftfy.badness import is_bad

    return is_bad


def _looks_like_mojibake(text: str) -> bool:
    return _MAY_BE_MOJIBAKE.search(text) is not None and _badness()(text)


_FTFY_STEPS = {
    "unescape_html": "entities",
    "fix_latin_ligatures": "characters",
    "remove_control_chars": "characters",
    "remove_terminal_escapes": "characters",
    "fix_surrogates": "characters",
    "normalization": "characters",
}


def _mend_with_ftfy(text: str, is_html: bool = False) -> tuple[str, list[str]]:
    if not _concerns_ftfy(text, is_html):
        return text, []
    from ftfy import fix_and_explain as ftfy_fix

    fixed = ftfy_fix(text, _ftfy_config(is_html))
    if fixed.text == text:
        return text, []
    done = []
    for step in fixed.explanation or []:
        name = step.parameter if step.action == "apply" else "mojibake"
        name = _FTFY_STEPS.get(name, "characters" if step.action in ("normalize",) else "mojibake")
        if step.action == "normalize":
            name = "characters"
        if name not in done:
            done.append(name)
    return fixed.text, done or ["characters"]


def _concerns_ftfy(text: str, is_html: bool) -> bool:
    """Whether ftfy could change the text. Most lines to mend only have odd spaces; it leaves those."""
    return (
        _FOR_FTFY.search(text) is not None
        or (not is_html and "&" in text and _ENTITY.search(text) is not None)
        or not unicodedata.is_normalized("NFC", text)
        or (not text.isascii() and _looks_like_mojibake(text))
    )


def _mend_with_ftfy_html(text: str) -> tuple[str, list[str]]:
    return _mend_with_ftfy(text, is_html=True)


def _mend_breaks(text: str) -> tuple[str, list[str]]:
    """Vertical tabs, form feeds and line separators inside a line keep words apart: they become spaces."""
    mended = _BREAK_INSIDE.sub(" ", text)
    return mended, ["spaces"] if mended != text else []


_ESCAPED_AGAIN = re.compile("&(?:(?:amp|AMP|#0{0,9}38|#[xX]0{0,9}26);){3,}+")


_MAY_BE_ENDLESS_MARKS = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1}}}")


def _mend_endless(text: str) -> tuple[str, list[str]]:
    """What other tools take one layer off at a time: ``&amp;amp;amp;amp;``, and more marks on a letter than
    any script has.

    >>> _mend_endless("Water &amp;amp;amp;amp;amp; land")
    ('Water &amp;amp; land', ['entities'])
    """
    done: list[str] = []
    if "&" in text:
        escaped = _ESCAPED_AGAIN.sub("&amp;amp;", text)
        done, text = (["entities"], escaped) if escaped != text else (done, text)
    if not text.isascii() and _MAY_BE_ENDLESS_MARKS.search(text):
        bounded = _with_few_marks(text)
        done, text = ([*done, "characters"], bounded) if bounded != text else (done, text)
    return text, done


def _with_few_marks(text: str) -> str:
    kept: list[str] = []
    row = 0
    for char in text:
        row = row + 1 if unicodedata.combining(char) else 0
        if row <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _mend_spaces(text: str) -> tuple[str, list[str]]:
    """Odd spaces become plain ones, invisible characters go.

    No-break spaces that typography wants (« mot », 10 000, "Vraiment ?") stay, and so do the joiners and
    marks of direction that Persian, Hindi, Hebrew and Arabic need.
    """
    kept = _DIGITS_AROUND.sub("\ue000", text) if "\ue000" not in text else text
    spaced = _ODD_SPACE.sub(" ", _NO_BREAK_ASTRAY.sub(" ", kept))
    if kept is not text:
        restore = iter(_DIGITS_AROUND.findall(text))
        spaced = re.sub("\ue000", lambda _: next(restore), spaced)
    visible = _JOINERS.sub("", _INVISIBLE.sub("", spaced))
    if not _RIGHT_TO_LEFT.search(visible):
        visible = _DIRECTION.sub("", visible)
    done = ["spaces"] if spaced != text else []
    if visible != spaced and "characters" not in done:
        done.append("characters")
    return visible, done


# --------------------------------------------------------------------------- words that mix scripts

# Only letters whose printed shapes are the same; to the right of each the script it is mended into.
_PAIRS_CYRILLIC_LATIN = dict(
    zip("АВЕЅІЈКМНОРСТУХҮҺԚԜаеіјорсухѕһԛԝёЁїЇ", "ABESIJKMHOPCTYXYHQWaeijopcyxshqwëËïÏ", strict=True)
)


_PAIRS_GREEK_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ", "ABEZHIKMNOPTYXovc", strict=True))


_PAIRS_GREEK_CYRILLIC = dict(zip("ΑΒΕΗΙΚΜΟΡΤΧΓΛΠΦο", "АВЕНІКМОРТХГЛПФо", strict=True))


def _both_ways() -> dict[str, dict[str, str]]:
    def flipped(pairs: dict[str, str]) -> dict[str, str]:
        turned: dict[str, str] = {}
        for one, other in pairs.items():
            turned.setdefault(other, one)
        return turned

    # Latin S, J, Q, W and h look like letters that only a few Cyrillic alphabets have: rarely are they meant.
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


_LETTERS = re.compile(r"[^\W\d_]+")


_MIXED = re.compile(
    f"[{_LATIN}][\u0370-\u052f\u1f00-\u1fff]|[\u0370-\u052f\u1f00-\u1fff][{_LATIN}]"
    f"|[{_GREEK}][{_CYRILLIC}]|[{_CYRILLIC}][{_GREEK}]"
)


_NO_LATIN_LETTER = re.compile(f"[{_NOT_LATIN}]")


_SCRIPT_RUNS = {
    "latin": re.compile(f"[{_LATIN}]+"),
    "cyrillic": re.compile(f"[{_CYRILLIC}]+"),
    "greek": re.compile(f"[{_GREEK}]+"),
}


def _script(char: str) -> str:
    for name, run in _SCRIPT_RUNS.items():
        if run.match(char):
            return name
    return ""


def _mend_scripts(text: str) -> tuple[str, list[str]]:
    """Words written in two alphabets get the letters of the one they are in.

    The script of most letters of the word decides; in a draw, that of most letters of the line. A word is
    only mended if it is then all of one script, so that what mixes scripts on purpose stays as it is.
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


@lru_cache(maxsize=4)
def _letters_by_script(text: str) -> dict[str, int]:
    return {name: sum(map(len, run.findall(text))) for name, run in _SCRIPT_RUNS.items()}


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


def _is_stray_initial(word: str, alikes: dict[str, str]) -> bool:
    """``ТTaalatbek``: the initial typed on the wrong keyboard, then again, and the first left standing."""
    return len(word) > 3 and word[0].isupper() and word[2].islower() and alikes.get(word[0]) == word[1]


def _is_inflected_abbreviation(word: str) -> bool:
    """``VIPа``: a foreign abbreviation with the ending of the language around it."""
    return bool(re.fullmatch("[A-Z]{2,}[\u0430-\u044f]{1,3}", word)) and _script(word[0]) != _script(word[-1])


def _may_be_a_formula(word: str, counts: Counter[str]) -> bool:
    """Greek letters stand beside Latin ones in physics and fraternities; only a long word is surely one."""
    return "greek" in counts and (
        len(word) < 4
        or (counts["greek"] * 2 > len(word) and len(counts) > 1 and counts["latin"] > 0 and len(word) < 6)
    )
