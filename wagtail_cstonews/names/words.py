"""Words of names: sets of them, and the marks that are no part of them."""

APOSTROPHES = dict.fromkeys(map(ord, "'`´ʹʻʼʽˈ‘’‛′"), None)
"""For :meth:`str.translate`: apostrophes and signs that are typed for them disappear."""


def word_set(text: str) -> frozenset[str]:
    """The words of a table, as it stands in the source.

    >>> sorted(word_set("ben bin"))
    ['ben', 'bin']
    """
    return frozenset(text.split())
