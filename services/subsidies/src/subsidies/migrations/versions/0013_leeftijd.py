"""What is cleaned up every day is found by its age."""

from chassis.technical_tables import create_ages_v3, drop_ages_v3

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    create_ages_v3()


def downgrade() -> None:
    drop_ages_v3()
