"""What is cleaned up every day is found by its age."""

from chassis.technical_tables import create_ages_v3, drop_ages_v3

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    create_ages_v3()


def downgrade() -> None:
    drop_ages_v3()
