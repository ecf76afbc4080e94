"""A document of 20,000 lines: the first answer comes at once, and no answer takes long."""

from __future__ import annotations

import pytest

from tests import factories
from tests.admin.helpers import text_of
from tests.timing import ProcessorTime
from wagtail_cstonews.admin.workbench import preview, rows
from wagtail_cstonews.models import ImportedDocument

pytestmark = pytest.mark.django_db

LINES = 20_000
SECONDS = 3
"""1.2 are needed on an idle machine; what shares its memory with other tests takes longer."""

TEXT = "\n".join(
    [
        "Lake Orrin is full",
        "",
        *(
            f"On day {day} the water of the lake rose by {day % 97} more spans, and the boats went to the "
            f"{day % 89}th village of the valley, where they stayed."
            for day in range(LINES - 2)
        ),
    ]
)


class Clock(ProcessorTime):
    """Measures what runs within it; it must not take too long."""

    def __exit__(self, *error):
        super().__exit__(*error)
        assert self.seconds < SECONDS


@pytest.fixture
def long(client, user, section, screen_of):
    # What is loaded once in a process is not counted.
    screen_of(client, factories.make_planned(user, section, "A title\n\nA short text of a lake.")).get()
    return screen_of(client, factories.make_planned(user, section, TEXT))


def test_a_long_document_is_usable(long, section):
    with Clock():
        response = long.get()
    assert "is being read" in text_of(response)
    assert len(response.content) < 100_000
    with Clock():
        answer = long.get("lines").json()
    assert answer["window"].count("<li ") == rows.WINDOW
    assert answer["next"] == rows.WINDOW + 2
    with Clock():
        answer = long.get("lines", **{"from": 15_000}).json()
    assert 'data-line="15000"' in answer["window"]
    with Clock():
        assert "News article" in text_of(long.get("summary"))
    with Clock():
        response = long.get("page", block=15_000)
    html = response.content.decode()
    assert html.count("<!--cstonews-block ") == preview.WINDOW
    assert "<!--cstonews-block 15000-->" in html
    first, last = map(int, response["X-Cstonews-Blocks"].split("-"))
    assert first <= 15_000 <= last
    assert last - first + 1 == preview.WINDOW

    # What is answered to a correction does not grow with the document.
    with Clock():
        response = long.do("label", lines=[10_000], label="teaser")
    answer = response.json()
    assert list(answer["rows"]) == ["10000"]
    assert len(response.content) < 10_000
    with Clock():
        answer = long.do("label", lines=list(range(200, 1200)), label="teaser").json()
    assert answer["window"].count("<li ") == rows.WINDOW
    # Once it is in memory, the screen is whole at once.
    with Clock():
        assert "News article" in text_of(long.get())

    long.act("save")
    assert ImportedDocument.objects.get().page.get_parent().pk == section.pk


def test_without_scripts_it_is_read_when_asked(long):
    html = long.get().content.decode()
    assert f'<a href="{long.url()}?now=1">' in html
    assert "cstonews-line-2" not in html
    assert long.get(now=1).content.decode().count("<li id=") == rows.WINDOW


def test_windows_follow_each_other(long):
    first = long.get("lines").json()
    second = long.get("lines", **{"from": first["next"]}).json()
    assert second["first"] == 1
    third = long.get("lines", **{"from": second["next"]}).json()
    assert third["first"] == first["next"]
    last = long.get("lines", **{"from": LINES - 5}).json()
    assert last["next"] is None
    assert last["window"].count("<li ") == 6
