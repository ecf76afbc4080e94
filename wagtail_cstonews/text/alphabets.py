"""Ranges of letters by alphabet, each as the inside of a character class: ``re.compile(f"[{LATIN}]+")``."""

LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
CYRILLIC = "\u0400-\u0481\u048a-\u052f"
GREEK = "\u0386-\u03ff\u1f00-\u1fff"

NOT_LATIN = "\u0370-\u052f\u1f00-\u1fff"
"""The Unicode blocks of Greek and Cyrillic, including their non-letters: two ranges, quick to test."""
