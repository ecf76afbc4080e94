"""The forms of people: the whole one, and the short one of the chooser. Both warn of namesakes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.forms import WagtailAdminModelForm

from ...models import Person, PersonRole
from ...names.keys import spelling_key
from ...names.likeness import Likeness

MOST_NAMESAKES = 5
"""At most this many namesakes are listed as a warning: an editor reads all of them."""


def namesakes_of(name: str, but: int | None = None) -> tuple[list[Person], bool]:
    """The people of this name or a similar one, the likeliest first, and whether one has the very name."""
    if not spelling_key(name):
        return [], False
    found = {pk: how for pk, how in Person.objects.alike(name).items() if pk != but}
    some = list(found)[:MOST_NAMESAKES]
    rows: QuerySet[Person] = Person.objects.prefetch_related("roles", "names")
    people = rows.in_bulk(some)
    return [people[pk] for pk in some], Likeness.SAME in found.values()


def described(person: Person) -> str:
    """The person with their role, for a list of people to choose from."""
    role = person.current_role
    return f"{person.name}, {role.title}" if role else person.name


def _listed(people: list[Person]) -> str:
    return ",".join(str(person.pk) for person in people)


class PersonForm(WagtailAdminModelForm):
    """The form of a person. It warns once about namesakes before it saves."""

    # Those who were warned about: the form returns them, and is saved if it is submitted again.
    namesakes = forms.CharField(required=False, widget=forms.HiddenInput)
    data: Any

    def clean(self) -> Any:
        cleaned = super().clean()
        name = (cleaned or {}).get("name") or ""
        if "name" not in self.changed_data and self.instance.pk:
            return cleaned
        others, is_same = namesakes_of(name, self.instance.pk)
        told = _listed(others)
        if others and self.data.get(self.add_prefix("namesakes")) != told:
            self.data = self.data.copy()
            self.data[self.add_prefix("namesakes")] = told
            self.add_error("name", self.warning(others, is_same=is_same))
        return cleaned

    def warning(self, others: list[Person], *, is_same: bool) -> str:
        """The warning that lists the namesakes, with links."""
        finder = AdminURLFinder(self.for_user)
        people = [(finder.get_edit_url(person), described(person)) for person in others]
        links = format_html_join(
            "; ",
            "{}",
            ((format_html('<a href="{}">{}</a>', url, text) if url else text,) for url, text in people),
        )
        message = (
            _(
                "There is somebody of this name already: {}. Open that person, or save once more to create"
                " another one."
            )
            if is_same
            else _(
                "There is somebody of a similar name already: {}. Open that person, or save once more to"
                " create another one."
            )
        )
        return format_html(message, links)


class NewPersonForm(forms.ModelForm):
    """The chooser's form for a new person. Where there are namesakes, one of them can be chosen instead."""

    ANOTHER = "new"

    role = forms.CharField(
        required=False, label=_("Role"), help_text=_("The office, as the site writes it. May be left empty.")
    )
    namesakes = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = ("name",)

    data: Any
    chosen: Person | None = None
    """The namesake whom the editor chose instead of a new person."""
    others: list[Person]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = []

    def clean(self) -> Any:
        cleaned = super().clean()
        self.others, is_same = namesakes_of((cleaned or {}).get("name") or "")
        if self.others:
            self._ask(is_same)
        return cleaned

    def _ask(self, is_same: bool) -> None:
        """Ask whether one of the namesakes is meant, unless that was answered."""
        self.fields["namesake"] = forms.ChoiceField(
            required=False,
            label=_("Who is meant?"),
            widget=forms.RadioSelect,
            choices=[
                *(
                    (str(one.pk), gettext("Choose %(person)s") % {"person": described(one)})
                    for one in self.others
                ),
                (self.ANOTHER, gettext("Somebody else: create another one")),
            ],
        )
        answer, told = self.data.get(self.add_prefix("namesake")), _listed(self.others)
        self.chosen = next((one for one in self.others if str(one.pk) == answer), None)
        is_warned = self.data.get(self.add_prefix("namesakes")) == told
        if self.chosen or (answer == self.ANOTHER and is_warned):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("namesakes")] = told
        if not is_warned:
            self.data.pop(self.add_prefix("namesake"), None)
        self.add_error(
            "namesake",
            _("There is somebody of this name already: choose that person, or create another one.")
            if is_same
            else _("There is somebody of a similar name already: choose that person, or create another one."),
        )

    def save(self, commit: bool = True) -> Person:
        """The new person with the role; or the namesake who was chosen, unchanged."""
        if self.chosen:
            return self.chosen
        person: Person = self.instance
        if title := self.cleaned_data["role"].strip():
            person.roles = [PersonRole(title=title)]
        if commit:
            person.save()
        return person
