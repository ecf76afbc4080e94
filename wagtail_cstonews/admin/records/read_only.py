"""Base classes of the records in the admin: wagtail-modeladmin registers them, and nobody changes them here.

The list is Wagtail's own listing, filled from what wagtail-modeladmin knows: ``list_display``,
``search_fields``, ``get_queryset()``; its filters are ``filterset_class``. So it looks and works as all lists
of this Wagtail do.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import re_path
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import registry as log_registry
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from wagtail_cstonews.web import as_number


class ReadOnlyPermissionHelper(PermissionHelper):
    """Looking for those whom :mod:`..rights` allows it; changing for nobody."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_list(self, user: Any) -> bool:
        raise NotImplementedError

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        raise NotImplementedError


class RecordsView(generic.IndexView):
    """The list of records."""

    model_admin: Any = None
    # Who may see what is decided by the record, not by the permissions on its model.
    permission_policy = None
    any_permission_required = None
    paginate_by = 50
    table_classname = "listing cstonews-listing"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        admin = self.model_admin
        self.model = admin.model
        self.header_icon = admin.get_menu_icon()
        self.search_fields = list(admin.get_search_fields(request))
        self.filterset_class = admin.filterset_class
        self.index_url_name = admin.url_helper.get_action_url_name("index")
        self.index_results_url_name = admin.url_helper.get_action_url_name("results")
        self.verbose_name_plural = self.model._meta.verbose_name_plural
        super().setup(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.model_admin.permission_helper.user_can_list(request.user):
            raise PermissionDenied
        # PostgreSQL refuses NUL.
        is_readable = not any("\x00" in value for _name, values in request.GET.lists() for value in values)
        if not is_readable or (self.filters and not self.filters.is_valid()):
            if self.results_only:
                return HttpResponse(status=400)
            messages.warning(
                request, _("The address had filters that cannot be read; here is all of the list.")
            )
            return redirect(request.path)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        admin = self.model_admin
        found = admin.get_queryset(self.request)
        return found.select_related(*admin.list_select_related) if admin.list_select_related else found

    @cached_property
    def columns(self) -> list[Any]:
        names = self.model_admin.get_list_display(self.request)
        return [self._column(name, is_first=index == 0) for index, name in enumerate(names)]

    def _column(self, name: str, *, is_first: bool) -> Any:
        """A column of ``list_display``: a field of the model, or a method of the model admin."""
        admin = self.model_admin
        label, attr = label_for_field(name, self.model, admin, return_attr=True)
        given: dict[str, Any] = {
            "label": capfirst(label),
            "sort_key": getattr(attr, "admin_order_field", None),
        }
        try:
            field = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            field = None
        if hasattr(admin, name):
            given["accessor"] = getattr(admin, name)
        elif field is not None:
            given["sort_key"] = name
            given["accessor"] = f"get_{name}_display" if field.choices else name
        if is_first:
            return TitleColumn(name, get_url=admin.inspect_url, **given)
        if name == "state":
            return StatusTagColumn(name, primary=admin.is_state_primary, **given)
        if isinstance(field, models.DateTimeField):
            return DateColumn(name, **given)
        if name == "user":
            return UserColumn(name, label=given["label"], sort_key=name)
        return Column(name, **given)


class RecordView(WagtailAdminTemplateMixin, InspectView):
    """One record."""

    _show_breadcrumbs = True

    @property
    def header_icon(self) -> str:
        return str(self.model_admin.get_menu_icon())

    def get_page_title(self) -> str:
        return str(capfirst(self.verbose_name))

    def get_page_subtitle(self) -> str:
        return str(self.instance)

    def get_template_names(self) -> Any:
        return self.model_admin.get_inspect_template()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        admin = self.model_admin
        history = admin.history_url(self.instance) if admin.history_view_enabled else ""
        return super().get_context_data(**{"history_url": history, **kwargs})

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": self.index_url, "label": capfirst(self.verbose_name_plural)},
            {"url": "", "label": self.get_page_subtitle()},
        ]


class RecordHistoryView(generic.HistoryView):
    """What was done with one record, from Wagtail's log."""

    model_admin: Any = None
    instance_pk = ""
    permission_policy = None
    any_permission_required = None
    filterset_class = None
    header_buttons: list[Any] = []

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.model = self.model_admin.model
        self.history_url_name = self.model_admin.url_helper.get_action_url_name("history")
        super().setup(request, *args, **kwargs)

    def get_pk(self) -> str:
        return self.instance_pk

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.model_admin.permission_helper.user_can_inspect_obj(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> Any:
        options = self.model._meta
        return [
            *self.breadcrumbs_items,
            {"url": self.model_admin.url_helper.index_url, "label": capfirst(options.verbose_name_plural)},
            {"url": self.model_admin.inspect_url(self.object), "label": str(self.object)},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)},
        ]

    def get_base_queryset(self) -> Any:
        # All of them: Wagtail leaves out all but the last with the same uuid, and all here have the run's.
        return self._annotate_queryset(log_registry.get_logs_for_instance(self.object))


def key_of(instance_pk: str) -> str:
    """Parse the primary key in a URL.

    :raises Http404: if it is invalid.
    """
    number = as_number(instance_pk)
    if number is None:
        raise Http404
    return str(number)


class ReadOnlyModelAdmin(ModelAdmin):
    """A list view, an inspect view and a history view, without any other URL."""

    permission_helper_class = ReadOnlyPermissionHelper
    index_view_class = RecordsView
    history_view_class = RecordHistoryView
    filterset_class: Any = None
    inspect_view_enabled = True
    history_view_enabled = True
    _kept = ("index", "inspect", "history")

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        helper = self.url_helper
        kept = {helper.get_action_url_name(action) for action in self._kept}
        urls = tuple(url for url in super().get_admin_urls_for_registration() if url.name in kept)
        pattern = f"^{self.base_url_path}/results/$"
        return (*urls, re_path(pattern, self.results_view, name=helper.get_action_url_name("results")))

    def results_view(self, request: Any) -> Any:
        """The list without the page around it: what a search and filters fetch."""
        return self.index_view_class.as_view(model_admin=self, results_only=True)(request)

    def inspect_view(self, request: Any, instance_pk: str) -> Any:
        return super().inspect_view(request, key_of(instance_pk))

    def history_view(self, request: Any, instance_pk: str) -> Any:
        return super().history_view(request, key_of(instance_pk))

    def inspect_url(self, record: Any) -> str:
        return str(self.url_helper.get_action_url("inspect", record.pk))

    def history_url(self, record: Any) -> str:
        return str(self.url_helper.get_action_url("history", record.pk))

    def is_state_primary(self, record: Any) -> bool:
        """Whether the state of the record asks for attention."""
        return False

    def register_admin_url_finders(self) -> None:
        """Disabled: there is no edit view that Wagtail could link to."""

    def register_indexing(self) -> None:
        """Disabled: the usage view of pages does not list the records of their import."""
