"""The tables of timeline and agenda in a service's own database."""

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB


def register_zaak_tables(metadata: MetaData) -> None:
    """Add them to a service's metadata; its migrations create them (`risb_zaak.migrate`)."""
    Table(
        "tijdlijn",
        metadata,
        Column("zaak", Text, primary_key=True),
        Column("nr", Integer, primary_key=True),
        Column("soort", Text, nullable=False),
        Column("door", Text, nullable=False),
        Column("op", DateTime(timezone=True), nullable=False),
        Column("vastgelegd_op", DateTime(timezone=True), nullable=False),
        Column("gegevens", JSONB, nullable=False),
        Column("vorige_hash", LargeBinary, nullable=False),
        Column("hash", LargeBinary, nullable=False),
    )
    Table(
        "tijdlijn_kop",
        metadata,
        Column("zaak", Text, primary_key=True),
        Column("nr", Integer, nullable=False),
        Column("hash", LargeBinary, nullable=False),
        Column("verankerd", Integer, nullable=False),
        Index("tijdlijn_kop_los", "zaak", postgresql_where="nr > verankerd"),
    )
    Table(
        "tijdlijn_anker",
        metadata,
        Column("nr", BigInteger, primary_key=True, autoincrement=False),
        Column("op", DateTime(timezone=True), nullable=False),
        Column("koppen", JSONB, nullable=False),
        Column("vorige_hash", LargeBinary, nullable=False),
        Column("hash", LargeBinary, nullable=False),
    )
    Table(
        "agenda",
        metadata,
        Column("zaak", Text, primary_key=True),
        Column("soort", Text, primary_key=True),
        Column("op", DateTime(timezone=True), nullable=False),
        Column("gegevens", JSONB, nullable=False),
        Column("pogingen", Integer, nullable=False),
        Column("fout", Text),
        Column("wacht_tot", DateTime(timezone=True)),
        Index("agenda_volgorde", "op", "zaak", "soort"),
    )
