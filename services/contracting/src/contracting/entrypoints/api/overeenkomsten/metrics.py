from collections.abc import Mapping

from prometheus_client import Gauge

from contracting.domain.toelating.perceel import Variant

OVEREENKOMSTEN = Gauge("risb_overeenkomsten_actief", "Running agreements at the last change", ["variant"])


def show_running(aantallen: Mapping[Variant, int]) -> None:
    """Show how many agreements run, zero included."""
    for variant in Variant:
        OVEREENKOMSTEN.labels(variant.value).set(aantallen.get(variant, 0))
