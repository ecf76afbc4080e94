"""Whether two names are one person's. Pure functions on strings; nothing is looked up.

A wrong answer joins two people for good, a missed one leaves an editor two records to merge: in doubt, two
names are two people. How names are transliterated varies by rules (y and i, kh and h, a patronymic given or
not), and only names that show that they were transliterated are compared so: "Smith" and "Smyth" are two
families, "Sadykov" and "Sadikov" are one.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

BLOCK_LENGTH = 32

SHORTEST_MISSPELT = 7
"""Letters of a word in which one wrong letter is still taken for a misprint, if the office agrees."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Likeness(enum.IntEnum):
    """How much two names speak for one person."""

    DIFFERENT = 0
    MISPRINT = 1
    """One letter apart: one person only if the office is the same."""
    SHORTER = 2
    """One name says less: an initial, no middle name, the surname alone."""
    SAME = 3
    """Two spellings of one name."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as it is compared."""

    words: tuple[str, ...]
    """In lower case and ASCII, without titles, patronymics, particles and generation; the family last."""
    generation: str
    """``jr``, ``sr``, ``2`` ...; empty mostly."""
    foreign: bool
    """Whether the name shows that it was written in another script first."""


_TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam madame hon rev reverend herr frau
    """
)
_GENERATIONS = {
    "jr": "jr", "junior": "jr", "jnr": "jr", "sr": "sr", "senior": "sr", "snr": "sr",
    "ii": "2", "iii": "3", "iv": "4",
}  # fmt: skip
# Arabic articles: with a hyphen anywhere, without one only between two words ("Al Gore" has none).
_ARTICLE = re.compile(r"(?<![^\W_])(?:[ae]l|[ae]sh|a[sdnrtz]|ul)[-‐-–](?=\w{3})", re.IGNORECASE)
_PARTICLES = _words("al el bin ibn bint ben")
_PATRONYMIC = re.compile(r"..+(?:[oe]vi(?:ch|tch)|[oe]vych|[oei]vna)|(?:il|ily|kuzm|luk|nikit|fom)ich")
_CHILD_OF = _words("uulu ulu uly ogly oglu ogli kyzy kizi qizi")

_FOREIGN_FAMILY = re.compile(
    r"..+(?:[oe]va?|[oe]ff|[sc]k(?:y|i|iy|ii|yi|ij|yj|yy|aya|aia|aja)|enko|chuk|shuk|[iy]uk|..[iy]an|shvili|dze"
    r"|zoda|zadeh?|[iy][iyj])"
)
# What is spelled so and was never anything but Latin.
_NOT_FOREIGN = _words("christian sebastian bastian husky")
_FOREIGN_FIRST = _words(
    """
    vladimir volodymyr sergei sergey serhiy dmitry dmitri dmitriy mikhail yuri yury yevgeny evgeny
    evgenii nikolai nikolay andrei andrey andriy aleksei alexei alexey aleksey aleksandr oleksandr
    anatoly anatoliy gennady valery vasily vasyl viktor yekaterina ekaterina tatyana tatiana natalya
    natalia oksana olga nadezhda mohammed mohammad mohamed muhammad muhammed mohamad ahmed ahmad mahmoud
    mahmud hussein hussain husain hassan hasan abdullah abdulla abdul abdel abu yousef youssef yusuf
    yusef omar umar osama usama khalid khaled ibrahim ismail mustafa mostafa saddam muammar moammar
    bashar nursultan kasym kassym qasym sadyr emomali shavkat ilham gurbanguly sooronbay almazbek askar
    kurmanbek aigul gulnara nurlan bakyt ulan azamat
    """
)
_VARIANTS = {
    variant: names.split()[0]
    for names in (
        "muhammad muhammed mohammed mohamed mohammad mohamad muhamed muhamad mukhammed mohamud",
        "ahmad ahmed akhmed akhmad",
        "husain hussein hussain husayn hossein hosein huseyn khusein",
        "yusuf yousef youssef yusef yousuf yussuf",
        "umar omar umer",
        "usama osama ossama",
        "khalid khaled",
        "mahmud mahmoud mahmood makhmud",
        "ibrahim ebrahim ibragim",
        "mustafa mostafa moustafa",
        "muammar moammar muamar moamar",
        "gaddafi qaddafi gadhafi qadhafi kadafi kaddafi khadafy gadafi khaddafi",
        "alexander alexandr aleksandr aleksander",
        "dmitri dmitry dmitriy dimitri dimitry",
    )
    for variant in names.split()
}

# Initials of names whose first letter takes two in Latin.
_INITIALS = _words("ye yu ya zh kh sh ch ts dz")

# Families with so many members that an initial before their name says little.
COMMON_SURNAMES = _words(
    """
    adams ahmed akhtar alexander ali allen anderson andersson bailey baker bell bennett bianchi black
    brooks brown bush butler campbell carter castro chan chang chen cheng cho choi chowdhury chung clark
    clinton cohen collins cook cooper cox cruz das davies davis diaz dubois edwards evans ferrari
    fernandez fischer fisher fleming flores foster fox garcia gomez gonzales gonzalez graham grant gray
    green griffin gupta gutierrez hall hamilton hansen harris harrison hassan hayes henderson henry
    hernandez hill ho hoffmann howard huang hughes hunt hussain hussein ivanov ivanova jackson james
    jang jansen jenkins jensen jimenez johansson johnson jones jordan joseph kaya kelly kennedy khan kim
    king klein kowalski kumar kuznetsov kuznetsova larsen lee lewis li lin liu long lopez martin
    martinez macdonald marshall mason mcdonald meyer mendoza miller mitchell mohammed morales moore
    morgan morris muller murphy murray myers nelson nguyen nielsen novak obama olson ortiz owens park
    parker patel patterson perez perry peters petersen peterson petrov petrova phillips popov popova
    powell price rahman ramirez ramos reed reyes reynolds richardson rivera roberts robinson rodriguez
    rogers romero rose ross rossi ruiz russell ryan sanchez sanders santos sato schmidt schneider schulz
    scott shah sharma shaw silva simmons simpson singh smirnov smirnova smith sokolov song stevens
    stewart stone sullivan sun suzuki tan tanaka taylor thomas thompson torres tran trump turner vasquez
    vasiliev volkov wagner walker wallace walsh wang ward washington watson weber webb wells west white
    williams wilson wong wood woods wright wu xu yang yilmaz young zhang zhao zhou
    """
)

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)
_APOSTROPHES = dict.fromkeys(map(ord, "'`´ʹʻʼʽˈ‘’‛′"), None)
_HYPHEN = re.compile("(?<=[^\\W_])[-‐-–](?=[^\\W_])")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def parts(name: str) -> NameParts:
    """The name taken apart.

    >>> parts("Dr. Taalatbek Masadykov Jr.").words, parts("Dr. Taalatbek Masadykov Jr.").generation
    (('taalatbek', 'masadykov'), 'jr')
    >>> parts("Masadykov, Taalatbek").words
    ('taalatbek', 'masadykov')
    """
    if name.count(",") == 1:
        name = _turned(*name.split(","))
    bare = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
    composed = _ARTICLE.sub("", bare)
    foreign = composed != bare or any(letter.isalpha() and not _LATIN.match(letter) for letter in composed)
    words = ["".join(_WORD.findall(anyascii(word).lower())) for word in _WORD.findall(composed)]
    words = [word for word in words if word and word not in _TITLES]
    generation = ""
    if len(words) > 2 and words[-1] in _GENERATIONS:
        generation = _GENERATIONS[words.pop()]
    kept = _without_particles(_without_patronymic(words))
    foreign = foreign or len(kept) < len(words) or any(map(_is_foreign_given, kept))
    return NameParts(tuple(kept), generation, foreign or any(map(_is_foreign_family, kept[-1:])))


def _turned(before: str, after: str) -> str:
    """``Surname, Given`` the other way round; what follows a comma may also be a generation."""
    after = after.strip()
    if not before.strip() or after.lower().rstrip(".") in _GENERATIONS:
        return f"{before} {after}"
    return f"{after} {before}"


def _without_patronymic(words: list[str]) -> list[str]:
    """The words without a patronymic, where two others are left."""
    if len(words) >= 4 and words[-1] in _CHILD_OF:
        return words[:-2]
    if len(words) < 3:
        return words
    kept = [word for word in words if not _PATRONYMIC.fullmatch(word)]
    # Two that look so: one of them is the family.
    return kept if len(kept) == len(words) - 1 else words


def _without_particles(words: list[str]) -> list[str]:
    return [
        word for place, word in enumerate(words) if not (0 < place < len(words) - 1 and word in _PARTICLES)
    ]


def _is_foreign_given(word: str) -> bool:
    return word in _FOREIGN_FIRST or (len(word) > 5 and word.endswith(("bek", "bai", "bay")))


def _is_foreign_family(word: str) -> bool:
    return len(word) > 4 and word not in _NOT_FOREIGN and bool(_FOREIGN_FAMILY.fullmatch(word))


# ------------------------------------------------------------------ the sound of a word

_Substitutions = list[tuple[re.Pattern[str], str]]


def _substitutions(*pairs: tuple[str, str]) -> _Substitutions:
    return [(re.compile(pattern), letters) for pattern, letters in pairs]


def _substituted(word: str, substitutions: _Substitutions) -> str:
    """A word's usual form, rewritten step by step."""
    word = _VARIANTS.get(word, word)
    for pattern, letters in substitutions:
        word = pattern.sub(letters, word)
    return word


_SOUNDS = _substitutions(
    ("shch|sch", "sh"),
    ("tch|tsch", "ch"),
    ("dzh|dj|zh", "j"),
    ("kh", "h"),
    ("ck|q|c(?=[aoukt])|c$", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ph", "f"),
    ("tz", "ts"),
    ("gu(?=[ei])", "g"),
    ("(?<=[oe])ff$", "v"),
    ("(?<=a)h$", ""),
    ("ou|oo", "u"),
    ("[iy]+", "i"),
    # What is written yo, ye, io, ie or e after a consonant, and ye or e at the start.
    ("(?<=[bdfghjklmnprstvz])i[oe](?=[a-z])", "e"),
    ("^ie", "e"),
    # Nazarbayev, Nazarbaev.
    ("(?<=[aeou])i(?=[aeou])", ""),
)
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """What the usual transliterations of one name have in common.

    >>> sound("masadykov") == sound("masadikov"), sound("zhaparov") == sound("dzhaparov")
    (True, True)
    >>> sound("ivanov") == sound("ivanova")
    False
    """
    return _DOUBLE.sub(r"\1", _substituted(word, _SOUNDS))


_COARSE = _substitutions(
    ("(?<=a)h$", ""),
    ("shch|sch|sh|ts|tz", "s"),
    ("dzh|zh|dj|j|y", "i"),
    ("x", "ks"),
    ("ph", "f"),
    ("tch|gh|kh|ch|ck|q|g|c|h", "k"),
    ("w|f|b", "v"),
    ("z", "s"),
    ("d", "t"),
)
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=50_000)
def coarse(word: str) -> str:
    """A word as its consonants by class: spellings that may be one name are alike, and many others with them.

    >>> coarse("masadykov"), coarse("Masadikow"), coarse("zhaparov") == coarse("japarov")
    ('mstkv', 'mstkv', True)
    """
    word = _substituted(word.lower(), _COARSE)
    start = "a" if word[:1] in "aeiou" else ""
    return (start + _DOUBLE.sub(r"\1", _VOWELS.sub("", word)))[:BLOCK_LENGTH]


def block_key(name: str) -> str:
    """What people are looked up by before their names are compared: the family, coarsely. May be empty.

    A hyphen joins, so that ``Kim Dae-sung`` stands beside ``Kim Daesung``.
    """
    words = _joined(name)
    return coarse(words[-1]) if words else ""


def block_keys(name: str) -> set[str]:
    """The keys under which the same person may stand: families also come first, and without their hyphen."""
    words, joined = parts(name).words, _joined(name)
    found = {*words[:1], *words[-1:], *joined[:1], *joined[-1:], "".join(words[-2:])}
    return {coarse(word) for word in found if len(word) > 1} - {""}


def _joined(name: str) -> tuple[str, ...]:
    return parts(_HYPHEN.sub("", _ARTICLE.sub("", name))).words


# ------------------------------------------------------------------ within a block


@lru_cache(maxsize=10_000)
def stored_keys(name: str) -> frozenset[str]:
    """Under what a name is kept beside others of its family: two names that are alike, of which one is kept
    and the other asked for, have a key in common. So a name is compared with a few, not with all its family.

    >>> stored_keys("Aigul Sadykova").isdisjoint(asked_keys("A. Sadykova"))
    False
    >>> stored_keys("Aigul Sadykova").isdisjoint(asked_keys("Bermet Sadykova"))
    True
    """
    keys: set[str] = set()
    for one in _spellings(name):
        if len(one.words) < 2:
            return frozenset("*")
        keys.add("=" + "".join(one.words))
        for word in one.words[:-1]:
            keys |= _word_keys(word)
            keys.update(("." if _may_be_initial(word) else ":") + letter for letter in _beginnings(word))
    return frozenset(keys)


def asked_keys(name: str) -> set[str]:
    """Under what names that are like this one are kept; empty where that may be all (a bare surname)."""
    keys = {"*"}
    for one in _spellings(name):
        if len(one.words) < 2:
            return set()
        keys.add("=" + "".join(one.words))
        # The family may come first.
        for word in one.words:
            keys |= _word_keys(word)
            kinds = ".:" if _may_be_initial(word) else "."
            keys.update(kind + letter for kind in kinds for letter in _beginnings(word))
    return keys


def _word_keys(word: str) -> set[str]:
    """What words have in common that are the same, sound alike, or are one letter apart: of these, one letter
    left out of one gives the other, or of both gives the same.
    """
    keys = {word, "~" + sound(word), "~" + sound(word.replace("j", "y"))}
    if len(word) >= SHORTEST_MISSPELT:
        keys.update(word[:place] + word[place + 1 :] for place in range(1, len(word) - 1))
    return keys


def _may_be_initial(word: str) -> bool:
    return len(word) == 1 or word in _INITIALS


def _beginnings(word: str) -> set[str]:
    return {word[:1], sound(word)[:1]}


# ------------------------------------------------------------------ comparison


def likeness(one: str, other: str) -> Likeness:
    """How much two names speak for one person.

    >>> likeness("Taalatbek Masadykov", "Taalatbek Masadikov").name
    'SAME'
    >>> likeness("T. Masadykov", "Taalatbek Masadykov").name, likeness("Aigul Sadykova", "Aigul Sadykov").name
    ('SHORTER', 'DIFFERENT')
    """
    return max([_compare_names(a, b) for a in _spellings(one) for b in _spellings(other)])


@lru_cache(maxsize=20_000)
def _spellings(name: str) -> tuple[NameParts, ...]:
    """``Müller`` is written ``Muller`` or ``Mueller`` where there is no umlaut."""
    written_out = unicodedata.normalize("NFC", name).translate(_UMLAUTS)
    return (parts(name),) if written_out == name else (parts(name), parts(written_out))


def _compare_names(a: NameParts, b: NameParts) -> Likeness:
    if a.generation != b.generation or not a.words or not b.words:
        return Likeness.DIFFERENT
    found = _compare(a, b)
    return found if found is Likeness.SAME else max(found, _compare_compound(a, b), _compare_turned(a, b))


def _compare(a: NameParts, b: NameParts) -> Likeness:
    """The last words are the families; what stands before them is given names."""
    foreign = a.foreign or b.foreign
    family = _same_word(a.words[-1], b.words[-1], foreign)
    if family is Likeness.DIFFERENT:
        return family
    given = _compare_given(a.words[:-1], b.words[:-1], foreign)
    if Likeness.MISPRINT in (family, given):
        # Two doubts are too many.
        return Likeness.MISPRINT if Likeness.SAME in (family, given) else Likeness.DIFFERENT
    return min(family, given)


def _compare_given(a: tuple[str, ...], b: tuple[str, ...], foreign: bool) -> Likeness:
    if not a or not b:
        return Likeness.SAME if not a and not b else Likeness.SHORTER
    first = _same_word(a[0], b[0], foreign, initials=True)
    if first is Likeness.DIFFERENT:
        return first
    short, long = sorted((a[1:], b[1:]), key=len)
    if a[1:] == b[1:]:
        rest = Likeness.SAME
    elif not short and first is Likeness.SHORTER and not foreign:
        # "J. J." is hardly John; where there are patronymics, "I. P." may well be Ivan.
        rest = Likeness.DIFFERENT
    elif not short:
        rest = Likeness.SHORTER
    elif len(short) != len(long):
        # Two families of which a given name stands before in one of them.
        whole = long[-len(short) :] == short and min(map(len, short)) > 1
        rest = Likeness.SHORTER if whole else Likeness.DIFFERENT
    else:
        rest = min(_same_word(x, y, foreign, initials=True) for x, y in zip(short, long, strict=True))
    if Likeness.MISPRINT in (first, rest):
        return Likeness.MISPRINT if Likeness.SAME in (first, rest) else Likeness.DIFFERENT
    return min(first, rest)


def _compare_compound(a: NameParts, b: NameParts) -> Likeness:
    """``Kim Jong Un`` and ``Kim Jong-un`` are split alike already; ``Al Assad`` and ``Alassad`` are not."""
    if len(a.words) == len(b.words) or min(len(a.words), len(b.words)) < 2:
        return Likeness.DIFFERENT
    return Likeness.SAME if "".join(a.words) == "".join(b.words) else Likeness.DIFFERENT


def _compare_turned(a: NameParts, b: NameParts) -> Likeness:
    """Family first, where both words are whole.

    Sure only where one of the words must be the family: ``Omar Hassan`` and ``Hassan Omar`` are two people.
    """
    if len(a.words) != 2 or len(b.words) != 2 or min(map(len, a.words + b.words)) < 2:
        return Likeness.DIFFERENT
    foreign = a.foreign or b.foreign
    same = {_same_word(a.words[0], b.words[1], foreign), _same_word(a.words[1], b.words[0], foreign)}
    if same != {Likeness.SAME}:
        return Likeness.DIFFERENT
    families = sum(map(_is_foreign_family, a.words))
    return Likeness.SAME if families == 1 else Likeness.MISPRINT


@lru_cache(maxsize=50_000)
def _same_word(a: str, b: str, foreign: bool, initials: bool = False) -> Likeness:
    if a == b:
        return Likeness.SAME if len(a) > 1 else Likeness.SHORTER
    if min(len(a), len(b)) == 1 or (foreign and (a in _INITIALS or b in _INITIALS)):
        return Likeness.SHORTER if initials and _is_initial(a, b, foreign) else Likeness.DIFFERENT
    if foreign and (sound(a) == sound(b) or sound(a.replace("j", "y")) == sound(b.replace("j", "y"))):
        return Likeness.SAME
    return Likeness.MISPRINT if _one_letter_apart(a, b) else Likeness.DIFFERENT


def _is_initial(a: str, b: str, foreign: bool) -> bool:
    """Whether the shorter word begins the longer one."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short) or (foreign and sound(long).startswith(sound(short)))


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter was left out or two changed places; never the first or last: they carry gender.

    Not one letter for another: those are two families, such as Andersen and Anderson.

    >>> _one_letter_apart("bartholomew", "barthlomew"), _one_letter_apart("lindgren", "lundgren")
    (True, False)
    """
    if min(len(a), len(b)) < SHORTEST_MISSPELT or a[0] != b[0] or a[-1] != b[-1] or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    return sorted((len(left), len(right))) == [0, 1] or (len(left) == 2 and left == right[::-1])


def same_family(one: str, other: str) -> bool:
    """Whether two names end alike."""
    a, b = parts(one).words, parts(other).words
    return bool(a and b) and a[-1] == b[-1]


def is_common_family(name: str) -> bool:
    """Whether so many people have the surname that an initial before it tells little."""
    words = parts(name).words
    return not words or words[-1] in COMMON_SURNAMES or len(words[-1]) < 4


# ------------------------------------------------------------------ offices

_NO_CONTENT = _words(
    """
    a an the of for and at in to on de la du des der die das von former ex acting current then
    """
)
_RANKS = _words(
    """
    vice deputy assistant under shadow associate junior wife lady spokesman spokeswoman spokesperson
    aide
    """
)


def offices_agree(one: str, other: str) -> bool:
    """Whether two offices may well be the same one, the other time in fewer words.

    >>> offices_agree("Foreign Minister", "minister"), offices_agree("Vice President", "President")
    (True, False)
    """
    a, b = _content(one), _content(other)
    return bool(a and b) and (a <= b or b <= a) and a & _RANKS == b & _RANKS


@lru_cache(maxsize=20_000)
def _content(office: str) -> frozenset[str]:
    words = _WORD.findall(anyascii(office).lower().replace("'s", ""))
    return frozenset(words) - _NO_CONTENT
