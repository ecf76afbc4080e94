"""The input and output types of extraction: documents in, articles, blocks and labelled lines out.

Plain dataclasses: they cross process borders, become JSON, and know nothing of Django.
"""

from ...documents import RawDocument
from .article import Article, LeadImage, Person, QuotedSpeech, RelatedLink
from .blocks import (
    Block,
    ChosenSpeaker,
    Embed,
    Exchange,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Speaker,
    TableBlock,
    Turn,
)
from .errors import ExtractionError
from .line import BODY_LABELS, LABELS, LEFT_OUT_LABELS, PROSE_LABELS, Hints, Label, Line
from .warnings import WARNING_CODES, ArticleWarning

__all__ = [
    "BODY_LABELS",
    "LABELS",
    "LEFT_OUT_LABELS",
    "PROSE_LABELS",
    "WARNING_CODES",
    "Article",
    "ArticleWarning",
    "Block",
    "ChosenSpeaker",
    "Embed",
    "Exchange",
    "ExtractionError",
    "Heading",
    "Hints",
    "Image",
    "Label",
    "LeadImage",
    "Line",
    "ListBlock",
    "Paragraph",
    "Person",
    "Quote",
    "QuotedSpeech",
    "RawDocument",
    "RelatedLink",
    "Speaker",
    "TableBlock",
    "Turn",
]
