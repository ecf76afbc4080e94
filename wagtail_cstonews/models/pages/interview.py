"""The mixin for interviews: a news article with an interviewee and an interviewer."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from wagtail_cstonews.publishing.api.representation import speaker_dict


class InterviewPageMixin(models.Model):
    """An interview: a news article with an interviewee and an interviewer."""

    default_template = "wagtail_cstonews/interview_page.html"

    interviewee = models.ForeignKey(
        "wagtail_cstonews.Person",
        verbose_name=_("interviewee"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    interviewee_name = models.CharField(
        _("interviewee as printed"), max_length=255, blank=True, help_text=_("Shown where nobody is chosen.")
    )
    interviewee_role = models.TextField(_("role at the time"), blank=True)
    interviewer = models.ForeignKey(
        "wagtail_cstonews.Person",
        verbose_name=_("interviewer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    interviewer_name = models.CharField(
        _("interviewer as printed"), max_length=255, blank=True, help_text=_("Shown where nobody is chosen.")
    )
    interviewer_role = models.TextField(_("role of the interviewer"), blank=True)

    interview_panels = [
        MultiFieldPanel(
            [
                FieldPanel("interviewee"),
                FieldPanel("interviewee_name"),
                FieldPanel("interviewee_role"),
            ],
            heading=_("Who answers"),
            help_text=_("Answers every question that names nobody else, so that you enter it once."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("interviewer"),
                FieldPanel("interviewer_name"),
                FieldPanel("interviewer_role"),
            ],
            heading=_("Who asks"),
            help_text=_("Asks every question that names nobody else."),
        ),
    ]

    interview_search_fields = [
        index.SearchField("interviewee_name"),
        index.SearchField("interviewee_role"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        return [*super().get_search_fields(), *cls.interview_search_fields]

    @property
    def interviewee_details(self) -> Any:
        """The interviewee, as APIs and templates show them; None if not known."""
        return speaker_dict(self.interviewee, self.interviewee_name, self.interviewee_role)

    @property
    def interviewer_details(self) -> Any:
        """The interviewer, as APIs and templates show them; None if not known."""
        return speaker_dict(self.interviewer, self.interviewer_name, self.interviewer_role, has_page=False)

    @property
    def linked_subtitle(self) -> str:
        """The subtitle as HTML, in which the interviewee's name leads to their page."""
        details = self.interviewee_details
        before, name, after = self.subtitle.partition(details["name"] if details else self.subtitle)
        if not (details and details["url"] and name):
            return escape(self.subtitle)
        return format_html('{}<a href="{}">{}</a>{}', before, details["url"], name, after)

    @property
    def interviewee_beside_subtitle(self) -> Any:
        """The interviewee, unless the subtitle names them with their office."""
        details = self.interviewee_details
        is_said = details and all(
            words in self.subtitle for words in (details["name"], details["role"] or "")
        )
        return None if is_said else details

    def _speaker_names(self) -> list[str]:
        named = [
            details["name"] for details in (self.interviewee_details, self.interviewer_details) if details
        ]
        return [*named, *super()._speaker_names()]
