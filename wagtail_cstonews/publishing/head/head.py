"""What machines read in a page's head, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

from .json_ld.script import as_script

PARTS: Mapping[str, tuple[str, ...]] = {
    "description": ("description", "authors"),
    "canonical": ("canonical",),
    "robots": ("robots",),
    "pages": ("previous", "next"),
    "languages": ("languages",),
    "feeds": ("feeds",),
    "social": ("title", "og_type", "properties", "image"),
    "json_ld": ("structured_data",),
}
"""The parts of a head that can be left out, each with the fields of :class:`Head` that it prints."""


@dataclass(frozen=True)
class HeadImage:
    """The image that social networks show."""

    url: str
    """Absolute."""
    width: int | None = None
    """In pixels; None where it is not known."""
    height: int | None = None
    alt: str = ""
    type: str = ""
    """The media type, such as ``image/jpeg``; empty where it is not known."""

    @property
    def is_large(self) -> bool:
        """Whether it is wide enough to be shown above a link instead of beside it."""
        return (self.width or 0) >= 600


@dataclass(frozen=True)
class Alternate:
    """The same content elsewhere: in another language, or in another format."""

    href: str
    """Absolute."""
    hreflang: str = ""
    """A language tag, or ``x-default``."""
    type: str = ""
    """The media type of another format."""
    title: str = ""


@dataclass(frozen=True)
class Head:
    """What search engines, social networks and feed readers find in the head of one page.

    All addresses are absolute; what is empty or None is not printed. Texts are plain and short, but not
    escaped: a template does that.
    """

    title: str = ""
    """Of the page alone, for social networks. The site's template writes the element ``title``."""
    description: str = ""
    canonical: str = ""
    robots: str = ""
    site_name: str = ""
    language: str = ""
    """The language of the text, as a BCP 47 tag."""
    og_type: str = ""
    """``article``, ``profile`` or ``website``."""
    og_locale: str = ""
    """Such as ``en_US``."""
    og_locale_alternates: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    """Further Open Graph properties with their values, such as ``article:section``."""
    authors: tuple[str, ...] = ()
    """As printed."""
    image: HeadImage | None = None
    languages: tuple[Alternate, ...] = ()
    feeds: tuple[Alternate, ...] = ()
    """Feeds, and other formats of the page."""
    previous: str = ""
    next: str = ""
    """The neighbours of one page of a list."""
    structured_data: Mapping[str, Any] = field(default_factory=dict)
    """A JSON-LD document in the words of schema.org."""

    @property
    def json_ld(self) -> SafeString | str:
        """:attr:`structured_data` as the content of a script element; empty if there is none."""
        return as_script(self.structured_data) if self.structured_data else ""

    @property
    def twitter_card(self) -> str:
        return "summary_large_image" if self.image and self.image.is_large else "summary"

    def without(self, parts: Iterable[str]) -> Head:
        """The head without some of its :data:`PARTS`.

        :raises ValueError: for an unknown part.
        """
        names = set(parts)
        if unknown := names - PARTS.keys():
            raise ValueError(f"There is no part {min(unknown)!r} of the head; there are {', '.join(PARTS)}.")
        empty = Head()
        fields = [field for name in names for field in PARTS[name]]
        return replace(self, **{field: getattr(empty, field) for field in fields})
