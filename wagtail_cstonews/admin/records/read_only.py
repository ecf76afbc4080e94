"""Lists and views of records that are there to look at, and not to change."""

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
    """To look at, for whoever has a permission on the model; to change, for nobody."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class ForgivingIndexView(IndexView):
    """The list. An address with filters that cannot be read shows all of it."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # PostgreSQL takes no NUL.
        is_readable = not any("\x00" in value for values in request.GET.lists() for value in values[1])
        try:
            if is_readable:
                # The list is counted here; what a database cannot take shows now.
                return super().dispatch(request, *args, **kwargs)
        except (IncorrectLookupParameters, OverflowError):
            if not request.GET:
                raise
        messages.warning(request, _("The address had filters that cannot be read; here is all of the list."))
        return redirect(request.path)


def key_of(instance_pk: str) -> str:
    """The primary key in an address.

    :raises Http404: if it is none.
    """
    number = as_number(instance_pk)
    if number is None:
        raise Http404
    return str(number)


class ReadOnlyModelAdmin(ModelAdmin):
    """A list and a view of each, and no other address."""

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
        """There is no page to edit these, so nothing in the admin links to one."""

    def register_indexing(self) -> None:
        """Pages do not list the records of their import among their uses, so there is no index to keep."""
