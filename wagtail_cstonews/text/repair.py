"""Repairs one line of text: mojibake, odd spaces, invisible characters, homoglyphs.

:func:`fix_and_explain` does them all. Like ftfy's function of that name, it returns the repaired text with
explanations. A line keeps its original beside the repaired text.
"""

from __future__ import annotations

from .mixed_scripts import mend_scripts
from .mojibake import mend_encoding, mend_endless, mend_html_encoding
from .screening import needs_a_look
from .spaces import mend_breaks, mend_spaces

_MOST_EXPLANATIONS = 100
"""Explanations per line: a line with more words of mixed script is not prose."""

_MOST_ROUNDS = 10
"""Passes over a line, since one repair may uncover another fault. No line written by people needs three."""


def fix_and_explain(text: str, *, is_html: bool = False) -> tuple[str, list[str]]:
    """The repaired line, and what was done.

    >>> fix_and_explain("the presidentâ€™s\\xa0words")
    ('the president’s words', ['mojibake', 'spaces'])
    >>> fix_and_explain("Radio ТTaalatbek")
    ('Radio Taalatbek', ['mixed_script: ТTaalatbek -> Taalatbek'])
    >>> fix_and_explain("IT-компания «Ромашка»")
    ('IT-компания «Ромашка»', [])

    The explanations are, in order and each at most once: ``mojibake``, ``entities``, ``characters``,
    ``spaces`` and, once per word, ``mixed_script: OLD -> NEW``. With ``is_html``, the line is text of an HTML
    page whose entities the parser has decoded; anything that still looks like one is literal text.
    """
    return mend(text, is_html) if needs_a_look(text) else (text, [])


def mend(text: str, is_html: bool) -> tuple[str, list[str]]:
    """:func:`fix_and_explain` for a line that screening has already found suspicious."""
    explanations: list[str] = []
    menders = (
        mend_breaks,
        mend_endless,
        mend_html_encoding if is_html else mend_encoding,
        mend_spaces,
        mend_scripts,
    )
    before, rounds = None, 0
    while text != before and len(explanations) < _MOST_EXPLANATIONS and rounds < _MOST_ROUNDS:
        # One stray letter can hide mojibake, so a repair may uncover another fault.
        before, rounds = text, rounds + 1
        for mender in menders:
            text, done = mender(text)
            explanations += [what for what in done if what not in explanations]
        if not needs_a_look(text):
            break
    return text, explanations
