"""What machines read in a page's head: for search engines, social networks, feed readers.

``page.get_head(request)`` and :func:`head_of` build a :class:`Head`; ``{% cstonews_head %}`` prints it. A
page type with a head of its own names a subclass of these builders as its ``head_class``.
"""

from .builders.article import ArticleHead
from .builders.dispatch import head_of, shown_in
from .builders.page import PageHead
from .builders.person import PersonHead
from .builders.section import SectionHead
from .builders.view import ViewHead
from .head import PARTS, Alternate, Head, HeadImage

__all__ = [
    "PARTS",
    "Alternate",
    "ArticleHead",
    "Head",
    "HeadImage",
    "PageHead",
    "PersonHead",
    "SectionHead",
    "ViewHead",
    "head_of",
    "shown_in",
]
