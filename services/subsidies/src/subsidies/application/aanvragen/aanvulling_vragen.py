import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from subsidies.application.aanvragen.termijnen_plannen import termijnen_plannen
from subsidies.application.belang import belang_van, met_organisatie
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, gevonden, vraag_aanvulling
from subsidies.domain.aanvragen.events import AanvraagAanvullingGevraagd
from subsidies.domain.aanvragen.vierogen import AANVULLING_VRAGEN
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvullingVragen:
    """What is missing, and the last day to send it (14 days when None)."""

    aanvraag_id: uuid.UUID
    gevraagd: tuple[str, ...]
    uiterlijk: dt.date | None


async def aanvulling_vragen(uow: Uow, handeling: Handeling, opdracht: AanvullingVragen) -> Aanvraag:
    """Ask the applicant for what is missing (Awb 4:5); the decision term stands still from tomorrow on."""
    aanvraag = gevonden(await uow.aanvragen.get(opdracht.aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    gewijzigd = vraag_aanvulling(aanvraag, opdracht.gevraagd, handeling.vandaag, uiterlijk=opdracht.uiterlijk)
    keten, van = await uow.timeline.list(aanvraag.zaak), await belang_van(handeling, aanvraag, uow)
    AANVULLING_VRAGEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    await uow.aanvragen.save(gewijzigd, regeling)
    gebeurtenis = _gebeurtenis(gewijzigd, regeling)
    gegevens: dict[str, JSON] = {"nummer": gebeurtenis.nummer, "uiterlijk": str(gebeurtenis.uiterlijk)}
    await uow.timeline.add(aanvraag.zaak, "aanvulling_vragen", handeling, gegevens)
    uow.emit(gebeurtenis, aanvraag.correlatie_id)
    await termijnen_plannen(uow, gewijzigd, regeling)
    return gewijzigd


def _gebeurtenis(aanvraag: Aanvraag, regeling: Regeling) -> AanvraagAanvullingGevraagd:
    vraag = aanvraag.aanvullingen[-1]
    return AanvraagAanvullingGevraagd(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        nummer=vraag.nummer,
        gevraagd_op=vraag.gevraagd_op,
        uiterlijk=vraag.uiterlijk,
        beslisdatum=aanvraag.beslisdatum(regeling),
    )
