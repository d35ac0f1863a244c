import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.levensloop.locked import locked
from contracting.application.levensloop.wijziging_melden import wijziging_melden
from contracting.application.uow import Uow
from contracting.domain.levensloop.vierogen import WIJZIGEN
from contracting.domain.levensloop.wijzigen import met_waarde, wijzig
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.wijziging import Wijziging, Wijzigingsgrond, Wijzigingsreden


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstWijzigen:
    """What changes, why, and under which article; the original value when it was never recorded."""

    reden: Wijzigingsreden
    grond: Wijzigingsgrond
    toelichting: str
    bedrag_cent: int
    ingangsdatum: dt.date | None = None
    waarde_cent: int | None = None


async def overeenkomst_wijzigen(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, opdracht: OvereenkomstWijzigen
) -> Overeenkomst:
    """Record a change, by another person than who concluded; what all changes are together is told with it."""
    overeenkomst = await locked(uow.overeenkomsten, overeenkomst_id)
    wijziging = Wijziging(
        reden=opdracht.reden,
        grond=opdracht.grond,
        toelichting=opdracht.toelichting,
        bedrag_cent=opdracht.bedrag_cent,
        ingangsdatum=opdracht.ingangsdatum or handeling.vandaag,
        besloten_op=handeling.vandaag,
    )
    gewijzigd = wijzig(met_waarde(overeenkomst, opdracht.waarde_cent), wijziging)
    belang = await belang_van(uow, gewijzigd.agb_code)
    WIJZIGEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(gewijzigd.zaak), van=belang)
    await uow.overeenkomsten.save(gewijzigd)
    await wijziging_melden(uow, gewijzigd)
    gegevens: dict[str, JSON] = {
        "redencode": opdracht.reden.value,
        "grondcode": opdracht.grond.value,
        "bedrag_cent": opdracht.bedrag_cent,
        "cumulatief_cent": gewijzigd.cumulatief_cent,
        "boven_grens": gewijzigd.groeide_te_veel,
    }
    await uow.timeline.add(gewijzigd.zaak, "overeenkomst_wijzigen", handeling, gegevens)
    return gewijzigd
