"""Who is asking: OIDC access tokens, roles and the tenants they are bound to. Deny by default."""

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import httpx
from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from risb_kern.errors import DomainError, Kind
from risb_kern.lists import Bereik

from risb_api.routes import check_parameters

ALGORITHMS = ["RS256", "PS256", "ES256"]
_MAX_TOKEN = 8192
_REFRESH_SECONDS = 10
_LEEWAY = 30


class Rol(StrEnum):
    """Every role of the bureau; a token carries one or more in the claim `rollen`."""

    INKOPER = "inkoper"
    CONTRACTMANAGER = "contractmanager"
    ACCOUNTMANAGER = "accountmanager"
    FINANCIEN = "financien"
    SUBSIDIEADVISEUR = "subsidieadviseur"
    TOEZICHTHOUDER_KWALITEIT = "toezichthouder-kwaliteit"
    TOEZICHTHOUDER_RECHTMATIGHEID = "toezichthouder-rechtmatigheid"
    ZORGADMINISTRATIE = "zorgadministratie"
    AANBIEDER = "aanbieder"
    AANVRAGER = "aanvrager"
    OPERATIONS = "operations"
    PUBLIEK = "publiek"


class UnauthorizedError(Exception):
    """No token, or one that is not accepted; the answer never says which check failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wie:
    """The caller: subject, roles, and the tenants (AGB-codes, gemeentecodes) that the token is bound to."""

    sub: str
    rollen: frozenset[Rol]
    agb: frozenset[str] = frozenset()
    gemeenten: frozenset[str] = frozenset()

    def bereik(self, *alles: Rol) -> Bereik:
        """Whose things the caller may see: staff with one of these roles everything, others what they are bound to."""
        return Bereik(
            alles=self.is_een_van(*alles),
            agb_codes=self.agb if self.is_een_van(Rol.AANBIEDER) else frozenset(),
            gemeenten=self.gemeenten if self.is_een_van(Rol.ZORGADMINISTRATIE) else frozenset(),
        )

    def is_een_van(self, *rollen: Rol) -> bool:
        """True when the caller has at least one of the roles."""
        return not self.rollen.isdisjoint(rollen)


class TokenVerifier:
    """Checks signature (fixed algorithms), type, issuer, audience and time of an access token (RFC 9068)."""

    def __init__(self, issuer: str, audience: str, jwks_url: str, client: httpx.AsyncClient | None = None) -> None:
        self._issuer = issuer
        self._audience = audience
        self._jwks_url = jwks_url
        self._client = client or httpx.AsyncClient(timeout=5)
        self._keys = KeySet([])
        self._fetched = 0.0

    async def verify(self, token: str) -> Wie:
        """Give the caller, or raise UnauthorizedError."""
        if len(token) > _MAX_TOKEN:
            raise UnauthorizedError
        try:
            return self._read(token)
        except (JoseError, ValueError, TypeError, KeyError, UnauthorizedError):
            if not await self._refresh():
                raise UnauthorizedError from None
        try:
            return self._read(token)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise UnauthorizedError from error

    def _read(self, token: str) -> Wie:
        decoded = jwt.decode(token, self._keys, algorithms=ALGORITHMS)
        header, claims = decoded.header, decoded.claims
        if header.get("typ") not in {"at+jwt", "application/at+jwt"} or not header.get("kid"):
            raise UnauthorizedError
        if {"crit", "jku", "x5u", "jwk", "x5c"} & header.keys():
            raise UnauthorizedError
        _check_times(claims)
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims["iss"] != self._issuer or self._audience not in audience:
            raise UnauthorizedError
        return Wie(
            sub=_text(claims["sub"]),
            rollen=frozenset(Rol(one) for one in _texts(claims.get("rollen", []))),
            agb=frozenset(_texts(claims.get("agb", []))),
            gemeenten=frozenset(_texts(claims.get("gemeenten", []))),
        )

    async def _refresh(self) -> bool:
        """Fetch the keys again, at most once per ten seconds; False when that was too recent or failed."""
        if self._fetched and time.monotonic() - self._fetched < _REFRESH_SECONDS:
            return False
        try:
            answer = (await self._client.get(self._jwks_url)).raise_for_status()
            self._keys = KeySet.import_key_set(answer.json())
        except (httpx.HTTPError, JoseError, ValueError):
            return False
        self._fetched = time.monotonic()
        return True


def _check_times(claims: dict[str, Any]) -> None:
    now = time.time()
    moments = [claims["exp"], claims["iat"], claims.get("nbf", claims["iat"])]
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in moments):
        raise UnauthorizedError
    expires, issued, not_before = moments
    if expires <= now - _LEEWAY or issued > now + _LEEWAY or not_before > now + _LEEWAY:
        raise UnauthorizedError


def _text(value: object) -> str:
    if not isinstance(value, str) or not value or not value.isprintable():
        raise UnauthorizedError
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise UnauthorizedError
    return [_text(one) for one in value]


class Toegang:
    """The permission of a route, as a dependency that gives `Wie`; without roles: any valid token."""

    def __init__(self, *rollen: Rol) -> None:
        self.rollen = frozenset(rollen)

    async def __call__(self, request: Request) -> Wie:
        """Verify the bearer token and the role; 401 without a good token, 403 without a role."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise UnauthorizedError
        wie: Wie = await request.app.state.edge.verifier.verify(token.strip())
        self.check(wie)
        check_parameters(request)
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
        """Let everyone through who asks what exists."""
        check_parameters(request)


def permission_of(route: RouteContext) -> Toegang | Openbaar | None:
    """The declared permission of a route, found among its dependencies."""
    dependant: Dependant | None = getattr(route, "dependant", None)
    calls: list[object] = [one.call for one in dependant.dependencies] if dependant else []
    return next((call for call in calls if isinstance(call, Toegang | Openbaar)), None)


Iedereen = Annotated[None, Depends(Openbaar())]
