"""Ending an agreement earlier than concluded: on which ground, from which day, and the way back.

A notice takes effect after its term; the other grounds may end at once, but never in the past.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import Fout, refused
from risb_recht.kalender import maanden_later
from risb_recht.parameters import Parameter, vast

from contracting.domain.overeenkomsten.gronden import (
    Gebruik,
    Gebruiksnorm,
    Levering,
    controleer_gebruik,
    controleer_levering,
    controleer_overmacht,
)


class Beeindigingsgrond(StrEnum):
    """Why an agreement ends early (OVK 1.3.4, 1.6, 3.19.4, 3.19.5, 3.22)."""

    OPZEGGING = "opzegging"
    TE_WEINIG_GEBRUIK = "te-weinig-gebruik"
    WETSWIJZIGING = "wetswijziging"
    WEDERZIJDS = "wederzijds"
    GEEN_LEVERING = "geen-levering"
    NIET_NAKOMING = "niet-nakoming"
    FAILLISSEMENT = "faillissement"
    OVERMACHT = "overmacht"


_VAN = dt.date(1994, 1, 1)
OPZEGTERMIJNEN: Mapping[Beeindigingsgrond, Parameter[int]] = {
    Beeindigingsgrond.OPZEGGING: vast(
        "opzegtermijn als de overeenkomst er geen noemt", "maanden", 6, van=_VAN, bron="eigen keuze, gelijk aan OVK 1.6"
    ),
    Beeindigingsgrond.TE_WEINIG_GEBRUIK: vast(
        "opzegtermijn bij te weinig gebruik", "maanden", 6, van=_VAN, bron="OVK 1.6"
    ),
    Beeindigingsgrond.WETSWIJZIGING: vast(
        "opzegtermijn bij een wijziging waarover geen overeenstemming is", "maanden", 3, van=_VAN, bron="OVK 3.22"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beeindiging:
    """An early end: `einddatum` is the last day, `tot_dan` the last day that was agreed (None is open)."""

    grond: Beeindigingsgrond
    reden: str
    einddatum: dt.date
    tot_dan: dt.date | None = None
    gebruik: Gebruik | None = None
    levering: Levering | None = None
    overmacht_van: dt.date | None = None


def eerste_einddatum(grond: Beeindigingsgrond, vandaag: dt.date, opzegtermijn_maanden: int | None) -> dt.date:
    """The first day that may be the last: after the notice of the agreement, else that of the ground, else today."""
    termijn = OPZEGTERMIJNEN.get(grond)
    if termijn is None:
        return vandaag
    eigen = opzegtermijn_maanden if grond is Beeindigingsgrond.OPZEGGING else None
    return maanden_later(vandaag, termijn.op(vandaag) if eigen is None else eigen)


def controleer_einddatum(beeindiging: Beeindiging, vandaag: dt.date, opzegtermijn_maanden: int | None) -> None:
    """Refuse an end in the past, or before the notice is over."""
    if beeindiging.einddatum < vandaag:
        melding = f"Beëindigen werkt niet terug. Kies een dag vanaf {vandaag:%d-%m-%Y}."
        raise refused("einddatum-voorbij", melding, Fout("einddatum", "voorbij", melding))
    eerste = eerste_einddatum(beeindiging.grond, vandaag, opzegtermijn_maanden)
    if beeindiging.einddatum < eerste:
        melding = f"De opzegtermijn is dan nog niet voorbij. Kies een dag vanaf {eerste:%d-%m-%Y}, of een andere grond."
        raise refused("opzegtermijn-te-kort", melding, Fout("einddatum", "opzegtermijn", melding))


def controleer_grond(
    beeindiging: Beeindiging, norm: Gebruiksnorm | None, ingangsdatum: dt.date, vandaag: dt.date
) -> None:
    """Refuse an end on a ground that does not hold: some ask for facts, and for time that went by."""
    match beeindiging.grond:
        case Beeindigingsgrond.TE_WEINIG_GEBRUIK:
            controleer_gebruik(norm, beeindiging.gebruik, ingangsdatum, vandaag)
        case Beeindigingsgrond.GEEN_LEVERING:
            controleer_levering(beeindiging.levering, ingangsdatum, vandaag)
        case Beeindigingsgrond.OVERMACHT:
            controleer_overmacht(beeindiging.overmacht_van, vandaag)
        case _:
            return
