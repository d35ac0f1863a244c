import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_recht.bedrag import euro

from toezicht.application.uow import Uow
from toezicht.domain.detectie.anomalie import ACTIEF, BEKIJKEN
from toezicht.domain.detectie.regels.detectieregel import M6
from toezicht.domain.signalen.signaal import Signaal, signaal_id_dubbele_financiering, soort_van


@dataclass(frozen=True, slots=True, kw_only=True)
class DubbeleFinancieringOntvangen:
    """What subsidies told: an application beside a care agreement of the same organisation."""

    gebeurtenis_id: uuid.UUID
    trace_id: str
    regel: str
    regel_versie: int
    agb_code: str
    aanvraag_id: str
    overeenkomst_id: str
    gemeente: str
    gevraagd_cent: int
    toelichting: str


async def dubbele_financiering_ontvangen(
    uow: Uow, handeling: Handeling, opdracht: DubbeleFinancieringOntvangen
) -> None:
    """A match of subsidies becomes a signal like any other; subscribers follow the stream, which does not have it."""
    signaal = Signaal(
        id=signaal_id_dubbele_financiering(opdracht.aanvraag_id, opdracht.overeenkomst_id),
        bron="subsidies",
        regel=opdracht.regel,
        regel_versie=opdracht.regel_versie,
        soort=soort_van(opdracht.regel),
        agb_code=opdracht.agb_code,
        periode=None,
        status=ACTIEF,
        ernst=BEKIJKEN,
        toelichting=f"Dit is een signaal, geen oordeel. {opdracht.toelichting}",
        feiten=_feiten(opdracht),
        vergelijking="Een lopende zorgovereenkomst van dezelfde organisatie in dezelfde gemeente.",
        bedrag_cent=opdracht.gevraagd_cent,
        onschuldig=M6.onschuldig,
        controle=M6.controle,
        gebeurtenissen=[str(opdracht.gebeurtenis_id)],
        gesignaleerd_op=handeling.op,
        bijgewerkt_op=handeling.op,
        trace_id=opdracht.trace_id,
        gemeenten=[opdracht.gemeente],
    )
    await uow.signalen.put(signaal)


def _feiten(opdracht: DubbeleFinancieringOntvangen) -> list[dict[str, str]]:
    waarden = {
        "subsidieaanvraag": opdracht.aanvraag_id,
        "zorgovereenkomst": opdracht.overeenkomst_id,
        "gevraagd bedrag": euro(opdracht.gevraagd_cent),
        "gemeente": opdracht.gemeente,
    }
    return [{"naam": naam, "waarde": waarde, "eenheid": ""} for naam, waarde in waarden.items()]
