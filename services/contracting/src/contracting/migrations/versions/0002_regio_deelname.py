"""The participation of gemeenten as it stood at the start, with its events: stored and told in one transaction.

A migration runs once, and the event ids are fixed, so that consumers see each fact once, also after a repeat.
"""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from alembic import op
from chassis.db import outbox_row
from risb_kern.events import Event
from risb_kern.trace import current_trace_id

revision = "0002"
down_revision = "0001"

NAAMRUIMTE = uuid.UUID("4f0f1a52-6d0c-5b0e-8a51-0c1f3f9c7a11")
# Both laws came into force on this day; earlier participation is of no use to the platform.
BEGIN = dt.date(2015, 1, 1)
ALLES = ("0307", "0308", "0313", "0327", "0342", "0351")
DIENSTEN = ("wmo", "jw", "omnv", "werkbedrijf")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegioDeelnameVastgelegd(Event):
    """The fact as it was told then: a migration is history, and does not follow the domain."""

    gemeente: str
    dienst: str
    van: dt.date = BEGIN
    tot: dt.date | None = None


DEELNAMES = [
    *[RegioDeelnameVastgelegd(gemeente=code, dienst=dienst) for code in ALLES for dienst in DIENSTEN],
    RegioDeelnameVastgelegd(gemeente="0317", dienst="jw"),
    RegioDeelnameVastgelegd(gemeente="0267", dienst="werkbedrijf"),
    RegioDeelnameVastgelegd(gemeente="0267", dienst="omnv"),
    RegioDeelnameVastgelegd(gemeente="0345", dienst="omnv", tot=dt.date(2021, 12, 31)),
]
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
    nu, trace_id = dt.datetime.now(dt.UTC), current_trace_id()
    for deelname in DEELNAMES:
        naam = f"{deelname.gemeente}:{deelname.dienst}:{deelname.van}"
        rij = outbox_row(deelname, nu, trace_id, uuid.uuid5(NAAMRUIMTE, naam))._asdict()
        del rij["kop"]
        op.bulk_insert(OUTBOX, [rij])
        op.bulk_insert(DEELNAME, [asdict(deelname)])


def downgrade() -> None:
    op.execute(sa.delete(DEELNAME))
