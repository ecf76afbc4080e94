"""What about an imported document needs a person to look at it, and how urgently."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_CODES = 255
"""Characters: as many as an index of all databases takes. They hold about ten codes."""

HARMLESS = frozenset(
    {
        "kept_back",
        "repaired_characters",
        "repaired_entities",
        "repaired_mixed_script",
        "repaired_mojibake",
        "repaired_spaces",
    }
)
"""Warnings that say what was done, and ask for nothing."""

NAMED = frozenset({"no_title", "not_an_article", "unsure"})
"""Warnings that are a trouble of their own."""


class Trouble(models.IntegerChoices):
    """What is the matter with a document; the worst has the greatest number.

    The number is its ``review_priority``; 0 where nothing is the matter, or a person has looked at it.
    """

    WARNINGS = 10, _("Other warnings")
    NEAR_DUPLICATE = 20, _("Nearly the same as another one")
    PROPOSAL = 30, _("A proposal waits")
    UNSURE = 40, _("Low confidence")
    NO_TITLE = 50, _("Made-up title")
    NOT_AN_ARTICLE = 60, _("Not an article")
    FAILED = 70, _("Failed")


def troubles_of(
    *,
    state: str,
    confidence: float | None,
    codes: Collection[str],
    least: float,
    waits: bool = False,
    is_near: bool = False,
) -> list[Trouble]:
    """All that is the matter with a document, the worst first.

    ``codes`` are those of its warnings, and ``least`` is the confidence that is enough. ``waits``: whether a
    proposal waits; ``is_near``: whether it is a near-duplicate of another document, not the same text.

    >>> [int(trouble) for trouble in troubles_of(state="new", confidence=0.3, codes=["no_title"], least=0.5)]
    [50, 40]
    """
    found: dict[Any, bool]
    if state in ("failed", "duplicate"):
        found = {Trouble.FAILED: state == "failed", Trouble.NEAR_DUPLICATE: is_near and state == "duplicate"}
        return [trouble for trouble, is_there in found.items() if is_there]
    found = {
        Trouble.NOT_AN_ARTICLE: state == "not_an_article" or "not_an_article" in codes,
        Trouble.NO_TITLE: "no_title" in codes,
        Trouble.UNSURE: "unsure" in codes or (confidence is not None and confidence < least),
        Trouble.PROPOSAL: waits,
        Trouble.WARNINGS: bool(set(codes) - HARMLESS - NAMED),
    }
    return [trouble for trouble, is_there in found.items() if is_there]


def codes_as_text(codes: Iterable[str]) -> str:
    """The codes of warnings, as they are stored: each once, in order, between spaces.

    >>> codes_as_text(["no_title", "no_body", "no_title"])
    ' no_body no_title '
    """
    text = ""
    for code in sorted({"_".join(code.split()) for code in codes} - {""}):
        longer = f"{text or ' '}{code} "
        if len(longer) > LONGEST_CODES:
            break
        text = longer
    return text
