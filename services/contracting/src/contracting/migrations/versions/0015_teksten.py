"""What people write in a case is encrypted, bound to its row, and a burgerservicenummer in a text becomes stars."""

from alembic import op
from chassis.frozen.sealing import clean_texts_v1, seal_texts_v1
from risb_recht.oud.sterren import sterren_json_v1, sterren_v1

revision = "0015"
down_revision = "0014"

ROW = "CAST(id AS text)"
INHOUD = {"inhoud": "CAST(inhoud AS text)"}


def upgrade() -> None:
    seal_texts_v1("contracting", "aanmelding", INHOUD, row=ROW, clean=sterren_json_v1("toelichting", "verklaring"))
    seal_texts_v1("contracting", "overeenkomst", INHOUD, row=ROW, clean=sterren_json_v1("reden_einde"))
    redenen = {"grond": "grond", "reden_einde": "reden_einde"}
    seal_texts_v1("contracting", "maatregel", redenen, row=ROW, clean=sterren_v1)
    seal_texts_v1("contracting", "rekening", {"reden": "reden"}, row=ROW, clean=sterren_v1)
    clean_texts_v1("rekening", {"tenaamstelling": "text"}, clean=sterren_v1)
    clean_texts_v1("aanbieder", {"naam": "text"}, clean=sterren_v1)
    clean_texts_v1("perceel", {"inhoud": "jsonb"}, clean=sterren_json_v1("omschrijving"))


def downgrade() -> None:
    """Of empty tables only: the version before could not read what is encrypted, and none is made less safe."""
    for table in ("aanmelding", "overeenkomst"):
        what = "CAST(convert_from(inhoud, 'UTF8') AS jsonb)"
        op.execute(f"ALTER TABLE {table} ALTER COLUMN inhoud TYPE jsonb USING {what}")
