"""Raise the points of double funding on applications; each finding once, also when events come twice."""

import datetime as dt
import uuid
from collections.abc import Iterable

from risb_kern.clock import Clock

from subsidies.application.ports import Geheim, Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt, Signaal
from subsidies.domain.dubbel.events import DubbeleFinancieringGesignaleerd
from subsidies.domain.dubbel.regels import (
    IBAN_TERUGKIJK,
    M6,
    MATCHVERSIE,
    Zorgcontract,
    contractsignaal,
    passende_contracten,
    rekeningsignaal,
)

_NAMESPACE = uuid.UUID("0b1f8a52-2a36-5d0c-8a6c-0f6f0f3f3c11")


def punt_van(aanvraag: Aanvraag, signaal: Signaal, nu: dt.datetime) -> Aandachtspunt:
    """The point with an id that follows from the finding, so that it is the same one each time."""
    naam = f"{aanvraag.id}:{signaal.bron}:{signaal.regel}:{signaal.versie}:{signaal.sleutel}"
    return Aandachtspunt(id=uuid.uuid5(_NAMESPACE, naam), aanvraag_id=aanvraag.id, signaal=signaal, ontstaan_op=nu)


async def vergelijk_met_contracten(uow: Uow, clock: Clock, aanvraag: Aanvraag) -> None:
    """M6 for one application: care contracts of the applicant in the same gemeente and period."""
    kvk_nummer = aanvraag.opgave.kvk_nummer
    if kvk_nummer is None:
        return
    await uow.serialize(f"kvk:{kvk_nummer}")
    await _signaleer(uow, clock, aanvraag, await uow.zorg.contracts_of(kvk_nummer))


async def vergelijk_aanbieder(uow: Uow, clock: Clock, agb_code: str) -> None:
    """M6 the other way: applications of a provider whose registration or contracts changed."""
    kvk_nummer = await uow.zorg.kvk_of(agb_code)
    if kvk_nummer is None:
        return
    await uow.serialize(f"kvk:{kvk_nummer}")
    contracten = await uow.zorg.contracts_of(kvk_nummer)
    for aanvraag in await uow.aanvragen.met_kvk(kvk_nummer):
        await _signaleer(uow, clock, aanvraag, contracten)


async def vergelijk_rekening(uow: Uow, clock: Clock, aanvraag: Aanvraag, geheim: Geheim) -> None:
    """M2: the same account on applications of others in 24 months; both files get the point."""
    await uow.serialize(f"iban:{geheim.iban_hash.hex()}")
    for andere in await uow.aanvragen.met_iban(aanvraag, clock.nu() - IBAN_TERUGKIJK):
        for een, ander in ((aanvraag, andere), (andere, aanvraag)):
            await uow.aandachtspunten.add_new(punt_van(een, rekeningsignaal(ander.id, clock.vandaag()), clock.nu()))


async def _signaleer(uow: Uow, clock: Clock, aanvraag: Aanvraag, contracten: Iterable[Zorgcontract]) -> None:
    for contract in passende_contracten(aanvraag.opgave, contracten):
        signaal = contractsignaal(contract, clock.vandaag())
        if await uow.aandachtspunten.add_new(punt_van(aanvraag, signaal, clock.nu())):
            uow.emit(_gebeurtenis(aanvraag, contract, signaal), aanvraag.correlatie_id)


def _gebeurtenis(aanvraag: Aanvraag, contract: Zorgcontract, signaal: Signaal) -> DubbeleFinancieringGesignaleerd:
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
