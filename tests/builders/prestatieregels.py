"""PrestatiesBeoordeeld between its short columns (1.1) and one plain value per line (the columns of 1.0)."""

import itertools
from collections.abc import Mapping
from typing import Any

PER_REGEL = ("clienten", "client", "toewijzing", "periode_begin", "periode_einde", "volume_maximum", "bedrag_cent")
LEEG: dict[str, list[Any]] = {naam: [] for naam in (*PER_REGEL, "uitkomst")}


def per_regel(record: Mapping[str, Any]) -> dict[str, Any]:
    """The same lines with every column written out; pseudonyms are the short ones."""
    if record["toewijzing"]:
        return dict(record)
    perioden = [record["perioden"][plaats] for plaats in _uitgeschreven(record, "periode")]
    tarieven = [record["tarieven"][plaats] for plaats in record["product"]]
    per_client = enumerate(record["regels_per_client"])
    regels = zip(record["volume"], tarieven, record["bedrag_afwijking"], strict=True)
    return {
        **record,
        "clienten": [record["pseudoniemen"][n : n + 8] for n in range(0, len(record["pseudoniemen"]), 8)],
        "client": [plaats for plaats, aantal in per_client for _ in range(aantal)],
        "toewijzing": list(itertools.accumulate(record["toewijzing_verschil"])),
        "periode_begin": [een["begin"] for een in perioden],
        "periode_einde": [een["einde"] for een in perioden],
        "volume_maximum": [record["maxima"][plaats] for plaats in record["maximum"]],
        "bedrag_cent": [volume * tarief + afwijking for volume, tarief, afwijking in regels],
        "uitkomst": _uitgeschreven(record, "uitkomst"),
    }


def in_het_kort(record: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse for columns written out, the simplest way: each line a series of its own."""
    aantal = len(record["toewijzing"])
    grenzen = list(zip(record["periode_begin"], record["periode_einde"], strict=True))
    nummers = [0, *record["toewijzing"]]
    return {
        **record,
        **LEEG,
        "tarieven": [0] * len(record["producten"]),
        "pseudoniemen": b"".join(record["clienten"][plaats][:8] for plaats in record["client"]),
        "regels_per_client": [1] * aantal,
        "toewijzing_verschil": [na - voor for voor, na in itertools.pairwise(nummers)],
        "perioden": [{"begin": begin, "einde": einde} for begin, einde in grenzen],
        "periode_reeks": list(range(aantal)),
        "periode_aantal": [1] * aantal,
        "maxima": list(record["volume_maximum"]),
        "maximum": list(range(aantal)),
        "bedrag_afwijking": list(record["bedrag_cent"]),
        "uitkomst_reeks": list(record["uitkomst"]),
        "uitkomst_aantal": [1] * aantal,
    }


def _uitgeschreven(record: Mapping[str, Any], naam: str) -> list[int]:
    reeksen = zip(record[f"{naam}_reeks"], record[f"{naam}_aantal"], strict=True)
    return [plaats for plaats, aantal in reeksen for _ in range(aantal)]
