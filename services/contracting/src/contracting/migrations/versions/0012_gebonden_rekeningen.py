"""An account number is bound to its holder and version: put in another row or event it does not open.

It gets its one form, in capitals without spaces, and with it the hash and the last signs that people know it by.
"""

from chassis.frozen.sealing import bind_account_v1
from risb_recht.oud.ibans import iban_v1

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    bind_account_v1(
        "contracting",
        "rekening",
        "id",
        "nummer",
        lambda rij: f"rekening|{rij.houdersoort}|{rij.houder}|{rij.versie}",
        form=iban_v1,
        found=lambda hashed, nummer: {"kenmerk": hashed(nummer), "laatste": nummer[-4:]},
    )


def downgrade() -> None:
    """Nothing: the version before this one would not open the numbers, and no number is made less safe."""
