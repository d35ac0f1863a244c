from collections.abc import Iterable
from dataclasses import replace

from risb_kern.act import SYSTEEM, Handeling

from subsidies.application.uow import Uow
from subsidies.domain.beoordelen.aandachtspunt import Aandachtsignaal, aandachtspunt_van
from subsidies.domain.dubbel.events import DubbeleFinancieringGesignaleerd
from subsidies.domain.dubbel.regels import (
    M6,
    MATCHVERSIE,
    Vergelijkbaar,
    Zorgcontract,
    contractsignaal,
    passende_contracten,
)


async def dubbele_financiering_signaleren(
    uow: Uow, handeling: Handeling, aanvraag: Vergelijkbaar, contracten: Iterable[Zorgcontract]
) -> None:
    """Raise a point per contract that matches; each once, also when events come twice."""
    for contract in passende_contracten(aanvraag.opgave, contracten):
        signaal = contractsignaal(contract, handeling.vandaag)
        if await uow.aandachtspunten.add_new(aandachtspunt_van(aanvraag.id, signaal, handeling.op)):
            gegevens = {"regel": signaal.kenmerk, "overeenkomst": contract.overeenkomst_id}
            act = replace(handeling, door=SYSTEEM)
            await uow.timeline.add(aanvraag.zaak, "dubbele_financiering_signaleren", act, gegevens)
            uow.emit(_gebeurtenis(aanvraag, contract, signaal), aanvraag.correlatie_id)


def _gebeurtenis(
    aanvraag: Vergelijkbaar, contract: Zorgcontract, signaal: Aandachtsignaal
) -> DubbeleFinancieringGesignaleerd:
    return DubbeleFinancieringGesignaleerd(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        regel=M6,
        regel_versie=MATCHVERSIE,
        kvk_nummer=aanvraag.opgave.kvk_nummer or "",
        agb_code=contract.agb_code,
        overeenkomst_id=contract.overeenkomst_id,
        toelichting=signaal.feit,
        gevraagd_cent=aanvraag.opgave.gevraagd_cent,
    )
