import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Fout, Kind
from risb_kern.privacy import Privacy
from risb_kern.trace import current_trace_id

from subsidies.application.aanvragen.geheimen import iban_normaal, verberg
from subsidies.application.dubbel.dubbele_financiering import vergelijk_met_contracten, vergelijk_rekening
from subsidies.application.ports import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, Status, ingediend
from subsidies.domain.aanvragen.events import AanvraagIngediend
from subsidies.domain.aanvragen.intake import is_iban
from subsidies.domain.regelingen.opgave import Opgave
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagIndienen:
    """An application as it came in; `gelezen_versie` is the scheme version that the applicant saw."""

    aanvraag_id: uuid.UUID
    aanvrager_sub: str
    regeling_code: str
    gelezen_versie: int | None
    opgave: Opgave
    iban: str
    bsn: str | None


async def aanvraag_indienen(uow: Uow, clock: Clock, privacy: Privacy, opdracht: AanvraagIndienen) -> Aanvraag:
    """Take the application in, whatever its codes say; points of double funding are raised at once."""
    regeling = await uow.regelingen.newest(opdracht.regeling_code)
    if regeling is None:
        fout = Fout("regelingCode", "onbekend", "Deze regeling bestaat niet.")
        raise DomainError(Kind.INVALID, "onbekende-regeling", "Kies een regeling uit /v1/regelingen.", fout)
    aanvraag = ingediend(_nieuw(opdracht, regeling, nu=clock.nu(), vandaag=clock.vandaag()), regeling)
    opgave = aanvraag.opgave
    geheim = verberg(privacy, opgave, iban=opdracht.iban, bsn=opdracht.bsn, sub=opdracht.aanvrager_sub)
    plafond = regeling.plafond_voor(opgave.gemeente, opgave.wijk, opgave.activiteit_van)
    plafond_id = await uow.plafonds.find_id(regeling.code, plafond) if plafond else None
    await uow.aanvragen.add(aanvraag, regeling, plafond_id, geheim)
    uow.emit(_gebeurtenis(aanvraag, regeling), aanvraag.correlatie_id)
    await vergelijk_met_contracten(uow, clock, aanvraag)
    await vergelijk_rekening(uow, clock, aanvraag, geheim)
    return aanvraag


def _nieuw(opdracht: AanvraagIndienen, regeling: Regeling, *, nu: dt.datetime, vandaag: dt.date) -> Aanvraag:
    return Aanvraag(
        id=opdracht.aanvraag_id,
        correlatie_id=current_trace_id(),
        aanvrager_sub=opdracht.aanvrager_sub,
        regeling_code=regeling.code,
        regeling_versie=regeling.versie,
        opgave=opdracht.opgave,
        iban_geldig=is_iban(iban_normaal(opdracht.iban)),
        gelezen_versie=opdracht.gelezen_versie,
        ontvangen_op=nu,
        ontvangen=vandaag,
        volledig_op=None,
        status=Status.INGEDIEND,
        intake=(),
    )


def _gebeurtenis(aanvraag: Aanvraag, regeling: Regeling) -> AanvraagIngediend:
    opgave = aanvraag.opgave
    return AanvraagIngediend(
        aanvraag_id=str(aanvraag.id),
        regeling_code=regeling.code,
        regeling_versie=regeling.versie,
        gemeente=opgave.gemeente,
        wijk=opgave.wijk,
        soort_aanvrager=opgave.soort.value,
        kvk_nummer=opgave.kvk_nummer,
        gevraagd_cent=opgave.gevraagd_cent,
        ingediend_op=aanvraag.ontvangen_op,
        beslisdatum=aanvraag.beslisdatum(regeling),
    )
