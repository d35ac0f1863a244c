import datetime as dt
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.privacy import Privacy
from risb_zaak.letter_ports import Zetter

from subsidies.application.aanvragen.geheimen import betrokkene
from subsidies.application.aanvragen.termijnen_plannen import termijnen_plannen
from subsidies.application.belang import belang_van, met_organisatie
from subsidies.application.besluiten.beschikking import (
    VERDAGINGSBERICHT,
    VERDAGINGSBERICHT_VERSTUREN,
    stuk,
    verdagingsbericht,
)
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, gevonden, verdaag
from subsidies.domain.besluiten.vierogen import VERDAGEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagVerdagen:
    """Why the decision comes later, and its last day."""

    aanvraag_id: uuid.UUID
    tot: dt.date
    reden: str


async def aanvraag_verdagen(
    uow: Uow, handeling: Handeling, opdracht: AanvraagVerdagen, *, zetter: Zetter, privacy: Privacy
) -> Aanvraag:
    """Tell the applicant by letter that the decision comes later (Awb 4:14), in one transaction with the letter."""
    aanvraag = gevonden(await uow.aanvragen.get(opdracht.aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    verdaagd, verdaging = verdaag(aanvraag, regeling, opdracht.tot, opdracht.reden, handeling.vandaag)
    keten, van = await uow.timeline.list(aanvraag.zaak), await belang_van(handeling, aanvraag, uow)
    VERDAGEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    await uow.aanvragen.save(verdaagd, regeling)
    gegevens = {"tot": str(verdaging.tot), "beslisdatum": str(verdaagd.beslisdatum(regeling))}
    await uow.timeline.add(aanvraag.zaak, "aanvraag_verdagen", handeling, gegevens)
    await termijnen_plannen(uow, verdaagd, regeling)
    pdf = await zetter.pdf(verdagingsbericht(regeling, verdaagd, verdaging))
    wie = betrokkene(privacy, await uow.aanvragen.read_geheim(aanvraag.id), aanvraag)
    document = await uow.documenten.add(stuk(verdaagd, wie, VERDAGINGSBERICHT), _whole(pdf), handeling)
    await uow.agenda.set(aanvraag.zaak, VERDAGINGSBERICHT_VERSTUREN, handeling.op, {"document": str(document.id)})
    return verdaagd


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data
