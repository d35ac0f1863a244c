"""Screening an application and recording what a person thinks of each point (dossier 4)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Kind

from subsidies.application.aanvragen.zoeken import lock_aanvraag
from subsidies.application.dubbel.dubbele_financiering import punt_van
from subsidies.application.ports import Uow
from subsidies.domain.aanvragen.aanvraag import BESLIST, Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt, Bron, Uitkomst, handel_af, zijn_beantwoord
from subsidies.domain.beoordelen.events import ScreeningAfgerond, ScreeningSignaal
from subsidies.domain.beoordelen.screening import Onderzoek, screen, uitkomst_is_evenredig
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandeling:
    """What a person concluded about one point, and why."""

    aanvraag_id: uuid.UUID
    punt_id: uuid.UUID
    uitkomst: Uitkomst
    reden: str
    door: str


async def aanvraag_screenen(uow: Uow, clock: Clock, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
    """Run the rules; every signal becomes a point. Without open signals the screening is finished at once."""
    aanvraag = await lock_aanvraag(uow, aanvraag_id)
    if aanvraag.status in BESLIST:
        raise DomainError(Kind.CONFLICT, "al-besloten", "Op deze aanvraag is al besloten.")
    regeling = await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie)
    gelijk = await uow.aanvragen.andere_met_tekst(aanvraag)
    onderzoek = Onderzoek(opgave=aanvraag.opgave, ontvangen=aanvraag.ontvangen, zelfde_tekst=gelijk)
    nieuw = [
        await uow.aandachtspunten.add_new(punt_van(aanvraag, signaal, clock.nu()))
        for signaal in screen(regeling, onderzoek)
    ]
    punten = await uow.aandachtspunten.of(aanvraag.id)
    if any(nieuw) or aanvraag.screening_op is None:
        await _rond_af(uow, aanvraag, regeling, punten, nu=clock.nu())
    return punten


async def aandachtspunt_afhandelen(uow: Uow, clock: Clock, opdracht: Afhandeling) -> Aandachtspunt:
    """Record the outcome with reason and name; the last signal of a screening finishes it."""
    aanvraag = await lock_aanvraag(uow, opdracht.aanvraag_id)
    punten = list(await uow.aandachtspunten.of(aanvraag.id))
    punt = next((one for one in punten if one.id == opdracht.punt_id), None)
    if punt is None:
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "Het aandachtspunt is niet gevonden.")
    regeling = await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie)
    signalen = [one.signaal for one in punten]
    uitkomst_is_evenredig(regeling, aanvraag.opgave.gevraagd_cent, signalen, opdracht.uitkomst)
    klaar = handel_af(punt, opdracht.uitkomst, opdracht.reden, door=opdracht.door, nu=clock.nu())
    await uow.aandachtspunten.save(klaar)
    punten[punten.index(punt)] = klaar
    if klaar.signaal.bron is Bron.SCREENING:
        await _rond_af(uow, aanvraag, regeling, punten, nu=clock.nu())
    return klaar


async def _rond_af(
    uow: Uow, aanvraag: Aanvraag, regeling: Regeling, punten: Sequence[Aandachtspunt], *, nu: dt.datetime
) -> None:
    """Finish the screening when every signal has an outcome; reopen it when a new one has none."""
    signalen = [one for one in punten if one.signaal.bron is Bron.SCREENING]
    klaar = zijn_beantwoord(signalen)
    gewijzigd = dataclasses.replace(aanvraag, screening_op=nu if klaar else None, versie=aanvraag.versie + 1)
    await uow.aanvragen.save(gewijzigd, regeling)
    if klaar:
        uow.emit(_gebeurtenis(gewijzigd, signalen, nu), aanvraag.correlatie_id)


def _gebeurtenis(aanvraag: Aanvraag, signalen: Sequence[Aandachtspunt], nu: dt.datetime) -> ScreeningAfgerond:
    return ScreeningAfgerond(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        signalen=tuple(
            ScreeningSignaal(regel=one.signaal.regel, versie=one.signaal.versie, uitkomst=str(one.uitkomst))
            for one in signalen
        ),
        afgerond_op=nu,
    )
