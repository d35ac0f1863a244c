"""A PrestatiesBeoordeeld as it is read from the topic, in each of its revisions."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toezicht.domain.detectie.deeltelling import MINUTEN_PER_EENHEID, Deeltelling, Getallen, tel

Record = Mapping[str, Any]


def deeltelling_van(record: Record) -> Deeltelling:
    """What counts of a batch of judged lines."""
    return Deeltelling(
        bestand_id=record["bestand_id"],
        deel=record["deel"],
        delen=record["delen"],
        gemeente=record["gemeente"],
        wet=record["wet"],
        beoordeeld_op=record["beoordeeld_op"],
        kolommen=tel(*(_regels_1_0(record) if record["toewijzing"] else _regels(record))),
    )


def _regels(record: Record) -> tuple[Getallen, NDArray[np.bool_]]:
    """All lines as columns (7, n) before netting, and which are approved."""
    product, volume = _getallen(record["product"]), _getallen(record["volume"])
    tarief = _getallen(record["tarieven"])
    periode = _uitgeschreven(record, "periode")
    begin, einde = (_getallen([one[naam] for one in record["perioden"]])[periode] for naam in ("begin", "einde"))
    kolommen = [
        np.cumsum(_getallen(record["toewijzing_verschil"])),
        begin,
        einde,
        volume,
        _getallen(record["maxima"])[_getallen(record["maximum"])],
        volume * tarief[product] + _getallen(record["bedrag_afwijking"]),
        volume * _minuten(record)[product],
    ]
    return np.array(kolommen), _geen_retourcode(record)[_uitgeschreven(record, "uitkomst")]


def _regels_1_0(record: Record) -> tuple[Getallen, NDArray[np.bool_]]:
    """The same from the columns of revision 1.0, which still stand on the topic."""
    volume = _getallen(record["volume"])
    namen = ("toewijzing", "periode_begin", "periode_einde", "volume", "volume_maximum", "bedrag_cent")
    kolommen = [_getallen(record[naam]) for naam in namen]
    minuten = volume * _minuten(record)[_getallen(record["product"])]
    return np.array([*kolommen, minuten]), _geen_retourcode(record)[_getallen(record["uitkomst"])]


def _getallen(waarden: Sequence[int]) -> Getallen:
    return np.array(waarden, np.int64)


def _uitgeschreven(record: Record, naam: str) -> Getallen:
    """Series as a value per line."""
    return np.repeat(_getallen(record[f"{naam}_reeks"]), _getallen(record[f"{naam}_aantal"]))


def _minuten(record: Record) -> Getallen:
    return _getallen([MINUTEN_PER_EENHEID.get(one["eenheid"], 0) for one in record["producten"]])


def _geen_retourcode(record: Record) -> NDArray[np.bool_]:
    return np.array([not uitkomst for uitkomst in record["uitkomsten"]], np.bool_)
