"""Messages beside 301 and 323: retour, start, stop, envelope."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
