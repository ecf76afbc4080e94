"""Detects prose: a document without a single sentence (a menu, binary data) is not an article."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..text.patterns import lazy_compile
from .article.article import Article

END = lazy_compile("[.!?…。！？．؟۔।։።෴៕]" + r"[\"'”’»›)\]」』\s]*$")
"""The end of a sentence, in scripts that mark it."""

FEW, MANY = 2, 6
"""The fewest words of a sentence with an end mark, and of one without: menu entries are shorter."""

SHARE = 0.5
"""The least share of tokens that are words or numbers: in binary data read as text, nearly every token
contains symbols."""

_PLAIN_WORD = lazy_compile(r"(?<!\S)[^\w\s]{0,2}(?:[A-Za-zÀ-ÖØ-öø-ɏ]+|[А-яЁё]+)[^\w\s]{0,2}(?!\S)")
"""A word of one alphabet, with a mark or two beside it: what nearly all tokens of most texts are."""

# Scripts without spaces between words; two characters are about one word.
_UNSPACED = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"})
_JOINING = frozenset("'’ʼ`-‐‑·./")


def has_prose(article: Article) -> bool:
    """Whether the article's text has a sentence; for a listing, whether any of its lines has one."""
    texts = [article.lead or "", *(block.text for block in article.body)]
    if any(warning.code == "not_an_article" for warning in article.warnings):
        texts += [line.clean for line in article.lines]
    return any(map(is_prose, texts)) and is_readable(" ".join(texts))


def is_readable(text: str) -> bool:
    """Whether most tokens are words and numbers. Needed as well: binaries contain sentences, too.

    >>> is_readable("A 1, B 2"), is_readable("Stop. Í,ؾoŸb¬L ‚çãU”ªk4/] ¾í}E")
    (True, False)
    """
    # Most texts show it at once; only the others are looked at token by token.
    if len(_PLAIN_WORD.findall(text)) >= SHARE * len(text.split()):
        return True
    tokens = _tokens(text)
    return sum(map(bool, map(_words_in, tokens))) + _numbers(tokens) >= SHARE * len(tokens)


def is_prose(text: str) -> bool:
    """Whether any line is a sentence, or long enough to be part of one.

    >>> is_prose("The council met."), is_prose("今日は良い天気です。"), is_prose("Home | News | Contact")
    (True, True, False)
    >>> is_prose("Í,ؾoŸb¬L ‚çãU”ªk4/]"), is_prose("1234 5678."), is_prose("https://example.org/a.html")
    (False, False, False)
    """
    return any(_is_sentence(line) for line in text.splitlines())


def _is_sentence(line: str) -> bool:
    tokens = _tokens(line)
    counts = [_words_in(token) for token in tokens]
    words = sum(counts) + _numbers(tokens)
    return any(counts) and words >= (FEW if END.search(line) else MANY) and is_readable(line)


def _tokens(text: str) -> list[str]:
    return [token for token in text.split() if any(character.isalnum() for character in token)]


def _numbers(tokens: list[str]) -> int:
    return sum(token.strip(".,;:()[]%").replace(".", "").replace(",", "").isdigit() for token in tokens)


@lru_cache(maxsize=4096)
def _words_in(token: str) -> int:
    """How many words a token holds; 0 if it is not a word."""
    core = token.strip("".join(character for character in token if not character.isalnum()))
    letters = [character for character in core if character.isalpha()]
    rest = {character for character in core if not unicodedata.category(character).startswith(("L", "M"))}
    if not letters:
        return 0
    scripts = {_script(character) for character in letters}
    if scripts <= _UNSPACED:
        return max(1, len(letters) // 2)
    if len(scripts) > 1 or "://" in token or not rest <= _JOINING | set("0123456789"):
        return 0
    # Addresses and file names have a dot inside.
    return int("." not in rest or core.replace(".", "").isupper())


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    name = unicodedata.name(character, "")
    return name.split("-")[0].split()[0] if name else ""
