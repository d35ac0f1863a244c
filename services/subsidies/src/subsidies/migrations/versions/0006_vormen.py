"""What was stored before codes and texts had one form gets that form; what has none stays and is in the log.

The hash by which a plan is recognised is made of the new form, so that copied plans from before are found too.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op
from chassis.frozen.sealing import search_hash_v1
from risb_kern.reading.mending import mend_v1
from risb_recht.oud.vormen import form_v1

revision = "0006"
down_revision = "0005"

# Per table its key, then the columns that people filled in.
PLACES = {
    "zorgaanbieder": ("agb_code", "kvk_nummer"),
    "aanvraag": ("id", "kvk_nummer", "wijk", "inhoud"),
    "plafond": ("id", "wijk"),
    "regeling": ("code", "inhoud"),
    "aandachtspunt": ("id", "inhoud"),
}
PLANS = """SELECT id, inhoud -> 'opgave' ->> 'doel' FROM aanvraag
WHERE tekst_hash IS NOT NULL AND inhoud -> 'opgave' ->> 'doel' IS NOT NULL"""
SIGNS_OF_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
# Shorter texts are alike by accident.
SHORTEST = 60


def upgrade() -> None:
    connection = op.get_bind()
    mend_v1(connection, PLACES, form_v1)
    plans = connection.execute(sa.text(PLANS)).all()
    for kenmerk, doel in plans:
        form = _form(doel)
        tekst_hash = search_hash_v1("subsidies")(f"tekst:{form}") if len(form) >= SHORTEST else None
        query = sa.text("UPDATE aanvraag SET tekst_hash = :tekst_hash WHERE id = :id")
        connection.execute(query, {"tekst_hash": tekst_hash, "id": kenmerk})


def _form(plan: str) -> str:
    """Letters and digits only, without ligatures and capitals."""
    equal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plan).casefold())
    return "".join(one for one in equal if one.isalnum() and one not in SIGNS_OF_NOTHING)


def downgrade() -> None:
    """Nothing to undo: what was mended meant the same."""
