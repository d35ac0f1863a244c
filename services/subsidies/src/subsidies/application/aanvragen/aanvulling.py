"""Asking for missing data and taking in the answer (Awb 4:5); the decision term stands still meanwhile."""

import dataclasses
import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Kind
from risb_kern.privacy import Privacy

from subsidies.application.aanvragen.geheimen import iban_normaal, verberg
from subsidies.application.aanvragen.zoeken import lock_aanvraag
from subsidies.application.dubbel.dubbele_financiering import vergelijk_met_contracten, vergelijk_rekening
from subsidies.application.ports import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, vraag_aanvulling, vul_aan
from subsidies.domain.aanvragen.intake import is_iban


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvullingVragen:
    """What is missing, and the last day to send it (14 days when None)."""

    aanvraag_id: uuid.UUID
    gevraagd: tuple[str, ...]
    uiterlijk: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvullingBeantwoorden:
    """The answer; KvK number and account are replaced when given."""

    aanvraag_id: uuid.UUID
    aanvrager_sub: str
    toelichting: str
    kvk_nummer: str | None
    iban: str | None


async def aanvulling_vragen(uow: Uow, clock: Clock, opdracht: AanvullingVragen) -> Aanvraag:
    """Ask the applicant; the clock stops from tomorrow on."""
    aanvraag = await lock_aanvraag(uow, opdracht.aanvraag_id)
    regeling = await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie)
    gewijzigd = vraag_aanvulling(aanvraag, opdracht.gevraagd, clock.vandaag(), uiterlijk=opdracht.uiterlijk)
    await uow.aanvragen.save(gewijzigd, regeling)
    return gewijzigd


async def aanvulling_beantwoorden(
    uow: Uow, clock: Clock, privacy: Privacy, opdracht: AanvullingBeantwoorden
) -> Aanvraag:
    """Take in the answer of the applicant; the clock runs on from tomorrow."""
    aanvraag = await lock_aanvraag(uow, opdracht.aanvraag_id, van=opdracht.aanvrager_sub)
    regeling = await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie)
    verbeterd = _verbeterd(aanvraag, opdracht)
    gewijzigd = vul_aan(verbeterd, regeling, opdracht.toelichting, nu=clock.nu(), vandaag=clock.vandaag())
    await uow.aanvragen.save(gewijzigd, regeling)
    if opdracht.kvk_nummer or opdracht.iban:
        await _hernieuw_geheimen(uow, clock, privacy, gewijzigd, opdracht.iban)
    return gewijzigd


def _verbeterd(aanvraag: Aanvraag, opdracht: AanvullingBeantwoorden) -> Aanvraag:
    if opdracht.kvk_nummer:
        if aanvraag.opgave.kvk_nummer not in {None, opdracht.kvk_nummer}:
            melding = "Een ander KvK-nummer is een andere aanvrager. Dien daarvoor een nieuwe aanvraag in."
            raise DomainError(Kind.CONFLICT, "andere-aanvrager", melding)
        opgave = dataclasses.replace(aanvraag.opgave, kvk_nummer=opdracht.kvk_nummer)
        aanvraag = dataclasses.replace(aanvraag, opgave=opgave)
    if opdracht.iban:
        aanvraag = dataclasses.replace(aanvraag, iban_geldig=is_iban(iban_normaal(opdracht.iban)))
    return aanvraag


async def _hernieuw_geheimen(uow: Uow, clock: Clock, privacy: Privacy, aanvraag: Aanvraag, iban: str | None) -> None:
    oud = await uow.aanvragen.geheim(aanvraag.id)
    nieuw = verberg(
        privacy,
        aanvraag.opgave,
        iban=iban or privacy.decrypt(oud.iban_versleuteld),
        bsn=privacy.decrypt(oud.bsn_versleuteld) if oud.bsn_versleuteld else None,
        sub=aanvraag.aanvrager_sub,
    )
    await uow.aanvragen.save_geheim(aanvraag.id, nieuw)
    await vergelijk_met_contracten(uow, clock, aanvraag)
    await vergelijk_rekening(uow, clock, aanvraag, nieuw)
