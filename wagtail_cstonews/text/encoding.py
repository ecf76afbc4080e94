"""Character set detection: decodes bytes to text.

In this order: a byte order mark, valid UTF-8, the character set given by the caller, the one that an HTML
page declares, and a guess from the bytes. The guess uses letter frequencies for Cyrillic character sets, and
charset-normalizer for all others.

>>> decode_bytes(b"\\xef\\xf0\\xe8\\xe2\\xe5\\xf2 \\xe2\\xf1\\xe5\\xec")
('привет всем', 'windows-1251')
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

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
"""The codec for a declared name, as in the WHATWG Encoding Standard that browsers follow."""

_NO_CHARACTER_SETS = frozenset(
    ["undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"]
)
"""Codecs of Python that are not character sets of pages: some cannot decode, some take quadratic time, some
interpret escapes."""

_CYRILLIC_CODECS = {
    "cp1251": 0.0,
    "koi8-r": 0.04,
    "koi8-u": 0.05,
    "cp866": 0.2,
    "iso8859-5": 0.3,
    "mac-cyrillic": 0.5,
}
"""A penalty on the score of rarer character sets, so that the more common one wins a tie."""

_CANONICAL = {"cp1251": "windows-1251", "cp1252": "windows-1252", "iso2022_jp": "iso-2022-jp"}

_CYRILLIC_FREQUENCY = {
    letter: per_mille
    for letters, per_mille in (
        ("о", 110), ("е", 85), ("аин", 73), ("тсрв", 55), ("лкмдпу", 35), ("яыьгзбчй", 18), ("хжшюцщ", 8),
        ("эфі", 4), ("ъёїєґўјљњђћџқғүұһөәң", 2),
    )
    for letter in letters
}  # fmt: skip
"""Occurrences of a letter per thousand letters of Russian prose; other Cyrillic letters count as 1."""

_LIKE_CYRILLIC, _SURELY_CYRILLIC = 2.6, 3.3
"""Scores of :func:`_cyrillic_score`: prose has about 3.5, text in a wrong character set less than 2."""
_ENOUGH_BYTES = 40
"""Bytes beyond ASCII. With fewer, charset-normalizer has too little to go by, and is not asked."""

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
"""Answers of charset-normalizer that do not overrule a plausible Cyrillic reading. Bytes beyond ASCII form
whole words in Cyrillic text, which they do not in text of a Latin character set."""

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")

_SAMPLE_BYTES = 1 << 16
"""Bytes that are examined for a guess. More of a text does not change the result."""


def decode_bytes(content: bytes, told: str | None = None, *, is_html: bool = False) -> tuple[str, str]:
    """The decoded text, and the name of its character set. Never raises.

    In order of precedence: a byte order mark, valid UTF-8, the character set ``told`` by the caller, the one
    that an HTML page declares, a guess. Undecodable bytes become replacement characters.

    >>> decode_bytes("Müller".encode("cp1252")), decode_bytes("Привет всем".encode("koi8-r"))
    (('Müller', 'windows-1252'), ('Привет всем', 'koi8-r'))
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace"), encoding
    for encoding in _candidates(content, told, is_html):
        text = _try(content, encoding)
        if text is not None:
            return text, _CANONICAL.get(encoding, encoding)
    encoding = "utf-8" if _mostly_utf8(content) else _guess(content)
    return content.decode(encoding, "replace"), _CANONICAL.get(encoding, encoding)


def _candidates(content: bytes, told: str | None, is_html: bool) -> Iterator[str]:
    """The character sets to accept if they decode every byte, the most certain first."""
    if wide := _wide_encoding(content):
        yield wide
    if b"\x1b$" in content or b"\x1b(" in content:
        yield "iso2022_jp"
    yield "utf-8"
    if told and (codec := codec_of(told)):
        yield codec
    if is_html and (declared := _declared(content)):
        yield declared


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: in Western and Cyrillic text, nearly every high byte is below 8."""
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
    """The codec for a declared character set; None if Python has no text codec of that name."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Others turn bytes into bytes ("zlib") or text into text ("rot13").
    is_text = getattr(codec, "_is_text_encoding", True) and codec.name not in _NO_CHARACTER_SETS
    return _AS_BROWSERS_READ.get(codec.name, codec.name) if is_text else None


def _mostly_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8 with some damage: cut inside a character, or mixed with other sets."""
    text = content.decode("utf-8", "replace")
    good = sum(1 for char in text[: 1 << 20] if char > "\x7f" and char != "\ufffd")
    return good > 2 * text[: 1 << 20].count("\ufffd")


def _guess(content: bytes) -> str:
    """The likeliest 8-bit or East Asian character set.

    In Latin script the bytes above 127 stand singly among ASCII letters (``M\xfcller``); in Cyrillic, whole
    words consist of them. That decides between the two detectors. Letter frequencies and case decide among
    the Cyrillic character sets.
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
        # Too little to tell the Latin character sets apart: take the most common one.
        return "cp1252"
    return _normalizer(sample, ["cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257"]) or "cp1252"


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    """Mean log frequency of the letters, less penalties: about 3.5 for prose, below 2 for a wrong codec."""
    from math import log

    text = sample.decode(encoding, "replace")
    total, letters = 0.0, 0
    previous = " "
    for char in text:
        if char > "\x7f":
            lower = char.lower()
            if "\u0400" <= char <= "\u052f":
                total += log(_CYRILLIC_FREQUENCY.get(lower, 1))
                # A wrong codec may swap the cases: "пРИВЕТ".
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
    # Greek decoded as Cyrillic has frequent letters, but too few vowels.
    return total / letters - (0.7 if letters > 12 and vowels < 0.3 * letters else 0.0)


def _normalizer(sample: bytes, isolation: list[str] | None) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=isolation, enable_fallback=False).best()
    return best.encoding if best else None
