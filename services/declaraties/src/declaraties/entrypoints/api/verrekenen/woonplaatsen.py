"""Which gemeente is responsible for a young person from which day."""

import datetime as dt
import uuid

from fastapi import Response
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import Bsn, Datum, Gemeente
from risb_api.identity import Rol
from risb_api.routes import Router
from risb_kern.errors import DomainError, Kind

from declaraties.application.uow import Uow
from declaraties.application.verrekenen import handelingen
from declaraties.application.verrekenen.queries import Woonplaatslezing
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.verrekenen.woonplaats import Woonplaats
from declaraties.entrypoints.api.edge import EdgeDep, SchrijfDep
from declaraties.entrypoints.api.toegang import Woonplaatsrol, bereik_van
from declaraties.entrypoints.api.toewijzen.toewijzingen import ZoekvraagIn
from declaraties.entrypoints.inzage import log_inzage

router = Router("verrekeningen")


class WoonplaatsIn(ApiModel):
    """Vanaf welke dag welke gemeente verantwoordelijk is voor een jeugdige."""

    bsn: Bsn
    gemeente: Gemeente = Field(description="De gemeente die verantwoordelijk is (CBS-code).")
    vanaf: Datum = Field(description="Eerste dag.")


class WoonplaatsUit(ApiModel):
    """Een vastgelegde woonplaats; van dezelfde dag telt de laatste."""

    id: uuid.UUID
    wet: str = Field(examples=["jw"])
    gemeente: str = Field(examples=["0342"])
    vanaf: dt.date
    vastgelegd_op: AwareDatetime

    @classmethod
    def van(cls, one: Woonplaatslezing) -> "WoonplaatsUit":
        """The resource of a stored row."""
        return cls(id=one.id, wet=one.wet, gemeente=one.gemeente, vanaf=one.vanaf, vastgelegd_op=one.vastgelegd_op)


@router.post(
    "/woonplaatsen",
    summary="Verantwoordelijke gemeente vastleggen",
    status_code=201,
    response_model=WoonplaatsUit,
)
async def woonplaats_vastleggen(
    edge: EdgeDep, invoer: WoonplaatsIn, wie: Woonplaatsrol, schrijf: SchrijfDep
) -> Response:
    """Een gemeente legt vast vanaf welke dag zij verantwoordelijk is; gemeenten verrekenen daarna wat is betaald."""
    if not wie.is_een_van(Rol.CONTRACTMANAGER) and invoer.gemeente not in wie.gemeenten:
        melding = "U kunt alleen vastleggen dat uw eigen gemeente verantwoordelijk is."
        raise DomainError(Kind.FORBIDDEN, "gemeente-niet-eigen", melding)
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> WoonplaatsUit:
        client = edge.pseudonym(invoer.bsn)
        woonplaats = Woonplaats(client=client, wet=Wet.JW, gemeente=invoer.gemeente, vanaf=invoer.vanaf)
        kenmerk = await handelingen.woonplaats_vastleggen(uow, handeling, woonplaats)
        return WoonplaatsUit(
            id=kenmerk, wet=Wet.JW.value, gemeente=invoer.gemeente, vanaf=invoer.vanaf, vastgelegd_op=handeling.op
        )

    return await schrijf.doe(wie, work, status=201)


@router.post("/woonplaatsen/_zoek", summary="Woonplaatsen van een client zoeken")
async def woonplaatsen_zoeken(edge: EdgeDep, vraag: ZoekvraagIn, wie: Woonplaatsrol) -> Pagina[WoonplaatsUit]:
    """De geschiedenis van een client, oudste eerst; alleen voor een gemeente die erbij betrokken is."""
    async with edge.uow() as uow:
        client = edge.pseudonym(vraag.bsn)
        gevonden = await uow.verrekeningvragen.list_woonplaatsen(bereik_van(wie), client)
        await log_inzage(uow, wie, "woonplaats-inzien", [client] if gevonden else [])
    return Pagina(resultaten=[WoonplaatsUit.van(one) for one in gevonden], volgende=None)
