"""The rest of an attribution besides the speaker, the office and the reporting verb: ``in Bonn``.

It is printed after speaker and office, below a standalone quotation.
"""

from __future__ import annotations

import re

from ...article.blocks import Speaker
from ...languages.registry import words_of
from ...languages.speech_verbs import according, is_strong, speech_verbs
from .attribution_words import (
    ARTICLES,
    COURTESY,
    GOES_ON,
    NO_SPACES,
    PHRASAL,
    PREDICATE,
    adverbial_pattern,
    folded_words,
    has_sentence_end,
    is_relative,
    pronouns,
    says,
)
from .punctuation import DASHES, WORD
from .remainder import PARTS, Remainder

MOST_LEFT = 25
"""Words that an attribution may have left when speaker and office are taken out of it."""
_TELLS = frozenset({"told", "tells", "tell"})
"""Verbs whose object is who was told."""


def left_of_attribution(
    printed: str,
    speaker: Speaker | None,
    language: str | None,
    *,
    cue: str | None = None,
    mention: str | None = None,
    is_before: bool = False,
) -> str | None:
    """What an attribution says beside who speaks, in what office, and that it was said.

    ``cue`` is its verb, ``mention`` the speaker as it names them; ``is_before`` says that it stands before
    the quotation. An empty string where nothing is left; None where it is no mere attribution, or where what
    is left would not read well behind a name.

    >>> left_of_attribution("Masadykov said in Moscow.", Speaker("Taalatbek Masadykov"), "en", cue="said")
    'in Moscow'
    """
    return _Attribution(printed, speaker, language, cue or "", mention or "", is_before).left()


def left_of_signature(printed: str, speaker: Speaker | None, language: str | None) -> str:
    """What the line below a quotation says beside the speaker's name and office.

    >>> speaker = Speaker("Anna Brandt", "engineer")
    >>> left_of_signature("— Anna Brandt, engineer, in a letter to the council", speaker, "en")
    'in a letter to the council'
    """
    return _Attribution(printed, speaker, language).left_of_signature()


class _Attribution:
    """One attribution. What is understood of it is taken out; the rest must be of a form that can stand."""

    def __init__(
        self,
        printed: str,
        speaker: Speaker | None,
        language: str | None,
        cue: str = "",
        mention: str = "",
        is_before: bool = False,
    ) -> None:
        self.text = " ".join(printed.split()).strip(f" ,;:，、；：،.。{DASHES}")
        self.rest = Remainder(self.text)
        self.speaker = speaker
        self.language = language
        self.cue = cue.lower()
        self.mention = mention
        self.is_before = is_before
        self.tells_at = -1

    def left(self) -> str | None:
        if has_sentence_end(self.text):
            return None
        verb = self._verb()
        if verb is None and not self._is_signature():
            return None
        if verb is not None:
            if self.speaker is None and not is_strong(self.text[slice(*verb)], self.language):
                # Of the other words, many are nouns: where nobody is named, nothing tells which this is.
                return None
            self._remove_verb(*verb)
        verb_at = verb[0] if verb else -1
        self._remove_person()
        kept: list[str] = []
        is_named = self.speaker is None and ", " in self.mention
        for start, end in self.rest.parts():
            parts = self._part(start, end, verb_at)
            if parts is None or (not is_named and any(map(self._is_clause, parts)) and end <= verb_at):
                return None
            is_named = is_named or not parts
            kept += parts
        return self._join(kept)

    def left_of_signature(self) -> str:
        self._remove_person()
        parts = [self.rest.of(*stretch) for stretch in self.rest.parts()]
        return ", ".join(part for part in parts if part and not self._says_nothing_new(part))

    def _verb(self) -> tuple[int, int] | None:
        """The verb of saying that stands nearest the quotation, or what stands for one."""
        cue = self.cue
        verbs = speech_verbs(self.text, self.language)
        verbs = tuple(verb for verb in verbs if verb[0].lower() == cue) or verbs
        if verbs:
            verb = verbs[-1 if self.is_before else 0]
            if verb[0].lower() in _TELLS:
                self.tells_at = verb[2]
            return verb[1:]
        credit = according(self.language).search(self.text)
        if credit:
            return credit.start(), len(self.text[: credit.end()].rstrip())
        if cue and (at := self.text.lower().find(cue)) >= 0:
            return at, at + len(cue)
        return None

    def _is_signature(self) -> bool:
        """Whether an attribution without a verb is the speaker's name, perhaps with an office."""
        if self.speaker is None or PREDICATE.search(self.text):
            return False
        first = set(folded_words(PARTS.split(self.text)[0]))
        return bool(first) and first <= self._known() | ARTICLES | COURTESY

    def _remove_verb(self, start: int, end: int) -> None:
        beside = words_of(self.language).beside_verb
        phrase = PHRASAL.search(self.text, 0, start) if self.language in ("en", None) else None
        if phrase:
            start = phrase.start()
        changed = True
        while changed:
            changed = False
            before = re.search(r"([\w’']+)\s+\Z", self.text[:start])
            if before and before.group(1).lower() in beside:
                start, changed = before.start(), True
            behind = re.match(r"\s+([\w’']+)", self.text[end:])
            if behind and behind.group(1).lower() in beside:
                end, changed = end + behind.end(), True
        self.rest.remove(start, end)

    def _known(self) -> set[str]:
        """The words of the speaker's name and office."""
        if self.speaker is None:
            return set()
        return {*folded_words(self.speaker.name), *folded_words(self.speaker.role or "")}

    def _remove_person(self) -> None:
        """The speaker's name, and each part of the office, wherever they stand."""
        if self.speaker is None:
            return
        phrases = [self.speaker.name]
        if self.speaker.role:
            phrases += [self.speaker.role, *re.split(r",\s+", self.speaker.role)]
        self.rest.remove_phrases(phrases, self.language)

    def _part(self, start: int, end: int, verb_at: int) -> list[str] | None:
        """What is left of a part between commas; None where it does not read well behind a name."""
        if start <= verb_at < end:
            return self._around_verb(start, end)
        rest = self.rest.of(start, end)
        words = folded_words(rest)
        if not words or set(words) <= self._known() | ARTICLES | COURTESY:
            return []
        was_cut = self.rest.is_cut(start, end)
        if was_cut and not self._is_adverbial(rest):
            # A name or an office among other words: more than an apposition.
            return [self.text[start:end].strip()] if is_relative(self.text[start:end]) else None
        if self.speaker is None and self.mention and rest in self.mention:
            return [rest]
        if GOES_ON.match(rest) and not is_relative(rest):
            return None
        return [rest]

    def _around_verb(self, start: int, end: int) -> list[str] | None:
        """The part with the verb: its subject says nothing new, or is a description of who speaks."""
        text = self.text
        left = [self.rest.of(*stretch) for stretch in self.rest.stretches(start, end)]
        left = [part for part in left if part]
        kept: list[str] = []
        for part in left:
            if self._says_nothing_new(part):
                if self.speaker is None:
                    return None
                continue
            subject, adverbial = self._split(part)
            if subject and self._says_nothing_new(subject):
                if self.speaker is None:
                    return None
                subject = ""
            elif subject and self._is_object(text.find(part, start)):
                adverbial, subject = f"to {part}", ""
            elif subject and not (self._is_mention(subject, start) and self._describes(subject)):
                return None
            kept += [piece for piece in (subject, adverbial) if piece]
        return kept

    def _says_nothing_new(self, text: str) -> bool:
        """Whether a text is a pronoun, or made of words of the speaker's name and office."""
        words = set(folded_words(text))
        return words <= pronouns(self.language) or words <= self._known() | ARTICLES | COURTESY

    def _split(self, part: str) -> tuple[str, str]:
        """A description, and the time or place behind it: ``the minister on Monday``."""
        pattern = adverbial_pattern(self.language)
        if self.language in NO_SPACES:
            at = part.find("在")
            return (part[:at], part[at:]) if at > 0 else ("", part) if at == 0 else (part, "")
        if pattern.match(part):
            return "", part
        mention = self.mention
        if self.speaker is None and mention and part.startswith(mention):
            rest = part[len(mention) :].strip()
            return (mention, rest) if not rest or pattern.match(rest) else (part, "")
        for match in re.finditer(r"\s+", part):
            rest = part[match.end() :]
            if pattern.match(rest) and self._says_nothing_new(part[: match.start()]):
                return part[: match.start()], rest
        return part, ""

    def _describes(self, subject: str) -> bool:
        """Whether the subject can be the speaker: it is no other name, and no other sentence goes before."""
        if GOES_ON.match(subject):
            return False
        return self.speaker is None or not any(word[0].isupper() for word in WORD.findall(subject)[1:])

    def _is_mention(self, text: str, start: int) -> bool:
        """Whether a text is all of what the attribution names as the speaker, or a title before the name."""
        mention = self.mention
        if set(folded_words(text)) == set(folded_words(mention)):
            return True
        end = self.text.find(text, start) + len(text)
        return text in mention and self.rest.is_gone(end + 1) and not mention.startswith(self.text[end:])

    def _is_object(self, at: int) -> bool:
        """Whether what stands at a place is who was told."""
        return 0 <= self.tells_at <= at

    def _is_adverbial(self, text: str) -> bool:
        return adverbial_pattern(self.language).match(text) is not None

    def _is_clause(self, part: str) -> bool:
        """Whether a part in front of the verb may be a sentence of its own: ``Brandt came late, and said``.

        Behind the speaker's name it describes who that is.
        """
        return not self._is_adverbial(part) and not is_relative(part)

    def _join(self, kept: list[str]) -> str | None:
        if any(map(is_relative, kept[:-1])):
            # Behind the clause it would not be clear what the rest belongs to.
            return None
        comma = "，" if self.language in NO_SPACES else ", "
        left = comma.join(kept)
        if says(left, self.language) or len(left.split()) > MOST_LEFT:
            return None
        if kept and self.is_before and self.text.startswith(kept[0]) and self._is_adverbial(kept[0]):
            left = left[0].lower() + left[1:]
        return left
