"""What ``--publish`` does not publish: what extraction is not sure of, and what nobody wrote."""

from __future__ import annotations

import json
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from wagtail_cstonews.extraction.article import ArticleWarning
from wagtail_cstonews.importing.entries.entry import Outcome
from wagtail_cstonews.importing.reporting.findings import Findings
from wagtail_cstonews.importing.reporting.report_page import page_of_run
from wagtail_cstonews.importing.reporting.status import waiting
from wagtail_cstonews.models import ImportedDocument, ImportRun

from .helpers import document, imported, news_pages, plain, site_in

ARTICLE = (
    "Council agrees on wells\n\nThe town council met on Thursday and agreed on ten wells for the valley.\n\n"
    "The work begins in the autumn and is paid for by the province, as the mayor said after the meeting.\n"
)


def article(id, confidence, **fields):
    return document(id, json.dumps({"title": f"Article {id}", "confidence": confidence, **fields}))


@pytest.mark.django_db
def test_what_extraction_is_not_sure_of_stays_a_draft(news_index):
    outcomes = imported([article("a", 0.9), article("b", 0.49), article("c", 0.5)], news_index, publish=True)
    live = {page.title: page.live for page in news_pages()}
    assert live == {"Article a": True, "Article b": False, "Article c": True}
    [warning] = outcomes[1].warnings
    assert warning["code"] == "unsure"
    assert "49% sure" in warning["message"]
    assert waiting().unsure == 1
    run = ImportRun.objects.get()
    html = page_of_run(run)
    assert "Too unsure to be published" in html
    assert "archive/b.txt" in html.split("Too unsure to be published", 1)[1]
    assert "archive/a.txt" not in html.split("Too unsure to be published", 1)[1].split("</table>")[0]
    # Once somebody published it, it waits no more.
    news_pages().get(title="Article b").get_latest_revision().publish()
    assert waiting().unsure == 0


@pytest.mark.django_db
def test_the_limit_is_a_setting_and_an_option(news_index, news_settings):
    news_settings(PUBLISH_ABOVE=0.8)
    imported([article("a", 0.7)], news_index, publish=True)
    assert not news_pages().get().live
    imported([article("b", 0.7)], news_index, publish=True, publish_above=0.0)
    assert news_pages().get(title="Article b").live


@pytest.mark.django_db
def test_an_unsure_change_of_a_published_page_waits_as_a_draft(news_index):
    imported([article("a", 0.9)], news_index, publish=True)
    imported([article("a", 0.1, subtitle="Other")], news_index, publish=True)
    page = news_pages().get()
    assert (page.live, page.subtitle, page.has_unpublished_changes) == (True, "", True)
    assert waiting().unsure == 1


@pytest.mark.django_db
def test_drafts_are_no_reason_for_a_warning(news_index):
    [outcome] = imported([article("a", 0.1)], news_index)
    assert not outcome.warnings
    assert ImportedDocument.objects.get().doubt == ""


@pytest.mark.django_db
@pytest.mark.parametrize("keep_lists", [False, True])
def test_bytes_by_chance_fail_and_become_no_page(news_index, tmp_path, keep_lists):
    for seed in range(5):
        (tmp_path / f"{seed}.txt").write_bytes(random.Random(seed).randbytes(400 * (seed + 1)))  # noqa: S311
    errors = StringIO()
    with pytest.raises(CommandError, match="failed"):
        call_command(
            "import_news",
            str(tmp_path),
            to="/news/",
            publish=True,
            keep_lists=keep_lists,
            stdout=StringIO(),
            stderr=errors,
        )
    assert not news_pages().exists()
    assert "There is no sentence in it" in errors.getvalue()
    assert set(ImportedDocument.objects.values_list("state", flat=True)) <= {"failed", "not_an_article"}


@pytest.mark.django_db
def test_publish_above_needs_publish(news_index, tmp_path):
    with pytest.raises(CommandError, match="--publish-above is for --publish"):
        call_command("import_news", str(tmp_path), to="/news/", publish_above=0.3)


@pytest.mark.own_database
@pytest.mark.slow
def test_as_a_user_does(tmp_path):
    run = site_in(tmp_path)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = ("-m", "django", "import_news", "a.txt", "--to", "/news/", "--publish", "--publish-above")
    out, _ = run(*command, "100%")
    assert "0 pages published" in out
    assert "1 draft saved (1 too unsure)" in out
    out, _ = run("-m", "django", "news_import_status", "--waiting")
    assert "a.txt: Extraction is" in out
    assert "1 draft too unsure to be published" in out


def test_the_report_names_what_was_dropped_and_doubted():
    found = Findings()
    found.add(Outcome("a.txt", "duplicate", "The same text as b.txt.", title="One"))
    untitled = {"code": "no_title", "message": "No line looks like the title.", "line": None}
    found.add(Outcome("c.txt", "new", title="Two", warnings=[untitled]))
    found.add(Outcome("d.txt", "unchanged", title="Three", warnings=[untitled]))
    kept = Findings.from_dict(found.to_dict()).to_dict()
    assert [row["source"] for row in kept["duplicates"]] == ["a.txt"]
    assert [(row["source"], row["message"]) for row in kept["untitled"]] == [
        ("c.txt", "No line looks like the title.")
    ]


@pytest.mark.django_db
def test_duplicates_and_documents_without_a_title_are_named_in_the_admin(admin_client, news_index):
    text = "A title\nA paragraph."

    def untitled(raw):
        extracted = plain(raw)
        if raw.id == "c":
            extracted.article.warnings = [ArticleWarning("no_title", "No line looks like the title.")]
        return extracted

    items = [document("a", text), document("b", text), document("c", "Without\nA paragraph.")]
    imported(items, news_index, extractor=untitled)
    run = ImportRun.objects.get()
    html = admin_client.get(f"/admin/news-import/runs/inspect/{run.pk}/").content.decode()
    record = ImportedDocument.objects.get(source="archive/b.txt")
    assert f"/admin/news-import/documents/inspect/{record.pk}/" in html.split("Duplicates</h2>")[1]
    assert "archive/c.txt" in html.split("Without a title</h2>")[1].split("</table>")[0]
    assert "The same text as archive/a.txt." in page_of_run(run)
