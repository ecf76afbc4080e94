"""What the system checks say of settings, page types and the base template."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from wagtail_cstonews import conf
from wagtail_cstonews.checks import check_settings


def given(**values):
    return override_settings(WAGTAIL_CSTONEWS=values)


def ids():
    return [message.id for message in check_settings()]


def test_defaults_are_valid():
    assert check_settings() == []
    assert all(setting.meaning for setting in conf.SETTINGS.values())


def test_an_unknown_key_is_an_error_that_names_the_known_ones():
    with given(BATCHSIZE=7):
        (message,) = check_settings()
    assert message.id == "wagtail_cstonews.E002"
    assert "'BATCHSIZE'" in message.msg
    assert "BATCH_SIZE" in message.hint


def test_settings_must_be_a_dictionary():
    with override_settings(WAGTAIL_CSTONEWS=["BATCH_SIZE"]):
        assert ids() == ["wagtail_cstonews.E001"]


@pytest.mark.parametrize("value", [0, -1, "10", 1.5, None, True])
def test_numbers_are_checked(value):
    with given(BATCH_SIZE=value):
        assert ids() == ["wagtail_cstonews.E003"]
        with pytest.raises(ImproperlyConfigured, match="BATCH_SIZE"):
            conf.get_int("BATCH_SIZE")


@pytest.mark.parametrize("value", [1, "yes", None])
def test_flags_are_checked(value):
    with given(SITE_PROFILES=value):
        assert ids() == ["wagtail_cstonews.E003"]
        with pytest.raises(ImproperlyConfigured, match="SITE_PROFILES"):
            conf.get_bool("SITE_PROFILES")
    with given(SITE_PROFILES=False):
        assert conf.get_bool("SITE_PROFILES") is False


@pytest.mark.parametrize("name", ["nowhere.Model", "wagtail_cstonews.Nothing", "nodot"])
def test_a_missing_model_is_an_error_with_a_remedy(name):
    with given(NEWS_PAGE_MODEL=name):
        (message,) = check_settings()
        assert message.id == "wagtail_cstonews.E004"
        assert "app_label.ModelName" in message.hint
        with pytest.raises(ImproperlyConfigured, match="NEWS_PAGE_MODEL"):
            conf.get_news_page_model()


def test_the_hint_for_missing_ready_made_pages():
    assert "INSTALLED_APPS" in conf.model_hint("cstonews_pages.NewsPage")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"NEWS_PAGE_MODEL": "wagtail_cstonews.Person"}, ["wagtail_cstonews.E005"]),
        ({"NEWS_INDEX_PAGE_MODEL": "cstonews_pages.NewsPage"}, ["wagtail_cstonews.E006"]),
        (
            {
                "NEWS_PAGE_MODEL": "cstonews_pages.InterviewPage",
                "INTERVIEW_PAGE_MODEL": "cstonews_pages.InterviewPage",
            },
            [],
        ),
        ({"NEWS_PAGE_MODEL": "cstonews_pages.InterviewPage"}, []),
        ({"INTERVIEW_PAGE_MODEL": "cstonews_pages.NewsPage"}, ["wagtail_cstonews.E006"]),
    ],
)
def test_models_must_be_pages_with_the_mixins(values, expected):
    with given(**values):
        assert ids() == expected


def test_the_mixin_must_come_before_the_page_class():
    from wagtail_cstonews.checks import _page_type_errors
    from wagtail_cstonews.compat import get_base_page_model
    from wagtail_cstonews.models import NewsPageMixin

    class Wrong(get_base_page_model(), NewsPageMixin):
        class Meta:
            abstract = True
            app_label = "tests"

    (message,) = _page_type_errors("NEWS_PAGE_MODEL", Wrong, NewsPageMixin)
    assert message.id == "wagtail_cstonews.E007"
    assert "first" in message.hint


def test_interviews_must_be_news():
    from wagtail_cstonews.checks import _interview_errors

    news, interview = conf.get_news_page_model(), conf.get_interview_page_model()
    assert _interview_errors(news, interview) == []
    (message,) = _interview_errors(interview, news)
    assert message.id == "wagtail_cstonews.E008"


def test_a_missing_base_template_is_a_warning():
    with given(BASE_TEMPLATE="nowhere.html"):
        assert ids() == ["wagtail_cstonews.W001"]


def test_a_broken_base_template_is_left_to_django(settings, tmp_path):
    (tmp_path / "broken.html").write_text("{% nothing %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with given(BASE_TEMPLATE="broken.html"):
        assert ids() == []


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("<main>{% block content %}{% endblock %}</main>", []),
        ("{% if request %}<main>{% block content %}{% endblock %}</main>{% endif %}", []),
        ("<main>{% block body %}{% endblock %}</main>", ["wagtail_cstonews.W002"]),
        ("<main></main>", ["wagtail_cstonews.W002"]),
        ("{% extends 'root.html' %}{% block body %}{% endblock %}", ["wagtail_cstonews.W002"]),
        ("{% extends 'root.html' %}{% block body %}{% block content %}{% endblock %}{% endblock %}", []),
        ("{% extends 'nowhere.html' %}", ["wagtail_cstonews.W001"]),
        # Which it extends is known only when it is shown.
        ("{% extends skin %}", []),
        ("{% extends 'site.html' %}", []),
    ],
)
def test_a_base_template_without_a_place_for_the_text_is_a_warning(settings, tmp_path, base, expected):
    (tmp_path / "site.html").write_text(base)
    (tmp_path / "root.html").write_text("<html>{% block body %}{% endblock %}</html>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with given(BASE_TEMPLATE="site.html"):
        assert ids() == expected


@pytest.mark.parametrize("value", ["both", "headless"])
def test_a_front_end_of_its_own_needs_its_address(settings, news_settings, monkeypatch, value):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://www.example.org"}}
    news_settings(FRONT_END=value, BASE_TEMPLATE="base.html")
    monkeypatch.setattr("wagtail_cstonews.publishing.previews.is_installed", lambda: False)
    assert "wagtail_cstonews.E013" in ids()
    monkeypatch.setattr("wagtail_cstonews.publishing.previews.is_installed", lambda: True)
    assert "wagtail_cstonews.E013" not in ids()
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"news.example.org": "https://www.example.org"}}
    assert "wagtail_cstonews.E013" in ids()


def test_a_site_without_templates_needs_no_base_template(settings, news_settings, monkeypatch):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://www.example.org"}}
    monkeypatch.setattr("wagtail_cstonews.publishing.previews.is_installed", lambda: True)
    news_settings(FRONT_END="headless", BASE_TEMPLATE="nowhere.html")
    assert ids() == []


def test_the_front_end_is_one_of_three(news_settings):
    news_settings(FRONT_END="react")
    assert ids() == ["wagtail_cstonews.E003"]


def test_the_storage_of_uploads_is_there_and_private(settings, news_settings, tmp_path):
    news_settings(UPLOAD_STORAGE="uploads")
    assert ids() == ["wagtail_cstonews.E011"]
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    for location, expected in (
        (f"{settings.MEDIA_ROOT}/uploads", ["wagtail_cstonews.W004"]),
        (settings.MEDIA_ROOT, ["wagtail_cstonews.W004"]),
        (f"{settings.MEDIA_ROOT}-private", []),
    ):
        settings.STORAGES = {**settings.STORAGES, "uploads": {**place, "OPTIONS": {"location": location}}}
        assert ids() == expected
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "uploads": memory}
    assert ids() == []
    news_settings(UPLOAD_STORAGE="default")
    assert ids() == ["wagtail_cstonews.W004"]


@pytest.mark.parametrize(
    ("renditions", "expected"),
    [
        ({}, []),
        ({"card": "fill-640x400|format-webp"}, []),
        ({"card": "fill-640"}, ["wagtail_cstonews.E012"]),
        ({"card": "", "other": "nothing"}, ["wagtail_cstonews.E012"] * 2),
        ({"card": 640}, ["wagtail_cstonews.E003"]),
        (["max-800x800"], ["wagtail_cstonews.E003"]),
    ],
)
def test_renditions_are_some_that_wagtail_can_make(renditions, expected):
    with given(API_RENDITIONS=renditions):
        assert ids() == expected
