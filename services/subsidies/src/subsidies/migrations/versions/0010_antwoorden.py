"""Answers that are kept to be repeated are encrypted, and their keys and requests are keyed hashes."""

from chassis.frozen.sealing import seal_answers_v1

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    seal_answers_v1("subsidies")


def downgrade() -> None:
    """Nothing: the version before this one would not know the keys again, and none is made less safe."""
