"""A line that several documents of a site contain, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass, field

Record = list[int]
"""The number of documents with a line, and of those with it before, in, amid and after the body."""


@dataclass(slots=True)
class Verdict:
    """The evidence of the site's other documents about a line."""

    shift: float
    """The shift of its probability of being body, in logits."""
    reason: tuple[str, str] | None = None
    """Label and reason, if the shift is large enough to leave the line out."""


@dataclass(slots=True)
class KnownLine:
    """A line that stands in several documents of the site, or was corrected."""

    record: Record
    headlines: bool
    """Whether it is the title, or the first line, of a document of the site."""
    words: float
    correction: str = ""
    verdicts: dict[tuple[int, bool], Verdict] = field(default_factory=dict)
    """What is to be made of it, by the places where it stands in the document (a bit for each), and by
    whether it belongs to a block of the site's.
    """

    def others(self, places: int) -> Record:
        """The counts without this document, in which the line stands at ``places``."""
        return [max(0, count - (places >> place & 1)) for place, count in enumerate(self.record)]
