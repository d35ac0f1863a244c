"""Takes every PromQL expression out of the Grafana dashboards and writes them as one Prometheus rule file.

Usage: dashboards.py FOLDER TARGET.yml. Prometheus' own parser then judges the expressions (`promtool check rules`).
Grafana's variables get a value first, because they are not PromQL.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

VARIABELEN = {"$__rate_interval": "5m", "$__interval": "1m", "$__range": "1h"}
EIGEN_VARIABELE = re.compile(r"\$\{?[a-z_]+\}?")


class Uitdrukking(NamedTuple):
    """One expression and where it stands."""

    plaats: str
    promql: str


def panelen(dashboard: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every panel, also those inside a collapsed row."""
    for paneel in dashboard["panels"]:
        yield paneel
        yield from paneel.get("panels", [])


def uitdrukkingen(dashboard: dict[str, Any]) -> Iterator[Uitdrukking]:
    """Yield the expressions of one dashboard as plain PromQL."""
    for paneel in panelen(dashboard):
        for doel in paneel.get("targets", []):
            plaats = f"{dashboard['uid']} / {paneel['title']} / {doel['refId']}"
            yield Uitdrukking(plaats, zonder_variabelen(doel["expr"]))


def zonder_variabelen(expressie: str) -> str:
    """Replace Grafana's variables by a value of the kind that PromQL expects there."""
    for naam, waarde in VARIABELEN.items():
        expressie = expressie.replace(naam, waarde)
    return EIGEN_VARIABELE.sub(".*", expressie)


def als_regels(alle: list[Uitdrukking]) -> dict[str, Any]:
    """Return a rule file with one recording rule per expression; the label tells where it stands."""
    regels = [
        {"record": f"paneel:{nummer}", "expr": uitdrukking.promql, "labels": {"plaats": uitdrukking.plaats}}
        for nummer, uitdrukking in enumerate(alle)
    ]
    return {"groups": [{"name": "dashboards", "rules": regels}]}


def main(argumenten: list[str]) -> int:
    """Write the rule file; 1 when there is no expression at all."""
    map_met_dashboards, doel = map(Path, argumenten)
    bestanden = sorted(map_met_dashboards.glob("*.json"))
    alle = [u for bestand in bestanden for u in uitdrukkingen(json.loads(bestand.read_text(encoding="utf-8")))]
    doel.write_text(yaml.safe_dump(als_regels(alle), allow_unicode=True, width=1000), encoding="utf-8")
    print(f"  {len(alle)} uitdrukkingen in {len(bestanden)} dashboards")
    return 0 if alle else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
