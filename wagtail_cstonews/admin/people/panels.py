"""The panels of a person's form, and the offices over time at a glance."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from .forms import PersonForm


class OfficesPanel(HelpPanel):
    """The saved offices in order: from when until when, which is current, and which were held at once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "wagtail_cstonews/admin/people/offices_panel.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            # One office needs no overview.
            return bool(super().is_shown() and self.instance.pk and len(self.instance.offices) > 1)


def edit_handler() -> TabbedInterface:
    """What the form of a person shows."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    InlinePanel("names", heading=_("Other spellings"), label=_("Spelling")),
                    OfficesPanel(heading=_("Roles at a glance")),
                    InlinePanel("roles", heading=_("Roles over time"), label=_("Role")),
                ],
                heading=_("Name and roles"),
            ),
            ObjectList(
                [
                    FieldPanel("picture"),
                    FieldPanel("biography"),
                    MultiFieldPanel([FieldPanel("slug"), FieldPanel("link")], heading=_("Addresses")),
                ],
                heading=_("Public page"),
            ),
        ],
        base_form_class=PersonForm,
    )
