"""What people write about payments is encrypted, bound to its row, and a burgerservicenummer in it becomes stars."""

from chassis.frozen.sealing import clean_texts_v1, seal_texts_v1
from risb_recht.vormen.vrije_tekst import met_sterren

revision = "0015"
down_revision = "0014"

ID = "CAST(id AS text)"
BESLUIT = "opdracht_id || '|' || to_char(op AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
GESCHREVEN = (
    ("betaalrun", "reden", ID),
    ("betaalregel", "toelichting", ID),
    ("betaalcontrole_besluit", "toelichting", BESLUIT),
    ("termijnkorting", "reden", ID),
    ("termijnbetaling", "reden", "CAST(opdracht_id AS text)"),
    ("vergoeding", "toelichting", ID),
    ("vergoedingstap", "motivering", "vergoeding_id || '|' || stap"),
)


def upgrade() -> None:
    for table, column, row in GESCHREVEN:
        seal_texts_v1("declaraties", table, {column: column}, row=row, clean=met_sterren)
    for table in ("aanbieder", "betaalregel", "betaalrun"):
        clean_texts_v1(table, {"naam": "text"}, clean=met_sterren)
    clean_texts_v1("rekening", {"tenaamstelling": "text"}, clean=met_sterren)


def downgrade() -> None:
    """Nothing: the version before this one could not read them, and none is made less safe."""
