"""Who is asking: the roles of the bureau, the caller, and what the claims of a token must hold (RFC 9068)."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.lists import Bereik

LONGEST_LIFE = 24 * 3600
_LEEWAY = 30
# OpenID Connect Core, section 2: at most 255 characters of ASCII; a space may stand between, not around.
_SUBJECT = re.compile(r"[!-~](?:[ -~]{0,253}[!-~])?", re.ASCII)
# In their one canonical form: an issuer that writes them otherwise is told so at its first token.
_AGB = re.compile(r"(?!0{8})[0-9]{8}", re.ASCII)
_GEMEENTE = re.compile(r"[0-9]{4}", re.ASCII)


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


TOEZICHTHOUDERS = frozenset({Rol.TOEZICHTHOUDER_KWALITEIT, Rol.TOEZICHTHOUDER_RECHTMATIGHEID})


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
        """Whose things the caller may see: staff with one of these roles everything, others what they are bound to.

        A toezichthouder whose token names gemeenten sees those; one of the whole region has a token without.
        """
        toezicht = TOEZICHTHOUDERS.intersection(alles)
        heel = set(alles) - toezicht if self.gemeenten else alles
        return Bereik(
            alles=self.is_een_van(*heel),
            agb_codes=self.agb if self.is_een_van(Rol.AANBIEDER) else frozenset(),
            gemeenten=self.gemeenten if self.is_een_van(Rol.ZORGADMINISTRATIE, *toezicht) else frozenset(),
        )

    def is_een_van(self, *rollen: Rol) -> bool:
        """True when the caller has at least one of the roles."""
        return not self.rollen.isdisjoint(rollen)


def caller_of(claims: Mapping[str, object], *, issuer: str, audience: str, now: float) -> Wie:
    """The caller that the claims name; UnauthorizedError when one of them is missing, strange or out of time."""
    _check_times(claims, now)
    heard = claims.get("aud")
    if claims.get("iss") != issuer or audience not in (heard if isinstance(heard, list) else [heard]):
        raise UnauthorizedError
    try:
        rollen = frozenset(Rol(str(one)) for one in _texts(claims, "rollen"))
    except ValueError:
        raise UnauthorizedError from None
    return Wie(
        sub=_matching(_SUBJECT, claims.get("sub")),
        rollen=rollen,
        agb=frozenset(_matching(_AGB, one) for one in _texts(claims, "agb")),
        gemeenten=frozenset(_matching(_GEMEENTE, one) for one in _texts(claims, "gemeenten")),
    )


def _check_times(claims: Mapping[str, object], now: float) -> None:
    """A token lives at most a day, from a moment that has come to one that has not."""
    issued = _moment(claims.get("iat"))
    expires, not_before = _moment(claims.get("exp")), _moment(claims.get("nbf", issued))
    if not now - _LEEWAY < expires <= issued + LONGEST_LIFE or max(issued, not_before) > min(now + _LEEWAY, expires):
        raise UnauthorizedError


def _moment(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnauthorizedError
    if not (abs(value) < 2**53 and math.isfinite(value)):
        raise UnauthorizedError
    return value


def _texts(claims: Mapping[str, object], name: str) -> list[object]:
    values = claims.get(name, [])
    if not isinstance(values, list):
        raise UnauthorizedError
    return values


def _matching(form: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise UnauthorizedError
    return value
