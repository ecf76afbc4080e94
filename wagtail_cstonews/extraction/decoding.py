"""Bytes to text, and text to text that can be read.

:func:`decode` finds the character set. :func:`fix_and_explain` mends one line: mojibake, odd spaces,
invisible characters, words that mix scripts. A line keeps its original: the mended text goes beside it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from .article import ArticleWarning, Line, RawDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# --------------------------------------------------------------------------- bytes -> text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What a page declares is what browsers made of it, not what the name once meant.
_AS_BROWSERS_READ = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}

# Python's codecs that no page is written in: some cannot decode, some take quadratic time, some run escapes.
_NO_CHARACTER_SETS = frozenset(
    ["undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"]
)

# Where two sets fit equally well, the one that more texts are written in.
_CYRILLIC_CODECS = {
    "cp1251": 0.0,
    "koi8-r": 0.04,
    "koi8-u": 0.05,
    "cp866": 0.2,
    "iso8859-5": 0.3,
    "mac-cyrillic": 0.5,
}
_CANONICAL = {"cp1251": "windows-1251", "cp1252": "windows-1252", "iso2022_jp": "iso-2022-jp"}

# How often a letter stands in a thousand of running Russian; rarer and other Cyrillic letters count as 1.
_CYRILLIC_FREQUENCY = {
    letter: per_mille
    for letters, per_mille in (
        ("о", 110), ("е", 85), ("аин", 73), ("тсрв", 55), ("лкмдпу", 35), ("яыьгзбчй", 18), ("хжшюцщ", 8),
        ("эфі", 4), ("ъёїєґўјљњђћџқғүұһөәң", 2),
    )
    for letter in letters
}  # fmt: skip

_LIKE_CYRILLIC, _SURELY_CYRILLIC, _ENOUGH_BYTES = 2.6, 3.3, 40
# Against a fair Cyrillic reading, a Latin one is never right: these bytes form whole words.
_NOT_TO_BE_HEARD = frozenset(
    [
        "cp1251",
        "koi8_r",
        "koi8_u",
        "koi8_t",
        "cp866",
        "iso8859_5",
        "mac_cyrillic",
        "cp1252",
        "cp1250",
        "latin_1",
    ]
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_SAMPLE_BYTES = 1 << 16


@dataclass(slots=True)
class Decoded:
    """A document's text, the character set it was written in ("" where it came as text), and what was odd."""

    text: str
    encoding: str
    warnings: list[ArticleWarning] = field(default_factory=list)


def decode(document: RawDocument) -> Decoded:
    """The document's text. Never raises: what cannot be read becomes U+FFFD, with a warning.

    The order of belief: a byte order mark, valid UTF-8, what came with the bytes, what an HTML page
    declares, what the bytes look like.
    """
    content = document.content
    if isinstance(content, str):
        return _from_text(content)
    text, encoding = _from_bytes(bytes(content), document)
    decoded = Decoded(text, encoding)
    lost = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    if lost > 0:
        decoded.warnings.append(
            ArticleWarning(
                "undecodable_bytes",
                f"{lost} characters could not be read as {encoding}; they are marked with \ufffd. "
                "Save the source as UTF-8, or correct the marked places.",
            )
        )
    return decoded


def _from_text(content: str) -> Decoded:
    try:
        content.encode()
    except UnicodeEncodeError:
        # Pairs of surrogates are one character that was escaped in two halves; a half alone cannot be stored.
        text = content.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        warning = ArticleWarning(
            "undecodable_bytes", "Half characters (lone surrogates) were mended or marked with \ufffd."
        )
        return Decoded(text, "", [warning])
    return Decoded(content, "")


def _from_bytes(content: bytes, document: RawDocument) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace"), encoding
    for encoding in _candidates(content, document):
        text = _try(content, encoding)
        if text is not None:
            return text, _CANONICAL.get(encoding, encoding)
    encoding = "utf-8" if _mostly_utf8(content) else _guess(content)
    return content.decode(encoding, "replace"), _CANONICAL.get(encoding, encoding)


def _candidates(content: bytes, document: RawDocument) -> Iterator[str]:
    """The character sets that are right if they can read every byte, the surest first."""
    if wide := _wide_encoding(content):
        yield wide
    if b"\x1b$" in content or b"\x1b(" in content:
        yield "iso2022_jp"
    yield "utf-8"
    if document.encoding and (told := codec_of(document.encoding)):
        yield told
    if document.media_type == "html" and (declared := _declared(content)):
        yield declared


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: in Western and Cyrillic text nearly every other byte is below 8, on one side."""
    sample = content[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    sample = sample[: len(sample) // 2 * 2]
    half = len(sample) // 2
    small = [sum(byte < 8 for byte in sample[side::2]) / half for side in (0, 1)]
    zeros = [sample[side::2].count(0) / half for side in (0, 1)]
    if small[1] > 0.9 and zeros[1] > 0.1 and small[0] < 0.3:
        return "utf-16-le"
    if small[0] > 0.9 and zeros[0] > 0.1 and small[1] < 0.3:
        return "utf-16-be"
    return None


def _declared(content: bytes) -> str | None:
    from bs4.dammit import EncodingDetector

    name = EncodingDetector.find_declared_encoding(
        content[:_SAMPLE_BYTES], is_html=True, search_entire_document=True
    )
    return codec_of(name) if name else None


def codec_of(name: str) -> str | None:
    """The codec for a declared character set; None where there is none of that name for text."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Others turn bytes into bytes ("zlib") or text into text ("rot13").
    is_text = getattr(codec, "_is_text_encoding", True) and codec.name not in _NO_CHARACTER_SETS
    return _AS_BROWSERS_READ.get(codec.name, codec.name) if is_text else None


def _mostly_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8 that was damaged here and there: cut in the middle, joined with others."""
    text = content.decode("utf-8", "replace")
    good = sum(1 for char in text[: 1 << 20] if char > "\x7f" and char != "\ufffd")
    return good > 2 * text[: 1 << 20].count("\ufffd")


def _guess(content: bytes) -> str:
    """The likeliest 8-bit or East Asian character set.

    In Latin script the bytes above 127 stand singly among ASCII letters (``M\xfcller``); in Cyrillic
    whole words are made of them. That decides which question is asked; letters and their case decide
    among the Cyrillic sets.
    """
    sample = content[:_SAMPLE_BYTES]
    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    in_words = sum(length for length in runs if length > 1)
    if in_words * 2 >= sum(runs):
        scores = ((_cyrillic_score(sample, name) - rarity, name) for name, rarity in _CYRILLIC_CODECS.items())
        score, encoding = max(scores)
        if score > _SURELY_CYRILLIC or (score > _LIKE_CYRILLIC and sum(runs) < _ENOUGH_BYTES):
            return encoding
        other = _normalizer(sample, None)
        if score > _LIKE_CYRILLIC and (other is None or other in _NOT_TO_BE_HEARD):
            return encoding
        return other or "cp1252"
    if sum(runs) < 20:
        # Too little to tell the Latin sets apart: the commonest is right most often.
        return "cp1252"
    return _normalizer(sample, ["cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257"]) or "cp1252"


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    """How much the bytes look like Cyrillic words in this encoding: 3.5 for prose, under 2 for nonsense."""
    from math import log

    text = sample.decode(encoding, "replace")
    total, letters = 0.0, 0
    previous = " "
    for char in text:
        if char > "\x7f":
            lower = char.lower()
            if "\u0400" <= char <= "\u052f":
                total += log(_CYRILLIC_FREQUENCY.get(lower, 1))
                # Wrong sets swap the cases: "пРИВЕТ".
                if (previous.islower() and char.isupper()) or "a" <= previous.lower() <= "z":
                    total -= 4
                letters += 1
            elif char not in "«»–—…“”„№\u00a0°§©®":
                total -= 2
                letters += 1
        elif "a" <= char.lower() <= "z" and "\u0400" <= previous <= "\u052f":
            total -= 4
        previous = char
    if not letters:
        return 0.0
    vowels = sum(map(text.lower().count, "аеиоуыэюяёіїєүұөә"))
    # Greek read as Cyrillic keeps fair letters, but nobody could pronounce it.
    return total / letters - (0.7 if letters > 12 and vowels < 0.3 * letters else 0.0)


def _normalizer(sample: bytes, isolation: list[str] | None) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=isolation, enable_fallback=False).best()
    return best.encoding if best else None


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
    return _mend(text, is_html) if needs_a_look(text) else (text, [])


def _mend(text: str, is_html: bool) -> tuple[str, list[str]]:
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

    from .characters import PLANE

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

    from .characters import Characters

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


# --------------------------------------------------------------------------- lines

_MESSAGES = {
    "mojibake": "Text in the wrong character set was mended: {}. Compare it with the original.",
    "mixed_script": "A word that mixes alphabets was mended: {}. Check the spelling.",
    "entities": "HTML entities in plain text were resolved.",
    "spaces": "No-break and other odd spaces became plain spaces.",
    "characters": "Control or invisible characters were removed, or letters composed.",
}
_ONCE_A_DOCUMENT = ("entities", "spaces", "characters")


def repair_lines(lines: Sequence[Line], *, is_html: bool = False) -> list[ArticleWarning]:
    """Mend the lines that need it: sets ``line.repaired`` and leaves ``line.text`` alone.

    Returns the warnings. What changes letters is reported for every line (``repaired_mojibake``,
    ``repaired_mixed_script``); what changes only spaces and invisible characters once a document, at its
    first line.
    """
    warnings: list[ArticleWarning] = []
    quiet: dict[str, list[int]] = {}
    for index in lines_to_look_at([line.text for line in lines]):
        line = lines[index]
        if "&" in line.text and not needs_a_look(line.text):
            # The look at all lines takes every "&" along, not entities alone.
            continue
        mended, done = _mend(line.text, is_html)
        if mended == line.text:
            continue
        line.repaired = mended
        for what in done:
            name, _, detail = what.partition(": ")
            if name in _ONCE_A_DOCUMENT:
                quiet.setdefault(name, []).append(line.number)
            else:
                shown = detail or _shorten(mended)
                warnings.append(
                    ArticleWarning(f"repaired_{name}", _MESSAGES[name].format(shown), line.number)
                )
    for name, numbers in quiet.items():
        where = "1 line" if len(numbers) == 1 else f"{len(numbers)} lines"
        warnings.append(ArticleWarning(f"repaired_{name}", f"{_MESSAGES[name]} ({where})", numbers[0]))
    return warnings


def _shorten(text: str, width: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"
