"""Metrics of contracting's own subject; names are those of the dashboards."""

from collections.abc import Mapping

from prometheus_client import Counter, Gauge

from contracting.domain.toelating.perceel import Variant

AANMELDINGEN = Counter("risb_aanmeldingen", "Applications by outcome", ["uitkomst"])
OVEREENKOMSTEN = Gauge("risb_overeenkomsten_actief", "Running agreements at the last change or list", ["variant"])


def toon_lopend(aantallen: Mapping[str, int]) -> None:
    """Show how many agreements run, zero included."""
    for variant in Variant:
        OVEREENKOMSTEN.labels(variant.value).set(aantallen.get(variant, 0))
