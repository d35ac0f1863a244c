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


def create_technical_tables_v1(primary_key: str = "{}_pk") -> None:
    """Outbox, log of sent events, inbox, idempotency and processing log; `primary_key` names the key of a table."""
    _create("outbox", {"volgnummer": _NUMBER, **_EVENT}, ["volgnummer"], primary_key)
    _create("gebeurtenis", {"positie": _NUMBER, **_EVENT}, ["positie"], primary_key)
    _create("inbox", _INBOX, ["bron", "id"], primary_key)
    _create("idempotentie", {**_ANSWER, "tijd": _MOMENT}, ["client", "sleutel"], primary_key)
    _create("verwerkingslog", {"id": _NUMBER, **_PROCESSING}, ["id"], primary_key)
    op.create_index("verwerkingslog_betrokkene", "verwerkingslog", ["betrokkene"], unique=False)


def drop_technical_tables_v1() -> None:
    """The way back."""
    for name in ("verwerkingslog", "idempotentie", "inbox", "gebeurtenis", "outbox"):
        op.drop_table(name)


def _create(table: str, columns: Columns, key: list[str], primary_key: str) -> None:
    made = [
        sa.Column(
            name,
            kind,
            *([sa.Identity(always=True)] if kind is _NUMBER else []),
            nullable=name in _MAY_LACK.get(table, ()),
        )
        for name, kind in columns.items()
    ]
    op.create_table(table, *made, sa.PrimaryKeyConstraint(*key, name=op.f(primary_key.format(table))))
