"""An editor's corrections applied to one document, stage by stage.

No stage overrules an editor: what a stage says of a corrected line is not written (:meth:`Edits.free`), and
what a stage would find in such a line is looked for elsewhere. Where an editor chose a title, subtitle or
lead, the line that extraction had taken for it is none.

Confidence follows: a corrected line counts as sure, and a document in which an editor marked lines of the
body is an article, wherever it seemed to begin. Warnings that an editor has settled are not given:
``not_an_article`` (lines of the body were marked), ``no_title`` and ``title_not_in_text`` (a title was),
``unread_date`` and ``date_from_prose`` (a date was, and could be read), ``unsure_speaker`` (of the quotes
whose speaker was named), ``much_left_out``, ``lines_lost`` and ``images_lost`` (of what the editor left out).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...text.normalization import letters_of
from ..article.blocks import ChosenSpeaker
from ..article.line import BODY_LABELS, LEFT_OUT_LABELS, Label, Labels, Line
from ..article.warnings import ArticleWarning
from ..labelling.start.article_start import AT_THE_TOP, ArticleStart
from ..lines.plain_text import Passage
from ..site.keys import line_key
from ..site.reasons import BY_EDITOR
from .anchoring import find_lines
from .breaks import break_lines, passages_of, wrapped_together
from .line_correction import CORRECTED

if TYPE_CHECKING:
    from ..site.profile import SiteProfile
    from ..stages.document import ReadDocument
    from ..stages.labels import Labelled
    from .corrections import Corrections

KEPT_LABELS = BODY_LABELS | {"signoff"}
"""Labels of the lines that the confidence in a body is about."""

_UNIQUE = {
    "title": Label("chrome", "another line is the title"),
    "subtitle": Label("chrome", "another line is the subtitle"),
    "lead": Label("paragraph"),
}
"""What becomes of the line that extraction took for it, where an editor chose another one."""

_ONCE = frozenset({"title", "subtitle", "lead", "dateline"})
"""Labels of lines of which the article takes the first one only."""

_NOT_DATED = LEFT_OUT_LABELS | {"caption"}
"""Labels, set by an editor, of lines in which no date is looked for."""

_LONGEST_NAMED = 60
"""Characters of a line that a warning names."""


@dataclass(slots=True)
class Edits:
    """What an editor says of the lines of one document, by their numbers. By default nothing."""

    labels: dict[int, str] = field(default_factory=dict)
    """The labels of lines; of a logical line, by the number of its first line."""
    reasons: dict[int, str] = field(default_factory=dict)
    speakers: dict[int, ChosenSpeaker] = field(default_factory=dict)
    passages: list[Passage] | None = None
    """The logical lines to label; None for those that :func:`..lines.plain_text.logical_lines` gives."""
    parts: list[Passage] = field(default_factory=list)
    """The same, where an editor's labels part paragraphs that were wrapped by hand."""
    quotes: set[int] = field(default_factory=set)
    """The lines that become quote blocks, whatever their words are."""
    warnings: list[ArticleWarning] = field(default_factory=list)
    """About corrections that are lost."""
    is_settled: bool = False
    """Whether an editor marked lines of this document's body."""

    def having(self, *labels: str) -> set[int]:
        """The numbers of the lines with one of these labels."""
        return {number for number, name in self.labels.items() if name in labels}

    # ------------------------------------------------------------------ labels

    def part(self, labelled: Labelled) -> Labelled:
        """The labels of paragraphs that were wrapped by hand, for the parts that an editor made of them.

        A part that has no label by the editor keeps the one of the whole, which its words alone may not show.
        """
        if self.passages is None or len(self.parts) == len(self.passages):
            return labelled
        wholes = {line.number: at for at, line in enumerate(labelled.lines)}
        labels, body, at = {}, [], 0
        for passage in self.parts:
            number = passage.line.number
            is_first = number in wholes
            at = wholes.get(number, at)
            label = labelled.labels[labelled.lines[at].number]
            labels[number] = label if is_first or label.name not in _ONCE else Label("paragraph")
            body.append(labelled.body[at])
        lines = [passage.line for passage in self.parts]
        joined = [passage for passage in self.parts if len(passage.members) > 1]
        return replace(labelled, lines=lines, labels=labels, spoken=lines, joined=joined, body=body)

    def over(self, labels: Labels, *, is_fragment: bool) -> Labels:
        """Labels that were found, and over them those that were set."""
        if not self.labels:
            return labels
        chosen = set(self.labels.values())
        found = dict(labels)
        for number, label in labels.items():
            if number in self.labels:
                if self.labels[number] == "quote" and label.name != "quote":
                    self.quotes.add(number)
                found[number] = Label(self.labels[number], self.reasons[number])
            elif label.name in _UNIQUE and label.name in chosen:
                # Nothing of a fragment is left out.
                instead = Label("heading") if is_fragment and label.name == "title" else _UNIQUE[label.name]
                found[number] = Label("paragraph") if is_fragment and label.name == "subtitle" else instead
        return found

    def free(self, labels: Labels) -> Labels:
        """Labels without those of lines that have one by an editor."""
        if not self.labels:
            return labels
        return {number: label for number, label in labels.items() if number not in self.labels}

    def write(self, lines: Iterable[Line]) -> None:
        """Write the labels, at the end, on all lines of the document."""
        for line in lines if self.labels else ():
            if line.number in self.labels:
                line.label, line.reason = self.labels[line.number], self.reasons[line.number]

    # ------------------------------------------------------------------ what stages look at

    def texts(self, lines: Sequence[Line], label: str) -> list[str]:
        """The texts of the lines to which an editor gave a label."""
        if label not in self.labels.values():
            return []
        return [line.clean for line in lines if self.labels.get(line.number) == label and line.clean]

    def title(self, lines: Sequence[Line]) -> str | None:
        """The title that an editor chose; None if none was."""
        return " ".join(" ".join(text.split()) for text in self.texts(lines, "title")) or None

    def naming(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines that may be a byline or headline: not those of which an editor says something else."""
        if not self.labels:
            return lines
        heads = {None, "title", "subtitle", "byline"}
        return [line for line in lines if self.labels.get(line.number) in heads]

    def dated(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines that may hold the date: not those that an editor left out."""
        if not self.labels:
            return lines
        return [line for line in lines if self.labels.get(line.number) not in _NOT_DATED]

    def spoken(self, lines: list[Line]) -> list[Line]:
        """The lines that may be turns: not those of which an editor says something else."""
        if not self.labels:
            return lines
        turns = {None, "question", "answer"}
        return [line for line in lines if self.labels.get(line.number) in turns]

    def doubted(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines whose labels may be wrong: those that no editor has settled."""
        return [line for line in lines if line.number not in self.labels] if self.labels else lines

    def images_left_out(self, lines: Iterable[Line]) -> set[str]:
        """The addresses of the images that an editor left out."""
        hints = (line.hints for line in lines if self.labels.get(line.number) in LEFT_OUT_LABELS)
        return {one.image[0] for one in hints if one is not None and one.image}

    # ------------------------------------------------------------------ confidence

    def likely(self, lines: Sequence[Line], body: Sequence[float]) -> Sequence[float]:
        """The probability that each line is body: an editor's word is sure."""
        if not self.labels:
            return body
        return [
            score if (label := self.labels.get(line.number)) is None else float(label in KEPT_LABELS)
            for line, score in zip(lines, body, strict=True)
        ]

    def start(self, start: ArticleStart) -> ArticleStart:
        """Where the article begins: without doubt where an editor said so."""
        return AT_THE_TOP if self.is_settled or "title" in self.labels.values() else start


NO_EDITS = Edits()
"""What holds for a document that nobody corrected."""


def edits_for(
    read: ReadDocument, corrections: Corrections | None = None, site: SiteProfile | None = None
) -> Edits:
    """The edits of a document, by its corrections and by those of its site. Joins and splits its lines."""
    of_site = site.corrections if site is not None else {}
    if not corrections and not of_site:
        return NO_EDITS
    paragraphs = None if read.document.fragment else wrapped_together(read.lines)
    edits = Edits()
    if corrections:
        _apply(edits, read, corrections)
    if of_site:
        _apply_of_site(edits, read.lines, of_site)
    if not corrections and not edits.labels:
        return NO_EDITS
    if paragraphs is not None:
        edits.passages = passages_of(read.lines, paragraphs, {})
        edits.parts = passages_of(read.lines, paragraphs, edits.labels)
    return edits


def _apply(edits: Edits, read: ReadDocument, corrections: Corrections) -> None:
    """Apply a document's own corrections, and note those that are lost."""
    found = find_lines(corrections.lines, [line.text for line in read.lines])
    is_html = read.document.media_type == "html"
    page = read.page
    broken = break_lines(read.lines, found.placed, page.pictures, page.base, is_html=is_html)
    read.lines = broken.lines
    for warning in read.warnings:
        if warning.line is not None:
            warning.line = broken.place_of(warning.line)
    for number, one in found.placed.items():
        for start, label in one.labels.items():
            if place := broken.number_of(number, start):
                edits.labels[place], edits.reasons[place] = label, CORRECTED
        for start, speaker in one.speakers.items():
            if place := broken.number_of(number, start):
                edits.speakers[place] = speaker
    edits.is_settled = not BODY_LABELS.isdisjoint(edits.labels.values())
    edits.warnings = [lost_correction(one.excerpt) for one in (*found.lost, *broken.lost)]


def lost_correction(excerpt: str, line: int | None = None) -> ArticleWarning:
    """The warning that a correction cannot be applied; it names the text of its line."""
    named = " ".join(excerpt.split())[:_LONGEST_NAMED]
    what = f"of the line “{named}”" if named else "of an image"
    message = f"A correction {what} no longer fits the document. Look at the lines, and correct them again."
    return ArticleWarning("correction_lost", message, line)


def _apply_of_site(edits: Edits, lines: Sequence[Line], corrections: Mapping[int, str]) -> None:
    """Apply what an editor said of lines on all documents of a site; of one document, that weighs more."""
    has_title = "title" in edits.labels.values()
    titles = set()
    for line in lines:
        text = line.clean
        label = corrections.get(line_key(text)) if text else None
        if label is None or label == "blank" or line.number in edits.labels:
            continue
        if label == "title":
            if has_title:
                titles.add(line.number)
                continue
            has_title = True
        edits.labels[line.number], edits.reasons[line.number] = label, BY_EDITOR
    printed = {letters_of(line.clean) for line in lines if edits.labels.get(line.number) == "title"}
    for line in lines if titles else ():
        if line.number in titles and letters_of(line.clean) in printed:
            edits.labels[line.number], edits.reasons[line.number] = "duplicate", BY_EDITOR
