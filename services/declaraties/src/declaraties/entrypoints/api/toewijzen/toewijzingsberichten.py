"""Sending a 301 in the name of a gemeente."""

import asyncio
from typing import Annotated, Any, cast

from fastapi import Response
from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Agb, Gemeente
from risb_api.identity import Wie
from risb_api.routes import Router
from risb_kern.errors import DomainError, Fout, Kind
from risb_kern.lists import Bereik

from declaraties.application.toewijzen import handelingen
from declaraties.application.uow import Uow
from declaraties.domain.post.bestand import Berichtkop, Bron
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie, Kop
from declaraties.domain.standaard.beschrijving import BERICHT_301
from declaraties.domain.standaard.profielen import PROFIELEN, Soort, Wet
from declaraties.domain.standaard.typen import Groep
from declaraties.entrypoints.api.edge import EdgeDep, SchrijfDep
from declaraties.entrypoints.api.post.berichten_models import BerichtUit
from declaraties.entrypoints.api.post.inname import Uploads, ontvangst_van
from declaraties.entrypoints.api.toegang import Gemeenterol
from declaraties.entrypoints.api.toewijzen.berichtinvoer import als_record, invoermodel

router = Router("toewijzingen")
_CLIENT = cast("Groep", BERICHT_301.elementen[1].type)
ClientIn = invoermodel(_CLIENT, "Toewijzing")


class ToewijzingsberichtenIn(ApiModel):
    """Toewijzingen aan een aanbieder; elke client wordt een eigen 301-bericht."""

    wet: Wet
    gemeente: Gemeente
    agb_code: Agb
    clienten: Annotated[list[ClientIn], Field(min_length=1, max_length=100)]  # type: ignore[valid-type]  # a model made from the description of the standard

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


class ToewijzingsberichtenUit(ApiModel):
    """De 301-berichten die klaarstaan voor de aanbieder."""

    berichten: list[BerichtUit]


@router.post(
    "/toewijzingsberichten",
    summary="Toewijzingen versturen als 301",
    status_code=201,
    response_model=ToewijzingsberichtenUit,
)
async def toewijzingen_versturen(
    edge: EdgeDep, invoer: ToewijzingsberichtenIn, wie: Gemeenterol, schrijf: SchrijfDep
) -> Response:
    """Namens de gemeente; elk bericht is geldig volgens de standaard en staat daarna klaar voor de aanbieder.

    De toewijzing komt in de eigen administratie alsof zij is ontvangen. Is er iets mis, dan komen alle fouten tegelijk
    terug en gebeurt er niets.
    """
    _check(invoer, wie)
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> ToewijzingsberichtenUit:
        kenmerken = [await uow.bestanden.next_kenmerk() for _ in invoer.clienten]
        berichten = invoer.als_domein(kenmerken, handeling.vandaag)
        kop = Berichtkop(wet=invoer.wet, soort=Soort.TOEWIJZING, afzender=invoer.gemeente, ontvanger=invoer.agb_code)
        geschreven = await asyncio.to_thread(lambda: {id(one): edge.write_301(one) for one in berichten})
        with Uploads(edge.store) as uploads:
            verzending = handelingen.Verzending(
                keep=lambda bericht: ontvangst_van(
                    uploads.kept(geschreven[id(bericht)]), kop, Bron.BUREAU, handeling=handeling
                ),
                pseudonym=edge.pseudonym,
            )
            bestanden = await handelingen.toewijzingen_versturen(uow, handeling, berichten, verzending=verzending)
            uploads.recorded()
        lezingen = [await uow.berichtvragen.find(Bereik(alles=True), bestand.id) for bestand in bestanden]
        return ToewijzingsberichtenUit(berichten=[BerichtUit.van(one) for one in lezingen if one is not None])

    return await schrijf.doe(wie, work, status=201)


def _check(invoer: ToewijzingsberichtenIn, wie: Wie) -> None:
    if invoer.gemeente not in wie.gemeenten:
        melding = "U kunt alleen toewijzingen van uw eigen gemeente versturen."
        raise DomainError(Kind.FORBIDDEN, "gemeente-niet-eigen", melding)
    lijst = PROFIELEN[invoer.wet].categorieen
    fouten = [
        Fout(f"clienten.{client}.toegewezenProducten.{plaats}.product.categorie", "categorie-van-andere-wet", "")
        for client, one in enumerate(invoer.clienten)
        for plaats, product in enumerate(cast("Any", one).toegewezen_producten)
        if product.product is not None and product.product.categorie not in lijst
    ]
    if fouten:
        melding = f"Een productcategorie hoort niet bij de {invoer.wet}."
        raise DomainError(Kind.INVALID, "ongeldige-gegevens", melding, *fouten)
