import dataclasses
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_kern.privacy import Privacy

from subsidies.application.aanvragen.geheimen import bsn_van, iban_van, verberg
from subsidies.application.aanvragen.termijnen_plannen import termijnen_plannen
from subsidies.application.dubbel import handelingen
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, gevonden, vul_aan
from subsidies.domain.aanvragen.events import AanvraagAanvullingOntvangen
from subsidies.domain.aanvragen.intake import is_iban
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvullingBeantwoorden:
    """The answer; KvK number and account are replaced when given."""

    aanvraag_id: uuid.UUID
    toelichting: str
    kvk_nummer: str | None
    iban: str | None


async def aanvulling_beantwoorden(
    uow: Uow, handeling: Handeling, opdracht: AanvullingBeantwoorden, *, privacy: Privacy
) -> Aanvraag:
    """Take in the answer of the applicant; the decision term runs on, and a person says whether it suffices."""
    aanvraag = gevonden(await uow.aanvragen.get(opdracht.aanvraag_id), van=handeling.door)
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    verbeterd = _verbeterd(aanvraag, opdracht)
    gewijzigd = vul_aan(verbeterd, regeling, opdracht.toelichting, nu=handeling.op, vandaag=handeling.vandaag)
    await uow.aanvragen.save(gewijzigd, regeling)
    if opdracht.kvk_nummer or opdracht.iban:
        await _hernieuw_geheim(uow, handeling, gewijzigd, opdracht.iban, privacy=privacy)
    gebeurtenis = _gebeurtenis(gewijzigd, regeling, handeling)
    await uow.timeline.add(aanvraag.zaak, "aanvulling_beantwoorden", handeling, {"nummer": gebeurtenis.nummer})
    uow.emit(gebeurtenis, aanvraag.correlatie_id)
    await termijnen_plannen(uow, gewijzigd, regeling)
    return gewijzigd


def _gebeurtenis(aanvraag: Aanvraag, regeling: Regeling, handeling: Handeling) -> AanvraagAanvullingOntvangen:
    antwoord = aanvraag.aanvullingen[-1]
    return AanvraagAanvullingOntvangen(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        nummer=antwoord.nummer,
        ontvangen_op=handeling.op,
        beslisdatum=aanvraag.beslisdatum(regeling),
    )


def _verbeterd(aanvraag: Aanvraag, opdracht: AanvullingBeantwoorden) -> Aanvraag:
    if opdracht.kvk_nummer:
        if aanvraag.opgave.kvk_nummer not in {None, opdracht.kvk_nummer}:
            melding = "Een ander KvK-nummer is een andere aanvrager. Dien daarvoor een nieuwe aanvraag in."
            raise conflict("andere-aanvrager", melding)
        opgave = dataclasses.replace(aanvraag.opgave, kvk_nummer=opdracht.kvk_nummer)
        aanvraag = dataclasses.replace(aanvraag, opgave=opgave)
    if opdracht.iban:
        aanvraag = dataclasses.replace(aanvraag, iban_geldig=is_iban(opdracht.iban))
    return aanvraag


async def _hernieuw_geheim(
    uow: Uow, handeling: Handeling, aanvraag: Aanvraag, iban: str | None, *, privacy: Privacy
) -> None:
    oud = await uow.aanvragen.read_geheim(aanvraag.id)
    nieuw = verberg(
        privacy,
        aanvraag,
        iban=iban or iban_van(privacy, oud, aanvraag),
        bsn=bsn_van(privacy, oud, aanvraag),
    )
    await uow.aanvragen.save_geheim(aanvraag.id, nieuw)
    await handelingen.aanvraag_vergelijken(uow, handeling, aanvraag, nieuw.iban_hash)
