"""The technical tables as the migrations of the services made them: frozen, whatever `chassis.db` becomes.

A change of these tables is a new function here (`..._v2`), called by a new revision in every service.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

Columns = Mapping[str, sa.types.TypeEngine[Any]]
_TEXT, _BYTES, _NUMBER = sa.Text(), sa.LargeBinary(), sa.BigInteger()
_MOMENT, _JSON = sa.DateTime(timezone=True), JSONB(astext_type=sa.Text())
_MAY_LACK = {"gebeurtenis": {"sleutel", "inhoud", "kop"}, "outbox": {"sleutel", "inhoud", "kop"}}
_BODY: Columns = {"id": sa.Uuid(), "topic": _TEXT, "sleutel": _BYTES, "type": _TEXT, "inhoud": _BYTES}
_EVENT: Columns = {**_BODY, "tijd": _MOMENT, "traceparent": _TEXT, "kop": _JSON}
_INBOX: Columns = {"bron": _TEXT, "id": sa.Uuid(), "type": _TEXT, "uitkomst": _TEXT, "tijd": _MOMENT}
_ANSWER: Columns = {"client": _TEXT, "sleutel": _TEXT, "verzoek": _BYTES, "status": sa.Integer(), "antwoord": _BYTES}
_TRACE: Columns = {"trace_id": _TEXT, "span_id": _TEXT, "activiteit": _TEXT, "naam": _TEXT, "status": _TEXT}
_PROCESSING: Columns = {**_TRACE, "begin": _MOMENT, "einde": _MOMENT, "betrokkene": _BYTES, "gebruiker": _TEXT}

PLACES_V2 = "leespositie"
_PLACE: Columns = {"topic": _TEXT, "partitie": sa.Integer(), "positie": sa.BigInteger()}

AGING_V3 = ("gebeurtenis", "idempotentie", "inbox")

# Columns and primary key.
TABLES_V1: Mapping[str, tuple[Columns, tuple[str, ...]]] = {
    "outbox": ({"volgnummer": _NUMBER, **_EVENT}, ("volgnummer",)),
    "gebeurtenis": ({"positie": _NUMBER, **_EVENT}, ("positie",)),
    "inbox": (_INBOX, ("bron", "id")),
    "idempotentie": ({**_ANSWER, "tijd": _MOMENT}, ("client", "sleutel")),
    "verwerkingslog": ({"id": _NUMBER, **_PROCESSING}, ("id",)),
}


def create_technical_tables_v1(primary_key: str = "{}_pk") -> None:
    """Outbox, log of sent events, inbox, idempotency and processing log; `primary_key` names the key of a table."""
    for table in TABLES_V1:
        op.create_table(table, *parts_v1(table, op.f(primary_key.format(table))))
    op.create_index("verwerkingslog_betrokkene", "verwerkingslog", ["betrokkene"], unique=False)


def drop_technical_tables_v1() -> None:
    """The way back."""
    for table in reversed([*TABLES_V1]):
        op.drop_table(table)


def create_places_v2(primary_key: str = "{}_pk") -> None:
    """How far the consumer has read, per partition."""
    op.create_table(PLACES_V2, *places_v2(op.f(primary_key.format(PLACES_V2))))


def drop_places_v2() -> None:
    """The way back."""
    op.drop_table(PLACES_V2)


def create_ages_v3() -> None:
    """What goes when its time is over is found by its age."""
    for table in AGING_V3:
        op.create_index(f"{table}_tijd", table, ["tijd"])


def drop_ages_v3() -> None:
    """The way back."""
    for table in AGING_V3:
        op.drop_index(f"{table}_tijd")


def places_v2(primary_key: str | None = None) -> list[sa.schema.SchemaItem]:
    """Fresh columns and the key of the table; its name as for `parts_v1`."""
    columns = (sa.Column(name, kind, nullable=False) for name, kind in _PLACE.items())
    return [*columns, sa.PrimaryKeyConstraint("topic", "partitie", name=primary_key)]


def parts_v1(table: str, primary_key: str | None = None) -> list[sa.schema.SchemaItem]:
    """Fresh columns and the key of a table; without a name the key is named by the convention of the metadata."""
    columns, key = TABLES_V1[table]
    return [
        *(_column(table, name, kind) for name, kind in columns.items()),
        sa.PrimaryKeyConstraint(*key, name=primary_key),
    ]


def _column(table: str, name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    identity = [sa.Identity(always=True)] if kind is _NUMBER else []
    return sa.Column(name, kind, *identity, nullable=name in _MAY_LACK.get(table, ()))
