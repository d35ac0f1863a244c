"""Who may use a route: OIDC access tokens, roles and the tenants they are bound to. Deny by default."""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext
from risb_kern.edge.who import Rol, UnauthorizedError, Wie
from risb_kern.errors import DomainError, Kind

from risb_api.edge import Edge, edge_of
from risb_api.entry.tokens import TokenVerifier

__all__ = ["Iedereen", "Openbaar", "Rol", "Toegang", "TokenVerifier", "UnauthorizedError", "Wie", "permission_of"]


class Toegang:
    """The permission of a route, as a dependency that gives `Wie`; without roles: any valid token."""

    def __init__(self, *rollen: Rol) -> None:
        self.rollen = frozenset(rollen)

    async def __call__(self, request: Request) -> Wie:
        """The caller that `admit` let in."""
        known: Wie | None = getattr(request.state, "wie", None)
        return known or await self.admit(request)

    async def admit(self, request: Request) -> Wie:
        """Verify the bearer token and the role; 401 without a good token, 403 without a role."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise UnauthorizedError
        edge: Edge[Any] = edge_of(request, Edge)
        wie = await edge.verifier.verify(token.strip())
        self.check(wie)
        request.state.wie = wie
        return wie

    def check(self, wie: Wie) -> None:
        """403 without a role."""
        if self.rollen and wie.rollen.isdisjoint(self.rollen):
            melding = f"Hiervoor is een van deze rollen nodig: {', '.join(sorted(self.rollen))}."
            raise DomainError(Kind.FORBIDDEN, "rol-ontbreekt", melding)


class Openbaar:
    """The permission of a route that everyone may use without a token; said aloud, so that none is open by mistake."""

    rollen = frozenset({Rol.PUBLIEK})

    async def __call__(self, request: Request) -> None:
        """Let everyone through."""

    admit = __call__


def permission_of(route: RouteContext | APIRoute) -> Toegang | Openbaar | None:
    """The declared permission of a route, found among its dependencies."""
    dependant: Dependant | None = getattr(route, "dependant", None)
    calls: list[object] = [one.call for one in dependant.dependencies] if dependant else []
    return next((call for call in calls if isinstance(call, Toegang | Openbaar)), None)


Iedereen = Annotated[None, Depends(Openbaar())]
