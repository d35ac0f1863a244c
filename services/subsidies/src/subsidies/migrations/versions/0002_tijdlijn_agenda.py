"""Timeline and agenda of every case."""

from risb_zaak.migrate import drop_zaak_tables_v1, zaak_tables_v1

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    zaak_tables_v1()


def downgrade() -> None:
    drop_zaak_tables_v1()
