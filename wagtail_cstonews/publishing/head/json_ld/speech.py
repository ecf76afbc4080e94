"""Quotes as ``Quotation``, exchanges as ``Question`` and ``Answer``.

Both are a ``CreativeWork``, so that an article has them as ``hasPart``: they are parts of it, as schema.org
defines the property. ``mainEntity``, which question-and-answer pages use, would say that the page is about
one thing that is described there.
"""

from __future__ import annotations

from typing import Any

from .script import node


def quotation(text: str, speaker: Any, *, source: str = "", part_of: str = "") -> dict[str, Any]:
    """Words of somebody; ``source`` is where they were published first, ``part_of`` the article's address."""
    return node("Quotation", text=text, spokenByCharacter=speaker, isBasedOn=source, isPartOf=part_of)


def question(text: str, asked_by: Any, answer: str, answered_by: Any) -> dict[str, Any]:
    """A question with its answer. It has one, which the interview prints: ``acceptedAnswer``."""
    return node(
        "Question",
        name=text,
        author=asked_by,
        answerCount=1 if answer else None,
        acceptedAnswer=node("Answer", text=answer, author=answered_by) if answer else None,
    )
