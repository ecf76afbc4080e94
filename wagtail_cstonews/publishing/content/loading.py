"""Articles with all that feeds show of them, in two queries for any number of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Subquery

from ... import conf
from ..visibility import outer_path


def load_articles(articles: Any) -> list[Any]:
    """The articles of a queryset of news pages, in its order. Each is of its own class, with ``locale``,
    ``tag_names`` and ``section_title`` (empty without a section).
    """
    model = conf.get_news_page_model()
    subtypes = list(_subtypes(model))
    found = articles.select_related("locale", *subtypes).annotate(section_title=_section_title())
    loaded = [_most_specific(article, subtypes) for article in found]
    names = _tag_names(model, [article.pk for article in loaded])
    for article in loaded:
        article.tag_names = names[article.pk]
        article.section_title = article.section_title or ""
    return loaded


def _section_title() -> Subquery:
    """The title of the nearest section above a page; of few sections the paths are compared."""
    above = conf.get_news_index_page_model().objects.annotate(asked=outer_path())
    return Subquery(above.filter(asked__startswith=F("path")).order_by("-depth").values("title")[:1])


def _subtypes(model: Any, prefix: str = "") -> Iterator[str]:
    """The names under which a page is found as one of a derived class: ``interviewpage``."""
    for relation in model._meta.related_objects:
        if relation.one_to_one and relation.parent_link and issubclass(relation.related_model, model):
            name = prefix + relation.get_accessor_name()
            yield name
            yield from _subtypes(relation.related_model, f"{name}__")


def _most_specific(article: Any, subtypes: list[str]) -> Any:
    found = article
    for name in subtypes:
        derived: Any = article
        for part in name.split("__"):
            derived = getattr(derived, part, None)
        if derived is not None:
            derived.locale, derived.section_title = article.locale, article.section_title
            found = derived
    return found


def _tag_names(model: Any, pks: list[int]) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    if hasattr(model, "tags"):
        through = model._meta.get_field("tags").remote_field.through
        tagged = through._default_manager.filter(content_object_id__in=pks).order_by("pk")
        for pk, name in tagged.values_list("content_object_id", "tag__name"):
            names[pk].append(name)
    return names
