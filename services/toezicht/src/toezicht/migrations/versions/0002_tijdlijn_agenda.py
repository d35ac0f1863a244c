"""Timeline and agenda of every case; the table that toezicht had for its own cases makes room for the name."""

from alembic import op
from risb_zaak.migrate import drop_zaak_tables_v1, zaak_tables_v1

revision = "0002"
down_revision = "0001"

_INDEXES = ("pk", "volgnummer_uk", "zaak_id_ix")


def upgrade() -> None:
    op.rename_table("tijdlijn", "zaakregel")
    for name in _INDEXES:
        op.execute(f"ALTER INDEX tijdlijn_{name} RENAME TO zaakregel_{name}")
    op.execute("ALTER TABLE zaakregel RENAME CONSTRAINT tijdlijn_zaak_id_fk TO zaakregel_zaak_id_fk")
    zaak_tables_v1()


def downgrade() -> None:
    drop_zaak_tables_v1()
    op.execute("ALTER TABLE zaakregel RENAME CONSTRAINT zaakregel_zaak_id_fk TO tijdlijn_zaak_id_fk")
    for name in _INDEXES:
        op.execute(f"ALTER INDEX zaakregel_{name} RENAME TO tijdlijn_{name}")
    op.rename_table("zaakregel", "tijdlijn")
