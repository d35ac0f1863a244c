"""Who sees what, and how routes read and write."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Request
from pydantic import BaseModel
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor, encode_cursor, printable
from risb_api.identity import Rol, Wie
from risb_kern.clock import Clock

from contracting.application.lezen import Bereik, Blad
from contracting.application.ports import UnitOfWork

BUREAU = (
    Rol.INKOPER,
    Rol.CONTRACTMANAGER,
    Rol.ACCOUNTMANAGER,
    Rol.FINANCIEN,
    Rol.TOEZICHTHOUDER_KWALITEIT,
    Rol.TOEZICHTHOUDER_RECHTMATIGHEID,
)
INKOOP = (Rol.INKOPER, Rol.CONTRACTMANAGER)
GEWOON_BLAD = 50
GROOTSTE_BLAD = 200


def bereik_van(wie: Wie) -> Bereik:
    """The tenants of the caller: staff of the bureau see the region, others what their token is bound to."""
    if wie.is_een_van(*BUREAU):
        return Bereik()
    if wie.is_een_van(Rol.ZORGADMINISTRATIE):
        return Bereik(gemeenten=wie.gemeenten)
    return Bereik(agb_codes=wie.agb)


def ziet(bereik: Bereik, *, agb_code: str, gemeenten: Iterable[str] = ()) -> bool:
    """True when the thing of this aanbieder and these gemeenten belongs to the caller."""
    if bereik.gemeenten is not None:
        return not bereik.gemeenten.isdisjoint(gemeenten)
    return bereik.agb_codes is None or agb_code in bereik.agb_codes


def beperk(bereik: Bereik, agb_code: str | None) -> Bereik:
    """Narrow to one aanbieder, never beyond what the caller may see."""
    if agb_code is None:
        return bereik
    eigen = bereik.agb_codes is None or agb_code in bereik.agb_codes
    return Bereik(agb_codes=frozenset({agb_code}) if eigen else frozenset(), gemeenten=bereik.gemeenten)


@asynccontextmanager
async def lees(request: Request) -> AsyncIterator[UnitOfWork]:
    """A unit of work that is not committed."""
    async with request.app.state.uow() as uow:
        yield uow


def werk(use_case: Callable[[UnitOfWork], Awaitable[BaseModel]]) -> Callable[[Any], Awaitable[BaseModel]]:
    """A use case in the shape that `Schrijf.doe` takes."""
    return use_case


def klok(request: Request) -> Clock:
    """The clock of the run."""
    value: Clock = request.app.state.clock
    return value


def blad(na: str | None, limiet: int) -> Blad:
    """The page asked for, one thing longer than shown, so that we know whether there is more."""
    return Blad(na=decode_cursor(na, printable), limiet=limiet + 1)


def blad_van_ids(na: str | None, limiet: int) -> Blad:
    """As `blad`, for lists in order of UUID; 400 for a cursor that holds none."""
    kenmerk = decode_cursor(na, uuid.UUID)
    return Blad(na=None if kenmerk is None else str(kenmerk), limiet=limiet + 1)


def pagina(resultaten: list[Any], limiet: int, sleutel: Callable[[Any], object]) -> Pagina[Any]:
    """The page shown, with the cursor of its last thing when there is more."""
    getoond = resultaten[:limiet]
    volgende = encode_cursor(sleutel(getoond[-1])) if len(resultaten) > limiet else None
    return Pagina(resultaten=getoond, volgende=volgende)
