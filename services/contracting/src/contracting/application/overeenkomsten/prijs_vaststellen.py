import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.events import PrijsVastgesteld
from contracting.domain.prijzen.prijs import Prijs, Prijsopgave


async def prijs_vaststellen(uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, opgave: Prijsopgave) -> Prijs:
    """Add a price version to a p*q agreement; without gemeenten it holds for all of the agreement."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    prijs = overeenkomst.stel_prijs_vast(opgave.voor(overeenkomst.gemeenten), handeling.nieuw_id())
    await uow.overeenkomsten.add_prijs(overeenkomst.id, prijs)
    uow.emit(prijs_vastgesteld(overeenkomst, prijs))
    gegevens: dict[str, JSON] = {
        "prijs_id": str(prijs.id),
        "versie": prijs.versie,
        "tarief_cent": prijs.opgave.tarief_cent,
    }
    await uow.timeline.add(overeenkomst.zaak, "prijs_vaststellen", handeling, gegevens)
    return prijs


def prijs_vastgesteld(overeenkomst: Overeenkomst, prijs: Prijs) -> PrijsVastgesteld:
    """The fact of one price version."""
    opgave = prijs.opgave
    return PrijsVastgesteld(
        overeenkomst_id=str(overeenkomst.id),
        agb_code=overeenkomst.agb_code,
        wet=overeenkomst.wet.value,
        prijs_id=str(prijs.id),
        versie=prijs.versie,
        productcategorie=opgave.productcategorie,
        productcode=opgave.productcode,
        eenheid=opgave.eenheid,
        tarief_cent=opgave.tarief_cent,
        geldig_van=opgave.geldig_van,
        geldig_tot=opgave.geldig_tot,
        gemeenten=opgave.gemeenten,
    )
