"""Reads text that an editor pasted or wrote: all of it is body, and only turns and quotes are looked for.

>>> article = read_pasted("Q: Who won?\\nA: We did.\\nQ: How?\\nA: By luck.")
>>> [(block.question.text, block.answer.text) for block in article.body]
[('Who won?', 'We did.'), ('How?', 'By luck.')]
"""

from __future__ import annotations

from collections.abc import Iterable

from .article.article import Article
from .article.line import Line
from .body.builder import build_blocks
from .body.quote_blocks import set_quotes_apart
from .interviews.detect import find_interview
from .interviews.interview import Interview
from .labelling.labels import write_blocks, write_labels
from .lines.plain_text import passages, split_lines
from .lines.repairs import repair_lines
from .metadata.language import detect_language
from .people.entities import People
from .quotes.find import FoundQuote, find_quotes

_ANNOUNCED = "Interview"


def read_pasted(
    text: str, *, title: str | None = None, lead: str | None = None, language: str | None = None
) -> Article:
    """The article that a pasted text is: exchanges where it is an interview, else paragraphs and quotes.

    No line is left out. ``title`` and ``lead`` are those of the page: they tell who is meant.
    """
    lines = _lines_of(text)
    language = detect_language(lines, declared=language)
    for line in lines:
        line.label = "paragraph" if line.clean else "blank"
    # Whoever pastes says that it is an interview: two turns are enough, as under a headline that says so.
    found = find_interview(lines, title=title, subtitle=_ANNOUNCED, lead=lead, language=language)
    _forget_guesses(found, lines, [title, lead])
    write_labels(lines, found.labels)
    article = Article("", "", kind="interview" if found.turns else "news", language=language, lines=lines)
    article.title, article.lead = title, lead
    article.interviewee, article.interviewer = found.interviewee, found.interviewer
    draft = build_blocks(lines, found.turns)
    people = People.from_texts([title, lead, *draft.naming()], language)
    article.people = people.all()
    body = set_quotes_apart(draft, lines, find_quotes(draft.texts(), people, language), people, language)
    write_labels(lines, body.labels)
    write_blocks(lines, body.places)
    article.body, article.quotes = body.blocks, body.quotes
    return article


def _forget_guesses(found: Interview, lines: list[Line], around: list[str | None]) -> None:
    """Take back who asks and answers where only an answer names them: the labels, the text before the first
    question and the page tell, or else the editor does.
    """
    first = min((number for turn in found.turns for number in turn.lines), default=0)
    before = [line.clean for line in lines if line.number < first]
    labels = [turn.label for turn in found.turns if turn.label]
    told = " ".join(filter(None, [*around, *before, *labels])).casefold()
    for side in ("interviewee", "interviewer"):
        speaker = getattr(found, side)
        if speaker is not None and speaker.name.split()[-1].casefold() not in told:
            setattr(found, side, None)
            for turn in found.turns:
                turn.speaker = None if turn.speaker == speaker else turn.speaker


def quotes_in(
    paragraphs: list[str], *, around: Iterable[str | None] = (), language: str | None = None
) -> tuple[list[FoundQuote], People, str | None]:
    """The quotes in an article's paragraphs, the people whom it names, and its language.

    ``around`` are other texts of the article, such as its title and lead.
    """
    language = detect_language([Line(at, text) for at, text in enumerate(paragraphs, 1)], declared=language)
    people = People.from_texts([*around, *paragraphs], language)
    return find_quotes(paragraphs, people, language), people, language


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a pasted text, without blank lines."""
    return [line.clean for line in _lines_of(text) if line.clean]


def _lines_of(text: str) -> list[Line]:
    lines = split_lines(text)
    repair_lines(lines, is_html=False)
    joined = [passage.line for passage in passages(lines)]
    return [Line(number, line.clean) for number, line in enumerate(joined, 1)]
