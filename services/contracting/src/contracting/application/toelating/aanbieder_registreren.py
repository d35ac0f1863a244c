from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict

from contracting.application.uow import Uow
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.events import AanbiederGeregistreerd


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbiederRegistreren:
    """What an aanbieder states of itself."""

    agb_code: str
    kvk_nummer: str
    naam: str
    capaciteit_uren_per_maand: int


async def aanbieder_registreren(uow: Uow, handeling: Handeling, opdracht: AanbiederRegistreren) -> Aanbieder:
    """Store a new aanbieder and tell it; a known AGB-code is a conflict."""
    aanbieder = Aanbieder(
        agb_code=opdracht.agb_code,
        kvk_nummer=opdracht.kvk_nummer,
        naam=opdracht.naam,
        capaciteit_uren_per_maand=opdracht.capaciteit_uren_per_maand,
        geregistreerd_op=handeling.vandaag,
    )
    if not await uow.aanbieders.add(aanbieder):
        raise conflict("bestaat-al", f"Een aanbieder met AGB-code {aanbieder.agb_code} bestaat al.")
    uow.emit(_geregistreerd(aanbieder))
    gegevens = {"capaciteit_uren_per_maand": aanbieder.capaciteit_uren_per_maand}
    await uow.timeline.add(aanbieder.zaak, "aanbieder_registreren", handeling, gegevens)
    return aanbieder


def _geregistreerd(aanbieder: Aanbieder) -> AanbiederGeregistreerd:
    return AanbiederGeregistreerd(
        agb_code=aanbieder.agb_code,
        kvk_nummer=aanbieder.kvk_nummer,
        naam=aanbieder.naam,
        capaciteit_uren_per_maand=aanbieder.capaciteit_uren_per_maand,
        datum=aanbieder.geregistreerd_op,
    )
