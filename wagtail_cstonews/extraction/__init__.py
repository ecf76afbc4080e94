"""Scraped text in, a structured article out. Pure Python: nothing here imports Django.

>>> from wagtail_cstonews.extraction import RawDocument, extract
>>> article = extract(RawDocument("1", "Lock closed\\n\\nThe lock at Kamenz is closed until May.", "a.txt"))
>>> article.title
'Lock closed'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .article import Article as Article
    from .article import ExtractionError as ExtractionError
    from .article import RawDocument as RawDocument
    from .pipeline import extract as extract

__all__ = ["Article", "ExtractionError", "RawDocument", "extract"]


def __getattr__(name: str) -> Any:
    """Import a public name on first access (PEP 562): much of the package never extracts anything."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(".pipeline" if name == "extract" else ".article", __name__), name)
