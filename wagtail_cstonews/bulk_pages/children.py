"""Bulk writes of inline children, tags and many-to-many links. The pages must already have ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from taggit.models import ItemBase
from wagtail.models import COMMENTS_RELATION_NAME

from .page_types import ChildRelation, PageType
from .sql import Table, reserve_ids


def _in_memory(page: Any, name: str) -> list[Any] | None:
    """The page's children in memory (modelcluster's cluster), or None if none are loaded."""
    held: list[Any] | None = page.__dict__.get("_cluster_related_objects", {}).get(name)
    return held


def _by_relation(pages: Sequence[Any]) -> list[tuple[ChildRelation, list[Any]]]:
    """The pages grouped by child relation. Page types that inherit a relation share its group."""
    found: dict[Any, tuple[ChildRelation, list[Any]]] = {}
    for page in pages:
        for relation in PageType.of(page).relations:
            found.setdefault(relation.field, (relation, []))[1].append(page)
    return list(found.values())


def add_children(pages: Sequence[Any], connection: Any) -> None:
    """Inserts the children that new pages have in memory.

    The children stay in memory, with ids and in the order in which the database would return them.
    """
    for page in pages:
        kind = PageType.of(page)
        held = page.__dict__.setdefault("_cluster_related_objects", {})
        for name in (*(relation.name for relation in kind.all_relations), *kind.link_names):
            held.setdefault(name, [])
    for relation, having in _by_relation(pages):
        having = [page for page in having if _in_memory(page, relation.name)]
        new = [(page, child) for page in having for child in _in_memory(page, relation.name) or ()]
        for page, child in new:
            _adopt(child, page, relation)
        _insert_children(relation, [child for _, child in new], connection)
        if relation.is_read_again:
            _read_again(relation, having, connection)
            continue
        for page in having:
            held = page._cluster_related_objects
            held[relation.name] = relation.sorted(held[relation.name], connection.vendor)


def forget(pages: Sequence[Any]) -> None:
    """Discards the children in memory, so that they are read from the database on the next access."""
    for page in pages:
        page.__dict__.pop("_cluster_related_objects", None)


def _adopt(child: Any, page: Any, relation: ChildRelation) -> None:
    """Sets the child's parent page, and converts its values to the types that the database returns."""
    setattr(child, relation.field.name, page)
    child._prepare_related_fields_for_save("save")
    for field in child._meta.concrete_fields:
        if field.remote_field is None:
            value = child.__dict__.get(field.attname)
            if value is not None:
                child.__dict__[field.attname] = field.to_python(value)


def _insert_children(relation: ChildRelation, children: Sequence[Any], connection: Any) -> None:
    if not children:
        return
    table = Table(relation.model, connection)
    for child in children:
        _pre_save(child, relation, True)
    pk = relation.model._meta.pk.attname
    if relation.model._meta.auto_field is None:
        table.insert([table.row_of(child) for child in children])
    else:
        ids = reserve_ids(relation.model, len(children), connection)
        if ids is None:
            ids = table.insert_and_tell([table.row_of(child) for child in children])
            for child, id in zip(children, ids, strict=True):
                child.__dict__[pk] = id
        else:
            for child, id in zip(children, ids, strict=True):
                child.__dict__[pk] = id
            keyed = table.with_key()
            keyed.insert([keyed.row_of(child) for child in children])
    for child in children:
        child._state.adding, child._state.db = False, connection.alias


def _pre_save(child: Any, relation: ChildRelation, add: bool) -> None:
    for field in relation.pre_saved:
        child.__dict__[field.attname] = field.pre_save(child, add)


def _read_again(relation: ChildRelation, pages: Sequence[Any], connection: Any) -> None:
    """Replaces the children in memory by those in the database, with one query for all pages."""
    if not pages:
        return
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    children = relation.model._default_manager.using(connection.alias).all()
    if not children.ordered:
        children = children.order_by("pk")
    if issubclass(relation.model, ItemBase):
        children = children.select_related("tag")
    for child in children.filter(**{f"{relation.field.name}__in": [page.pk for page in pages]}):
        found[getattr(child, relation.field.attname)].append(child)
    for page in pages:
        for child in found[page.pk]:
            setattr(child, relation.field.name, page)
        page.__dict__.setdefault("_cluster_related_objects", {})[relation.name] = found[page.pk]


def add_links(pages: Sequence[Any], connection: Any) -> None:
    """Inserts the many-to-many links that new pages have in memory, and sorts them as a query would."""
    for field, having in _by_link(pages):
        having = [page for page in having if _in_memory(page, field.name)]
        if not having:
            continue
        table, source, target = _link_table(field, connection)
        rows = []
        for page in having:
            unique = dict.fromkeys(chosen.pk for chosen in _in_memory(page, field.name) or ())
            rows += [table.row({source: page.pk, target: pk}) for pk in unique]
        table.insert(rows)
        _list_links(field, having, connection)


def _list_links(field: Any, pages: Sequence[Any], connection: Any) -> None:
    """Sorts the targets in memory as a query would."""
    model = field.remote_field.model
    ids = {chosen.pk for page in pages for chosen in _in_memory(page, field.name) or ()}
    targets = model._default_manager.using(connection.alias).filter(pk__in=ids)
    if not targets.ordered:
        targets = targets.order_by("pk")
    place = {pk: number for number, pk in enumerate(targets.values_list("pk", flat=True))}
    for page in pages:
        chosen = {target.pk: target for target in _in_memory(page, field.name) or ()}
        page._cluster_related_objects[field.name] = sorted(
            chosen.values(), key=lambda target: place.get(target.pk, 0)
        )


# ---------------------------------------------------------------------- existing pages

_Loaded = list[tuple[Any, str]]
"""Pages with the names of the relations that were loaded for them."""


def load(pages: Sequence[Any], connection: Any) -> _Loaded:
    """Loads the children and links that the pages do not have in memory, with one query per relation."""
    loaded: _Loaded = []
    for page in pages:
        held = page.__dict__.setdefault("_cluster_related_objects", {})
        if COMMENTS_RELATION_NAME not in held:
            # Pages with comments are saved by Wagtail itself.
            held[COMMENTS_RELATION_NAME] = []
            loaded.append((page, COMMENTS_RELATION_NAME))
    for relation, having in _by_relation(pages):
        missing = [page for page in having if _in_memory(page, relation.name) is None]
        _read_again(relation, missing, connection)
        loaded += [(page, relation.name) for page in missing]
    for field, having in _by_link(pages):
        missing = [page for page in having if _in_memory(page, field.name) is None]
        _read_links(field, missing, connection)
        loaded += [(page, field.name) for page in missing]
    return loaded


def unload(loaded: _Loaded) -> None:
    """Removes from memory what :func:`load` loaded."""
    for page, name in loaded:
        page._cluster_related_objects.pop(name, None)


def replace(pages: Sequence[Any], loaded: _Loaded, connection: Any) -> None:
    """Replaces the children and links in the database by those that the pages have in memory."""
    untouched = {(id(page), name) for page, name in loaded}
    for relation, having in _by_relation(pages):
        _replace_children(
            relation, [page for page in having if (id(page), relation.name) not in untouched], connection
        )
    for field, having in _by_link(pages):
        _replace_links(
            field, [page for page in having if (id(page), field.name) not in untouched], connection
        )


def _replace_children(relation: ChildRelation, pages: Sequence[Any], connection: Any) -> None:
    if not pages:
        return
    wanted = [child for page in pages for child in _in_memory(page, relation.name) or ()]
    for page in pages:
        for child in _in_memory(page, relation.name) or ():
            _adopt(child, page, relation)
    live = relation.model._default_manager.using(connection.alias)
    live = live.filter(**{f"{relation.field.name}__in": [page.pk for page in pages]})
    kept = {child.pk for child in wanted}
    gone = [pk for pk in live.order_by().values_list("pk", flat=True) if pk not in kept]
    if gone:
        relation.model._default_manager.using(connection.alias).filter(pk__in=gone).delete()
    numbered = relation.model._meta.auto_field is not None
    new = [child for child in wanted if numbered and child.pk is None]
    there = [child for child in wanted if not (numbered and child.pk is None)]
    _insert_children(relation, new, connection)
    table = Table(relation.model, connection).with_key()
    unique = {child.pk: child for child in there}
    for child in unique.values():
        _pre_save(child, relation, False)
    table.upsert([table.row_of(child) for child in unique.values()], [relation.model._meta.pk.attname])


def _by_link(pages: Sequence[Any]) -> list[tuple[Any, list[Any]]]:
    """The pages grouped by many-to-many field."""
    fields: dict[Any, list[Any]] = {}
    for page in pages:
        for field in PageType.of(page).many_to_many:
            fields.setdefault(field, []).append(page)
    return list(fields.items())


def _link_table(field: Any, connection: Any) -> tuple[Table, str, str]:
    """The table of the links, and its two columns by attribute name: the page's and the target's."""
    through = field.remote_field.through
    source = through._meta.get_field(field.m2m_field_name()).attname
    target = through._meta.get_field(field.m2m_reverse_field_name()).attname
    return Table(through, connection), source, target


def _links_of(field: Any, pages: Sequence[Any], connection: Any) -> list[tuple[Any, Any, Any]]:
    """The id, page id and target id of each stored link."""
    table, source, target = _link_table(field, connection)
    links = table.model._default_manager.using(connection.alias)
    found = links.filter(**{f"{source}__in": [page.pk for page in pages]})
    return list(found.order_by("pk").values_list("pk", source, target))


def _read_links(field: Any, pages: Sequence[Any], connection: Any) -> None:
    """Loads the targets of the links into memory, in the order of a query."""
    if not pages:
        return
    links = _links_of(field, pages, connection)
    targets = field.remote_field.model._default_manager.using(connection.alias)
    found = targets.in_bulk({target for _, _, target in links})
    for page in pages:
        mine = [found[target] for _, source, target in links if source == page.pk and target in found]
        page.__dict__.setdefault("_cluster_related_objects", {})[field.name] = mine
    _list_links(field, pages, connection)


def _replace_links(field: Any, pages: Sequence[Any], connection: Any) -> None:
    if not pages:
        return
    table, source, target = _link_table(field, connection)
    there = {(page_id, target_id): pk for pk, page_id, target_id in _links_of(field, pages, connection)}
    wanted = {(page.pk, chosen.pk): None for page in pages for chosen in _in_memory(page, field.name) or ()}
    gone = [pk for link, pk in there.items() if link not in wanted]
    if gone:
        table.model._default_manager.using(connection.alias).filter(pk__in=gone).delete()
    new = [link for link in wanted if link not in there]
    table.insert([table.row({source: page_id, target: target_id}) for page_id, target_id in new])
