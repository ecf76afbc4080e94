"""Helpers for words of names: word sets, and the apostrophes that are ignored."""

APOSTROPHES = dict.fromkeys(map(ord, "'`´ʹʻʼʽˈ‘’‛′"), None)
"""For :meth:`str.translate`: removes apostrophes and the characters that are typed in their place."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, separated by white space.

    >>> sorted(word_set("ben bin"))
    ['ben', 'bin']
    """
    return frozenset(text.split())
