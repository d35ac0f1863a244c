"""A concept run from what is due; nothing leaves the house yet."""

import asyncio
import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Kind

from declaraties.application.betalen.ports import AANBIEDER, GEMEENTE, Betaaleenheid, Betaalregister
from declaraties.domain.betalen.betaalrun import (
    Betaalrun,
    Openstaand,
    Overgeslagen,
    Overslagreden,
    Rekening,
    stel_samen,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runopdracht:
    """Which payables to pay: those of a gemeente (or of one aanbieder there) that are due on `tot_en_met`."""

    gemeente: str
    agb_code: str | None
    tot_en_met: dt.date
    uitvoerdatum: dt.date
    door: str


async def bereid_run_voor(
    uow: Betaaleenheid,
    opdracht: Runopdracht,
    *,
    register: Betaalregister,
    klok: Clock,
    nieuw_id: Callable[[], uuid.UUID],
) -> Betaalrun:
    """Freeze a concept run; 409 when there is nothing to pay. Runs of one gemeente are prepared one by one."""
    _controleer_dagen(opdracht, klok.vandaag())
    await uow.betalingen.vergrendel(opdracht.gemeente)
    rekening = await _rekening_van_gemeente(uow, opdracht.gemeente)
    openstaand = await uow.betalingen.openstaand(opdracht.gemeente, opdracht.agb_code, tot_en_met=opdracht.tot_en_met)
    # Read after the lock: whoever released before us has written by now.
    betaald = await asyncio.to_thread(register.betaald)
    betalingen, overgeslagen = stel_samen(
        [_gemarkeerd(een, betaald) for een in openstaand],
        rekeningen=await uow.betalingen.rekeningen(AANBIEDER, {een.agb_code for een in openstaand}),
        opgeschort=await uow.betalingen.opgeschort(opdracht.gemeente, dag=klok.vandaag()),
        nieuw_id=nieuw_id,
    )
    if not betalingen:
        raise _niets_te_betalen(overgeslagen)
    run = Betaalrun(
        id=nieuw_id(),
        gemeente=opdracht.gemeente,
        agb_code=opdracht.agb_code,
        tot_en_met=opdracht.tot_en_met,
        uitvoerdatum=opdracht.uitvoerdatum,
        rekening=rekening,
        betalingen=betalingen,
        overgeslagen=overgeslagen,
        voorbereid_door=opdracht.door,
        voorbereid_op=klok.nu(),
    )
    return dataclasses.replace(run, nummer=await uow.betalingen.bewaar(run))


def _controleer_dagen(opdracht: Runopdracht, vandaag: dt.date) -> None:
    if opdracht.uitvoerdatum < vandaag:
        raise DomainError(Kind.INVALID, "uitvoerdatum-voorbij", "De uitvoerdatum mag niet voor vandaag liggen.")


async def _rekening_van_gemeente(uow: Betaaleenheid, gemeente: str) -> Rekening:
    rekening = (await uow.betalingen.rekeningen(GEMEENTE, {gemeente})).get(gemeente)
    if rekening is None:
        melding = f"Van gemeente {gemeente} is geen rekening vastgesteld. Laat die eerst vaststellen in contracting."
        raise DomainError(Kind.CONFLICT, "geen-gemeenterekening", melding)
    return rekening


def _gemarkeerd(een: Openstaand, betaald: frozenset[str]) -> Openstaand:
    if een.sleutel not in betaald:
        return een
    return dataclasses.replace(een, beletsel=Overslagreden.VOLGENS_REGISTER_BETAALD)


def _niets_te_betalen(overgeslagen: tuple[Overgeslagen, ...]) -> DomainError:
    waarom = "; ".join(f"{een.agb_code}: {een.reden}" for een in overgeslagen[:20])
    melding = "Er is niets te betalen tot en met deze dag."
    return DomainError(Kind.CONFLICT, "niets-te-betalen", f"{melding} Blijft open: {waarom}." if waarom else melding)
