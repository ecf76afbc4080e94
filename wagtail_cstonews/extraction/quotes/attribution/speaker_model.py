"""Speaker attribution: the most probable candidate for each quotation, or the null candidate.

A linear-chain conditional random field (Lafferty et al., 2001) scores every candidate (``speaker_features``)
over the sequence of an article's quotations (``ml.crf``). Its weights (``ml/trained/speakers.json``) are
trained by ``python -m benchmarks.train_speakers``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ...article.blocks import Speaker
from ...ml.crf import Scores, probabilities
from ...ml.weights import read_weights
from ...people.entities import People
from ...people.outlets import is_outlet, passes_on
from ..detection.first_person import speaks_of_itself, words_in
from ..detection.spans import Span
from .attribution_cues import AttributionCue, cue_of_quotation
from .paragraphs import Reader
from .quotations import Quotations
from .speaker_features import QuotationFeatures, SpeakerFeatures

SURE = 1 / 4
"""Probability threshold for naming a speaker; below it the field stays empty and guesses are offered."""
ONE_SPEAKER = 20.0
"""Transition weight that forces paragraphs of one quotation to have one speaker: larger than any others."""
MOST_GUESSES = 3
"""Maximum number of guesses offered if no speaker is above the threshold."""


@dataclass(slots=True)
class Attribution:
    """The attribution of a quotation; its fields are those of ``find.FoundQuote``."""

    cue: str | None = None
    mention: str | None = None
    speaker: Speaker | None = None
    confidence: float = 0.0
    guesses: list[Speaker] = field(default_factory=list)


def attribute(
    paragraphs: list[str], direct: list[Span], spans: list[Span], people: People, language: str | None = "en"
) -> list[Attribution]:
    """The speaker of each quotation in ``direct``. ``spans`` are all quoted spans, including ``direct``."""
    if not direct:
        return []
    features = features_of(paragraphs, direct, spans, people, language)
    likely = weigh(features.of_quotations(), _weights())
    return [_choose(features, position, row) for position, row in enumerate(likely)]


def features_of(
    paragraphs: list[str], direct: list[Span], spans: list[Span], people: People, language: str | None = "en"
) -> SpeakerFeatures:
    """The features of an article's quotations with their candidates."""
    reader = Reader(paragraphs, spans, people, language)
    return SpeakerFeatures(
        Quotations(reader, direct, [_cue_unless_passed_on(reader, span) for span in direct])
    )


def _cue_unless_passed_on(reader: Reader, span: Span) -> AttributionCue | None:
    """The cue in a quotation's sentence; None if an agency relays somebody's "we"."""
    cue = cue_of_quotation(reader.paragraph(span.paragraph), span)
    if cue is None or cue.pronoun:
        return cue
    is_passed_on = (
        is_outlet(cue.entity.words) if cue.entity is not None else passes_on(cue.text, reader.language)
    )
    if is_passed_on and speaks_of_itself(
        words_in(span.inner(reader.texts[span.paragraph]), reader.language), reader.language
    ):
        return None
    return cue


class Weights:
    """Feature weights: a general one for each feature, plus one for each kind of quotation."""

    def __init__(self, values: dict[str, float]) -> None:
        self._values = values
        self._of_kind: dict[str, dict[str, float]] = {}

    def of(self, kind: str) -> dict[str, float]:
        """The weights for one kind of quotation, by feature name."""
        if kind not in self._of_kind:
            own = f"{kind}: "
            plain = {name: value for name, value in self._values.items() if ": " not in name}
            for name, value in self._values.items():
                if name.startswith(own):
                    plain[name.removeprefix(own)] = plain.get(name.removeprefix(own), 0.0) + value
            self._of_kind[kind] = plain
        return self._of_kind[kind]


@cache
def _weights() -> Weights:
    return Weights(read_weights("speakers")["weights"])


def weigh(quotations: Sequence[QuotationFeatures], weights: Weights) -> list[list[float]]:
    """The probability of each candidate for each quotation, 0..1: the marginals of the random field."""
    scores: list[Scores] = []
    bonus: list[float] = []
    for quotation in quotations:
        worth = weights.of(quotation.kind).get
        scores.append(
            [
                None if names is None else sum([worth(name, 0.0) for name in names])
                for names in quotation.of_candidates
            ]
        )
        bonus.append(ONE_SPEAKER if quotation.goes_on else sum(worth(name, 0.0) for name in quotation.same))
    return probabilities(scores, bonus)


def _choose(features: SpeakerFeatures, position: int, likely: list[float]) -> Attribution:
    """Names the most probable speaker if above the threshold, else offers the best guesses."""
    cue = features.cues[position]
    order = sorted(range(len(likely) - 1), key=lambda at: -likely[at])
    confidence = likely[order[0]] if order else 0.0
    sure = confidence >= SURE and features.candidates[order[0]].is_spelled
    speakers = [features.candidates[at].speaker() for at in order[:MOST_GUESSES] if likely[at] > 0]
    return Attribution(
        cue=cue.phrase if cue else None,
        mention=cue.text if cue else None,
        speaker=speakers[0] if sure else None,
        confidence=confidence,
        guesses=[] if sure else [speaker for speaker in speakers if speaker is not None],
    )
