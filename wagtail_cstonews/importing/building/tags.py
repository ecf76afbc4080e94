"""Tags from the source, on page types that have tags.

Names that differ only in case are one tag, spelled as the site has it. A batch's tags are looked up and
created together. The page type's ``tags`` attribute determines the tag model.
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
    """How a page type is tagged: its tag model, through model and accessor."""

    through: Any
    """The through model, of which each row is a tag on a page."""
    tag: Any
    accessor: str
    """The page's attribute for the rows of the through model."""

    @classmethod
    def of(cls, model: Any) -> Tagging | None:
        """The tagging of a page type; None where it has no tags, or none that an import can set."""
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
        """Whether new tags may be created; otherwise only existing ones can be chosen."""
        return getattr(self.tag, "free_tagging", True)


@dataclass
class TagBook:
    """The tags of one batch, by model and casefolded name; those without a primary key are to be created."""

    known: dict[Any, dict[str, Any]] = field(default_factory=dict)
    made: list[Any] = field(default_factory=list)

    def load(self, names: Iterable[str]) -> None:
        """Look up the names: one query for each tag model, usually one; none without names."""
        wanted = {name for name in names if name}
        models = (conf.get_news_page_model(), conf.get_interview_page_model())
        for tagging in filter(None, map(Tagging.of, models if wanted else ())):
            if tagging.tag not in self.known:
                self.known[tagging.tag] = {tag.name.casefold(): tag for tag in named(tagging.tag, wanted)}

    def fill(
        self, page: Page, names: Sequence[str], before: Collection[str] = ()
    ) -> Iterator[ArticleWarning]:
        """Set the page's tags to these, and keep those that only editors added.

        ``before`` are the source's names at the previous import. Nothing is saved.
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
        """The tag with that name; unsaved where the site does not have it."""
        known = self.known.setdefault(tagging.tag, {})
        return known.setdefault(name.casefold(), tagging.tag(name=name))

    def make(self, pages: Iterable[Page]) -> None:
        """Create the tags that the pages need in bulk. Call it in the batch's transaction."""
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
        """Drop the tags that a rolled-back transaction created, and those deleted since the lookup."""
        made = {id(tag) for tag in self.made}
        for model, known in self.known.items():
            ids = {tag.pk for tag in known.values() if tag.pk is not None and id(tag) not in made}
            there = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
            for key in [key for key, tag in known.items() if tag.pk is not None and tag.pk not in there]:
                del known[key]
        self.made = []

    def keep(self) -> None:
        """Mark the created tags as committed."""
        self.made = []


def rows_in_memory(page: Page) -> list[Any]:
    """The page's in-memory tags as unsaved rows of the through model."""
    tagging = Tagging.of(type(page))
    held = page.__dict__.get("_cluster_related_objects", {})
    return held.get(tagging.accessor) or [] if tagging else []


def why_not(name: str, tagging: Tagging) -> ArticleWarning | None:
    """Why a missing tag is not created."""
    if not tagging.is_free:
        return ArticleWarning("tag", f"The site has no tag {name[:100]!r}, and none may be made. Choose one.")
    if len(name) > tagging.longest:
        message = f"The tag {name[:40]!r}… is longer than {tagging.longest} characters and is left out."
        return ArticleWarning("tag", message)
    return None


def named(model: Any, names: Iterable[str]) -> list[Any]:
    """The tags with these names in any case; exact matches come last."""
    found = model._default_manager.annotate(lowered=Lower("name"))
    exact = set(names)
    tags = found.filter(lowered__in={name.lower() for name in exact}) | found.filter(name__in=exact)
    return sorted(tags, key=lambda tag: (tag.name in exact, -tag.pk))


def save_new(model: Any, tags: list[Any]) -> list[Any]:
    """Insert new tags and return them: four queries, and a few more for each whose slug is taken.

    A tag that somebody else created since the lookup is reused.
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
            # taggit's own save finds a free slug.
            tag.slug = ""
            tag.save()
    return new


def take_over(model: Any, tags: Iterable[Any]) -> None:
    """Give the tags the primary keys of the tags with their names that the database holds by now."""
    tags = list(tags)
    there = {tag.name.casefold(): tag.pk for tag in named(model, [tag.name for tag in tags])}
    for tag in tags:
        pk = there.get(tag.name.casefold())
        if pk is None and connection.vendor == "mysql":
            # Its collations treat names that differ only in accents as equal.
            pk = model._default_manager.filter(name=tag.name).values_list("pk", flat=True).first()
        if pk is not None:
            tag.pk, tag._state.adding = pk, False


# ------------------------------------------------------------------ undo


def note_tags(run: ImportRun, tags: Iterable[Any]) -> list[ImportedObject]:
    """Unsaved notes of the tags that a run created."""
    return [
        ImportedObject(run=run, kind=ImportedObject.Kind.TAG, object_id=tag.pk)
        for tag in tags
        if isinstance(tag.pk, int)
    ]


def undo_tags(run: ImportRun) -> None:
    """Delete the run's tags that nothing uses, and that undoing another run would not restore."""
    ids = set(run.objects_made.filter(kind=ImportedObject.Kind.TAG).values_list("object_id", flat=True))
    tagging = Tagging.of(conf.get_news_page_model())
    if not ids or tagging is None:
        return
    # Locked: an import that is about to use one waits, and then creates it again.
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
    """The tags, among these, that undoing a run would restore on a page, each with that run."""
    changes = ImportChange.objects.filter(page_before__isnull=False)
    rows = changes.values_list("run", f"page_before__children__{tagging.accessor}")
    for run, children in rows.iterator(chunk_size=500):
        for row in children or ():
            if row.get("tag_id") in ids:
                yield row["tag_id"], run


def inherit_tag(pk: int, run: ImportRun, other: int) -> None:
    """Record another run that uses the tag as its creator, if the original creator is undone."""
    note = {"kind": ImportedObject.Kind.TAG, "object_id": pk}
    if other != run.pk and not run.changes.exists():
        ImportedObject.objects.get_or_create(run_id=other, **note)
