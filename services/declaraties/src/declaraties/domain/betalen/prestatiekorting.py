"""What a korting of toezicht takes of delivered hours: the tariff goes down on the days of the measure (3.19.1)."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from risb_recht.bedrag import half_omhoog, naar_rato, verdeel
from risb_recht.periode import Periode

from declaraties.domain.betalen.betaalopdracht import LosseOpdracht

HEEL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatiekorting:
    """A measure that holds for the aanbieder at the gemeente: so many percent less on these days."""

    percentage: int
    periode: Periode


@dataclass(frozen=True, slots=True, kw_only=True)
class Gekortbaar:
    """An approved line: its days, and what was awarded in cents, below zero for a credit."""

    begin: dt.date
    eind: dt.date
    volume: int
    tarief_cent: int | None
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kortingstand:
    """The payables of one message in one year, the lines behind them, and what was taken of each so far."""

    opdrachten: tuple[LosseOpdracht, ...]
    regels: Sequence[Gekortbaar]
    gemaakt: Mapping[str, tuple[int, ...]]


def korting_cent(regel: Gekortbaar, kortingen: Collection[Prestatiekorting]) -> int:
    """Percentages of one day add up to at most a hundred.

    A line on days of one percentage is paid by the lowered tariff, half a cent up; else the cut goes by the days.
    """
    dagen = (regel.eind - regel.begin).days + 1
    procenten = [_procent(regel.begin + dt.timedelta(days=n), kortingen) for n in range(dagen)]
    if len(set(procenten)) > 1:
        return naar_rato(regel.bedrag_cent, sum(procenten), HEEL * dagen)
    procent, tarief = procenten[0], regel.tarief_cent
    if tarief is None or tarief * regel.volume != abs(regel.bedrag_cent):
        return naar_rato(regel.bedrag_cent, procent, HEEL)
    minder = (tarief - half_omhoog(tarief * (HEEL - procent), HEEL)) * regel.volume
    return minder if regel.bedrag_cent >= 0 else -minder


def _procent(dag: dt.date, kortingen: Iterable[Prestatiekorting]) -> int:
    return min(HEEL, sum(one.percentage for one in kortingen if dag in one.periode))


def te_korten(stand: Kortingstand, kortingen: Collection[Prestatiekorting]) -> Mapping[str, int]:
    """By payable what is taken of it in all; of several payables of a message each bears its share."""
    totaal = sum(korting_cent(one, kortingen) for one in stand.regels)
    gewichten = {str(one.id): abs(one.bedrag_cent) for one in stand.opdrachten}
    return verdeel(totaal, gewichten) if any(gewichten.values()) else dict.fromkeys(gewichten, 0)
