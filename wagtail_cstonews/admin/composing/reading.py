"""What was understood of a text, as the editor's form holds it.

The blocks are those that an import would make, by the same builder, so that a site's own come along. Nobody
is made a person here: who is not on record is named as printed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from wagtail_cstonews.models import InterviewPageMixin, Person
from wagtail_cstonews.names.keys import spelling_key
from wagtail_cstonews.quotations.reading import letters_and_digits

if TYPE_CHECKING:
    from wagtail_cstonews.extraction.article.article import Article
    from wagtail_cstonews.extraction.article.blocks import Speaker
    from wagtail_cstonews.importing.building.blocks.base import StoredBlock

SIDES = (
    ("interviewee", "answerer", "answerer_name", "answerer_role"),
    ("interviewer", "questioner", "questioner_name", "questioner_role"),
)
"""Both sides of an interview: the page's field, and the fields of an exchange."""

_ENOUGH = 40
"""Letters from its beginning by which a quote is known again, though an editor shortened it."""


@dataclass
class Side:
    """Who asks or answers."""

    person: Person | None = None
    name: str = ""
    role: str = ""

    def __bool__(self) -> bool:
        return bool(self.person or self.name)

    @property
    def shown(self) -> str:
        return self.person.name if self.person else self.name

    def means(self, person: int | None, name: str) -> bool:
        """Whether a block's person or printed name is this one, who may be named by the surname alone."""
        if self.person is not None and person is not None:
            return self.person.pk == person
        one = spelling_key(name)
        own = {spelling_key(known) for known in (self.name, self.shown) if known}
        return bool(one) and (one in own or any(one in known.split() for known in own))


@dataclass
class Found:
    """What was understood of a text."""

    blocks: list[StoredBlock] = field(default_factory=list)
    """Stored blocks for the body."""
    notes: list[StoredBlock] = field(default_factory=list)
    """Stored blocks for the quotes in paragraphs."""
    sides: dict[str, Side] = field(default_factory=dict)
    """Who asks and answers, where the page itself does not say it yet."""
    people: dict[int, Person] = field(default_factory=dict)
    ambiguous: list[str] = field(default_factory=list)
    """Names that several people on record have."""


@dataclass
class FoundSpeech:
    """Words that somebody says in a paragraph."""

    paragraph: int
    is_whole: bool
    """Whether the paragraph holds nothing else, so that the block can stand in its place."""
    block: StoredBlock


def questions_of(text: str, form: dict[str, Any]) -> Found:
    """The blocks of a pasted interview. An exchange names nobody whom the page names for it."""
    from wagtail_cstonews.extraction.pasted import read_pasted
    from wagtail_cstonews.importing.building.blocks.beside_body import quotes_of
    from wagtail_cstonews.importing.building.person_linker import PersonLinker

    model = form["page_type"]
    article = read_pasted(text, title=form["title"], lead=form["lead"], language=_language_of(form))
    _complete_sides(article)
    linker = PersonLinker.load([article])
    builder = _builder(article, linker, model)
    found = Found(builder.body(), quotes_of(builder))
    values: dict[str, dict[str, Any]] = {}
    for name, *_fields in SIDES:
        values[name] = {"person": None}
        values[name]["name"], values[name]["role"] = builder.speaker(
            values[name], "person", getattr(article, name)
        )
    _link(builder, linker, found)
    if issubclass(model, InterviewPageMixin):
        for name, *fields in SIDES:
            said = Side(form[name], form[f"{name}_name"], form[f"{name}_role"])
            side = values[name]
            told = Side(found.people.get(side["person"] or 0), side["name"], side["role"])
            if not said and told:
                found.sides[name] = told
            _leave_to_page(found.blocks, said or told, fields)
    return found


def speech_of(
    paragraphs: list[str], form: dict[str, Any], known: Iterable[str] = ()
) -> tuple[list[FoundSpeech], Found]:
    """The quotes in paragraphs, given as stored rich text or as plain text, without those already known."""
    from wagtail_cstonews.extraction.article.article import Article, QuotedSpeech
    from wagtail_cstonews.extraction.pasted import quotes_in
    from wagtail_cstonews.extraction.quotes.blocks import set_apart
    from wagtail_cstonews.extraction.quotes.printing.joining import record
    from wagtail_cstonews.importing.building.person_linker import PersonLinker

    texts, owners = _texts_of(paragraphs)
    quotes, people, language = quotes_in(
        texts, around=[form["title"], form["lead"]], language=_language_of(form)
    )
    article = Article("", "", language=language, people=people.all())
    article.quotes = [QuotedSpeech(quote.text, quote.speaker) for quote in quotes]
    linker = PersonLinker.load([article])
    builder = _builder(article, linker, form["page_type"])
    there = {letters_and_digits(words)[:_ENOUGH] for words in known} - {""}
    found, speech = Found(), []
    for at, text in enumerate(texts):
        spoken = [quote for quote in quotes if quote.paragraph == at]
        if not spoken:
            continue
        owner = owners[at]
        single = owners.count(owner) == 1
        standing = set_apart(text, spoken, language, paragraphs[owner]) if single else None
        if standing is not None:
            speaker = next((quote.speaker for quote in spoken if quote.speaker), None)
            made = [(standing.words, standing.attribution, speaker)]
        else:
            joined = [
                False,
                *(one.speaker == other.speaker for one, other in pairwise(spoken)),
            ]
            wholes = record([quote.text for quote in spoken], joined, language)
            made = [(whole.text, None, spoken[whole.first].speaker) for whole in wholes]
        for words, attribution, speaker in made:
            letters = letters_and_digits(words)
            if letters and letters[:_ENOUGH] not in there:
                block = builder.quote_block(words, attribution, speaker)
                speech.append(FoundSpeech(owner, standing is not None, block))
    _link(builder, linker, found)
    return speech, found


def states_of(model: Any, name: str, stored: list[StoredBlock]) -> list[dict[str, Any]]:
    """Stored blocks of a stream as the editor's form takes them."""
    block = model._meta.get_field(name).stream_block
    held = [child for child in stored if child["type"] in block.child_blocks]
    return list(block.get_form_state(StreamValue(block, held, is_lazy=True)))


def side_states(model: Any, found: Found) -> dict[str, dict[str, Any]]:
    """Who asks and answers, as the page's fields take it."""
    from wagtail.snippets.widgets import AdminSnippetChooser

    widget = AdminSnippetChooser(Person)
    return {
        name: {
            name: widget.get_value_data(side.person) if side.person else None,
            f"{name}_name": side.name[: model._meta.get_field(f"{name}_name").max_length],
            f"{name}_role": side.role,
        }
        for name, side in found.sides.items()
    }


def speaker_of(block: StoredBlock, found: Found, person: str, name: str) -> dict[str, Any] | None:
    """Who speaks in a block, for the screen; None where the block names nobody."""
    value = block["value"]
    known = found.people.get(value.get(person) or 0)
    printed = known.name if known else value.get(name) or ""
    if not printed:
        return None
    return {"name": printed, "is_known": known is not None, "is_ambiguous": printed in found.ambiguous}


def plain(html: str) -> str:
    """Rich text as plain text on one line."""
    return " ".join(_without_tags(html.replace("</p>", " ").replace("</li>", " ")).split())


def places_of(found: Found) -> list[int | None]:
    """The block that holds the words of each note: without the block there is nothing to note."""
    texts = [letters_and_digits(_text_of(block["value"])) for block in found.blocks]
    places = []
    for note in found.notes:
        # The beginning alone: further on an attribution may stand in between.
        words = letters_and_digits(note["value"]["quote"])[: _ENOUGH // 2]
        places.append(next((at for at, text in enumerate(texts) if words in text), None))
    return places


def missing_blocks(model: Any, stored: list[StoredBlock]) -> str:
    """A sentence about blocks that the page's body does not take; empty if it takes all."""
    there = model._meta.get_field("body").stream_block.child_blocks
    missing = sorted({block["type"] for block in stored} - there.keys())
    return (
        _("The body of this page has no block %(kinds)s.") % {"kinds": ", ".join(missing)} if missing else ""
    )


def _language_of(form: dict[str, Any]) -> str:
    """The language of texts that are too short to tell it."""
    return form["language"] or settings.LANGUAGE_CODE


def _builder(article: Article, linker: Any, model: Any) -> Any:
    from wagtail_cstonews.importing.building.blocks.chosen import block_builder

    types = model._meta.get_field("body").stream_block.child_blocks
    # A seed of its own: the same text may be pasted twice, and no two blocks have one id.
    return block_builder()(article, uuid.uuid4().hex, "", linker, None, types=types)


def _link(builder: Any, linker: Any, found: Found) -> None:
    """Put the people on record into the blocks."""
    linker.fill(builder.slots)
    for slot in builder.slots:
        if linker.is_ambiguous(slot.person) and slot.person not in found.ambiguous:
            found.ambiguous.append(slot.person)
    named = {slot.container[slot.name] for slot in builder.slots} - {None}
    found.people = Person.objects.in_bulk(named)


def _complete_sides(article: Article) -> None:
    """Where the text does not introduce who asks or answers, but only one does in all of it: that one."""
    from wagtail_cstonews.extraction.article.blocks import Exchange

    exchanges = [block for block in article.body if isinstance(block, Exchange)]
    answer = _only([exchange.answer.speaker for exchange in exchanges])
    question = _only([exchange.question.speaker for exchange in exchanges])
    article.interviewee = article.interviewee or answer
    article.interviewer = article.interviewer or question


def _only(speakers: list[Speaker | None]) -> Speaker | None:
    named = [speaker for speaker in speakers if speaker is not None]
    return named[0] if named and all(one.name == named[0].name for one in named) else None


def _leave_to_page(blocks: list[StoredBlock], side: Side, fields: list[str]) -> None:
    """Empty the fields of exchanges that name the page's own side."""
    person, name, role = fields
    for block in blocks:
        value = block["value"]
        if block["type"] != "exchange" or not side.means(value.get(person), value.get(name) or ""):
            continue
        value[person], value[name] = None, ""
        if not side.role or value.get(role) == side.role:
            value[role] = ""


def _texts_of(paragraphs: list[str]) -> tuple[list[str], list[int]]:
    """The printed paragraphs, and of each the number of the block that it stands in."""
    texts, owners = [], []
    for number, paragraph in enumerate(paragraphs):
        for part in paragraph.replace("</li>", "</p>").split("</p>"):
            if text := " ".join(_without_tags(part).split()):
                texts.append(text)
                owners.append(number)
    return texts, owners


def _text_of(value: Any) -> str:
    """All text in the stored value of a block."""
    if isinstance(value, dict):
        return " ".join(map(_text_of, value.values()))
    if isinstance(value, list):
        return " ".join(map(_text_of, value))
    return _without_tags(value) if isinstance(value, str) else ""


def _without_tags(html: str) -> str:
    return unescape(strip_tags(html))
