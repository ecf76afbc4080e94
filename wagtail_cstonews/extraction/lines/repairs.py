"""Repairs lines (mojibake, mixed scripts, entities, spaces) and reports what was repaired.

:mod:`wagtail_cstonews.text.repair` has the repairs; this module applies them. The original text is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...text.repair import mend
from ...text.screening import lines_to_look_at, needs_a_look
from ..article.line import Line
from ..article.warnings import ArticleWarning

_MESSAGES = {
    "mojibake": "Text in the wrong character set was mended: {}. Compare it with the original.",
    "mixed_script": "A word that mixes alphabets was mended: {}. Check the spelling.",
    "entities": "HTML entities in plain text were resolved.",
    "spaces": "No-break and other odd spaces became plain spaces.",
    "characters": "Control or invisible characters were removed, or letters composed.",
}
_ONCE_A_DOCUMENT = ("entities", "spaces", "characters")
"""Repairs that change no letter: one warning for the whole document is enough."""


def repair_lines(lines: Sequence[Line], *, is_html: bool = False) -> list[ArticleWarning]:
    """Repair lines where needed: sets ``line.repaired``, and never changes ``line.text``.

    Returns warnings. Repairs that change letters are reported for each line (``repaired_mojibake``,
    ``repaired_mixed_script``); those of spaces and invisible characters once per document, at its first
    such line.
    """
    warnings: list[ArticleWarning] = []
    quiet: dict[str, list[int]] = {}
    for index in lines_to_look_at([line.text for line in lines]):
        line = lines[index]
        if "&" in line.text and not needs_a_look(line.text):
            # The quick check of all lines selects every "&", not only entities.
            continue
        mended, done = mend(line.text, is_html)
        if mended == line.text:
            continue
        line.repair(mended)
        for what in done:
            name, _, detail = what.partition(": ")
            if name in _ONCE_A_DOCUMENT:
                quiet.setdefault(name, []).append(line.number)
            else:
                shown = detail or _shorten(mended)
                warnings.append(
                    ArticleWarning(f"repaired_{name}", _MESSAGES[name].format(shown), line.number)
                )
    for name, numbers in quiet.items():
        where = "1 line" if len(numbers) == 1 else f"{len(numbers)} lines"
        warnings.append(ArticleWarning(f"repaired_{name}", f"{_MESSAGES[name]} ({where})", numbers[0]))
    return warnings


def _shorten(text: str, width: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"
