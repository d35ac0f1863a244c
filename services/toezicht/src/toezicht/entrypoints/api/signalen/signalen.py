import dataclasses
import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor
from risb_api.identity import Wie
from risb_api.writes import SchrijfDep

from toezicht.application.signalen.queries import Selectie
from toezicht.application.signalen.signaal_bekijken import Signaalbeeld, bekijk_signaal, beoordeel_signaal
from toezicht.application.uow import Uow
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling
from toezicht.entrypoints.api.fields import AgbCode
from toezicht.entrypoints.api.signalen.signalen_models import SignaaldetailModel, SignaalModel, UitkomstInvoer
from toezicht.entrypoints.api.toegang import TOEZICHT, Limiet, Na, eenheid, lees_plaats, nu, pagina, soorten_van

router = APIRouter(tags=["signalen"])


SignaalId = Annotated[uuid.UUID, Path(alias="signaalId", description="Kenmerk van het signaal.")]


def _detail(beeld: Signaalbeeld) -> SignaaldetailModel:
    velden = {veld.name: getattr(beeld.signaal, veld.name) for veld in dataclasses.fields(Signaal)}
    velden.pop("bijgewerkt_op")
    return SignaaldetailModel.model_validate(
        {
            **velden,
            "aanbieder": _waarden(beeld.aanbieder),
            "overeenkomsten": [_waarden(one, "agb_code") for one in beeld.overeenkomsten],
            "anderen": _waarden(beeld.anderen),
        }
    )


def _waarden(waarde: object | None, *weg: str) -> dict[str, object] | None:
    if waarde is None:
        return None
    velden = dataclasses.asdict(waarde)  # type: ignore[call-overload]
    return {naam: inhoud for naam, inhoud in velden.items() if naam not in weg}


def _selectie(
    agb_code: Annotated[AgbCode | None, Query(alias="agbCode", description="Alleen van deze aanbieder.")] = None,
    regel: Annotated[str | None, Query(max_length=20, description="Alleen van deze regel.")] = None,
    *,
    stand: Annotated[Literal["actief", "vervallen"] | None, Query(description="Alleen in deze stand.")] = None,
    ernst: Annotated[Literal["bekijken", "alarm"] | None, Query(description="Alleen met deze ernst.")] = None,
    periode: Annotated[int | None, Query(ge=201501, le=209912, description="Alleen van deze maand (jjjjmm).")] = None,
) -> Selectie:
    return Selectie(soorten=(), agb_code=agb_code, regel=regel, stand=stand, ernst=ernst, periode=periode)


@router.get("/signalen", summary="Signalen bekijken", operation_id="lijstSignalen")
async def lijst_signalen(
    request: Request,
    wie: Annotated[Wie, Depends(TOEZICHT)],
    selectie: Annotated[Selectie, Depends(_selectie)],
    na: Na = None,
    limiet: Limiet = 50,
) -> Pagina[SignaalModel]:
    """Signalen die u mag zien, de nieuwste eerst. Een signaal is een vraag en geen oordeel."""
    wat = dataclasses.replace(selectie, soorten=soorten_van(wie), na=decode_cursor(na, lees_plaats), limiet=limiet + 1)
    async with eenheid(request) as uow:
        gevonden = await uow.signalen.lijst(wat)
    return pagina(SignaalModel, gevonden, limiet, lambda one: f"{one.gesignaleerd_op.isoformat()}|{one.id}")


@router.get("/signalen/{signaalId}", summary="Een signaal met uitleg bekijken", operation_id="toonSignaal")
async def toon_signaal(
    request: Request, wie: Annotated[Wie, Depends(TOEZICHT)], signaal_id: SignaalId
) -> SignaaldetailModel:
    """De feiten, de vergelijking, mogelijke onschuldige verklaringen en hoe dit is na te gaan."""
    async with eenheid(request) as uow:
        return _detail(await bekijk_signaal(uow, signaal_id, soorten_van(wie)))


@router.post(
    "/signalen/{signaalId}/uitkomsten",
    status_code=201,
    response_model=SignaaldetailModel,
    summary="Vastleggen wat een signaal waard was",
    operation_id="beoordeelSignaal",
)
async def voeg_uitkomst_toe(
    request: Request,
    wie: Annotated[Wie, Depends(TOEZICHT)],
    schrijf: SchrijfDep,
    invoer: UitkomstInvoer,
    signaal_id: SignaalId,
) -> Response:
    """Bevestigd, nuttig of onterecht; telt mee in de trefkans van de regel. De laatste uitkomst geldt."""
    beoordeling = Signaalbeoordeling(
        id=uuid.uuid4(),
        signaal_id=signaal_id,
        uitkomst=invoer.uitkomst,
        reden=invoer.reden,
        door=wie.sub,
        op=nu(request),
    )

    async def werk(uow: Uow) -> SignaaldetailModel:
        return _detail(await beoordeel_signaal(uow, beoordeling, soorten_van(wie)))

    return await schrijf.doe(wie, werk)
