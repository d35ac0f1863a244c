"""A concept run from what is due; nothing leaves the house yet."""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict, refused
from risb_zaak.ports import JSON

from declaraties.application.betalen.betaalcontroles_kiezen import betaalcontroles_kiezen
from declaraties.application.betalen.opdrachten.prestatiekortingen_verwerken import prestatiekortingen_verwerken
from declaraties.application.betalen.opdrachten.termijnen_betaalbaar_maken import termijnen_betaalbaar_maken
from declaraties.application.betalen.ports import AANBIEDER, GEMEENTE, Betaalgereedschap
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import Controleregels
from declaraties.domain.betalen.betaalrun import (
    VOORUIT,
    Betaalrekening,
    Betaalrun,
    Betaling,
    Openstaand,
    Overgeslagen,
    Overslagreden,
    stel_samen,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runopdracht:
    """Which payables to pay: those of a gemeente (or of one aanbieder there) that are due on `tot_en_met`."""

    gemeente: str
    agb_code: str | None
    tot_en_met: dt.date
    uitvoerdatum: dt.date


async def betaalrun_voorbereiden(
    uow: Uow, handeling: Handeling, opdracht: Runopdracht, *, gereedschap: Betaalgereedschap, regels: Controleregels
) -> Betaalrun:
    """Make terms payable, choose for review, and freeze a concept run of what may go; 409 when that is nothing.

    Runs of one gemeente are prepared one by one. A refusal leaves nothing behind: the caller rolls all of it back.
    """
    _check_days(opdracht, handeling.vandaag)
    await uow.betaalruns.lock(opdracht.gemeente)
    await termijnen_betaalbaar_maken(uow, handeling, opdracht.gemeente, tot_en_met=opdracht.tot_en_met)
    await prestatiekortingen_verwerken(uow, handeling, opdracht.gemeente, tot_en_met=opdracht.tot_en_met)
    await betaalcontroles_kiezen(uow, handeling, opdracht.gemeente, regels=regels)
    rekening = await _account_of_gemeente(uow, opdracht.gemeente, gereedschap)
    betalingen, overgeslagen = await _compose(uow, handeling, opdracht, gereedschap=gereedschap)
    if not betalingen:
        raise _nothing_to_pay(overgeslagen)
    run = Betaalrun(
        id=handeling.nieuw_id(),
        gemeente=opdracht.gemeente,
        agb_code=opdracht.agb_code,
        tot_en_met=opdracht.tot_en_met,
        uitvoerdatum=opdracht.uitvoerdatum,
        rekening=rekening,
        betalingen=betalingen,
        overgeslagen=overgeslagen,
        voorbereid_door=handeling.door,
        voorbereid_op=handeling.op,
    )
    nummer = await uow.betaalruns.add(run)
    await uow.timeline.add(run.zaak, "betaalrun_voorbereiden", handeling, _gegevens(run))
    return dataclasses.replace(run, nummer=nummer)


def _gegevens(run: Betaalrun) -> Mapping[str, JSON]:
    return {
        "gemeente": run.gemeente,
        "agb_code": run.agb_code,
        "tot_en_met": str(run.tot_en_met),
        "uitvoerdatum": str(run.uitvoerdatum),
        "betalingen": len(run.betalingen),
        "bedrag_cent": run.bedrag_cent,
    }


async def _compose(
    uow: Uow, handeling: Handeling, opdracht: Runopdracht, *, gereedschap: Betaalgereedschap
) -> tuple[tuple[Betaling, ...], tuple[Overgeslagen, ...]]:
    openstaand = await uow.betaalruns.list_open(opdracht.gemeente, opdracht.agb_code, tot_en_met=opdracht.tot_en_met)
    # Read after the lock: whoever released before us has written by now.
    betaald = await asyncio.to_thread(gereedschap.register.list_betaald)
    rekeningen = await uow.rekeningen.list(AANBIEDER, {one.agb_code for one in openstaand})
    return stel_samen(
        [_marked(one, betaald) for one in openstaand],
        rekeningen=rekeningen,
        onbruikbaar={agb for agb, rekening in rekeningen.items() if gereedschap.open(rekening) is None},
        opgeschort=await uow.betaalruns.list_opgeschort(
            opdracht.gemeente, van=handeling.vandaag, tot=opdracht.uitvoerdatum
        ),
        geblokkeerd=await uow.betaalblokkades.list(),
        nieuw_id=handeling.nieuw_id,
    )


def _check_days(opdracht: Runopdracht, vandaag: dt.date) -> None:
    if opdracht.uitvoerdatum < vandaag:
        raise refused("uitvoerdatum-voorbij", "De uitvoerdatum mag niet voor vandaag liggen.")
    laatste = vandaag + dt.timedelta(days=VOORUIT.op(vandaag))
    if opdracht.uitvoerdatum > laatste:
        melding = f"De uitvoerdatum mag niet na {laatste:%d-%m-%Y} liggen. Bereid deze run later voor."
        raise refused("uitvoerdatum-te-ver", melding)
    if opdracht.tot_en_met > opdracht.uitvoerdatum:
        melding = (
            f"Niemand krijgt geld voordat het vervalt: totEnMet is {opdracht.tot_en_met:%d-%m-%Y}, en dat is na de"
            f" uitvoerdatum {opdracht.uitvoerdatum:%d-%m-%Y}. Kies een latere uitvoerdatum, of een eerdere totEnMet."
        )
        raise refused("vervalt-na-uitvoerdatum", melding)


async def _account_of_gemeente(uow: Uow, gemeente: str, gereedschap: Betaalgereedschap) -> Betaalrekening:
    rekening = (await uow.rekeningen.list(GEMEENTE, {gemeente})).get(gemeente)
    if rekening is None:
        melding = f"Van gemeente {gemeente} is geen rekening vastgesteld. Laat die eerst vaststellen in contracting."
        raise conflict("geen-gemeenterekening", melding)
    if gereedschap.open(rekening) is None:
        melding = (
            f"De rekening van gemeente {gemeente} is niet te lezen of geen geldig IBAN."
            " Laat haar in contracting opnieuw vaststellen."
        )
        raise conflict("gemeenterekening-onbruikbaar", melding)
    return rekening


def _marked(one: Openstaand, betaald: frozenset[str]) -> Openstaand:
    if one.sleutel not in betaald:
        return one
    return dataclasses.replace(one, beletsel=Overslagreden.VOLGENS_REGISTER_BETAALD)


def _nothing_to_pay(overgeslagen: tuple[Overgeslagen, ...]) -> Exception:
    waarom = "; ".join(f"{one.agb_code}: {one.reden}" for one in overgeslagen[:20])
    melding = "Er is niets te betalen tot en met deze dag."
    return conflict("niets-te-betalen", f"{melding} Blijft open: {waarom}." if waarom else melding)
