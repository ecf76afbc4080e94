"""What makes a page type a section, a news article or an interview.

The mixins know nothing of the base page model: mix them into page types of your own, before the page class::

    class NewsPage(NewsPageMixin, BasePage): ...
    class InterviewPage(InterviewPageMixin, NewsPage): ...
"""

from .article import NewsPageMixin
from .interview import InterviewPageMixin
from .section import NewsIndexPageMixin

__all__ = ["InterviewPageMixin", "NewsIndexPageMixin", "NewsPageMixin"]
