"""One batch event of judged lines, reduced to what the rules need: sums per toewijzing and productperiode."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def tel(regels: Getallen, goedgekeurd: NDArray[np.bool_]) -> Bewaard:
    """What counts of the lines (7, n) of a file: only approved ones, since refused ones come back in a later file."""
    return bewaard(_samengevat(regels[:, goedgekeurd]))


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
