"""The turns of an interview: which paragraphs ask, which answer, and what marks them.

Four ways of marking are known: labels (``Q:``, ``Sputnik:``, ``M. KELLY (as translated):``), dashes before
question and answer, dashes before the questions only, and nothing at all, where the wording decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .names import first_names, fold, is_initial, scan_names
from .offices import COURTESY, ROLE_MODIFIERS, organisation_word, role_word, word_set
from .unmarked import HEADING_TAGS, best_path, turn_features

QUESTION, ANSWER, NEITHER = "Q", "A", "N"

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁĞİŞČŠŽ"
_LABEL = re.compile(
    rf"[*_]{{0,3}}(?P<label>(?:[{_UPPER}][\w.’'&/-]*|\d(?=\w))(?:[ \u00a0]+(?:[{_UPPER}\d][\w.’'&/-]*|de|"
    rf"del|di|von|van|der|den|al|el|bin|of|the|for|and)){{0,6}})"
    r"(?:[ \u00a0]*[(\[][^()\[\]]{1,40}[)\]])?[*_]{0,3}[ \u00a0]*[:：][*_]{0,3}(?:\s+|$)"
)
_SHORT_LABEL = re.compile(
    r"[*_]{0,3}(?P<label>Q|A|В|О|F|Вопрос|Ответ|Question|Answer|Frage|"
    r"Antwort)(?:[ \u00a0]?\d{1,2})?[*_]{0,3}(?:[.:–—-][*_]{0,3}\s*|[ \u00a0\t]{2,}|\u00a0)(?=\S)",
)
_BEGINS_SHORT = frozenset("QAВОF")
_MAY_BEGIN_SHORT = _BEGINS_SHORT | {"*", "_"}
_BARE_Q = re.compile(r"(?P<label>Q)[ \u00a0]+(?=[A-Z“\"(\[—…])")
_DASH = re.compile(r"\s*(?:[–—−‒―]|--|-)[ \u00a0]+(?=\S)")
_BEGINS_DASHED = frozenset("–—−‒―- \t\u00a0")
_GLUED_DASH = re.compile(r"\?[”\"»]?\s+(?:[–—−]|--)\s+(?=[A-ZА-ЯЁ«“\"])")
ASKS = word_set(
    """
    q question interviewer reporter journalist correspondent host anchor presenter moderator вопрос в корр
    корреспондент ведущий ведущая журналист frage f interviewer moderatorin
    """
)
ANSWERS = word_set("a answer ответ о antwort")
_NO_LABEL = word_set(
    """
    note notes photo photos update updated source sources read related more image credit caption watch
    video editor's also see share tags tag topics published posted by date break time location email
    contact website phone tel fax address follow url http https correction disclaimer summary warning
    example first second third fourth finally but and so then or yes no for fact facts conclusion result
    subject re from to cc pros cons rating price ps p.s references fig figure table step tip bonus фото
    видео источник читайте теги
    """
)
FEWEST_QUESTIONS = 3
"""Paragraphs, at least, that ask, to make turns that nothing marks."""
_FEWEST_MARKED = 4
"""Labels, at least, that make turns."""
_QUESTION_MARK = re.compile(r"[?？][”\"’'»)\]*_]*\s*(?:$|[.…]$)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(slots=True)
class Piece:
    """What one paragraph adds to a turn."""

    kind: str
    """``Q``, ``A`` or ``N`` for what belongs to no turn."""
    text: str
    label: str = ""
    """The label as printed; empty where the paragraph carries none."""
    starts: bool = False
    """Whether it is marked as the beginning of a turn."""


@dataclass(slots=True)
class Turns:
    """How an article's paragraphs divide into turns."""

    how: str = ""
    """``labels``, ``dashes``, ``question dashes``, ``headings`` or ``unmarked``; empty where there are no
    turns.
    """
    pieces: list[list[Piece]] = field(default_factory=list)
    """For each paragraph its pieces: one, or two where question and answer are glued on a line."""
    sure: float = 0.0

    def kinds(self) -> list[str]:
        """The letter of each paragraph; a glued one counts as the question that it begins with."""
        return [pieces[0].kind for pieces in self.pieces]

    def questions(self) -> int:
        """How often a question begins."""
        kinds = [piece.kind for pieces in self.pieces for piece in pieces]
        return sum(
            kind == QUESTION and (not at or kinds[at - 1] != QUESTION) for at, kind in enumerate(kinds)
        )


def asks(text: str) -> bool:
    """Whether a paragraph ends with a question mark."""
    return ("?" in text or "？" in text) and _QUESTION_MARK.search(text) is not None


# Labels


def label_of(text: str, known: frozenset[str] | None = None) -> tuple[str, int]:
    """The label a paragraph begins with and where its words begin: ``("Sputnik", 9)``; ``("", 0)`` without
    one.

    ``known`` restricts what counts to labels (folded) that the article uses again.
    """
    if ":" not in text and text[:1] not in _MAY_BEGIN_SHORT and "：" not in text:
        return "", 0
    begins_short = text.lstrip("*_")[:1] in _BEGINS_SHORT
    match = _SHORT_LABEL.match(text) if begins_short else None
    if match is None and (":" in text or "：" in text):
        match = _LABEL.match(text)
    if match is None and begins_short:
        match = _BARE_Q.match(text)
    if not match:
        return "", 0
    label = match.group("label").strip()
    if known is not None and label_key(label) not in known:
        return "", 0
    return label, match.end()


def label_key(label: str) -> str:
    """A label's key, the same for ``Taalatbek Masadykov``, ``T. Masadykov`` and ``MASADYKOV``."""
    words = [word for word in label.replace("\u00a0", " ").split(" ") if word]
    if len(words) == 1:
        return fold(words[0]).rstrip(".")
    kept = [
        word for word in words if not is_initial(word) and fold(word) not in COURTESY and not _is_title(word)
    ]
    return fold(kept[-1]) if kept else fold(words[-1])


def _is_title(word: str) -> bool:
    return role_word(word) or fold(word) in ROLE_MODIFIERS


def _could_be_label(label: str) -> bool:
    key = fold(label)
    words = key.split()
    return (
        bool(key)
        and words[0] not in _NO_LABEL
        and key not in _NO_LABEL
        and not key.isdigit()
        and len(label) <= 60
    )


def read_labels(texts: list[str], names: str = "") -> Turns | None:
    """The turns of an article that labels them; None where it does not.

    ``names`` is the headline and lead: who is named there as the guest answers.
    """
    found = [label_of(text) for text in texts]
    if sum([skip > 0 for _, skip in found]) < _FEWEST_MARKED / 2:  # Another label may be glued to each.
        return None
    keyed = {at: label_key(label) for at, (label, _) in enumerate(found) if label and _could_be_label(label)}
    counts = Counter(keyed.values())
    keys = {key for key, count in counts.items() if count > 1 or key in ASKS or key in ANSWERS}
    keys |= _seldom(found, keys)
    if "q" in keys and counts["q"] < 2 and "a" not in keys:
        keys.discard("q")
    glued = _glued_labels(texts, found)
    keys |= {key for key, count in glued.items() if count > 1}
    keys.discard("")
    marked = [at for at, key in keyed.items() if key in keys]
    if len(marked) + sum(glued.values()) < _FEWEST_MARKED or (len(keys) < 2 and not keys & ASKS):
        return None
    last = marked[-1]
    if len(marked) < 0.12 * (last - marked[0] + 1):
        return None
    if not _are_speakers({found[at][0] for at in marked}, keys, texts, found, names):
        return None
    speeches = _speeches(texts, found, marked)
    asking = _asking(keys, speeches, names)
    if not asking:
        return None
    return _label_turns(texts, found, keys, asking, marked)


def _are_speakers(
    labels: set[str], keys: set[str], texts: list[str], found: list[tuple[str, int]], names: str
) -> bool:
    """Whether labels name people, outlets or sides of a talk, not the parts of a list: ``Range:``, ``Best
    for:``.
    """
    if keys & (ASKS | ANSWERS):
        return True
    spoken = " ".join(text[skip:] for text, (_, skip) in zip(texts, found, strict=True))
    if any(_is_plainly_a_speaker(label) or _is_addressed(label, spoken) for label in labels):
        return True
    named = fold_text(names)
    if any(len(key) > 3 and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", named) for key in keys):
        return True
    unlabelled = " ".join(text for text, (label, _) in zip(texts, found, strict=True) if not label)
    read = f"{names} {unlabelled[:20000]}"
    words = fold_text(read)
    if not any(key in words for key in keys):
        return False
    return any(name.score >= 2 and fold(name.words[-1]) in keys for name in scan_names(read))


def _is_addressed(label: str, spoken: str) -> bool:
    """Whether somebody of this full name is called by it in what is said: ``thank you, Yetunde``."""
    words = label.split()
    if not 2 <= len(words) <= 3 or any(len(word) < 3 for word in words):
        return False
    return re.search(rf"[a-z],? {re.escape(words[0])}\b(?! [{_UPPER}])", spoken) is not None


def _is_plainly_a_speaker(label: str) -> bool:
    words = label.split()
    if _is_outlet(label_key(label)) or fold(words[0]) in COURTESY:
        return True
    return 2 <= len(words) <= 4 and (fold(words[0]) in first_names() or is_initial(words[0]))


def _glued_labels(texts: list[str], found: list[tuple[str, int]]) -> Counter[str]:
    """How often other labels stand inside labelled paragraphs: ``Q: Who won? A: We did.``"""
    counts: Counter[str] = Counter()
    for text, (label, skip) in zip(texts, found, strict=True):
        if not label:
            continue
        for match in _SENTENCE.finditer(text, skip):
            other, _ = label_of(text[match.end() : match.end() + 80])
            if (
                other
                and len(other.split()) < 4
                and _could_be_label(other)
                and label_key(other) != label_key(label)
            ):
                counts[label_key(other)] += 1
                break
    return counts


def _seldom(found: list[tuple[str, int]], keys: set[str]) -> set[str]:
    """Labels that stand once, but look like the others: in capitals among capitals, a name with a title."""
    capitals = [label for label, _ in found if label and label_key(label) in keys and len(label) > 1]
    if not capitals or sum(label.isupper() for label in capitals) < 0.6 * len(capitals):
        return set()
    return {
        label_key(label)
        for label, _ in found
        if len(label) > 3 and label.isupper() and _could_be_label(label)
    }


def _speeches(texts: list[str], found: list[tuple[str, int]], marked: list[int]) -> dict[str, list[str]]:
    """What stands under each label, one string for each turn."""
    speeches: dict[str, list[str]] = {}
    for number, at in enumerate(marked):
        label, skip = found[at]
        stop = marked[number + 1] if number + 1 < len(marked) else min(len(texts), at + 1)
        words = " ".join([texts[at][skip:], *texts[at + 1 : stop]])
        speeches.setdefault(label_key(label), []).append(words)
    return speeches


def _asking(keys: set[str], speeches: dict[str, list[str]], names: str) -> set[str]:
    """Which labels ask: those that say so, outlets, else who speaks first and whoever speaks as shortly."""
    plain = keys & ASKS
    if plain - {"moderator"}:
        return plain - {"moderator"}
    outlets = {key for key in keys if _is_outlet(key)} & set(speeches)
    if outlets and outlets != set(speeches):
        return outlets
    if keys & ANSWERS:
        return set(speeches) - ANSWERS
    if plain:
        return plain
    guests = _announced(speeches, names)
    length = {key: sum(len(speech.split()) for speech in said) / len(said) for key, said in speeches.items()}
    if len(speeches) == 2:
        return {_asks_of_two(speeches, guests, length)}
    first = next((key for key in speeches if key not in guests), next(iter(speeches)))
    longest = max(length.values())
    return {first} | {key for key in speeches if length[key] < 0.6 * longest and key not in guests}


def _asks_of_two(speeches: dict[str, list[str]], guests: set[str], length: dict[str, float]) -> str:
    first, other = speeches
    if len(guests) == 1:
        return other if first in guests else first
    marks = {key: sum("?" in speech for speech in said) / len(said) for key, said in speeches.items()}
    if length[first] > 1.5 * length[other] and marks[other] > marks[first]:
        return other
    return first


_ANNOUNCES = re.compile(
    r"\b(?:with|to|welcome|guest|guests|got|have|by|introduce|introducing|here is|here's|joining us is|"
    r"interview(?:ing)?|back|с|mit)\b[^.?!]{0,40}$",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"[,!]?\s*(?:welcome|thank|thanks|you are|you're|is here|is back|'s back|joins)", re.IGNORECASE
)


def _announced(speeches: dict[str, list[str]], headline: str) -> set[str]:
    """The labels of those whom the headline names, or whom somebody else introduces when the talk begins."""
    top = fold_text(headline)
    guests = {key for key in speeches if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", top)}
    if guests and guests != set(speeches):
        return guests
    found: set[str] = set()
    for speaker, said in speeches.items():
        start = fold_text(" ".join(said[:2])[:900])
        for key in speeches:
            if key == speaker:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", start):
                before = start[max(0, match.start() - 70) : match.start()]
                if "host" in before[-40:]:
                    continue
                if _ANNOUNCES.search(before) or _GREETS.match(start, match.end()):
                    found.add(key)
    return found if found != set(speeches) else set()


def fold_text(text: str) -> str:
    """A text as names are compared in it."""
    return " ".join(fold(word) for word in text.split())


def _is_outlet(key: str) -> bool:
    words = key.split()
    return any(organisation_word(word) for word in words) or bool(
        re.fullmatch(
            r"(?:sputnik|tass|ria|reuters|spiegel|bbc|cnn|afp|ap|dw|rt|interfax|bild|zeit|kabar|belta|"
            r"kazinform|armenpress|regnum|itar-tass|npr|cbs|nbc|abc|cnbc|bloomberg|kommersant|izvestia|"
            r"vesti|известия|коммерсант|тасс|рт|риа|спутник|интерфакс)",
            key,
        )
    )


def _label_turns(
    texts: list[str], found: list[tuple[str, int]], keys: set[str], asking: set[str], marked: list[int]
) -> Turns:
    answers_marked = any(label_key(found[at][0]) not in asking for at in marked)
    pieces: list[list[Piece]] = []
    state = NEITHER
    begins = set(marked)
    for at, text in enumerate(texts):
        label, skip = found[at]
        if at in begins:
            state = QUESTION if label_key(label) in asking else ANSWER
            pieces.append(_glued(text[skip:], label, state, keys, asking))
            state = pieces[-1][-1].kind
        elif state == QUESTION and not answers_marked:
            state = ANSWER
            pieces.append([Piece(ANSWER, text, starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("labels", pieces, 0.95)


def _glued(text: str, label: str, kind: str, keys: set[str], asking: set[str]) -> list[Piece]:
    """The pieces of a labelled paragraph: another label may stand in it, behind the end of a sentence."""
    for match in _SENTENCE.finditer(text):
        other, skip = label_of(text[match.end() :], frozenset(keys))
        if other and _could_be_label(other) and label_key(other) != label_key(label):
            inner = QUESTION if label_key(other) in asking else ANSWER
            if inner != kind:
                return [
                    Piece(kind, text[: match.start()], label, starts=True),
                    Piece(inner, text[match.end() + skip :], other, starts=True),
                ]
    return [Piece(kind, text, label, starts=True)]


# Dashes


def read_dashes(texts: list[str], names: str = "") -> Turns | None:
    """The turns of an article that begins them, or the questions among them, with a dash; None where it
    does not.

    ``names`` is not needed: dashes name nobody.
    """
    dashes = {at: _DASH.match(text) for at, text in enumerate(texts) if text[:1] in _BEGINS_DASHED}
    bodies = {at: texts[at][match.end() :] for at, match in dashes.items() if match}
    marked = list(bodies)
    if len(marked) < 3:
        return None
    asking = [at for at in marked if "?" in bodies[at]]
    if len(asking) < 2 or len(asking) < 0.2 * len(marked):
        return None
    dashed = set(marked)
    pairs = sum(at + 1 in dashed for at in marked)
    glued = sum(bool(_GLUED_DASH.search(text)) for text in bodies.values())
    if glued > 0.4 * len(marked):
        return _glued_dashes(texts, bodies)
    if pairs >= 0.35 * len(marked):
        return _both_dashes(texts, bodies, marked)
    if len(asking) < 0.35 * len(marked):
        return None
    return _question_dashes(texts, bodies)


def _glued_dashes(texts: list[str], bodies: dict[int, str]) -> Turns:
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(texts):
        if at in bodies:
            match = _GLUED_DASH.search(bodies[at])
            if match:
                question = bodies[at][: match.start() + 1]
                pieces.append(
                    [
                        Piece(QUESTION, question, starts=True),
                        Piece(ANSWER, bodies[at][match.end() :], starts=True),
                    ]
                )
                state = ANSWER
                continue
            state = QUESTION if asks(bodies[at]) else ANSWER
            pieces.append([Piece(state, bodies[at], starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("dashes", pieces, 0.9)


def _question_dashes(texts: list[str], bodies: dict[int, str]) -> Turns:
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(texts):
        if at in bodies:
            state = QUESTION
            pieces.append([Piece(QUESTION, bodies[at], starts=True)])
        else:
            if state == QUESTION:
                state = ANSWER
            pieces.append([Piece(state, text)])
    return Turns("question dashes", pieces, 0.9)


def _both_dashes(texts: list[str], bodies: dict[int, str], marked: list[int]) -> Turns:
    """Question and answer take turns; where the wording tells otherwise, two of a kind may follow."""
    kinds = _alternate(texts, bodies, marked)
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(texts):
        if at in bodies:
            state = kinds[at]
            pieces.append([Piece(state, bodies[at], starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("dashes", pieces, 0.9)


def _alternate(texts: list[str], bodies: dict[int, str], marked: list[int]) -> dict[int, str]:
    """The likeliest sequence of questions and answers over the dashed paragraphs."""
    score = {QUESTION: 0.0, ANSWER: -1.0}
    back: list[dict[str, str]] = []
    previous = None
    for at in marked:
        gain = _dash_scores(bodies[at])
        gap = previous is not None and at - previous > 1
        step: dict[str, float] = {}
        origin: dict[str, str] = {}
        for kind in (QUESTION, ANSWER):
            options = {}
            for before in (QUESTION, ANSWER):
                move = 0.0 if before != kind else -4.0
                if gap and before == QUESTION and kind == ANSWER:
                    move -= 1.0
                if previous is None:
                    move = 0.0 if before == kind else -9.0
                options[before] = score[before] + move
            origin[kind] = max(options, key=lambda key: options[key])
            step[kind] = options[origin[kind]] + gain[kind]
        score = step
        back.append(origin)
        previous = at
    kind = max(score, key=lambda key: score[key])
    kinds: dict[int, str] = {}
    for at, origin in zip(reversed(marked), reversed(back), strict=True):
        kinds[at] = kind
        kind = origin[kind]
    return kinds


def _dash_scores(text: str) -> dict[str, float]:
    question = 2.0 if asks(text) else -0.5
    if "?" in text and not asks(text):
        question += 0.5
    question -= min(1.5, len(text.split()) / 120)
    return {QUESTION: question, ANSWER: -question}


# Nothing but the wording


def read_unmarked(texts: list[str], tags: list[str], leads: list[int]) -> Turns | None:
    """The turns of an interview that marks nothing, or sets its questions as headings or in bold."""
    if sum(lead > 0 for lead in leads) >= FEWEST_QUESTIONS:
        return _glued_leads(texts, leads)
    size = len(texts)
    if size < 4:
        return None
    likely = [_is_question(text, tag) for text, tag in zip(texts, tags, strict=True)]
    count = sum(likely)
    if count < FEWEST_QUESTIONS or count > 0.7 * size:
        return None
    headings = _question_tag(likely, tags)
    if headings:
        path = [QUESTION if tag == headings else ANSWER for tag in tags]
    else:
        path = best_path(turn_features(texts, tags))
    if QUESTION not in path:
        return None
    # The talk begins with a question that is plainly one: what stands before it introduces the guest.
    first = next((at for at in range(size) if path[at] == QUESTION and likely[at]), path.index(QUESTION))
    pieces: list[list[Piece]] = []
    for at, (text, kind) in enumerate(zip(texts, path, strict=True)):
        pieces.append([Piece(kind if at >= first else NEITHER, text, starts=kind == QUESTION)])
    return Turns("headings" if headings else "unmarked", pieces, 0.6)


def _glued_leads(texts: list[str], leads: list[int]) -> Turns:
    """Paragraphs that begin with their question in bold."""
    pieces: list[list[Piece]] = []
    state = NEITHER
    for text, lead in zip(texts, leads, strict=True):
        if lead:
            state = ANSWER
            answer = text[lead:].strip()
            pieces.append([Piece(QUESTION, text[:lead], starts=True), Piece(ANSWER, answer, starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("headings", pieces, 0.9)


def _question_tag(likely: list[bool], tags: list[str]) -> str:
    """The tag that sets the questions off, where nearly all of them have it and nearly nothing else has."""
    counts = Counter(
        tag for tag, question in zip(tags, likely, strict=True) if question and tag in HEADING_TAGS
    )
    if not counts:
        return ""
    tag, count = counts.most_common(1)[0]
    return tag if count >= 0.6 * sum(likely) and count >= 0.5 * tags.count(tag) else ""


def _is_question(text: str, tag: str) -> bool:
    return asks(text) and len(text.split()) <= (120 if tag in HEADING_TAGS else 90) and text[:1] not in '“"«„'
