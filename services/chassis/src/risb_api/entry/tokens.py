"""Access tokens: signature and claims, under the keys that the issuer publishes now."""

import asyncio
import time
from collections.abc import Callable
from functools import lru_cache, partial

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact
from risb_kern.edge.who import UnauthorizedError, Wie, caller_of

ALGORITHMS = ["RS256", "PS256", "ES256"]
_MAX_TOKEN = 8192
# Fetched again after this long, and no longer believed after that long: a key that was withdrawn is gone by then.
_OLD = 120
_TOO_OLD = 300
_SHORTEST, _LONGEST = 10, 60
_FORBIDDEN = {"crit", "jku", "x5u", "jwk", "x5c"}


class Keys:
    """The keys of the issuer: one fetch at a time, none soon after the last, and ever later after failures."""

    def __init__(self, url: str, client: httpx.AsyncClient | None = None) -> None:
        self._url = url
        self._client = client or httpx.AsyncClient(timeout=5)
        self._keys = KeySet([])
        self._decode = _decoder(self._keys)
        self._fetched = float("-inf")
        self._again = float("-inf")
        self._failures = 0
        self._fetching: asyncio.Task[None] | None = None

    async def get(self, kid: str) -> Callable[[str], jwt.Token]:
        """What reads a token now; UnauthorizedError when there are no keys that may still be believed."""
        age, known = time.monotonic() - self._fetched, any(one.kid == kid for one in self._keys.keys)
        if age > _OLD or not known:
            fetching = self._fetch_soon()
            if fetching is not None and (age > _TOO_OLD or not known):
                # Whoever gives up waiting does not take the fetch away from the others.
                await asyncio.shield(fetching)
        if time.monotonic() - self._fetched > _TOO_OLD:
            raise UnauthorizedError
        return self._decode

    def _fetch_soon(self) -> asyncio.Task[None] | None:
        busy = self._fetching is not None and not self._fetching.done()
        if not busy and time.monotonic() >= self._again:
            self._fetching, busy = asyncio.create_task(self._fetch()), True
        return self._fetching if busy else None

    async def _fetch(self) -> None:
        try:
            answer = (await self._client.get(self._url)).raise_for_status()
            self._keys = KeySet.import_key_set(answer.json())
            self._decode = _decoder(self._keys)
        except (httpx.HTTPError, JoseError, ValueError, TypeError, KeyError, AttributeError):
            self._failures += 1
            self._again = time.monotonic() + min(_LONGEST, _SHORTEST * 2 ** min(self._failures - 1, 8))
        else:
            self._fetched, self._failures = time.monotonic(), 0
            self._again = self._fetched + _SHORTEST


class TokenVerifier:
    """Checks signature (fixed algorithms), type, issuer, audience and time of an access token (RFC 9068)."""

    def __init__(self, issuer: str, audience: str, jwks_url: str, client: httpx.AsyncClient | None = None) -> None:
        self._issuer = issuer
        self._audience = audience
        self._keys = Keys(jwks_url, client)

    async def verify(self, token: str) -> Wie:
        """Give the caller, or raise UnauthorizedError."""
        try:
            decode = await self._keys.get(_kid_of(token))
            return caller_of(decode(token).claims, issuer=self._issuer, audience=self._audience, now=time.time())
        except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise UnauthorizedError from error


def _decoder(keys: KeySet) -> Callable[[str], jwt.Token]:
    """The signature of a good token is checked once for as long as the keys are these."""
    return lru_cache(maxsize=1000)(partial(jwt.decode, key=keys, algorithms=ALGORITHMS))


def _kid_of(token: str) -> str:
    """Which key signed, by the head of the token, which is not believed; what no token of ours has is refused."""
    if len(token) > _MAX_TOKEN:
        raise UnauthorizedError
    header = extract_compact(token.encode()).headers()
    kid = header.get("kid")
    if header.get("typ") not in {"at+jwt", "application/at+jwt"} or not isinstance(kid, str) or not kid:
        raise UnauthorizedError
    if header.get("alg") not in ALGORITHMS or _FORBIDDEN & header.keys():
        raise UnauthorizedError
    return kid
