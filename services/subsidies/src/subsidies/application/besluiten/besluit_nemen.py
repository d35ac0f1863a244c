import uuid

from risb_kern.clock import Clock

from subsidies.application.aanvragen.zoeken import lock_aanvraag
from subsidies.application.ports import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.besluiten.besluit import Besluit, Besluitsoort, Dossier, Voornemen, beslis
from subsidies.domain.besluiten.events import Reden, SubsidieGeweigerd, SubsidieVerleend
from subsidies.domain.regelingen.regeling import Regeling


async def besluit_nemen(
    uow: Uow, clock: Clock, aanvraag_id: uuid.UUID, voornemen: Voornemen
) -> tuple[Aanvraag, Besluit]:
    """Decide once. The plafond stays locked until the commit, so parallel grants never pass it together."""
    aanvraag = await lock_aanvraag(uow, aanvraag_id)
    regeling = await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie)
    punten = await uow.aandachtspunten.of(aanvraag.id)
    stand = await uow.plafonds.lock(aanvraag)
    dossier = Dossier(aanvraag=aanvraag, regeling=regeling, punten=punten, stand=stand)
    besloten, besluit = beslis(dossier, voornemen, clock.vandaag())
    if stand is not None and besluit.verleend_cent:
        await uow.plafonds.reserve(stand.id, besluit.verleend_cent)
    await uow.aanvragen.save(besloten, regeling)
    await uow.besluiten.add(besluit)
    _meld(uow, besloten, regeling, besluit)
    return besloten, besluit


def _meld(uow: Uow, aanvraag: Aanvraag, regeling: Regeling, besluit: Besluit) -> None:
    match besluit.soort:
        case Besluitsoort.VERLENEN:
            uow.emit(_verleend(aanvraag, regeling, besluit), aanvraag.correlatie_id)
        case Besluitsoort.WEIGEREN:
            uow.emit(_geweigerd(aanvraag, besluit), aanvraag.correlatie_id)
        case Besluitsoort.BUITEN_BEHANDELING:
            pass  # Not a refusal of money; nobody outside acts on it.


def _verleend(aanvraag: Aanvraag, regeling: Regeling, besluit: Besluit) -> SubsidieVerleend:
    return SubsidieVerleend(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        programmalijn=regeling.programmalijn,
        jaar=aanvraag.opgave.activiteit_van.year,
        verleend_cent=besluit.verleend_cent,
        direct_vastgesteld=besluit.direct_vastgesteld,
        besluitdatum=besluit.besluitdatum,
    )


def _geweigerd(aanvraag: Aanvraag, besluit: Besluit) -> SubsidieGeweigerd:
    return SubsidieGeweigerd(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        gronden=tuple(Reden(code=one.code.value, toelichting=one.toelichting) for one in besluit.gronden),
        besluitdatum=besluit.besluitdatum,
    )
