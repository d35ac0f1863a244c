"""Which class is proposed, and whether a case ever was fraude, as its timeline tells of cases that there were."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

FILL = (
    "UPDATE zaak SET was_fraude = true WHERE klasse = 'fraude' OR EXISTS (SELECT FROM tijdlijn t"
    " WHERE t.zaak = 'zaak:' || zaak.id AND t.soort = 'zaak_classificeren' AND t.gegevens ->> 'klasse' = 'fraude'"
    " AND t.gegevens ->> 'voorstel' = 'false')"
)


def upgrade() -> None:
    op.add_column("zaak", sa.Column("voorstel_klasse", sa.Text(), nullable=True))
    op.add_column("zaak", sa.Column("was_fraude", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE zaak SET voorstel_klasse = 'fraude' WHERE voorstel_door IS NOT NULL")
    op.execute(FILL)


def downgrade() -> None:
    op.drop_column("zaak", "was_fraude")
    op.drop_column("zaak", "voorstel_klasse")
