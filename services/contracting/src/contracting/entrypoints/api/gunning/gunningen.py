from typing import Annotated

from fastapi import Path, Response
from risb_api.routes import Router
from risb_kern.errors import not_found

from contracting.application.gunning import handelingen
from contracting.application.uow import Uow
from contracting.domain.gunning.gunning import GunningStatus
from contracting.entrypoints.api.aanbesteding.aanbestedingen import AanbestedingPad
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.gunning.beoordelingen import beeld
from contracting.entrypoints.api.gunning.gunningen_models import (
    AanvaardingIn,
    BelangIn,
    GunningIn,
    GunningintrekkingIn,
    GunningUit,
    LotingIn,
    PlaatsIn,
)
from contracting.entrypoints.api.toegang import Aanmelder, BureauOfAanbieder, Inkoop, bereik_van
from contracting.entrypoints.inzage import log_inzage

router = Router("gunningen")
PerceelPad = Annotated[
    str, Path(alias="perceelCode", pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$", description="Code van het perceel.")
]


@router.get("/aanbestedingen/{id}/gunningen/{perceelCode}", summary="Gunning opvragen")
async def gunning_opvragen(
    aanbesteding_id: AanbestedingPad, perceel_code: PerceelPad, edge: EdgeDep, wie: BureauOfAanbieder
) -> GunningUit:
    """De rangorde met redenen en wachtlijst; elke inschrijver, ook terzijde gelegd, ziet zichzelf en wie is gekozen."""
    async with edge.uow() as uow:
        gunning = await uow.gunningen.find(aanbesteding_id, perceel_code)
        aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
        bureau = bereik_van(wie).alles
        geopend = [one for one in await uow.inschrijvingen.list(aanbesteding_id, perceel_code) if one.is_geopend]
        eigen = sorted({one.agb_code for one in geopend} & set(wie.agb))
        if gunning is None or aanbesteding is None or not (bureau or eigen):
            raise not_found("De gunning")
        if not bureau and gunning.status is not GunningStatus.MEDEGEDEELD:
            raise not_found("De gunning")
        await log_inzage(uow, wie, "gunning-opvragen", {one.agb_code for one in gunning.standen})
    return GunningUit.van(gunning, aanbesteding, voor=None if bureau else eigen)


@router.post("/aanbestedingen/{id}/belangen", status_code=201, response_model=GunningUit, summary="Belang melden")
async def belang_melden(
    aanbesteding_id: AanbestedingPad, belang: BelangIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Meldt wie een belang heeft bij een inschrijver: die beoordeelt niet, en wat hij gaf telt niet."""

    async def work(uow: Uow) -> GunningUit:
        gemeld = await handelingen.belang_melden(
            uow, edge.handeling(wie), aanbesteding_id, belang.perceel_code, belang.belang()
        )
        return await beeld(uow, gemeld)

    return await schrijf.doe(wie, work)


@router.post(
    "/aanbestedingen/{id}/lotingen", status_code=201, response_model=GunningUit, summary="Gunningsloting verrichten"
)
async def loting_verrichten(
    aanbesteding_id: AanbestedingPad, loting: LotingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Loot tussen inschrijvers die ook na kwaliteit en zwaarste criterium gelijk staan."""

    async def work(uow: Uow) -> GunningUit:
        geloot = await handelingen.loting_verrichten(
            uow,
            edge.handeling(wie),
            aanbesteding_id,
            loting.perceel_code,
            getuige=loting.getuige,
            zegel=edge.zegel,
        )
        return await beeld(uow, geloot)

    return await schrijf.doe(wie, work)


@router.post("/aanbestedingen/{id}/gunningen", status_code=201, response_model=GunningUit, summary="Gunning meedelen")
async def gunning_meedelen(
    aanbesteding_id: AanbestedingPad, gunning: GunningIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Stelt de rangorde en de plaatsen vast; de opschortende termijn begint de dag erna."""

    async def work(uow: Uow) -> GunningUit:
        medegedeeld = await handelingen.gunning_meedelen(
            uow, edge.handeling(wie), aanbesteding_id, gunning.perceel_code, zegel=edge.zegel
        )
        return await beeld(uow, medegedeeld)

    return await schrijf.doe(wie, work)


@router.post("/aanbestedingen/{id}/_vrijgeven", response_model=GunningUit, summary="Plaats vrijgeven")
async def plaats_vrijgeven(
    aanbesteding_id: AanbestedingPad, plaats: PlaatsIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Een plaats komt vrij, of een aanbod verliep: de volgende van de wachtlijst krijgt haar aangeboden."""

    async def work(uow: Uow) -> GunningUit:
        vrij = await handelingen.plaats_vrijgeven(
            uow,
            edge.handeling(wie),
            aanbesteding_id,
            plaats.perceel_code,
            plaats=(plaats.gemeente, plaats.productcode),
            agb_code=plaats.agb_code,
        )
        return await beeld(uow, vrij)

    return await schrijf.doe(wie, work, status=200)


@router.post("/aanbestedingen/{id}/_aanvaarden", response_model=GunningUit, summary="Plaats aanvaarden")
async def plaats_aanvaarden(
    aanbesteding_id: AanbestedingPad, plaats: AanvaardingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Aanmelder
) -> Response:
    """Een aanbieder aanvaardt een aangeboden plaats; het bewijs wordt opnieuw getoetst."""
    if plaats.agb_code not in wie.agb:
        raise not_found("De gunning")

    async def work(uow: Uow) -> GunningUit:
        handeling = edge.handeling(wie)
        opdracht = plaats.opdracht(aanbesteding_id, handeling.vandaag)
        aanvaard = await handelingen.plaats_aanvaarden(uow, handeling, opdracht, zegel=edge.zegel)
        aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
        if aanbesteding is None:
            raise not_found("De gunning")
        return GunningUit.van(aanvaard, aanbesteding, voor=[plaats.agb_code])

    return await schrijf.doe(wie, work, status=200)


@router.post("/aanbestedingen/{id}/_aankondigen", response_model=GunningUit, summary="Gunning aankondigen")
async def gunning_aankondigen(
    aanbesteding_id: AanbestedingPad, gunning: GunningIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Legt vast dat de gunning is aangekondigd, na de eerste overeenkomst."""

    async def work(uow: Uow) -> GunningUit:
        aangekondigd = await handelingen.gunning_aankondigen(
            uow, edge.handeling(wie), aanbesteding_id, gunning.perceel_code
        )
        return await beeld(uow, aangekondigd)

    return await schrijf.doe(wie, work, status=200)


@router.post("/aanbestedingen/{id}/gunning/_intrekken", response_model=GunningUit, summary="Gunning intrekken")
async def gunning_intrekken(
    aanbesteding_id: AanbestedingPad, gunning: GunningintrekkingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Trekt een gunning in waarop nog niet is getekend; daarna wordt opnieuw beoordeeld en meegedeeld."""

    async def work(uow: Uow) -> GunningUit:
        ingetrokken = await handelingen.gunning_intrekken(
            uow,
            edge.handeling(wie),
            aanbesteding_id,
            gunning.perceel_code,
            toelichting=gunning.toelichting,
        )
        return await beeld(uow, ingetrokken)

    return await schrijf.doe(wie, work, status=200)
