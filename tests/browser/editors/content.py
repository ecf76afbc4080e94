# ruff: noqa: E501  Each paragraph of the invented texts is a line, as it would be pasted.
"""What the pictures of the guide for editors show: the example site's archive, and more of its invented towns."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

from django.utils.text import slugify

TALK = """The river towns prepare for a dry summer - Interview with Davron Elimov, Head of the Water Office

By Mirela Tosk

Holvik, 6 June 2024

Davron Elimov, Head of the Water Office, told River Radio in an interview why the lower locks stay closed.

For two years the towns on the lower river have talked about the drought. It changed in March, when the level of Lake Orrin fell below the old mark for the first time.

"The danger slowly moves up the river. There is less snow than there was, and everybody who lives by the water feels it," Elimov said.

He added that the hills had too little water as well.

"We have all seen what happened at the lake. Life has shown that it can happen in our valley, and so we have to watch every lock," the Head of the Water Office concluded.

Mayor of Temenol opens the new bridge

The fund for the flood is agreed

Go back

All news"""

WELLS = """Ten wells for Miraden

Miraden, 3 March 2021

The council of Miraden met on Monday and agreed to dig ten wells in the north of the town, where the old pipes no longer reach.

The wells cost ten thousand crowns, the mayor said after the meeting in the old town hall, and the province pays for half of them.

Work begins in spring, when the river is low and the farmers have sown their fields again. The first well is to be ready before the summer.

Two of the wells stand beside the school and the market, so that nobody has to walk farther than to the next street for water.

The talks about a second reservoir go on until the end of the year, the council said. It asks everybody who lives by the river to come to the hall and speak.

Whoever lends a field for the drilling gets it back before the harvest, with the soil as it was."""

WELLS_NEARLY = WELLS.replace("ten thousand", "twelve thousand")

SLUICE = """The old sluice opens at noon

Holvik, 4 April 2021

The old sluice of Holvik is open again. It cost ten thousand crowns to mend.

The keeper, Bretan Holvik, opens it at noon, and shuts it when the bell rings.

Visitors may watch from the bridge."""

SLUICE_CHANGED = (
    SLUICE.replace("The old sluice opens at noon", "The old sluice opens at noon and at six")
    .replace("ten thousand", "twenty thousand")
    .replace("from the bridge", "from the bridge and from the tower")
)

LIST = """All news of March

Bridge in Temenol shut for a week

Ferry to Dunmarrow runs again

Market moves to the harbour

Snow on the passes

More news"""

QUESTIONS = """River Radio talked with Irmeli Sandovar, keeper of the letters, about the archive.

River Radio: How do letters come into the hands of ferrymen?

Irmeli Sandovar: People gave them to the ferryman when they could not write an address.

River Radio: Have you read them all?

Sandovar: Only the ones that were open."""

PARAGRAPHS = (
    "The council of Miraden met on Monday in the old town hall.",
    '"We have agreed on ten wells, and they will be dug in spring," said Irena Savel, the mayor.',
    '"Nobody will be left without water, however dry the summer is," Savel said.',
)

WEBSITE = "https://herald.example/news/"


def prepare(user: Any) -> dict[str, str]:
    """Puts everything on the site; gives the address of each screen, below the admin's, by its name."""
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from tests.example.conftest import import_archive
    from wagtail_cstonews.models import ImportRun, Person, SiteProfile
    from wagtail_cstonews.pages.models import InterviewPage, NewsIndexPage

    import_archive()
    call_command("grant_news_rights", verbosity=0)
    run = ImportRun.objects.order_by("pk")[0]
    section = NewsIndexPage.objects.get(slug="news", locale__language_code="en")
    interview = InterviewPage.objects.get(title__startswith="The reservoirs")
    person = _office_holder(Person.objects.get(name="Teodrik Massalen"))
    return {
        "start": f"news-import/new/?section={section.pk}",
        **_waiting(user, section),
        **_uploads(user, section),
        "desk": "news-import/review/",
        "home": "",
        "imports": "news-import/runs/",
        "import": f"news-import/runs/inspect/{run.pk}/",
        "undo": f"news-import/runs/{run.pk}/undo/",
        "again": f"news-import/runs/{run.pk}/again/",
        "editor": f"pages/{interview.pk}/edit/",
        "section": f"pages/{section.pk}/?ordering=title",
        "site": f"news-import/sites/{SiteProfile.objects.order_by('pk')[0].pk}/edit/",
        "people": "snippets/wagtail_cstonews/person/",
        "person": f"snippets/wagtail_cstonews/person/edit/{person.pk}/",
        **_merges(user),
        "interview": f"pages/add/cstonews_pages/interviewpage/{section.pk}/",
        "article": f"pages/add/cstonews_pages/newspage/{section.pk}/",
        "rights": f"groups/edit/{Group.objects.get(name='Editors').pk}/",
    }


def _uploads(user: Any, section: Any) -> dict[str, str]:
    """Uploads that are at different points, and one text."""
    from tests.importing.uploads.helpers import uploaded, worked
    from wagtail_cstonews.importing.uploads.confirming import confirm
    from wagtail_cstonews.importing.uploads.receiving import paste
    from wagtail_cstonews.models import PlannedDocument

    found = {}
    for name, first, count in (("end", 40, 12), ("progress", 52, 500)):
        upload = uploaded(user, section, ("herald-archive.zip", _archive(first, count)))
        worked(upload, "planned")
        confirm(upload, publish=False)
        if name == "end":
            worked(upload, "done")
        found[name] = f"news-import/uploads/{upload.pk}/"
    more = {
        "bridge.txt": LIST,
        "dry-summer.txt": TALK,
        "ten-wells.txt": WELLS,
        "broken.jsonl": b'{"id": "1"}\n',
    }
    upload = uploaded(user, section, ("river-archive.zip", _archive(0, 40, more)))
    worked(upload, "planned")
    found["plan"] = f"news-import/uploads/{upload.pk}/"
    upload = paste(user, section, {}, TALK, url=f"{WEBSITE}dry-summer")
    worked(upload, "planned")
    planned = PlannedDocument.objects.get(upload=upload)
    found["workbench"] = f"news-import/planned/{planned.pk}/"
    return found


def _archive(first: int, count: int, more: dict[str, str | bytes] | None = None) -> bytes:
    """A zip file of so many invented articles, from the given one on, and of other members, which come first."""
    from benchmarks.articles import invented_articles

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in (more or {}).items():
            target.writestr(name, content)
        for article in list(invented_articles(first + count, 23))[first:]:
            # Each has a number in its title.
            title = re.sub(r" \(\d+\)$", "", article.lines[0])
            target.writestr(f"{slugify(title)[:40]}.txt", "\n".join([title, *article.lines[1:]]))
    return data.getvalue()


def _waiting(user: Any, section: Any) -> dict[str, str]:
    """What waits at the desk: a proposal, and a text that was taken for another."""
    from tests import factories
    from tests.importing.helpers import edit
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.importing.run import run_import
    from wagtail_cstonews.models import ImportedDocument, ImportProposal

    def imported(name: str, text: str, **options: Any) -> ImportedDocument:
        document = RawDocument(
            name, text, source=f"herald/{name}.txt", key=f"{WEBSITE}{name}", url=f"{WEBSITE}{name}"
        )
        with run_import([document], section, user=user, **options) as result:
            list(result.outcomes())
        return ImportedDocument.objects.get(key=f"{WEBSITE}{name}")

    wells = imported("wells", WELLS, publish=True)
    near = factories.make_document(
        wells.run,
        title=wells.title,
        source="courier/wells-again.txt",
        site="courier.example",
        state="duplicate",
        message="Nearly the same article as herald/wells.txt: 94% of their word sequences are the same.",
        original=WELLS_NEARLY,
        content_hash="ab" * 32,
        duplicate_of=wells,
        review_priority=20,
    )
    doubtful = imported("news-of-march", LIST)
    sluice = imported("sluice", SLUICE, publish=True)
    edit(sluice.page.specific, title="The old sluice is open again", dateline="HOLVIK")
    imported("sluice", SLUICE_CHANGED, publish=True)
    proposal = ImportProposal.objects.get(document=sluice)
    return {
        "duplicate": f"news-import/review/{near.pk}/compare/",
        "review": f"news-import/review/{doubtful.pk}/",
        "proposal": f"news-import/proposals/{proposal.pk}/",
    }


def _office_holder(person: Any) -> Any:
    from wagtail_cstonews.models import PersonRole

    person.roles = [
        PersonRole(
            title="Engineer of the Lake Orrin dam",
            start=datetime.date(2009, 4, 1),
            end=datetime.date(2016, 9, 30),
        ),
        PersonRole(title="Head of the River Institute", start=datetime.date(2016, 10, 1), sort_order=1),
    ]
    person.save()
    return person


def _merges(user: Any) -> dict[str, str]:
    """Two who may be one person, and a merge that can be taken back."""
    from tests import factories
    from wagtail_cstonews.models import PersonMerge
    from wagtail_cstonews.people.merging import merge

    stays = factories.make_person("Irena Savel", roles=("Mayor of Temenol",))
    merge(stays, [factories.make_person("I. Savel", roles=("Mayor",))], user)
    two = [
        factories.make_person("Orsolya Vint", roles=("Keeper of the lock",)),
        factories.make_person("Otilia Vint", roles=("Harbour master",)),
    ]
    ids = "&".join(f"id={person.pk}" for person in two)
    people = "snippets/wagtail_cstonews/person/"
    return {
        "merge": f"bulk/wagtail_cstonews/person/merge/?next=/admin/{people}&{ids}",
        "take-back": f"{people}merges/{PersonMerge.objects.order_by('-pk')[0].pk}/take-back/",
    }
