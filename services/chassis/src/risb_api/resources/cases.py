"""What staff see of every case: what is coming by itself, and what was done."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Protocol

from fastapi import Depends, Query, Request
from risb_kern.lists import Blad
from risb_kern.uow import UnitOfWork
from risb_zaak.ports import JSON, Agenda, Tijdlijnregel, Timeline, moment_of

from risb_api.api import ApiModel, Pagina
from risb_api.edge import Edge, edge_of
from risb_api.fields import Datum, Tijdstip
from risb_api.identity import Rol, Toegang, Wie
from risb_api.lists import Lijst, Orde, moment
from risb_api.routes import Router

_ZAAK = Query(
    description="Alleen van deze zaak: soort en kenmerk.",
    pattern=r"^[a-z][a-z-]*:[!-~]+$",
    max_length=200,
    examples=["aanvraag:00000000-0000-4000-8000-000000000000"],
)


class _Zaken(UnitOfWork, Protocol):
    agenda: Agenda
    timeline: Timeline


class AfspraakUit(ApiModel):
    """Iets wat vanzelf gebeurt als het moment er is; `pogingen` telt hoe vaak dat al mislukte."""

    zaak: str
    soort: str
    op: dt.datetime
    pogingen: int


class HandelingUit(ApiModel):
    """Een handeling in een zaak: `op` is wanneer zij geldt, `vastgelegdOp` wanneer wij het wisten."""

    volgnummer: int
    soort: str
    door: str
    op: dt.datetime
    vastgelegd_op: dt.datetime
    gegevens: dict[str, Any]


AFSPRAKEN = Lijst(AfspraakUit, {"op": Orde(op=moment, zaak=str, soort=str)})


def agenda_router(*rollen: Rol) -> Router:
    """`GET /agenda` for operations and the named roles."""
    router = Router("agenda")
    toegang = Toegang(Rol.OPERATIONS, *rollen)

    @router.get("/agenda", summary="Wat er vanzelf komt")
    async def agenda_opvragen(
        request: Request,
        wie: Annotated[Wie, Depends(toegang)],
        blad: Annotated[Blad, Depends(AFSPRAKEN)],
        zaak: Annotated[str | None, _ZAAK] = None,
        tot: Annotated[Datum | None, Query(description="Tot en met deze dag.")] = None,
    ) -> Pagina[AfspraakUit]:
        """De afspraken in de volgorde waarin zij komen; wat voorbij is en nog moet gebeuren staat vooraan."""
        until = None if tot is None else moment_of(tot + dt.timedelta(days=1)) - dt.timedelta.resolution
        uow: _Zaken
        async with edge_of(request, Edge).uow() as uow:
            # No appointment says which gemeente it is about: who is bound to some sees none.
            alles = wie.bereik(*toegang.rollen).alles
            found = await uow.agenda.list(zaak, until, blad.na, blad.take) if alles else []
        return AFSPRAKEN.pagina(found, blad, AfspraakUit.model_validate)

    return router


def tijdlijn_router(*rollen: Rol, **soorten: Toegang) -> Router:
    """`GET /tijdlijn`: every case for the named roles, but those of a kind in `soorten` for the roles there."""
    router = Router("tijdlijn")
    toegang = Toegang(*rollen, *(rol for one in soorten.values() for rol in one.rollen))

    @router.get("/tijdlijn", summary="Wat er in een zaak is gedaan")
    async def tijdlijn_opvragen(
        request: Request,
        wie: Annotated[Wie, Depends(toegang)],
        zaak: Annotated[str, _ZAAK],
        tot: Annotated[Tijdstip | None, Query(description="Alleen wat op dit moment bekend was.")] = None,
    ) -> Pagina[HandelingUit]:
        """Alle handelingen in de zaak, de oudste eerst; een zaak zonder handelingen geeft een lege lijst."""
        soorten.get(zaak.partition(":")[0], Toegang(*rollen)).check(wie)
        alles = wie.bereik(*toegang.rollen).alles
        uow: _Zaken
        async with edge_of(request, Edge).uow() as uow:
            found = await uow.timeline.list(zaak, tot) if alles else []
        return Pagina(resultaten=[handeling_uit(one) for one in found])

    return router


def handeling_uit(regel: Tijdlijnregel) -> HandelingUit:
    """The act as staff see it."""
    return HandelingUit(
        volgnummer=regel.nr,
        soort=regel.soort,
        door=regel.door,
        op=regel.op,
        vastgelegd_op=regel.vastgelegd_op,
        gegevens={_camel(name): _on_the_wire(value) for name, value in regel.gegevens.items()},
    )


def _on_the_wire(value: JSON) -> JSON:
    """The value with every name in it in camelCase; what was written once is never changed, so only on the way out."""
    if isinstance(value, Mapping):
        return {_camel(name): _on_the_wire(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_on_the_wire(one) for one in value]
    return value


def _camel(name: str) -> str:
    return re.sub("_([a-z0-9])", lambda found: found[1].upper(), name)
