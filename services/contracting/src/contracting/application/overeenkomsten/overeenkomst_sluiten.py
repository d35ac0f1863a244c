import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from risb_kern.errors import Fout

from contracting.application.ports import UnitOfWork
from contracting.domain.errors import geweigerd, kan_nu_niet, niet_gevonden
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst, controleer_vorm
from contracting.domain.prijzen.prijs import Prijsopgave, fouten_in
from contracting.domain.regio.deelname import controleer_deelname
from contracting.domain.sturing.grootboek import boek_termijn
from contracting.domain.taakgericht.taakbudget import Taakbudget, Termijn, betaalschema
from contracting.domain.toelating.perceel import Perceel


@dataclass(frozen=True, slots=True, kw_only=True)
class SluitOvereenkomst:
    """What was agreed; prices for p*q, a budget for taakgericht."""

    agb_code: str
    perceel_code: str
    gemeenten: tuple[str, ...]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    prijzen: tuple[Prijsopgave, ...]
    taakbudget: Taakbudget | None
    trace_id: str


async def sluit_overeenkomst(
    uow: UnitOfWork, opdracht: SluitOvereenkomst, *, nieuw_id: Callable[[], uuid.UUID]
) -> Overeenkomst:
    """Conclude with an admitted aanbieder, for gemeenten that take the service line on the first day (X9)."""
    perceel = await uow.percelen.get(opdracht.perceel_code)
    if perceel is None:
        raise niet_gevonden("Het perceel")
    if await uow.aanbieders.get(opdracht.agb_code) is None:
        raise niet_gevonden("De aanbieder")
    leeg = _zonder_prijzen(perceel, opdracht, nieuw_id())
    controleer_vorm(perceel, leeg, opdracht.prijzen)
    if not await uow.aanmeldingen.is_toegelaten(opdracht.agb_code, opdracht.perceel_code):
        raise kan_nu_niet(
            "niet-toegelaten",
            f"Aanbieder {opdracht.agb_code} is niet toegelaten tot perceel {perceel.code};"
            " beoordeel eerst een aanmelding.",
        )
    deelnames = await uow.deelnames.op(opdracht.ingangsdatum, perceel.dienst)
    controleer_deelname(opdracht.gemeenten, perceel.dienst, opdracht.ingangsdatum, deelnames=deelnames)
    overeenkomst = _met_prijzen(leeg, opdracht.prijzen, nieuw_id)
    termijnen = _schema(overeenkomst)
    await uow.overeenkomsten.add(overeenkomst, termijnen)
    await _vertel(uow, overeenkomst, termijnen)
    return overeenkomst


def _zonder_prijzen(perceel: Perceel, opdracht: SluitOvereenkomst, overeenkomst_id: uuid.UUID) -> Overeenkomst:
    return Overeenkomst(
        id=overeenkomst_id,
        agb_code=opdracht.agb_code,
        perceel_code=perceel.code,
        wet=perceel.wet,
        variant=perceel.variant,
        programmalijn=perceel.programmalijn,
        gemeenten=opdracht.gemeenten,
        ingangsdatum=opdracht.ingangsdatum,
        einddatum=opdracht.einddatum,
        taakbudget=opdracht.taakbudget,
        trace_id=opdracht.trace_id,
    )


def _met_prijzen(
    overeenkomst: Overeenkomst, opgaven: tuple[Prijsopgave, ...], nieuw_id: Callable[[], uuid.UUID]
) -> Overeenkomst:
    """Every price in turn, so that versions count on; all faults of all prices are told at once."""
    fouten: list[Fout] = []
    for opgave in opgaven:
        fouten += fouten_in(opgave, overeenkomst.gemeenten, van=overeenkomst.ingangsdatum, tot=overeenkomst.einddatum)
    if fouten:
        raise geweigerd("prijs-past-niet", "Niet elke prijs past bij de overeenkomst.", *fouten)
    for opgave in opgaven:
        overeenkomst = overeenkomst.met_prijs(overeenkomst.stel_prijs_vast(opgave, nieuw_id()))
    return overeenkomst


def _schema(overeenkomst: Overeenkomst) -> list[Termijn]:
    if overeenkomst.taakbudget is None or overeenkomst.einddatum is None:
        return []
    return betaalschema(overeenkomst.taakbudget, overeenkomst.ingangsdatum, overeenkomst.einddatum)


async def _vertel(uow: UnitOfWork, overeenkomst: Overeenkomst, termijnen: list[Termijn]) -> None:
    uow.emit(overeenkomst.gesloten())
    for prijs in overeenkomst.prijzen:
        uow.emit(overeenkomst.prijs_vastgesteld(prijs))
    for termijn in termijnen:
        feit = overeenkomst.termijn_vastgesteld(termijn)
        uow.emit(feit)
        await uow.grootboek.boek(boek_termijn(feit))
