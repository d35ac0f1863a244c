import uuid
from dataclasses import replace

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_recht.periode import Periode
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.moederovereenkomsten.moederovereenkomst import LandelijkTarief
from contracting.domain.overeenkomsten.dekking import controleer_dekking, dekking_van
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.vierogen import PRIJS_VASTSTELLEN
from contracting.domain.prijzen.events import PrijsVastgesteld
from contracting.domain.prijzen.prijs import Prijs, Prijsherkomst, Prijsopgave, Prijsreden
from contracting.domain.regio.deelname import controleer_deelname


async def prijs_vaststellen(
    uow: Uow,
    handeling: Handeling,
    overeenkomst_id: uuid.UUID,
    opgave: Prijsopgave,
    *,
    reden: Prijsreden = Prijsreden.OVEREENGEKOMEN,
    bron: str | None = None,
) -> Prijs:
    """Add a price version to a p*q agreement; without gemeenten it holds for all of the agreement."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    await _controleer_landelijk(uow, overeenkomst.moeder_id, opgave)
    herkomst = Prijsherkomst(reden=reden, bron=bron, door=handeling.door)
    prijs = overeenkomst.stel_prijs_vast(opgave.voor(overeenkomst.gemeenten), handeling.nieuw_id(), herkomst)
    await _controleer_deelname(uow, overeenkomst, prijs)
    bestaand = await uow.overeenkomsten.get_dekking(overeenkomst.agb_code, overeenkomst.wet)
    controleer_dekking(dekking_van(replace(overeenkomst, prijzen=(prijs,))), bestaand)
    PRIJS_VASTSTELLEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(overeenkomst.zaak),
        van=await belang_van(uow, overeenkomst.agb_code),
    )
    await uow.overeenkomsten.add_prijs(overeenkomst.id, prijs)
    uow.emit(prijs_vastgesteld(overeenkomst, prijs))
    gegevens: dict[str, JSON] = {
        "prijs_id": str(prijs.id),
        "versie": prijs.versie,
        "tarief_cent": prijs.opgave.tarief_cent,
        "redencode": reden.value,
    }
    await uow.timeline.add(overeenkomst.zaak, "prijs_vaststellen", handeling, gegevens)
    return prijs


async def _controleer_landelijk(uow: Uow, moeder_id: uuid.UUID | None, opgave: Prijsopgave) -> None:
    """Refuse a price on a call-off that the national buyer did not publish."""
    moeder = None if moeder_id is None else await uow.moederovereenkomsten.find(moeder_id)
    if moeder is not None:
        moeder.controleer_tarief(
            LandelijkTarief(
                productcategorie=opgave.productcategorie,
                productcode=opgave.productcode,
                eenheid=opgave.eenheid,
                tarief_cent=opgave.tarief_cent or 0,
                geldig_van=opgave.geldig_van,
                geldig_tot=opgave.geldig_tot,
            )
        )


async def _controleer_deelname(uow: Uow, overeenkomst: Overeenkomst, prijs: Prijs) -> None:
    """Every gemeente takes the service line on the first day of the price: after its exit it gets no price."""
    perceel = await uow.percelen.find(overeenkomst.perceel_code)
    if perceel is None:
        raise not_found("Het perceel")
    eerste_dag = Periode(van=prijs.opgave.geldig_van, tot=prijs.opgave.geldig_van)
    gemeenten = sorted(prijs.opgave.gemeenten)
    deelnames = {one: await uow.deelnames.get_perioden(one, perceel.dienst) for one in gemeenten}
    controleer_deelname(eerste_dag, perceel.dienst, deelnames)


def prijs_vastgesteld(overeenkomst: Overeenkomst, prijs: Prijs) -> PrijsVastgesteld:
    """The fact of one price version; a product that is paid by amount tells a tariff of zero."""
    opgave, herkomst = prijs.opgave, prijs.herkomst
    run = herkomst.indexering_id if herkomst else None
    return PrijsVastgesteld(
        overeenkomst_id=str(overeenkomst.id),
        agb_code=overeenkomst.agb_code,
        wet=overeenkomst.wet.value,
        prijs_id=str(prijs.id),
        versie=prijs.versie,
        productcategorie=opgave.productcategorie,
        productcode=opgave.productcode,
        eenheid=opgave.eenheid,
        tarief_cent=opgave.tarief_cent or 0,
        geldig_van=opgave.geldig_van,
        geldig_tot=opgave.geldig_tot,
        gemeenten=opgave.gemeenten,
        reden=(herkomst.reden if herkomst else Prijsreden.OVEREENGEKOMEN).value,
        bron=herkomst.bron if herkomst else None,
        indexering_id=None if run is None else str(run),
    )
