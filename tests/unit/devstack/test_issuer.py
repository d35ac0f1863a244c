import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from devstack.errors import DevstackError
from devstack.issuer import Issuer, load_key
from joserfc import jwt

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def decoded(directory: Path, token: str) -> jwt.Token:
    return jwt.decode(token, load_key(directory), algorithms=["ES256"])


def test_a_token_carries_role_bindings_and_eight_hours(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path, port=20001)
    token = decoded(tmp_path, issuer.maak_token("aanbieder", agb=["65656055"], gemeenten=["0307"], now=NOW))
    moment = int(NOW.timestamp())
    jti = token.claims.pop("jti")
    assert token.claims == {
        "iss": "http://127.0.0.1:20001/ontwikkel-uitgever",
        "aud": "risb",
        "sub": "ontwikkel-aanbieder",
        "client_id": "ontwikkelomgeving",
        "iat": moment,
        "nbf": moment,
        "exp": moment + 8 * 3600,
        "rollen": ["aanbieder"],
        "agb": ["65656055"],
        "gemeenten": ["0307"],
    }
    assert len(jti) >= 16


def test_the_header_says_access_token_algorithm_and_key(tmp_path: Path) -> None:
    header = decoded(tmp_path, Issuer(tmp_path, port=1).maak_token("inkoper")).header
    assert header == {"alg": "ES256", "typ": "at+jwt", "kid": load_key(tmp_path).kid}


def test_claims_can_be_overridden_to_make_bad_tokens(tmp_path: Path) -> None:
    token = Issuer(tmp_path, port=1).maak_token("inkoper", now=NOW, claims={"aud": "elders", "exp": 0})
    assert decoded(tmp_path, token).claims["aud"] == "elders"


@pytest.mark.parametrize("roles", ["koning", [], ["inkoper", "koning"]])
def test_a_role_that_does_not_exist_is_refused_with_the_list(tmp_path: Path, roles: str | list[str]) -> None:
    with pytest.raises(DevstackError, match="Onbekende rol") as caught:
        Issuer(tmp_path, port=1).maak_token(roles)
    assert "toezichthouder-rechtmatigheid" in caught.value.remedy


def test_the_key_stays_the_same_and_is_private(tmp_path: Path) -> None:
    assert load_key(tmp_path).kid == load_key(tmp_path).kid
    assert stat.S_IMODE((tmp_path / "uitgever.jwk.json").stat().st_mode) == 0o600
