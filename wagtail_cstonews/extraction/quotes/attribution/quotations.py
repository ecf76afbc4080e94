"""Evidence about the speaker in each quotation's own sentence: a name, an office, a gender, or none."""

from __future__ import annotations

from collections.abc import Sequence

from ....text.patterns import lazy_compile
from ...languages.lang.en import SPEECH_NOUNS
from ...people.entity import Entity, gender_of_pronoun
from ...people.names.roles import gender_of_word
from ..detection.first_person import speaks_of_itself, words_in
from ..detection.spans import Span
from .attribution_cues import AttributionCue
from .descriptions import head, is_description, kind_of_head
from .discourse import Discourse
from .paragraphs import Reader

_RELATIVE = lazy_compile(r"\s(?:who|whom|whose|which|that|\w+ly$)\b")
"""The beginning of a relative clause after a description."""


class Quotations:
    """The quotations of an article, by their number."""

    def __init__(self, reader: Reader, direct: Sequence[Span], cues: Sequence[AttributionCue | None]) -> None:
        self.reader = reader
        self.direct = direct
        self.cues = cues
        self.discourse = Discourse(reader, direct, cues)
        self.kinds = [self._kind(position) for position in range(len(direct))]
        """The evidence in each quotation's sentence: ``named``, ``pronoun``, ``office``, ``nothing``."""
        self.meant = [self._office_holder(position) for position in range(len(direct))]
        """The holder of the office that each quotation's sentence names, or None."""

    def description(self, position: int) -> str:
        """The description of a speaker without a name; empty if there is none."""
        text = described_as(self.cues[position])
        return text if text and not self._stands_for_a_name(position) else ""

    def gender(self, position: int) -> str:
        """The gender of the word that refers to the speaker; empty if it has none."""
        cue = self.cues[position]
        if cue is None or cue.entity is not None:
            return ""
        if cue.pronoun:
            return gender_of_pronoun(cue.pronoun, self.reader.language)
        return gender_of_word(head(described_as(cue)))

    def is_held(self, position: int) -> bool:
        """Whether the holder of the office in its sentence is known."""
        holder = self.meant[position]
        return holder is not None and holder.is_person

    def is_first_person(self, position: int) -> bool:
        """Whether a quotation is in the first person: then an agency only relays it."""
        span = self.direct[position]
        return speaks_of_itself(
            words_in(span.inner(self.reader.texts[span.paragraph]), self.reader.language),
            self.reader.language,
        )

    def in_one_paragraph(self, position: int, other: int) -> bool:
        """Whether two quotations are in one paragraph; ``other`` may be out of range."""
        inside = 0 <= other < len(self.direct)
        return inside and self.direct[other].paragraph == self.direct[position].paragraph

    def _kind(self, position: int) -> str:
        """The evidence in its own sentence, else in the text beside it."""
        cue = self.cues[position]
        if cue is None:
            beside = [at for at in (position - 1, position + 1) if self.in_one_paragraph(position, at)]
            if any(self.cues[at] for at in beside):
                return "beside"
            above = self.direct[position].paragraph - 1
            return "led" if above >= 0 and self.reader.texts[above].rstrip().endswith(":") else "nothing"
        if cue.entity is not None:
            return "named" if cue.entity.is_person else "thing"
        if cue.pronoun:
            return (
                "pronoun"
                if gender_of_pronoun(cue.pronoun, self.reader.language)
                else "they"
                if cue.pronoun == "they"
                else "we"
            )
        if not described_as(cue):
            return "unclear"
        return "office" if cue.text.lower().startswith(("the ", "this ", "that ")) else "description"

    def _office_holder(self, position: int) -> Entity | None:
        """The person whom a sentence names by office: ``the Special Representative``."""
        cue = self.cues[position]
        if cue is None or cue.entity is not None or cue.pronoun:
            return None
        paragraph = self.reader.paragraph(self.direct[position].paragraph)
        return self.reader.people.find(cue.text, self.reader.position(paragraph, cue.start))

    def _stands_for_a_name(self, position: int) -> bool:
        """Whether the description refers to somebody named before: ``the senator``, not ``a senator``."""
        meant = self.meant[position]
        if meant is not None:
            return meant.is_person
        noun = head(described_as(self.cues[position]))
        if self.kinds[position] != "office" or kind_of_head(noun) not in ("role", "person"):
            return False
        gender, place = self.gender(position), (self.direct[position].paragraph, self.direct[position].start)
        return any(
            at < place and self.discourse.fits(entity, gender)
            for at, entity in zip(self.discourse.named.places, self.discourse.named.entities, strict=True)
        )


def described_as(cue: AttributionCue | None) -> str:
    """The nominal description in a cue; empty if the cue has a name or a pronoun."""
    if cue is None or cue.entity is not None or cue.pronoun:
        return ""
    text = _RELATIVE.split(cue.text)[0].strip(" .,;:")
    return text if is_description(text) and head(text) not in SPEECH_NOUNS else ""
