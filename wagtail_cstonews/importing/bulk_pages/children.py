"""Inline children, tags and many-to-many fields of pages that have their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import models

from .page_types import ChildRelation, PageType
from .sql import Table, reserve_ids


def in_memory(page: Any, name: str) -> list[Any] | None:
    """The children that the page has in memory and not, or not yet, in the database."""
    return page.__dict__.get("_cluster_related_objects", {}).get(name)


def by_relation(pages: Sequence[Any]) -> list[tuple[ChildRelation, list[Any]]]:
    """The pages by the relations that they have. Those that a parent class brought are taken together."""
    found: dict[Any, tuple[ChildRelation, list[Any]]] = {}
    for page in pages:
        for relation in PageType.of(page).relations:
            found.setdefault(relation.field, (relation, []))[1].append(page)
    return list(found.values())


def add_children(pages: Sequence[Any], connection: Any) -> None:
    """Inserts the children that new pages have in memory.

    They stay there, with their ids and in the order in which the database would list them.
    """
    for page in pages:
        kind = PageType.of(page)
        held = page.__dict__.setdefault("_cluster_related_objects", {})
        for name in (*(relation.name for relation in kind.all_relations), *kind.link_names):
            held.setdefault(name, [])
    for relation, having in by_relation(pages):
        having = [page for page in having if in_memory(page, relation.name)]
        new = [(page, child) for page in having for child in in_memory(page, relation.name) or ()]
        for page, child in new:
            adopt(child, page, relation)
        insert_children(relation, [child for _, child in new], connection)
        if relation.is_read_again:
            read_again(relation, having, connection)
            continue
        for page in having:
            held = page._cluster_related_objects
            held[relation.name] = relation.sorted(held[relation.name], connection.vendor)


def forget(pages: Sequence[Any]) -> None:
    """Has the pages read their children from the database from now on."""
    for page in pages:
        page.__dict__.pop("_cluster_related_objects", None)


def adopt(child: Any, page: Any, relation: ChildRelation) -> None:
    """Points the child at its page, and gives its values the types that the database would give them."""
    setattr(child, relation.field.name, page)
    child._prepare_related_fields_for_save("save")
    for field in child._meta.concrete_fields:
        if field.remote_field is None:
            value = child.__dict__.get(field.attname)
            if value is not None:
                child.__dict__[field.attname] = field.to_python(value)


def insert_children(relation: ChildRelation, children: Sequence[Any], connection: Any) -> None:
    if not children:
        return
    table = Table(relation.model, connection)
    for child in children:
        for field in relation.model._meta.local_concrete_fields:
            if type(field).pre_save is not models.Field.pre_save:
                child.__dict__[field.attname] = field.pre_save(child, True)
    pk = relation.model._meta.pk.attname
    if relation.model._meta.auto_field is None:
        table.insert([table.row_of(child, {}) for child in children])
    else:
        ids = reserve_ids(relation.model, len(children), connection)
        if ids is None:
            ids = table.insert_and_tell([table.row_of(child, {}) for child in children])
            for child, id in zip(children, ids, strict=True):
                child.__dict__[pk] = id
        else:
            for child, id in zip(children, ids, strict=True):
                child.__dict__[pk] = id
            keyed = table.with_key()
            keyed.insert([keyed.row_of(child, {}) for child in children])
    for child in children:
        child._state.adding, child._state.db = False, connection.alias


def read_again(relation: ChildRelation, pages: Sequence[Any], connection: Any) -> None:
    """Puts the children in memory as the database has them: a query for all pages."""
    if not pages:
        return
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    children = relation.model._default_manager.using(connection.alias)
    for child in children.filter(**{f"{relation.field.name}__in": [page.pk for page in pages]}):
        found[getattr(child, relation.field.attname)].append(child)
    for page in pages:
        for child in found[page.pk]:
            setattr(child, relation.field.name, page)
        page.__dict__.setdefault("_cluster_related_objects", {})[relation.name] = found[page.pk]


def add_links(pages: Sequence[Any], connection: Any) -> None:
    """Inserts the many-to-many links that new pages have in memory, and lists the targets as the database would."""
    fields: dict[Any, list[Any]] = {}
    for page in pages:
        for field in PageType.of(page).many_to_many:
            if in_memory(page, field.name):
                fields.setdefault(field, []).append(page)
    for field, having in fields.items():
        table = Table(field.remote_field.through, connection)
        source = table.model._meta.get_field(field.m2m_field_name()).attname
        target = table.model._meta.get_field(field.m2m_reverse_field_name()).attname
        rows = []
        for page in having:
            unique = dict.fromkeys(chosen.pk for chosen in in_memory(page, field.name) or ())
            rows += [table.row({source: page.pk, target: pk}) for pk in unique]
        table.insert(rows)
        list_links(field, having, connection)


def list_links(field: Any, pages: Sequence[Any], connection: Any) -> None:
    """Sorts the targets in memory as a query would."""
    model = field.remote_field.model
    ids = {chosen.pk for page in pages for chosen in in_memory(page, field.name) or ()}
    targets = model._default_manager.using(connection.alias).filter(pk__in=ids)
    if not targets.ordered:
        targets = targets.order_by("pk")
    place = {pk: number for number, pk in enumerate(targets.values_list("pk", flat=True))}
    for page in pages:
        chosen = {target.pk: target for target in in_memory(page, field.name) or ()}
        page._cluster_related_objects[field.name] = sorted(
            chosen.values(), key=lambda target: place.get(target.pk, 0)
        )
