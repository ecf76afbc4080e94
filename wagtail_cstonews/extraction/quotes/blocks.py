"""When a paragraph becomes a quote block, and how its words and its attribution are printed there.

    >>> from wagtail_cstonews.extraction.people.entities import People
    >>> from wagtail_cstonews.extraction.quotes.find import find_quotes
    >>> text = '"We go on, whatever the weather is," Anna Brandt said in Bonn.'
    >>> set_apart(text, find_quotes([text], People.from_texts([text])), "en")
    Standing(words='We go on, whatever the weather is.', attribution='in Bonn')

A block prints the words, below them the speaker and the office, and behind these what is left of the
attribution. So a paragraph becomes one only if nothing else stands in it: where prose and quotation
alternate, where the attribution goes on into a story, and where a link would be lost, it stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..article.blocks import Speaker
from ..languages.lang.common import word_set
from ..languages.registry import words_of
from ..languages.speech_verbs import according, is_gerund, is_strong, is_verb, speech_verbs
from ..people.names.name import fold
from .find import FoundQuote

MOST_AROUND = 40
"""Words around a quotation that may still be its attribution."""
MOST_LEFT = 25
"""Words that an attribution may have left when speaker and office are taken out of it."""

_TERMINAL = ".!?…。！？｡؟։।॥。"
_OPEN_ENDS = ",;،؛，、；"
_CLOSERS = "’”\"'»“)]」』›"
_DASHES = "—–-―−"
_STOPS = {"zh": "。", "ja": "。", "hi": "।", "hy": "։"}
_NO_SPACES = ("zh", "ja")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|St|Jr|Sr|No|vs|им|г|"
    r"Nr|bzw|ca|Mme|Mlle|Sra|Dra)|\.[^\W\d_])\.\s*\Z"
)
_SENTENCE_END = re.compile(r"[.!?…][”\"’»)\]]*\s+(?=\S)|[。！？](?=.)")
_LINK = re.compile(r"<a\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(/?)(a|sup|sub|b|strong|i|em)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """A quotation that stands by itself."""

    words: str
    """Without its marks, with the stop that the sentence has where no attribution follows."""
    attribution: str | None
    """What is printed around it beside speaker and office: ``in Bonn``."""


# --------------------------------------------------------------------------- the words


def full_stop(language: str | None) -> str:
    """What ends a sentence.

    >>> full_stop("en"), full_stop("zh")
    ('.', '。')
    """
    return _STOPS.get(language or "", ".")


def finish(words: str, language: str | None, after: str | None = None) -> str:
    """Words as they are printed where no attribution follows: the comma that led to one becomes a full stop.

    ``after`` is what stood behind the closing mark. Languages that print the stop there, or none before an
    attribution, get theirs back; with None, a quotation that ends without a stop is left so.

    >>> finish("We have waited,", "en"), finish("Have we?", "en"), finish("Мы готовы", "ru", ", — сказал он.")
    ('We have waited.', 'Have we?', 'Мы готовы.')
    """
    words = words.strip()
    bare = words.rstrip(_CLOSERS + " ")
    closing = words[len(bare) :]
    if not bare or bare[-1] in _TERMINAL:
        return words
    if bare[-1] in _OPEN_ENDS:
        bare = bare.rstrip(_OPEN_ENDS + " ")
        return _stopped(bare, closing, language)
    if after is None or bare[-1] == ":":
        return words
    if bare[-1] in _DASHES:
        # Cut off by a dash: that is its punctuation. A hyphen is no such dash, unless it stands apart.
        return words
    return _stopped(bare, closing, language)


def _stopped(bare: str, closing: str, language: str | None) -> str:
    if not bare or bare[-1] in _TERMINAL:
        return bare + closing
    stop = full_stop(language)
    # English prints the stop inside a nested mark, as it printed the comma.
    return bare + stop + closing if language in ("en", None) and ")" not in closing else bare + closing + stop


@dataclass(slots=True)
class Recorded:
    """Words of one paragraph as they can be printed by themselves."""

    text: str
    first: int
    """Which of the paragraph's quotations it begins with."""


def record(texts: Sequence[str], joined: Sequence[bool], language: str | None) -> list[Recorded]:
    """The quotations of a paragraph, each a whole.

    ``joined`` says of each whether it is of the same speaker as the one before. What an attribution cuts in
    the middle of a sentence is put together again, and what stands in it is taken out.

    >>> parts = ["The threat is real,", "and it grows.", "We act,"]
    >>> [item.text for item in record(parts, [False, True, True], "en")]
    ['The threat is real, and it grows.', 'We act.']
    """
    found: list[Recorded] = []
    for position, printed in enumerate(texts):
        text = without_incise(printed, language)
        before = found[-1].text if found and joined[position] else ""
        if before and before.rstrip(_CLOSERS + " ")[-1:] not in _TERMINAL and _first_letter(text).islower():
            found[-1].text = _rejoin(before, text)
        else:
            found.append(Recorded(text, position))
    for item in found:
        item.text = _finished_alone(item.text, language)
    return found


_JOINED_BY_COMMA = re.compile(
    r"(?:and|but|or|so|yet|nor|not|although|though|which|who|whose|where|aber|sondern|denn|weil|dass|doch|mais|car|"
    r"pero|sino|но|а|что|потому|чтобы|котор\w+)\b",
    re.IGNORECASE,
)


def _rejoin(before: str, after: str) -> str:
    """The two parts of a sentence that an attribution stood between. Its comma may be that one's alone.

    >>> _rejoin("The first pier,", "will stand soon."), _rejoin("Wir warten", "aber nicht lange.")
    ('The first pier will stand soon.', 'Wir warten, aber nicht lange.')
    """
    comma = "," if _JOINED_BY_COMMA.match(after) else ""
    return f"{before.rstrip(', ')}{comma} {after}"


def _finished_alone(text: str, language: str | None) -> str:
    """A part of somebody's sentence gets no stop that would make it a whole one."""
    if text.rstrip(_CLOSERS + " ")[-1:] in _OPEN_ENDS and _first_letter(text).islower():
        bare = text.rstrip(_CLOSERS + " ")
        return bare.rstrip(_OPEN_ENDS + " ") + text[len(bare) :].strip()
    return finish(text, language, "" if _is_sentence(text) else None)


def _is_sentence(text: str) -> bool:
    first = _first_letter(text)
    return first.lower() != first.upper() and first.isupper() and len(_WORD.findall(text)) > 2


def _first_letter(text: str) -> str:
    return next((character for character in text if character.isalpha()), "")


# --------------------------------------------------------------------------- attributions inside the marks

_DASHED = re.compile(
    r"(?P<mark>[,.?!…]?)\s*[—–]\s+(?P<said>[^—–«»]{3,160}?)(?:(?P<end>[.,])\s*[—–]\s+|\.?\s*\Z)"
)
"""``«Мы готовы, — сказал он. — Начнём»``"""
_CUT_IN = re.compile(r",\s(?P<said>[^,.;:«»“”]{3,80})(?=,|\.?\s*\Z)")
"""``« Nous sommes prêts, a dit le ministre, et nous irons »``"""
_INVERTED = re.compile(
    r"(?:(?:a|ont|avait|s[’']est|ha|han|hanno|há)[ -](?:t-)?(?:ils?|elles?)?[ -]?)?([^\W\d_]+)", re.IGNORECASE
)
_WITH_INCISE = frozenset({"fr", "es", "it", "pt", "ca", "ro", "da", "sv", "no", "nb", "nl"})
"""Languages that print the attribution inside the marks, between commas."""
_INCISE_VERBS = word_set(
    """
    siger sagde fortæller fortalte forklarer forklarede mener tilføjer säger sade sa berättar berättade
    förklarar menar tillägger sier forteller zegt zei vertelt vertelde aldus dice disse
    spiega afferma diz disse afirma afirmou explica explicou
    """
)
"""Of languages that have no table of their own."""


def _is_said_by(text: str, language: str | None) -> bool:
    """Whether a verb of saying is among a text's first words: ``сказал он``, ``он сказал``."""
    verbs = speech_verbs(text, language)
    return bool(verbs) and len(text[: verbs[0][1]].split()) <= 4


def without_incise(words: str, language: str | None) -> str:
    """Words without the attribution that is printed between dashes inside their marks.

    >>> without_incise("Мы готовы, — сказал он. — Начнём завтра.", "ru")
    'Мы готовы. Начнём завтра.'
    """
    if ("—" not in words and "–" not in words) or language in ("en", None):
        return words

    def cut(match: re.Match[str]) -> str:
        if not _is_said_by(match["said"], language):
            return match.group()
        if match["end"] == ",":
            return ", "
        stop = match["mark"] if match["mark"] in tuple(".?!…") else full_stop(language)
        return stop + " "

    return _DASHED.sub(cut, words).strip()


def has_incise(words: str, language: str | None) -> bool:
    """Whether an attribution is printed inside the marks.

    >>> has_incise("Nous sommes prêts, explique le maire, et nous irons.", "fr")
    True
    """
    if without_incise(words, language) != words:
        return True
    if language not in _WITH_INCISE:
        return False
    for match in _CUT_IN.finditer(words):
        first = _INVERTED.match(match["said"])
        verb = first.group(1).lower() if first else ""
        if is_verb(verb, language) or (verb in _INCISE_VERBS and not words_of(language).verbs):
            return True
    return False


# --------------------------------------------------------------------------- the paragraph


def set_apart(
    text: str, found: Sequence[FoundQuote], language: str | None, html: str | None = None
) -> Standing | None:
    """The quotation that a paragraph consists of but for its attribution; None where it stays a paragraph.

    ``found`` are the quotes of this paragraph, ``html`` its inline mark-up if it has any.
    """
    if not found:
        return None
    quotes = sorted(found, key=lambda item: item.start)
    if any(text[one.end : other.start].strip() for one, other in pairwise(quotes)):
        return None
    before, after = text[: quotes[0].start].strip(), text[quotes[-1].end :].strip()
    around = before + after
    has_words = any(character.isalnum() for character in around)
    if has_words and not _may_be_attribution(before, after, quotes):
        return None
    words = " ".join(quote.text for quote in quotes)
    if has_incise(words, language) or loses_markup(html, words):
        return None
    if not has_words:
        return Standing(finish(words, language, around or None), None)
    quote = next((quote for quote in quotes if quote.cue or quote.mention), quotes[0])
    speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
    is_before = any(character.isalnum() for character in before)
    if is_before and any(mark in before[-1:] for mark in _TERMINAL):
        return None
    left = left_of_attribution(before if is_before else after, quote, speaker, language, is_before)
    if left is None or not (left or speaker):
        return None
    return Standing(finish(words, language, after), left or None)


def _may_be_attribution(before: str, after: str, quotes: Sequence[FoundQuote]) -> bool:
    """Whether what stands around a quotation is on one side of it, and shorter than it is."""
    if any(map(str.isalnum, before)) and any(map(str.isalnum, after)):
        return False
    size = quotes[-1].end - quotes[0].start
    return size > len(before) + len(after) and len(_WORD.findall(before + after)) <= MOST_AROUND


def has_link(html: str | None) -> bool:
    """Whether there is a link in inline mark-up."""
    return html is not None and _LINK.search(html) is not None


def loses_markup(html: str | None, words: str) -> bool:
    """Whether plain words would lose a link, or what is stressed among them.

    >>> loses_markup('"We go," said <a href="/a">Anna Brandt</a>.', "We go,")
    True
    >>> loses_markup("<em>We go</em>", "We go")
    False
    """
    if not html:
        return False
    at: dict[str, int] = {}
    for match in _MARKUP.finditer(html):
        closes, tag = match.group(1), match.group(2).lower()
        if tag in ("a", "sup", "sub"):
            return True
        if not closes:
            at[tag] = match.end()
        elif tag in at:
            stressed = re.sub(r"<[^>]*>", "", html[at.pop(tag) : match.start()]).strip()
            if stressed and len(stressed) * 2 < len(words) and stressed in words:
                return True
    return False


# --------------------------------------------------------------------------- the attribution

_PARTS = re.compile(r",\s+|[，、]|\s+[—–-]\s+|;\s+|:\s+|،\s*")
_BESIDE_VERB = {
    "en": "also has have had then did was is are were later again",
    "de": "auch hat haben hatte dann noch habe es dazu",
    "fr": "a ont avait aussi également est s’est s'est encore",
    "es": "ha han había también",
    "it": "ha hanno aveva anche",
    "pt": "também tem",
    "nl": "ook heeft had",
    "ru": "также затем ещё",
    "sr": "je su",
    "hr": "je su",
    "pl": "też także",
}
_PHRASAL = re.compile(
    r"\b(?:(?:went|goes|go) on to|(?:was|is) quoted as|(?:was|is) cited as|continued to|came out and)\s*\Z",
    re.IGNORECASE,
)
_ARTICLES = word_set(
    """
    the a an its their his her our der die das den dem des ein eine einer le la les l un une el los las uno
    una il lo gli i o os as um uma de het een
    """
)
_COURTESY = word_set("mr mrs ms sir herr frau m mm mme mlle sr sra srta don doña signor signora pan pani г н")
_PRONOUNS = {
    "en": "he she they it i we",
    "de": "er sie es",
    "fr": "il elle ils elles t-il t-elle t-ils t-elles",
    "es": "él ella ellos ellas",
    "ru": "он она они",
    "it": "lui lei",
    "pt": "ele ela",
    "nl": "hij zij ze",
}
_ADVERBIAL = {
    "en": r"in|on|at|to|after|before|during|since|for|from|by|with|without|when|while|as|following|under|"
    r"over|"
    r"through|among|amid|via|outside|inside|upon|about|ahead|against|near|"
    r"speaking|asked|last|this|that|yesterday|today|earlier|later|afterwards?|recently|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|late|early",
    "de": r"in|im|am|an|auf|bei|beim|nach|vor|während|zu|zum|zur|gegenüber|mit|aus|über|unter|laut|"
    r"gestern|heute|(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)",
    "ru": r"в|во|на|о|об|по|при|после|перед|для|из|от|с|со|у|над|под|между|вчера|сегодня|комментируя",
    "sr": r"u|na|za|o|od|po|sa|pre|posle|nakon|tokom|danas|juče|"
    r"у|на|за|о|од|по|са|пре|после|након|током|данас|јуче",
    "it": r"in|a|al|alla|ai|durante|dopo|prima|su|per|con|ieri|oggi|nel|nella|sul|sulla|di|da|a",
    "pt": r"em|no|na|ao|à|durante|após|depois|antes|sobre|para|com|ontem|hoje|nesta|neste",
    "nl": r"in|op|aan|na|voor|tijdens|bij|tegen|met|over|gisteren|vandaag",
}
_GOES_ON = re.compile(
    r"(?:and|but|or|so|yet|because|although|though|which|und|aber|oder|denn|et|mais|ou|car|y|e|pero|и|а|но|или|что)\b",
    re.IGNORECASE,
)
_TELLS = frozenset({"told", "tells", "tell"})


def left_of_attribution(
    printed: str, quote: FoundQuote, speaker: Speaker | None, language: str | None, is_before: bool
) -> str | None:
    """What an attribution says beside who speaks, in what office, and that it was said.

    An empty string where that is nothing; None where it is no mere attribution, or where what is left would
    not read well behind a name.

    >>> quote, speaker = FoundQuote(0, 0, 0, "", "said"), Speaker("Taalatbek Masadykov")
    >>> left_of_attribution("Masadykov said in Moscow.", quote, speaker, "en", False)
    'in Moscow'
    """
    return _Attribution(printed, quote, speaker, language, is_before).left()


def left_of_signature(printed: str, speaker: Speaker | None, language: str | None) -> str:
    """What the line below a quotation says beside the speaker's name and office.

    >>> speaker = Speaker("Anna Brandt", "engineer")
    >>> left_of_signature("— Anna Brandt, engineer, in a letter to the council", speaker, "en")
    'in a letter to the council'
    """
    return _Attribution(printed, FoundQuote(0, 0, 0, ""), speaker, language, False).left_of_signature()


class _Attribution:
    """One attribution. What is understood of it is blanked out; the rest must be of a form that can stand."""

    def __init__(
        self, printed: str, quote: FoundQuote, speaker: Speaker | None, language: str | None, is_before: bool
    ) -> None:
        self.text = " ".join(printed.split()).strip(f" ,;:，、；：،.。{_DASHES}")
        self.quote = quote
        self.speaker = speaker
        self.language = language
        self.is_before = is_before
        self.gone = bytearray(len(self.text))
        self.tells_at = -1

    def left(self) -> str | None:
        if _has_sentence_end(self.text):
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
        is_named = self.speaker is None and ", " in (self.quote.mention or "")
        for start, end in self._comma_parts():
            parts = self._part(start, end, verb_at)
            if parts is None or (not is_named and any(map(self._is_clause, parts)) and end <= verb_at):
                return None
            is_named = is_named or not parts
            kept += parts
        return self._join(kept)

    def left_of_signature(self) -> str:
        self._remove_person()
        parts = [self._rest(*stretch) for stretch in self._comma_parts()]
        return ", ".join(part for part in parts if part and not self._says_nothing_new(part))

    def _comma_parts(self) -> Iterator[tuple[int, int]]:
        at = 0
        for match in _PARTS.finditer(self.text):
            yield at, match.start()
            at = match.end()
        yield at, len(self.text)

    def _verb(self) -> tuple[int, int] | None:
        """The verb of saying that stands nearest the quotation, or what stands for one."""
        cue = (self.quote.cue or "").lower()
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
        if self.speaker is None or _PREDICATE.search(self.text):
            return False
        first = set(self._words(_PARTS.split(self.text)[0]))
        return bool(first) and first <= self._known() | _ARTICLES | _COURTESY

    def _remove_verb(self, start: int, end: int) -> None:
        beside = _BESIDE_VERB.get(self.language or "en", "").split()
        phrase = _PHRASAL.search(self.text, 0, start) if self.language in ("en", None) else None
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
        self._remove(start, end)

    def _remove(self, start: int, end: int) -> None:
        self.gone[start:end] = b"\x01" * (end - start)

    def _words(self, text: str) -> list[str]:
        return [fold(word.removesuffix("'s").removesuffix("’s")).lower() for word in _WORD.findall(text)]

    def _known(self) -> set[str]:
        """The words of the speaker's name and office."""
        if self.speaker is None:
            return set()
        return {*self._words(self.speaker.name), *self._words(self.speaker.role or "")}

    def _remove_person(self) -> None:
        """The speaker's name, and each part of the office, wherever they stand."""
        if self.speaker is None:
            return
        phrases = [self.speaker.name]
        if self.speaker.role:
            phrases += [self.speaker.role, *re.split(r",\s+", self.speaker.role)]
        caseless = _caseless(self.text)
        for phrase in sorted(phrases, key=len, reverse=True):
            if _caseless(phrase) not in caseless:
                continue  # Mostly so; to make a pattern of it takes longer.
            article = (
                r"(?:(?:the|its|their|his|her|an?|der|die|le|la|el)\s+)?"
                if self.language not in _NO_SPACES
                else ""
            )
            edge = r"\b" if self.language not in _NO_SPACES else ""
            for match in re.finditer(
                rf"{edge}{article}{re.escape(phrase)}(?:['’]s)?{edge}", self.text, re.IGNORECASE
            ):
                self._remove(*match.span())

    def _part(self, start: int, end: int, verb_at: int) -> list[str] | None:
        """What is left of a part between commas; None where it does not read well behind a name."""
        if start <= verb_at < end:
            return self._around_verb(start, end)
        rest = self._rest(start, end)
        words = self._words(rest)
        if not words or set(words) <= self._known() | _ARTICLES | _COURTESY:
            return []
        was_cut = any(self.gone[start:end])
        if was_cut and not self._is_adverbial(rest):
            # A name or an office among other words: more than an apposition.
            return [self.text[start:end].strip()] if _is_relative(self.text[start:end]) else None
        if self.speaker is None and self.quote.mention and rest in self.quote.mention:
            return [rest]
        if _GOES_ON.match(rest) and not _is_relative(rest):
            return None
        return [rest]

    def _around_verb(self, start: int, end: int) -> list[str] | None:
        """The part with the verb: its subject says nothing new, or is a description of who speaks."""
        text = self.text
        left = [self._rest(*stretch) for stretch in self._stretches(start, end)]
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
        words = set(self._words(text))
        pronouns = {*_PRONOUNS.get(self.language or "en", "").split(), *words_of(self.language).pronouns}
        return words <= pronouns or words <= self._known() | _ARTICLES | _COURTESY

    def _stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of a part that nothing was taken out of."""
        found: list[tuple[int, int]] = []
        at = start
        for position in range(start, end + 1):
            if position == end or self.gone[position]:
                if position > at:
                    found.append((at, position))
                at = position + 1
        return found

    def _rest(self, start: int, end: int) -> str:
        rest = "".join(self.text[at] for at in range(start, end) if not self.gone[at])
        return " ".join(rest.split()).strip(f" ,;:{_DASHES}")

    def _split(self, part: str) -> tuple[str, str]:
        """A description, and the time or place behind it: ``the minister on Monday``."""
        pattern = _adverbial(self.language)
        if self.language in _NO_SPACES:
            at = part.find("在")
            return (part[:at], part[at:]) if at > 0 else ("", part) if at == 0 else (part, "")
        if pattern.match(part):
            return "", part
        mention = self.quote.mention or ""
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
        if _GOES_ON.match(subject):
            return False
        return self.speaker is None or not any(word[0].isupper() for word in _WORD.findall(subject)[1:])

    def _is_mention(self, text: str, start: int) -> bool:
        """Whether a text is all of what the attribution names as the speaker, or a title before the name."""
        mention = self.quote.mention or ""
        if set(self._words(text)) == set(self._words(mention)):
            return True
        end = self.text.find(text, start) + len(text)
        return (
            text in mention
            and self.gone[end + 1 : end + 2] == b"\x01"
            and not mention.startswith(self.text[end:])
        )

    def _is_object(self, at: int) -> bool:
        return 0 <= self.tells_at <= at

    def _is_adverbial(self, text: str) -> bool:
        return _adverbial(self.language).match(text) is not None

    def _is_clause(self, part: str) -> bool:
        """Whether a part in front of the verb may be a sentence of its own: ``Brandt came late, and said``.

        Behind the speaker's name it describes who that is.
        """
        return not self._is_adverbial(part) and not _is_relative(part)

    def _join(self, kept: list[str]) -> str | None:
        if any(map(_is_relative, kept[:-1])):
            # Behind the clause it would not be clear what the rest belongs to.
            return None
        comma = "，" if self.language in _NO_SPACES else ", "
        left = comma.join(kept)
        if _says(left, self.language) or len(left.split()) > MOST_LEFT:
            return None
        if kept and self.is_before and self.text.startswith(kept[0]) and self._is_adverbial(kept[0]):
            left = left[0].lower() + left[1:]
        return left


_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|ist|sind|war|hat|est|sont|a|es|son|fue|ha|был[аио]?)\b",
    re.IGNORECASE,
)


@cache
def _adverbial(language: str | None) -> re.Pattern[str]:
    """What begins a statement of time, place or occasion."""
    words = words_of(language)
    known = _ADVERBIAL.get(language or "en", "")
    known = "|".join(filter(None, [known, words.introduces, words.prepositions]))
    return re.compile(rf"(?!{_GOES_ON.pattern})(?:{known or '(?!)'})\b", re.IGNORECASE)


def _says(text: str, language: str | None) -> bool:
    """Whether there is a verb of saying in a text. Many of the weak ones are nouns as well."""
    return any(is_strong(verb, language) or is_gerund(verb) for verb, _, _ in speech_verbs(text, language))


def _caseless(text: str) -> str:
    """A text in which all that a pattern without regard to case takes for the same is the same: each kind of
    ``i`` as well.
    """
    return text.casefold().replace("ı", "i").replace("\u0307", "")


def _is_relative(text: str) -> bool:
    return (
        re.match(
            r"\s*(?:who|whose|whom|der|die|qui|dont|que|quien|котор\w+|koji|koja)\b", text, re.IGNORECASE
        )
        is not None
    )


def _has_sentence_end(text: str) -> bool:
    """Whether a text is more than one sentence. Initials and shortened titles end none."""
    return any(not _ABBREVIATION.search(text[: match.start() + 1]) for match in _SENTENCE_END.finditer(text))
