"""Sending a 301 in the name of a gemeente."""

import asyncio
from typing import Annotated, Any, cast

from fastapi import APIRouter, Request, Response
from pydantic import Field
from risb_api.api import ApiModel
from risb_api.identity import Wie
from risb_api.writes import SchrijfDep
from risb_kern.errors import DomainError, Fout, Kind

from declaraties.application.post.lezen import Zicht
from declaraties.application.post.poorten import Ontvangst
from declaraties.application.toewijzen.toewijzingsbericht_sturen import Verzending, stuur_toewijzingen
from declaraties.domain.post.bestand import Berichtkop, Bron
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie, Kop
from declaraties.domain.standaard.beschrijving import BERICHT_301
from declaraties.domain.standaard.profielen import PROFIELEN, Soort, Wet
from declaraties.domain.standaard.typen import Groep
from declaraties.entrypoints.api.beoordelen.declaratie_invoer import Agb, Gemeente
from declaraties.entrypoints.api.post.inname import ontvangst_van
from declaraties.entrypoints.api.post.modellen import BerichtModel
from declaraties.entrypoints.api.post.upload import Upload
from declaraties.entrypoints.api.toegang import Gemeenterol
from declaraties.entrypoints.api.toewijzen.berichtinvoer import als_record, invoermodel

router = APIRouter(tags=["toewijzingen"])
_CLIENT = cast("Groep", BERICHT_301.elementen[1].type)
ClientIn = invoermodel(_CLIENT, "Toewijzing")


class ToewijzingsberichtenIn(ApiModel):
    """Toewijzingen aan een aanbieder; elke client wordt een eigen 301-bericht."""

    wet: Wet
    gemeente: Gemeente
    agb_code: Agb
    clienten: Annotated[list[ClientIn], Field(min_length=1, max_length=100)]  # type: ignore[valid-type]

    def als_domein(self, kenmerken: list[str], dagtekening: Any) -> list[Bericht301]:
        """One 301 per client, each with its own identificatie."""
        return [
            Bericht301(
                wet=self.wet,
                header=Kop(
                    afzender=self.gemeente,
                    ontvanger=self.agb_code,
                    bericht_identificatie=BerichtIdentificatie(identificatie=kenmerk, dagtekening=dagtekening),
                ),
                client=cast("Client301", als_record(client, _CLIENT)),
            )
            for kenmerk, client in zip(kenmerken, self.clienten, strict=True)
        ]


class ToewijzingsberichtenModel(ApiModel):
    """De 301-berichten die klaarstaan voor de aanbieder."""

    berichten: list[BerichtModel]


@router.post(
    "/toewijzingsberichten",
    operation_id="toewijzingenVersturen",
    summary="Toewijzingen versturen als 301",
    status_code=201,
    response_model=ToewijzingsberichtenModel,
)
async def verstuur(request: Request, invoer: ToewijzingsberichtenIn, wie: Gemeenterol, schrijf: SchrijfDep) -> Response:
    """Namens de gemeente; elk bericht is geldig volgens de standaard en staat daarna klaar voor de aanbieder.

    De toewijzing komt in de eigen administratie alsof zij is ontvangen. Is er iets mis, dan komen alle fouten tegelijk
    terug en gebeurt er niets.
    """
    _controleer(invoer, wie)
    toestand = request.app.state

    async def werk(uow: Any) -> ToewijzingsberichtenModel:
        uploads: list[Upload] = []
        kenmerken = [await uow.berichten_uit.volgend_kenmerk() for _ in invoer.clienten]
        berichten = invoer.als_domein(kenmerken, toestand.clock.vandaag())
        kop = Berichtkop(wet=invoer.wet, soort=Soort.TOEWIJZING, afzender=invoer.gemeente, ontvanger=invoer.agb_code)
        geschreven = await asyncio.to_thread(lambda: {id(een): toestand.schrijf_301(een) for een in berichten})
        verzending = Verzending(
            bewaar=lambda bericht: _bewaar(toestand, geschreven[id(bericht)], kop, wie, uploads),
            gereedschap=toestand.gereedschap,
            klok=toestand.clock,
        )
        verstuurd = False
        try:
            bestanden = await stuur_toewijzingen(uow, berichten, verzending)
            verstuurd = True
        finally:
            for upload in uploads if not verstuurd else ():
                upload.gooi_weg()
        lezingen = [await uow.lezen.bericht(Zicht(alles=True), bestand.id) for bestand in bestanden]
        return ToewijzingsberichtenModel(berichten=[BerichtModel.van(een) for een in lezingen])

    return await schrijf.doe(wie, werk, status=201)


def _controleer(invoer: ToewijzingsberichtenIn, wie: Wie) -> None:
    if invoer.gemeente not in wie.gemeenten:
        melding = "U kunt alleen toewijzingen van uw eigen gemeente versturen."
        raise DomainError(Kind.FORBIDDEN, "gemeente-niet-eigen", melding)
    lijst = PROFIELEN[invoer.wet].categorieen
    fouten = [
        Fout(f"clienten.{client}.toegewezenProducten.{plaats}.product.categorie", "categorie-van-andere-wet", "")
        for client, een in enumerate(invoer.clienten)
        for plaats, product in enumerate(cast("Any", een).toegewezen_producten)
        if product.product is not None and product.product.categorie not in lijst
    ]
    if fouten:
        melding = f"Een productcategorie hoort niet bij de {invoer.wet}."
        raise DomainError(Kind.INVALID, "ongeldige-gegevens", melding, *fouten)


def _bewaar(toestand: Any, data: bytes, kop: Berichtkop, wie: Wie, uploads: list[Upload]) -> Ontvangst:
    upload: Upload = toestand.opslag.nieuw()
    uploads.append(upload)
    upload.schrijf(data)
    upload.bewaar()
    return ontvangst_van(upload, kop, Bron.BUREAU, wie=wie, nu=toestand.clock.nu())
