"""What one aanbieder declared over one calendar month, computed from whole files."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toezicht.domain.deeltelling import Deeltelling, Getallen, samen

MINUTEN_PER_DAG = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Maandbeeld:
    """Figures of one month (`periode` as jjjjmm); `cent_per_dag` holds (day of judgement, eurocents) for baselines."""

    periode: int
    cent: int
    minuten: int
    toewijzingmaanden: int
    op_maximum: int
    cent_op_maximum: int
    boven_etmaal: int
    cent_boven_etmaal: int
    beoordeeld_op: dt.datetime
    cent_per_dag: tuple[tuple[dt.date, int], ...]
    bronnen: tuple[str, ...]

    def cent_bekend_op(self, dag: dt.date) -> int | None:
        """Eurocents as known at the end of that day; None when nothing of this month had been judged."""
        bekend = [cent for moment, cent in self.cent_per_dag if moment <= dag]
        return sum(bekend) if bekend else None


def periode_van(dagen: Getallen) -> Getallen:
    """Calendar month (jjjjmm) of days since 1970."""
    maanden = dagen.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (1970 + maanden // 12) * 100 + maanden % 12 + 1


def maanden_eerder(periode: int, aantal: int) -> int:
    """The month (jjjjmm) that many months before."""
    maand = (periode // 100) * 12 + periode % 100 - 1 - aantal
    return maand // 12 * 100 + maand % 12 + 1


def maandbeeld(periode: int, delen: Sequence[Deeltelling]) -> Maandbeeld | None:
    """Add up the parts; None when they hold nothing of this month. The order of `delen` does not matter."""
    stukken = [(deel, deel.kolommen[:, periode_van(deel.kolommen[1]) == periode]) for deel in delen]
    stukken = sorted(((deel, k) for deel, k in stukken if k.shape[1]), key=lambda one: one[0].kenmerk)
    if not stukken:
        return None
    tabel, eigen = _per_gemeente_en_wet(stukken)
    toewijzingmaanden, op_maximum, cent_op_maximum = _op_maximum(tabel, eigen)
    _, begin, einde, _, _, cent, minuten = tabel
    boven = minuten > (einde - begin + 1) * MINUTEN_PER_DAG
    return Maandbeeld(
        periode=periode,
        cent=int(cent.sum()),
        minuten=int(minuten.sum()),
        toewijzingmaanden=toewijzingmaanden,
        op_maximum=op_maximum,
        cent_op_maximum=cent_op_maximum,
        boven_etmaal=int(boven.sum()),
        cent_boven_etmaal=int(cent[boven].sum()),
        beoordeeld_op=max(deel.beoordeeld_op for deel, _ in stukken),
        cent_per_dag=tuple((deel.beoordeeld_op.date(), int(k[5].sum())) for deel, k in stukken),
        bronnen=tuple(deel.kenmerk for deel, _ in stukken),
    )


def _per_gemeente_en_wet(stukken: list[tuple[Deeltelling, Getallen]]) -> tuple[Getallen, Getallen]:
    """Net per gemeente and wet, since a toewijzingsnummer is unique only there; second: number of that group."""
    groepen: dict[tuple[str, str], list[Getallen]] = {}
    for deel, kolommen in stukken:
        groepen.setdefault((deel.gemeente, deel.wet), []).append(kolommen)
    tabellen = [samen(tabel) for _, tabel in sorted(groepen.items())]
    nummers = [np.full(tabel.shape[1], nummer, np.int64) for nummer, tabel in enumerate(tabellen)]
    return np.concatenate(tabellen, axis=1), np.concatenate(nummers)


def _op_maximum(tabel: Getallen, groep: Getallen) -> tuple[int, int, int]:
    """Assignment-months with delivered volume, how many are exactly at their maximum, and the euros of those."""
    toewijzing, _, _, volume, maximum, cent, _ = tabel
    sleutels, plaats = np.unique(np.array([groep, toewijzing]), axis=1, return_inverse=True)
    plaats = plaats.reshape(-1)
    sommen = np.zeros((3, sleutels.shape[1]), np.int64)
    np.add.at(sommen[0], plaats, volume)
    np.add.at(sommen[1], plaats, maximum)
    np.add.at(sommen[2], plaats, cent)
    begrensd = np.ones(sleutels.shape[1], np.bool_)
    np.logical_and.at(begrensd, plaats, maximum > 0)
    geleverd = sommen[0] > 0
    precies = geleverd & begrensd & (sommen[0] == sommen[1])
    return int(geleverd.sum()), int(precies.sum()), int(sommen[2][precies].sum())
