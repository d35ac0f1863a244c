"""Who sees what, and how routes find clock, ids and pages."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query, Request
from pydantic import BaseModel
from risb_api.api import Pagina
from risb_api.cursors import encode_cursor
from risb_api.identity import Rol, Toegang, Wie
from risb_kern.clock import Clock

from toezicht.application.uow import Uow
from toezicht.application.zaken.zaken import Handeling
from toezicht.domain.detectie.regels.tabel import Signaalsoort

TOEZICHT = Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID, Rol.TOEZICHTHOUDER_KWALITEIT)
RECHTMATIGHEID = Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID)
MAATREGELEN = Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID, Rol.ACCOUNTMANAGER, Rol.CONTRACTMANAGER)
Limiet = Annotated[int, Query(ge=1, le=200, description="Hoogste aantal resultaten.")]
Na = Annotated[str | None, Query(description="Cursor uit `volgende` van de vorige bladzijde.", max_length=200)]
M = TypeVar("M", bound=BaseModel)
_SOORTEN = {
    Rol.TOEZICHTHOUDER_RECHTMATIGHEID: Signaalsoort.RECHTMATIGHEID,
    Rol.TOEZICHTHOUDER_KWALITEIT: Signaalsoort.KWALITEIT,
}


def soorten_van(wie: Wie) -> frozenset[str]:
    """Kinds of signal that the caller may see."""
    return frozenset(str(soort) for rol, soort in _SOORTEN.items() if rol in wie.rollen)


def eenheid(request: Request) -> Uow:
    """A unit of work to read with."""
    uow: Uow = request.app.state.uow()
    return uow


def nu(request: Request) -> dt.datetime:
    """The present moment."""
    clock: Clock = request.app.state.clock
    return clock.nu()


def handeling(request: Request, wie: Wie) -> Handeling:
    """The act of this caller, now."""
    return Handeling(door=wie.sub, op=nu(request), nieuw_id=uuid.uuid4())


def lees_plaats(tekst: str) -> tuple[dt.datetime, uuid.UUID]:
    """The moment and id in the text of a cursor; ValueError when it holds none."""
    moment, _, kenmerk = tekst.partition("|")
    return dt.datetime.fromisoformat(moment).astimezone(dt.UTC), uuid.UUID(kenmerk)


def pagina(model: type[M], gevonden: Sequence[Any], limiet: int, plaats: Callable[[Any], str]) -> Pagina[M]:
    """The first `limiet` of what was found (one more was asked for), with a cursor when there is more."""
    getoond = gevonden[:limiet]
    volgende = encode_cursor(plaats(getoond[-1])) if len(gevonden) > limiet else None
    return Pagina(resultaten=[model.model_validate(one) for one in getoond], volgende=volgende)
