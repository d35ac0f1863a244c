"""How far the consumer has read stands in the database itself."""

from chassis.technical_tables import create_places_v2, drop_places_v2

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    create_places_v2("pk_{}")


def downgrade() -> None:
    drop_places_v2()
