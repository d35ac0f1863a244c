"""Less work for the database per judged line: no attempt to pack what is packed, invalid grounds found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# events are packed in columns already, answers are encrypted
_NIET_INPAKKEN = ("outbox", "gebeurtenis", "antwoord")
_INDEX = "toewijzing_ongeldig"


def upgrade() -> None:
    for tabel in _NIET_INPAKKEN:
        op.execute(f"ALTER TABLE {tabel} ALTER COLUMN inhoud SET STORAGE EXTERNAL")
    op.create_index(
        _INDEX,
        "toewijzing",
        ["agb_code", "wet", "gemeente"],
        postgresql_where=sa.text("NOT geldig AND reden_ongeldig IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(_INDEX, table_name="toewijzing")
    for tabel in _NIET_INPAKKEN:
        op.execute(f"ALTER TABLE {tabel} ALTER COLUMN inhoud SET STORAGE EXTENDED")
