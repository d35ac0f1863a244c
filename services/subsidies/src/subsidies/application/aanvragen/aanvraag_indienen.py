from collections.abc import Mapping
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import Fout, conflict, refused
from risb_kern.privacy import Privacy
from risb_kern.trace import current_trace_id
from risb_zaak.ports import JSON

from subsidies.application.aanvragen.geheimen import verberg
from subsidies.application.aanvragen.termijnen_plannen import termijnen_plannen
from subsidies.application.dubbel import handelingen
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus, ingediend
from subsidies.domain.aanvragen.events import AanvraagIngediend
from subsidies.domain.aanvragen.intake import is_iban
from subsidies.domain.regelingen.opgave import Opgave
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagIndienen:
    """An application as it came in; `gelezen_versie` is the scheme version that the applicant saw."""

    regeling_code: str
    gelezen_versie: int | None
    opgave: Opgave
    iban: str
    bsn: str | None


async def aanvraag_indienen(
    uow: Uow, handeling: Handeling, opdracht: AanvraagIndienen, *, privacy: Privacy
) -> Aanvraag:
    """Take the application in, whatever its codes say; points of double funding are raised at once."""
    regeling = await uow.regelingen.find_newest(opdracht.regeling_code)
    if regeling is None:
        fout = Fout("regelingCode", "onbekend", "Deze regeling bestaat niet.")
        raise refused("onbekende-regeling", "Kies een regeling uit /v1/regelingen.", fout)
    if regeling.ingetrokken is not None and regeling.is_ingetrokken_op(handeling.vandaag):
        melding = f"Deze regeling is ingetrokken per {regeling.ingetrokken.van:%d-%m-%Y}: {regeling.ingetrokken.reden}"
        raise conflict("regeling-ingetrokken", melding)
    aanvraag = ingediend(_nieuw(handeling, opdracht, regeling), regeling)
    opgave = aanvraag.opgave
    geheim = verberg(privacy, aanvraag, iban=opdracht.iban, bsn=opdracht.bsn)
    plafond = regeling.plafond_voor(opgave.gemeente, opgave.wijk, opgave.activiteit_van)
    stand = await uow.plafonds.find(regeling.code, plafond) if plafond else None
    await uow.aanvragen.add(aanvraag, regeling, stand.id if stand else None, geheim)
    await uow.timeline.add(aanvraag.zaak, "aanvraag_indienen", handeling, _gegevens(aanvraag, regeling))
    uow.emit(_gebeurtenis(aanvraag, regeling), aanvraag.correlatie_id)
    await termijnen_plannen(uow, aanvraag, regeling)
    await handelingen.aanvraag_vergelijken(uow, handeling, aanvraag, geheim.iban_hash)
    return aanvraag


def _nieuw(handeling: Handeling, opdracht: AanvraagIndienen, regeling: Regeling) -> Aanvraag:
    return Aanvraag(
        id=handeling.nieuw_id(),
        correlatie_id=current_trace_id(),
        aanvrager_sub=handeling.door,
        regeling_code=regeling.code,
        regeling_versie=regeling.versie,
        opgave=opdracht.opgave,
        iban_geldig=is_iban(opdracht.iban),
        gelezen_versie=opdracht.gelezen_versie,
        ontvangen_op=handeling.op,
        ontvangen=handeling.vandaag,
        volledig_op=None,
        status=AanvraagStatus.INGEDIEND,
        intake=(),
    )


def _gegevens(aanvraag: Aanvraag, regeling: Regeling) -> Mapping[str, JSON]:
    return {
        "regeling_code": regeling.code,
        "regeling_versie": regeling.versie,
        "gevraagd_cent": aanvraag.opgave.gevraagd_cent,
        "intake": [one.value for one in aanvraag.intake],
        "beslisdatum": str(aanvraag.beslisdatum(regeling)),
    }


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
