"""Keeps the table of quotations true: what is done when a page is saved, by Wagtail or in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..compat import get_base_page_model
from .storing import RELEVANT, article_models, forget, store, store_new


def page_saved(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """After ``save()`` of any model. A fixture brings its rows itself, or needs rebuilding."""
    base = get_base_page_model()
    if raw or not issubclass(sender, base) or (update_fields and not RELEVANT & set(update_fields)):
        return
    model = _article_model(instance)
    if model is None:
        return
    if not instance.live:
        forget([instance.pk])
    elif isinstance(instance, model) and not update_fields:
        store([instance])
    else:
        # Not all that is stored is in memory.
        store(model._base_manager.filter(pk=instance.pk))


# Bulk writing sends ``pages_written`` instead.
page_saved.safe_in_bulk = True  # type: ignore[attr-defined]


def pages_written(sender: Any, pages: Sequence[Any], created: bool, **kwargs: Any) -> None:
    """After a batch was written in bulk."""
    articles = tuple(article_models())
    some = [page for page in pages if isinstance(page, articles)]
    if created:
        store_new(some)
    else:
        store(some)


def _article_model(instance: Any) -> Any:
    """The article's own page type; None for other pages."""
    specific = instance.specific_class
    articles = tuple(article_models())
    return specific if specific is not None and issubclass(specific, articles) else None
