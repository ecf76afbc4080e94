"""The table of rights: each address of the app in the admin, each method, and who may.

A part of the admin has its rows here; a registered address without a row fails a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.admin.rights_world import (
    ADMINS,
    AUTHORS,
    EDITORS,
    IMPORTERS,
    NOBODY,
    OURS,
    PUBLISHERS,
    REVIEWERS,
    World,
)
from wagtail_cstonews import conf
from wagtail_cstonews.admin import composing

Names = frozenset[str]


@dataclass
class Try:
    """One method of an address: who may, and who sees of the section by it."""

    method: str
    allowed: Names
    sees: Names | None = None
    """Who may see what is secret; by default, who is allowed."""
    data: dict[str, Any] = field(default_factory=dict)
    """What is sent; a function gets it from the world."""
    is_json: bool = False
    query: str = ""

    @property
    def seers(self) -> Names:
        return self.allowed if self.sees is None else self.sees

    def data_in(self, world: World) -> dict[str, Any]:
        return {name: value(world) if callable(value) else value for name, value in self.data.items()}

    def ask(self, client: Any, url: str, world: World) -> Any:
        kind = {"content_type": "application/json"} if self.is_json else {}
        return getattr(client, self.method)(f"{url}{self.query}", self.data_in(world), **kind)

    def __str__(self) -> str:
        said = "-".join(
            str(value)[:12] if name in ("do", "act") else name for name, value in self.data.items()
        )
        return f"{self.method}{'-json' if self.is_json else ''}-{said}"


@dataclass
class Row:
    """One address."""

    name: str
    tries: list[Try]
    args: Callable[[World], list[Any]] | None = None
    is_own: bool = False
    """Whether the uploads are those of whoever asks."""

    def __str__(self) -> str:
        return f"{self.name}{'-own' if self.is_own else ''}"

    def args_in(self, world: World) -> list[Any]:
        return self.args(world) if self.args else []

    def client(self, world: World, kind: str) -> Any:
        return world.owner(kind) if self.is_own else world.client(kind)


def get(allowed: Names, sees: Names | None = None, **data: Any) -> Try:
    return Try("get", allowed, sees, data)


def post(allowed: Names, sees: Names | None = None, **data: Any) -> Try:
    return Try("post", allowed, sees, data)


def post_json(allowed: Names, **data: Any) -> Try:
    return Try("post", allowed, None, data, is_json=True)


def section_of(world: World) -> Any:
    return world.section.pk


def of_run(world: World) -> list[Any]:
    return [world.run.pk]


def at_work(world: World) -> list[Any]:
    return [world.at_work.pk]


def of_record(world: World) -> list[Any]:
    return [world.record.pk]


def of_unplaced(world: World) -> list[Any]:
    return [world.unplaced.pk]


def of_near(world: World) -> list[Any]:
    return [world.near.pk]


def of_profile(world: World) -> list[Any]:
    return [world.profile.pk]


def of_planned(world: World) -> list[Any]:
    return [world.planned().pk]


def upload_that_is(state: str) -> Callable[[World], list[Any]]:
    return lambda world: [world.uploads[state].pk]


def file_of(world: World) -> list[Any]:
    upload = world.uploads["receiving"]
    return [upload.pk, upload.files.get().pk]


RECORDS = [
    Row("news-import_runs_modeladmin_index", [get(IMPORTERS, OURS)]),
    Row("news-import_runs_modeladmin_results", [get(IMPORTERS, OURS)]),
    Row("news-import_runs_modeladmin_inspect", [get(OURS)], of_run),
    Row("news-import_runs_modeladmin_history", [get(OURS)], of_run),
    Row("news-import_runs_modeladmin_report", [get(OURS), get(OURS, format="json")], of_run),
    Row("news-import_documents_modeladmin_index", [get(REVIEWERS, EDITORS)]),
    Row("news-import_documents_modeladmin_results", [get(REVIEWERS, EDITORS)]),
    Row("news-import_documents_modeladmin_inspect", [get(EDITORS)], of_record),
    Row("news-import_documents_modeladmin_inspect", [get(OURS)], of_unplaced),
    Row("news-import_sites_modeladmin_index", [get(IMPORTERS)]),
    Row("news-import_sites_modeladmin_results", [get(IMPORTERS)]),
    Row("news-import_sites_modeladmin_inspect", [get(IMPORTERS, OURS)], of_profile),
    Row("news-import_sites_modeladmin_history", [get(IMPORTERS, OURS)], of_profile),
    Row(
        "wagtail_cstonews_site",
        [get(IMPORTERS, OURS), post(IMPORTERS, OURS, save="", lines="Follow us")],
        of_profile,
    ),
    Row("wagtail_cstonews_site_forget", [get(IMPORTERS, OURS), post(IMPORTERS, OURS)], of_profile),
]

RUNS = [
    Row("wagtail_cstonews_run_undo", [get(OURS), post(OURS)], of_run),
    Row("wagtail_cstonews_run_undo_preview", [get(OURS)], of_run),
    Row("wagtail_cstonews_run_again", [get(OURS), post(OURS)], of_run),
    Row("wagtail_cstonews_run_again_preview", [get(OURS)], of_run),
    Row("wagtail_cstonews_run_stop", [post(OURS)], at_work),
    Row("wagtail_cstonews_run_progress", [get(OURS)], at_work),
    Row("wagtail_cstonews_run_step", [post(OURS)], at_work),
    Row("wagtail_cstonews_proposals", [get(ADMINS, EDITORS)]),
    Row(
        "wagtail_cstonews_proposal",
        [get(EDITORS), post(EDITORS, dismiss=""), post(EDITORS, accept="")],
        lambda world: [world.proposal.pk],
    ),
]

TALK = "Q: Who won?\nA: We did.\nQ: How?\nA: By luck."


def interview(world: World) -> Any:
    return conf.get_interview_page_model()._meta.label_lower


COMPOSING = [Row(pattern.name, [post(AUTHORS, page_type=interview, text=TALK)]) for pattern in composing.urls]

PARTS = ("lines", "summary", "page", "people")
"""What a workbench loads by itself."""

CORRECTIONS = [
    {"do": "label", "line": "2", "label": "lead"},
    {"do": "join", "line": "2"},
    {"do": "split", "line": "2", "offset": "3"},
    {"do": "speaker", "line": "2", "name": "Mira Hale"},
    {"do": "take-back", "line": "2"},
    {"do": "undo"},
    {"do": "redo"},
    {"do": "site", "line": "2"},
]

ACTS_OF_PLANNED = [
    {"act": "save"},
    {"act": "edit"},
    {"act": "discard"},
    {"act": "discard", "sure": "1"},
    {"act": "choose"},
]


def operations(allowed: Names) -> list[Try]:
    """Each correction of a workbench, as a form and as JSON."""
    forms = [post(allowed, **data) for data in CORRECTIONS]
    return [*forms, post_json(allowed, **CORRECTIONS[0]), post_json(allowed, do="nothing")]


PLANNED = [
    # Only who uploaded a document sees what becomes of it; not even a superuser is somebody else.
    Row(
        "wagtail_cstonews_planned",
        [
            get(NOBODY),
            *operations(NOBODY),
            *[post(NOBODY, **data) for data in ACTS_OF_PLANNED],
            post(NOBODY, act="publish"),
        ],
        of_planned,
    ),
    *[Row(f"wagtail_cstonews_planned_{part}", [get(NOBODY)], of_planned) for part in PARTS],
    Row(
        "wagtail_cstonews_planned",
        [
            get(OURS),
            *operations(OURS),
            *[post(OURS, **data) for data in ACTS_OF_PLANNED],
            post(PUBLISHERS, act="publish"),
        ],
        of_planned,
        is_own=True,
    ),
    *[Row(f"wagtail_cstonews_planned_{part}", [get(OURS)], of_planned, is_own=True) for part in PARTS],
]

_ACTIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("upload_complete", "receiving", {}),
    ("upload_discard", "planned", {}),
    ("upload_step", "planned", {}),
    ("upload_tick", "planned", {"do": "none"}),
    ("upload_tick", "planned", {"shown": "1", "chosen": "1"}),
    ("upload_stop", "importing", {}),
    ("upload_again", "failed", {}),
]

STATES = ("receiving", "reading", "planning", "importing", "done", "failed", "planned")

UPLOADS = [
    Row(
        "wagtail_cstonews_import",
        [get(IMPORTERS), post(OURS, section=lambda world: world.section.pk, text="Wells.")],
    ),
    *[Row("wagtail_cstonews_upload", [get(NOBODY)], upload_that_is(state)) for state in STATES],
    *[
        Row("wagtail_cstonews_upload", [get(IMPORTERS, OURS, plan="")], upload_that_is(state), is_own=True)
        for state in STATES
    ],
    Row("wagtail_cstonews_upload_slice", [Try("post", NOBODY, query="?offset=0")], file_of),
    Row("wagtail_cstonews_upload_slice", [Try("post", IMPORTERS, query="?offset=0")], file_of, is_own=True),
    Row("wagtail_cstonews_upload_confirm", [post(NOBODY)], upload_that_is("planned")),
    Row(
        "wagtail_cstonews_upload_confirm",
        [post(OURS), post(PUBLISHERS, **{"as": "published"})],
        upload_that_is("planned"),
        is_own=True,
    ),
    *[
        Row(f"wagtail_cstonews_{name}", [post(NOBODY, **data)], upload_that_is(state))
        for name, state, data in _ACTIONS
    ],
    *[
        Row(f"wagtail_cstonews_{name}", [post(IMPORTERS, OURS, **data)], upload_that_is(state), is_own=True)
        for name, state, data in _ACTIONS
    ],
]

_DOCUMENT = "wagtail_cstonews_review_document"

REVIEW = [
    Row("wagtail_cstonews_review", [get(REVIEWERS, EDITORS), post(REVIEWERS, EDITORS, document="1")]),
    Row(
        _DOCUMENT,
        [
            get(EDITORS),
            *operations(EDITORS),
            post(EDITORS, act="reviewed"),
            post(PUBLISHERS, act="publish"),
            post(OURS, act="rebuild"),
            post(OURS, act="make"),
        ],
        of_record,
    ),
    *[Row(f"{_DOCUMENT}_{part}", [get(EDITORS)], of_record) for part in PARTS],
    Row(
        _DOCUMENT,
        [
            get(OURS),
            *operations(OURS),
            post(OURS, act="reviewed"),
            post(NOBODY, act="publish"),
            post(OURS, act="rebuild"),
            post(OURS, act="make"),
        ],
        of_near,
    ),
    *[Row(f"{_DOCUMENT}_{part}", [get(OURS)], of_near) for part in PARTS],
    Row("wagtail_cstonews_review_compare", [get(OURS)], of_near),
    Row("wagtail_cstonews_review_compare", [get(NOBODY)], of_record),
    Row("wagtail_cstonews_review_delete", [get(OURS), post(OURS)], of_unplaced),
    Row("wagtail_cstonews_review_delete", [get(EDITORS), post(EDITORS)], of_record),
]

ROWS = [*RECORDS, *RUNS, *COMPOSING, *PLANNED, *UPLOADS, *REVIEW]
