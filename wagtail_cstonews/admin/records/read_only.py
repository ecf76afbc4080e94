"""Base classes for read-only lists and views of records."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from wagtail_cstonews.web import as_number


class ReadOnlyPermissionHelper(PermissionHelper):
    """Viewing for users with any permission on the model; changing for nobody."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class ForgivingIndexView(IndexView):
    """The list. It ignores filters with invalid values."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # PostgreSQL refuses NUL.
        is_readable = not any("\x00" in value for values in request.GET.lists() for value in values[1])
        try:
            if is_readable:
                # Counting here makes the database raise its errors now.
                return super().dispatch(request, *args, **kwargs)
        except (IncorrectLookupParameters, OverflowError):
            if not request.GET:
                raise
        messages.warning(request, _("The address had filters that cannot be read; here is all of the list."))
        return redirect(request.path)


def key_of(instance_pk: str) -> str:
    """Parse the primary key in a URL.

    :raises Http404: if it is invalid.
    """
    number = as_number(instance_pk)
    if number is None:
        raise Http404
    return str(number)


class ReadOnlyModelAdmin(ModelAdmin):
    """A list view and an inspect view, without any other URL."""

    permission_helper_class = ReadOnlyPermissionHelper
    index_view_class = ForgivingIndexView
    inspect_view_enabled = True
    history_view_enabled = False
    list_per_page = 50
    _kept = ("index", "inspect")

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        kept = {self.url_helper.get_action_url_name(action) for action in self._kept}
        return tuple(url for url in super().get_admin_urls_for_registration() if url.name in kept)

    def inspect_view(self, request: Any, instance_pk: str) -> Any:
        return super().inspect_view(request, key_of(instance_pk))

    def register_admin_url_finders(self) -> None:
        """Disabled: there is no edit view that Wagtail could link to."""

    def register_indexing(self) -> None:
        """Disabled: the usage view of pages does not list the records of their import."""
