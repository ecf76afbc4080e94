"""What an article says about itself: title and subtitle, date, dateline, authors, outlet, language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from . import dates, phrases
from .article import Line
from .facts import letters_of
from .offices import word_set

# --------------------------------------------------------------------------- language

_LANGUAGE_SAMPLE = 800
_LANGUAGE_MINIMUM = 40
_LANGUAGE_LEAST = 12
_CYRILLIC_LANGUAGES = frozenset(
    ["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "ce", "tt", "ba", "cv", "os", "ab"]
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ASCII_LETTER = re.compile("[A-Za-z]")


def detect_language(
    lines: Sequence[Line], *, given: str | None = None, declared: str | None = None
) -> str | None:
    """ISO 639-1 code of the language that the longest lines are in; None where there is no text to tell by.

    ``given`` comes with the document and wins. ``declared`` is what the page's mark-up says: templates often
    say it wrongly, so it only decides where there is little text.
    """
    if given and (code := _language_code(given)):
        return code
    sample = _language_sample(lines)
    if len(sample) >= _LANGUAGE_MINIMUM:
        return _classify(sample)
    code = _language_code(declared) if declared else None
    if code and _script_allows(code, sample):
        return code
    return _classify(sample) if len(sample) >= _LANGUAGE_LEAST else None


def _language_sample(lines: Sequence[Line]) -> str:
    longest = sorted((line.clean for line in lines), key=len, reverse=True)
    sample, size = [], 0
    for text in longest:
        if size >= _LANGUAGE_SAMPLE or not text:
            break
        sample.append(text[: _LANGUAGE_SAMPLE - size])
        size += len(sample[-1])
    return " ".join(sample)


def _classify(text: str) -> str | None:
    if plain := _plainly(text):
        return plain
    import py3langid

    code = py3langid.classify(text)[0]
    return code if isinstance(code, str) and len(code) == 2 else None


_SMALL_WORDS = {
    "en": word_set(
        """
        the of and to that is for with his by this are not from they which has were have been but it on at be
        he she we you their or had its would who what when there can more if about said up out than them into
        could some only other also after first two our your how where
        """
    ),
    "de": word_set(
        """
        der die das und den von zu mit sich des auf für ist dem nicht eine als auch wird dass sie ein im es
        einen einer eines einem noch nach bei aus zum zur wie über haben hat werden sind wurde oder aber vor
        nur wir ich er durch kann mehr diese dieser
        """
    ),
    "fr": word_set(
        """
        les des et une dans est qui pour sur avec pas sont par ce aux ont mais du le ne il elle plus au leur
        cette nous vous été fait être ces deux
        """
    ),
    "es": word_set(
        """
        los las una que por con para del se como más pero sus fue está el y al lo ha su sobre este entre
        cuando muy sin también hasta donde desde todo nos durante uno ni
        """
    ),
    "ru": word_set(
        """
        и в на не что с по как это из но за от для его к он был она то же так все о у бы только уже или еще
        ещё до их мы если также при год года
        """
    ),
}
"""The commonest words of the languages that most documents are in."""
_FEWEST_SMALL_WORDS, _MOST_OF_ANOTHER, _FEWEST_TO_TELL_BY = 0.25, 0.03, 40
_LETTERS = re.compile(r"[^\W\d_]+")


def _plainly(text: str) -> str | None:
    """The language whose small words the text is full of, while it has hardly any of another's.

    Spares most documents the classifier, which takes thirty times as long; mixed texts are left to it.
    """
    words = _LETTERS.findall(text.lower())
    if len(words) < _FEWEST_TO_TELL_BY:
        return None
    shares = sorted(
        (sum(map(small.__contains__, words)) / len(words), code) for code, small in _SMALL_WORDS.items()
    )
    (other, _), (most, code) = shares[-2:]
    return code if most >= _FEWEST_SMALL_WORDS and other <= _MOST_OF_ANOTHER else None


def _script_allows(code: str, text: str) -> bool:
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_ASCII_LETTER.findall(text))
    return (cyrillic > latin) == (code in _CYRILLIC_LANGUAGES) or cyrillic + latin == 0


def _language_code(value: str) -> str | None:
    code = re.split(r"[-_\s,;]", value.strip().lower(), maxsplit=1)[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


# --------------------------------------------------------------------------- title

_CAPITAL = r"[^\W\d_a-zа-яё][\w.’'-]*"
_NAMED_PART = re.compile(
    rf"\s[-–—]+\s+(?P<rest>(?P<name>{_CAPITAL}(?:\s+(?:{_CAPITAL}|al|bin|von|van|de|der|del|da|di)){{1,4}}),"
    r"\s+(?P<office>.{4,}))$"
)


def split_headline(headline: str) -> tuple[str, str | None]:
    """Title and subtitle of a headline that names the interviewee after the title proper.

    >>> split_headline("Peace needs work - Interview with Anna Brandt, the Deputy Minister")
    ('Peace needs work', 'Interview with Anna Brandt, the Deputy Minister')
    >>> split_headline("We shall stay neutral — Anna Brandt, Deputy Foreign Minister")
    ('We shall stay neutral', 'Anna Brandt, Deputy Foreign Minister')
    >>> split_headline("Moscow - Minsk: a road reopens")
    ('Moscow - Minsk: a road reopens', None)
    """
    match = phrases.INTERVIEW_PART.search(headline)
    if match is None:
        match = _NAMED_PART.search(headline)
        if match is None or not _has_office(match["office"]):
            return headline, None
    title = headline[: match.start()].rstrip(" -–—|:.")
    if len(title.split()) < 2:
        return headline, None
    return title, match["rest"].strip()


def split_dated_title(
    title: str,
    language: str | None,
    *,
    now: datetime.datetime | None = None,
    host: str = "",
    printed: Iterable[str] = (),
) -> tuple[str, str | None]:
    """A title without the date that is printed at its end, and the date in ISO 8601.

    The date stands after a dash, or one of the lines ``printed`` is the title without it.

    >>> split_dated_title("Talks resume in the capital — 14.03.2023", "en")
    ('Talks resume in the capital', '2023-03-14')
    >>> split_dated_title("The plan for 14.03.2023", "en")
    ('The plan for 14.03.2023', None)
    >>> split_dated_title("The plan holds 14.03.2023", "en", printed=["The plan holds"])
    ('The plan holds', '2023-03-14')
    """
    if not dates.may_hold_date(title):
        return title, None
    start = max(title.rfind(mark) for mark in ("—", "–", " - ", "--", "|"))
    tail = title[start:].lstrip(" —–-|") if start > 0 else ""
    found = dates.find_date(tail, language, now=now, host=host) if dates.is_date_line(tail) else None
    head = title[:start].rstrip(" —–-|,")
    if found is not None and found[1] <= _FARTHEST_DATE and head:
        return head, found[0]
    found_in = dates.find_dates(title, language, now=now, host=host)
    heads = {letters_of(title[:start]): date for date, start, _ in found_in if start > 0}
    for other in printed if heads else ():
        if len(other) < len(title) and (date := heads.get(letters_of(other))):
            return other, date
    return title, None


_FARTHEST_DATE = 12
"""Characters before the date behind the dash: a weekday, but no words of the title."""


def date_beside(
    text: str,
    title: str,
    language: str | None,
    *,
    now: datetime.datetime | None = None,
    host: str = "",
) -> str | None:
    """The date, in ISO 8601, of a line that prints the title with a date behind or before it; else None.

    A few words may follow, as the name of a file that belongs to the page does.

    >>> date_beside("TALKS RESUME 14.03.2023 Download a1.docx", "Talks resume", "en")
    '2023-03-14'
    >>> date_beside("Talks resume on 14.03.2023", "Talks resume", "en") is None
    True
    """
    if not len(title) < len(text) <= len(title) + _LONGEST_BESIDE or not dates.may_hold_date(text):
        return None
    wanted, printed = letters_of(title), letters_of(text)
    if len(wanted) < _FEWEST_LETTERS or not (printed.startswith(wanted) or printed.endswith(wanted)):
        return None
    for date, start, _ in dates.find_dates(text, language, now=now, host=host):
        if letters_of(text[:start]) == wanted:
            return date
    before = dates.find_date(text, language, now=now, host=host) or dates.glued_date(text, now=now)
    return before[0] if before and before[1] == 0 and letters_of(text[before[2] :]) == wanted else None


_LONGEST_BESIDE = 100
"""Characters beside the title on a line that prints it again: a date with its clock, a file's name."""
_FEWEST_LETTERS = 8
"""Letters of a title that is known again: the name of a section ("Sport 12.05.2024") has less."""


def date_of_reprint(
    texts: Sequence[str], language: str | None, *, now: datetime.datetime | None = None, host: str = ""
) -> str | None:
    """The date behind the one line that is printed twice in a row, the second time with it, as headlines are.

    >>> date_of_reprint(["Go back", "Talks resume", "Talks resume 14.03.2023"], "en")
    '2023-03-14'
    """
    found = (date_beside(two, one, language, now=now, host=host) for one, two in pairwise(texts))
    dated = [date for date in found if date]
    return dated[0] if len(dated) == 1 else None


def _has_office(text: str) -> bool:
    from .offices import role_word

    return any(role_word(word) for word in re.findall(r"[\w-]+", text))


def strip_site_name(title: str, site_names: Iterable[str | None] = (), *, guess: bool = True) -> str:
    """A page's ``<title>`` without the site's name at its end or beginning.

    With ``guess``, of a title in parts the longest is taken, whatever the site's name is.

    >>> strip_site_name("Talks resume | The Daily Example", ["The Daily Example"])
    'Talks resume'
    """
    for name in site_names:
        if not name:
            continue
        for pattern in (
            rf"^(.{{8,}}?)\s*[|\-–—:»·•]+\s*{re.escape(name)}\s*$",
            rf"^{re.escape(name)}\s*[|\-–—:»·•]+\s*(.{{8,}})$",
        ):
            if match := re.match(pattern, title, re.IGNORECASE):
                return match.group(1)
    parts = re.split(r"\s+[|»·•]\s+", title) if guess else []
    return max(parts, key=len) if len(parts) > 1 else title


def first_sentence(text: str, longest: int) -> str:
    """The first sentence without its full stop; if it is too long, as many whole words of it as fit.

    >>> first_sentence("The lock at Kamenz is closed. It opens in May.", 80)
    'The lock at Kamenz is closed'
    >>> first_sentence("The lock, said Dr. A. Brandt, is closed.", 30)
    'The lock, said Dr. A. Brandt…'
    """
    from .clues import sentences

    wide = _WIDE_SENTENCE.match(text)
    end = wide.end() if wide else next((end for _, end in sentences(text) if end > _SHORTEST_SENTENCE), None)
    sentence = text[:end].strip()
    if not sentence.endswith(("...", "…")):
        sentence = sentence.rstrip(".。")
    return shorten(sentence, longest)


def shorten(text: str, longest: int) -> str:
    """The text, or as many whole words of it as fit, and an ellipsis.

    >>> shorten("One two three", 9)
    'One two…'
    """
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    words = cut if text[longest - 1].isspace() else cut.rpartition(" ")[0] or cut
    return words.rstrip(" ,;:–—-") + "…"


_WIDE_SENTENCE = re.compile(r"[^。！？]{4,}[。！？]")
_SHORTEST_SENTENCE = 16
"""Characters: what ends earlier is an exclamation, an abbreviation or a number."""

_SITE_PART = re.compile(r"\s+[-–—|·•:]+\s+")
_SHORTEST_SITE_NAME = 4


def strip_host_name(title: str, host: str) -> str:
    """A title without the name of the site at its end, where the site's address shows that it is one.

    >>> strip_host_name("Lock closed for repairs - Harbour News", "www.harbour-news.example")
    'Lock closed for repairs'
    >>> strip_host_name("Lock closed for repairs - Kamenz", "www.harbour-news.example")
    'Lock closed for repairs - Kamenz'
    """
    dividers = list(_SITE_PART.finditer(title))
    if not dividers or not host:
        return title
    head, tail = title[: dividers[-1].start()], letters_of(title[dividers[-1].end() :])
    address = letters_of(host.removeprefix("www."))
    is_site = len(tail) >= _SHORTEST_SITE_NAME and address.startswith(tail)
    return head if is_site and " " in head.strip() else title


# --------------------------------------------------------------------------- the beginning of the text

_DAY = r"(?:\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?|[^\W\d_]{3,9}\.?\s\d{1,2})(?:,?\s\d{4})?(?:\sг(?:ода|\.))?"
_PLACE = r"[^\W\d_a-zа-яё][\w.’'-]*(?:[ /][^\W\d_a-zа-яё][\w.’'-]*){0,3}"
_AGENCY = r"[(/\[][^\W\d_][^()\[\]/]{1,40}[)/\]]"
_DATELINE = re.compile(
    # MOSCOW, May 12 (Agency) — | BERLIN (dpa) - | Minsk, 12 May, Agency - | МОСКВА, 12 мая. /ТАСС/.
    rf"(?P<line>(?P<place>{_PLACE}(?:,\s(?!{_DAY}){_PLACE})?)(?P<day>,\s{_DAY})?[.,]?"
    rf"(?P<agency>\s?{_AGENCY}|,\s{_PLACE}(?=\s[-–—]))?)"
    r"(?P<mark>\s?[—–]+\s?|\s-+\s|:\s|\.\s)"
)
_AFTER_DATE = re.compile(r"[\s—–\-:|,.]*(?:г(?:ода|\.)\s*[—–-]?\s*)?")


@dataclass(slots=True)
class Opening:
    """The first paragraph, taken apart."""

    rest: str
    """The paragraph without date and dateline."""
    date: str | None = None
    dateline: str | None = None
    is_date_first: bool = field(default=False, repr=False)
    """Whether the date is set before the text; a date in the dateline may be that of what happened."""


def split_opening(
    text: str, language: str | None, *, now: datetime.datetime | None = None, host: str = ""
) -> Opening:
    """Take the date and the dateline off the first paragraph.

    >>> split_opening("21.05.2020On May 26, the council will meet.", "en").date
    '2020-05-21'
    >>> split_opening("MOSCOW, May 12 (Agency) — The council met.", "en")
    Opening(rest='The council met.', date=None, dateline='MOSCOW, May 12 (Agency)')
    >>> split_opening("MOSCOW, May 12, 2024 (Agency) — The council met.", "en")
    Opening(rest='The council met.', date='2024-05-12', dateline='MOSCOW (Agency)')
    """
    opening = Opening(text)
    head = text[:60]
    found = dates.find_date(head, language, now=now, host=host)
    is_set_off = found is not None and found[1] == 0 and _is_set_off(text, found[2])
    if not is_set_off:
        found = dates.glued_date(text, now=now)
    if found is not None:
        cut = found[2]
        gap = _AFTER_DATE.match(text, cut)
        opening.date, opening.rest = found[0], text[gap.end() if gap else cut :]
        opening.is_date_first = True
    match = _DATELINE.match(opening.rest[:120])
    if match and _is_dateline(match):
        opening.dateline = match["line"].strip(" .,")
        opening.rest = opening.rest[match.end() :].lstrip()
        dated = dates.find_date(match["day"], language, now=now) if match["day"] else None
        if dated:
            opening.date = opening.date or dated[0]
            opening.dateline = f"{match['place']}{match['agency'] or ''}".strip(" .,")
    if not opening.rest.strip():
        return Opening(text)
    return opening


def _is_set_off(text: str, end: int) -> bool:
    """Whether a date at the start stands beside the sentence, not in it (``12 May 2024 was a Sunday``)."""
    following = text[end : end + 3]
    numeric = text[:end].rstrip()[-1].isdigit() and not re.search(r"[^\W\d_]{3}", text[:end])
    if numeric:
        return following[:1].isalpha() or bool(
            re.match(r"\s?[^\w\s]|\s+[^\W\d_a-zа-яё]", text[end : end + 4])
        )
    return bool(re.match(r"\s?(?:г\.|года)?\s?[—–|]|\s-\s|:\s|[A-ZА-ЯЁ]", text[end : end + 8]))


def _is_dateline(match: re.Match[str]) -> bool:
    shouted = match["place"].isupper() and len(match["place"]) > 2
    if match["mark"].strip() in (":", "."):
        return shouted and bool(match["day"] and (match["agency"] or match["mark"].strip() == "."))
    if match["day"] or (match["agency"] and match["agency"].strip()[:1] in "(/["):
        return True
    return shouted and match["mark"].strip() in ("—", "–", "-", "--")


# --------------------------------------------------------------------------- date


FIRST_GIVEN_YEAR = 1600
"""The first newspapers are a few years younger: what has an earlier date has none (``0001-01-01``)."""
YEARS_AHEAD = 10
"""A page may be planned; but a year that is farther away is a filler (``9999-12-31``)."""


def given_date(value: str, language: str | None, *, now: datetime.datetime | None = None) -> str | None:
    """ISO 8601 for a date that came with the document; None where it cannot be read, or cannot be true.

    A time zone stays as it was given. A day ahead is believed: the page may be planned.

    >>> given_date("2024-05-12T10:15+06:00", None)
    '2024-05-12T10:15:00+06:00'
    >>> given_date("9999-12-31", None) is None
    True
    """
    date = _given_date(dates.ascii_digits(value.strip()), language, now)
    last_year = dates.latest_day(now).year + YEARS_AHEAD
    return date if date and FIRST_GIVEN_YEAR <= int(date[:4]) <= last_year else None


def _given_date(value: str, language: str | None, now: datetime.datetime | None) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]\d\d:?\d\d)?)?", value):
        return _iso(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d[T ].*", value):
        return _iso(value[:10])
    found = dates.find_date(value, language, now=now)
    if found:
        return found[0]
    return _parse_freely(value, language)


def _iso(value: str) -> str | None:
    """The moment in the form that every ISO 8601 reader takes; a day alone stays a day."""
    try:
        if len(value) == 10:
            return datetime.date.fromisoformat(value).isoformat()
        text = re.sub(r"\s?Z$", "+00:00", value.replace(" ", "T", 1))
        text = re.sub(r"\s?([+-]\d\d):?(\d\d)$", r"\1:\2", text)
        text = re.sub(r"(\.\d{1,6})\d*", r"\1", text)
        return datetime.datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _parse_freely(value: str, language: str | None) -> str | None:
    if len(value) > 80 or not re.search(r"\d", value):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError):
        pass
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        moment = datetime.datetime.fromtimestamp(int(value[:10]), datetime.UTC)
        return moment.isoformat()
    return None


def host_of(url: str | None) -> str:
    """The host in a URL, "" where there is none."""
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""


# --------------------------------------------------------------------------- outlet

_PROPER = r"(?:[^\W\d_a-zа-яё][\w.’&-]*|«[^»]{2,40}»|“[^”]{2,40}”)"
_OUTLET = (
    rf"(?:the\s+)?(?P<outlet>(?:радио\s+)?{_PROPER}"
    rf"(?:\s+(?:{_PROPER}|of|for|and|на|для))*(?<!\sof)(?<!\sfor)(?<!\sand))"
)
_KIND = r"(?:(?:агентств\w+|газет\w+|телеканал\w+|порталу?|журнал\w+|издани\w+)\s+)?"
_GIVEN_TO = r"(?:to|with|for|given to|published (?:in|by))"
# Each with the words of which it has one: looking for those is quicker.
_TOLD = (
    (("told",), re.compile(rf"\btold\s+{_OUTLET}(?=\s+(?:in|on|during|that|why|how)\b|[,.])")),
    (
        ("interview", "comment", "statement", "article", "conversation"),
        re.compile(
            rf"\b(?:interview|commentary|comment|statement|article|conversation)\s+{_GIVEN_TO}\s+{_OUTLET}"
        ),
    ),
    (
        ("сказал", "заявил", "рассказал", "сообщил"),
        re.compile(
            r"\b(?:сказал|заявил|рассказал|сообщил)[аи]?\s+(?:в\s+интервью\s+|в\s+эфире\s+)"
            rf"{_KIND}{_OUTLET}"
        ),
    ),
    (
        ("сказал", "заявил", "рассказал", "сообщил"),
        re.compile(
            r"\b(?:сказал|заявил|рассказал|сообщил)[аи]?\s+"
            rf"(?=радио\s|агентству|газете|телеканалу|порталу|журналу|изданию){_KIND}{_OUTLET}"
        ),
    ),
    (("answered",), re.compile(rf"\banswered\s+(?:the\s+)?questions\s+(?:of|from)\s+{_OUTLET}")),
    (("интервью",), re.compile(rf"\bв\s+(?:эксклюзивном\s+)?интервью\s+{_KIND}{_OUTLET}")),
    (
        ("Interview", "Gespräch"),
        re.compile(rf"\b(?:im|in einem) (?:Interview|Gespräch) mit (?:der|dem|die|das)?\s*{_OUTLET}"),
    ),
    (("sagte",), re.compile(rf"\bsagte (?:er |sie )?(?:der|dem)\s+{_OUTLET}")),
)


def find_outlet(texts: Iterable[str], people: Iterable[str] = ()) -> str | None:
    """The medium that somebody "told" something or gave an interview to.

    >>> find_outlet(["The minister told Example Radio North in an interview that it rained."])
    'Example Radio North'

    ``people`` are names that are not outlets: "an interview with Anna Brandt" names the other side.
    """
    known = {name.casefold() for name in people}
    surnames = {name.split()[-1] for name in known if name.split()}
    for text in texts:
        for pattern in [told for words, told in _TOLD if any(word in text for word in words)]:
            for match in pattern.finditer(text):
                outlet = match["outlet"].strip(" ,.“”")
                outlet = outlet.strip("«»") if outlet[:1] == "«" else outlet
                folded = outlet.casefold()
                if (
                    folded not in known
                    and folded.split()[-1] not in surnames
                    and len(outlet) > 1
                    and not _is_pronoun(outlet)
                ):
                    return outlet
    return None


def _is_pronoun(text: str) -> bool:
    return text.casefold() in {
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "him",
        "her",
        "president",
        "reporters",
        "journalists",
    }
