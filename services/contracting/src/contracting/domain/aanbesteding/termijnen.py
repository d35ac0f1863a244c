"""Terms and amounts of a tender, as dated data."""

import datetime as dt

from risb_recht.kalender import DAG, kwartaaleinde, maanden_later
from risb_recht.parameters import vast
from risb_recht.periode import Periode
from risb_recht.termijnen import dagen, einde

_WET = dt.date(2013, 4, 1)
_HERZIEN = dt.date(2016, 7, 1)
SAS_DREMPEL = vast(
    "drempel voor sociale en andere specifieke diensten", "cent", 75_000_000, van=_HERZIEN, bron="AW 2.38"
)
LANGSTE_RAAMOVEREENKOMST = vast("duur van een raamovereenkomst", "maanden", 48, van=_WET, bron="AW 2.140")
STANDSTILL = vast("opschortende termijn", "termijn", dagen(20), van=_WET, bron="AW 2.127; INK 4.8.2")
GESTANDDOENING = vast("gestanddoening", "termijn", dagen(90), van=_WET, bron="INK 4.7 (R6)")
NA_VONNIS = vast("gestanddoening na een vonnis", "termijn", dagen(14), van=_WET, bron="INK 4.7 (R6)")
AANKONDIGING = vast("aankondiging van een gegunde opdracht", "termijn", dagen(30), van=_WET, bron="AW 2.134")
# The law names no day for the light regime; how long before the closing a change may still come is our own choice.
NOTA_VOOR_SLUITING = vast("wijziging voor de sluiting", "termijn", dagen(10), van=_WET, bron="eigen keuze; AW 2.54")
KORTSTE_TERMIJN = vast("korte aanbiedingstermijn (R003)", "dagen", 15, van=_WET, bron="Cardinal R003")


def is_sas_plichtig(raming_cent: int, dag: dt.date) -> bool:
    """True when the estimate asks for an announcement of the regime for social services: from the threshold on."""
    return raming_cent >= SAS_DREMPEL.op(dag)


def duurt_te_lang(looptijd: Periode, verlenging_maanden: int, dag: dt.date) -> bool:
    """True when the framework, with every extension, is longer than the law wants without a reason (AW 2.140)."""
    na = maanden_later(looptijd.laatste + DAG, verlenging_maanden)
    return na > maanden_later(looptijd.van, LANGSTE_RAAMOVEREENKOMST.op(dag))


def standstill_tot(mededeling: dt.date) -> dt.date:
    """The last day on which nothing may be signed; the term begins on the day after the notice was sent."""
    return einde(mededeling, STANDSTILL.op(mededeling))


def aankondiging_uiterlijk(gesloten_op: dt.date, *, gebundeld: bool) -> dt.date:
    """The last day to announce the award: 30 days after the contract, or after the end of its quarter (AW 2.134)."""
    return einde(kwartaaleinde(gesloten_op) if gebundeld else gesloten_op, AANKONDIGING.op(gesloten_op))


def is_korte_termijn(gepubliceerd_op: dt.date, sluiting: dt.date) -> bool:
    """Red flag R003: fewer whole days to bid than are usual."""
    return (sluiting - gepubliceerd_op).days < KORTSTE_TERMIJN.op(gepubliceerd_op)
