"""How numbers, states and texts are said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .entries import STATES

WORDS = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "edited": "edited by hand and left as they are",
    "duplicate": "duplicates",
    "not_an_article": "not an article",
    "skipped": "skipped (named above)",
    "failed": "failed",
}


def in_words(state: str) -> str:
    """
    >>> in_words("not_an_article")
    'not an article'
    """
    return state.replace("_", " ")


def counted(number: int, one: str, many: str) -> str:
    """
    >>> counted(1, "page", "pages"), counted(2000, "page", "pages")
    ('1 page', '2,000 pages')
    """
    return f"{number:,} {one if number == 1 else many}"


def summary_of(counts: Mapping[Any, int], unread: Mapping[str, int] | None = None) -> str:
    """A run in a sentence or two, by what became of its documents. ``unread`` says what was none."""
    text = documents_summary(counts)
    if ignored := counts.get("ignored"):
        text += f" Not read: {unread_in_words(ignored, unread or {})}; -v 2 names them."
    return text


MOST_NAMED = 5
"""Kinds of what was not read that the summary names."""


def unread_in_words(total: int, unread: Mapping[str, int]) -> str:
    """What was not read, the most of it first.

    >>> unread_in_words(43, {"entries of menus": 40, "files of no known type": 2})
    'entries of menus (40), files of no known type (2), others (1)'
    """
    ordered = sorted(unread.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMED]
    parts = [f"{what} ({number:,})" for what, number in ordered]
    if rest := total - sum(number for _, number in ordered):
        parts.append(f"{'others' if parts else 'files or items'} ({rest:,})")
    return ", ".join(parts)


def documents_summary(counts: Mapping[Any, int]) -> str:
    """What became of the documents."""
    total = sum(number for state, number in counts.items() if state != "ignored")
    if not total:
        return "Nothing to do: no documents were found."
    documents = counted(total, "document", "documents")
    if counts.get("unchanged") == total:
        all_of_them = "the document is" if total == 1 else f"all {documents} are"
        return f"Nothing to do: {all_of_them} unchanged."
    states = [state for state in STATES if counts.get(state) and state != "ignored"]
    each = ", ".join(f"{counts[state]:,} {WORDS[state]}" for state in states)
    idle = not any(counts.get(state) for state in ("new", "changed", "failed"))
    return f"{'Nothing to do: ' if idle else ''}{documents}: {each}."


def printable(text: str) -> str:
    """Text that cannot move the cursor or change the colours of a terminal.

    >>> printable("One\\x1b[2J\\ntwo")
    'One [2J two'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
