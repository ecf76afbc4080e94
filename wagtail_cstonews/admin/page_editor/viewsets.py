"""The views of news pages in Wagtail's admin: the list below a section, and the editor of an article.

A page type for which the site has a viewset of its own keeps that; it may derive from these.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry

from wagtail_cstonews import conf
from wagtail_cstonews.compat import HAS_EDIT_VIEWS_BY_TYPE, extend_page_edit_view

from .explorer import SectionIndexView
from .side_panel import with_import


class SectionViewSet(PageViewSet):
    """The list of pages below a section; all else is Wagtail's."""

    index_view_class = SectionIndexView

    def on_register(self) -> None:
        super(PageViewSet, self).on_register()
        section = conf.get_news_index_page_model()
        page_viewset_registry.values_by_parent_model.setdefault(section, self)


class ArticleEditView(EditView):
    """The editor of an article, with the side panel of its import."""

    def get_side_panels(self) -> Any:
        return with_import(self, super().get_side_panels())


class ArticleViewSet(PageViewSet):
    """The views of an article: its editor; all else is Wagtail's."""

    edit_view_class = ArticleEditView
    parent_models: tuple[Any, ...] = ()

    def on_register(self) -> None:
        super(PageViewSet, self).on_register()
        for model in {conf.get_news_page_model(), conf.get_interview_page_model()}:
            if model not in page_viewset_registry.values_by_class:
                page_viewset_registry.register(model, self)


def viewsets() -> list[Any]:
    """Wagtail's hook ``register_admin_viewset``."""
    try:
        conf.get_news_index_page_model(), conf.get_news_page_model(), conf.get_interview_page_model()
    except (ImproperlyConfigured, LookupError):
        # The checks say what is missing; the admin works without it.
        return []
    if HAS_EDIT_VIEWS_BY_TYPE:
        return [SectionViewSet(), ArticleViewSet()]
    extend_page_edit_view(with_import)
    return [SectionViewSet()]
