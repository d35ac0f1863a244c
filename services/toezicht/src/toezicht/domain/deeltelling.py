"""One batch event of judged lines, reduced to what the rules need: sums per toewijzing and productperiode."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Getallen = NDArray[np.int64]

# WJ756, minutes of work in one unit; what is not here (etmaal, stuks, euro) says nothing about hours of staff.
MINUTEN_PER_EENHEID: Mapping[str, int] = {"01": 1, "04": 60, "16": 240}
KOLOMMEN = ("toewijzing", "begin", "einde", "volume", "maximum", "cent", "minuten")
_SLEUTEL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeltelling:
    """Approved lines of one part of a file, summed per (toewijzing, begin, einde); `kolommen` has shape (7, n).

    Rows in the order of KOLOMMEN; `begin` and `einde` in days since 1970, `cent` in eurocents, `maximum` the highest
    volume that the toewijzing allows in that period (0: no limit). Credits are negative and have been netted.
    """

    bestand_id: str
    deel: int
    delen: int
    gemeente: str
    wet: str
    beoordeeld_op: dt.datetime
    kolommen: Getallen

    @property
    def kenmerk(self) -> str:
        """Identity of the batch; the same after every redelivery."""
        return f"{self.bestand_id}:{self.deel}"

    @property
    def rang(self) -> tuple[dt.datetime, int, bytes]:
        """Total order over versions of the same batch, so that the winner does not depend on arrival."""
        return self.beoordeeld_op, self.delen, self.kolommen.tobytes()

    def to_record(self) -> dict[str, Any]:
        """Plain values for the changelog of the stream."""
        return {
            "bestand_id": self.bestand_id,
            "deel": self.deel,
            "delen": self.delen,
            "gemeente": self.gemeente,
            "wet": self.wet,
            "beoordeeld_op": self.beoordeeld_op.isoformat(),
            "kolommen": self.kolommen.tolist(),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Deeltelling":
        """The inverse of `to_record`."""
        kolommen = np.array(record["kolommen"], np.int64).reshape(len(KOLOMMEN), -1)
        moment = dt.datetime.fromisoformat(record["beoordeeld_op"])
        return cls(**{**record, "beoordeeld_op": moment, "kolommen": kolommen})


def tel(prestaties: Mapping[str, Any]) -> Deeltelling:
    """Reduce a PrestatiesBeoordeeld; only approved lines count, since refused ones come back in a later file."""
    goed = _goedgekeurd(prestaties)
    regels = _regels(prestaties)[:, goed]
    return Deeltelling(
        bestand_id=prestaties["bestand_id"],
        deel=prestaties["deel"],
        delen=prestaties["delen"],
        gemeente=prestaties["gemeente"],
        wet=prestaties["wet"],
        beoordeeld_op=prestaties["beoordeeld_op"],
        kolommen=_samengevat(regels),
    )


def _goedgekeurd(prestaties: Mapping[str, Any]) -> NDArray[np.bool_]:
    geen_retourcode = np.array([not uitkomst for uitkomst in prestaties["uitkomsten"]], np.bool_)
    plaats = np.array(prestaties["uitkomst"], np.int64)
    return geen_retourcode[plaats]


def _regels(prestaties: Mapping[str, Any]) -> Getallen:
    """All lines as columns (7, n), before netting."""
    factoren = np.array([MINUTEN_PER_EENHEID.get(one["eenheid"], 0) for one in prestaties["producten"]], np.int64)
    volume = np.array(prestaties["volume"], np.int64)
    return np.array(
        [
            prestaties["toewijzing"],
            prestaties["periode_begin"],
            prestaties["periode_einde"],
            volume,
            prestaties["volume_maximum"],
            prestaties["bedrag_cent"],
            volume * factoren[np.array(prestaties["product"], np.int64)],
        ],
        np.int64,
    )


def _samengevat(regels: Getallen) -> Getallen:
    """One column per (toewijzing, begin, einde), ascending: sums, and the highest maximum."""
    sleutels, plaats = np.unique(regels[:_SLEUTEL], axis=1, return_inverse=True)
    aantal = sleutels.shape[1]
    plaats = plaats.reshape(-1)
    volume, maximum, cent, minuten = (np.zeros(aantal, np.int64) for _ in range(4))
    np.add.at(volume, plaats, regels[3])
    np.maximum.at(maximum, plaats, regels[4])
    np.add.at(cent, plaats, regels[5])
    np.add.at(minuten, plaats, regels[6])
    return np.concatenate([sleutels, [volume, maximum, cent, minuten]])


def samen(tellingen: list[Getallen]) -> Getallen:
    """Net several of such tables into one."""
    return _samengevat(np.concatenate(tellingen, axis=1))
