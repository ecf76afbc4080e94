"""Site profiles in an import: learnt, stored, used again."""

import io
import json
import os

import pytest
from django.core.management import CommandError, call_command

from wagtail_cstonews.extraction.article import RawDocument
from wagtail_cstonews.extraction.site import SiteProfile as Profile
from wagtail_cstonews.importing import profiles
from wagtail_cstonews.importing.profiles import ProfileBook
from wagtail_cstonews.models import SiteProfile

from ..extraction.test_site import APPEAL, NEWS, TITLES, document, page
from .helpers import news_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path):
    """Five pages of one site, and one of another."""
    path = tmp_path / "herald.jsonl"
    rows = [{"url": document(number).url, "text": page(number)} for number in range(5)]
    rows.append({"url": "https://other.example/1", "text": page(0).replace("- Harbour", "- Morning")})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*paths, **options):
    out = io.StringIO()
    call_command(
        "import_news", *map(str, paths), to="/news/", stdout=out, stderr=out, no_color=True, **options
    )
    return out.getvalue()


def bodies():
    return [f"{page.lead} {json.dumps(list(page.body.raw_data))}" for page in news_pages()]


def test_profiles_are_learnt_applied_and_stored(news_index, archive):
    run(archive, site_profiles=True)
    stored = SiteProfile.objects.get(host="herald.example")
    assert stored.documents == 5
    assert stored.profile.site_names() == ["Harbour Herald"]
    assert SiteProfile.objects.get(host="other.example").documents == 1
    assert sum(APPEAL in body for body in bodies()) == 1, "only on the page of the other site"
    assert sorted(page.title for page in news_pages())[:1] == sorted(TITLES)[:1]


def test_without_the_option_nothing_is_learnt(news_index, archive):
    run(archive)
    assert not SiteProfile.objects.exists()
    assert all(APPEAL in body for body in bodies())


def test_a_dry_run_writes_no_profile(news_index, archive):
    out = run(archive, site_profiles=True, dry_run=True)
    assert not SiteProfile.objects.exists()
    assert "Nothing was written" in out


def test_a_second_run_counts_no_document_twice(news_index, archive):
    run(archive, site_profiles=True)
    before = SiteProfile.objects.get(host="herald.example").data
    out = run(archive, site_profiles=True, verbosity=2)
    assert SiteProfile.objects.get(host="herald.example").data == before
    assert "Learnt from 0 new documents of 2 sites." in out


def test_a_later_run_adds_to_what_is_stored(news_index, archive, tmp_path):
    rows = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    for name, part in (("one", rows[:3]), ("two", rows[3:5])):
        (tmp_path / f"{name}.jsonl").write_text("".join(part), encoding="utf-8")
        run(tmp_path / f"{name}.jsonl", site_profiles=True)
    assert SiteProfile.objects.get().documents == 5


@pytest.mark.parametrize(("setting", "left_out"), [(True, True), (False, False)])
def test_what_is_stored_is_used_unless_a_setting_says_no(news_index, archive, settings, setting, left_out):
    ProfileBook().learn(document(number) for number in range(1, 5))
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "SITE_PROFILES": setting}
    article = ProfileBook().extract(document(0)).article
    assert (APPEAL in str(article.body)) is not left_out
    assert all(paragraph in str(article) for paragraph in NEWS[TITLES[0]])


def test_one_query_a_host(news_index, django_assert_num_queries):
    book = ProfileBook()
    with django_assert_num_queries(2):
        for _ in range(3):
            book.extract(document(0))
            book.extract(RawDocument("1", page(1), "1", url="https://other.example/1"))
    with django_assert_num_queries(0):
        book.extract(RawDocument("1", page(1), "1"))


def test_the_cache_is_bounded(monkeypatch):
    monkeypatch.setattr(profiles, "MAX_CACHED", 2)
    book = ProfileBook()
    for number in range(5):
        book.get(f"host{number}.example")
    assert len(book._cache) == 2


def test_profiles_that_give_way_are_stored(monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.extraction.site_learning.MAX_HOSTS", 1)
    monkeypatch.setattr(profiles, "SiteLearner", lambda **options: SiteLearnerOfOne(**options))
    ProfileBook().learn(
        RawDocument(str(number), page(number), "x", url=f"https://host{number % 2}.example/{number}")
        for number in range(4)
    )
    assert dict(SiteProfile.objects.values_list("host", "documents")) == {
        "host0.example": 2,
        "host1.example": 2,
    }


class SiteLearnerOfOne(profiles.SiteLearner):
    def __init__(self, **options):
        super().__init__(**options, max_hosts=1)


def test_a_profile_that_cannot_be_read_ends_no_import(news_index, caplog):
    SiteProfile.objects.create(host="herald.example", data={"format": 99})
    article = ProfileBook().extract(document(0)).article
    assert article.title
    assert "herald.example: a site profile of format 99 cannot be read" in caplog.text


def test_a_document_that_breaks_is_not_learnt_from(caplog, monkeypatch):
    def broken(document):
        raise KeyError("boom")

    monkeypatch.setattr(profiles, "observe", broken)
    assert ProfileBook().learn([document(0)]) == 0
    assert "0.txt could not be learnt from" in caplog.text


def test_storing_keeps_corrections():
    profile = Profile("herald.example")
    profile.correct(APPEAL, "paragraph")
    SiteProfile.objects.store([profile])
    ProfileBook().learn(document(number) for number in range(5))
    assert APPEAL in str(ProfileBook().extract(document(0)).article.body)


@pytest.mark.parametrize("make", ["-", "pipe"])
def test_what_is_read_once_is_refused(news_index, tmp_path, make):
    path = make
    if make == "pipe":
        path = str(tmp_path / "pipe")
        os.mkfifo(path)
    with pytest.raises(CommandError, match=r"can be read only once\. Write it to a file, and give that"):
        run(path, site_profiles=True, format="jsonl")
    assert not SiteProfile.objects.exists()


def test_the_limit_holds_for_the_first_pass_too(news_index, archive):
    run(archive, site_profiles=True, limit=2)
    assert SiteProfile.objects.get().documents == 2


def test_profiles_are_never_public():
    assert not hasattr(SiteProfile, "api_fields")
    assert str(SiteProfile(host="herald.example")) == "herald.example"
