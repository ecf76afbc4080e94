"""Labels the lines of an article's own HTML (a fragment) by their mark-up, without a model."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.normalization import letters_of
from ..article.line import Hints, Label, Labels, Line
from ..labelling.body import ROW_TAGS
from ..lines.facts import HEADING_TAGS, line_facts

_PREFORMATTED = ("pre", "more pre")
"""Roles of preformatted lines."""

_LONGEST_HEADING = 40
"""Words of a heading; a longer "heading" is a paragraph in the wrong element."""

_FEWEST_OF_LEAD, _MOST_OF_LEAD = 8, 90
"""Words of a lead."""

_OPENS_SPEECH = ("-", "–", "—", '"', "“", "„", "«", "[")
"""A paragraph that begins with one of these is direct speech, not a lead."""


def fragment_labels(lines: Sequence[Line], title: str | None, lead: str | None = None) -> Labels:
    """Label every line; none is left out. ``title`` and ``lead`` were given with the document."""
    place = _title_line(lines, title)
    labels = ["title" if index == place else _label(line) for index, line in enumerate(lines)]
    if lead is None or _is_first_paragraph(lines, labels, lead):
        leading = _lead_line(lines, labels)
        if leading is not None:
            labels[leading] = "lead"
    return {line.number: Label(label) for line, label in zip(lines, labels, strict=True)}


def _title_line(lines: Sequence[Line], title: str | None) -> int | None:
    """Index of the title line: a first heading equal to the given title, or an ``h1`` if none was given."""
    first = next((index for index, line in enumerate(lines) if line.clean), None)
    if first is None:
        return None
    tag = lines[first].hints.tag if lines[first].hints else ""  # type: ignore[union-attr]
    if title:
        return first if tag in HEADING_TAGS and letters_of(lines[first].clean) == letters_of(title) else None
    return first if tag == "h1" else None


def _label(line: Line) -> str:
    hints = line.hints or Hints()
    if hints.role in ("image", "embed", "caption", "more") and (hints.image or hints.embed or line.clean):
        return "caption"
    if not line.clean:
        return "blank"
    if hints.role in _PREFORMATTED:
        return "paragraph"
    path = hints.path.split()
    if hints.tag in ROW_TAGS:
        return "table"
    if hints.tag == "caption" and "table" in path:
        return "caption"
    facts = line_facts(line)
    if (hints.tag in HEADING_TAGS or hints.tag == "summary") and facts.words <= _LONGEST_HEADING:
        return "heading"
    if hints.tag == "li" or path[-1:] == ["li"]:
        return "list_item"
    if facts.form == "attribution" or (hints.tag in ("cite", "footer") and "blockquote" in path):
        return "quote"
    return "paragraph"


def _is_first_paragraph(lines: Sequence[Line], labels: Sequence[str], lead: str) -> bool:
    first = next((line for line, label in zip(lines, labels, strict=True) if label == "paragraph"), None)
    return first is not None and letters_of(first.clean) == letters_of(lead)


def _lead_line(lines: Sequence[Line], labels: Sequence[str]) -> int | None:
    """Index of the lead: the first paragraph, if it is long enough and plain text can hold all of it."""
    body = [index for index, label in enumerate(labels) if label not in ("blank", "title")]
    if len(body) < 2 or labels[body[0]] != "paragraph":
        return None
    first = lines[body[0]]
    hints, text = first.hints, first.clean
    if hints is None or hints.role != "text":
        return None
    says_enough = _FEWEST_OF_LEAD <= line_facts(first).words <= _MOST_OF_LEAD and not text.endswith("?")
    is_plain = not hints.html and not text.startswith(_OPENS_SPEECH) and "blockquote" not in hints.path
    if says_enough and is_plain and any(labels[index] == "paragraph" for index in body[1:]):
        return body[0]
    return None
