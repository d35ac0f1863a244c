import dataclasses
import uuid
from typing import Annotated, Literal

from fastapi import Depends, Path, Query, Response
from pydantic import Field
from risb_api.api import Pagina
from risb_api.fields import AgbVraag, Regel
from risb_api.lists import Lijst, Orde, moment
from risb_api.routes import Router
from risb_kern.lists import Blad

from toezicht.application.signalen import handelingen
from toezicht.application.signalen.queries import Signaalfilter
from toezicht.application.uow import Uow
from toezicht.entrypoints.api.edge import EdgeDep, SchrijfDep
from toezicht.entrypoints.api.signalen.signalen_models import (
    AanbiederUit,
    OvereenkomstUit,
    SignaaldetailUit,
    SignaalUit,
    UitkomstIn,
    VergelijkingUit,
)
from toezicht.entrypoints.api.toegang import Toezicht, bereik_van, soorten_van, zichtbaar_signaal
from toezicht.entrypoints.inzage import log_inzage

router = Router("signalen")
SignaalId = Annotated[uuid.UUID, Path(alias="signaalId", description="Kenmerk van het signaal.")]
LIJST = Lijst(
    SignaalUit,
    {"gesignaleerdOp": Orde(gesignaleerd_op=moment, id=uuid.UUID), "bedragCent": Orde(bedrag_cent=int, id=uuid.UUID)},
    aflopend=True,
)


async def _keuze(
    wie: Toezicht,
    agb_code: AgbVraag = None,
    regel: Annotated[Annotated[Regel, Field(max_length=20)] | None, Query(description="Alleen van deze regel.")] = None,
    *,
    status: Annotated[Literal["actief", "vervallen"] | None, Query(description="Alleen met deze status.")] = None,
    ernst: Annotated[Literal["bekijken", "alarm"] | None, Query(description="Alleen met deze ernst.")] = None,
    periode: Annotated[int | None, Query(ge=201501, le=209912, description="Alleen van deze maand (jjjjmm).")] = None,
) -> Signaalfilter:
    return Signaalfilter(
        soorten=soorten_van(wie), agb_code=agb_code, regel=regel, status=status, ernst=ernst, periode=periode
    )


@router.get("/signalen", summary="Signalen opvragen")
async def signalen_opvragen(
    edge: EdgeDep,
    wie: Toezicht,
    keuze: Annotated[Signaalfilter, Depends(_keuze)],
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[SignaalUit]:
    """Signalen die u mag zien, de nieuwste eerst. Een signaal is een vraag en geen oordeel."""
    async with edge.uow() as uow:
        eigen = dataclasses.replace(keuze, bereik=await bereik_van(uow, wie))
        gevonden = await uow.signaalvragen.list(eigen, blad)
        await log_inzage(uow, edge.privacy, wie, "signalen-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, SignaalUit.model_validate)


@router.get("/signalen/{signaalId}", summary="Een signaal met uitleg opvragen")
async def signaal_opvragen(edge: EdgeDep, wie: Toezicht, signaal_id: SignaalId) -> SignaaldetailUit:
    """De feiten, de vergelijking, mogelijke onschuldige verklaringen en hoe dit is na te gaan."""
    async with edge.uow() as uow:
        beeld = await handelingen.signaal_bekijken(uow, signaal_id, soorten_van(wie), await bereik_van(uow, wie))
        await log_inzage(uow, edge.privacy, wie, "signaal-opvragen", [beeld.signaal.agb_code])
    return _detail(beeld)


@router.post(
    "/signalen/{signaalId}/uitkomsten",
    status_code=201,
    response_model=SignaaldetailUit,
    summary="Vastleggen wat een signaal waard was",
)
async def signaal_beoordelen(
    edge: EdgeDep, wie: Toezicht, schrijf: SchrijfDep, invoer: UitkomstIn, signaal_id: SignaalId
) -> Response:
    """Bevestigd, nuttig of onterecht; telt mee in de trefkans van de regel. De laatste uitkomst geldt."""
    soorten = soorten_van(wie)
    opdracht = handelingen.SignaalBeoordelen(signaal_id=signaal_id, uitkomst=invoer.uitkomst, reden=invoer.reden)

    async def act(uow: Uow) -> SignaaldetailUit:
        await zichtbaar_signaal(uow, wie, signaal_id)
        await handelingen.signaal_beoordelen(uow, edge.handeling(wie), opdracht, soorten=soorten)
        return _detail(await handelingen.signaal_bekijken(uow, signaal_id, soorten, await bereik_van(uow, wie)))

    return await schrijf.doe(wie, act)


def _detail(beeld: handelingen.Signaalbeeld) -> SignaaldetailUit:
    signaal = {one.name: getattr(beeld.signaal, one.name) for one in dataclasses.fields(beeld.signaal)}
    del signaal["bijgewerkt_op"]
    return SignaaldetailUit.model_validate(
        {
            **signaal,
            "aanbieder": AanbiederUit.model_validate(beeld.aanbieder) if beeld.aanbieder else None,
            "overeenkomsten": [OvereenkomstUit.model_validate(one) for one in beeld.overeenkomsten],
            "anderen": VergelijkingUit.model_validate(beeld.anderen) if beeld.anderen else None,
        }
    )
