"""The first pass: learns site profiles from documents, in bounded memory.

:func:`observe` extracts what one document shows of its site; :class:`SiteLearner` adds it to the profile of
its host (:class:`.profile.SiteProfile`). The second pass gives the profiles to :func:`.pipeline.extract`.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from ..documents import RawDocument, site_key
from ..text.patterns import lazy_compile
from .article.line import Line
from .labelling.labeller import label_lines
from .languages import boilerplate, dates
from .lines.plain_text import logical_lines
from .lines.repairs import repair_lines
from .reading import Decoded, decode, lines_of
from .site.forms import date_form
from .site.keys import line_key, sketch_of
from .site.known_articles import KnownArticle
from .site.layout import Layout
from .site.observation import AFTER, AMID, BEFORE, KEPT, KEPT_LABELS, Observation
from .site.profile import ProfileError, SiteProfile
from .stages.labels import given_titles

MAX_HOSTS = 500
"""Profiles held at once; beyond that, the least recently used one is dropped (LRU)."""
MAX_LINES = 200_000
"""Lines of all profiles together: what bounds the memory."""
_LONGEST_END = 40
_FEWEST_WORDS = 4
_DIVIDER = lazy_compile(r"\s+[-–—|·•:»«]+\s+")
_NUMERIC_DATE = lazy_compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")


# --------------------------------------------------------------------------- one document


def observe(document: RawDocument, *, decoded: Decoded | None = None) -> Observation | None:
    """What a document shows of its site, labelled without a profile.

    None if its site is not known, or it has no text. Raises :exc:`.errors.ExtractionError` where
    :func:`.pipeline.extract` would.
    """
    if not site_key(document):
        return None
    decoded = decoded or decode(document)
    lines, page = lines_of(document, decoded.text)
    repair_lines(lines, is_html=document.media_type == "html")
    logical, _ = logical_lines(lines)
    titles = given_titles(document, page)
    label_lines(logical, given_titles=titles)
    return observation_of(document, logical, titles)


def observation_of(
    document: RawDocument, lines: Sequence[Line], titles: Iterable[str] = ()
) -> Observation | None:
    """What a document's labelled lines show of its site. ``titles`` came with the document."""
    key = site_key(document)
    filled = [line for line in lines if line.clean] if key else []
    if not filled:
        return None
    seen = Observation(key, fingerprint=_fingerprint(lines))
    _note_places(seen, filled)
    seen.layout = Layout.of(
        (line_key(line.clean), len(line.clean.split()), line.label in KEPT_LABELS) for line in filled
    )
    seen.article = _known_article(filled, document.url)
    printed = [line.clean for line in filled if line.label == "title"]
    seen.title_ends = sorted({end for title in (*titles, *printed) if (end := title_end(title))})
    for line in filled:
        if line.label in ("date", "byline"):
            seen.date_order = seen.date_order or _date_order(line.clean)
            if line.label == "date" and not seen.date_form and dates.is_date_line(line.clean):
                seen.date_form = date_form(line.clean)
    seen.byline_form = _byline_form(filled)
    return seen


def _fingerprint(lines: Sequence[Line]) -> int:
    """A 32-bit hash of the original text, independent of lines and labels; never 0."""
    text = "".join("".join(line.text.split()) for line in lines)
    return crc32(text.encode("utf-8", "surrogatepass")) or 1


def _note_places(seen: Observation, filled: Sequence[Line]) -> None:
    body = [index for index, line in enumerate(filled) if line.label in KEPT_LABELS]
    first, last = (body[0], body[-1]) if body else (len(filled), -1)
    for index, line in enumerate(filled):
        if line.label in KEPT_LABELS:
            place = KEPT
        else:
            place = BEFORE if index < first else AFTER if index > last else AMID
        key = line_key(line.clean)
        seen.lines.setdefault(key, set()).add(place)
        seen.texts.setdefault(key, line.clean)


def _known_article(filled: Sequence[Line], url: str | None) -> KnownArticle:
    title = next((line_key(_headline(line.clean)) for line in filled if line.label == "title"), 0)
    lead = next((line_key(line.clean) for line in filled if line.label in KEPT_LABELS), 0)
    sketch = sketch_of(line.clean for line in filled)
    return KnownArticle(address_key(url) if url else 0, title, lead, sketch)


def address_key(url: str) -> int:
    """A 64-bit key of a URL that ignores ``www.``, scheme and fragment."""
    address = url.partition("#")[0].partition("://")[2].casefold().removeprefix("www.").rstrip("/")
    return int.from_bytes(blake2b(address.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def title_end(title: str) -> str:
    """The part of a title after its last divider: on many sites, the site's name.

    >>> title_end("Lock closed for repairs | The Harbour News")
    'The Harbour News'
    """
    parts = _DIVIDER.split(title.strip())
    return parts[-1] if len(parts) > 1 and 0 < len(parts[-1]) <= _LONGEST_END else ""


def _headline(title: str) -> str:
    """A title as other pages print it: without the site's name, if enough words remain."""
    dividers = list(_DIVIDER.finditer(title))
    head = title[: dividers[-1].start()] if dividers and title_end(title) else title
    return head if head.count(" ") + 1 >= _FEWEST_WORDS else title


def _date_order(text: str) -> str:
    for match in _NUMERIC_DATE.finditer(text):
        first, second = int(match[1]), int(match[3])
        if max(first, second) > 12 >= min(first, second) > 0:
            return "day" if first > 12 else "month"
    return ""


def _byline_form(filled: Sequence[Line]) -> str:
    labels = [line.label for line in filled]
    if "title" not in labels or "byline" not in labels:
        return ""
    place = labels.index("byline")
    text = filled[place].clean
    match = boilerplate.BYLINE.match(text)
    opening = " ".join(text[: match.start("names")].casefold().split()) if match else ""
    return f"{place - labels.index('title')} {opening}"


# --------------------------------------------------------------------------- all documents


class SiteLearner:
    """Learns profiles by host, from any number of documents.

    Holds at most ``max_hosts`` profiles and ``max_lines`` lines. ``known`` loads the stored profile of a host
    when it first appears; ``on_drop`` receives a profile that is evicted, so that it can be stored.
    """

    def __init__(
        self,
        *,
        known: Callable[[str], SiteProfile | None] | None = None,
        on_drop: Callable[[SiteProfile], object] | None = None,
        max_hosts: int = MAX_HOSTS,
        max_lines: int = MAX_LINES,
    ) -> None:
        self.profiles: OrderedDict[str, SiteProfile] = OrderedDict()
        self.known, self.on_drop = known, on_drop
        self.max_hosts, self.max_lines = max_hosts, max_lines
        self._lines = 0

    def learn(self, document: RawDocument) -> bool:
        """Learn from one document. Returns whether it showed anything new."""
        seen = observe(document)
        return seen is not None and self.add(seen)

    def add(self, seen: Observation) -> bool:
        """Add an observation to its profile. Returns False for a near copy of a known document."""
        profile = self.profile(seen.host)
        before = len(profile.lines)
        is_new = profile.observe(seen)
        self._lines += len(profile.lines) - before
        if self._lines > self.max_lines:
            self._forget()
        return is_new

    def profile(self, host: str) -> SiteProfile:
        """The profile of a host: the stored one, or a new one if none is stored."""
        profile = self.profiles.get(host)
        if profile is None:
            profile = (self.known(host) if self.known else None) or SiteProfile(host)
            self.profiles[host] = profile
            self._lines += len(profile.lines)
            if len(self.profiles) > self.max_hosts:
                _, dropped = self.profiles.popitem(last=False)
                self._lines -= len(dropped.lines)
                if self.on_drop:
                    self.on_drop(dropped)
        self.profiles.move_to_end(host)
        return profile

    def _forget(self) -> None:
        """Drop the rarer half of the lines of every profile."""
        for profile in self.profiles.values():
            profile.forget(len(profile.lines) // 2)
        self._lines = sum(len(profile.lines) for profile in self.profiles.values())


# --------------------------------------------------------------------------- files


def write_profiles(profiles: Iterable[SiteProfile], path: Path) -> None:
    """Write profiles as JSON Lines, one host a line. The file is replaced atomically, at the end."""
    whole = "".join(json.dumps(profile.to_dict(), ensure_ascii=False) + "\n" for profile in profiles)
    part = path.with_name(f".{path.name}.part")
    part.write_text(whole, encoding="utf-8", errors="backslashreplace")
    part.replace(path)


def read_profiles(path: Path) -> Iterator[SiteProfile]:
    """The profiles in a file that :func:`write_profiles` wrote.

    Raises :exc:`.profile.ProfileError`, which names the line and the remedy, for an invalid profile; OSError
    if the file cannot be read.
    """
    with path.open(encoding="utf-8") as rows:
        for number, row in enumerate(rows, start=1):
            try:
                yield SiteProfile.from_dict(json.loads(row))
            except (ValueError, ProfileError) as error:
                raise ProfileError(f"{path}:{number}: {error}") from error
