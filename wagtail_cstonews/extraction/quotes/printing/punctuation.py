"""The final punctuation of a quotation that no attribution follows."""

from __future__ import annotations

from ....text.patterns import lazy_compile

TERMINAL = ".!?…。！？｡؟։।॥。"
OPEN_ENDS = ",;،؛，、；"
CLOSERS = "’”\"'»“)]」』›"
DASHES = "—–-―−"
WORD = lazy_compile(r"\w+(?:[’'.-]\w+)*")
"""A word with the marks inside it: ``long-term``, ``don’t``."""
_STOPS = {"zh": "。", "ja": "。", "hi": "।", "hy": "։"}


def full_stop(language: str | None) -> str:
    """What ends a sentence.

    >>> full_stop("en"), full_stop("zh")
    ('.', '。')
    """
    return _STOPS.get(language or "", ".")


def finish(words: str, language: str | None, after: str | None = None) -> str:
    """Words as they are printed where no attribution follows: the comma that led to one becomes a full stop.

    ``after`` is what stood behind the closing mark. Languages that print the stop there, or none before an
    attribution, get theirs back; with None, a quotation that ends without a stop is left so.

    >>> finish("We have waited,", "en"), finish("Have we?", "en"), finish("Мы готовы", "ru", ", — сказал он.")
    ('We have waited.', 'Have we?', 'Мы готовы.')
    """
    words = words.strip()
    bare = words.rstrip(CLOSERS + " ")
    closing = words[len(bare) :]
    if not bare or bare[-1] in TERMINAL:
        return words
    if bare[-1] in OPEN_ENDS:
        bare = bare.rstrip(OPEN_ENDS + " ")
        return _stopped(bare, closing, language)
    if after is None or bare[-1] == ":":
        return words
    if bare[-1] in DASHES:
        # Cut off by a dash: that is its punctuation. A hyphen is no such dash, unless it stands apart.
        return words
    return _stopped(bare, closing, language)


def _stopped(bare: str, closing: str, language: str | None) -> str:
    if not bare or bare[-1] in TERMINAL:
        return bare + closing
    stop = full_stop(language)
    # English prints the stop inside a nested mark, as it printed the comma.
    return bare + stop + closing if language in ("en", None) and ")" not in closing else bare + closing + stop
