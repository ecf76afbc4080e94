"""Kinds of users, and a site with records of every kind, for the table of rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests import factories
from tests.admin.helpers import user_with
from tests.importing.helpers import document, edit, imported, news_pages
from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.importing.queue.again import begin_again
from wagtail_cstonews.models import (
    ImportedDocument,
    ImportProposal,
    ImportRun,
    ImportUpload,
    ImportUploadFile,
    PlannedDocument,
    SiteProfile,
)

SECRET = "Sealed wells of Miraden"
"""In the title of each document, page and proposal of the section."""

OWN = "Dry wells of Osk"
"""What an upload says itself."""

ANONYMOUS = "anonymous"
ADMIN = "access to the admin only"
ELSEWHERE = "all rights on another section"
NO_ADD = "import right without add on the section"
NO_IMPORT = "add without the import right"
EDITOR = "change without the import right"
DRAFTER = "import, add and change without publish"
PUBLISHER = "publisher"
SUPERUSER = "superuser"

KINDS = (ANONYMOUS, ADMIN, ELSEWHERE, NO_ADD, NO_IMPORT, EDITOR, DRAFTER, PUBLISHER, SUPERUSER)
NOBODY: frozenset[str] = frozenset()
OURS = frozenset({DRAFTER, PUBLISHER, SUPERUSER})
"""Who may import into the section."""
PUBLISHERS = frozenset({PUBLISHER, SUPERUSER})
IMPORTERS = OURS | {ELSEWHERE, NO_ADD}
"""Who may import somewhere, or has the right to at least."""
EDITORS = OURS | {EDITOR}
"""Who may edit the pages of the section."""
REVIEWERS = IMPORTERS | {NO_IMPORT, EDITOR}
"""For whom there can be something to review."""
AUTHORS = frozenset({ELSEWHERE, NO_IMPORT, EDITOR, DRAFTER, PUBLISHER, SUPERUSER})
"""Who may write pages somewhere."""
ADMINS = frozenset(KINDS) - {ANONYMOUS}

IN_THE_OTHER = ("add", "change", "publish")


@dataclass
class World:
    """A section with an import, records of every kind, and another section."""

    section: Any
    other: Any
    run: ImportRun
    at_work: ImportRun
    record: ImportedDocument
    """With the draft of a page."""
    unplaced: ImportedDocument
    near: ImportedDocument
    """Taken for the same article as :attr:`record`."""
    profile: SiteProfile
    proposal: ImportProposal
    uploads: dict[str, ImportUpload]
    """By state; each by somebody else, into the section, with one document and one file."""

    def client(self, kind: str) -> Client:
        client = Client()
        if kind != ANONYMOUS:
            client.force_login(self.user(kind))
        return client

    def user(self, kind: str) -> Any:
        ours = {
            ADMIN: ([], []),
            ELSEWHERE: (["import_news"], [(self.other, name) for name in IN_THE_OTHER]),
            NO_ADD: (["import_news"], []),
            NO_IMPORT: ([], [(self.section, "add")]),
            EDITOR: ([], [(self.section, name) for name in ("add", "change")]),
            DRAFTER: (["import_news"], [(self.section, name) for name in ("add", "change")]),
            PUBLISHER: (["import_news"], [(self.section, name) for name in IN_THE_OTHER]),
        }
        return factories.make_user() if kind == SUPERUSER else user_with(*ours[kind])

    def owner(self, kind: str) -> Client:
        """A client for somebody whose uploads all of these are."""
        if kind == ANONYMOUS:
            return self.client(kind)
        client, user = Client(), self.user(kind)
        client.force_login(user)
        ImportUpload.objects.update(user=user)
        return client

    def planned(self, state: str = "planned") -> PlannedDocument:
        return self.uploads[state].documents.get()


def make_world(section: Any) -> World:
    other = factories.make_index(title="Other")
    texts = [f"{SECRET} {n}\nA paragraph of {n}." for n in range(2)]
    items = [document(str(n), text, url=f"https://wells.example/{n}") for n, text in enumerate(texts)]
    imported(items, section)
    run = ImportRun.objects.get()
    edit(news_pages().first(), title=f"{SECRET} by hand")
    imported([document("0", f"{SECRET} 0\nAnother.", url="https://wells.example/0")], section)
    at_work = begin_again(run, None)
    record = ImportedDocument.objects.exclude(page=None).order_by("-pk")[0]
    unplaced = factories.make_document(run, title=f"{SECRET} that failed", state="failed", review_priority=70)
    text = f"{SECRET} again\nA paragraph."
    near = factories.make_document(
        run,
        title=f"{SECRET} again",
        state="duplicate",
        duplicate_of=record,
        original=text,
        review_priority=20,
    )
    ImportedDocument.objects.filter(page__isnull=False).update(review_priority=40, confidence=0.3)
    profile = Profile("wells.example")
    profile.correct("Share this", "chrome")
    SiteProfile.objects.store([profile])
    somebody = factories.make_user()
    return World(
        section,
        other,
        ImportRun.objects.get(pk=run.pk),
        at_work,
        ImportedDocument.objects.get(pk=record.pk),
        unplaced,
        near,
        SiteProfile.objects.get(),
        ImportProposal.objects.get(),
        {str(state): upload_of(somebody, section, str(state), record) for state in ImportUpload.State},
    )


def upload_of(user: Any, section: Any, state: str, repeated: ImportedDocument) -> ImportUpload:
    """An upload of a document that an editor of the section would be told to be nearly that on record."""
    planned = factories.make_planned(user, section, f"{OWN}\nA paragraph of Osk.")
    about = {"title": OWN, "state": "duplicate", "is_near": True, "confidence": 0.4}
    about |= {"repeats_record": repeated.pk, "planned_page": repeated.page_id}
    PlannedDocument.objects.filter(pk=planned.pk).update(**about)
    upload: ImportUpload = planned.upload
    upload.state = state
    upload.save(update_fields=["state"])
    ImportUploadFile.objects.create(upload=upload, name="osk.txt", size=3000)
    return upload


def count_of_everything() -> list[Any]:
    """What a refused request must not have changed."""
    runs = ImportRun.objects.order_by("pk").values_list("pk", "state", "is_to_stop")
    profiles = SiteProfile.objects.values_list("host", "data")
    proposals = ImportProposal.objects.values_list("pk", "state")
    pages = news_pages().values_list("pk", "latest_revision_id", "live")
    documents = ImportedDocument.objects.order_by("pk").values_list("pk", "review_priority", "corrections")
    uploads = ImportUpload.objects.order_by("pk").values_list("pk", "state")
    planned = PlannedDocument.objects.order_by("pk").values_list("pk", "is_chosen", "corrections")
    files = ImportUploadFile.objects.order_by("pk").values_list("pk", "received")
    found: Iterator[Any] = iter((runs, profiles, proposals, pages, documents, uploads, planned, files))
    return [list(rows) for rows in found]
