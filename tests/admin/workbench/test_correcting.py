"""Lines corrected on the workbench, with and without scripts."""

from __future__ import annotations

import json

import pytest

from tests import factories
from tests.admin.helpers import said
from wagtail_cstonews.importing.single import extract_corrected
from wagtail_cstonews.models import CorrectionSteps, SiteProfile

pytestmark = pytest.mark.django_db


def test_a_label_is_changed_and_only_what_changed_is_answered(screen):
    answer = screen.do("label", lines=[7], label="heading").json()
    assert answer["message"] == "Line 7: Heading in the text"
    assert list(answer["rows"]) == ["7"]
    assert "Heading in the text" in answer["rows"]["7"]
    assert answer["focus"] == 7
    assert (answer["undo"], answer["redo"]) == (True, False)
    assert screen.labels()["Nobody knows for how"] == "heading"
    html = screen.get("page").content.decode()
    assert "<h2" in html.partition("Nobody knows")[0].rpartition("<!--cstonews-block 1-->")[2]


def test_several_lines_are_changed_together(screen):
    answer = screen.do("label", lines=[3, 7], label="teaser").json()
    assert answer["message"] == "2 lines: Left out: teaser of another article"
    assert sorted(answer["rows"]) == ["3", "7"]
    labels = screen.labels()
    assert labels["The lake is full, an"] == labels["Nobody knows for how"] == "teaser"


def test_blocks_that_move_are_told_in_one_piece(client, user, section, screen_of):
    text = "Lake Orrin is full\n\nThe lake is full now.\n\n" + "\n\n".join(
        f"On day {day} the water of the lake rose by {day} more spans in the valley." for day in range(40)
    )
    screen = screen_of(client, factories.make_planned(user, section, text))
    answer = screen.do("label", lines=[9], label="teaser").json()
    assert list(answer["rows"]) == ["9"]
    article = extract_corrected(*_of(screen)).article
    assert answer["blocks"] == [[9, 9, None, None], [11, article.lines[-1].number, -1, None]]


def _of(screen):
    from wagtail_cstonews.admin.workbench.planned import PlannedSubject

    screen.planned.refresh_from_db()
    subject = PlannedSubject(screen.planned)
    return subject.document, subject.corrections


def test_a_line_is_split_and_joined_again(screen):
    text = "The lake is full, and the locks stay closed until May. "
    answer = screen.do("split", lines=[3], offset=len(text)).json()
    assert "Anna Orlova opened the talks" in answer["window"]
    labels = screen.labels()
    assert "Anna Orlova opened t" in labels
    answer = screen.do("join", lines=[answer["focus"] + 1]).json()
    assert answer["focus"] == 3
    assert "Anna Orlova opened t" not in screen.labels()


def test_who_speaks_is_set_to_a_person_on_record(screen, section):
    person = factories.make_person("Irena Savel", roles=("Mayor",))
    answer = screen.do("speaker", lines=[5], name="Irena Savel", role="Mayor of Temenol", person=person.pk)
    assert answer.json()["message"] == "Irena Savel speaks here."
    assert "said by Irena Savel" in answer.json()["rows"]["5"]
    screen.act("save")
    section.refresh_from_db()
    page = section.get_children().get().specific
    quote = next(block.value for block in page.body if block.block_type == "quote")
    assert quote["speaker"] == person
    assert quote["role"] == "Mayor of Temenol"


def test_who_speaks_may_be_somebody_new(screen, section):
    assert screen.do("speaker", lines=[5], name="Irena Savel").status_code == 200
    screen.act("save")
    section.refresh_from_db()
    page = section.get_children().get().specific
    quote = next(block.value for block in page.body if block.block_type == "quote")
    assert quote["speaker"].name == "Irena Savel"


def test_corrections_are_taken_back_and_made_again(screen):
    before = screen.labels()
    screen.do("label", lines=[7], label="heading")
    screen.do("label", lines=[3], label="teaser")
    answer = screen.do("undo").json()
    assert list(answer["rows"]) == ["3"]
    assert (answer["undo"], answer["redo"]) == (True, True)
    screen.do("undo")
    assert screen.labels() == before
    assert screen.do("undo").json()["problem"] == "There is nothing to take back."
    screen.do("redo")
    assert screen.labels()["Nobody knows for how"] == "heading"
    # A new correction makes the others impossible to make again.
    screen.do("label", lines=[7], label="quote")
    assert screen.do("redo").status_code == 422
    # One line by itself.
    screen.do("take-back", lines=[7])
    assert screen.labels() == before
    assert screen.do("undo").status_code == 200
    assert screen.labels()["Nobody knows for how"] == "quote"


def test_steps_are_limited_and_belong_to_one_user(screen, user):
    for number in range(40):
        screen.do("label", lines=[7], label=("heading", "quote")[number % 2])
    steps = CorrectionSteps.objects.get(user=user)
    assert len(steps.past) == 30


def test_a_line_is_always_left_out_on_its_site(client, user, section, screen_of):
    text = "Lake Orrin is full\n\nThe lake is full.\n\nNobody knows for how long the towns have to wait."
    screen = screen_of(
        client, factories.make_planned(user, section, text, url="https://harbour.example/a", key="a")
    )
    assert screen.get().context["site"] == "harbour.example"
    answer = screen.do("site", lines=[5]).json()
    assert "an editor said so of this line" in answer["rows"]["5"]
    assert SiteProfile.objects.get().profile.corrections
    assert screen.labels()["Nobody knows for how"] == "chrome"
    other = screen_of(
        client, factories.make_planned(user, section, text, url="https://harbour.example/b", key="b")
    )
    assert other.labels()["Nobody knows for how"] == "chrome"
    other.do("take-back", lines=[5])
    assert screen.labels()["Nobody knows for how"] == "paragraph"


def test_a_text_from_nowhere_has_no_site(screen):
    assert screen.get().context["site"] == ""
    assert "not known which site" in screen.do("site", lines=[7]).json()["problem"]
    assert not SiteProfile.objects.exists()


def test_without_scripts_forms_do_the_same(screen):
    response = screen.client.post(
        screen.url(), {"do": "label", "lines": ["7"], "label": "heading"}, follow=True
    )
    assert [message.strip() for message in said(response)] == ["Line 7: Heading in the text"]
    assert response.redirect_chain[0][0].endswith("#cstonews-line-7")
    assert screen.labels()["Nobody knows for how"] == "heading"
    response = screen.client.post(screen.url(), {"do": "undo"}, follow=True)
    assert [message.strip() for message in said(response)] == ["The last correction is taken back."]
    response = screen.client.post(screen.url(), {"do": "label", "label": "heading"}, follow=True)
    assert [message.strip() for message in said(response)] == ["Choose a line first."]


@pytest.mark.parametrize(
    "values",
    [
        {"do": "label", "lines": [1], "label": "nonsense"},
        {"do": "label", "lines": [1], "label": "blank"},
        {"do": "label", "lines": [2], "label": "title"},
        {"do": "label", "lines": [10**30], "label": "title"},
        {"do": "label", "lines": [4000], "label": "title"},
        {"do": "label", "lines": "x", "label": "title"},
        {"do": "label", "lines": list(range(1, 3000)), "label": "title"},
        {"do": "label", "label": {"a": 1}, "lines": [1]},
        {"do": "join", "lines": [1]},
        {"do": "split", "lines": [3], "offset": 10**30},
        {"do": "split", "lines": [3], "offset": 0},
        {"do": "split", "lines": [3], "offset": "-5"},
        {"do": "speaker", "lines": [5], "name": "\0 "},
        {"do": "speaker", "lines": [9], "name": "Anna Orlova"},
        {"do": "site", "lines": [4000]},
        {"do": "erase", "lines": [1]},
        {"do": ["label"], "lines": [1]},
        {},
        [],
        "x",
        None,
    ],
)
def test_what_cannot_be_done_is_said(screen, values):
    response = screen.client.post(screen.url(), json.dumps(values), content_type="application/json")
    assert response.status_code == 422
    assert response.json()["problem"]
    screen.planned.refresh_from_db()
    assert screen.planned.corrections == {}


@pytest.mark.parametrize("body", ["{", "[" * 100_000, "\0", '{"do": "label", "x": "' + "x" * 300_000 + '"}'])
def test_what_cannot_be_read_is_said(screen, body):
    response = screen.client.post(screen.url(), body, content_type="application/json")
    assert response.status_code == 422


def test_a_person_who_is_gone_is_only_a_name(screen):
    answer = screen.do("speaker", lines=[5], name="Irena Savel", person=10**9)
    assert answer.status_code == 200
    assert "said by Irena Savel" in answer.json()["rows"]["5"]


def test_corrections_that_cannot_be_read_are_told(screen):
    screen.planned.corrections = {"format": 99}
    screen.planned.save()
    assert "cannot read" in screen.get().context["problem"]
    assert screen.do("label", lines=[7], label="heading").status_code == 422


def test_only_whoever_may_see_it_may_correct_it(screen, section, others, screen_of):
    _, stranger = others(section, "add", "change", "publish")
    assert screen_of(stranger, screen.planned).do("label", lines=[7], label="heading").status_code == 404
    user, client = others(section, news=True)
    screen.planned.upload.user = user
    screen.planned.upload.save()
    assert screen_of(client, screen.planned).do("label", lines=[7], label="heading").status_code == 302
    screen.planned.refresh_from_db()
    assert screen.planned.corrections == {}


def test_parts_take_no_posts(screen):
    for part in ("lines", "summary", "page", "people"):
        assert screen.client.post(screen.url(part)).status_code == 405


def test_forms_need_their_token(screen, user):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    for data in ({"do": "undo"}, {"act": "save"}):
        assert client.post(screen.url(), data).status_code == 403
