"""What people write in a case is encrypted, bound to its row, and a burgerservicenummer in a text becomes stars."""

from chassis.frozen.sealing import clean_texts_v1, seal_texts_v1
from risb_recht.oud.sterren import sterren_json_v1, sterren_v1

revision = "0011"
down_revision = "0010"

GESCHREVEN = ("doel", "motivering", "naam", "reactie", "reden", "titel", "toelichting", "voornemen", "wijk")


def upgrade() -> None:
    for table in ("aanvraag", "aandachtspunt", "besluit"):
        inhoud = {"inhoud": "CAST(inhoud AS text)"}
        seal_texts_v1("subsidies", table, inhoud, row="CAST(id AS text)", clean=sterren_json_v1(*GESCHREVEN))
    clean_texts_v1("regeling", {"inhoud": "jsonb"}, clean=sterren_json_v1("titel", "samenvatting", "verordening"))
    clean_texts_v1("regeling", {"intrekkingsreden": "text"}, clean=sterren_v1)


def downgrade() -> None:
    """Nothing: the version before this one could not read them, and none is made less safe."""
