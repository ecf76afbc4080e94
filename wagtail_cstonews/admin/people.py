"""People in the admin: the snippet's screens, and two more to merge and to split."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.permissions import page_permission_policy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from ..models import Person
from ..names.keys import spelling_key
from ..names.likeness import Likeness, likeness
from ..people.merging import Holder, MergeError, chosen_of, holders, is_page, merge, quotes_on, split
from ..publishing.visibility import RestrictedPaths
from ..search import searchable
from ..web import as_number

MOST_AT_ONCE = 20
"""How many people one merge may take: more are hardly one person."""

MOST_PLACES = 500
"""Pages offered at once for a split, the newest first; the rest is offered once these are done."""

MOST_SHOWN = 20

MERGE_PERMISSIONS = ("wagtail_cstonews.change_person", "wagtail_cstonews.delete_person")
SPLIT_PERMISSIONS = ("wagtail_cstonews.change_person", "wagtail_cstonews.add_person")


def seen_by(user: Any, places: list[Holder]) -> list[Holder]:
    """The places whose titles the user may know: what everybody may read, or the user finds in the admin."""
    pages = [one.item.pk for one in places if is_page(one.item)]
    explorable = page_permission_policy.explorable_instances(user).filter(pk__in=pages)
    known = set(explorable.order_by().values_list("pk", flat=True))
    restricted = RestrictedPaths()
    finder = AdminURLFinder(user)
    return [
        one
        for one in places
        if (
            one.item.pk in known or restricted.is_public(one.item)
            if is_page(one.item)
            else finder.get_edit_url(one.item)
        )
    ]


def title_for(user: Any, one: Holder) -> str:
    """What the user may know it by: the title of a draft only where its page may be found in the admin."""
    if is_page(one.item) and not one.item.permissions_for_user(user).can_edit():
        return str(one.item.title)
    return one.title


def place_rows(user: Any, places: list[Holder]) -> list[dict[str, Any]]:
    """What a template needs of the pages and objects that people stand on, and that the user may see."""
    finder = AdminURLFinder(user)
    return [
        {
            "key": one.key,
            "title": title_for(user, one),
            "type": one.item._meta.verbose_name,
            "date": getattr(one.item, "published_on", None),
            "url": finder.get_edit_url(one.item),
        }
        for one in places
    ]


# ------------------------------------------------------------------ merge


def plainly_different(people: list[Person]) -> tuple[Person, Person] | None:
    """Two of whom nothing in their names says that they are one person; None where there are none.

    Who goes by a name like another's is one with everybody whom that one is like.
    """
    names = {person.pk: [person.name, *(name.spelling for name in person.names.all())] for person in people}
    alike, rest = people[:1], people[1:]
    for one in alike:
        for other in list(rest):
            pairs = ((a, b) for a in names[one.pk] for b in names[other.pk])
            if any(likeness(a, b) is not Likeness.DIFFERENT for a, b in pairs):
                # Those who are like this one are looked for in their turn.
                alike.append(other)
                rest.remove(other)
    return (alike[0], rest[0]) if rest else None


class MergeForm(forms.Form):
    """Who stays, and where names are plainly different, that they are one person all the same."""

    stays = forms.ModelChoiceField(
        Person.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Who stays")
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stays"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        self.different = plainly_different(people) if len(people) <= MOST_AT_ONCE else None
        if self.different:
            self.fields["one_person"] = forms.BooleanField(
                label=gettext("%(one)s and %(other)s are the same person")
                % {"one": self.different[0].name, "other": self.different[1].name},
                error_messages={
                    "required": gettext(
                        "Their names are plainly different. Say that they are the same person."
                    )
                },
            )


class MergePeople(SnippetBulkAction):
    """Several people of the list made one. Choosing it shows what will change; only then it is done."""

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
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Whoever stands in most places stays, unless the editor wants it otherwise."""
        people = self.get_actionable_objects()[0]
        if not 2 <= len(people) <= MOST_AT_ONCE:
            return {}
        places = holders(person.pk for person in people)
        most = max(people, key=lambda person: (sum(person.pk in one.people for one in places), -person.pk))
        return {"stays": most.pk}

    def problem(self, people: list[Person], without_access: list[Person]) -> str:
        """Why these cannot be merged, with the remedy; empty where they can."""
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
            places = holders(person.pk for person in people)
            finder = AdminURLFinder(self.request.user)
            seen = {one.key for one in seen_by(self.request.user, places)}
            for person in people:
                mine = [one for one in places if person.pk in one.people]
                shown = [one for one in mine if one.key in seen]
                rows.append(
                    {
                        "person": person,
                        "url": finder.get_edit_url(person),
                        "count": len(mine),
                        "places": place_rows(self.request.user, shown[:MOST_SHOWN]),
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
        edit_url = AdminURLFinder(self.request.user).get_edit_url(stays)
        messages.success(
            self.request,
            ngettext(
                "%(name)s is one person now; %(count)d place was changed.",
                "%(name)s is one person now; %(count)d places were changed.",
                len(moved),
            )
            % {"name": stays.name, "count": len(moved)},
            buttons=[messages.button(edit_url, gettext("Edit"))],
        )
        return redirect(self.next_url)


# ------------------------------------------------------------------ split


class SplitForm(forms.Form):
    """What goes to whom."""

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

    def __init__(self, *args: Any, person: Person, places: list[Holder], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = namesakes(person)
        fields: Any = self.fields
        fields["to"].choices = [
            (self.NEW, gettext("a new person")),
            *((str(other.pk), described(other)) for other in self.others),
        ]
        fields["places"].choices = [choice for one in places for choice in place_choices(one, person, user)]
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
        """The person on record whom the quotes go to; None for a new one."""
        return next((other for other in self.others if str(other.pk) == self.cleaned_data["to"]), None)


def place_choices(one: Holder, person: Person, user: Any) -> list[tuple[str, str]]:
    """A page, and the quotes on it where there are several to choose from."""
    quotes = quotes_on(one.item, person.pk)
    choices = [(f"{one.key}#{block}", f"— {text}") for block, text in quotes.items() if text]
    return [(one.key, place_label(one, user)), *(choices if len(choices) > 1 else ())]


def place_label(one: Holder, user: Any) -> str:
    day = getattr(one.item, "published_on", None)
    title = title_for(user, one)
    return f"{title} ({day:%Y-%m-%d})" if day else title


def described(person: Person) -> str:
    role = person.current_role
    return f"{person.name}, {role}" if role else person.name


def namesakes(person: Person) -> list[Person]:
    """Others on record whose names are like the person's, to give quotes back to."""
    names = [person.name, *(name.spelling for name in person.names.all())]
    found = {pk: known for people in Person.objects.near(names).values() for pk, known in people.items()}
    alike = [one.pk for people in Person.objects.by_spelling(names).values() for one in people]
    alike += [
        pk
        for pk, known in found.items()
        if any(likeness(one, other) is not Likeness.DIFFERENT for one in names for other in known)
    ]
    return list(
        Person.objects.filter(pk__in=alike).exclude(pk=person.pk).prefetch_related("roles")[:MOST_SHOWN]
    )


class PersonIndexView(IndexView):
    """The list of people; it finds them by whatever is typed."""

    @cached_property
    def search_query(self) -> Any:
        return searchable(super().search_query)


class PersonInspectView(InspectView):
    """A person, to look at; what is not known is left empty."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if getattr(self.object, field_name, None) is None:
            return ""
        return super().get_field_display_value(field_name, field)


class PersonFilterForm(SearchFilterMixin, BaseFilterForm):
    """The chooser's search."""

    def clean_q(self) -> Any:
        return searchable(self.cleaned_data["q"])


class PersonChooseView(ChooseView):
    filter_form_class = PersonFilterForm


class PersonChooseResultsView(ChooseResultsView):
    filter_form_class = PersonFilterForm


class PersonChosenView(SnippetChosenView):
    def get_object(self, pk: str) -> Any:
        return get_object_or_404(Person, pk=as_number(pk))


class PersonChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return super().get_objects([pk for pk in map(as_number, pks) if pk is not None])


class PersonChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView
    chosen_view_class = PersonChosenView
    chosen_multiple_view_class = PersonChosenMultipleView


class PersonViewSet(SnippetViewSet):
    """People, in the menu."""

    model = Person
    index_view_class = PersonIndexView
    inspect_view_class = PersonInspectView
    chooser_viewset_class = PersonChooserViewSet
    icon = "group"
    menu_label = _("People")
    menu_name = "people"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "current_role", UpdatedAtColumn()]
    list_filter = {"roles__title": ["icontains"]}
    list_per_page = 50
    ordering = ["name"]
    inspect_view_enabled = True
    inspect_view_fields = ["name", "other_spellings", "roles", "slug", "link", "biography", "picture"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Person.objects.prefetch_related("roles")

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("split/<int:pk>/", self.split_view, name="split")]

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A form, then what will change, and only then the change."""
        if not request.user.has_perms(SPLIT_PERMISSIONS):
            raise PermissionDenied
        person = get_object_or_404(Person, pk=pk)
        everywhere = holders([person.pk])
        # What somebody may not see is not theirs to give away, either.
        seen = seen_by(request.user, everywhere)
        offered = seen[:MOST_PLACES]
        data = request.POST if request.method == "POST" else None
        form = SplitForm(
            data, person=person, places=offered, user=request.user, initial={"to": SplitForm.NEW}
        )
        valid = request.method == "POST" and form.is_valid()
        if valid and "confirmed" in request.POST:
            return self.do_split(request, person, form)
        chosen = set(form.cleaned_data["places"]) if valid else set()
        moving = [one for one in offered if chosen_of(one, chosen) is not None]
        quotes = [
            text
            for one in moving
            for block, text in quotes_on(one.item, person.pk).items()
            if block in (chosen_of(one, chosen) or ())
        ]
        confirming = valid and "back" not in request.POST
        context = {
            "page_title": gettext("Split a person"),
            "page_subtitle": person.name,
            "header_title": f"{gettext('Split a person')}: {person.name}",
            "header_icon": self.icon,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
                {"url": reverse(self.get_url_name("list")), "label": gettext("People")},
                {"url": reverse(self.get_url_name("edit"), args=[quote(person.pk)]), "label": person.name},
                {"url": "", "label": gettext("Split a person")},
            ],
            "person": person,
            "form": form,
            "left_out": len(seen) - len(offered),
            "hidden": len(everywhere) - len(seen),
            "confirming": confirming,
            "target": (form.target or form.cleaned_data["name"]) if valid else "",
            "moving": place_rows(request.user, moving),
            "quotes": quotes,
            "staying": sum(one not in moving or bool(chosen_of(one, chosen)) for one in everywhere),
            "edit_url": reverse(self.get_url_name("edit"), args=[quote(person.pk)]),
        }
        return TemplateResponse(request, "wagtail_cstonews/admin/split_person.html", context)

    def do_split(self, request: HttpRequest, person: Person, form: SplitForm) -> HttpResponse:
        cleaned = form.cleaned_data
        here = redirect(self.get_url_name("split"), person.pk)
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
            return here
        messages.success(
            request,
            ngettext(
                "What %(name)s says on %(count)d page is %(to)s's now.",
                "What %(name)s says on %(count)d pages is %(to)s's now.",
                len(moved),
            )
            % {"name": person.name, "count": len(moved), "to": to.name},
        )
        return redirect(self.get_url_name("edit"), quote(to.pk))


def split_button(person: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """In the menu of a person of the list."""
    if not isinstance(person, Person) or not user.has_perms(SPLIT_PERMISSIONS):
        return []
    url = reverse(Person.snippet_viewset.get_url_name("split"), args=[person.pk])
    return [Button(gettext("Split"), url=url, icon_name="resubmit", priority=25)]


def register_log_actions(actions: Any) -> None:
    """What the log says of merges and splits."""
    from ..people.merging import MERGE_ACTION, MOVED_ACTION, SPLIT_ACTION

    @actions.register_action(MERGE_ACTION)
    class Merge(LogFormatter):
        label = _("Merge people")

        def format_message(self, entry: Any) -> str:
            names = ", ".join(person["name"] for person in entry.data.get("merged", ()))
            return gettext("Merged with %(names)s") % {"names": names}

    @actions.register_action(SPLIT_ACTION)
    class Split(LogFormatter):
        label = _("Split a person")

        def format_message(self, entry: Any) -> str:
            moved = len(entry.data.get("moved", ()))
            return ngettext("%(count)d page went to %(name)s", "%(count)d pages went to %(name)s", moved) % {
                "count": moved,
                "name": entry.data.get("name", ""),
            }

    @actions.register_action(MOVED_ACTION)
    class Moved(LogFormatter):
        label = _("Change a speaker")

        def format_message(self, entry: Any) -> str:
            return gettext("%(was)s became %(now)s in every revision") % {
                "was": entry.data.get("from", ""),
                "now": entry.data.get("to", ""),
            }
