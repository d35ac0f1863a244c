"""What was stored before codes and texts had one form gets that form; what has none stays and is in the log."""

from alembic import op
from risb_kern.reading.mending import mend_v1
from risb_recht.oud.vormen import form_v1

revision = "0012"
down_revision = "0011"

# Per table its key, then the columns that people filled in.
PLACES = {
    "aanbieder": ("agb_code", "kvk_nummer", "naam"),
    "rekening": ("houder", "tenaamstelling"),
    "betaalcontrole_besluit": ("opdracht_id", "toelichting"),
    "termijnkorting": ("id", "reden"),
    "vergoeding": ("id", "toelichting"),
    "vergoedingstap": ("vergoeding_id", "motivering"),
    "grondslag": ("toewijzing_nummer", "kenmerk"),
}


def upgrade() -> None:
    mend_v1(op.get_bind(), PLACES, form_v1)


def downgrade() -> None:
    """Nothing to undo: what was mended meant the same."""
