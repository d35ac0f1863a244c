"""One batch event of judged lines, reduced to what the rules need: sums per toewijzing and productperiode."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Getallen = NDArray[np.int64]
# A table as it is kept: 32 bits where the figures allow it, since every line of every month stays in memory.
Bewaard = NDArray[np.int32] | Getallen

# WJ756, minutes of work in one unit; what is not here (etmaal, stuks, euro) says nothing about hours of staff.
MINUTEN_PER_EENHEID: Mapping[str, int] = {"01": 1, "04": 60, "16": 240}
KOLOMMEN = ("toewijzing", "begin", "einde", "volume", "maximum", "cent", "minuten")
_SLEUTEL = 3
_MAXIMUM = KOLOMMEN.index("maximum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeltelling:
    """Approved lines of one part of a file, summed per (toewijzing, begin, einde); `kolommen` has shape (7, n).

    Rows in the order of KOLOMMEN; `begin` and `einde` in days since 1970, `cent` in eurocents, `maximum` the highest
    volume that the toewijzing allows in that period (0: no limit). Credits are negative and have been netted. Widen
    before multiplying.
    """

    bestand_id: str
    deel: int
    delen: int
    gemeente: str
    wet: str
    beoordeeld_op: dt.datetime
    kolommen: Bewaard

    @property
    def kenmerk(self) -> str:
        """Identity of the batch; the same after every redelivery."""
        return f"{self.bestand_id}:{self.deel}"

    @property
    def rang(self) -> tuple[dt.datetime, int, bytes]:
        """Total order over versions of the same batch, so that the winner does not depend on arrival."""
        return self.beoordeeld_op, self.delen, self.kolommen.tobytes()


def bewaard(kolommen: Getallen) -> Bewaard:
    """The table in half the bytes where its figures allow it; equal tables give equal bytes."""
    past = not kolommen.size or int(np.abs(kolommen).max()) <= np.iinfo(np.int32).max
    return kolommen.astype(np.int32) if past else kolommen


def tel(prestaties: Mapping[str, Any]) -> Deeltelling:
    """Reduce a PrestatiesBeoordeeld; only approved lines count, since refused ones come back in a later file."""
    regels, goed = _regels_1_0(prestaties) if prestaties["toewijzing"] else _regels(prestaties)
    return Deeltelling(
        bestand_id=prestaties["bestand_id"],
        deel=prestaties["deel"],
        delen=prestaties["delen"],
        gemeente=prestaties["gemeente"],
        wet=prestaties["wet"],
        beoordeeld_op=prestaties["beoordeeld_op"],
        kolommen=bewaard(_samengevat(regels[:, goed])),
    )


def _regels(prestaties: Mapping[str, Any]) -> tuple[Getallen, NDArray[np.bool_]]:
    """All lines as columns (7, n) before netting, and which are approved."""
    product, volume = _getallen(prestaties["product"]), _getallen(prestaties["volume"])
    tarief = _getallen(prestaties["tarieven"])
    periode = _uitgeschreven(prestaties, "periode")
    begin, einde = (_getallen([one[naam] for one in prestaties["perioden"]])[periode] for naam in ("begin", "einde"))
    kolommen = [
        np.cumsum(_getallen(prestaties["toewijzing_verschil"])),
        begin,
        einde,
        volume,
        _getallen(prestaties["maxima"])[_getallen(prestaties["maximum"])],
        volume * tarief[product] + _getallen(prestaties["bedrag_afwijking"]),
        volume * _minuten(prestaties)[product],
    ]
    return np.array(kolommen), _geen_retourcode(prestaties)[_uitgeschreven(prestaties, "uitkomst")]


def _regels_1_0(prestaties: Mapping[str, Any]) -> tuple[Getallen, NDArray[np.bool_]]:
    """The same from the columns of revision 1.0, which still stand on the topic."""
    volume = _getallen(prestaties["volume"])
    namen = ("toewijzing", "periode_begin", "periode_einde", "volume", "volume_maximum", "bedrag_cent")
    kolommen = [_getallen(prestaties[naam]) for naam in namen]
    minuten = volume * _minuten(prestaties)[_getallen(prestaties["product"])]
    return np.array([*kolommen, minuten]), _geen_retourcode(prestaties)[_getallen(prestaties["uitkomst"])]


def _getallen(waarden: Sequence[int]) -> Getallen:
    return np.array(waarden, np.int64)


def _uitgeschreven(prestaties: Mapping[str, Any], naam: str) -> Getallen:
    """Series as a value per line."""
    return np.repeat(_getallen(prestaties[f"{naam}_reeks"]), _getallen(prestaties[f"{naam}_aantal"]))


def _minuten(prestaties: Mapping[str, Any]) -> Getallen:
    return _getallen([MINUTEN_PER_EENHEID.get(one["eenheid"], 0) for one in prestaties["producten"]])


def _geen_retourcode(prestaties: Mapping[str, Any]) -> NDArray[np.bool_]:
    return np.array([not uitkomst for uitkomst in prestaties["uitkomsten"]], np.bool_)


def _samengevat(regels: Getallen) -> Getallen:
    """One column per (toewijzing, begin, einde), ascending: sums, and the highest maximum."""
    if not regels.shape[1]:
        return regels
    regels = regels[:, np.lexsort(regels[_SLEUTEL - 1 :: -1])]
    anders = (np.diff(regels[:_SLEUTEL], axis=1) != 0).any(axis=0)
    eerste = np.flatnonzero(np.concatenate([[True], anders]))
    sommen = np.add.reduceat(regels[_SLEUTEL:], eerste, axis=1)
    sommen[1] = np.maximum.reduceat(regels[_MAXIMUM], eerste)
    return np.concatenate([regels[:_SLEUTEL, eerste], sommen])


def samen(tellingen: Sequence[Bewaard]) -> Getallen:
    """Net several of such tables into one, in 64 bits."""
    return _samengevat(np.concatenate(tellingen, axis=1).astype(np.int64))
