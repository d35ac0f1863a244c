"""What a migration does once with values from before they had one form; frozen, so it leans on nothing else."""

import json
from collections.abc import Callable, Mapping, Sequence

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

log = structlog.get_logger()
# Outside plain signs: only there may something be in pieces, invisible or in full width.
_ODD = r"(octet_length({0}::text) <> char_length({0}::text) OR {0}::text ~ '[\x01-\x08\x0b-\x1f\x7f]')"


def mend_v1(connection: Connection, places: Mapping[str, Sequence[str]], form: Callable[[str, object], object]) -> None:
    """Give what stands in a table its `form` (by column and value); what has none (ValueError) stays, and is logged.

    `places` has per table its key and then the columns, of text or JSON.
    """
    for table, (key, *columns) in places.items():
        for column in columns:
            query = text(f"SELECT ctid::text, {key}::text, {column} FROM {table} WHERE {_ODD.format(column)}")
            for place, name, value in connection.execute(query).all():
                try:
                    mended = form(column, value)
                    if mended != value:
                        _rewrite(connection, table, column, place, mended)
                except (ValueError, IntegrityError) as error:
                    log.warning("not_mended", table=table, column=column, key=name, error=type(error).__name__)


def _rewrite(connection: Connection, table: str, column: str, place: str, value: object) -> None:
    stored = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    kind = "text" if isinstance(value, str) else "jsonb"
    query = f"UPDATE {table} SET {column} = CAST(:stored AS {kind}) WHERE ctid = CAST(:place AS tid)"
    with connection.begin_nested():
        connection.execute(text(query), {"stored": stored, "place": place})
