"""Writes the Kubernetes schemas of the `kubernetes-validate` package in the form that kubeconform reads offline.

Usage: kubeschemas.py TARGET. The schemas carry absolute ids and references, which would send a validator to the
network; both are made relative here.
"""

import json
import sys
from pathlib import Path

import kubernetes_validate

VERSIE = "v1.34.0-local-strict"


def bron() -> Path:
    """Return the folder with the strict schemas of one Kubernetes version."""
    return Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema" / VERSIE


def maak_plaatselijk(tekst: str) -> str:
    """Return a schema whose references stay within the folder."""
    schema = json.loads(tekst.replace('"/api/_definitions.json#', '"_definitions.json#'))
    schema.pop("$id", None)
    return json.dumps(schema)


def main(argumenten: list[str]) -> int:
    """Write every schema to the target folder; 1 when the package holds none."""
    doel = Path(argumenten[0])
    doel.mkdir(parents=True, exist_ok=True)
    bestanden = sorted(bron().glob("*.json"))
    for bestand in bestanden:
        (doel / bestand.name).write_text(maak_plaatselijk(bestand.read_text(encoding="utf-8")), encoding="utf-8")
    return 0 if bestanden else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
