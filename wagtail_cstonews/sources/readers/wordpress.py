"""Renders a WordPress post's stored content to HTML: editor blocks, shortcodes, footnotes, galleries.

Markup of plugins is kept unchanged.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ...text.patterns import lazy_compile
from ..common.markup import CAPTION, EMBED, figure, with_paragraphs

_BLOCK = lazy_compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9_/-]{0,100})\s+(?:(?P<data>\{[^<>]*?\})\s+)?(?P<alone>/)?-->"
)
"""A comment of the block editor. Its content has ``<``, ``>`` and ``--`` escaped."""

_FREEFORM = ("freeform", "core/freeform")
"""Blocks with content of the classic editor."""
_ATTRIBUTES = lazy_compile(r"""([a-zA-Z][\w-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_GALLERY = lazy_compile(r"\[gallery(?P<attributes>(?:\s[^\[\]]{0,2000})?)\]")
_PLAYER = lazy_compile(
    r"\[(?P<name>audio|video|playlist|youtube|vimeo|soundcloud|dailymotion|tweet|instagram|wpvideo|ted|spotify)"
    r"(?P<attributes>(?:[\s=][^\[\]]{0,2000})?)\](?:\s*\[/(?P=name)\])?"
)
_CODE = lazy_compile(
    r"\[(?P<name>code|sourcecode|source|php|css|html|javascript|js|python|xml|sql|bash|shell|plain)"
    r"(?P<attributes>(?:\s[^\[\]]{0,500})?)\](?P<inside>(?:(?!\[/?(?P=name)\b).)*)\[/(?P=name)\]",
    re.DOTALL,
)
_FILES = ("src", "mp4", "m4v", "webm", "ogv", "flv", "wmv", "mp3", "m4a", "ogg", "wav")
"""Attributes of a player that name its file."""
_ADDRESS = lazy_compile(r"https?://[^\s\"'<>\[\]]{1,2000}")
_PLACES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "tweet": "https://twitter.com/i/status/{}",
}
"""URL templates for services that a shortcode refers to by an id alone."""
_MOST_FOOTNOTES = 1000
_MOST_IN_GALLERY = 500
"""More than any real article has, so that a hostile one cannot exhaust memory."""
_DEEPEST_REFERENCE = 3
"""The depth to which synced patterns may be nested: a bound on patterns that contain themselves."""


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: its address and metadata in the media library."""

    url: str
    caption: str = ""
    alt: str = ""


_FindFile = Callable[[str], "File | None"]
_FindFiles = Callable[[], "list[File]"]
_FindBlock = Callable[[str], "str | None"]


@dataclass(frozen=True, slots=True)
class Library:
    """Look-ups for everything that a post may refer to by id."""

    file: _FindFile = lambda id: None
    """The attachment with this id."""
    own: _FindFiles = list
    """The attachments that were uploaded to the post."""
    pattern: _FindBlock = lambda id: None
    """The content of a synced pattern."""
    footnotes: str = ""
    """The footnotes as stored in the post's custom field: JSON."""


def content_html(text: str, library: Library | None = None) -> str:
    """Renders the content to HTML with paragraphs, captions, galleries, players and footnotes.

    >>> content_html("One\\n\\n[embed]https://youtu.be/abc12[/embed]").split("\\n")[0]
    '<p>One</p>'
    """
    library = library or Library()
    if "<!-- wp:" in text:
        return "".join(_blocks_html(text, library))
    return with_paragraphs(without_shortcodes(text, library))


def _blocks_html(text: str, library: Library, depth: int = 0) -> Iterator[str]:
    """Renders content of the block editor; text between blocks is treated as of the classic editor."""
    place = level = 0
    for comment in _BLOCK.finditer(text):
        piece, place = text[place : comment.start()], comment.end()
        name = comment["name"]
        is_bare = level == 0 or (name in _FREEFORM and bool(comment["end"]))
        if piece.strip():
            piece = without_shortcodes(piece, library)
            yield with_paragraphs(piece) if is_bare else piece
        else:
            yield piece
        if comment["alone"]:
            yield from _alone(name.removeprefix("core/"), _data_of(comment["data"]), library, depth)
        elif comment["end"]:
            level = max(0, level - 1)
        else:
            level += 1
        # HTML parsers ignore comments; they are kept so that the original shows the blocks.
        yield comment[0]
    rest = text[place:]
    yield with_paragraphs(without_shortcodes(rest, library)) if rest.strip() else rest


def _data_of(text: str | None) -> dict[str, Any]:
    """The attributes of a block; empty if they are not a JSON object."""
    with suppress(ValueError, RecursionError):
        data = json.loads(text or "{}")
        return data if isinstance(data, dict) else {}
    return {}


def _alone(name: str, data: dict[str, Any], library: Library, depth: int) -> Iterator[str]:
    """Renders a dynamic block, which has no stored HTML, if it stands for an author's text or media."""
    address = data.get("url")
    if name == "footnotes":
        yield _footnotes_html(library.footnotes)
    elif (
        name == "block"
        and depth < _DEEPEST_REFERENCE
        and (inside := library.pattern(str(data.get("ref", ""))))
    ):
        yield from _blocks_html(inside, library, depth + 1)
    elif (name == "embed" or name.startswith("core-embed/")) and isinstance(address, str):
        yield _embed_html(address)
    elif name.partition("/")[0] in (
        "acf",
        "lazyblock",
        "carbon-fields",
        "genesis-custom-blocks",
        "block-lab",
    ):
        yield "".join(f"<p>{words}</p>\n" for words in _texts_of(data))


def _texts_of(data: dict[str, Any]) -> Iterator[str]:
    """The texts that an author wrote into a block of fields: values with spaces, not settings."""
    fields = data.get("data")
    for name, value in (fields if isinstance(fields, dict) else data).items():
        if isinstance(value, str) and not name.startswith("_") and " " in value.strip():
            yield value.strip()


def _footnotes_html(text: str) -> str:
    """Renders the footnotes as a numbered list.

    >>> _footnotes_html('[{"id": "a", "content": "See <em>there</em>."}]')
    '<ol class="wp-block-footnotes">\\n<li>See <em>there</em>.</li>\\n</ol>'
    """
    try:
        notes = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ""
    if not isinstance(notes, list):
        return ""
    contents = [note.get("content") for note in notes[:_MOST_FOOTNOTES] if isinstance(note, dict)]
    items = "\n".join(f"<li>{content}</li>" for content in contents if isinstance(content, str))
    return f'<ol class="wp-block-footnotes">\n{items}\n</ol>' if items else ""


def _embed_html(address: str) -> str:
    """Renders an embed as the block editor does."""
    return (
        f'\n\n<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">'
        f"{html.escape(html.unescape(address))}</div></figure>\n\n"
    )


def without_shortcodes(text: str, library: Library | None = None) -> str:
    """Replaces WordPress's own shortcodes by HTML elements. Shortcodes of plugins are kept.

    >>> without_shortcodes('[caption id="a"]<img src="b.jpg"> The bridge[/caption]')
    '<figure><img src="b.jpg"><figcaption>The bridge</figcaption></figure>'
    """
    if "[" not in text:
        return text
    library = library or Library()
    # Doubled brackets escape a shortcode.
    if "[/" in text:
        text = _CODE.sub(_code_html, text)
        if "caption" in text:
            text = CAPTION.sub(figure, text)
        if "[embed" in text:
            text = EMBED.sub(lambda found: _embed_html(found[1]), text)
    if "[gallery" in text:
        text = _GALLERY.sub(lambda found: _gallery_html(found, library), text)
    return _PLAYER.sub(lambda found: _player_html(found, library), text)


def _attributes_of(text: str) -> dict[str, str]:
    """Parses a shortcode's attributes.

    >>> _attributes_of(' ids="1,2" link=file')
    {'ids': '1,2', 'link': 'file'}
    """
    found = _ATTRIBUTES.finditer(html.unescape(text).replace("”", '"').replace("“", '"').replace("″", '"'))
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in found}


def _code_html(found: re.Match[str]) -> str:
    """A code shortcode with its content, whose white space is significant."""
    if found.string[max(0, found.start() - 1) : found.start()] == "[":
        return found[0]
    inside = found["inside"].replace("<", "&lt;").replace(">", "&gt;")
    return f"\n<pre>[{found['name']}{found['attributes']}]{inside}[/{found['name']}]</pre>\n"


def _is_shown_only(found: re.Match[str]) -> bool:
    """Whether the shortcode is escaped by doubled brackets."""
    return found.string[max(0, found.start() - 1) : found.start()] == "["


def _gallery_html(found: re.Match[str], library: Library) -> str:
    """Renders a gallery as figures with captions; keeps the shortcode if an attachment is missing."""
    if _is_shown_only(found):
        return found[0]
    said = _attributes_of(found["attributes"])
    ids = re.findall(r"\d+", said.get("ids") or said.get("include") or "")[:_MOST_IN_GALLERY]
    left_out = set(re.findall(r"\d+", said.get("exclude", "")))
    if ids:
        known = [library.file(id) for id in ids if id not in left_out]
        files = [file for file in known if file is not None]
        missing = len(known) - len(files)
    else:
        files, missing = library.own()[:_MOST_IN_GALLERY], 0
    if not files:
        return found[0]
    figures = "\n".join(map(_file_figure, files))
    rest = f"\n\n{found[0]}" if missing else ""
    return f'\n\n<div class="gallery">\n{figures}\n</div>{rest}\n\n'


def _file_figure(file: File) -> str:
    """Renders an attachment as a figure."""
    caption = f"<figcaption>{file.caption}</figcaption>" if file.caption.strip() else ""
    image = f'<img src="{html.escape(file.url)}" alt="{html.escape(file.alt)}">'
    return f"<figure>{image}{caption}</figure>"


def _player_html(found: re.Match[str], library: Library) -> str:
    """Renders a player as an element; keeps the shortcode if it does not name a file."""
    if _is_shown_only(found):
        return found[0]
    name, said = found["name"], _attributes_of(found["attributes"])
    address = _ADDRESS.search(html.unescape(found["attributes"]))
    if name == "playlist":
        ids = re.findall(r"\d+", said.get("ids", ""))
        files = [file for id in ids[:_MOST_IN_GALLERY] if (file := library.file(id))]
        players = "\n".join(f'<audio src="{html.escape(file.url)}"></audio>' for file in files)
        return f"\n\n{players}\n\n" if files else found[0]
    if name in ("audio", "video"):
        source = next((said[file] for file in _FILES if said.get(file)), address[0] if address else "")
        return f'\n\n<{name} src="{html.escape(source)}"></{name}>\n\n' if source else found[0]
    if address:
        return _embed_html(address[0])
    code = said.get("id") or found["attributes"].strip(" =\t\n").split(" ")[0]
    if name in _PLACES and re.fullmatch(r"[\w-]{3,40}", code):
        return _embed_html(_PLACES[name].format(code))
    return found[0]
