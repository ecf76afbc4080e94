"""The settings of the app: ``WAGTAIL_CSTONEWS = {...}`` in the site's settings.

:data:`SETTINGS` lists all of them, with defaults and meanings. No setting changes a model or a migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured

NAME = "WAGTAIL_CSTONEWS"

TEMPLATES, BOTH, HEADLESS = "templates", "both", "headless"
"""The values of ``FRONT_END``."""


@dataclass(frozen=True)
class Setting:
    """One key of ``WAGTAIL_CSTONEWS``."""

    default: Any
    """The default, which also determines the type; a tuple stands for a list of texts, a dict for texts by
    name."""
    meaning: str
    minimum: int | None = None
    """The smallest whole number allowed."""
    choices: tuple[str, ...] = ()
    """The only texts allowed; any where there are none."""


SETTINGS: dict[str, Setting] = {
    "NEWS_PAGE_MODEL": Setting(
        "cstonews_pages.NewsPage",
        "The page type that news articles become, as 'app.Model'. It uses NewsPageMixin.",
    ),
    "INTERVIEW_PAGE_MODEL": Setting(
        "cstonews_pages.InterviewPage",
        "The page type that interviews become. It uses InterviewPageMixin and is a subclass of the news "
        "page type, or the news page type itself.",
    ),
    "NEWS_INDEX_PAGE_MODEL": Setting(
        "cstonews_pages.NewsIndexPage",
        "The page type of a section. It uses NewsIndexPageMixin.",
    ),
    "BASE_TEMPLATE": Setting(
        "base.html",
        "The site's template that the app's templates extend. It needs a block 'content'; the blocks "
        "'title', 'body_class' and 'extra_css' are filled where it has them.",
    ),
    "PUBLISHER_NAME": Setting(
        "",
        "The publisher's name for search engines and social networks. By default the name of Wagtail's site, "
        "else WAGTAIL_SITE_NAME.",
    ),
    "PUBLISHER_LOGO": Setting(
        "",
        "The publisher's logo, as a static file ('newsroom/logo.png') or an address. Pages without an image "
        "are shown with it.",
    ),
    "SEARCH_URL": Setting(
        "",
        "The address of the site's search up to the words, such as '/search/?query='. Search engines learn "
        "of the search, and its results are kept out of them.",
    ),
    "FRONT_END": Setting(
        TEMPLATES,
        "What shows sections and articles: 'templates', those of the site; 'both', where editors can preview "
        "in a headless front end as well; 'headless', the front end alone: previews and the pages' own "
        "addresses lead there. The last two need wagtail-headless-preview and its CLIENT_URLS.",
        choices=(TEMPLATES, BOTH, HEADLESS),
    ),
    "ARTICLES_PER_PAGE": Setting(20, "Articles on one page of a section.", minimum=1),
    "QUOTED_ARTICLES_PER_PAGE": Setting(
        20, "Articles, each with its quotes, on one page of a person.", minimum=1
    ),
    "CACHE_SECONDS": Setting(
        0,
        "Seconds for which browsers and shared caches may keep public pages and feeds without asking. With 0 "
        "they ask each time, and get a short answer where nothing changed.",
    ),
    "API_RENDITIONS": Setting(
        {
            "thumbnail": "fill-320x200",
            "card": "fill-640x400",
            "medium": "max-800x800",
            "large": "max-1600x1600",
        },
        "The renditions of each image in the APIs, by the names that they have there. Those that do not crop "
        "make up `srcset`.",
    ),
    "FEED_ARTICLES": Setting(20, "The most articles in a feed.", minimum=1),
    "FEED_CHARACTERS": Setting(
        100_000,
        "The most characters of an article's text in a feed. The rest of a longer one is left out, with a "
        "link to the page.",
        minimum=1000,
    ),
    "SITEMAP_ADDRESSES": Setting(5000, "The most addresses on one page of a sitemap.", minimum=1),
    "NEWS_SITEMAP_DAYS": Setting(2, "Days for which an article is in the news sitemap.", minimum=1),
    "BLOCK_BUILDER": Setting(
        "wagtail_cstonews.importing.BlockBuilder",
        "The class that makes the body's blocks of an article, as 'package.module.Class'. A site with blocks "
        "of its own derives one from it.",
    ),
    "BATCH_SIZE": Setting(
        100,
        "Documents that an import writes in one transaction. More is faster, and loses more when stopped.",
        minimum=1,
    ),
    "WORKERS": Setting(
        1,
        "Processes in which import_news extracts articles where --workers is not given. With 1 it uses its "
        "own.",
        minimum=1,
    ),
    "PUBLISH_ABOVE": Setting(
        0.5,
        "How sure extraction must be of an article, from 0 to 1, for import_news --publish to publish it "
        "where --publish-above is not given. Below it the page is a draft that needs review.",
    ),
    "DOCUMENT_SECONDS": Setting(
        60,
        "Seconds of a processor's time that extracting one document may take where --document-seconds is not "
        "given. One that takes longer fails, and the import goes on.",
        minimum=1,
    ),
    "TASK_BACKEND": Setting("default", "The backend of TASKS that import_news --enqueue hands documents to."),
    "TASK_QUEUE": Setting("default", "The queue of that backend."),
    "SITE_PROFILES": Setting(
        True,
        "Whether imports learn and use what the documents of a site have in common, where neither "
        "--site-profiles nor --no-site-profiles is given.",
    ),
    "IMAGE_MEGABYTES": Setting(20, "The largest image file that an import takes over.", minimum=1),
    "IMAGE_MEGAPIXELS": Setting(
        50,
        "The most pixels, in millions, that an image may have, all frames of an animation together. "
        "WAGTAILIMAGES_MAX_IMAGE_PIXELS counts, too.",
        minimum=1,
    ),
    "IMAGE_SECONDS": Setting(
        30, "How long an import may take to fetch one image, its redirects included.", minimum=1
    ),
    "IMAGE_CONNECTIONS": Setting(4, "How many images an import fetches at a time.", minimum=1),
    "IMAGE_REQUESTS_PER_SECOND": Setting(
        5, "How many images a second an import asks of one host, at most.", minimum=1
    ),
    "IMAGE_TRUSTED_HOSTS": Setting(
        (),
        "Hosts from which an import may fetch images though their addresses are not public, as a list of "
        "'media.intern' or, for a port that is not the usual one, 'media.intern:8080'.",
    ),
    "FILE_MEGABYTES": Setting(50, "The largest linked file that an import takes over.", minimum=1),
    "FILE_SECONDS": Setting(
        60, "How long an import may take to fetch one linked file, its redirects included.", minimum=1
    ),
    "FILE_CONNECTIONS": Setting(4, "How many linked files an import fetches at a time.", minimum=1),
    "FILE_REQUESTS_PER_SECOND": Setting(
        5, "How many linked files a second an import asks of one host, at most.", minimum=1
    ),
    "FILE_TRUSTED_HOSTS": Setting(
        (),
        "Hosts from which an import may fetch linked files though their addresses are not public, named as "
        "in IMAGE_TRUSTED_HOSTS.",
    ),
    "IMPORT_API_MEGABYTES": Setting(
        5, "The largest request that the import takes through the API, in megabytes.", minimum=1
    ),
    "IMPORT_API_REQUESTS_PER_MINUTE": Setting(
        60,
        "Requests a minute that one user may make of the import through the API. They are counted in the "
        "default cache.",
        minimum=1,
    ),
    "UPLOAD_STORAGE": Setting(
        "",
        "The alias in STORAGES of the storage that keeps what editors upload until it is read. It must be "
        "private. By default a folder for temporary files on this host, which nobody else may read.",
    ),
    "UPLOAD_MEGABYTES": Setting(1000, "The largest upload, all of its files together.", minimum=1),
    "UPLOAD_FILES": Setting(1000, "The most files of one upload; an archive is one.", minimum=1),
    "UPLOAD_DOCUMENTS": Setting(
        50_000, "The most documents of one upload. More are for import_news.", minimum=1
    ),
    "UPLOAD_HOURS": Setting(
        24, "Hours after which an upload that nobody confirmed or went on with is deleted.", minimum=1
    ),
}


@cache
def _values() -> dict[str, Any]:
    given = getattr(django_settings, NAME, None) or {}
    return {key: given.get(key, setting.default) for key, setting in SETTINGS.items()}


def reload(*, setting: str, **kwargs: Any) -> None:
    """Clear the cached settings when ``WAGTAIL_CSTONEWS`` changes (Django's ``setting_changed``, in
    tests).
    """
    if setting == NAME:
        _values.cache_clear()


def get_str(key: str) -> str:
    """The value of a text setting."""
    return str(_values()[key])


def get_int(key: str) -> int:
    """The value of a number setting.

    :raises ImproperlyConfigured: if it is not a number, or below the minimum.
    """
    return int(_checked(key))


def get_share(key: str) -> float:
    """The value of a setting from 0 to 1.

    :raises ImproperlyConfigured: if it is out of range.
    """
    return float(_checked(key))


def get_bool(key: str) -> bool:
    """The value of a setting that is on or off.

    :raises ImproperlyConfigured: if it is not a boolean.
    """
    return bool(_checked(key))


def get_list(key: str) -> list[str]:
    """The value of a setting that is a list of texts.

    :raises ImproperlyConfigured: if it is not a list of texts.
    """
    return list(_checked(key))


def get_dict(key: str) -> dict[str, str]:
    """The value of a setting that maps names to texts.

    :raises ImproperlyConfigured: if it does not.
    """
    return dict(_checked(key))


def _checked(key: str) -> Any:
    value = _values()[key]
    if problem := problem_with(key, value):
        raise ImproperlyConfigured(problem)
    return value


def problem_with(key: str, value: Any) -> str | None:
    """What is wrong with ``value`` for a setting, by the type of its default; None for a valid value."""
    setting = SETTINGS[key]
    if isinstance(setting.default, bool):
        fits, wanted = isinstance(value, bool), "True or False"
    elif isinstance(setting.default, int):
        minimum = setting.minimum or 0
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= minimum
        wanted = f"a whole number, {minimum} or more"
    elif isinstance(setting.default, float):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        fits, wanted = is_number and 0 <= value <= 1, "a number from 0 to 1"
    elif isinstance(setting.default, tuple):
        fits = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        wanted = "a list of texts"
    elif setting.choices:
        fits, wanted = value in setting.choices, f"one of {', '.join(map(repr, setting.choices))}"
    elif isinstance(setting.default, dict):
        fits = isinstance(value, dict) and all(isinstance(text, str) for text in (*value, *value.values()))
        wanted = "a dict of texts"
    else:
        return None
    return None if fits else f"{NAME}[{key!r}] is {value!r}; it must be {wanted}."


def get_model(key: str) -> Any:
    """The model class that a ``..._MODEL`` setting names.

    :raises ImproperlyConfigured: if there is no such model; the message has the remedy.
    """
    name = get_str(key)
    try:
        return apps.get_model(name, require_ready=False)
    except (LookupError, ValueError) as error:
        raise ImproperlyConfigured(f"{NAME}[{key!r}] is {name!r}: {error} {model_hint(name)}") from error


def model_hint(name: str) -> str:
    """The remedy for a page model that does not exist."""
    if name.startswith("cstonews_pages."):
        return (
            "Add 'wagtail_cstonews.pages' to INSTALLED_APPS, or name page types of your own in "
            f"{NAME} if the site has its own base page model."
        )
    return "Name a model of an installed app as 'app_label.ModelName'."


def get_news_page_model() -> Any:
    """The page type of news articles, which includes interviews."""
    return get_model("NEWS_PAGE_MODEL")


def get_interview_page_model() -> Any:
    """The page type of interviews."""
    return get_model("INTERVIEW_PAGE_MODEL")


def get_news_index_page_model() -> Any:
    """The page type of sections."""
    return get_model("NEWS_INDEX_PAGE_MODEL")
