"""What one aanbieder declared over one calendar month, computed from whole files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from risb_kern.clock import AMSTERDAM
from risb_recht import kalender

from toezicht.domain.detectie.deeltelling import Bewaard, Deeltelling, Getallen, bewaard, samen

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


def dag_van(moment: dt.datetime) -> dt.date:
    """The day of a moment, as people here count days: Amsterdam's."""
    return moment.astimezone(AMSTERDAM).date()


def periode_van(dagen: Bewaard) -> Getallen:
    """Calendar month (jjjjmm) of days since 1970."""
    maanden = dagen.astype(np.int64).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (1970 + maanden // 12) * 100 + maanden % 12 + 1


def maanden_eerder(periode: int, aantal: int) -> int:
    """The month (jjjjmm) that many months before."""
    dag = kalender.maanden_eerder(dt.date(periode // 100, periode % 100, 1), aantal)
    return dag.year * 100 + dag.month


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groepbeeld:
    """One month of one gemeente and wet, where a toewijzingsnummer is unique: the netted lines and their figures."""

    tabel: Bewaard
    cent: int
    minuten: int
    toewijzingmaanden: int
    op_maximum: int
    cent_op_maximum: int
    boven_etmaal: int
    cent_boven_etmaal: int


def groepbeeld(tabellen: Sequence[Bewaard]) -> Groepbeeld:
    """Net tables of the same month, gemeente and wet; the order does not matter."""
    tabel = samen(tabellen)
    _, begin, einde, _, _, cent, minuten = tabel
    toewijzingmaanden, op_maximum, cent_op_maximum = _op_maximum(tabel)
    boven = minuten > (einde - begin + 1) * MINUTEN_PER_DAG
    return Groepbeeld(
        tabel=bewaard(tabel),
        cent=int(cent.sum()),
        minuten=int(minuten.sum()),
        toewijzingmaanden=toewijzingmaanden,
        op_maximum=op_maximum,
        cent_op_maximum=cent_op_maximum,
        boven_etmaal=int(boven.sum()),
        cent_boven_etmaal=int(cent[boven].sum()),
    )


def maandbeeld(periode: int, groepen: Sequence[Groepbeeld], delen: Sequence[tuple[Deeltelling, int]]) -> Maandbeeld:
    """Add up the groups of a month; `delen` are the parts that hold lines of it, with their eurocents in it."""
    delen = sorted(delen, key=lambda one: one[0].kenmerk)
    per_dag: dict[dt.date, int] = defaultdict(int)
    for deel, cent in delen:
        per_dag[dag_van(deel.beoordeeld_op)] += cent
    return Maandbeeld(
        periode=periode,
        cent=sum(one.cent for one in groepen),
        minuten=sum(one.minuten for one in groepen),
        toewijzingmaanden=sum(one.toewijzingmaanden for one in groepen),
        op_maximum=sum(one.op_maximum for one in groepen),
        cent_op_maximum=sum(one.cent_op_maximum for one in groepen),
        boven_etmaal=sum(one.boven_etmaal for one in groepen),
        cent_boven_etmaal=sum(one.cent_boven_etmaal for one in groepen),
        beoordeeld_op=max(deel.beoordeeld_op for deel, _ in delen),
        cent_per_dag=tuple(sorted(per_dag.items())),
        bronnen=tuple(deel.kenmerk for deel, _ in delen),
    )


def _op_maximum(tabel: Getallen) -> tuple[int, int, int]:
    """Assignment-months with delivered volume, how many are exactly at their maximum, and the euros of those."""
    toewijzing, _, _, volume, maximum, cent, _ = tabel
    eerste = np.flatnonzero(np.concatenate([[True], np.diff(toewijzing) != 0]))
    geleverd, grens, geld = (np.add.reduceat(kolom, eerste) for kolom in (volume, maximum, cent))
    begrensd = np.logical_and.reduceat(maximum > 0, eerste)
    precies = (geleverd > 0) & begrensd & (geleverd == grens)
    return int((geleverd > 0).sum()), int(precies.sum()), int(geld[precies].sum())
