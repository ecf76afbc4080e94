"""Slugs of new pages: from the title, transliterated to Latin letters, unique among the siblings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from anyascii import anyascii
from django.db.models import Q
from django.utils.text import slugify

if TYPE_CHECKING:
    from wagtail.models import Page


LONGEST = 100
"""Characters. Longer slugs are cut at a word; a number may be appended."""

FALLBACK = "article"


def title_slug(title: str) -> str:
    """The title as a slug, never empty.

    >>> title_slug("Учения в Бишкеке: итоги")
    'ucheniya-v-bishkeke-itogi'
    >>> title_slug("«…»")
    'article'
    """
    slug = slugify(anyascii(title))
    if len(slug) > LONGEST:
        cut = slug[: LONGEST + 1]
        slug = cut.rpartition("-")[0] or cut[:LONGEST]
    return slug.strip("-_") or FALLBACK


def assign_slugs(pages: Sequence[Page], parent: Page) -> None:
    """Give each of the new ``pages`` a slug that is unique among the children of ``parent``: the source's, or
    one from its title, with a number appended where that is taken.

    Two queries, however many pages.
    """
    bases = [page.slug or title_slug(page.title) for page in pages]
    if not bases:
        return
    children = parent.get_children().order_by()
    # MySQL compares without case.
    taken = {slug.lower() for slug in children.filter(slug__in=set(bases)).values_list("slug", flat=True)}
    contested = taken | {base for base, count in Counter(bases).items() if count > 1}
    if contested:
        numbered = reduce(or_, (Q(slug__startswith=f"{base}-") for base in sorted(contested)))
        taken.update(slug.lower() for slug in children.filter(numbered).values_list("slug", flat=True))
    next_number: dict[str, int] = {}
    for page, base in zip(pages, bases, strict=True):
        slug = base
        while slug in taken:
            next_number[base] = next_number.get(base, 1) + 1
            slug = f"{base}-{next_number[base]}"
        taken.add(slug)
        page.slug = slug
