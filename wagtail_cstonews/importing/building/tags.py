"""Tags as sources name them, on pages that have tags.

Names that differ in case alone are one tag, the one that the site has. A batch's tags are looked up together
and made together; what the page type calls ``tags`` says which model they are of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models.functions import Lower
from modelcluster.contrib.taggit import ClusterTaggableManager

from ... import conf
from ...bulk_pages import create_all
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportChange, ImportedObject, ImportRun

if TYPE_CHECKING:
    from wagtail.models import Page


FIELD = "tags"


@dataclass(frozen=True)
class Tagging:
    """How pages of a type are tagged."""

    through: Any
    """The model of a tag on a page."""
    tag: Any
    accessor: str
    """Under which name a page has them."""

    @classmethod
    def of(cls, model: Any) -> Tagging | None:
        """Of pages of that type; None where they have no tags, or none that an import knows how to set."""
        try:
            found = model._meta.get_field(FIELD)
        except FieldDoesNotExist:
            return None
        if not isinstance(found, ClusterTaggableManager):
            return None
        through = found.remote_field.through
        page = through._meta.get_field("content_object")
        return cls(through, through.tag_model(), page.remote_field.get_accessor_name())

    @property
    def longest(self) -> int:
        return self.tag._meta.get_field("name").max_length or 100

    @property
    def is_free(self) -> bool:
        """Whether tags may be made, or only chosen."""
        return getattr(self.tag, "free_tagging", True)


@dataclass
class TagBook:
    """The tags of one batch, by their model and their names without case; what is not saved is to be made."""

    known: dict[Any, dict[str, Any]] = field(default_factory=dict)
    made: list[Any] = field(default_factory=list)

    def load(self, names: Iterable[str]) -> None:
        """Looks the names up: a query for each model of tags, so mostly one; none without names."""
        wanted = {name for name in names if name}
        models = (conf.get_news_page_model(), conf.get_interview_page_model())
        for tagging in filter(None, map(Tagging.of, models if wanted else ())):
            if tagging.tag not in self.known:
                self.known[tagging.tag] = {tag.name.casefold(): tag for tag in named(tagging.tag, wanted)}

    def fill(
        self, page: Page, names: Sequence[str], before: Collection[str] = ()
    ) -> Iterator[ArticleWarning]:
        """Gives the page these tags; those that only editors gave it stay.

        ``before`` are the names that the source gave the last time. Nothing is written.
        """
        tagging = Tagging.of(type(page))
        if tagging is None or not (names or before):
            return
        known = self.known.get(tagging.tag, {})
        wanted: dict[str, Any] = {}
        for name in names:
            if name.casefold() not in known and (warning := why_not(name, tagging)):
                yield warning
            else:
                wanted[name.casefold()] = self.tag(tagging, name)
        outdated = {known[name].pk for name in map(str.casefold, before) if name in known}
        outdated -= {tag.pk for tag in wanted.values()}
        rows = getattr(page, tagging.accessor).all() if page.pk else ()
        kept = [row for row in rows if row.tag_id not in outdated]
        there = {row.tag_id for row in kept}
        new = [tagging.through(tag=tag) for tag in wanted.values() if tag.pk is None or tag.pk not in there]
        page.__dict__.setdefault("_cluster_related_objects", {})[tagging.accessor] = [*kept, *new]

    def tag(self, tagging: Tagging, name: str) -> Any:
        """The tag of that name, not saved where the site does not have it."""
        known = self.known.setdefault(tagging.tag, {})
        return known.setdefault(name.casefold(), tagging.tag(name=name))

    def make(self, pages: Iterable[Page]) -> None:
        """Makes the tags that the pages need, together. Belongs in the batch's transaction."""
        needed: dict[Any, dict[int, Any]] = {}
        open_rows = [row for page in pages for row in rows_in_memory(page) if row.tag_id is None]
        for row in open_rows:
            if row.tag.pk is None:
                needed.setdefault(type(row.tag), {})[id(row.tag)] = row.tag
        for model, tags in needed.items():
            self.made += save_new(model, list(tags.values()))
        for row in open_rows:
            row.tag_id = row.tag.pk

    def forget(self) -> None:
        """Drops what a transaction that was rolled back had made, and what was deleted since the lookup."""
        made = {id(tag) for tag in self.made}
        for model, known in self.known.items():
            ids = {tag.pk for tag in known.values() if tag.pk is not None and id(tag) not in made}
            there = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
            for key in [key for key, tag in known.items() if tag.pk is not None and tag.pk not in there]:
                del known[key]
        self.made = []

    def keep(self) -> None:
        """What was made is there to stay."""
        self.made = []


def rows_in_memory(page: Page) -> list[Any]:
    """The tags on a page that it has in memory, as rows of the table between."""
    tagging = Tagging.of(type(page))
    held = page.__dict__.get("_cluster_related_objects", {})
    return held.get(tagging.accessor) or [] if tagging else []


def why_not(name: str, tagging: Tagging) -> ArticleWarning | None:
    """Why a tag that the site does not have is not made."""
    if not tagging.is_free:
        return ArticleWarning("tag", f"The site has no tag {name[:100]!r}, and none may be made. Choose one.")
    if len(name) > tagging.longest:
        message = f"The tag {name[:40]!r}… is longer than {tagging.longest} characters and is left out."
        return ArticleWarning("tag", message)
    return None


def named(model: Any, names: Iterable[str]) -> list[Any]:
    """The tags of these names in any case, those in the given case last."""
    found = model._default_manager.annotate(lowered=Lower("name"))
    exact = set(names)
    tags = found.filter(lowered__in={name.lower() for name in exact}) | found.filter(name__in=exact)
    return sorted(tags, key=lambda tag: (tag.name in exact, -tag.pk))


def save_new(model: Any, tags: list[Any]) -> list[Any]:
    """Saves new tags: four queries, and some more for each whose slug another has. Gives those it made.

    What somebody else has made since the lookup is taken over.
    """
    take_over(model, tags)
    new = [tag for tag in tags if tag.pk is None]
    for tag in new:
        tag.slug = tag.slugify(tag.name)
    slugs = Counter(tag.slug for tag in new)
    taken = set(model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))
    easy = [tag for tag in new if tag.slug and tag.slug not in taken and slugs[tag.slug] == 1]
    create_all(model._default_manager, easy, "slug")
    for tag in new:
        if tag.pk is None:
            # taggit's own way finds a slug that is free.
            tag.slug = ""
            tag.save()
    return new


def take_over(model: Any, tags: Iterable[Any]) -> None:
    """Gives the tags the primary keys of those that the database has by now under their names."""
    tags = list(tags)
    there = {tag.name.casefold(): tag.pk for tag in named(model, [tag.name for tag in tags])}
    for tag in tags:
        pk = there.get(tag.name.casefold())
        if pk is None and connection.vendor == "mysql":
            # To its collations names that differ in accents are the same.
            pk = model._default_manager.filter(name=tag.name).values_list("pk", flat=True).first()
        if pk is not None:
            tag.pk, tag._state.adding = pk, False


# ------------------------------------------------------------------ undo


def note_tags(run: ImportRun, tags: Iterable[Any]) -> list[ImportedObject]:
    """Notes of the tags that a run made, not saved."""
    return [
        ImportedObject(run=run, kind=ImportedObject.Kind.TAG, object_id=tag.pk)
        for tag in tags
        if isinstance(tag.pk, int)
    ]


def undo_tags(run: ImportRun) -> None:
    """Removes the tags that the run made and nothing has any more, nor will have by another run's undoing."""
    ids = set(run.objects_made.filter(kind=ImportedObject.Kind.TAG).values_list("object_id", flat=True))
    tagging = Tagging.of(conf.get_news_page_model())
    if not ids or tagging is None:
        return
    # Locked: an import that is about to use one waits, and makes it anew.
    list(tagging.tag._default_manager.select_for_update().filter(pk__in=ids).order_by("pk"))
    tags = tagging.tag._default_manager.filter(pk__in=ids)
    for relation in tagging.tag._meta.related_objects:
        used = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
        tags = tags.exclude(pk__in=used.values(relation.field.attname))
    unused = set(tags.values_list("pk", flat=True))
    if unused:
        for pk, other in to_be_restored(unused, tagging):
            unused.discard(pk)
            inherit_tag(pk, run, other)
    tagging.tag._default_manager.filter(pk__in=unused).delete()


def to_be_restored(ids: Collection[int], tagging: Tagging) -> Iterator[tuple[int, int]]:
    """Those of the tags that undoing a run would put back on a page, with that run."""
    changes = ImportChange.objects.filter(page_before__isnull=False)
    rows = changes.values_list("run", f"page_before__children__{tagging.accessor}")
    for run, children in rows.iterator(chunk_size=500):
        for row in children or ():
            if row.get("tag_id") in ids:
                yield row["tag_id"], run


def inherit_tag(pk: int, run: ImportRun, other: int) -> None:
    """Makes another run the one that made the tag, where nothing is left of the one that did."""
    note = {"kind": ImportedObject.Kind.TAG, "object_id": pk}
    if other != run.pk and not run.changes.exists():
        ImportedObject.objects.get_or_create(run_id=other, **note)
