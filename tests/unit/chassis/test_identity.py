"""Every kind of bad access token is refused in the same way; a good one gives the caller."""

import asyncio
import time
from collections.abc import Callable
from types import SimpleNamespace
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


class Uitgever:
    """A key set that can be changed, be away or hang, and counts who asks."""

    def __init__(self, *keys: Any) -> None:
        self.keys = keys
        self.away = False
        self.asked = 0
        self.slow: asyncio.Event | None = None

    def verifier(self) -> TokenVerifier:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        return TokenVerifier(ISSUER, "risb", "https://uitgever.example.nl/jwks", client)

    async def _answer(self, _: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.slow:
            await self.slow.wait()
        if self.away:
            raise httpx.ConnectTimeout("weg")
        return httpx.Response(200, json={"keys": [one.as_dict(private=False) for one in self.keys]})


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets seconds pass on the monotonic clock of the keys."""
    moment = [1000.0]
    monkeypatch.setattr("risb_api.entry.tokens.time", SimpleNamespace(monotonic=lambda: moment[0], time=time.time))

    def move(seconds: float) -> None:
        moment[0] += seconds

    return move


async def accepted(verifier: TokenVerifier, one: str) -> bool:
    try:
        await verifier.verify(one)
    except UnauthorizedError:
        return False
    return True


async def test_a_withdrawn_key_stops_counting_within_five_minutes_though_no_bad_token_comes(
    passed: Callable[[float], None],
) -> None:
    uitgever = Uitgever(KEY, RSA)
    verifier, good = uitgever.verifier(), token()
    assert await accepted(verifier, good)
    uitgever.keys = (RSA,)
    outcomes = []
    for _ in range(30):
        passed(10)
        outcomes.append(await accepted(verifier, good))
        await asyncio.sleep(0)
    assert not outcomes[-1]
    assert uitgever.asked < len(outcomes)


async def test_keys_that_could_not_be_fetched_for_five_minutes_are_not_believed_any_more(
    passed: Callable[[float], None],
) -> None:
    uitgever = Uitgever(KEY)
    verifier, good = uitgever.verifier(), token()
    assert await accepted(verifier, good)
    uitgever.away = True
    passed(290)
    assert await accepted(verifier, good)
    passed(20)
    assert not await accepted(verifier, good)
    uitgever.away = False
    passed(60)
    assert await accepted(verifier, good)


async def test_a_thousand_callers_at_once_cost_the_issuer_one_question() -> None:
    uitgever = Uitgever(KEY)
    uitgever.slow = asyncio.Event()
    verifier, good = uitgever.verifier(), token()
    asking = [asyncio.create_task(accepted(verifier, good)) for _ in range(1000)]
    await asyncio.sleep(0)
    asking[0].cancel()
    uitgever.slow.set()
    assert all(await asyncio.gather(*asking[1:]))
    assert uitgever.asked == 1


async def test_an_issuer_that_fails_is_asked_ever_less_often_and_bad_tokens_change_nothing(
    passed: Callable[[float], None],
) -> None:
    uitgever = Uitgever(KEY)
    uitgever.away = True
    verifier = uitgever.verifier()
    for _ in range(600):
        passed(1)
        assert not await accepted(verifier, BAD["unknown kid"]())
    assert uitgever.asked <= 13


async def test_tokens_with_keys_that_do_not_exist_cost_the_issuer_one_question_in_ten_seconds(
    passed: Callable[[float], None],
) -> None:
    uitgever = Uitgever(KEY)
    verifier = uitgever.verifier()
    for number in range(100):
        assert not await accepted(verifier, token(header={"kid": f"verzonnen-{number}"}))
    assert uitgever.asked == 1
    passed(11)
    assert not await accepted(verifier, token(header={"kid": "verzonnen"}))
    assert uitgever.asked == 2
    assert await accepted(verifier, token())


async def test_a_key_that_is_new_is_known_at_once() -> None:
    uitgever = Uitgever(RSA)
    verifier = uitgever.verifier()
    uitgever.keys = (RSA, KEY)
    assert await accepted(verifier, token())


async def test_a_subject_of_255_characters_and_a_life_of_a_day_are_accepted() -> None:
    now = int(time.time())
    assert (await verifier().verify(token(sub="x" * 255, iat=now, exp=now + 86_400))).sub == "x" * 255


async def test_a_token_that_was_accepted_before_is_refused_once_it_has_expired(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [time.time()]
    clock = SimpleNamespace(monotonic=time.monotonic, time=lambda: moment[0])
    monkeypatch.setattr("risb_api.entry.tokens.time", clock)
    one, good = verifier(), token()
    assert await accepted(one, good)
    assert await accepted(one, good)
    moment[0] += 24 * 3600
    assert not await accepted(one, good)


async def test_of_a_known_token_no_other_spelling_is_accepted() -> None:
    one, good = verifier(), token()
    assert await accepted(one, good)
    head, body, signature = good.split(".")
    wrong = ("A" if signature[0] != "A" else "B") + signature[1:]
    assert not await accepted(one, f"{head}.{body}.{wrong}")
    assert not await accepted(one, f"{head}.{body}.")


async def test_a_token_that_one_issuer_signed_is_still_refused_by_who_trusts_another() -> None:
    good = token()
    assert await accepted(verifier(), good)
    assert not await accepted(verifier(RSA), good)
