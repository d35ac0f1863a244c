"""What people write in a case is encrypted, bound to its row, and a burgerservicenummer in a text becomes stars."""

from chassis.frozen.sealing import seal_texts_v1
from risb_recht.oud.sterren import sterren_json_v1, sterren_v1

revision = "0014"
down_revision = "0013"

ROW = "CAST(id AS text)"


def upgrade() -> None:
    motiveringen = {"motiveringen": "CAST(motiveringen AS text)"}
    seal_texts_v1("toezicht", "zaak", motiveringen, row=ROW, clean=sterren_json_v1("tekst"))
    bewijs = {"bewijs": "CAST(to_jsonb(bewijs) AS text)"}
    seal_texts_v1("toezicht", "bevinding", bewijs, row=ROW, clean=sterren_json_v1())
    seal_texts_v1("toezicht", "bevinding", {"omschrijving": "omschrijving"}, row=ROW, clean=sterren_v1)
    seal_texts_v1("toezicht", "maatregel", {"grond": "grond", "einde_reden": "einde_reden"}, row=ROW, clean=sterren_v1)
    seal_texts_v1("toezicht", "beoordeling", {"reden": "reden"}, row=ROW, clean=sterren_v1)


def downgrade() -> None:
    """Nothing: the version before this one could not read them, and none is made less safe."""
