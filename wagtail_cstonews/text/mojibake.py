"""Repairs mojibake, HTML entities, ligatures and control characters by ftfy.

ftfy ("fixes text for you", Robyn Speer, https://ftfy.readthedocs.io) detects text that was encoded as UTF-8
and decoded as something else, and reverses that.

>>> mend_encoding("the presidentâ€™s words")
('the president’s words', ['mojibake'])
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from .patterns import lazy_compile
from .screening import ENTITY, looks_like_mojibake

_MOST_MARKS = 30
"""Combining marks on one letter, as in Unicode's Stream-Safe Text Format (UAX #15). Normalisation sorts them
in quadratic time."""

_FOR_FTFY = lazy_compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\u0300-\u036f"
    "\u206a-\u206f\ufb00-\ufb06\ufeff\ufff9-\ufffc\ud800-\udfff]"
)
"""Characters that ftfy replaces or removes even without mojibake: controls, ligatures, combining accents."""

_FTFY_STEPS = {
    "unescape_html": "entities",
    "fix_latin_ligatures": "characters",
    "remove_control_chars": "characters",
    "remove_terminal_escapes": "characters",
    "fix_surrogates": "characters",
    "normalization": "characters",
}
"""Our names for the steps of ftfy; every other step is "mojibake"."""

_ESCAPED_AGAIN = lazy_compile("&(?:(?:amp|AMP|#0{0,9}38|#[xX]0{0,9}26);){3,}+")
"""An ampersand that was escaped three times or more. ftfy itself handles two layers."""

_MAY_BE_ENDLESS_MARKS = lazy_compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1}}}")


@lru_cache(maxsize=2)
def _ftfy_config(is_html: bool) -> Any:
    """The configuration of ftfy: repair what is broken, keep what was intended."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        # The HTML parser has already decoded entities: any that are left are literal text.
        unescape_html=False if is_html else "auto",
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


def mend_encoding(text: str, is_html: bool = False) -> tuple[str, list[str]]:
    """The text repaired by ftfy, and the kinds of repairs: ``mojibake``, ``entities``, ``characters``.

    >>> mend_encoding("the presidentâ€™s words"), mend_encoding("the ﬁrst &lt;day&gt;")
    (('the president’s words', ['mojibake']), ('the first <day>', ['entities', 'characters']))
    """
    if not _concerns_ftfy(text, is_html):
        return text, []
    from ftfy import fix_and_explain as ftfy_fix

    fixed = ftfy_fix(text, _ftfy_config(is_html))
    if fixed.text == text:
        return text, []
    done: list[str] = []
    for step in fixed.explanation or []:
        name = "mojibake"
        if step.action == "normalize":
            name = "characters"
        elif step.action == "apply":
            name = _FTFY_STEPS.get(step.parameter, "mojibake")
        if name not in done:
            done.append(name)
    return fixed.text, done or ["characters"]


def mend_html_encoding(text: str) -> tuple[str, list[str]]:
    """:func:`mend_encoding` for a line of an HTML page, whose entities the parser has already decoded."""
    return mend_encoding(text, is_html=True)


def mend_endless(text: str) -> tuple[str, list[str]]:
    """Bounds repeated escaping of ampersands, and the number of combining marks on a letter.

    Both would make the repairs that follow slow: they remove one layer at a time.

    >>> mend_endless("Water &amp;amp;amp;amp;amp; land")
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


def _concerns_ftfy(text: str, is_html: bool) -> bool:
    """Whether ftfy could change the text. It keeps odd spaces, the fault of most lines that need a repair."""
    return (
        _FOR_FTFY.search(text) is not None
        or (not is_html and "&" in text and ENTITY.search(text) is not None)
        or not unicodedata.is_normalized("NFC", text)
        or (not text.isascii() and looks_like_mojibake(text))
    )


def _with_few_marks(text: str) -> str:
    """The text with no more than ``_MOST_MARKS`` combining marks in a row."""
    kept: list[str] = []
    row = 0
    for char in text:
        row = row + 1 if unicodedata.combining(char) else 0
        if row <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
