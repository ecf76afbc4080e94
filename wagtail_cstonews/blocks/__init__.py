"""The StreamField blocks of an article.

``BodyBlock`` is the body of a page, ``QuotedStreamBlock`` what its paragraphs quote, ``RelatedStreamBlock``
its teasers of other articles, ``AuthorStreamBlock`` its authors. Import blocks from here, not from modules.
"""

from .authors import AuthorBlock, AuthorStreamBlock
from .body import BodyBlock
from .common import INLINE_FEATURES, PERSON_MODEL, PREVIEW_TEMPLATE
from .exchanges import AnswerStreamBlock, ExchangeBlock, ExchangeValue
from .links import (
    LinkedHeadingBlock,
    LinkedHeadingValue,
    LinkTargetBlock,
    LinkValue,
    TextLinkBlock,
    TextLinksBlock,
    require_words,
    with_links,
)
from .media import AUDIO_FILE, VIDEO_FILE, EmbedBlock, ImageBlock, ImageValue, media_kind
from .quotes import QuoteBlock, QuotedBlock, QuotedStreamBlock, QuoteValue, SpeakerMixin
from .related import RelatedBlock, RelatedStreamBlock, RelatedValue
from .text import (
    PARAGRAPH_FEATURES,
    HeadingBlock,
    ItemListBlock,
    ParagraphBlock,
    PreformattedBlock,
    TableBlock,
)

__all__ = [
    "AUDIO_FILE",
    "INLINE_FEATURES",
    "PARAGRAPH_FEATURES",
    "PERSON_MODEL",
    "PREVIEW_TEMPLATE",
    "VIDEO_FILE",
    "AnswerStreamBlock",
    "AuthorBlock",
    "AuthorStreamBlock",
    "BodyBlock",
    "EmbedBlock",
    "ExchangeBlock",
    "ExchangeValue",
    "HeadingBlock",
    "ImageBlock",
    "ImageValue",
    "ItemListBlock",
    "LinkTargetBlock",
    "LinkValue",
    "LinkedHeadingBlock",
    "LinkedHeadingValue",
    "ParagraphBlock",
    "PreformattedBlock",
    "QuoteBlock",
    "QuoteValue",
    "QuotedBlock",
    "QuotedStreamBlock",
    "RelatedBlock",
    "RelatedStreamBlock",
    "RelatedValue",
    "SpeakerMixin",
    "TableBlock",
    "TextLinkBlock",
    "TextLinksBlock",
    "media_kind",
    "require_words",
    "with_links",
]
