"""Alerts, runbooks and dashboards belong together, and speak only of metrics that the services really have."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from devstack.processes import read_processes

ROOT = Path(__file__).parents[2]
METRIC = re.compile(r"\brisb_[a-z_]+")
SUFFIX = re.compile(r"_(total|bucket|count|sum|info)$")
DASHBOARDS = sorted((ROOT / "deploy/grafana/dashboards").glob("*.json"))


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"] if "alert" in rule]


def expected_in_tests() -> list[tuple[str, bool]]:
    """Alert name and whether it fires, for every expectation of the rule tests."""
    tests = yaml.safe_load((ROOT / "deploy/prometheus/alerts_test.yml").read_text())["tests"]
    return [(case["alertname"], bool(case["exp_alerts"])) for test in tests for case in test["alert_rule_test"]]


def panels(dashboard: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(dashboard.read_text())["panels"]
    return found


def defined_metrics() -> set[str]:
    """Names that the services register with the Prometheus client, without the suffix that the client adds."""
    sources = (path.read_text() for path in (ROOT / "services").glob("*/src/**/*.py"))
    names = (name for source in sources for name in re.findall(r'"(risb_[a-z_]+)"', source))
    return {SUFFIX.sub("", name) for name in names}


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_tells_how_bad_what_and_what_to_do(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in {"kritiek", "waarschuwing"}
    assert len(alert["annotations"]["summary"]) > 20
    assert (ROOT / alert["annotations"]["runbook_url"]).is_file()


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_is_tested_firing_and_silent(alert: dict[str, Any]) -> None:
    assert {fires for name, fires in expected_in_tests() if name == alert["alert"]} == {True, False}


def test_every_runbook_belongs_to_an_alert() -> None:
    used = {alert["annotations"]["runbook_url"] for alert in alerts()}
    assert used == {str(path.relative_to(ROOT)) for path in (ROOT / "docs/runbooks").glob("*.md")}


@pytest.mark.parametrize("runbook", sorted((ROOT / "docs/runbooks").glob("*.md")), ids=lambda path: path.stem)
def test_a_runbook_has_the_parts_that_are_needed_at_night(runbook: Path) -> None:
    text = runbook.read_text()
    assert text.startswith("# ")
    for part in ("**Wat er is.**", "**Gevolg.**", "## Kijk eerst", "## Doe", "## Klaar als"):
        assert part in text


def test_alerts_and_dashboards_use_only_metrics_that_exist() -> None:
    texts = [rule["expr"] for rule in alerts()] + [path.read_text() for path in DASHBOARDS]
    recorded = {"risb_http_foutaandeel"}
    used = {SUFFIX.sub("", name) for text in texts for name in METRIC.findall(text)} - recorded
    assert used - defined_metrics() == set()


def test_there_is_a_dashboard_for_each_audience_with_a_fixed_uid() -> None:
    uids = {path.stem: json.loads(path.read_text())["uid"] for path in DASHBOARDS}
    assert uids == {"ketenbeheer": "risb-ketenbeheer", "operations": "risb-operations"}


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda path: path.stem)
def test_panels_of_a_dashboard_are_sound(dashboard: Path) -> None:
    source = yaml.safe_load((ROOT / "deploy/grafana/provisioning/datasources/prometheus.yml").read_text())
    uid = source["datasources"][0]["uid"]
    numbers = [panel["id"] for panel in panels(dashboard)]
    assert len(numbers) == len(set(numbers))
    for panel in panels(dashboard):
        assert panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24
        if panel["type"] != "row":
            assert panel["datasource"]["uid"] == uid
            assert panel["targets"]


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda path: path.stem)
def test_panels_of_a_dashboard_do_not_overlap(dashboard: Path) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels(dashboard):
        place = panel["gridPos"]
        cells = {(place["x"] + dx, place["y"] + dy) for dx in range(place["w"]) for dy in range(place["h"])}
        assert not cells & taken, panel["title"]
        taken |= cells


def test_a_process_of_which_nothing_is_left_is_missed() -> None:
    (alert,) = (one for one in alerts() if one["alert"] == "ProcesOntbreekt")
    missed = set(re.findall(r'absent\(risb_proces_info\{dienst="(\w+)",proces="(\w+)"\}\)', alert["expr"]))
    assert missed == {(service, name) for service, names in read_processes().items() for name in names}


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda path: path.stem)
def test_panels_choose_by_labels_that_we_give_and_not_by_names_of_an_installation(dashboard: Path) -> None:
    foreign = re.compile(r"\b(job|instance|pod|namespace|container)\s*(=~|!~|!=|=)")
    targets = [target["expr"] for panel in panels(dashboard) for target in panel.get("targets", [])]
    assert [expr for expr in targets if foreign.search(expr)] == []
