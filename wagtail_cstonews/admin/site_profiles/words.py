"""What is known of a site, in words: the rules of editors, and what a line is taken for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.extraction.article.line import LEFT_OUT_LABELS
from wagtail_cstonews.extraction.site.profile import SiteProfile

LEARNT, OUT, IN = "", "out", "in"
"""What holds for a line: what was learnt, or an editor's word."""

RULES = ((LEARNT, _("As it was learnt")), (OUT, _("Always leave it out")), (IN, _("Never leave it out")))

LABEL_OF = {OUT: "chrome", IN: "paragraph"}
"""The label that a rule gives to a line."""


def rule_of(label: str | None) -> str:
    """The rule that a correction's label stands for."""
    if not label:
        return LEARNT
    return OUT if label in LEFT_OUT_LABELS else IN


def rule_in_words(rule: str) -> str:
    return str(dict(RULES)[rule])


def corrected_lines(profile: SiteProfile) -> list[dict[str, Any]]:
    """The lines of which editors said what becomes of them, the last one first."""
    return [
        {
            "key": f"{key:x}",
            "text": profile.corrected_texts.get(key) or profile.texts.get(key) or "",
            "documents": profile.documents_with(key),
            "rule": rule_of(label),
            "words": rule_in_words(rule_of(label)),
        }
        for key, label in reversed(profile.corrections.items())
    ]


def repeated_lines(profile: SiteProfile) -> list[dict[str, Any]]:
    """The lines that most documents have and of which no editor said anything, with their counts."""
    known = [(key, text) for key, text in profile.texts.items() if key in profile.lines]
    known.sort(key=lambda pair: -profile.lines[pair[0]][0])
    return [
        {
            "key": f"{key:x}",
            "text": text,
            "documents": profile.lines[key][0],
            "in_body": profile.lines[key][2],
            "rule": LEARNT,
        }
        for key, text in known
        if key not in profile.corrections
    ][:50]
