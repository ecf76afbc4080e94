"""Repairs one line of text: mojibake, odd spaces, invisible characters, words that mix scripts.

:func:`fix_and_explain` does them all, in the manner of ftfy: it returns the mended text with what was done. A
line keeps its original; the mended text goes beside it.
"""

from __future__ import annotations

from .mixed_scripts import mend_scripts
from .mojibake import mend_encoding, mend_endless, mend_html_encoding
from .screening import needs_a_look
from .spaces import mend_breaks, mend_spaces

_MOST_EXPLANATIONS = 100
"""Of one line: one with more words of mixed script is not prose."""

_MOST_ROUNDS = 10
"""How often a line is mended anew because what was mended showed more. None that people wrote needs three."""


def fix_and_explain(text: str, *, is_html: bool = False) -> tuple[str, list[str]]:
    """The line mended, and what was done.

    >>> fix_and_explain("the presidentâ€™s\\xa0words")
    ('the president’s words', ['mojibake', 'spaces'])
    >>> fix_and_explain("Radio ТTaalatbek")
    ('Radio Taalatbek', ['mixed_script: ТTaalatbek -> Taalatbek'])
    >>> fix_and_explain("IT-компания «Ромашка»")
    ('IT-компания «Ромашка»', [])

    The explanations are, in order and each at most once: ``mojibake``, ``entities``, ``characters``,
    ``spaces`` and, once a word, ``mixed_script: OLD -> NEW``. With ``is_html`` the line is the text of a page
    whose entities the parser has read; what looks like one was meant.
    """
    return mend(text, is_html) if needs_a_look(text) else (text, [])


def mend(text: str, is_html: bool) -> tuple[str, list[str]]:
    """The same for a line that was found to need a look."""
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
        # One stray letter can keep mojibake from being seen: what is mended may show more that is broken.
        before, rounds = text, rounds + 1
        for mender in menders:
            text, done = mender(text)
            explanations += [what for what in done if what not in explanations]
        if not needs_a_look(text):
            break
    return text, explanations
