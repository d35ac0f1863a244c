"""Every kind of bad access token is refused in the same way; a good one gives the caller."""

from typing import Any

import httpx
import pytest
from risb_api.identity import Rol, TokenVerifier, UnauthorizedError

from tests.builders.tokens import BAD, ISSUER, KEY, RSA, token, verifier


@pytest.mark.parametrize("kind", BAD)
async def test_bad_token_is_refused(kind: str) -> None:
    with pytest.raises(UnauthorizedError) as refusal:
        await verifier().verify(BAD[kind]())
    assert str(refusal.value) == ""


@pytest.mark.parametrize(("key", "alg", "kid"), [(KEY, "ES256", "goed"), (RSA, "RS256", "rsa"), (RSA, "PS256", "rsa")])
async def test_good_token_gives_the_caller_with_roles_and_tenants(key: Any, alg: str, kid: str) -> None:
    good = token(key=key, alg=alg, header={"kid": kid}, rollen=["aanbieder"], agb=["42420001"], gemeenten=["0307"])
    wie = await verifier().verify(good)
    assert (wie.sub, wie.rollen, wie.agb, wie.gemeenten) == (
        "proef",
        frozenset({Rol.AANBIEDER}),
        frozenset({"42420001"}),
        frozenset({"0307"}),
    )


async def test_a_revoked_key_is_no_longer_accepted_after_the_keys_are_fetched() -> None:
    with pytest.raises(UnauthorizedError):
        await verifier(RSA).verify(token())


async def test_an_issuer_that_is_away_refuses_everybody() -> None:
    client = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(503)))
    with pytest.raises(UnauthorizedError):
        await TokenVerifier(ISSUER, "risb", "https://uitgever.example.nl/jwks", client).verify(token())
