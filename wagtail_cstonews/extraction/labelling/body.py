"""Which lines of a document are the article's body: the line model's opinion, and rules around it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import and_
from typing import TYPE_CHECKING

from ..article.line import Hints, Labels, Line
from ..languages.boilerplate import QUESTION_WORD
from ..lines.facts import HEADING_TAGS, Facts
from ..lines.kinds import WORDLESS, is_little_else
from ..site.judging import judge
from ..site.profile import SiteProfile
from .body_rules import prose_stretch, stands_beside, worth_of
from .start.article_start import AT_THE_TOP, ArticleStart

if TYPE_CHECKING:
    from ..line_model.network import LineScores

ROW_TAGS = frozenset(("tr", "th"))
"""Elements of a table's rows."""
_NEVER_BODY = frozenset(
    ("blank", "symbols", "back", "others", "comments", "pointer", "date", "byline", "caption", "attribution")
)
"""Forms of lines that are not body, whatever the model says."""
_SURE = 0.5
"""For lines that look like chrome: numbers in a table do, too."""
_DOUBTFUL = 0.1
"""From here on prose between lines of the body is body."""
_NEAR = 3
"""Lines with words below a gap among which the body must go on."""
_SURE_OF_ANNOUNCED = 0.6
"""For what stands below a heading over other articles."""
_MOST_LINKED = 0.5
"""Share of a line's letters in links; with more it leads elsewhere."""
_ENOUGH_QUESTIONS = 3
"""Questions that show the text to be an interview, whose last answer may be short."""


@dataclass(slots=True)
class BodyLines:
    """Which lines are the body, and what else the model says of each line."""

    mask: list[bool]
    body: Sequence[float]
    """How likely the model takes each line for body, 0..1."""
    title: Sequence[float]
    """How likely the model takes each line for the title; they add up to 1."""
    facts: Sequence[Facts] = ()
    """What each line shows, with what its neighbours and the site's other documents show of it."""
    site_reasons: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Label and reason, by index, of what the site's other documents show not to be the article's."""
    start: ArticleStart = AT_THE_TOP
    """Which line is the headline, where it was found below other articles' summaries."""
    is_listing: bool = False
    """Whether the document is no article but sums up several."""
    labels: Labels = field(default_factory=dict)
    """What every line is, once that is known."""

    def below(self, lines: int) -> BodyLines:
        """The same, where so many lines stand above those that were looked at, none of them the article's."""
        nothing = [0.0] * lines
        return (
            BodyLines(
                [False] * lines + self.mask,
                [*nothing, *self.body],
                [*nothing, *self.title],
                self.facts,
                {index + lines: reason for index, reason in self.site_reasons.items()},
                self.start,
            )
            if lines
            else self
        )


def find_body(
    lines: Sequence[Line],
    facts: Sequence[Facts],
    site: SiteProfile | None = None,
    scores: LineScores | None = None,
) -> BodyLines:
    """Which of the lines are the article's body: its lead, paragraphs, headings inside it and lists.

    The trained model decides. It has learnt from whole pages: in documents of few lines, and in those that
    are mostly prose, what the rules find is kept too (on held-out sites that is right more often, or as
    often). A line whose form says that it is something else is taken out, and a line that belongs to a body
    line (the row of a table, the foot of a quotation) is put in. ``site`` is what is known of the document's
    site: it tempers the model's view, and takes out what repeats on the site's other documents. ``scores``
    is what the model says of lines without mark-up, for who has asked it already.
    """
    facts = list(facts)
    from ..line_model import network

    hints = [line.hints for line in lines]
    texts = [fact.text for fact in facts]
    if scores is None or any(hints):
        scores = network.score_lines(texts, hints, [fact.form for fact in facts])
    body: list[float] = scores.body.tolist()
    title: list[float] = scores.title.tolist()
    judged = judge(site, texts, body, title, scores.threshold) if site else None
    reasons = judged.reasons if judged else {}
    if judged:
        body = judged.body
        for index in reasons:
            if not facts[index].form:
                facts[index] = replace(facts[index], form="chrome")
    mask = [
        score > (_SURE if fact.form == "chrome" else scores.threshold) and fact.form not in _NEVER_BODY
        for score, fact in zip(body, facts, strict=True)
    ]
    prose = [worth_of(fact) > 0 for fact in facts]
    filled = [index for index, fact in enumerate(facts) if fact.form not in WORDLESS]
    _fill_gaps(mask, prose, filled, body)
    if is_little_else(len(filled), sum(prose)):
        mask = [either or other for either, other in zip(mask, prose_stretch(lines, facts), strict=True)]
    if not any(hints):
        _leave_out_announced(mask, facts, body, reasons)
    if not any(map(and_, mask, prose)):
        # Without a single line of prose there is no body, whatever looks most like one.
        mask = [False] * len(lines)
    _add_what_belongs(lines, facts, mask)
    return BodyLines(mask, body, title, facts, reasons)


def _fill_gaps(mask: list[bool], prose: Sequence[bool], filled: Sequence[int], body: Sequence[float]) -> None:
    """Put in prose among the prose that the model is in doubt about: where hardly anything but the article
    stands on a page, it is.
    """
    for place, index in enumerate(filled[1:-1], start=1):
        if prose[index] and not mask[index] and mask[filled[place - 1]] and body[index] >= _DOUBTFUL:
            mask[index] = any(mask[other] for other in filled[place + 1 : place + 1 + _NEAR])


def _leave_out_announced(
    mask: list[bool], facts: Sequence[Facts], body: Sequence[float], of_site: Container[int]
) -> None:
    """Take out what stands below a heading over other articles ("Read also") between two paragraphs, as far
    as the model is not sure of it: by the rules, prose on both sides makes it body. Where the site's other
    documents have some of it, they show where it ends.
    """
    announced, known = False, False
    for index, fact in enumerate(facts):
        if fact.form == "others":
            announced, known = True, False
        elif announced and fact.form not in WORDLESS:
            known = known or index in of_site
            announced = index in of_site if known else body[index] < _SURE_OF_ANNOUNCED
            mask[index] = mask[index] and not announced


# --------------------------------------------------------------------------- what belongs to body lines


def _add_what_belongs(lines: Sequence[Line], facts: list[Facts], mask: list[bool]) -> None:
    """Add those lines to the mask that their place or their element makes part of the body, however short.

    A caption under a quotation becomes its attribution.
    """
    filled = [index for index, fact in enumerate(facts) if fact.form != "blank"]
    inside = [index for index in filled if mask[index]]
    if not inside:
        return
    last = inside[-1]
    previous = -1
    for index in filled if any(line.hints for line in lines) else ():
        if not mask[index] and previous >= 0 and mask[previous]:
            if _captions_quotation(facts[index], lines[index].hints, lines[previous].hints):
                facts[index] = replace(facts[index], form="attribution")
            mask[index] = _names_the_quoted(facts[index], lines[previous]) or (
                previous >= last and _goes_on_with_table(lines[index], lines[previous])
            )
        if not mask[index] and inside[0] < index < last:
            mask[index] = _is_structure(facts[index], lines[index].hints)
        previous = index
    _take_last_answer(lines, facts, mask, filled)


def _names_the_quoted(fact: Facts, above: Line) -> bool:
    """Whether the line says whose words the quotation before it is."""
    return fact.form == "attribution" and above.hints is not None


def _captions_quotation(fact: Facts, hints: Hints | None, above: Hints | None) -> bool:
    """Whether a caption stands under a quotation and not under an image."""
    return (
        fact.tag == "figcaption"
        and hints is not None
        and hints.image is None
        and above is not None
        and "blockquote" in (above.tag, *above.path.split())
        and above.path.startswith(hints.path)
    )


def _is_structure(fact: Facts, hints: Hints | None) -> bool:
    """A heading or a row of data between paragraphs is part of the article: what the mark-up says counts."""
    if hints is None or fact.form or fact.link_density > _MOST_LINKED:
        return False
    is_structure = fact.tag in ROW_TAGS or (fact.tag in HEADING_TAGS and fact.tag != "h1")
    return is_structure and not stands_beside(hints)


def _goes_on_with_table(line: Line, above: Line) -> bool:
    """Whether a row of data follows the last body line in the same part of the page."""
    if line.hints is None or above.hints is None or line.hints.tag not in ROW_TAGS:
        return False
    own, other = line.hints, above.hints
    if other.tag in ROW_TAGS:
        return own.attributes == other.attributes
    return f"{own.path} ".startswith(f"{other.path} ") and own.attributes.startswith(other.attributes)


def _take_last_answer(
    lines: Sequence[Line], facts: Sequence[Facts], mask: list[bool], filled: Sequence[int]
) -> None:
    """A sentence after the last of several questions is its answer, short as it may be."""
    places = [place for place, index in enumerate(filled) if mask[index]]
    questions = sum(QUESTION_WORD.search(facts[filled[place]].text) is not None for place in places)
    if questions < _ENOUGH_QUESTIONS or places[-1] + 1 >= len(filled):
        return
    last, index = filled[places[-1]], filled[places[-1] + 1]
    fact, hints, above = facts[index], lines[index].hints, lines[last].hints
    if (
        QUESTION_WORD.search(facts[last].text)
        and fact.sentence
        and not fact.form
        and fact.link_density < _MOST_LINKED
        and (hints is None or above is None or (hints.tag, hints.path) == (above.tag, above.path))
    ):
        mask[index] = True
