"""What stands on the screens of the admin while all of them are looked at: something of every kind."""

from __future__ import annotations

import datetime
import itertools
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from tests import factories
from tests.importing.helpers import document, edit, imported, news_pages
from tests.importing.uploads.helpers import archive, uploaded, worked

PEOPLE = "snippets/wagtail_cstonews/person/"
EDITOR = "looks-at-all"
NUMBERS = itertools.count()
SEED = 40

PASTED = (
    "In a talk with The Harbour Post, Davron Elimov spoke about the locks of the lake.\n\n"
    "Interview with Davron Elimov, Head of the Water Office\n\n"
    "Davron Elimov, Head of the Water Office, told River Radio why the danger of drought was growing.\n\n"
    '"The danger is slowly shifting to the upper towns, and this is painful for all who live there," '
    "Elimov said.\n\n"
    "Over the past few years, experts have been talking about the danger of drought in the valley.\n\n"
    "Back to the section"
)
WELLS = (
    "Wells for {0}\n"
    "The council of {0} met on Monday and agreed to dig ten wells in the north of the town.\n"
    "The wells cost ten thousand dinars, the mayor said after the meeting in the old town hall.\n"
    "Work begins in spring, when the river is low and the farmers have sown their fields again.\n"
)


def user() -> Any:
    users = get_user_model()._default_manager
    return users.filter(username=EDITOR).first() or users.create_superuser(EDITOR, "all@newsroom.example")


def make() -> SimpleNamespace:
    """All of it. The paths of the screens are made from it."""
    from wagtail_cstonews.models import ImportedDocument, ImportRun, SiteProfile
    from wagtail_cstonews.pages.models import InterviewPage

    owner = user()
    section = factories.make_index(title="Screens", slug=f"screens-{next(NUMBERS)}")
    before = SimpleNamespace(section=section, user=owner)
    before.archive_run = ImportRun.objects.order_by("pk").first()
    before.original = ImportedDocument.objects.exclude(article={}).first()
    before.site = SiteProfile.objects.order_by("-documents").first()
    before.interview = InterviewPage.objects.get(title__startswith="The reservoirs")
    uploads_of(before)
    people_of(before)
    records_of(before)
    return before


def uploads_of(made: SimpleNamespace) -> None:
    """Uploads: waiting, at work, stuck and done, and one of a single text."""
    from wagtail_cstonews.models import ImportUpload

    owner, section = made.user, made.section
    more = {"broken.jsonl": b'{"id": "1"}\n', "photo.jpg": b"x"}
    made.plan = uploaded(owner, section, ("news.zip", archive(60, seed=SEED, more=more)))
    worked(made.plan)
    made.planned = factories.make_planned(owner, section, PASTED)
    # Another process is at work on these, or seems to be: the screens stay as they are.
    taken = {"owner": "another:1", "heartbeat_at": timezone.now() + datetime.timedelta(days=1)}
    with_total = {"user": owner, "section": section, "work": {"total": 70, "planned": 30, "to_import": 70}}
    made.checking = ImportUpload.objects.create(state="planning", **with_total, **taken)
    running = factories.make_run(section=section, state="running", **taken)
    made.importing = ImportUpload.objects.create(state="importing", run=running, **with_total, **taken)
    made.running = running
    made.lost = ImportUpload.objects.create(state="receiving", user=owner, section=section)
    work = {"total": 70, "failed_in": "planning"}
    made.failed = ImportUpload.objects.create(
        state="failed", user=owner, section=section, message="It was too large.", work=work
    )
    run = factories.make_run(section=section, counts={"new": 3, "failed": 1, "duplicate": 2})
    factories.make_document(
        run, title="", source="broken.txt", state="failed", message="It is broken.", review_priority=70
    )
    made.done = ImportUpload.objects.create(state="done", user=owner, section=section, run=run)


def people_of(made: SimpleNamespace) -> None:
    """People of much the same name, and two who were made one."""
    from wagtail_cstonews.models import PersonMerge, PersonRole
    from wagtail_cstonews.people.merging import merge

    one, other = (factories.make_person(f"{name} Ormonbekova", roles=("Envoy",)) for name in ("A.", "Asel"))
    merge(one, [other], made.user)
    made.person = factories.make_person("Aigul Ormonbekova", spellings=("Айгуль Ормонбекова",))
    made.person.roles = [
        PersonRole(title="Minister", start=datetime.date(2001, 3, 1), end=datetime.date(2010, 1, 1)),
        PersonRole(title="Adviser to the President", start=datetime.date(2008, 1, 1), sort_order=1),
    ]
    made.person.save()
    made.namesake = one
    made.merge = PersonMerge.objects.get(person=one.pk)


def records_of(made: SimpleNamespace) -> None:
    """Imported documents: one that is looked at, a duplicate of it, and one whose page was edited."""
    from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun

    section = made.section
    wells = WELLS.format("Osterby")
    imported([document("wells", wells), document("sluice", "The sluice\nIt opens.\nIt cost ten.")], section)
    made.run = ImportRun.objects.order_by("-pk").first()
    made.record = ImportedDocument.objects.get(title="Wells for Osterby", page__isnull=False)
    ImportedDocument.objects.filter(pk=made.record.pk).update(
        review_priority=40, confidence=0.1, warning_codes=" date_from_prose "
    )
    made.duplicate = factories.make_document(
        made.run,
        title="Wells again",
        source="wells-again.txt",
        state="duplicate",
        message="Nearly the same article as archive/wells.txt: 92% of their word sequences are the same.",
        original=wells.replace("ten thousand", "twelve thousand"),
        duplicate_of=made.record,
        review_priority=20,
        content_hash="ab" * 32,
        site="herald.example",
    )
    made.broken = ImportedDocument.objects.get(source="broken.txt")
    page = news_pages().get(title="The sluice")
    edit(page, title="The sluice by hand")
    imported([document("sluice", "The new sluice\nIt opens.\nIt cost twenty.")], section)
    made.proposal = ImportProposal.objects.get(document__page=page.pk)
    made.page = made.record.page
