"""The secret of a subscription is bound to its address: it signs for no other one."""

from chassis.frozen.sealing import bind_v1

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    bind_v1("toezicht", "abonnement", "id", "geheim", lambda rij: f"abonnement|{rij.url}")


def downgrade() -> None:
    """Nothing: the version before this one would not open it, and none is made less safe."""
