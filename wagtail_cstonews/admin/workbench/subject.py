"""What a workbench is about: one document with its corrections, and where it belongs.

A screen that shows a document derives from :class:`Subject` and from
:class:`~wagtail_cstonews.admin.workbench.views.WorkbenchView`::

    class RecordSubject(Subject):
        def __init__(self, record):
            self.record = record
            self.name = f"imported-{record.pk}"

        ...

    class RecordView(WorkbenchView):
        def get_subject(self):
            return RecordSubject(get_object_or_404(documents_for(self.request.user), pk=self.kwargs["pk"]))

    urls = workbench_urls("news-import/review/<int:pk>/", RecordView, "wagtail_cstonews_review_document")
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wagtail_cstonews.publishing.messages import translated

from .errors import OperationError

if TYPE_CHECKING:
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.extraction.article.article import Article
    from wagtail_cstonews.importing.single import Look


class Subject(ABC):
    """One document on the workbench."""

    name: str
    """Tells it from all others: its steps back are kept under this name, for each user."""

    @property
    @abstractmethod
    def document(self) -> RawDocument:
        """The document as it came."""

    @property
    @abstractmethod
    def section(self) -> Any:
        """The page that its page goes under; None where it was deleted since."""

    @property
    def title(self) -> str:
        """What it is called at the top of the screen."""
        return self.document.title or self.document.source

    @property
    def page(self) -> Any:
        """The specific page of an earlier import, as of its latest revision; None for a new one."""
        return None

    @property
    def tags_before(self) -> Sequence[str]:
        """The document's tags at the import that wrote :attr:`page`."""
        return ()

    @property
    @abstractmethod
    def corrections(self) -> dict[str, Any]:
        """What is corrected in its lines, as ``Corrections.to_dict()`` gives it."""

    @abstractmethod
    def store(self, corrections: Mapping[str, Any]) -> None:
        """Keep these corrections: from now on :attr:`corrections` gives them.

        Called in a transaction, after :meth:`lock`.
        """

    @abstractmethod
    def lock(self) -> None:
        """Wait until nobody else corrects or saves it, to the end of the transaction, and read it anew.

        Raises :exc:`~django.http.Http404` where it is gone.
        """

    def article(self) -> Article:
        """The article with the corrections. Raises :exc:`.operations.OperationError` if there is none."""
        from wagtail_cstonews.importing.single import NOT_READ, extract_corrected

        try:
            return extract_corrected(self.document, self.corrections).article
        except NOT_READ as error:
            raise OperationError(translated(str(error))) from error

    @cached_property
    def look(self) -> Look:
        """The article with the corrections, and its unsaved page."""
        from wagtail_cstonews.importing.single import Look

        return Look.at(self.document, self.corrections, self.section, self.page, self.tags_before)

    def forget_look(self) -> None:
        """Look anew, after the corrections have changed."""
        self.__dict__.pop("look", None)
