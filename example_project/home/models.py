from typing import Any

from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index

from wagtail_cstonews.pages.models import InterviewPage, NewsIndexPage, NewsPage

LATEST = 12


def first_words(interview: InterviewPage) -> Any:
    """The first quote or exchange of an interview, as a block; None where it has neither."""
    return next((block for block in interview.body if block.block_type in {"quote", "exchange"}), None)


class HomePage(Page):
    """The front page: an interview at the top, and what was published last."""

    introduction = models.TextField(blank=True, help_text="One or two sentences under the site's name.")
    featured_interview = models.ForeignKey(
        InterviewPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Stands at the top of the page. Left empty, it is the newest interview.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        PageChooserPanel("featured_interview"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        featured = self.get_featured_interview()
        latest = self.newest(NewsPage)
        if featured:
            latest = latest.exclude(pk=featured.pk)
        context["featured"] = featured
        context["featured_words"] = first_words(featured) if featured else None
        context["latest"] = latest.specific()[:LATEST]
        context["sections"] = NewsIndexPage.objects.live().public().child_of(self)
        return context

    def get_featured_interview(self) -> InterviewPage | None:
        """The interview that an editor chose, else the newest; None where there is none to show."""
        interviews = self.newest(InterviewPage)
        chosen = interviews.filter(pk=self.featured_interview_id).first()
        return chosen or interviews.first()

    def newest(self, model: type[NewsPage]) -> QuerySet:
        """The live, public pages of a type below this one, newest first; those without a date last."""
        pages = model.objects.live().public().descendant_of(self)
        return pages.order_by(F("published_at").desc(nulls_last=True), "-pk")
