"""The secret of a subscription is bound to its address: it signs for no other one."""

from functools import cache

from chassis.migrate import rewrite, settings_from
from risb_kern.privacy import Privacy
from toezicht.settings import Settings

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    rewrite("abonnement", "id", "geheim", lambda rij: _privacy().bind(rij.geheim, f"abonnement|{rij.url}"))


def downgrade() -> None:
    """Nothing: the version before this one would not open it, and none is made less safe."""


@cache
def _privacy() -> Privacy:
    return Privacy(settings_from(Settings).key)
