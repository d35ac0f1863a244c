import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

from risb_kern.act import Handeling
from risb_kern.events import Event
from risb_kern.privacy import Privacy
from risb_zaak.letter_ports import Zetter
from risb_zaak.ports import JSON

from subsidies.application.aanvragen.geheimen import betrokkene
from subsidies.application.aanvragen.termijnen_plannen import termijnen_plannen
from subsidies.application.belang import belang_van, met_organisatie
from subsidies.application.besluiten.beschikking import BRIEF_VERSTUREN, beschikking, stuk
from subsidies.application.besluiten.gelijken import plafondstand, voorrang_van
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, gevonden
from subsidies.domain.besluiten.besluit import Besluit, Besluitsoort, Dossier, Voornemen, beslis
from subsidies.domain.besluiten.events import (
    AanvraagBuitenBehandelingGesteld,
    SubsidieGeweigerd,
    SubsidieVerleend,
    Weigeringsreden,
)
from subsidies.domain.besluiten.vierogen import BESLISSEN
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Regeling


async def besluit_nemen(
    uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, voornemen: Voornemen, *, zetter: Zetter, privacy: Privacy
) -> tuple[Aanvraag, Besluit]:
    """Decide once, by another person than who had a hand in it, with the letter that says so.

    The letter is set before the plafond is locked, so that grants do not wait for each other's letters; under the
    lock, which holds until the commit, everything is weighed again, and a letter that then says too much is set anew.
    """
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    ruw = Dossier(aanvraag=aanvraag, regeling=regeling, punten=(), plafond=None)
    voorlopig = await _met_plafond(uow, ruw, await plafondstand(aanvraag, regeling, uow, vast=False))
    brief = beschikking(regeling, *beslis(voorlopig, voornemen, handeling))
    await _vier_ogen(uow, handeling, voorlopig)
    pdf = await zetter.pdf(brief)

    dossier = await _met_plafond(uow, ruw, await plafondstand(aanvraag, regeling, uow, vast=True))
    besloten, besluit = beslis(dossier, voornemen, handeling)
    if (anders := beschikking(regeling, besloten, besluit)) != brief:
        pdf = await zetter.pdf(anders)
    await _store(uow, dossier, besloten, besluit)
    wie = betrokkene(privacy, await uow.aanvragen.read_geheim(aanvraag.id), aanvraag)
    document = await uow.documenten.add(stuk(besloten, wie), _whole(pdf), handeling)
    await uow.agenda.set(aanvraag.zaak, BRIEF_VERSTUREN, handeling.op, {"document": str(document.id)})
    await uow.timeline.add(aanvraag.zaak, "besluit_nemen", handeling, _gegevens(besluit))
    uow.emit(_gebeurtenis(besloten, regeling, besluit), aanvraag.correlatie_id)
    return besloten, besluit


async def _met_plafond(uow: Uow, dossier: Dossier, stand: Plafondstand | None) -> Dossier:
    """The file with its points, what is left of the plafond and what goes before it there, as they are now."""
    aanvraag, regeling = dossier.aanvraag, dossier.regeling
    return replace(
        dossier,
        punten=await uow.aandachtspunten.list(aanvraag.id),
        plafond=stand,
        voorrang=await voorrang_van(aanvraag, regeling, stand, uow),
        eerder_verleend=await _eerder_verleend(uow, aanvraag, regeling),
    )


async def _store(uow: Uow, dossier: Dossier, besloten: Aanvraag, besluit: Besluit) -> None:
    if dossier.plafond is not None and besluit.verleend_cent:
        await uow.plafonds.save(dossier.plafond.na_verlening(besluit.verleend_cent))
    await uow.aanvragen.save(besloten, dossier.regeling)
    await uow.besluiten.add(besluit)
    await termijnen_plannen(uow, besloten, dossier.regeling)


async def _eerder_verleend(uow: Uow, aanvraag: Aanvraag, regeling: Regeling) -> int:
    """How often the applicant was granted under the scheme; counted only when the scheme sets a limit."""
    if regeling.max_per_aanvrager is None:
        return 0
    times, _ = await uow.aanvragen.sum_granted(aanvraag)
    return times


async def _vier_ogen(uow: Uow, handeling: Handeling, dossier: Dossier) -> None:
    """Decided by another person than who asks, assessed, or (for a large amount) published the scheme."""
    aanvraag, regeling = dossier.aanvraag, dossier.regeling
    van, handeling = await belang_van(handeling, aanvraag, uow), await met_organisatie(uow, handeling)
    bedrag_cent = aanvraag.opgave.gevraagd_cent
    BESLISSEN.toets(handeling, await uow.timeline.list(aanvraag.zaak), van=van, bedrag_cent=bedrag_cent)
    eigen = [one for one in await uow.timeline.list(regeling.zaak) if one.is_van(handeling)]
    if eigen:
        # A version that changes a word, or a grant in parts, makes the scheme no less his own.
        _, eerder_cent = await uow.aanvragen.sum_granted(aanvraag)
        BESLISSEN.toets(handeling, eigen, bedrag_cent=bedrag_cent + eerder_cent)


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _gegevens(besluit: Besluit) -> Mapping[str, JSON]:
    geloot = besluit.loting
    return {
        "besluit": str(besluit.id),
        "soort": besluit.soort.value,
        "verleend_cent": besluit.verleend_cent,
        "geweigerd_cent": besluit.geweigerd_cent,
        "gronden": [one.code.value for one in besluit.gronden],
        **({"loting": str(geloot.loting_id), "lot": geloot.nummer} if geloot else {}),
    }


def _gebeurtenis(aanvraag: Aanvraag, regeling: Regeling, besluit: Besluit) -> Event:
    match besluit.soort:
        case Besluitsoort.VERLENEN:
            return _verleend(aanvraag, regeling, besluit)
        case Besluitsoort.WEIGEREN:
            return _geweigerd(aanvraag, besluit)
        case Besluitsoort.BUITEN_BEHANDELING:
            return _buiten_behandeling(aanvraag, besluit)


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
        geweigerd_cent=besluit.geweigerd_cent,
        gronden=tuple(one.code.value for one in besluit.gronden),
    )


def _geweigerd(aanvraag: Aanvraag, besluit: Besluit) -> SubsidieGeweigerd:
    return SubsidieGeweigerd(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        gronden=tuple(Weigeringsreden(code=one.code.value) for one in besluit.gronden),
        besluitdatum=besluit.besluitdatum,
    )


def _buiten_behandeling(aanvraag: Aanvraag, besluit: Besluit) -> AanvraagBuitenBehandelingGesteld:
    return AanvraagBuitenBehandelingGesteld(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        besluitdatum=besluit.besluitdatum,
    )
