"""How far the consumer has read stands in the database itself."""

from chassis.technical_tables import create_places_v2, drop_places_v2

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    create_places_v2()


def downgrade() -> None:
    drop_places_v2()
