"""System checks of the app's settings and page types: ``manage.py check``."""

from __future__ import annotations

import os
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode

from . import compat, conf
from .publishing import previews

NEEDED_APPS = {
    "wagtail.contrib.typed_table_block": "the editor of every article stays empty: its tables have no script",
    "wagtail.embeds": "articles with a video or post of another site cannot be shown",
    "wagtail.documents": "Wagtail's admin and links to documents do not work",
    "wagtail.snippets": "no speaker can be chosen, and the editor of articles fails",
    "wagtail_modeladmin": "the records of imports, and why a document was left out, are nowhere to be seen",
}
"""The apps that Django does not check by itself, each with the consequence if it is missing."""

CONTENT_BLOCK = "content"
"""The block of the site's base template that the app's templates fill."""


@register(Tags.models)
def check_installed_apps(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Check that the apps which the app's blocks and admin views need are installed."""
    return [
        Error(
            f"{app!r} is not in INSTALLED_APPS: {consequence}.",
            hint=f"Add {app!r} to INSTALLED_APPS.",
            id="wagtail_cstonews.E009",
        )
        for app, consequence in NEEDED_APPS.items()
        if not apps.is_installed(app)
    ]


@register(Tags.compatibility)
def check_wagtail_version(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Check that bulk writing supports this Wagtail version."""
    version = compat.untested_for_bulk()
    if not version:
        return []
    tested = ", ".join(f"{major}.{minor}" for major, minor in sorted(compat.BULK_TESTED))
    return [
        Warning(
            f"This wagtail-cstonews was not tested with Wagtail {version}. Imports write page by page, as "
            "Wagtail itself does: the same pages, but slowly.",
            hint=f"Update wagtail-cstonews; this one is for Wagtail {tested}. Where that is fast enough, add "
            "'wagtail_cstonews.W003' to SILENCED_SYSTEM_CHECKS.",
            id="wagtail_cstonews.W003",
        )
    ]


@register(Tags.models)
def check_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Check the values in ``WAGTAIL_CSTONEWS``."""
    given = getattr(settings, conf.NAME, None) or {}
    if not isinstance(given, dict):
        return [
            Error(
                f"{conf.NAME} is a {type(given).__name__}, not a dictionary.",
                hint=f"Write {conf.NAME} = {{...}} in the settings, or leave it out.",
                id="wagtail_cstonews.E001",
            )
        ]
    unknown = [
        Error(
            f"{conf.NAME} has the key {key!r}, which the app does not know.",
            hint=f"The keys are {', '.join(conf.SETTINGS)}.",
            id="wagtail_cstonews.E002",
        )
        for key in given
        if key not in conf.SETTINGS
    ]
    return [
        *unknown,
        *_value_errors(given),
        *_model_errors(),
        *_builder_errors(),
        *_base_template_warnings(),
        *_upload_storage_messages(),
        *_front_end_errors(),
        *_rendition_errors(),
    ]


def _value_errors(given: dict[str, Any]) -> list[CheckMessage]:
    problems = [conf.problem_with(key, value) for key, value in given.items() if key in conf.SETTINGS]
    return [Error(problem, id="wagtail_cstonews.E003") for problem in problems if problem]


def _builder_errors() -> list[CheckMessage]:
    """Check the site's own block builder. The built-in one is not imported for this, since that is slow."""
    if conf.get_str("BLOCK_BUILDER") == conf.SETTINGS["BLOCK_BUILDER"].default:
        return []
    try:
        from .importing.building.blocks.chosen import block_builder

        block_builder()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="wagtail_cstonews.E010")]
    return []


def _rendition_errors() -> list[CheckMessage]:
    """Check that Wagtail can make the renditions of the APIs; without it, no image is in any answer."""
    from wagtail.images.exceptions import InvalidFilterSpecError
    from wagtail.images.models import Filter

    try:
        renditions = conf.get_dict("API_RENDITIONS")
    except ImproperlyConfigured:
        return []
    errors: list[CheckMessage] = []
    for name, spec in renditions.items():
        try:
            Filter(spec=spec).operations  # noqa: B018  the property reads the specification
        except (InvalidFilterSpecError, ValueError, TypeError) as error:
            errors.append(
                Error(
                    f"{conf.NAME}['API_RENDITIONS'][{name!r}] is {spec!r}, which is no rendition: {error}",
                    hint="As Wagtail's image tag has it: 'fill-640x400', 'max-1600x1600', 'width-800'.",
                    id="wagtail_cstonews.E012",
                )
            )
    return errors


def _upload_storage_messages() -> list[CheckMessage]:
    """Check that the storage of uploads exists, and is not the one whose files anybody can open."""
    alias = conf.get_str("UPLOAD_STORAGE")
    if not alias:
        return []
    try:
        storage = storages[alias]
    except InvalidStorageError:
        return [
            Error(
                f"{conf.NAME}['UPLOAD_STORAGE'] is {alias!r}, which is no alias in STORAGES.",
                hint="Add it to STORAGES, or leave the key out: then it is a folder for temporary files.",
                id="wagtail_cstonews.E011",
            )
        ]
    location = storage.location if isinstance(storage, FileSystemStorage) else ""
    media = os.path.realpath(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else ""
    place = os.path.realpath(location) if location else ""
    is_below = bool(place and media) and (place == media or place.startswith(os.path.join(media, "")))
    if not is_below and alias != "default":
        return []
    return [
        Warning(
            f"{conf.NAME}['UPLOAD_STORAGE'] is {alias!r}, whose files have public addresses: what editors "
            "upload could be read by anybody, until it is imported.",
            hint="Name a private storage, or leave the key out.",
            id="wagtail_cstonews.W004",
        )
    ]


def _front_end_errors() -> list[CheckMessage]:
    """Check that a headless front end has what its previews need."""
    if conf.get_str("FRONT_END") not in {conf.BOTH, conf.HEADLESS}:
        return []
    clients = (getattr(settings, "WAGTAIL_HEADLESS_PREVIEW", None) or {}).get("CLIENT_URLS") or {}
    if previews.is_installed() and "default" in clients:
        return []
    return [
        Error(
            f"{conf.NAME}['FRONT_END'] is {conf.get_str('FRONT_END')!r}, but no front end is known to "
            "wagtail-headless-preview.",
            hint=f"Install it, add {previews.APP!r} to INSTALLED_APPS, and write WAGTAIL_HEADLESS_PREVIEW = "
            "{'CLIENT_URLS': {'default': 'https://www.example.org'}}.",
            id="wagtail_cstonews.E013",
        )
    ]


def _model_errors() -> list[CheckMessage]:
    from .models import InterviewPageMixin, NewsIndexPageMixin, NewsPageMixin

    errors: list[CheckMessage] = []
    found: dict[str, Any] = {}
    for key, mixin in (
        ("NEWS_PAGE_MODEL", NewsPageMixin),
        ("INTERVIEW_PAGE_MODEL", InterviewPageMixin),
        ("NEWS_INDEX_PAGE_MODEL", NewsIndexPageMixin),
    ):
        name = conf.get_str(key)
        try:
            model = found[key] = apps.get_model(name)
        except (LookupError, ValueError) as error:
            errors.append(
                Error(
                    f"{conf.NAME}[{key!r}] is {name!r}: {error}",
                    hint=conf.model_hint(name),
                    id="wagtail_cstonews.E004",
                )
            )
            continue
        errors += _page_type_errors(key, model, mixin)
    if not errors:
        errors += _interview_errors(found["NEWS_PAGE_MODEL"], found["INTERVIEW_PAGE_MODEL"])
    return errors


def _page_type_errors(key: str, model: Any, mixin: Any) -> list[CheckMessage]:
    base = compat.get_base_page_model()
    if not issubclass(model, base):
        return [
            Error(
                f"{conf.NAME}[{key!r}]: {model._meta.label} is no page of this site, whose base page model "
                f"is {base._meta.label}.",
                hint=f"Derive it from {mixin.__name__} and {base._meta.label}, in this order.",
                id="wagtail_cstonews.E005",
            )
        ]
    if not issubclass(model, mixin):
        return [
            Error(
                f"{conf.NAME}[{key!r}]: {model._meta.label} does not use {mixin.__name__}.",
                hint=f"Put {mixin.__name__} first among its base classes.",
                id="wagtail_cstonews.E006",
            )
        ]
    if model.mro().index(mixin) > model.mro().index(base):
        return [
            Error(
                f"{conf.NAME}[{key!r}]: {model._meta.label} names {mixin.__name__} after the page class, "
                "which then overrules it.",
                hint=f"Put {mixin.__name__} first among its base classes.",
                id="wagtail_cstonews.E007",
            )
        ]
    return []


def _interview_errors(news: Any, interview: Any) -> list[CheckMessage]:
    if issubclass(interview, news):
        return []
    return [
        Error(
            f"{interview._meta.label} (INTERVIEW_PAGE_MODEL) is no subclass of {news._meta.label} "
            "(NEWS_PAGE_MODEL), so that no list could hold both.",
            hint=f"Write class {interview.__name__}(InterviewPageMixin, {news.__name__}), or name one model "
            "twice.",
            id="wagtail_cstonews.E008",
        )
    ]


def _base_template_warnings() -> list[CheckMessage]:
    if conf.get_str("FRONT_END") == conf.HEADLESS:
        return []
    name = conf.get_str("BASE_TEMPLATE")
    try:
        template = get_template(name)
        names = _block_names(getattr(template, "template", None))
    except TemplateDoesNotExist as error:
        missing = str(error) or name
        return [
            Warning(
                f"{conf.NAME}['BASE_TEMPLATE'] is {name!r}, and there is no such template."
                if missing == name
                else f"{name!r}, the BASE_TEMPLATE of {conf.NAME}, extends {missing!r}, which is not there.",
                hint="Name the site's base template, or write wagtail_cstonews/base.html yourself.",
                id="wagtail_cstonews.W001",
            )
        ]
    except TemplateSyntaxError:
        # Django's own checks and the first request report what is wrong with it.
        return []
    if names is None or CONTENT_BLOCK in names:
        return []
    return [
        Warning(
            f"{name!r}, the BASE_TEMPLATE of {conf.NAME}, has no block {CONTENT_BLOCK!r}: articles, "
            "sections and people are shown as empty pages.",
            hint=f"Put {{% block {CONTENT_BLOCK} %}}{{% endblock %}} where the page's text belongs, or write "
            "wagtail_cstonews/base.html yourself: it extends the site's template, and puts its own block "
            f"{CONTENT_BLOCK!r} inside of the site's.",
            id="wagtail_cstonews.W002",
        )
    ]


def _block_names(template: Any) -> set[str] | None:
    """The block names of a template and its parents; None where only rendering it can tell."""
    names: set[str] = set()
    seen: set[str] = set()
    while template is not None:
        nodes = getattr(template, "nodelist", None)
        if nodes is None:
            return None
        names |= {node.name for node in nodes.get_nodes_by_type(BlockNode)}
        extends = next(iter(nodes.get_nodes_by_type(ExtendsNode)), None)
        if extends is None:
            return names
        parent = extends.parent_name.var
        # The parent's name is a variable, or it has the same name further down the search path.
        if not isinstance(parent, str) or parent in seen:
            return None
        seen.add(parent)
        template = get_template(parent).template
    return None
