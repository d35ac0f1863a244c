"""How much a toewijzing allows, day by day in the words of dossier section 12; no arithmetic on numbers of days."""

import datetime as dt
from functools import cache

from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Toewijzing

DAG = dt.timedelta(days=1)


@cache
def dagen(begin: dt.date, eind: dt.date) -> tuple[dt.date, ...]:
    """Every day of a period."""
    return tuple(begin + n * DAG for n in range((eind - begin).days + 1))


@cache
def weken(begin: dt.date, eind: dt.date) -> int:
    """Different ISO weeks that the period touches."""
    return len({dag.isocalendar()[:2] for dag in dagen(begin, eind)})


@cache
def zondagen(begin: dt.date, eind: dt.date) -> tuple[dt.date, ...]:
    """The Sundays of a period."""
    return tuple(dag for dag in dagen(begin, eind) if dag.isoweekday() == 7)


@cache
def maanden(begin: dt.date, eind: dt.date) -> int:
    """Different calendar months that the period touches."""
    return len({(dag.year, dag.month) for dag in dagen(begin, eind)})


def per_regel(toewijzing: Toewijzing, begin: dt.date, eind: dt.date, wet: Wet) -> int | None:
    """Highest volume of one line in the eenheid of the toewijzing (TR321); None without Omvang."""
    if toewijzing.volume is None:
        return None
    if toewijzing.frequentie == "1":
        return toewijzing.volume * len(dagen(begin, eind))
    if toewijzing.frequentie == "2":
        return toewijzing.volume * _weken_van_regel(toewijzing, begin, eind, wet)
    return toewijzing.volume


def _weken_van_regel(toewijzing: Toewijzing, begin: dt.date, eind: dt.date, wet: Wet) -> int:
    if toewijzing.eenheid not in {"82", "83"}:
        return 6 if wet is Wet.WMO and toewijzing.categorie == "01" else weken(begin, eind)
    aantal = len(zondagen(begin, eind))
    einde = toewijzing.einddatum
    if einde is not None and einde.isoweekday() != 7:
        laatste_zondag = einde - einde.isoweekday() * DAG
        aantal += begin <= laatste_zondag <= eind
    return aantal


def hele_toewijzing(toewijzing: Toewijzing, open_tot: dt.date) -> int | None:
    """Highest volume over the whole toewijzing in its own eenheid (TR322); an open end counts up to `open_tot`."""
    if toewijzing.volume is None:
        return None
    begin = toewijzing.ingangsdatum
    eind = toewijzing.einddatum or max(open_tot, begin)
    if toewijzing.frequentie == "1":
        return toewijzing.volume * len(dagen(begin, eind))
    if toewijzing.frequentie == "2" and toewijzing.eenheid in {"82", "83"}:
        return toewijzing.volume * (len(zondagen(begin, eind)) + (eind.isoweekday() != 7))
    if toewijzing.frequentie == "2":
        return toewijzing.volume * weken(begin, eind)
    return toewijzing.volume * (maanden(begin, eind) if toewijzing.frequentie == "4" else 1)
