"""A document saved from the workbench: once, with the rights of its editor, with nothing left behind."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.admin.helpers import said, text_of
from wagtail_cstonews.models import (
    CorrectionSteps,
    ImportedDocument,
    ImportProposal,
    ImportRun,
    ImportUpload,
    PlannedDocument,
)

from .conftest import TEXT

pytestmark = pytest.mark.django_db


def pages(section):
    section.refresh_from_db()
    return [page.specific for page in section.get_children()]


def edited(response):
    """The page whose editor an answer leads to."""
    return int(response["Location"].rstrip("/").split("/")[-2])


def test_a_draft_is_saved_with_its_corrections(screen, section, user):
    screen.do("label", lines=[7], label="heading")
    response = screen.act("save")
    [page] = pages(section)
    assert response["Location"] == reverse("wagtailadmin_explore", args=[section.pk])
    assert (page.title, page.live, page.owner) == ("Lake Orrin is full", False, user)
    assert [block.block_type for block in page.body] == ["quote", "heading"]
    record = ImportedDocument.objects.get()
    assert record.page_id == page.pk
    assert record.corrections["lines"]
    run = ImportRun.objects.get()
    assert (run.state, run.user, run.section_id) == (ImportRun.State.FINISHED, user, section.pk)
    assert run.command == "In the admin: pasted text"
    # Nothing is kept of what was uploaded.
    assert not ImportUpload.objects.exists()
    assert not PlannedDocument.objects.exists()
    assert not CorrectionSteps.objects.exists()
    [message] = said(screen.client.get(response["Location"]))
    assert "“Lake Orrin is full” is saved as a draft." in message
    assert f"/admin/pages/{page.pk}/edit/" in message


def test_it_is_published_however_unsure(screen, section, settings):
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "PUBLISH_ABOVE": 1.0}
    screen.act("publish")
    assert [page.live for page in pages(section)] == [True]


def test_it_is_opened_in_the_editor(screen, section):
    response = screen.act("edit")
    [page] = pages(section)
    assert edited(response) == page.pk
    assert screen.client.get(response["Location"]).status_code == 200


def test_sent_twice_it_is_saved_once_and_leads_to_the_same_page(screen, section):
    token = screen.get().context["token"]
    first = screen.act("edit", token=token)
    second = screen.act("edit", token=token)
    assert first["Location"] == second["Location"]
    assert len(pages(section)) == 1
    assert ImportRun.objects.count() == 1
    assert screen.act("save", token=token)["Location"].endswith(f"/{section.pk}/")


def test_a_token_of_somebody_else_leads_nowhere(screen, section, others, screen_of):
    token = screen.get().context["token"]
    screen.act("save", token=token)
    _, stranger = others(section, "add", "change")
    for bad in (token, "x", ""):
        assert screen_of(stranger, screen.planned).act("edit", token=bad).status_code == 404
    assert screen.act("edit", token="x").status_code == 404


def test_a_run_of_one_can_be_undone(screen, section):
    from tests.importing.helpers import undone

    screen.act("save")
    undone(ImportRun.objects.get())
    assert pages(section) == []
    assert not ImportedDocument.objects.exists()


def test_discarded_nothing_is_left(screen, section):
    response = screen.act("discard")
    assert response.status_code == 200
    assert "Discard it" in text_of(response)
    assert PlannedDocument.objects.exists()
    response = screen.act("discard", sure="1")
    assert response.status_code == 302
    assert not PlannedDocument.objects.exists()
    assert not ImportUpload.objects.exists()
    assert pages(section) == []


def test_what_looks_like_no_article_is_saved_all_the_same(client, user, section, screen_of):
    screen = screen_of(client, factories.make_planned(user, section, "Mayors\n\nA, B\n\nC, D"))
    screen.do("label", lines=[1], label="title")
    screen.do("label", lines=[3, 5], label="paragraph")
    screen.act("save")
    assert [page.title for page in pages(section)] == ["Mayors"]


def test_what_cannot_be_saved_is_said(client, user, section, screen_of):
    screen = screen_of(client, factories.make_planned(user, section, "\n\n"))
    response = screen.client.post(screen.url(), {"act": "save"}, follow=True)
    assert "No article was found" in said(response)[0]
    assert PlannedDocument.objects.exists()
    assert not ImportRun.objects.exists()
    assert not ImportedDocument.objects.exists()


def test_without_the_right_to_publish_it_stays_a_draft(section, others, screen_of):
    user, client = others(section, "add")
    screen = screen_of(client, factories.make_planned(user, section, TEXT))
    assert 'value="publish"' not in screen.get().content.decode()
    assert screen.act("publish").status_code == 302
    assert pages(section) == []
    screen.act("save")
    assert [page.live for page in pages(section)] == [False]


def test_rights_that_are_gone_save_nothing(screen, section, user):
    token = screen.get().context["token"]
    user.groups.clear()
    for act in ("save", "publish", "edit", "discard"):
        response = screen.act(act, token=token, sure="1")
        assert response.status_code == 302
    assert pages(section) == []
    assert PlannedDocument.objects.exists()


# ------------------------------------------------------------------ what is there already


def again(client, user, section, screen_of, text=TEXT, **fields):
    return screen_of(client, factories.make_planned(user, section, text, key="lake", **fields))


@pytest.fixture
def lake(client, user, section, screen_of):
    """The text is on the site, as a draft."""
    again(client, user, section, screen_of).act("save")
    return pages(section)[0]


def notice_of(screen):
    return screen.get().context.get("notice", {})


def test_the_same_text_is_there_already(lake, client, user, section, screen_of):
    screen = again(client, user, section, screen_of)
    assert notice_of(screen)["state"] == "unchanged"
    assert f"/admin/pages/{lake.pk}/edit/" in screen.get().content.decode()
    response = screen.act("edit")
    assert edited(response) == lake.pk
    assert len(pages(section)) == 1


def test_the_same_text_with_new_corrections_changes_its_page(lake, client, user, section, screen_of):
    screen = again(client, user, section, screen_of)
    screen.do("label", lines=[7], label="heading")
    assert notice_of(screen)["state"] == "changed"
    screen.act("save")
    [page] = pages(section)
    latest = page.get_latest_revision_as_object()
    assert [block.block_type for block in latest.body] == ["quote", "heading"]
    # What was corrected then is where the next look begins, and can be taken back.
    screen = again(client, user, section, screen_of)
    assert screen.labels()["Nobody knows for how"] == "heading"
    screen.do("take-back", lines=[7])
    assert screen.labels()["Nobody knows for how"] == "paragraph"
    screen.act("save")
    latest = pages(section)[0].get_latest_revision_as_object()
    assert [block.block_type for block in latest.body] == ["quote", "paragraph"]


def test_a_changed_text_changes_its_page(lake, client, user, section, screen_of):
    screen = again(client, user, section, screen_of, TEXT.replace("until May", "until June"))
    assert notice_of(screen)["state"] == "changed"
    assert "until June" in screen.get("page").content.decode()
    screen.act("publish")
    [page] = pages(section)
    assert page.pk == lake.pk
    assert "until June" in page.lead
    assert page.live


def test_a_page_edited_by_hand_gets_a_proposal(lake, client, user, section, screen_of):
    lake.title = "By hand"
    lake.save_revision()
    screen = again(client, user, section, screen_of, TEXT.replace("until May", "until June"))
    assert notice_of(screen)["state"] == "edited"
    response = screen.act("save")
    proposal = ImportProposal.objects.get()
    assert response["Location"] == reverse("wagtail_cstonews_proposal", args=[proposal.pk])
    assert pages(section)[0].get_latest_revision_as_object().title == "By hand"


def test_the_same_text_from_elsewhere_makes_no_second_page(lake, client, user, section, screen_of):
    screen = screen_of(client, factories.make_planned(user, section, TEXT))
    assert notice_of(screen)["state"] == "duplicate"
    assert not notice_of(screen)["near"]
    response = screen.client.post(screen.url(), {"act": "save"}, follow=True)
    assert "on the site already" in said(response)[0]
    assert len(pages(section)) == 1
    assert PlannedDocument.objects.exists()
    assert ImportRun.objects.count() == 1


LONG = "Lake Orrin is full\n\n" + "\n\n".join(
    f"In village {number} the water of the lake has risen by {number} spans since the boats of spring {number} came"
    for number in range(30)
)


def test_nearly_the_same_article_gets_a_page_if_the_editor_wants_it(client, user, section, screen_of):
    screen_of(client, factories.make_planned(user, section, LONG)).act("save")
    screen = screen_of(client, factories.make_planned(user, section, f"{LONG}\n\nAnd so it goes on."))
    notice = notice_of(screen)
    assert (notice["state"], notice["near"]) == ("duplicate", True)
    assert notice["page"].pk == pages(section)[0].pk
    screen.act("save")
    assert len(pages(section)) == 1
    screen.act("save", keep="1")
    assert len(pages(section)) == 2


def test_a_page_that_was_deleted_is_made_again(lake, client, user, section, screen_of):
    lake.delete()
    screen = again(client, user, section, screen_of)
    assert notice_of(screen)["state"] == "new"
    screen.act("save")
    assert len(pages(section)) == 1


def test_a_page_that_the_user_may_not_edit_is_neither_shown_nor_changed(lake, others, screen_of):
    own = factories.make_index(title="Elsewhere")
    user, client = others(own, "add", "change", "publish")
    screen = screen_of(
        client, factories.make_planned(user, own, TEXT.replace("until May", "until June"), key="lake")
    )
    assert "page" not in notice_of(screen)
    assert f"/pages/{lake.pk}/" not in screen.get().content.decode()
    before = lake.latest_revision_id
    assert screen.act("save").status_code == 302
    lake.refresh_from_db()
    assert lake.latest_revision_id == before
    assert ImportRun.objects.count() == 1


def test_of_many_documents_one_is_looked_at_and_left_to_the_others(screen, section):
    upload = screen.planned.upload
    other = PlannedDocument.objects.create(upload=upload, number=2, content=screen.planned.content)
    html = screen.get().content.decode()
    assert 'value="save"' not in html
    screen.do("label", lines=[7], label="heading")
    assert screen.client.post(screen.url(), {"act": "choose"}).status_code == 302
    screen.planned.refresh_from_db()
    assert not screen.planned.is_chosen
    assert screen.planned.corrections
    screen.act("discard", sure="1")
    assert list(PlannedDocument.objects.all()) == [other]
    assert ImportUpload.objects.exists()
