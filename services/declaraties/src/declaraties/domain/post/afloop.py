"""How a message ended: everything that its status resource tells afterwards."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_recht.gemeenten import eerste_dagen

from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.post.teksten import BUITEN_REGIO
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie
from declaraties.domain.standaard.fouten import Leesfout
from declaraties.domain.standaard.regel import Treffer

MEESTE_POSITIES = 100


class Resultaat(StrEnum):
    """How much of a declaratie is awarded."""

    TOEGEKEND = "toegekend"
    GEDEELTELIJK = "gedeeltelijk"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelbreuk:
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
    bevindingen: tuple[Regelbreuk, ...] = ()


def afloop_zonder_antwoord(
    kop: BerichtIdentificatie, bevindingen: tuple[Regelbreuk, ...], *, reden: str | None = None
) -> Afloop:
    """The end of a judged message that no 325 answers: taken in whole, or refused with what was found.

    `reden` tells what of a message that was taken in has changed nothing.
    """
    return Afloop(
        status=Berichtstatus.AFGEKEURD if bevindingen else Berichtstatus.VERWERKT,
        reden=None if bevindingen else reden,
        telt=not bevindingen,
        identificatie=kop.identificatie,
        dagtekening=kop.dagtekening,
        bevindingen=bevindingen,
    )


def reden_van_gemeente(code: str, dag: dt.date) -> str | None:
    """Why TR378 refuses: BUITEN_REGIO for a gemeente that exists; a code that has ended by herindeling counts."""
    eerste = eerste_dagen().get(code)
    return None if eerste is None or eerste > dag else BUITEN_REGIO


def bevindingen_van(treffer: Treffer, redenen: Mapping[int, str] | None = None) -> list[Regelbreuk]:
    """One finding per reason that the rule was broken for; `redenen` is keyed by position."""
    per_reden: dict[str | None, list[int]] = {}
    for positie in treffer.posities.tolist():
        per_reden.setdefault((redenen or {}).get(positie), []).append(positie)
    return [
        Regelbreuk(
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
