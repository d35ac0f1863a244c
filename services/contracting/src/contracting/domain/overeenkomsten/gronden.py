"""What has to be so before an agreement ends for too little use, no delivery or force majeure (OVK 1.6, 3.19)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import DomainError, Fout, conflict, refused
from risb_recht.kalender import DAG, maanden_later
from risb_recht.parameters import vast

_VAN = dt.date(2015, 1, 1)
GEBRUIK_MAANDEN = vast("maanden waarover het gebruik telt", "maanden", 12, van=_VAN, bron="OVK 1.6")
TEVREDEN_TIENDEN = vast("tevredenheid die een opzegging tegenhoudt", "tienden", 85, van=_VAN, bron="OVK 1.6")
LEVERING_MAANDEN = vast("maanden zonder levering of declaratie", "maanden", 12, van=_VAN, bron="OVK 3.19.4")
OVERMACHT_DAGEN = vast("dagen dat overmacht langer duurt", "dagen", 30, van=_VAN, bron="OVK 3.19.5")


class Maatstaf(StrEnum):
    """What use is counted in: eurocents, clients or trajecten."""

    OMZET_CENT = "omzet-cent"
    CLIENTEN = "clienten"
    TRAJECTEN = "trajecten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebruiksnorm:
    """The least use in the first twelve months, known before the agreement was signed."""

    maatstaf: Maatstaf
    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebruik:
    """What was used, and what holds a notice off; satisfaction counts when its method was approved."""

    gerealiseerd: int
    tevredenheid_tienden: int | None = None
    methode_goedgekeurd: bool = True
    schaarste: bool = False
    uniek_aanbod: bool = False

    def beletsel(self, dag: dt.date) -> str | None:
        """Why a notice is held off; None when nothing does."""
        tevreden = (self.tevredenheid_tienden or 0) >= TEVREDEN_TIENDEN.op(dag) and self.methode_goedgekeurd
        redenen = {
            "er is schaarste": self.schaarste,
            "het aanbod is uniek": self.uniek_aanbod,
            "de tevredenheid is 8,5 of hoger": tevreden,
        }
        return next((reden for reden, geldt in redenen.items() if geldt), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levering:
    """The last days of delivery and of declaration; None is never."""

    laatste_levering: dt.date | None = None
    laatste_declaratie: dt.date | None = None


def controleer_gebruik(norm: Gebruiksnorm | None, gebruik: Gebruik | None, ingang: dt.date, vandaag: dt.date) -> None:
    """Refuse a notice for too little use without a norm, before the months are over, or that something holds off."""
    if norm is None:
        raise conflict("geen-gebruiksnorm", "In deze overeenkomst is geen norm voor gebruik afgesproken (artikel 1.6).")
    if gebruik is None:
        raise _ontbreekt("gebruik", "Noem wat er is gebruikt in de eerste twaalf maanden.")
    voorbij = maanden_later(ingang, GEBRUIK_MAANDEN.op(vandaag))
    if vandaag < voorbij:
        melding = f"De eerste twaalf maanden zijn nog niet voorbij. Zeg op vanaf {voorbij:%d-%m-%Y}."
        raise refused("gebruik-te-vroeg", melding)
    if gebruik.gerealiseerd >= norm.minimum:
        raise refused(
            "norm-gehaald", "De norm voor gebruik is gehaald; op deze grond kan de overeenkomst niet eindigen."
        )
    beletsel = gebruik.beletsel(vandaag)
    if beletsel is not None:
        melding = f"Opzeggen wegens te weinig gebruik kan niet: {beletsel} (artikel 1.6)."
        raise refused("opzegging-geblokkeerd", melding)


def ontbinden_vanaf(levering: Levering, ingang: dt.date, dag: dt.date) -> dt.date:
    """The first day after twelve months without delivery, or without declaration: either one is enough."""
    laatste = [one or ingang - DAG for one in (levering.laatste_levering, levering.laatste_declaratie)]
    return maanden_later(min(laatste), LEVERING_MAANDEN.op(dag)) + DAG


def controleer_levering(levering: Levering | None, ingang: dt.date, vandaag: dt.date) -> None:
    """Refuse to dissolve before twelve months went by without delivery or declaration."""
    if levering is None:
        raise _ontbreekt("levering", "Noem de laatste dag van levering en van declaratie; leeg is nooit.")
    vanaf = ontbinden_vanaf(levering, ingang, vandaag)
    if vandaag < vanaf:
        melding = f"Er zijn nog geen twaalf maanden voorbij. Ontbinden kan vanaf {vanaf:%d-%m-%Y}."
        raise refused("twaalf-maanden-niet-voorbij", melding, Fout("levering", "te-vroeg", melding))


def controleer_overmacht(overmacht_van: dt.date | None, vandaag: dt.date) -> None:
    """Refuse to end for force majeure that did not last longer than its days."""
    if overmacht_van is None:
        raise _ontbreekt("overmachtVan", "Noem de eerste dag van de overmacht.")
    vanaf = overmacht_van + OVERMACHT_DAGEN.op(vandaag) * DAG
    if vandaag < vanaf:
        melding = f"De overmacht duurt nog niet langer dan dertig dagen. Beëindigen kan vanaf {vanaf:%d-%m-%Y}."
        raise refused("overmacht-te-kort", melding, Fout("overmachtVan", "te-kort", melding))


def _ontbreekt(veld: str, melding: str) -> DomainError:
    return refused("feiten-ontbreken", melding, Fout(veld, "ontbreekt", melding))
