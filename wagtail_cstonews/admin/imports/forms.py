"""The form of the start screen: what is imported, where to, and a few options in plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model

from wagtail_cstonews.web import as_number

from ..rights import collections_for, sections_for

LONGEST_TEXT = 2_000_000
"""Characters of a pasted text. A longer one is given as a file."""


class KeyField(forms.ModelChoiceField):
    """A choice by id. What no database can hold as one is not asked for."""

    def to_python(self, value: Any) -> Any:
        if value not in self.empty_values and as_number(value) is None:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": str(value)[:20]},
            )
        return super().to_python(value)


class SectionField(KeyField):
    """A choice of sections, each with its place in the site: several may have the same title."""

    def label_from_instance(self, section: Any) -> str:
        parts = [part for part in (section.url_path or "").split("/") if part][1:-1]
        place = f" ({' / '.join(parts)})" if parts else ""
        return f"{section.get_admin_display_title()}{place}"


class CollectionField(KeyField):
    """A choice of collections, indented as they are nested."""

    def label_from_instance(self, collection: Any) -> str:
        return str(collection.get_indented_name())


class ImportForm(forms.Form):
    """What to import. Files are not among its fields: they come in slices, or beside the form."""

    text = forms.CharField(
        label=_("Paste a text"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "data-cstonews-upload-target": "text"}),
        help_text=_(
            "The whole page as you copied it will do: what does not belong to the article is left out."
        ),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=1000,
        help_text=_("Only if the text does not begin with it."),
    )
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Of the page that it comes from. A later import of the same address brings its changes."),
    )
    date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("When it was published, if the text does not say so."),
    )
    is_html = forms.BooleanField(
        label=_("This is HTML"),
        required=False,
        help_text=_("What you pasted is the source code of a web page."),
    )
    section = SectionField(
        label=_("Section"), queryset=None, help_text=_("The pages are made below this one.")
    )
    keep_lists = forms.BooleanField(
        label=_("Make pages of lists, too"),
        required=False,
        help_text=_(
            "Drafts of home pages, search results and lists of articles, which are left out otherwise."
        ),
    )
    keep_near_duplicates = forms.BooleanField(
        label=_("Make pages of texts that nearly repeat another one"),
        required=False,
        help_text=_("Otherwise the second of two articles that say nearly the same is left out."),
    )
    recreate = forms.BooleanField(
        label=_("Make pages again that were deleted"),
        required=False,
        help_text=_("Otherwise an article whose page somebody deleted after an import is left out."),
    )
    fetch_images = forms.BooleanField(
        label=_("Fetch images from the web"),
        required=False,
        help_text=_("Those that the articles show. Images in an archive are used in any case."),
    )
    image_collection = CollectionField(
        label=_("Collection for images"), queryset=None, required=False, empty_label=None
    )
    redirects = forms.BooleanField(
        label=_("Redirect old addresses"),
        required=False,
        help_text=_("Who opens the address of an imported article on this site is led to its new page."),
    )

    OPTIONS = (
        "keep_lists",
        "keep_near_duplicates",
        "recreate",
        "fetch_images",
        "image_collection",
        "redirects",
    )
    """The fields of the options, in their order on the screen."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["section"].queryset = sections_for(user)
        collections = collections_for(user)
        self.fields["image_collection"].queryset = collections
        self.may_add_images = collections.exists()
        if not self.may_add_images:
            del self.fields["fetch_images"], self.fields["image_collection"]
        if not apps.is_installed("wagtail.contrib.redirects"):
            del self.fields["redirects"]
        sections = list(self.fields["section"].queryset[:2])
        if len(sections) == 1 and not self.initial.get("section"):
            self.initial["section"] = sections[0].pk

    @property
    def option_fields(self) -> list[Any]:
        return [self[name] for name in self.OPTIONS if name in self.fields]

    def options(self) -> dict[str, Any]:
        """The options of the import, by the names that the engine knows."""
        given = self.cleaned_data
        collection = given.get("image_collection")
        if collection is None and self.may_add_images:
            collection = self.fields["image_collection"].queryset.first()
        documents = collections_for(self.user, get_document_model()).first()
        return {
            "publish_above": None,
            "keep_lists": given["keep_lists"],
            "keep_near_duplicates": [None] if given["keep_near_duplicates"] else [],
            "recreate": given["recreate"],
            "fetch_images": bool(given.get("fetch_images")),
            "image_collection": str(collection.pk) if collection else None,
            "file_collection": str(documents.pk) if documents else None,
            "redirects": bool(given.get("redirects")),
            # What stands beside documents in an archive becomes images and documents of the site.
            "beside": bool(collection and documents),
        }
