"""How a message ended: everything that its status resource tells afterwards."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from declaraties.domain.beoordelen.oordeel import Oordeel, Uitkomst
from declaraties.domain.beoordelen.regels.tabel_niveau2 import TECHNISCH
from declaraties.domain.events import RetourcodeAantal
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie
from declaraties.domain.standaard.fouten import Leesfout
from declaraties.domain.standaard.regel import Klasse, Treffer

MEESTE_POSITIES = 100
GEEN_TOEWIJZING = "TR338"


class Resultaat(StrEnum):
    """How much of a declaratie is awarded."""

    TOEGEKEND = "toegekend"
    GEDEELTELIJK = "gedeeltelijk"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevinding:
    """One broken rule with the places where; `posities` are the first hundred, from 0, within the klasse.

    `reden` tells rules apart that share a number: why a toewijzing that exists is not geldig.
    """

    regel: str
    code: str
    niveau: int
    klasse: str
    aantal: int
    posities: tuple[int, ...] = ()
    reden: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Afloop:
    """The end of a message. Amounts are signed eurocents; `telt` is False when it counts as not sent (IV087)."""

    status: Berichtstatus
    reden: str | None = None
    telt: bool = False
    uitkomst: Resultaat | None = None
    identificatie: str | None = None
    dagtekening: dt.date | None = None
    declaratienummer: str | None = None
    periode: dt.date | None = None
    ingediend_cent: int | None = None
    toegekend_cent: int | None = None
    prestaties: int | None = None
    goedgekeurd: int | None = None
    leesfouten: tuple[Leesfout, ...] = ()
    bevindingen: tuple[Bevinding, ...] = ()


def afloop_van(bericht: Bericht323, oordeel: Oordeel, redenen: Mapping[int, str]) -> Afloop:
    """The end of a judged 323; `redenen` says per toewijzing number why it is not geldig."""
    goed, alle = int(oordeel.toegekend.sum()), len(bericht.prestaties)
    return Afloop(
        status=Berichtstatus.AANGEBODEN,
        telt=oordeel.verwerkt,
        uitkomst=_resultaat(goed, alle),
        identificatie=bericht.header.bericht_identificatie.identificatie,
        dagtekening=bericht.dagtekening,
        declaratienummer=bericht.declaratie_nummer,
        periode=bericht.declaratie_periode.begindatum,
        ingediend_cent=oordeel.ingediend_cent,
        toegekend_cent=oordeel.toegekend_cent,
        prestaties=alle,
        goedgekeurd=goed,
        bevindingen=tuple(
            bevinding
            for treffer in oordeel.treffers
            for bevinding in bevindingen_van(treffer, _redenen(treffer, bericht, redenen))
        ),
    )


def afloop_zonder_antwoord(kop: BerichtIdentificatie, bevindingen: tuple[Bevinding, ...]) -> Afloop:
    """The end of a judged message that no 325 answers: taken in whole, or refused with what was found."""
    return Afloop(
        status=Berichtstatus.AFGEKEURD if bevindingen else Berichtstatus.VERWERKT,
        telt=not bevindingen,
        identificatie=kop.identificatie,
        dagtekening=kop.dagtekening,
        bevindingen=bevindingen,
    )


def _resultaat(goed: int, alle: int) -> Resultaat:
    if goed == alle:
        return Resultaat.TOEGEKEND
    return Resultaat.GEDEELTELIJK if goed else Resultaat.AFGEWEZEN


def _redenen(treffer: Treffer, bericht: Bericht323, redenen: Mapping[int, str]) -> Mapping[int, str]:
    """Per position why its toewijzing is not geldig, for the one rule that asks it."""
    if treffer.nummer != GEEN_TOEWIJZING:
        return {}
    nummers = zip(treffer.posities.tolist(), bericht.prestaties.toewijzing[treffer.posities].tolist(), strict=True)
    return {positie: redenen[nummer] for positie, nummer in nummers if nummer in redenen}


def bevindingen_van(treffer: Treffer, redenen: Mapping[int, str] | None = None) -> list[Bevinding]:
    """One finding per reason that the rule was broken for; `redenen` is keyed by position."""
    per_reden: dict[str | None, list[int]] = {}
    for positie in treffer.posities.tolist():
        per_reden.setdefault((redenen or {}).get(positie), []).append(positie)
    return [
        Bevinding(
            regel=treffer.nummer,
            code=treffer.code,
            niveau=treffer.niveau,
            klasse=treffer.klasse,
            aantal=len(posities),
            posities=tuple(posities[:MEESTE_POSITIES]),
            reden=reden,
        )
        for reden, posities in per_reden.items()
    ]


def tel_retourcodes(oordeel: Oordeel) -> tuple[RetourcodeAantal, ...]:
    """How often each code stands in the 325."""
    aantallen: Counter[str] = Counter()
    if oordeel.uitkomst is Uitkomst.TECHNISCH_AFGEKEURD:
        aantallen[TECHNISCH] = 1
    else:
        aantallen.update(code for klasse in (Klasse.KOP, Klasse.DECLARATIE) for code in oordeel.codes(klasse))
        lijsten, uitkomst = oordeel.uitkomsten
        for codes, aantal in zip(lijsten, np.bincount(uitkomst, minlength=len(lijsten)).tolist(), strict=True):
            aantallen.update(dict.fromkeys(codes, aantal))
        for treffer in oordeel.treffers:
            if treffer.klasse is Klasse.CLIENT:
                aantallen[treffer.code] += len(treffer.posities)
    return tuple(RetourcodeAantal(code=code, aantal=aantal) for code, aantal in sorted(aantallen.items()))
