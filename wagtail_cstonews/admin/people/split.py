"""The view that splits a person: a form, a confirmation of the changes, then the split."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from ...models import Person
from ...names.keys import spelling_key
from ...people.differences import names_of
from ...people.merging import MergeError, chosen_blocks, split
from ...people.references import Usage, usages_of
from ...people.stored_content import quotes_on
from .forms import described
from .usages import rows_for, title_for, visible_to

MOST_PLACES = 500
"""Pages offered at once for a split, newest first; the others are offered after these are split."""

MOST_NAMESAKES = 20
"""Namesakes offered as recipients of the quotes: they are radio buttons, all of which an editor reads."""

PERMISSIONS = ("wagtail_cstonews.change_person", "wagtail_cstonews.add_person")


class SplitForm(forms.Form):
    """The form that assigns quotes, spellings and offices."""

    NEW = "new"

    to = forms.ChoiceField(label=_("The quotes go to"), widget=forms.RadioSelect)
    name = forms.CharField(
        max_length=255,
        required=False,
        label=_("Name of the new person"),
        help_text=_("As the site writes it."),
    )
    places = forms.MultipleChoiceField(
        label=_("Pages, or single quotes of them"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one page or quote.")},
    )
    spellings = forms.MultipleChoiceField(
        required=False, label=_("Spellings that go with them"), widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        required=False, label=_("Roles that go with them"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: Person, usages: list[Usage], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = _namesakes(person)
        fields: Any = self.fields
        fields["to"].choices = [
            (self.NEW, gettext("a new person")),
            *((str(other.pk), described(other)) for other in self.others),
        ]
        fields["places"].choices = [choice for one in usages for choice in _choices_of(one, person, user)]
        spellings = list(dict.fromkeys(name.spelling for name in person.names.all()))
        fields["spellings"].choices = [(name, name) for name in spellings]
        fields["roles"].choices = [(str(role.pk), role.title) for role in person.roles.all()]
        for name in ("spellings", "roles"):
            if not fields[name].choices:
                del fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("to") == self.NEW and not spelling_key(cleaned.get("name") or ""):
            self.add_error("name", gettext("A new person needs a name."))
        return cleaned

    @property
    def target(self) -> Person | None:
        """The existing person who gets the quotes; None for a new one."""
        return next((other for other in self.others if str(other.pk) == self.cleaned_data["to"]), None)


def _choices_of(usage: Usage, person: Person, user: Any) -> list[tuple[str, str]]:
    """A choice for the page, and for each of its quotes where there are several."""
    quotes = quotes_on(usage.item, person.pk)
    choices = [(f"{usage.key}#{block}", f"— {text}") for block, text in quotes.items() if text]
    return [(usage.key, _label_of(usage, user)), *(choices if len(choices) > 1 else ())]


def _label_of(usage: Usage, user: Any) -> str:
    day = getattr(usage.item, "published_on", None)
    title = title_for(user, usage)
    return f"{title} ({day:%Y-%m-%d})" if day else title


def _namesakes(person: Person) -> list[Person]:
    """People with similar names, as recipients of the quotes."""
    alike = {pk for name in names_of(person) for pk in Person.objects.alike(name)}
    return list(
        Person.objects.filter(pk__in=alike).exclude(pk=person.pk).prefetch_related("roles")[:MOST_NAMESAKES]
    )


def split_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, the confirmation of the changes, and then the split.

    :raises PermissionDenied: for a user who may not change and add people.
    :raises Http404: if there is no such person.
    """
    if not request.user.has_perms(PERMISSIONS):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=pk)
    everywhere = usages_of([person.pk])
    # Users must not reassign quotes on pages that they may not see.
    visible = visible_to(request.user, everywhere)
    offered = visible[:MOST_PLACES]
    data = request.POST if request.method == "POST" else None
    form = SplitForm(data, person=person, usages=offered, user=request.user, initial={"to": SplitForm.NEW})
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and "confirmed" in request.POST:
        return _split(request, person, form)
    chosen = set(form.cleaned_data["places"]) if is_valid else set()
    moving = [usage for usage in offered if chosen_blocks(usage, chosen) is not None]
    context = {
        **_header(person),
        "person": person,
        "form": form,
        "left_out": len(visible) - len(offered),
        "hidden": len(everywhere) - len(visible),
        "confirming": is_valid and "back" not in request.POST,
        "target": (form.target or form.cleaned_data["name"]) if is_valid else "",
        "moving": rows_for(request.user, moving),
        "quotes": _quotes_among(moving, chosen, person),
        "staying": sum(usage not in moving or bool(chosen_blocks(usage, chosen)) for usage in everywhere),
    }
    return TemplateResponse(request, "wagtail_cstonews/admin/split_person.html", context)


def _header(person: Person) -> dict[str, Any]:
    """The context that Wagtail's templates need for the page header."""
    viewset = Person.snippet_viewset
    title = gettext("Split a person")
    edit_url = reverse(viewset.get_url_name("edit"), args=[quote(person.pk)])
    return {
        "page_title": title,
        "page_subtitle": person.name,
        "header_title": f"{title}: {person.name}",
        "header_icon": viewset.icon,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": reverse(viewset.get_url_name("list")), "label": gettext("People")},
            {"url": edit_url, "label": person.name},
            {"url": "", "label": title},
        ],
        "edit_url": edit_url,
    }


def _quotes_among(usages: list[Usage], chosen: set[str], person: Person) -> list[str]:
    """The quotes that can be chosen one by one."""
    return [
        text
        for usage in usages
        for block, text in quotes_on(usage.item, person.pk).items()
        if block in (chosen_blocks(usage, chosen) or ())
    ]


def _split(request: HttpRequest, person: Person, form: SplitForm) -> HttpResponse:
    viewset = Person.snippet_viewset
    cleaned = form.cleaned_data
    try:
        to, moved = split(
            person,
            cleaned["name"],
            cleaned["places"],
            to=form.target,
            spellings=cleaned.get("spellings", ()),
            roles=map(int, cleaned.get("roles", ())),
            user=request.user,
        )
    except MergeError as error:
        messages.error(request, str(error))
        return redirect(viewset.get_url_name("split"), person.pk)
    messages.success(
        request,
        ngettext(
            "What %(name)s says on %(count)d page is %(to)s's now.",
            "What %(name)s says on %(count)d pages is %(to)s's now.",
            len(moved),
        )
        % {"name": person.name, "count": len(moved), "to": to.name},
    )
    return redirect(viewset.get_url_name("edit"), quote(to.pk))


def split_button(person: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """Wagtail's hook ``register_snippet_listing_buttons``: the item in the menu of a person in the list."""
    if not isinstance(person, Person) or not user.has_perms(PERMISSIONS):
        return []
    url = reverse(Person.snippet_viewset.get_url_name("split"), args=[person.pk])
    return [Button(gettext("Split"), url=url, icon_name="resubmit", priority=25)]
