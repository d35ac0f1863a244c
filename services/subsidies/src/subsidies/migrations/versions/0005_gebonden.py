"""Account number and BSN are bound to their application: put in another row or column they do not open.

An account number gets its one form, in capitals without spaces, and the hash by which it is found elsewhere.
"""

from chassis.frozen.sealing import bind_account_v1, bind_v1
from risb_recht.oud.ibans import iban_v1

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    bind_account_v1(
        "subsidies",
        "aanvraag",
        "id",
        "iban_versleuteld",
        lambda rij: f"aanvraag|iban|{rij.id}",
        form=iban_v1,
        found=lambda hashed, nummer: {"iban_hash": hashed(f"iban:{nummer}")},
        name="GEGEVENSSLEUTEL",
    )
    bind_v1("subsidies", "aanvraag", "id", "bsn_versleuteld", lambda rij: f"aanvraag|bsn|{rij.id}")


def downgrade() -> None:
    """Nothing: the version before this one would not open them, and none is made less safe."""
