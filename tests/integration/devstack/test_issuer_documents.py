from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from devstack.issuer import Issuer
from devstack.ports import free_port
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

pytestmark = pytest.mark.integratie


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Issuer]:
    served = Issuer(tmp_path, port=free_port())
    served.start()
    yield served
    served.stop()


def key_set(issuer: Issuer) -> KeySet:
    discovery = httpx.get(f"{issuer.url}/.well-known/openid-configuration").json()
    assert discovery["issuer"] == issuer.url
    return KeySet.import_key_set(httpx.get(discovery["jwks_uri"]).json())


def test_the_published_keys_verify_a_token(issuer: Issuer) -> None:
    token = jwt.decode(issuer.maak_token("inkoper"), key_set(issuer), algorithms=["ES256"])
    assert token.claims["rollen"] == ["inkoper"]


def test_a_token_of_another_issuer_does_not_verify(issuer: Issuer, tmp_path: Path) -> None:
    stranger = Issuer(tmp_path / "vreemd", port=issuer.port)
    with pytest.raises((JoseError, ValueError)):
        jwt.decode(stranger.maak_token("inkoper"), key_set(issuer), algorithms=["ES256"])


def test_the_private_key_is_not_published(issuer: Issuer) -> None:
    assert "d" not in httpx.get(issuer.jwks_url).json()["keys"][0]


def test_other_addresses_do_not_exist(issuer: Issuer) -> None:
    assert httpx.get(f"{issuer.url}/token").status_code == 404
