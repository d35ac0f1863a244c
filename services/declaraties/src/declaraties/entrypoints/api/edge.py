"""What the routes of declaraties are given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from risb_api.edge import Edge, edge_of
from risb_api.writes import Schrijf, schrijf, schrijf_eenmalig

from declaraties.application.betalen.ports import Betaalgereedschap
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import Controleregels
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.retourcodes import Uitleg
from declaraties.entrypoints.api.doors import Deur, Store, Stufdeur, Zipdeur


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaratiesEdge(Edge[Uow]):
    """Doors, the store of uploads, writers of messages, and what payment needs.

    `pseudonym` turns a Bsn into its pseudonym; `explain` gives the text for a rule (number, klasse, reason).
    """

    store: Store
    deur: Deur
    zipdeur: Zipdeur
    stufdeur: Stufdeur
    write_323: Callable[[Declaratiebericht], bytes]
    write_301: Callable[[Bericht301], bytes]
    pseudonym: Callable[[str], bytes]
    explain: Callable[[str, str, str | None], Uitleg]
    betaalgereedschap: Betaalgereedschap
    controleregels: Controleregels


async def _edge(request: Request) -> DeclaratiesEdge:
    return edge_of(request, DeclaratiesEdge)


EdgeDep = Annotated[DeclaratiesEdge, Depends(_edge)]
SchrijfDep = Annotated[Schrijf[Uow], Depends(schrijf)]
SchrijfEenmaligDep = Annotated[Schrijf[Uow], Depends(schrijf_eenmalig)]
