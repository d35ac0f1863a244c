"""What is encrypted is bound to its row; of an account is known when it was received, and which version was paid on."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from alembic import op
from chassis.migrate import rewrite, settings_from
from declaraties.settings import Settings
from risb_kern.privacy import Privacy

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _columns()
    rewrite("rekening", "rekening_id", "iban_versleuteld", lambda rij: _account(rij, rij.houdersoort, rij.houder))
    rewrite("betaalrun", "id", "iban_versleuteld", lambda rij: _account(rij, "gemeente", rij.gemeente))
    rewrite("betaalregel", "id", "iban_versleuteld", lambda rij: _account(rij, "aanbieder", rij.agb_code))
    rewrite("betaalrun", "id", "bestand", lambda rij: _privacy().bind(rij.bestand, f"betaalbestand|{rij.id}"))
    rewrite(
        "antwoord",
        "bestand_nummer",
        "inhoud",
        lambda rij: _privacy().bind(rij.inhoud, f"antwoord|{rij.bestand_nummer}"),
    )
    rewrite("client", "pseudoniem", "bsn", lambda rij: _privacy().bind(rij.bsn, f"client|{rij.pseudoniem.hex()}"))


def _columns() -> None:
    op.add_column("rekening", sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE rekening SET ontvangen_op = vastgesteld_op::timestamp AT TIME ZONE 'Europe/Amsterdam'")
    op.alter_column("rekening", "ontvangen_op", nullable=False)
    for tabel in ("betaalrun", "betaalregel"):
        op.add_column(tabel, sa.Column("rekening_versie", sa.Integer(), nullable=False, server_default="0"))
        op.execute(
            f"UPDATE {tabel} t SET rekening_versie = r.versie FROM rekening r WHERE r.rekening_id = t.rekening_id"
        )
        op.alter_column(tabel, "rekening_versie", server_default=None)


def downgrade() -> None:
    """Bound values stay: the version before this one would not open them, and none is made less safe."""
    op.drop_column("rekening", "ontvangen_op")
    for tabel in ("betaalrun", "betaalregel"):
        op.drop_column(tabel, "rekening_versie")


def _account(rij: sa.Row[Any], houdersoort: str, houder: str) -> bytes:
    versie = rij.versie if hasattr(rij, "versie") else rij.rekening_versie
    return _kluis().bind(rij.iban_versleuteld, f"rekening|{houdersoort}|{houder}|{versie}")


@cache
def _kluis() -> Privacy:
    """Only asked for when there is a number, which nobody could store without the key."""
    return Privacy(settings_from(Settings).payment_key or b"")


@cache
def _privacy() -> Privacy:
    return Privacy(settings_from(Settings).key)
