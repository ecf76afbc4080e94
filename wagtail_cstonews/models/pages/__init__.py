"""Mixins that make a page type a section, a news article or an interview.

The mixins do not depend on the base page model. Put them before the page class in page types of your own::

    class NewsPage(NewsPageMixin, BasePage): ...
    class InterviewPage(InterviewPageMixin, NewsPage): ...
"""

from .article import NewsPageMixin
from .interview import InterviewPageMixin
from .section import NewsIndexPageMixin

__all__ = ["InterviewPageMixin", "NewsIndexPageMixin", "NewsPageMixin"]
