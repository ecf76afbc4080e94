"""Chooses the article's title among those that an HTML page gives: they differ, and contain the site's name.

A conditional logit (McFadden 1974, :mod:`.ranker`) over all forms of all titles: whole, without the end,
without the beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from ...text.normalization import letters_of
from ...text.patterns import lazy_compile
from ..ml.ranker import bucket, choose
from .head import strip_site_name

_DIVIDER = lazy_compile(r"\s+[-–—|·•»:>/]+\s+|\s*[|»]\s*|:\s+")
_END_DIVIDER = lazy_compile(r"\s+[-–—|·•»>/:]+\s+|\s*[|»]\s*")
_WORD = lazy_compile(r"[^\W_]+")
_SHORTEST = 3
"""Letters of a title, or of a form of one."""
_MOST = 24
"""The most forms of a page's titles; titles with many dividers have more, of which the first are used."""
_MAIN_SOURCES = ("ld", "og", "h1", "tag")
"""Sources that are compared with each other: nearly every page has them."""
_LONG_KEY = 15
"""A ``<title>`` is compared by its beginning only if it has more letters than this."""
_ENDS_CUT = ("…", "...")


def choose_headline(
    headlines: Sequence[tuple[str, str]],
    printed: str | None,
    *,
    url: str | None = None,
    site_names: Sequence[str | None] = (),
    kind: str = "",
) -> str | None:
    """Choose the article's title among those that the page gives (source and text) and the printed one.

    The features are the sources, their agreement, and the words that the URL repeats. ``kind`` is the type of
    the article in JSON-LD, "" if it has none.
    """
    return choose("headline", candidates(headlines, printed, url=url, site_names=site_names, kind=kind))


def slug_words(url: str | None) -> frozenset[str]:
    """The words of a URL's slug, that is its last path segment with several words.

    >>> sorted(slug_words("https://news.example.org/world/lock-closed-again-1234.html"))
    ['again', 'closed', 'lock']
    """
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return frozenset()
    best: list[str] = []
    for part in path.split("/")[-4:]:
        part = re.sub(r"\.[a-z]{3,5}$", "", part)
        words = [word for word in _WORD.findall(plain_letters(part)) if not any(map(str.isdigit, word))]
        if len(words) >= max(2, len(best)):
            best = words
    return frozenset(best) if len(best) > 1 else frozenset()


def plain_letters(text: str) -> str:
    """The text in lower case without accents, as in URLs.

    >>> plain_letters("Brücken und Straßen, déjà")
    'brucken und strassen, deja'
    """
    text = text.casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l").replace("æ", "ae"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def slug_share(title: str, slug: frozenset[str]) -> tuple[float, float]:
    """The share of the title's words that the slug contains, and vice versa."""
    if not slug:
        return 0.0, 0.0
    words = set(_WORD.findall(plain_letters(title)))
    # German URLs spell umlauts out: "bruecken".
    folded = {re.sub(r"(?<=[aou])e", "", word) for word in slug}
    common = sum(word in slug or word in folded for word in words)
    return common / (len(words) or 1), min(1.0, common / len(slug))


class _Pool:
    """All forms of all titles of one page."""

    def __init__(self, headlines: Sequence[tuple[str, str]], printed: str | None, site: list[str]) -> None:
        self.site = [letters_of(name) for name in site if name]
        self.given: list[tuple[str, str]] = list(headlines)
        if printed:
            self.given.append(("line", printed))
        self.forms: dict[str, dict[str, str]] = {}
        """By form: how each source gives it (whole, without its end, without its beginning)."""
        for source, text in self.given:
            for form, cut in _forms(text, site):
                if len(letters_of(cut)) >= _SHORTEST and len(self.forms) < _MOST:
                    self.forms.setdefault(cut, {}).setdefault(source, form)
        self.keys = {text: letters_of(text) for text in self.forms}
        self.lengths = [len(text) for text in self.forms]
        self.disagreement = _disagreement(headlines, site)
        self.sources_of_key: dict[str, set[str]] = {}
        for text, sources in self.forms.items():
            self.sources_of_key.setdefault(self.keys[text], set()).update(sources)


def _disagreement(headlines: Sequence[tuple[str, str]], site: Sequence[str]) -> str:
    """Which sources agree: "h1+ld+tag|og" if only Open Graph differs.

    ``<title>`` agrees with any title that it begins with: it is mostly followed by the section's name.
    """
    keys: dict[str, str] = {}
    for source, text in headlines:
        if source in _MAIN_SOURCES and source not in keys:
            keys[source] = letters_of(strip_site_name(text, site))
    groups: dict[str, list[str]] = {}
    for source in sorted(keys, key=_MAIN_SOURCES.index):
        key = keys[source]
        same = source == "tag" and len(key) > _LONG_KEY
        like = next((other for other in groups if key == other or (same and key.startswith(other))), key)
        groups.setdefault(like, []).append(source)
    return "|".join(sorted("+".join(sorted(group)) for group in groups.values()))


def _forms(text: str, site: Sequence[str]) -> list[tuple[str, str]]:
    found = [("whole", text)]
    bare = strip_site_name(text, site)
    if bare != text:
        found.append(("without site", bare))
    dividers = list(_END_DIVIDER.finditer(text))
    if dividers:
        found += [("without end", text[: divider.start()]) for divider in dividers[-2:]]
        found.append(("without beginning", text[dividers[0].end() :]))
    return found


def candidates(
    headlines: Sequence[tuple[str, str]],
    printed: str | None,
    *,
    url: str | None = None,
    site_names: Sequence[str | None] = (),
    kind: str = "",
) -> list[tuple[str, list[str]]]:
    """Every form of every title with its features."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    pool = _Pool(headlines, printed, [name for name in site_names if name])
    slug = slug_words(url)
    address = letters_of(host)
    news = "news" if "News" in kind or "Report" in kind else "article" if kind else "other"
    # The site's name is the title only if the page gives no other.
    own = [text for text, key in pool.keys.items() if not _is_site(key, pool, address)]
    return [(text, _features(text, pool, slug, address, news)) for text in own or pool.forms]


def _is_site(key: str, pool: _Pool, address: str) -> bool:
    return key in pool.site or (len(key) > 3 and address.startswith(key))


def _features(text: str, pool: _Pool, slug: frozenset[str], address: str, news: str) -> list[str]:
    sources = pool.forms[text]
    key = pool.keys[text]
    whole = sorted({source for source, form in sources.items() if form == "whole"})
    found = [f"{news} {source}:{form}" for source, form in sources.items()]
    found.append(f"{news} whole:{'+'.join(whole)}")
    alike = pool.sources_of_key[key]
    found.append(f"agree:{min(len(alike), 5)}")
    found += [f"{news} alike:{source}" for source in alike]
    found += [f"alike:{source}" for source in alike]
    found.append(f"whole:{'+'.join(whole)}")
    found.append(f"{pool.disagreement} whole:{'+'.join(whole)}")
    found += [f"{pool.disagreement} alike:{source}" for source in alike]
    length = len(text)
    if length in (extremes := (max(pool.lengths), min(pool.lengths))):
        found.append("longest" if length == extremes[0] else "shortest")
    found += _cuts(text, pool, sources, address)
    found += _kin(key, text, pool)
    own, covered = slug_share(text, slug)
    if slug:
        found += [
            f"of slug:{bucket(covered, 0.01, 0.4, 0.7, 0.9)}",
            f"in slug:{bucket(own, 0.01, 0.4, 0.7, 0.9)}",
        ]
    words = len(text.split())
    found.append(f"words:{bucket(words, 2, 3, 4, 6, 9, 14, 20, 28)}")
    if text.endswith(_ENDS_CUT):
        found.append("cut short")
    if _is_site(key, pool, address):
        found.append("the site")
    if text[:1] in ":-–—|,":
        found.append("begins oddly")
    return found


def _cuts(text: str, pool: _Pool, sources: dict[str, str], address: str) -> list[str]:
    """Features: what was cut off a form, and what could be cut off a whole title."""
    found = []
    for source, given in pool.given:
        form = sources.get(source)
        if form in ("without end", "without beginning"):
            rest = given[len(text) :] if form == "without end" else given[: -len(text)]
            found.append(f"{form}:{_kind_of_end(rest, pool, address)}")
    dividers = list(_END_DIVIDER.finditer(text))
    if dividers:
        found.append(f"has end:{_kind_of_end(text[dividers[-1].end() :], pool, address)}")
        found.append(f"has beginning:{_kind_of_end(text[: dividers[0].start()], pool, address)}")
    return sorted(set(found))


def _kind_of_end(rest: str, pool: _Pool, address: str) -> str:
    key = letters_of(rest)
    if not key:
        return "nothing"
    if key in pool.site or (
        len(key) > 3 and (address.startswith(key) or key.startswith(address.split("com")[0]))
    ):
        return "site"
    if any(key in site or site in key for site in pool.site):
        return "like site"
    return f"words {bucket(len(rest.split()), 3, 5, 8)}"


def _kin(key: str, text: str, pool: _Pool) -> list[str]:
    """Features: whether a form is part of others, or they of it."""
    found: set[str] = set()
    for other, sources in pool.forms.items():
        if "whole" not in sources.values() or pool.keys[other] == key:
            continue
        whole = [source for source, form in sources.items() if form == "whole"]
        if pool.keys[other].startswith(key):
            found.update(f"begins {source}" for source in whole)
        elif pool.keys[other].endswith(key):
            found.update(f"ends {source}" for source in whole)
        elif key.startswith(pool.keys[other]):
            found.update(f"begun by {source}" for source in whole)
        elif key.endswith(pool.keys[other]):
            found.update(f"ended by {source}" for source in whole)
    return sorted(found)
