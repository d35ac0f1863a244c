"""How far the consumer has read stands in the database itself."""

from chassis.technical_tables import create_places_v2, drop_places_v2

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    create_places_v2()


def downgrade() -> None:
    drop_places_v2()
