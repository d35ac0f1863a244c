from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from risb_api.edge import Edge, edge_of
from risb_api.writes import Schrijf, schrijf, schrijf_eenmalig
from risb_kern.privacy import Privacy, opened

from contracting.application.aanbesteding.ports import Zegel
from contracting.application.uow import Uow
from contracting.domain.openbaar.releases import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractingEdge(Edge[Uow]):
    """What the routes of contracting are given; `kluis` encrypts account numbers, None while there is no key.

    `zegel` seals bids until they are opened; `samenvoegen` merges what was published of a procedure.
    """

    kluis: Privacy | None
    afkoeldagen: int
    zegel: Zegel
    samenvoegen: Callable[[Sequence[Release]], Release]


async def contracting_edge(request: Request) -> ContractingEdge:
    """The edge that contracting was wired with."""
    return edge_of(request, ContractingEdge)


EdgeDep = Annotated[ContractingEdge, Depends(contracting_edge)]
SchrijfDep = Annotated[Schrijf[Uow], Depends(schrijf)]
SchrijfEenmaligDep = Annotated[Schrijf[Uow], Depends(schrijf_eenmalig)]


async def kluis_van(edge: EdgeDep) -> Privacy:
    """What encrypts account numbers; 409 while production has no key for it."""
    return opened(edge.kluis)


KluisDep = Annotated[Privacy, Depends(kluis_van)]
