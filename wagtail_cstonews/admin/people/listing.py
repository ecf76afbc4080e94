"""The list of people: portraits, offices, counts, filters, and a search by any spelling."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import IndexView

from ...models import ImportedObject, Person, PersonRole
from ...models.quotations import people_on_pages
from ...search import searchable
from .columns import PortraitColumn, add_appearances, for_list
from .merges import MERGE_PERMISSIONS


def _imported() -> Any:
    """The primary keys of the people whom imports made, as a subquery."""
    made = ImportedObject.objects.filter(kind=ImportedObject.Kind.PERSON, made=True)
    return made.order_by().values("object_id")


def _choice(label: Any, method: str, *choices: tuple[str, Any]) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, method=method, widget=RadioSelect, empty_label=_("All")
    )


class PersonFilterSet(WagtailFilterSet):
    """The filters of the list."""

    portrait = _choice(
        _("Picture"), "filter_portrait", ("yes", _("With a picture")), ("no", _("Without a picture"))
    )
    origin = _choice(_("Added"), "filter_origin", ("import", _("By an import")), ("hand", _("By hand")))
    articles = _choice(
        _("Articles"), "filter_articles", ("some", _("In articles")), ("none", _("Without articles"))
    )
    roles__title__icontains = django_filters.CharFilter(
        label=_("Role contains"), method="filter_role", max_length=255
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def filter_portrait(self, people: Any, name: str, value: str) -> Any:
        return people.filter(picture__isnull=value == "no")

    def filter_origin(self, people: Any, name: str, value: str) -> Any:
        made = Q(pk__in=_imported())
        return people.filter(made if value == "import" else ~made)

    def filter_articles(self, people: Any, name: str, value: str) -> Any:
        there = Q(pk__in=people_on_pages())
        return people.filter(there if value == "some" else ~there)

    def filter_role(self, people: Any, name: str, value: str) -> Any:
        held = PersonRole.objects.filter(title__icontains=value.replace("\0", ""))
        # A join would list somebody with two such roles twice.
        return people.filter(pk__in=held.order_by().values("person"))


class PersonIndexView(IndexView):
    """The list of people."""

    filterset_class = PersonFilterSet

    @cached_property
    def search_query(self) -> Any:
        return searchable(super().search_query)

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:
            return queryset
        found = queryset.matching(self.search_query)
        return self.order_queryset(found) if self.is_explicitly_ordered else found

    def get_base_queryset(self) -> Any:
        return for_list(Person.objects.all())

    def _annotate_queryset_updated_at(self, queryset: Any) -> Any:
        """Wagtail's date is that of the log, which has nothing of whom an import made."""
        made = ImportedObject.objects.filter(
            kind=ImportedObject.Kind.PERSON, made=True, object_id=OuterRef("pk")
        )
        moment = made.order_by("-run").values(moment=Coalesce("run__finished_at", "run__started_at"))[:1]
        queryset = super()._annotate_queryset_updated_at(queryset).annotate(_imported_at=Subquery(moment))
        return queryset.annotate(_updated_at=Coalesce("_updated_at", "_imported_at"))

    @cached_property
    def columns(self) -> list[Any]:
        boxes, *others = super().columns
        return [boxes, PortraitColumn("picture", label=_("Picture"), width="1%"), *others]

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, people, has_others = super().paginate_queryset(queryset, page_size)
        page.object_list = list(people)
        add_appearances(page.object_list)
        return paginator, page, page.object_list, has_others

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if url := instance.live_url:
            buttons.append(Button(gettext("View live"), url=url, icon_name="view", priority=22))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = super().header_more_buttons
        if self.request.user.has_perms(MERGE_PERMISSIONS):
            url = reverse(Person.snippet_viewset.get_url_name("merges"))
            buttons.append(Button(gettext("Merges"), url=url, icon_name="history", priority=40))
        return buttons
