"""``manage.py grant_news_rights``: gives groups of editors the rights to import news."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError

from wagtail_cstonews.management.database import failure_told

GROUPS = {
    "Editors": ("import_news", "view_person", "add_person", "change_person"),
    "Moderators": ("import_news", "view_person", "add_person", "change_person", "delete_person"),
}
"""The groups that Wagtail makes, and what they get."""


class Command(BaseCommand):
    help = (
        "Gives the groups Editors and Moderators, or others, the permissions to import news and to edit "
        "people. Where they may import is said by their rights to add pages to a section; these stay as they "
        "are. Nothing is ever taken away, and a second time changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--group",
            action="append",
            metavar="NAME",
            help="A group to give them to, instead of Editors and Moderators. May be repeated.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would be given; give nothing.")

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        groups = self.groups(options["group"])
        if not groups:
            raise CommandError("There is no group Editors or Moderators. Name others with --group.")
        permissions = Permission.objects.filter(content_type__app_label="wagtail_cstonews")
        for group in groups:
            wanted = permissions.filter(codename__in=GROUPS.get(group.name, GROUPS["Editors"]))
            missing = list(wanted.exclude(pk__in=group.permissions.values("pk")).order_by("codename"))
            names = ", ".join(permission.codename for permission in missing)
            if not missing:
                self.stdout.write(f"{group.name}: has them all.")
                continue
            if not options["dry_run"]:
                group.permissions.add(*missing)
            self.stdout.write(f"{group.name}: {'would get' if options['dry_run'] else 'got'} {names}.")

    def groups(self, names: list[str] | None) -> list[Group]:
        """The groups. Raises :exc:`CommandError` for a name that no group has."""
        found = {group.name: group for group in Group.objects.filter(name__in=names or GROUPS)}
        for name in names or ():
            if name not in found:
                known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True)[:10])
                raise CommandError(f"There is no group {name}. There are: {known or 'none'}.")
        return [found[name] for name in dict.fromkeys(names or GROUPS) if name in found]
