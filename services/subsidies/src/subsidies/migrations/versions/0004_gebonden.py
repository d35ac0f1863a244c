"""Account number and BSN are bound to their application: put in another row or column they do not open."""

from functools import cache

from chassis.migrate import rewrite, settings_from
from risb_kern.privacy import Privacy
from subsidies.settings import Settings

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    rewrite(
        "aanvraag",
        "id",
        "iban_versleuteld",
        lambda rij: _privacy().bind(rij.iban_versleuteld, f"aanvraag|iban|{rij.id}"),
    )
    rewrite(
        "aanvraag", "id", "bsn_versleuteld", lambda rij: _privacy().bind(rij.bsn_versleuteld, f"aanvraag|bsn|{rij.id}")
    )


def downgrade() -> None:
    """Nothing: the version before this one would not open them, and none is made less safe."""


@cache
def _privacy() -> Privacy:
    return Privacy(settings_from(Settings).key)
