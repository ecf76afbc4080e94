"""The history of people and pages: merges, splits, and what takes a merge back."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.log_actions import LogFormatter
from wagtail.snippets.views.snippets import HistoryView

from ...models import PersonMerge
from ...people.merging import MERGE_ACTION, MOVED_ACTION, SPLIT_ACTION
from ...people.unmerging import UNMERGE_ACTION
from .merges import MERGE_PERMISSIONS, take_back_url


class MergeFormatter(LogFormatter):
    label = _("Merge people")

    def format_message(self, entry: Any) -> str:
        names = ", ".join(person["name"] for person in entry.data.get("merged", ()))
        return gettext("Merged with %(names)s") % {"names": names}


class UnmergeFormatter(LogFormatter):
    label = _("Take back a merge")

    def format_message(self, entry: Any) -> str:
        return gettext("Took back the merge of %(names)s into %(name)s") % {
            "names": ", ".join(entry.data.get("names", ())),
            "name": entry.data.get("from", ""),
        }


class SplitFormatter(LogFormatter):
    label = _("Split a person")

    def format_message(self, entry: Any) -> str:
        moved = len(entry.data.get("moved", ()))
        return ngettext("%(count)d page went to %(name)s", "%(count)d pages went to %(name)s", moved) % {
            "count": moved,
            "name": entry.data.get("name", ""),
        }


class MovedFormatter(LogFormatter):
    label = _("Change a speaker")

    def format_message(self, entry: Any) -> str:
        return gettext("%(was)s became %(now)s in every revision") % {
            "was": entry.data.get("from", ""),
            "now": entry.data.get("to", ""),
        }


def register_log_actions(actions: Any) -> None:
    """Wagtail's hook ``register_log_actions``."""
    actions.register_action(MERGE_ACTION)(MergeFormatter)
    actions.register_action(UNMERGE_ACTION)(UnmergeFormatter)
    actions.register_action(SPLIT_ACTION)(SplitFormatter)
    actions.register_action(MOVED_ACTION)(MovedFormatter)


class MergeActionColumn(ActionColumn):
    """Wagtail's column, with the link that takes a merge back."""

    # Wagtail takes the template with actions only for models with revisions.
    cell_template_name = "wagtailadmin/generic/history/action_cell.html"

    def __init__(self, *args: Any, merges: dict[Any, PersonMerge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.merges = merges

    def get_actions(self, instance: Any, parent_context: Any) -> list[Any]:
        actions: list[Any] = super().get_actions(instance, parent_context)
        if instance.action == MERGE_ACTION and (merge := self.merges.get(instance.uuid)):
            actions.append({"url": take_back_url(merge), "label": gettext("Take back")})
        return actions


class PersonHistoryView(HistoryView):
    """The history of a person, where merges can be taken back."""

    @cached_property
    def merges(self) -> dict[Any, PersonMerge]:
        """The person's merges that were not taken back, by the UUID of their log entries."""
        if not self.request.user.has_perms(MERGE_PERMISSIONS):
            return {}
        merges = PersonMerge.objects.filter(person=self.object.pk, taken_back_at=None)
        return {merge.uuid: merge for merge in merges.only("uuid")}

    @cached_property
    def columns(self) -> list[Any]:
        action, *others = super().columns
        return [
            MergeActionColumn(
                action.name,
                label=action.label,
                object=self.object,
                url_names=action.url_names,
                user_can_unschedule=action.user_can_unschedule,
                merges=self.merges,
            ),
            *others,
        ]
