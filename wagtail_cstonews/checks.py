"""System checks of the app's settings and page types: ``manage.py check``."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from . import conf


@register(Tags.models)
def check_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Whether ``WAGTAIL_CSTONEWS`` holds what the app can work with."""
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
    return [*unknown, *_value_errors(), *_model_errors(), *_base_template_warnings()]


def _value_errors() -> list[CheckMessage]:
    given = getattr(settings, conf.NAME, None) or {}
    problems = [
        conf.number_problem(key, given.get(key, setting.default))
        for key, setting in conf.SETTINGS.items()
        if setting.minimum is not None
    ]
    problems += [
        conf.flag_problem(key, given.get(key, setting.default))
        for key, setting in conf.SETTINGS.items()
        if isinstance(setting.default, bool)
    ]
    problems += [
        conf.share_problem(key, given.get(key, setting.default))
        for key, setting in conf.SETTINGS.items()
        if isinstance(setting.default, float)
    ]
    problems += [
        conf.list_problem(key, given.get(key, setting.default))
        for key, setting in conf.SETTINGS.items()
        if isinstance(setting.default, tuple)
    ]
    return [Error(problem, id="wagtail_cstonews.E003") for problem in problems if problem]


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
    from .compat import get_base_page_model

    base = get_base_page_model()
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
    name = conf.get_str("BASE_TEMPLATE")
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return [
            Warning(
                f"{conf.NAME}['BASE_TEMPLATE'] is {name!r}, and there is no such template.",
                hint="Name the site's base template, or write wagtail_cstonews/base.html yourself.",
                id="wagtail_cstonews.W001",
            )
        ]
    except TemplateSyntaxError:
        # Django's own checks and the first request say what is wrong with it.
        return []
    return []
