"""What people write about payments is encrypted, bound to its row, and a burgerservicenummer in it becomes stars."""

from chassis.frozen.sealing import clean_texts_v1, seal_texts_v1
from risb_recht.oud.sterren import sterren_v1

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
        seal_texts_v1("declaraties", table, {column: column}, row=row, clean=sterren_v1)
    for table in ("aanbieder", "betaalregel", "betaalrun"):
        clean_texts_v1(table, {"naam": "text"}, clean=sterren_v1)
    clean_texts_v1("rekening", {"tenaamstelling": "text"}, clean=sterren_v1)


def downgrade() -> None:
    """Nothing: the version before this one could not read them, and none is made less safe."""
