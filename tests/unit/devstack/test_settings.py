import base64
from dataclasses import replace
from pathlib import Path

import pytest
from devstack.environment import Devstack
from devstack.errors import DevstackError
from devstack.paths import REPOSITORY, cache_dir, data_dir
from devstack.processes import read_processes
from devstack.settings import ServiceContext, environment, kept_key, producer_keys, signing_key


def a_context(service: str = "contracting") -> ServiceContext:
    return ServiceContext(
        service=service,
        database_url="postgresql://contracting@127.0.0.1:1/contracting",
        kafka_bootstrap="127.0.0.1:2",
        oidc_issuer="http://127.0.0.1:3/ontwikkel-uitgever",
        oidc_jwks_url="http://127.0.0.1:3/ontwikkel-uitgever/jwks.json",
        api_port=8101,
        key="c2xldXRlbA==",
        signing_key="Z2VoZWlt",
        producers={"contracting": "b3BlbmJhYXI="},
        storage=Path("/opslag"),
    )


def test_every_variable_of_a_service_bears_its_name() -> None:
    found = environment(a_context(), management_port=9001, base={})
    assert found == {
        "PYTHONUNBUFFERED": "1",
        "CONTRACTING_OMGEVING": "ontwikkeling",
        "CONTRACTING_DATABASE_URL": "postgresql://contracting@127.0.0.1:1/contracting",
        "CONTRACTING_KAFKA_BOOTSTRAP": "127.0.0.1:2",
        "CONTRACTING_OIDC_ISSUER": "http://127.0.0.1:3/ontwikkel-uitgever",
        "CONTRACTING_OIDC_JWKS_URL": "http://127.0.0.1:3/ontwikkel-uitgever/jwks.json",
        "CONTRACTING_OIDC_AUDIENCE": "risb",
        "CONTRACTING_API_PORT": "8101",
        "CONTRACTING_BEHEER_PORT": "9001",
        "CONTRACTING_GEGEVENSSLEUTEL": "c2xldXRlbA==",
        "CONTRACTING_ONDERTEKENSLEUTEL": "Z2VoZWlt",
        "CONTRACTING_PRODUCENTSLEUTELS": '{"contracting": ["b3BlbmJhYXI="]}',
        "CONTRACTING_OPSLAG_DIR": "/opslag",
        "CONTRACTING_WEBHOOK_HTTP_LOOPBACK": "true",
    }


def test_the_clock_of_a_run_is_passed_on() -> None:
    found = environment(a_context("toezicht"), management_port=1, base={"KLOK": "2026-03-02"})
    assert found["TOEZICHT_KLOK"] == "2026-03-02"


def test_a_data_key_is_32_bytes_and_kept(tmp_path: Path) -> None:
    key = kept_key(tmp_path, "contracting")
    assert len(base64.b64decode(key)) == 32
    assert kept_key(tmp_path, "contracting") == key
    assert kept_key(tmp_path, "toezicht") != key


def test_every_producer_signs_with_a_key_of_its_own_and_all_are_known(tmp_path: Path) -> None:
    keys = producer_keys(tmp_path)
    assert keys == producer_keys(tmp_path)
    assert len(set(keys.values())) == len(keys) == 4
    assert len({signing_key(tmp_path, name) for name in keys}) == 4


def test_the_clock_that_a_stack_shares_is_passed_on() -> None:
    found = environment(replace(a_context(), klok=Path("/klok")), management_port=1, base={})
    assert found["CONTRACTING_KLOK_BESTAND"] == "/klok"


def test_every_service_in_the_tree_has_an_api_a_consumer_a_relay_and_an_agenda() -> None:
    services = {path.parent.name for path in (REPOSITORY / "services").glob("*/pyproject.toml")} - {"chassis"}
    listed = read_processes()
    assert set(listed) == services
    assert all({"api", "consumer", "relay", "agenda"} <= set(names) for names in listed.values())


def test_an_unknown_service_is_refused_with_the_list(tmp_path: Path) -> None:
    with pytest.raises(DevstackError, match="Onbekende dienst: boekhouding") as caught:
        Devstack(tmp_path, services=["boekhouding"])
    assert "declaraties" in caught.value.remedy


def test_places_come_from_the_environment_or_lie_in_the_tree() -> None:
    assert data_dir({}) == REPOSITORY / ".devstack"
    assert data_dir({"RISB_DEVSTACK_DIR": "/elders"}) == Path("/elders")
    assert cache_dir({}) == REPOSITORY / ".cache"
    assert cache_dir({"RISB_CACHE": "/bewaard"}) == Path("/bewaard")
