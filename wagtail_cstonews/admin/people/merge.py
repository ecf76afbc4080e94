"""The bulk action that merges people: choose who stays, confirm the changes, then merge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import redirect
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from ...models import Person
from ...people.differences import differences, plainly_different
from ...people.merging import MergeError, merge
from ...people.references import Usage, usages_of
from ...web import as_number
from .merges import MERGE_PERMISSIONS, take_back_buttons
from .usages import rows_for, visible_to

MOST_AT_ONCE = 20
"""The maximal number of people in one merge: more are hardly one person."""

MOST_SHOWN = 20
"""Pages listed for each person: enough to identify them, on a screen that can still be read."""


class MergeForm(forms.Form):
    """The form: who stays and, where the people differ in more than spelling, a confirmation."""

    stays = forms.ModelChoiceField(
        Person.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Who stays")
    )

    def __init__(self, *args: Any, people: list[Person], usages: list[Usage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stays"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        self.different = plainly_different(people) if len(people) <= MOST_AT_ONCE else None
        self.differences = differences(people, usages) if len(people) <= MOST_AT_ONCE else []
        if self.different or self.differences:
            self.fields["one_person"] = forms.BooleanField(
                label=gettext("They are one person all the same: %(names)s")
                % {"names": ", ".join(person.name for person in people)},
                error_messages={
                    "required": gettext(
                        "They differ in more than spelling. Say that they are the same person."
                    )
                },
            )


class MergePeople(SnippetBulkAction):
    """The bulk action. It first shows the changes, and merges on confirmation."""

    display_name = _("Merge")
    aria_label = _("Merge selected people")
    action_type = "merge"
    template_name = "wagtail_cstonews/admin/merge_people.html"
    form_class = MergeForm
    action_priority = 20

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805
        return [Person]

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> Any:
        pks = [pk for pk in map(as_number, object_ids) if pk is not None]
        return super().get_queryset(model, pks)

    def check_perm(self, snippet: Person) -> bool:
        return bool(self.request.user.has_perms(MERGE_PERMISSIONS))

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.get_actionable_objects()[0]
        return {**super().get_form_kwargs(), "people": people, "usages": self.usages}

    @cached_property
    def usages(self) -> list[Usage]:
        """Where the people stand; none where they cannot be merged."""
        people = self.get_actionable_objects()[0]
        return usages_of(person.pk for person in people) if 2 <= len(people) <= MOST_AT_ONCE else []

    def get_initial(self) -> dict[str, Any]:
        """Suggest keeping the person who is used in most places."""
        people = self.get_actionable_objects()[0]
        if not 2 <= len(people) <= MOST_AT_ONCE:
            return {}
        most = max(
            people, key=lambda person: (sum(person.pk in one.people for one in self.usages), -person.pk)
        )
        return {"stays": most.pk}

    def problem(self, people: list[Person], without_access: list[Person]) -> str:
        """Why these people cannot be merged, with the remedy; empty where they can."""
        if without_access:
            return gettext("You need the permissions to change and to delete people.")
        if len(people) < 2:
            return gettext("Choose two people or more.")
        if len(people) > MOST_AT_ONCE:
            return gettext("Choose at most %(most)s people.") % {"most": MOST_AT_ONCE}
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people, access = self.get_actionable_objects()
        problem = self.problem(people, access["items_with_no_access"])
        rows = []
        if not problem:
            usages = self.usages
            finder = AdminURLFinder(self.request.user)
            seen = {one.key for one in visible_to(self.request.user, usages)}
            for person in people:
                mine = [one for one in usages if person.pk in one.people]
                shown = [one for one in mine if one.key in seen]
                rows.append(
                    {
                        "person": person,
                        "url": finder.get_edit_url(person),
                        "count": len(mine),
                        "places": rows_for(self.request.user, shown[:MOST_SHOWN]),
                        "more": max(0, len(shown) - MOST_SHOWN),
                        "hidden": len(mine) - len(shown),
                    }
                )
        return {**super().get_context_data(**kwargs), "rows": rows, "problem": problem}

    def prepare_action(self, objects: list[Person], objects_without_access: Any) -> Any:
        problem = self.problem(objects, objects_without_access["items_with_no_access"])
        if problem:
            messages.error(self.request, problem)
            return redirect(self.next_url)
        try:
            stays = self.cleaned_form.cleaned_data["stays"]
            moved = merge(stays, objects, self.request.user)
        except MergeError as error:
            messages.error(self.request, str(error))
            return redirect(self.next_url)
        buttons = [
            messages.button(AdminURLFinder(self.request.user).get_edit_url(stays), gettext("Edit")),
            *take_back_buttons(self.request.user, stays),
        ]
        messages.success(
            self.request,
            ngettext(
                "%(name)s is one person now; %(count)d place was changed.",
                "%(name)s is one person now; %(count)d places were changed.",
                len(moved),
            )
            % {"name": stays.name, "count": len(moved)},
            buttons=buttons,
        )
        return redirect(self.next_url)
