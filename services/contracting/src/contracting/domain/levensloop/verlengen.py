"""When an agreement runs on: by an option whose notice was received in time, or over the gap of a postponed tender."""

import datetime as dt
from dataclasses import replace

from risb_kern.errors import Fout, conflict, refused
from risb_recht.kalender import DAG, maanden_later
from risb_recht.parameters import vast

from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.verlenging import Verlenging, Verlengrecht, Verlengsoort
from contracting.domain.overeenkomsten.wijziging import Wijzigingsgrond
from contracting.domain.prijzen.prijs import Prijsopgave, prijzen_op

OVERBRUGGEN_MAANDEN = vast(
    "langste overbrugging van een uitgestelde aanbesteding",
    "maanden",
    12,
    van=dt.date(2013, 4, 1),
    bron="eigen keuze: een jaar",
)


def later_einde(einddatum: dt.date, maanden: int) -> dt.date:
    """The last day after so many whole months more: 28 February and twelve months is the end of February."""
    return maanden_later(einddatum + DAG, maanden) - DAG


def opties_over(overeenkomst: Overeenkomst) -> int:
    """How many times it can still be extended."""
    gebruikt = sum(one.soort is Verlengsoort.OPTIE for one in overeenkomst.verlengingen)
    return 0 if overeenkomst.verlengrecht is None else overeenkomst.verlengrecht.aantal - gebruikt


def uiterste_ontvangst(overeenkomst: Overeenkomst) -> dt.date | None:
    """The last day for the next notice; None when there is no option left or nothing that can be extended."""
    recht, einddatum = overeenkomst.verlengrecht, overeenkomst.einddatum
    if recht is None or einddatum is None or opties_over(overeenkomst) < 1 or overeenkomst.beeindiging is not None:
        return None
    return recht.uiterlijk_ontvangen(einddatum)


def verleng(
    overeenkomst: Overeenkomst, *, ontvangen_op: dt.date, maanden: int | None, vandaag: dt.date
) -> Overeenkomst:
    """Use one option; `maanden` shorter than agreed uses it as well. The day of receipt counts, not that of today."""
    einddatum = _loopt_nog(overeenkomst, vandaag)
    recht = _recht(overeenkomst)
    aantal = recht.maanden if maanden is None else maanden
    if not 1 <= aantal <= recht.maanden:
        melding = f"De overeenkomst laat een verlenging van 1 tot en met {recht.maanden} maanden toe."
        raise refused("verlenging-te-lang", melding, Fout("maanden", "te-lang", melding))
    _op_tijd(ontvangen_op, recht.uiterlijk_ontvangen(einddatum), einddatum, vandaag)
    verlenging = Verlenging(
        soort=Verlengsoort.OPTIE,
        tot_dan=einddatum,
        einddatum=later_einde(einddatum, aantal),
        besloten_op=vandaag,
        ontvangen_op=ontvangen_op,
    )
    return _met(overeenkomst, verlenging)


def overbrug(overeenkomst: Overeenkomst, *, tot: dt.date, grond: Wijzigingsgrond, vandaag: dt.date) -> Overeenkomst:
    """Let it run on until a postponed tender is done: once, and a year at most."""
    einddatum = _loopt_nog(overeenkomst, vandaag)
    if any(one.soort is Verlengsoort.OVERBRUGGING for one in overeenkomst.verlengingen):
        melding = "Deze overeenkomst is al een keer overbrugd. Besteed opnieuw aan, of sluit een nieuwe overeenkomst."
        raise conflict("al-overbrugd", melding)
    langst = later_einde(einddatum, OVERBRUGGEN_MAANDEN.op(vandaag))
    if not einddatum < tot <= langst:
        melding = f"Kies een nieuwe einddatum na {einddatum:%d-%m-%Y}, tot en met {langst:%d-%m-%Y}."
        raise refused("overbrugging-te-lang", melding, Fout("tot", "buiten-overbrugging", melding))
    verlenging = Verlenging(
        soort=Verlengsoort.OVERBRUGGING, tot_dan=einddatum, einddatum=tot, besloten_op=vandaag, grond=grond
    )
    return _met(overeenkomst, verlenging)


def doorlopende_prijzen(overeenkomst: Overeenkomst, einddatum: dt.date) -> list[Prijsopgave]:
    """The prices that would stop on the old last day, from the day after: the tariff stays as it is."""
    return [
        replace(one.opgave, geldig_van=einddatum + DAG, geldig_tot=None)
        for one in prijzen_op(overeenkomst.prijzen, einddatum)
        if one.opgave.geldig_tot == einddatum
    ]


def _loopt_nog(overeenkomst: Overeenkomst, vandaag: dt.date) -> dt.date:
    """The last day; refused when there is none, when it is past, and when the agreement was ended."""
    if overeenkomst.reden_einde is not None:
        melding = f"De overeenkomst is beëindigd per {overeenkomst.einddatum:%d-%m-%Y}. Trek eerst die beëindiging in."
        raise conflict("overeenkomst-beeindigd", melding)
    if overeenkomst.einddatum is None:
        raise conflict("overeenkomst-zonder-einde", "De overeenkomst heeft geen einddatum en loopt al door.")
    if vandaag > overeenkomst.einddatum:
        melding = f"De overeenkomst eindigde op {overeenkomst.einddatum:%d-%m-%Y}. Sluit een nieuwe overeenkomst."
        raise conflict("overeenkomst-voorbij", melding)
    return overeenkomst.einddatum


def _recht(overeenkomst: Overeenkomst) -> Verlengrecht:
    if overeenkomst.verlengrecht is None:
        melding = "In deze overeenkomst is geen verlenging afgesproken. Sluit een nieuwe overeenkomst."
        raise conflict("geen-verlengrecht", melding)
    if opties_over(overeenkomst) < 1:
        melding = f"De overeenkomst is al {overeenkomst.verlengrecht.aantal} keer verlengd; meer is niet afgesproken."
        raise conflict("verlengingen-op", melding)
    return overeenkomst.verlengrecht


def _op_tijd(ontvangen_op: dt.date, uiterlijk: dt.date, einddatum: dt.date, vandaag: dt.date) -> None:
    if ontvangen_op > vandaag:
        melding = "De dag van ontvangst ligt in de toekomst. Verleng pas als de aanbieder het bericht heeft ontvangen."
        raise refused("ontvangst-in-toekomst", melding, Fout("ontvangenOp", "toekomst", melding))
    if ontvangen_op > uiterlijk:
        melding = (
            f"De verlenging moest uiterlijk op {uiterlijk:%d-%m-%Y} zijn ontvangen. De overeenkomst eindigt op"
            f" {einddatum:%d-%m-%Y}."
        )
        raise refused("verlenging-te-laat", melding, Fout("ontvangenOp", "te-laat", melding))


def _met(overeenkomst: Overeenkomst, verlenging: Verlenging) -> Overeenkomst:
    return replace(
        overeenkomst,
        einddatum=verlenging.einddatum,
        verlengingen=(*overeenkomst.verlengingen, verlenging),
        volgnummer_einde=overeenkomst.volgnummer_einde + 1,
    )
