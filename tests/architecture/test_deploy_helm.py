"""The values of the chart against the list of processes, the settings of the services and the catalogue of topics."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from devstack.processes import read_processes
from risb_schemas import load_catalog
from toezicht.domain.abonnementen.adres import BIJZONDER_IPV4, BIJZONDER_IPV6, OPENBAAR_IPV6, POORTEN

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy/helm/dienst"
VALUES = ROOT / "deploy/helm/values"
PROCESSES = read_processes()
FIXED = {"API_PORT": "8000", "BEHEER_PORT": "9000"}
SECRETS = {
    "DATABASE_URL": "postgresql://niet@echt/hier",
    "GEGEVENSSLEUTEL": "A" * 43 + "=",
    "ONDERTEKENSLEUTEL": "C" * 43 + "=",
    "PRODUCENTSLEUTELS": '{"contracting": ["' + "D" * 43 + '="]}',
}
# Whoever proposes accounts and whoever pays share one more key.
PAYMENT = {"BETAALSLEUTEL": "B" * 43 + "="}

POST = {"POST_ADRES": "smtp://naam:geheim@post.post:587"}


def merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Helm's merge: maps merge, other values replace, null removes."""
    result = dict(under)
    for key, value in over.items():
        both_maps = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both_maps else value
    return {key: value for key, value in result.items() if value is not None}


def values_of(name: str) -> dict[str, Any]:
    defaults = yaml.safe_load((CHART / "values.yaml").read_text())
    return merged(defaults, yaml.safe_load((VALUES / f"{name}.yaml").read_text()))


def partitions_read_by(service: str) -> int:
    return max(topic.partitions for topic in load_catalog().topics.values() if service in topic.consumers)


def test_there_are_values_for_every_service_and_for_the_topics() -> None:
    assert {path.stem for path in VALUES.glob("*.yaml")} == set(PROCESSES) | {"topics"}


@pytest.mark.parametrize("service", PROCESSES)
def test_values_name_exactly_the_processes_that_exist(service: str) -> None:
    values = values_of(service)
    assert values["dienst"] == service
    assert values["image"]["naam"] == f"risb/{service}"
    assert tuple(process["naam"] for process in values["processen"]) == PROCESSES[service]
    assert [task["naam"] for task in values["taken"]] == ["migrate"]


@pytest.mark.parametrize("name", [*PROCESSES, "topics"])
def test_values_are_valid_under_the_schema_of_the_chart(name: str) -> None:
    jsonschema.validate(values_of(name), json.loads((CHART / "values.schema.json").read_text()))


@pytest.mark.parametrize("service", PROCESSES)
def test_the_settings_of_the_service_accept_the_variables(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = importlib.import_module(f"{service}.settings").Settings
    values = values_of(service)
    secrets = SECRETS | (PAYMENT if service in {"contracting", "declaraties"} else {})
    secrets |= POST if service == "subsidies" else {}
    assert values["geheim"]["sleutels"].keys() == secrets.keys()
    given = values["omgeving"] | FIXED | secrets
    for key, value in given.items():
        monkeypatch.setenv(f"{service.upper()}_{key}", value)
    loaded = settings()
    assert loaded.omgeving == "productie"
    assert (loaded.api_host, loaded.beheer_host) == ("0.0.0.0", "0.0.0.0")  # noqa: S104 -- inside a container
    assert {key.lower() for key in given} <= settings.model_fields.keys()


@pytest.mark.parametrize("service", PROCESSES)
def test_consumers_scale_on_lag_and_not_beyond_the_partitions(service: str) -> None:
    (consumer,) = (process for process in values_of(service)["processen"] if process["naam"] == "consumer")
    assert consumer["schaal"]["metriek"] == "risb_consumer_achterstand"
    assert consumer["schaal"]["max"] <= partitions_read_by(service)


def test_the_cluster_is_told_how_to_offer_what_the_processes_scale_on() -> None:
    asked = {
        process["schaal"]["metriek"]
        for service in PROCESSES
        for process in values_of(service)["processen"]
        if process.get("schaal", {}).get("soort") == "achterstand"
    }
    rules = yaml.safe_load((ROOT / "deploy/prometheus/adapter-waarden.yml").read_text())["rules"]["external"]
    offered = {rule["seriesQuery"].partition("{")[0]: rule["metricsQuery"].partition("(")[0] for rule in rules}
    assert offered == {"risb_consumer_achterstand": "sum", "risb_declaraties_wachtend": "max"}
    assert asked == offered.keys()


@pytest.mark.parametrize("service", PROCESSES)
def test_only_one_relay_runs_because_a_second_is_never_ready(service: str) -> None:
    (relay,) = (process for process in values_of(service)["processen"] if process["naam"] == "relay")
    assert relay["enkel"] is True


def test_files_are_shared_by_the_processes_that_touch_them() -> None:
    sharing = {
        (service, process["naam"])
        for service in PROCESSES
        for process in values_of(service)["processen"]
        if process.get("opslag")
    }
    uploads = {("declaraties", "api"), ("declaraties", "worker"), ("declaraties", "agenda")}
    assert sharing == uploads | {("subsidies", "api"), ("subsidies", "agenda")}


def test_only_the_webhook_may_reach_the_internet() -> None:
    reaching = {
        (service, process["naam"])
        for service in PROCESSES
        for process in values_of(service)["processen"]
        if process.get("internet")
    }
    assert reaching == {("toezicht", "webhook")}
    assert [rule for rule in values_of("toezicht")["netwerk"]["uitgaand"] if "cidr" in rule] == []


def test_the_job_of_the_topics_is_given_every_variable_that_it_reads() -> None:
    (task,) = values_of("topics")["taken"]
    read = set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', (ROOT / "deploy/kafka/topics.py").read_text()))
    assert read == task["omgeving"].keys()
    assert task["omgeving"]["SCHEMA_REGISTRY_URL"] == values_of("contracting")["omgeving"]["SCHEMA_REGISTRY_URL"]


def test_the_stream_keeps_as_many_copies_of_its_state_as_there_are_of_the_topics() -> None:
    (task,) = values_of("topics")["taken"]
    assert values_of("toezicht")["omgeving"]["TOPIC_REPLICATIE"] == task["omgeving"]["KAFKA_REPLICATIE"]


@pytest.mark.parametrize("service", PROCESSES)
def test_only_migrations_are_given_the_owner_of_the_tables(service: str) -> None:
    values = values_of(service)
    (migrate,) = values["taken"]
    assert migrate["geheim"].keys() == {"EIGENAAR_DATABASE_URL"}
    assert "EIGENAAR_DATABASE_URL" not in values["omgeving"] | values["geheim"]["sleutels"]


def test_the_webhook_reaches_exactly_the_ports_and_ranges_that_toezicht_judges_by() -> None:
    template = (CHART / "templates/netwerk.yaml").read_text()
    (policy,) = (part for part in template.split("\n---\n") if "-internet\n" in part)
    assert {int(one) for one in re.findall(r"port: (\d+)", policy)} == set(POORTEN)
    four, six = policy.split("cidr: ")[1:]
    assert (four.split()[0], six.split()[0]) == ("0.0.0.0/0", str(OPENBAAR_IPV6))
    assert re.findall(r"- ([0-9.]+/[0-9]+)\n", four) == [str(one) for one in BIJZONDER_IPV4]
    assert re.findall(r"- ([0-9a-f:]+/[0-9]+)\n", six) == [str(one) for one in BIJZONDER_IPV6]


def test_who_sends_letters_and_who_scans_may_go_there() -> None:
    reaching = {
        (process["naam"], way["naam"], way["poort"])
        for process in values_of("subsidies")["processen"]
        for way in process.get("uitgaand", ())
    }
    assert reaching == {("api", "scanner", 3310), ("agenda", "scanner", 3310), ("agenda", "post", 587)}
    assert values_of("subsidies")["omgeving"]["SCANNER_ADRES"].endswith(":3310")
    others = [one for service in PROCESSES for one in values_of(service)["processen"] if service != "subsidies"]
    assert not any(one.get("uitgaand") for one in others)
