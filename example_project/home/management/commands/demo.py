"""``python manage.py demo``: the whole demonstration with one command."""

import os
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from home.demonstration import add_pictures, import_archive, make_renditions


class Command(BaseCommand):
    help = (
        "Prepare the database, import the sample archive, add pictures, make the user 'admin', and serve the "
        "site on http://127.0.0.1:8000. Run it as often as you like: what is there is left alone."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="The port to serve on (8000).")
        parser.add_argument("--no-serve", action="store_true", help="Prepare everything, but do not serve.")

    def handle(self, *, port: int, no_serve: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This command makes a user with a known password. It runs with the demonstration's settings "
                "only: set DJANGO_SETTINGS_MODULE=newsroom.settings.demo"
            )
        call_command("migrate", interactive=False, verbosity=0)
        import_archive()
        if added := add_pictures():
            self.stdout.write(f"{added} pictures added; making the sizes that the first pages show.")
            self.stdout.flush()
            make_renditions()
        self.make_user()
        url = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"\n  The site     {url}\n  The editor   {url}admin/")
        self.stdout.write(f"  User         {settings.DEMO_USERNAME}")
        self.stdout.write(f"  Password     {settings.DEMO_PASSWORD}\n\n")
        self.stdout.flush()
        if not no_serve:
            os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)

    def make_user(self) -> None:
        """Make the user of the demonstration; one that is there keeps what was changed about it."""
        users = get_user_model()._default_manager
        name = {users.model.USERNAME_FIELD: settings.DEMO_USERNAME}
        if not users.filter(**name).exists():
            users.create_superuser(**name, email="admin@newsroom.example", password=settings.DEMO_PASSWORD)
