"""Undo the redirects that a run created."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.apps import apps

from ...models import ImportedObject, ImportRun
from ..writing.redirects import as_made
from .needed import edited_since
from .outcome import Undone


def undo_redirects(run: ImportRun, kept: Sequence[int]) -> Iterator[Undone]:
    """Delete the redirects that the run created, except those to pages that stay, and those that somebody
    changed.
    """
    notes = run.objects_made.filter(kind=ImportedObject.Kind.REDIRECT)
    made = dict(notes.values_list("object_id", "made_as"))
    if not made or not apps.is_installed("wagtail.contrib.redirects"):
        return
    model = apps.get_model("wagtailredirects", "Redirect")
    edited = edited_since(run, model)
    for redirect in model._default_manager.filter(pk__in=made):
        made_as = made[redirect.pk]
        if redirect.pk in edited or (made_as and made_as != as_made(redirect)):
            what = f"Redirect from {redirect.old_path}"
            yield Undone(what, "kept", "It was changed by hand since, and is left as it is.")
        elif redirect.redirect_page_id not in kept:
            redirect.delete()
