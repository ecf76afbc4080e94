"""People, the record of imports, site profiles, and the mixins that make a page type a news page."""

from .imports import ImportedDocument, ImportRun
from .pages import InterviewPageMixin, NewsIndexPageMixin, NewsPageMixin
from .people import Person, PersonName, PersonRole
from .profiles import SiteProfile

__all__ = [
    "ImportRun",
    "ImportedDocument",
    "InterviewPageMixin",
    "NewsIndexPageMixin",
    "NewsPageMixin",
    "Person",
    "PersonName",
    "PersonRole",
    "SiteProfile",
]
