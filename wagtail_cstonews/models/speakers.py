"""Who speaks in a list of articles, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from .quotation import Quotation


def appearances_in(quotations: Any, pks: Iterable[int]) -> dict[int, tuple[int, int]]:
    """In how many articles people are quoted or interviewed, and how many quotes of theirs there are, by
    primary key: of a queryset of quotations, in one query.
    """
    found = (
        quotations.filter(person__in=list(pks))
        .order_by()
        .values("person")
        .annotate(
            articles=Count("page", distinct=True),
            quotes=Count("page", filter=~Q(kind=Quotation.Kind.INTERVIEW)),
        )
    )
    return {row["person"]: (row["articles"], row["quotes"]) for row in found}


def most_quoted(articles: Any, limit: int) -> list[tuple[str, str, int]]:
    """Whom most of ``articles`` quote or interview: name, slug, and the number of articles; one query."""
    counted = (
        Quotation.objects.in_articles(articles)
        .filter(person__isnull=False)
        .order_by()
        .values("person", "person__name", "person__slug")
        .annotate(articles=Count("page", distinct=True))
        .order_by("-articles", "person")
    )
    return list(counted.values_list("person__name", "person__slug", "articles")[:limit])
