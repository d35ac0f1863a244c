"""What is encrypted is bound to its row; of an account is known when it was received, and which version was paid on.

An account number gets its one form, in capitals without spaces: in another one nobody would be paid on it.
"""

import sqlalchemy as sa
from alembic import op
from chassis.frozen.sealing import bind_account_v1, bind_v1
from risb_recht.oud.ibans import iban_v1

revision = "0011"
down_revision = "0010"

DIENST = "declaraties"


def upgrade() -> None:
    _columns()
    bind_account_v1(
        DIENST,
        "rekening",
        "rekening_id",
        "iban_versleuteld",
        lambda rij: f"rekening|{rij.houdersoort}|{rij.houder}|{rij.versie}",
        form=iban_v1,
        found=lambda hashed, nummer: {"iban_kenmerk": hashed(nummer)},
    )
    bind_account_v1(
        DIENST,
        "betaalrun",
        "id",
        "iban_versleuteld",
        lambda rij: f"rekening|gemeente|{rij.gemeente}|{rij.rekening_versie}",
        form=iban_v1,
        found=lambda _hashed, _nummer: {},
    )
    bind_account_v1(
        DIENST,
        "betaalregel",
        "id",
        "iban_versleuteld",
        lambda rij: f"rekening|aanbieder|{rij.agb_code}|{rij.rekening_versie}",
        form=iban_v1,
        found=lambda _hashed, _nummer: {},
    )
    bind_v1(DIENST, "betaalrun", "id", "bestand", lambda rij: f"betaalbestand|{rij.id}")
    bind_v1(DIENST, "antwoord", "bestand_nummer", "inhoud", lambda rij: f"antwoord|{rij.bestand_nummer}")
    bind_v1(DIENST, "client", "pseudoniem", "bsn", lambda rij: f"client|{rij.pseudoniem.hex()}")


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
