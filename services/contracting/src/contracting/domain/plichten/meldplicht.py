"""What an aanbieder has to report of itself, and when at the latest (Overeenkomst Wmo 3.10, 3.31).

| event | term |
|---|---|
| measure of the Wmo or Jeugd supervisor or the IGJ | 7 calendar days |
| financial or organisational risk | 7 calendar days |
| another supervisor, calamiteit or violence, enforcement, fine, suspicion, conviction | at once: the same day |
| data breach | 24 hours |
"""

import datetime as dt
from enum import StrEnum

from risb_kern.clock import AMSTERDAM
from risb_kern.errors import Fout, refused
from risb_recht.termijnen import dagen, einde, uren_later

_WEEK = dagen(7)
_DATALEK_UREN = 24


class Meldsoort(StrEnum):
    """What has to be reported."""

    TOEZICHTMAATREGEL = "toezichtmaatregel"
    ANDERE_TOEZICHTHOUDER = "andere-toezichthouder"
    CALAMITEIT = "calamiteit"
    HANDHAVING = "handhaving"
    CONTINUITEITSRISICO = "continuiteitsrisico"
    DATALEK = "datalek"


# Under which article of the Overeenkomst Wmo it has to be reported.
MELDARTIKELEN = {
    Meldsoort.TOEZICHTMAATREGEL: "3.10.3",
    Meldsoort.ANDERE_TOEZICHTHOUDER: "3.10.3",
    Meldsoort.CALAMITEIT: "3.10.5",
    Meldsoort.HANDHAVING: "3.10.7",
    Meldsoort.CONTINUITEITSRISICO: "3.10",
    Meldsoort.DATALEK: "3.31",
}
MET_WEEK = frozenset({Meldsoort.TOEZICHTMAATREGEL, Meldsoort.CONTINUITEITSRISICO})


def uiterlijk(meldsoort: Meldsoort, gebeurd_op: dt.datetime) -> dt.datetime:
    """The last moment: of a term in days the end of its last day in Amsterdam; an hour is an hour."""
    if meldsoort is Meldsoort.DATALEK:
        return uren_later(gebeurd_op, _DATALEK_UREN)
    dag = gebeurd_op.astimezone(AMSTERDAM).date()
    laatste = einde(dag, _WEEK, termijnenwet=False) if meldsoort in MET_WEEK else dag
    return dt.datetime.combine(laatste, dt.time(23, 59, 59), AMSTERDAM)


def controleer_momenten(gebeurd_op: dt.datetime, gemeld_op: dt.datetime, nu: dt.datetime) -> None:
    """Refuse a report that comes before what it tells of, or is still to come: that is a mistake, not a breach."""
    fouten = []
    if gemeld_op < gebeurd_op:
        fouten.append(Fout("gemeldOp", "voor-gebeurtenis", "De melding ligt voor wat zij meldt. Draai de tijden om."))
    if gemeld_op > nu:
        fouten.append(Fout("gemeldOp", "toekomst", f"Geef een moment tot en met nu ({in_amsterdam(nu)})."))
    if fouten:
        raise refused("melding-klopt-niet", "De tijden van de melding kloppen niet.", *fouten)


def is_op_tijd(meldsoort: Meldsoort, gebeurd_op: dt.datetime, gemeld_op: dt.datetime) -> bool:
    """True until and including the last moment."""
    return gemeld_op.replace(microsecond=0) <= uiterlijk(meldsoort, gebeurd_op)


def in_amsterdam(moment: dt.datetime) -> str:
    """The moment as people in the Netherlands read it."""
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"
