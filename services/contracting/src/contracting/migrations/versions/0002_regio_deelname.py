"""The participation of gemeenten as it stood at the start, with its events: stored and told in one transaction.

A migration runs once, and the event ids are fixed, so that consumers see each fact once, also after a repeat.
"""

import datetime as dt
import secrets
import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NAAMRUIMTE = uuid.UUID("4f0f1a52-6d0c-5b0e-8a51-0c1f3f9c7a11")
# Both laws came into force on this day; earlier participation is of no use to the platform.
BEGIN = dt.date(2015, 1, 1)
ALLES = ("0307", "0308", "0313", "0327", "0342", "0351")
DEELNAMES: list[tuple[str, str, dt.date | None]] = [
    *[(gemeente, dienst, None) for gemeente in ALLES for dienst in ("wmo", "jw", "omnv", "werkbedrijf")],
    ("0317", "jw", None),
    ("0267", "werkbedrijf", None),
    ("0267", "omnv", None),
    ("0345", "omnv", dt.date(2021, 12, 31)),
]
# The event as it was written then: Avro in single-object encoding, of this revision of the schema.
SCHEMA = bytes.fromhex("c30199f5b7aa355a37fe")
DAGEN = {BEGIN: bytes.fromhex("e88002"), dt.date(2021, 12, 31): bytes.fromhex("e0a802")}
DEELNAME = sa.table(
    "regio_deelname",
    sa.column("gemeente", sa.Text),
    sa.column("dienst", sa.Text),
    sa.column("van", sa.Date),
    sa.column("tot", sa.Date),
)
OUTBOX = sa.table(
    "outbox",
    sa.column("id", sa.Uuid),
    sa.column("topic", sa.Text),
    sa.column("sleutel", sa.LargeBinary),
    sa.column("type", sa.Text),
    sa.column("inhoud", sa.LargeBinary),
    sa.column("tijd", sa.DateTime(timezone=True)),
    sa.column("traceparent", sa.Text),
)


def upgrade() -> None:
    nu, trace_id = dt.datetime.now(dt.UTC), secrets.token_hex(16)
    for gemeente, dienst, tot in DEELNAMES:
        rij = {
            "id": uuid.uuid5(NAAMRUIMTE, f"{gemeente}:{dienst}:{BEGIN}"),
            "topic": "contracting-regio",
            "sleutel": gemeente.encode(),
            "type": "nl.contracten.regio-deelname-vastgelegd.v1",
            "inhoud": _inhoud(gemeente, dienst, tot),
            "tijd": nu,
            "traceparent": f"00-{trace_id}-{secrets.token_hex(8)}-01",
        }
        op.bulk_insert(OUTBOX, [rij])
        op.bulk_insert(DEELNAME, [{"gemeente": gemeente, "dienst": dienst, "van": BEGIN, "tot": tot}])


def _inhoud(gemeente: str, dienst: str, tot: dt.date | None) -> bytes:
    einde = b"\x00" if tot is None else b"\x02" + DAGEN[tot]
    return SCHEMA + _tekst(gemeente) + _tekst(dienst) + DAGEN[BEGIN] + einde


def _tekst(waarde: str) -> bytes:
    return bytes([2 * len(waarde)]) + waarde.encode()


def downgrade() -> None:
    op.execute(sa.delete(DEELNAME))
