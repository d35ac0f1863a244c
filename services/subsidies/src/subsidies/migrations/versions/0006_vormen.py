"""What was stored before codes and texts had one form gets that form; what has none stays and is in the log.

The hash by which a plan is recognised is made of the new form, so that copied plans from before are found too.
"""

import base64
import hashlib
import hmac
import os
import unicodedata

import sqlalchemy as sa
import structlog
from alembic import op
from risb_kern.reading.mending import mend_v1
from risb_recht.oud.vormen import form_v1

revision = "0006"
down_revision = "0005"

log = structlog.get_logger()
# Per table its key, then the columns that people filled in.
PLACES = {
    "zorgaanbieder": ("agb_code", "kvk_nummer"),
    "aanvraag": ("id", "kvk_nummer", "wijk", "inhoud"),
    "plafond": ("id", "wijk"),
    "regeling": ("code", "inhoud"),
    "aandachtspunt": ("id", "inhoud"),
}
PLANS = "SELECT id, inhoud -> 'opgave' ->> 'doel' FROM aanvraag WHERE tekst_hash IS NOT NULL"


def upgrade() -> None:
    connection = op.get_bind()
    mend_v1(connection, PLACES, form_v1)
    plans = connection.execute(sa.text(PLANS)).all()
    key = os.environ.get("GEGEVENSSLEUTEL")
    if plans and not key:
        log.warning("not_mended", table="aanvraag", column="tekst_hash", rows=len(plans), error="no GEGEVENSSLEUTEL")
        return
    hash_key = hmac.digest(base64.b64decode(key or ""), b"risb:zoekhash", hashlib.sha256)
    for kenmerk, doel in plans:
        tekst_hash = hmac.digest(hash_key, f"tekst:{_form(doel)}".encode(), hashlib.sha256)
        query = sa.text("UPDATE aanvraag SET tekst_hash = :tekst_hash WHERE id = :id")
        connection.execute(query, {"tekst_hash": tekst_hash, "id": kenmerk})


def _form(plan: str) -> str:
    """Letters and digits only, without ligatures and capitals."""
    equal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plan).casefold())
    return "".join(one for one in equal if one.isalnum())


def downgrade() -> None:
    """Nothing to undo: what was mended meant the same."""
