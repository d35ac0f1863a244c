"""docker-compose.yml against the list of processes and against what the services read at their start."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from devstack.processes import read_processes

ROOT = Path(__file__).parents[2]
PROCESSES = read_processes()
ONE_SHOTS = {f"{service}-migrate" for service in PROCESSES} | {"topics"}
VARIABLE = re.compile(r"\$\{([A-Z_]+):\?[^}]*\}")
EXAMPLES = {"RISB_OIDC_URL": "https://inloggen.example.nl"}
KEY = "A" * 43 + "="
CASES = [(service, name) for service, names in PROCESSES.items() for name in names]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def filled_in(value: str) -> str:
    return VARIABLE.sub(lambda match: EXAMPLES.get(match[1], KEY), value)


def own_services(compose: dict[str, Any]) -> dict[str, Any]:
    return {name: body for name, body in compose["services"].items() if body["image"].startswith("risb/")}


def test_it_names_exactly_the_processes_that_exist(compose: dict[str, Any]) -> None:
    expected = {f"{service}-{name}" for service, name in CASES}
    assert own_services(compose).keys() - ONE_SHOTS == expected
    assert own_services(compose).keys() >= ONE_SHOTS


@pytest.mark.parametrize(("service", "name"), CASES)
def test_a_process_runs_its_own_command_from_the_image_of_its_service(
    compose: dict[str, Any], service: str, name: str
) -> None:
    body = compose["services"][f"{service}-{name}"]
    assert body["command"] == [name]
    assert body["build"]["args"] == {"SERVICE": service}
    assert body["image"].startswith(f"risb/{service}:")


@pytest.mark.parametrize(("service", "name"), CASES)
def test_the_settings_of_the_service_accept_the_environment(
    compose: dict[str, Any], service: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = importlib.import_module(f"{service}.settings").Settings
    given = compose["services"][f"{service}-{name}"]["environment"]
    for key, value in given.items():
        monkeypatch.setenv(key, filled_in(value))
    loaded = settings()
    assert loaded.omgeving == "productie"
    assert {key.removeprefix(f"{service.upper()}_").lower() for key in given} <= settings.model_fields.keys()
    assert (loaded.api_host, loaded.beheer_host) == ("0.0.0.0", "0.0.0.0")  # noqa: S104 -- inside a container


@pytest.mark.parametrize("name", sorted({f"{s}-{n}" for s, n in CASES} | ONE_SHOTS))
def test_a_container_of_ours_can_do_no_more_than_it_needs(compose: dict[str, Any], name: str) -> None:
    body = compose["services"][name]
    assert body["read_only"] is True
    assert body["cap_drop"] == ["ALL"]
    assert body["security_opt"] == ["no-new-privileges:true"]
    assert not body["user"].startswith("0")
    assert body["mem_limit"]


def test_every_container_that_stays_is_watched(compose: dict[str, Any]) -> None:
    unwatched = {
        name
        for name, body in compose["services"].items()
        if name not in ONE_SHOTS and not body.get("healthcheck", {}).get("test")
    }
    assert unwatched == set()


def test_images_are_pinned(compose: dict[str, Any]) -> None:
    for body in compose["services"].values():
        _, _, tag = body["image"].partition(":")
        assert tag.startswith("${RISB_VERSIE:?") or re.search(r"\d+\.\d+", tag), body["image"]


def test_secrets_come_from_outside_and_are_demanded(compose: dict[str, Any]) -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"\$\{(?![A-Z_]+:\?[^}]+\})[^}]*\}", text) == []
    secret = re.compile("WACHTWOORD|PASSWORD|SLEUTEL")
    values = [
        (key, value)
        for body in compose["services"].values()
        for key, value in body.get("environment", {}).items()
        if secret.search(key)
    ]
    assert values
    # Public keys are a list of four, each from outside.
    public = {value for key, value in values if key.endswith("PRODUCENTSLEUTELS")}
    assert [sorted(json.loads(filled_in(value))) for value in public] == [sorted(PROCESSES)]
    assert [key for key, value in values if value not in public and not VARIABLE.fullmatch(value)] == []


def test_what_a_container_refers_to_exists(compose: dict[str, Any]) -> None:
    services, volumes, networks = compose["services"], compose["volumes"], compose["networks"]
    for body in services.values():
        assert body.get("depends_on", {}).keys() <= services.keys()
        assert set(body["networks"]) <= networks.keys()
        for volume in body.get("volumes", []):
            source = volume.partition(":")[0]
            assert (ROOT / source).is_dir() if source.startswith(".") else source in volumes, volume


def test_nothing_starts_before_its_tables_and_topics_are_there(compose: dict[str, Any]) -> None:
    for service, name in CASES:
        waits_for = compose["services"][f"{service}-{name}"]["depends_on"]
        assert waits_for[f"{service}-migrate"] == {"condition": "service_completed_successfully"}
        assert waits_for["topics"] == {"condition": "service_completed_successfully"}


def test_only_migrations_are_given_the_owner_of_the_tables(compose: dict[str, Any]) -> None:
    given = {
        name
        for name, body in own_services(compose).items()
        if any(key.endswith("_EIGENAAR_DATABASE_URL") for key in body["environment"])
    }
    assert given == {f"{service}-migrate" for service in PROCESSES}


def test_ports_are_open_on_this_machine_only(compose: dict[str, Any]) -> None:
    published = [port for body in compose["services"].values() for port in body.get("ports", [])]
    assert len(published) == len(set(published)) > 0
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_prometheus_measures_exactly_the_processes_that_exist() -> None:
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    targets = {
        job["job_name"]: job["static_configs"][0]["targets"]
        for job in config["scrape_configs"]
        if job["job_name"] != "prometheus"
    }
    assert targets == {service: [f"{service}-{name}:9000" for name in names] for service, names in PROCESSES.items()}


def test_every_database_that_is_used_is_made(compose: dict[str, Any]) -> None:
    script = (ROOT / "deploy/postgres/10-databases.sh").read_text()
    services, others = (set(one.split()) for one in re.findall(r"^for naam in (.*); do$", script, re.MULTILINE))
    assert (services, others) == (set(PROCESSES), {"registry", "keycloak"})
    roles = services | others | {f"{name}_eigenaar" for name in services}
    handed_over = compose["services"]["postgres"]["environment"]
    assert {f"{name.upper()}_DB_WACHTWOORD" for name in roles} <= handed_over.keys()
