"""Whose words a quotation is: the likeliest of those whom the article names, by a model that was trained.

A conditional random field weighs every candidate (``candidates``) over the chain of an article's quotations
(``chain``). Its weights (``models/speakers.json``) are made by ``python -m benchmarks.train_speakers``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ..article.blocks import Speaker
from ..ml.crf import Scores, probabilities
from ..ml.weights import read_weights
from ..people.entities import People
from ..people.outlets import is_outlet, passes_on
from .attribution_cues import Clue, Reader, local_clue
from .spans import Span
from .speaker_features import Scene, Setting
from .speech import speaks_of_itself, words_in

SURE = 1 / 4
"""How probably a speaker must be right to be named; below it the field is empty and guesses are offered."""

ONE_SPEAKER = 20.0
"""What it adds that paragraphs of one quotation have one speaker: more than anything speaks against it."""

MOST_GUESSES = 3
"""How many people are offered where the speaker is not sure."""


@dataclass(slots=True)
class Attribution:
    """What was found out about the speaker of a quotation."""

    cue: str | None = None
    mention: str | None = None
    speaker: Speaker | None = None
    confidence: float = 0.0
    guesses: list[Speaker] = field(default_factory=list)


def attribute(
    paragraphs: list[str], direct: list[Span], spans: list[Span], people: People, language: str | None = "en"
) -> list[Attribution]:
    """The speaker of each quotation in ``direct``. ``spans`` are all quoted stretches, those in ``direct``
    among them.
    """
    if not direct:
        return []
    scene = scene_of(paragraphs, direct, spans, people, language)
    settings = scene.settings()
    return [_choose(scene, position, likely) for position, likely in enumerate(weigh(settings, _weights()))]


def scene_of(
    paragraphs: list[str], direct: list[Span], spans: list[Span], people: People, language: str | None = "en"
) -> Scene:
    """The quotations of an article with their candidates."""
    reader = Reader(paragraphs, spans, people, language)
    for span in direct:
        reader.paragraph(span.paragraph).quotes.append(span)
    return Scene(reader, direct, [_own_clue(reader, span) for span in direct])


def _own_clue(reader: Reader, span: Span) -> Clue | None:
    """The clue that a quotation's sentence gives; none where an agency passes on somebody's "we"."""
    clue = local_clue(reader, span)
    if clue is None or clue.pronoun:
        return clue
    is_passed_on = (
        is_outlet(clue.entity.words) if clue.entity is not None else passes_on(clue.text, reader.language)
    )
    if is_passed_on and speaks_of_itself(
        words_in(span.inner(reader.texts[span.paragraph]), reader.language), reader.language
    ):
        return None
    return clue


class Weights:
    """What the features are worth: each by itself, and more or less by the kind of quotation it holds for."""

    def __init__(self, values: dict[str, float]) -> None:
        self._values = values
        self._of_kind: dict[str, dict[str, float]] = {}

    def of(self, kind: str) -> dict[str, float]:
        """The weights for one kind of quotation, to be looked up by the feature's name."""
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


def weigh(settings: Sequence[Setting], weights: Weights) -> list[list[float]]:
    """How probably each candidate said each quotation."""
    scores: list[Scores] = []
    bonus: list[float] = []
    for setting in settings:
        worth = weights.of(setting.kind).get
        scores.append(
            [
                None if names is None else sum([worth(name, 0.0) for name in names])
                for names in setting.features
            ]
        )
        bonus.append(ONE_SPEAKER if setting.goes_on else sum(worth(name, 0.0) for name in setting.same))
    return probabilities(scores, bonus)


def _choose(scene: Scene, position: int, likely: list[float]) -> Attribution:
    """Names the likeliest speaker if that is sure enough, else offers the best guesses."""
    clue = scene.clues[position]
    order = sorted(range(len(likely) - 1), key=lambda at: -likely[at])
    confidence = likely[order[0]] if order else 0.0
    sure = confidence >= SURE and scene.candidates[order[0]].is_spelled
    speakers = [scene.candidates[at].speaker() for at in order[:MOST_GUESSES] if likely[at] > 0]
    return Attribution(
        cue=clue.cue if clue else None,
        mention=clue.text if clue else None,
        speaker=speakers[0] if sure else None,
        confidence=confidence,
        guesses=[] if sure else [speaker for speaker in speakers if speaker is not None],
    )
