"""Finds the lines of the article's body: the line model's probabilities, corrected by rules.

The model is :mod:`.network`; :mod:`.body_rules` has the rules that also work without it.
"""

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
"""Elements of table rows."""
_NEVER_BODY = frozenset(
    ("blank", "symbols", "back", "others", "comments", "pointer", "date", "byline", "caption", "attribution")
)
"""Forms of lines that are never body, whatever the model says."""
_SURE = 0.5
"""Probability from which a line that looks like chrome is body: numbers in tables look like it, too."""
_DOUBTFUL = 0.1
"""Probability from which prose between body lines is body."""
_NEAR = 3
"""Non-blank lines below a gap within which the body must continue."""
_SURE_OF_ANNOUNCED = 0.6
"""Probability from which a line below a heading over other articles is body."""
_MOST_LINKED = 0.5
"""Link density above which a line is a link to somewhere else."""
_ENOUGH_QUESTIONS = 3
"""Questions that mark the text as an interview, whose last answer may be short."""


@dataclass(slots=True)
class BodyLines:
    """Which lines are the body, and the model's other findings about each line."""

    mask: list[bool]
    body: Sequence[float]
    """The model's probability, 0..1, that each line is body."""
    title: Sequence[float]
    """The model's probability that each line is the title; they add up to 1."""
    facts: Sequence[Facts] = ()
    """The facts of each line, adjusted by its neighbours and the site's other documents."""
    site_reasons: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Label and reason, by index, of lines that the site's other documents show to be chrome or teasers."""
    start: ArticleStart = AT_THE_TOP
    """The headline's line, if it was found below summaries of other articles."""
    is_listing: bool = False
    """Whether the document is a listing of several articles."""
    labels: Labels = field(default_factory=dict)
    """The label of every line, once they are known."""

    def below(self, lines: int) -> BodyLines:
        """The same with all indices shifted by a number of lines above, none of them the article's."""
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
    """Find the lines of the article's body: its lead, paragraphs, headings and lists.

    The trained model decides. It was trained on whole pages; in documents of few lines, and in those that are
    mostly prose, the lines that the rules find are kept, too (on held-out sites, that is right as often or
    more often). A line whose form rules it out is removed, and a line that belongs to a body line (the row of
    a table, the attribution of a quotation) is added. ``site`` is the profile of the document's site: it
    lowers the probability of lines that repeat on other documents, and removes them. ``scores`` are the
    model's scores for lines without mark-up, if the caller has them already.
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
        # Without a single line of prose there is no body, even if some lines score highest.
        mask = [False] * len(lines)
    _add_what_belongs(lines, facts, mask)
    return BodyLines(mask, body, title, facts, reasons)


def _fill_gaps(mask: list[bool], prose: Sequence[bool], filled: Sequence[int], body: Sequence[float]) -> None:
    """Add prose between body lines about which the model is unsure: on a page with little but the article, it
    is body.
    """
    for place, index in enumerate(filled[1:-1], start=1):
        if prose[index] and not mask[index] and mask[filled[place - 1]] and body[index] >= _DOUBTFUL:
            mask[index] = any(mask[other] for other in filled[place + 1 : place + 1 + _NEAR])


def _leave_out_announced(
    mask: list[bool], facts: Sequence[Facts], body: Sequence[float], of_site: Container[int]
) -> None:
    """Remove lines below a heading over other articles ("Read also") between two paragraphs.

    The rules make them body because of the prose on both sides. Lines of which the model is sure stay. If the
    site's other documents contain some of the lines, these show where the insert ends.
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
    """Add lines to the mask that belong to the body by their place or element, however short they are.

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
    """Whether the line is the attribution of the quotation above."""
    return fact.form == "attribution" and above.hints is not None


def _captions_quotation(fact: Facts, hints: Hints | None, above: Hints | None) -> bool:
    """Whether a caption belongs to a quotation, not to an image."""
    return (
        fact.tag == "figcaption"
        and hints is not None
        and hints.image is None
        and above is not None
        and "blockquote" in (above.tag, *above.path.split())
        and above.path.startswith(hints.path)
    )


def _is_structure(fact: Facts, hints: Hints | None) -> bool:
    """Whether the mark-up makes a line between paragraphs part of the article: a heading or a data row."""
    if hints is None or fact.form or fact.link_density > _MOST_LINKED:
        return False
    is_structure = fact.tag in ROW_TAGS or (fact.tag in HEADING_TAGS and fact.tag != "h1")
    return is_structure and not stands_beside(hints)


def _goes_on_with_table(line: Line, above: Line) -> bool:
    """Whether a data row follows the last body line in the same part of the page."""
    if line.hints is None or above.hints is None or line.hints.tag not in ROW_TAGS:
        return False
    own, other = line.hints, above.hints
    if other.tag in ROW_TAGS:
        return own.attributes == other.attributes
    return f"{own.path} ".startswith(f"{other.path} ") and own.attributes.startswith(other.attributes)


def _take_last_answer(
    lines: Sequence[Line], facts: Sequence[Facts], mask: list[bool], filled: Sequence[int]
) -> None:
    """Add the sentence after the last of several questions: it is the answer, however short."""
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
