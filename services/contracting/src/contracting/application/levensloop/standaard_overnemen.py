import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.levensloop.locked import locked
from contracting.application.levensloop.wijziging_melden import wijziging_melden
from contracting.application.uow import Uow
from contracting.domain.levensloop.standaard import neem_over
from contracting.domain.levensloop.vierogen import OVERNEMEN
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst


@dataclass(frozen=True, slots=True, kw_only=True)
class StandaardOvernemen:
    """Which version, when it was published, and what it does to the price and the nature of the agreement."""

    versie: str
    gepubliceerd_op: dt.date
    effect_cent: int
    andere_aard: bool
    ingangsdatum: dt.date | None = None


async def standaard_overnemen(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, opdracht: StandaardOvernemen
) -> Overeenkomst:
    """Adopt a new version of the contract standard, by another person than who concluded."""
    overeenkomst = await locked(uow.overeenkomsten, overeenkomst_id)
    gewijzigd = neem_over(
        overeenkomst,
        opdracht.versie,
        gepubliceerd_op=opdracht.gepubliceerd_op,
        effect_cent=opdracht.effect_cent,
        andere_aard=opdracht.andere_aard,
        ingangsdatum=opdracht.ingangsdatum,
        vandaag=handeling.vandaag,
    )
    belang = await belang_van(uow, gewijzigd.agb_code)
    OVERNEMEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(gewijzigd.zaak), van=belang)
    await uow.overeenkomsten.save(gewijzigd)
    await wijziging_melden(uow, gewijzigd)
    gegevens: dict[str, JSON] = {"versie": opdracht.versie, "ingang": str(gewijzigd.wijzigingen[-1].ingangsdatum)}
    await uow.timeline.add(gewijzigd.zaak, "standaard_overnemen", handeling, gegevens)
    return gewijzigd
