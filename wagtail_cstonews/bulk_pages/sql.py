"""Multi-row INSERT, UPDATE and upsert statements for SQLite, PostgreSQL, MariaDB and MySQL.

Django's ``bulk_create`` does not support multi-table inheritance, and builds an expression for every value.
Here, rows are tuples of values that are already converted for the database (see :class:`Table`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import connections, models, router

Row = tuple[Any, ...]
_NOTHING: Mapping[str, Any] = MappingProxyType({})

VENDORS = frozenset({"sqlite", "postgresql", "mysql"})
"""The databases that this module supports."""

_STATEMENT_SIZE = 4_000_000
"""Characters of a statement: a quarter of MySQL's smallest usual limit (``max_allowed_packet``, 16 MB)."""

_STATEMENT_VALUES = 60_000
"""Values of a statement: PostgreSQL counts server-side parameters in 16 bits."""

_TEXT = (models.CharField, models.TextField)
_WHOLE = (models.IntegerField, models.AutoField)


def create_all(manager: Any, objects: Sequence[Any], unique: str) -> None:
    """Inserts the objects by ``bulk_create``, and sets their ids on every database.

    MySQL does not return ids: there, the rows are read back by ``unique``, the name of a unique field.
    """
    manager.bulk_create(objects)
    if any(made.pk is None for made in objects):
        values = [getattr(made, unique) for made in objects]
        ids = dict(manager.filter(**{f"{unique}__in": values}).values_list(unique, "pk"))
        for made in objects:
            made.pk = ids[getattr(made, unique)]


def insert_objects(objects: Sequence[Any], *, unique: Sequence[str] = (), with_ids: bool = False) -> None:
    """Inserts new objects of one of the package's own models: ``bulk_create`` at a fraction of its cost.

    Objects that already exist, by the attributes named in ``unique``, are skipped. ``with_ids`` sets the
    objects' ids, and requires a transaction.
    """
    if not objects:
        return
    model = type(objects[0])
    connection = connections[router.db_for_write(model)]
    table = Table(model, connection)
    renewed = [field for field in table.fields if type(field).pre_save is not models.Field.pre_save]
    for made in objects:
        made._prepare_related_fields_for_save("save")
        for field in renewed:
            field.pre_save(made, True)
    rows = [table.row_of(made) for made in objects]
    if unique:
        table.upsert(rows, unique, ())
    elif not with_ids:
        table.insert(rows)
    else:
        ids = reserve_ids(model, len(rows), connection)
        if ids is None:
            ids = table.insert_and_tell(rows)
        else:
            table.with_key().insert([(id, *row) for id, row in zip(ids, rows, strict=True)])
        for made, id in zip(objects, ids, strict=True):
            made.pk, made._state.adding, made._state.db = id, False, connection.alias


class ReadyJSON(str):
    """JSON for a JSON column, made elsewhere: it is written as it is."""

    __slots__ = ()


def _is_django(method: Any) -> bool:
    return getattr(method, "__module__", "").startswith("django.db.")


def _plain_types(field: Any) -> tuple[type, ...]:
    """The Python types of the field's values that need no conversion for the database."""
    while field.remote_field is not None:
        field = field.target_field
    kind = type(field)
    if not all(map(_is_django, (kind.get_prep_value, kind.get_db_prep_value, kind.get_db_prep_save))):
        return ()
    if isinstance(field, _TEXT):
        return (str,)
    if isinstance(field, _WHOLE):
        return (int,)
    return (bool,) if isinstance(field, models.BooleanField) else ()


class Table:
    """The columns of one model's table, and the statements that insert rows into it.

    ``fields`` are concrete fields of the model itself, not of its parents.
    """

    def __init__(self, model: Any, connection: Any, fields: Sequence[Any] | None = None) -> None:
        self.model = model
        self.connection = connection
        meta = model._meta
        if fields is None:
            fields = [field for field in meta.local_concrete_fields if field is not meta.auto_field]
        self.fields = list(fields)
        self.names = [field.attname for field in self.fields]
        self.plain = [_plain_types(field) for field in self.fields]

    def with_key(self) -> Table:
        """The same table with its primary key as the first column."""
        if self.model._meta.pk in self.fields:
            return self
        return Table(self.model, self.connection, [self.model._meta.pk, *self.fields])

    def row(self, values: Mapping[str, Any], ready: Mapping[str, str] = _NOTHING) -> Row:
        """A row of ``values`` by attribute name; other fields have their default.

        ``ready`` are values that need no conversion: the JSON of JSON columns.
        """
        connection = self.connection
        row = []
        for field, name, plain in zip(self.fields, self.names, self.plain, strict=True):
            if name in ready:
                row.append(ready[name])
                continue
            value = values[name] if name in values else field.get_default()
            if not (value is None or type(value) in plain):
                value = field.get_db_prep_save(value, connection)
            row.append(value)
        return tuple(row)

    def row_of(
        self, instance: Any, values: Mapping[str, Any] = _NOTHING, ready: Mapping[str, str] = _NOTHING
    ) -> Row:
        """A row of the instance's attributes; ``values`` override them, ``ready`` overrides both."""
        attributes = instance.__dict__
        connection = self.connection
        row = []
        for field, name, plain in zip(self.fields, self.names, self.plain, strict=True):
            if name in ready:
                row.append(ready[name])
                continue
            value = values[name] if name in values else attributes[name]
            if not (value is None or type(value) in plain or type(value) is ReadyJSON):
                value = field.get_db_prep_save(value, connection)
            row.append(value)
        return tuple(row)

    # ------------------------------------------------------------------ statements

    def insert(self, rows: Sequence[Row]) -> None:
        """Inserts the rows."""
        if not rows:
            return
        if self.connection.vendor == "postgresql":
            self.copy(rows)
            return
        self.run(rows, "")

    def copy(self, rows: Sequence[Row]) -> None:
        """Inserts the rows by PostgreSQL's COPY, which is faster than INSERT."""
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {self.quoted} ({self.columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def upsert(self, rows: Sequence[Row], key: Sequence[str], changed: Sequence[str] | None = None) -> None:
        """Inserts the rows, or updates existing ones with the same ``key``.

        ``key`` and ``changed`` are attribute names; without ``changed``, all columns are updated.
        """
        if not rows:
            return
        quote = self.connection.ops.quote_name
        keys = [field.column for field in self.fields if field.attname in key]
        others = [
            quote(field.column)
            for field in self.fields
            if field.column not in keys and (changed is None or field.attname in changed)
        ]
        if self.connection.vendor == "mysql":
            first = quote(keys[0])
            changes = ", ".join(f"{name} = VALUES({name})" for name in others) or f"{first} = {first}"
            self.run(rows, f" ON DUPLICATE KEY UPDATE {changes}")
        else:
            changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in others)
            then = f"UPDATE SET {changes}" if changes else "NOTHING"
            self.run(rows, f" ON CONFLICT ({', '.join(map(quote, keys))}) DO {then}")

    def insert_and_tell(self, rows: Sequence[Row]) -> list[Any]:
        """Inserts the rows and returns their new ids, in order."""
        pk = self.connection.ops.quote_name(self.model._meta.pk.column)
        returning = self.connection.features.can_return_rows_from_bulk_insert
        ids: list[Any] = []
        for part in parts(rows, len(self.fields)):
            with self.connection.cursor() as cursor:
                statement = self.statement(len(part)) + (f" RETURNING {pk}" if returning else "")
                cursor.execute(statement, [value for row in part for value in row])
                if returning:
                    ids += [id for (id,) in cursor.fetchall()]
                    continue
                # InnoDB assigns consecutive ids to the rows of one statement, and returns the first.
                first = cursor.lastrowid
                cursor.execute("SELECT @@auto_increment_increment")
                step = cursor.fetchone()[0]
                ids += [first + step * number for number in range(len(part))]
        return ids

    def run(self, rows: Sequence[Row], tail: str) -> None:
        """Inserts the rows; ``tail`` is appended to each statement."""
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "sqlite":
                cursor.executemany(self.statement(1) + tail, rows)
                return
            for part in parts(rows, len(self.fields)):
                cursor.execute(self.statement(len(part)) + tail, [value for row in part for value in row])

    def statement(self, count: int) -> str:
        """The statement that inserts ``count`` rows."""
        one = f"({', '.join(['%s'] * len(self.fields))})"
        return f"INSERT INTO {self.quoted} ({self.columns}) VALUES {', '.join([one] * count)}"  # noqa: S608

    @property
    def quoted(self) -> str:
        """The table's name, quoted."""
        name: str = self.connection.ops.quote_name(self.model._meta.db_table)
        return name

    @property
    def columns(self) -> str:
        """The columns' names, quoted, in the order of the fields."""
        return ", ".join(self.connection.ops.quote_name(field.column) for field in self.fields)


def parts(rows: Sequence[Row], width: int) -> Iterator[Sequence[Row]]:
    """The rows split into statements that stay within the databases' limits."""
    most = max(1, _STATEMENT_VALUES // max(1, width))
    part: list[Row] = []
    size = 0
    for row in rows:
        length = sum([len(value) for value in row if isinstance(value, str)])
        if part and (size + length > _STATEMENT_SIZE or len(part) >= most):
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part


def reserve_ids(model: Any, count: int, connection: Any) -> list[int] | None:
    """Reserves ids for ``count`` new rows of the model; None if the database cannot.

    On SQLite, the transaction must already have written: only its lock prevents others from using these ids.
    """
    if not count:
        return []
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            ids = [id for (id,) in cursor.fetchall()]
            return None if ids[0] is None else ids
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return list(range(first, first + count))
    return None


def set_references(
    model: Any, names: Sequence[str], pairs: Sequence[tuple[int, int]], connection: Any
) -> None:
    """Sets the foreign keys ``names`` of rows, given as pairs of row id and target id.

    Runs of pairs in which both ids are consecutive take one statement.
    """
    quote = connection.ops.quote_name
    pk = quote(model._meta.pk.column)
    columns = [quote(model._meta.get_field(name).column) for name in names]
    changes = ", ".join(f"{column} = {pk} + %s" for column in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {changes} WHERE {pk} BETWEEN %s AND %s"  # noqa: S608
    with connection.cursor() as cursor:
        for first, last, distance in _spans(pairs):
            cursor.execute(statement, [*[distance] * len(columns), first, last])


def _spans(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """First and last id of each run of rows, and the offset of the target ids.

    >>> _spans([(1, 11), (2, 12), (5, 15), (6, 17)])
    [(1, 2, 10), (5, 5, 10), (6, 6, 11)]
    """
    found: list[tuple[int, int, int]] = []
    for id, target in pairs:
        if found and found[-1][1] + 1 == id and found[-1][2] == target - id:
            found[-1] = (found[-1][0], id, found[-1][2])
        else:
            found.append((id, id, target - id))
    return found
