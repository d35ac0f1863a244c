"""What was stored before codes and texts had one form gets that form; what has none stays and is in the log."""

from alembic import op
from risb_kern.reading.mending import mend_v1
from risb_recht.oud.vormen import form_v1

revision = "0011"
down_revision = "0010"

# Per table its key, then the columns that people filled in.
PLACES = {
    "aanbieder": ("agb_code", "kvk_nummer", "naam"),
    "beoordeling": ("signaal_id", "reden"),
    "bevinding": ("id", "omschrijving"),
    "zaak": ("id", "motiveringen"),
    "maatregel": ("id", "grond", "einde_reden"),
}


def upgrade() -> None:
    mend_v1(op.get_bind(), PLACES, form_v1)


def downgrade() -> None:
    """Nothing to undo: what was mended meant the same."""
