"""The technical tables as the migrations of the services made them: frozen, whatever `chassis.db` becomes.

A change of these tables is a new function here (`..._v2`), called by a new revision in every service.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB


def create_technical_tables_v1(primary_key: str = "{}_pk") -> None:
    """Outbox, log of sent events, inbox, idempotency and processing log; `primary_key` names the keys of a table."""
    _create_events("outbox", "volgnummer", primary_key)
    _create_events("gebeurtenis", "positie", primary_key)
    op.create_table(
        "inbox",
        sa.Column("bron", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.Column("tijd", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bron", "id", name=op.f(primary_key.format("inbox"))),
    )
    op.create_table(
        "idempotentie",
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sleutel", sa.Text(), nullable=False),
        sa.Column("verzoek", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("antwoord", sa.LargeBinary(), nullable=False),
        sa.Column("tijd", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client", "sleutel", name=op.f(primary_key.format("idempotentie"))),
    )
    op.create_table(
        "verwerkingslog",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("trace_id", sa.Text(), nullable=False),
        sa.Column("span_id", sa.Text(), nullable=False),
        sa.Column("activiteit", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("begin", sa.DateTime(timezone=True), nullable=False),
        sa.Column("einde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("betrokkene", sa.LargeBinary(), nullable=False),
        sa.Column("gebruiker", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(primary_key.format("verwerkingslog"))),
    )
    op.create_index("verwerkingslog_betrokkene", "verwerkingslog", ["betrokkene"], unique=False)


def drop_technical_tables_v1() -> None:
    """The way back."""
    for name in ("verwerkingslog", "idempotentie", "inbox", "gebeurtenis", "outbox"):
        op.drop_table(name)


def _create_events(table: str, key: str, primary_key: str) -> None:
    op.create_table(
        table,
        sa.Column(key, sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("sleutel", sa.LargeBinary(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=True),
        sa.Column("tijd", sa.DateTime(timezone=True), nullable=False),
        sa.Column("traceparent", sa.Text(), nullable=False),
        sa.Column("kop", JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint(key, name=op.f(primary_key.format(table))),
    )
