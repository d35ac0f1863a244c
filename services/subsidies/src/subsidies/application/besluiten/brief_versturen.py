import uuid

from risb_kern.act import SYSTEEM, Handeling
from risb_zaak.document_ports import Gelezen, Lezer
from risb_zaak.letter_ports import Kanaal, Zending

from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import gevonden
from subsidies.domain.besluiten.events import BriefVerzonden

_LEZER = Lezer(persoon=SYSTEEM, rollen=frozenset())
_TEKST = """Beste aanvrager,

Bij dit bericht zit een brief over uw aanvraag voor subsidie. Lees die brief goed. Er staat in wat u kunt doen.

Regionaal Inkoop en Subsidie Bureau
"""


async def brief_versturen(
    uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, document_id: uuid.UUID, *, kanaal: Kanaal
) -> None:
    """Send a kept letter to the address that the applicant gave; without one it is ready to be fetched.

    `handeling` is at the moment of sending. That comes before the commit: what fails in between is sent again under
    the same number.
    """
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id))
    adres = aanvraag.opgave.emailadres
    gelezen = await uow.documenten.read(document_id, _LEZER, handeling)
    if adres is not None:
        await kanaal.send(await _zending(gelezen, adres))
    weg = "portaal" if adres is None else "e-mail"
    gegevens = {"document": str(document_id), "kanaal": weg}
    await uow.timeline.add(aanvraag.zaak, "brief_versturen", handeling, gegevens)
    uow.emit(
        BriefVerzonden(
            aanvraag_id=str(aanvraag.id),
            document_id=str(document_id),
            soort=gelezen.document.soort,
            kanaal=weg,
            verzonden_op=handeling.op,
        ),
        aanvraag.correlatie_id,
    )


async def _zending(gelezen: Gelezen, adres: str) -> Zending:
    return Zending(
        id=gelezen.document.id,
        aan=adres,
        onderwerp="Een brief over uw aanvraag voor subsidie",
        tekst=_TEKST,
        naam=gelezen.document.naam,
        pdf=b"".join([part async for part in gelezen.inhoud]),
    )
