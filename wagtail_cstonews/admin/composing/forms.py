"""What the page editor sends: a text or paragraphs, and what the page says of itself."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.models import NewsPageMixin, Person
from wagtail_cstonews.web import as_number

LONGEST_TEXT = 100_000
"""Characters: a book's chapter, which is read in well under a second."""

MOST_PARAGRAPHS = 1000

_SOME = 2000
"""Characters of a title or a lead that are looked at."""


class PastedForm(forms.Form):
    """A pasted text, and the page that it is for."""

    page_type = forms.CharField(max_length=255)
    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={
            "max_length": _(
                "The text is longer than %(limit_value)d characters. Paste it in parts, one after the other."
            )
        },
    )
    title = forms.CharField(required=False)
    lead = forms.CharField(required=False)
    language = forms.CharField(required=False)
    interviewee = forms.CharField(required=False)
    interviewee_name = forms.CharField(required=False)
    interviewee_role = forms.CharField(required=False)
    interviewer = forms.CharField(required=False)
    interviewer_name = forms.CharField(required=False)
    interviewer_role = forms.CharField(required=False)

    def __init__(self, data: Any) -> None:
        # No text from a clipboard needs them, and no database takes them.
        super().__init__({name: value.replace("\0", "") for name, value in data.items()})

    def clean_page_type(self) -> Any:
        try:
            model = apps.get_model(self.cleaned_data["page_type"])
        except (LookupError, ValueError):
            model = None
        if model is None or not issubclass(model, NewsPageMixin):
            raise ValidationError(_("This kind of page is not an article."))
        return model

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not text and not self.data.get("paragraphs"):
            raise ValidationError(_("Paste a text first."))
        return text

    def clean_title(self) -> str:
        return self.cleaned_data["title"][:_SOME]

    def clean_lead(self) -> str:
        return self.cleaned_data["lead"][:_SOME]

    def clean_interviewee(self) -> Person | None:
        return _person(self.cleaned_data["interviewee"])

    def clean_interviewer(self) -> Person | None:
        return _person(self.cleaned_data["interviewer"])

    @property
    def problem(self) -> str:
        """The first thing that is wrong, for people."""
        return str(next(iter(self.errors.values()))[0])


class ParagraphsForm(PastedForm):
    """The paragraphs that stand in the editor, or a pasted text; and the quotes that the page has already."""

    paragraphs = forms.CharField(required=False)
    known = forms.CharField(required=False)

    def clean_paragraphs(self) -> list[tuple[str, str]]:
        """The id and the stored form in the editor of each paragraph."""
        rows = _rows(self.cleaned_data["paragraphs"])
        found = [(str(row[0]), row[1]) for row in rows if isinstance(row, list) and len(row) == 2]
        found = [(id, value) for id, value in found if isinstance(value, str)]
        if len(found) > MOST_PARAGRAPHS or sum(len(value) for _id, value in found) > 10 * LONGEST_TEXT:
            raise ValidationError(_("The article is too long to look through at once. Paste it in parts."))
        return found

    def clean_known(self) -> list[str]:
        return [row for row in _rows(self.cleaned_data["known"]) if isinstance(row, str)]


def _rows(text: str) -> list[Any]:
    try:
        rows = json.loads(text or "[]")
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise ValidationError(_("The editor's text could not be read. Reload the page and try again."))
    return rows


def _person(value: str) -> Person | None:
    number = as_number(value)
    return Person.objects.filter(pk=number).first() if number is not None else None
