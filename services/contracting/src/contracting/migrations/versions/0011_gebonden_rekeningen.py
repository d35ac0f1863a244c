"""An account number is bound to its holder and version: put in another row or event it does not open."""

from functools import cache

from chassis.migrate import rewrite, settings_from
from contracting.settings import Settings
from risb_kern.privacy import Privacy

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    rewrite(
        "rekening",
        "id",
        "nummer",
        lambda rij: _kluis().bind(rij.nummer, f"rekening|{rij.houdersoort}|{rij.houder}|{rij.versie}"),
    )


def downgrade() -> None:
    """Nothing: the version before this one would not open the numbers, and no number is made less safe."""


@cache
def _kluis() -> Privacy:
    """Only asked for when there is a number, which nobody could store without the key."""
    return Privacy(settings_from(Settings).payment_key or b"")
