"""Work on cases. Each function is one act of a person: load, ask the case, keep, note in the timeline, tell."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from risb_kern.errors import DomainError, Kind

from toezicht.application.signalen.signaal_bekijken import haal_signaal
from toezicht.application.uow import Uow
from toezicht.domain.detectie.regels.tabel import Signaalsoort
from toezicht.domain.zaken.events import ZaakGeclassificeerd, ZaakGeopend, ZaakGesloten
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Bevinding, Classificatie, Klasse, Tijdlijnregel, Zaak, Zaakstand, Zaakuitkomst


@dataclass(frozen=True, slots=True, kw_only=True)
class Handeling:
    """Who acts, when, and the id that what comes of it gets."""

    door: str
    op: dt.datetime
    nieuw_id: uuid.UUID


async def haal_zaak(uow: Uow, zaak_id: uuid.UUID, *, lock: bool = True) -> Zaak:
    """The case, or not found; locked unless it is only read."""
    zaak = await uow.zaken.haal(zaak_id, lock=lock)
    if zaak is None:
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "Deze zaak is niet gevonden.")
    return zaak


async def open_zaak(uow: Uow, wie: Handeling, *, signaal_id: uuid.UUID, grond: str) -> Zaak:
    """Turn a signal into a case on step 0, risk analysis; the case carries on the trace id of the signal."""
    signaal = await haal_signaal(uow, signaal_id, {Signaalsoort.RECHTMATIGHEID}, lock=True)
    if signaal.zaak_id is not None:
        raise DomainError(Kind.CONFLICT, "zaak-bestaat", f"Van dit signaal is al zaak {signaal.zaak_id} gemaakt.")
    zaak = Zaak(
        id=wie.nieuw_id,
        agb_code=signaal.agb_code,
        signaal_id=signaal.id,
        trace_id=signaal.trace_id,
        stand=Zaakstand.OPEN,
        trede=Trede.RISICOANALYSE,
        klasse=None,
        voorstel_door=None,
        uitkomst=None,
        geopend_op=wie.op,
        geopend_door=wie.door,
    )
    await uow.zaken.bewaar(zaak)
    await uow.signalen.koppel(signaal.id, zaak.id)
    await noteer(uow, zaak, wie, "zaak-geopend", trede=0, grond=grond, signaalId=str(signaal.id), regel=signaal.regel)
    event = ZaakGeopend(
        zaak_id=str(zaak.id), agb_code=zaak.agb_code, signaal_id=str(signaal.id), geopend_op=zaak.geopend_op
    )
    uow.emit(event, zaak.trace_id)
    return zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """A document that a step asks for: its kind, and where it is kept."""

    soort: str
    verwijzing: str


async def neem_trede(
    uow: Uow, wie: Handeling, zaak_id: uuid.UUID, *, trede: Trede, grond: str, stukken: Sequence[Stuk]
) -> Zaak:
    """One step up the ladder, with its ground on record; refused when the ground or a document lacks."""
    zaak = (await haal_zaak(uow, zaak_id)).naar_trede(trede, [stuk.soort for stuk in stukken])
    await uow.zaken.bewaar(zaak)
    bijlagen = [{"soort": stuk.soort, "verwijzing": stuk.verwijzing} for stuk in stukken]
    await noteer(uow, zaak, wie, "trede-genomen", trede=int(trede), grond=grond, stukken=bijlagen)
    return zaak


async def leg_bevinding_vast(uow: Uow, bevinding: Bevinding) -> Bevinding:
    """Add a finding to an open case."""
    zaak = await haal_zaak(uow, bevinding.zaak_id)
    zaak.bereid_voor_bevinding()
    await uow.zaken.voeg_bevinding_toe(bevinding)
    wie = Handeling(door=bevinding.door, op=bevinding.op, nieuw_id=bevinding.id)
    await noteer(uow, zaak, wie, "bevinding", bevindingId=str(bevinding.id), omschrijving=bevinding.omschrijving)
    return bevinding


async def classificeer_zaak(uow: Uow, wie: Handeling, zaak_id: uuid.UUID, voorstel: Classificatie) -> Zaak:
    """Give the case its class; for fraude the first person proposes and a second one confirms."""
    oud = await haal_zaak(uow, zaak_id)
    zaak = oud.classificeer(voorstel, await uow.zaken.bevindingen(zaak_id))
    await uow.zaken.bewaar(zaak)
    voorgesteld = voorstel.klasse is Klasse.FRAUDE and zaak.voorstel_door is not None
    await noteer(
        uow,
        zaak,
        wie,
        "klasse-voorgesteld" if voorgesteld else "klasse-vastgesteld",
        klasse=voorstel.klasse,
        reden=voorstel.reden,
        bewijs=[str(one) for one in voorstel.bewijs],
        vorigeKlasse=oud.klasse,
    )
    if not voorgesteld:
        event = ZaakGeclassificeerd(
            zaak_id=str(zaak.id),
            agb_code=zaak.agb_code,
            klasse=voorstel.klasse,
            vorige_klasse=oud.klasse,
            reden=voorstel.reden,
            geclassificeerd_op=wie.op,
        )
        uow.emit(event, zaak.trace_id)
    return zaak


async def sluit_zaak(uow: Uow, wie: Handeling, zaak_id: uuid.UUID, *, uitkomst: Zaakuitkomst, toelichting: str) -> Zaak:
    """End the case."""
    lopend = await haal_zaak(uow, zaak_id)
    maatregelen = await uow.maatregelen.lijst(zaak_id=zaak_id)
    zaak = lopend.sluit(uitkomst, aantal_maatregelen=len(maatregelen))
    await uow.zaken.bewaar(zaak)
    await noteer(uow, zaak, wie, "zaak-gesloten", uitkomst=uitkomst, toelichting=toelichting)
    event = ZaakGesloten(zaak_id=str(zaak.id), agb_code=zaak.agb_code, uitkomst=uitkomst, gesloten_op=wie.op)
    uow.emit(event, zaak.trace_id)
    return zaak


async def noteer(uow: Uow, zaak: Zaak, wie: Handeling, soort: str, **gegevens: Any) -> None:
    """A line in the timeline."""
    sleutel = uuid.uuid5(wie.nieuw_id, soort)
    await uow.zaken.noteer(
        Tijdlijnregel(id=sleutel, zaak_id=zaak.id, soort=soort, door=wie.door, op=wie.op, gegevens=gegevens)
    )
