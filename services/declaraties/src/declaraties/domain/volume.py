"""How much a toewijzing allows: per declared line (TR321) and over its whole period (dossier section 12)."""

import datetime as dt

import numpy as np

from declaraties.domain.berichten.declaratie import Bericht323, Getallen, Masker
from declaraties.domain.berichten.profielen import Wet
from declaraties.domain.berichten.waarden import dagnummer
from declaraties.domain.koppeling import GEEN, MINUUT, UUR, kies
from declaraties.domain.referentie import GEEN_EINDE, Toewijzingen, partitie
from declaraties.domain.toewijzingstand import Toewijzingstand

PER_DAG, PER_WEEK, PER_MAAND, TOTAAL = "1", "2", "4", "6"
STUKS_OUTPUT, EURO = "82", "83"
OUTPUT = (STUKS_OUTPUT, EURO)
HUISHOUDEN = "01"
HUISHOUDEN_WEKEN = 6
MINUTEN_PER_UUR = 60
_ZONDAG = 3  # 1970-01-04, the first Sunday counted from day 0
_WEEK = 7

# A toewijzing without end has no total of its own; for the obligation it counts to the end of the year in which it
# starts, since a budget is a budget for one year.
OPEN_EINDE_TELT_TOT_EIND_VAN_JAAR = True


def weken(begin: Getallen, eind: Getallen) -> Getallen:
    """ISO weeks (Monday to Sunday) that the periods touch."""
    return (eind + _ZONDAG) // _WEEK - (begin + _ZONDAG) // _WEEK + 1


def zondagen(begin: Getallen, eind: Getallen) -> Getallen:
    """Sundays in the periods."""
    return (eind - _ZONDAG) // _WEEK - (begin - _ZONDAG - 1) // _WEEK


def maximum_per_regel(bericht: Bericht323, toewijzingen: Toewijzingen) -> Getallen:
    """Per line the highest volume that its toewijzing allows in the ProductPeriode; 0 where there is no limit.

    No limit: no toewijzing with that number, or one without Omvang. A line in minutes under a toewijzing in hours is
    measured in minutes.
    """
    p = bericht.prestaties
    rij = _rijen(bericht, toewijzingen)
    if not len(toewijzingen.nummer):
        return np.zeros(len(p), np.int64)
    plaats = np.maximum(rij, 0)
    volume, frequentie = toewijzingen.volume[plaats], toewijzingen.frequentie[plaats]
    eenheid, categorie = toewijzingen.eenheid[plaats], toewijzingen.categorie[plaats]
    begin, eind = p.begin.astype(np.int64), p.eind.astype(np.int64)
    per_week = np.where(
        np.isin(eenheid, OUTPUT), _zondagen_van_regel(begin, eind, toewijzingen.eind[plaats]), weken(begin, eind)
    )
    huishouden = (categorie == HUISHOUDEN) & (bericht.wet == Wet.WMO)
    per_week = np.where(huishouden, HUISHOUDEN_WEKEN, per_week)
    keer = np.select([frequentie == PER_DAG, frequentie == PER_WEEK], [eind - begin + 1, per_week], 1)
    naar_minuten = np.where((eenheid == UUR) & (p.eenheid == MINUUT), MINUTEN_PER_UUR, 1)
    return np.where((rij != GEEN) & (volume >= 0), volume * keer * naar_minuten, 0)


def _zondagen_van_regel(begin: Getallen, eind: Getallen, einde_toewijzing: Getallen) -> Getallen:
    """Sundays in the period, and one more where it holds the last Sunday of a toewijzing that ends on another day."""
    laatste = (einde_toewijzing - _ZONDAG) // _WEEK * _WEEK + _ZONDAG
    extra: Masker = (begin <= laatste) & (laatste <= eind) & (laatste != einde_toewijzing)
    aantal: Getallen = zondagen(begin, eind) + (extra & (einde_toewijzing != GEEN_EINDE))
    return aantal


def _rijen(bericht: Bericht323, toewijzingen: Toewijzingen) -> Getallen:
    deel = toewijzingen.deel(partitie(bericht.wet, bericht.gemeente, bericht.aanbieder))
    nummers = toewijzingen.nummer[deel]
    if not len(nummers):
        return np.full(len(bericht.prestaties), GEEN, np.int64)
    plaats = np.minimum(np.searchsorted(nummers, bericht.prestaties.toewijzing), len(nummers) - 1)
    gelijk = kies(nummers, plaats, GEEN) == bericht.prestaties.toewijzing
    return np.where(gelijk, plaats + deel.start, GEEN)


def maximum_hele_toewijzing(stand: Toewijzingstand) -> int:
    """Highest volume over the whole toewijzing, in its own eenheid; 0 without Omvang.

    An open end counts to 31 December of the year of the Ingangsdatum (OPEN_EINDE_TELT_TOT_EIND_VAN_JAAR).
    """
    if stand.volume is None:
        return 0
    einde = stand.einddatum or dt.date(stand.ingangsdatum.year, 12, 31)
    begin, eind = np.array([dagnummer(stand.ingangsdatum)], np.int64), np.array([dagnummer(einde)], np.int64)
    match stand.frequentie:
        case "1":
            keer = int(eind[0] - begin[0]) + 1
        case "2" if stand.eenheid in OUTPUT:
            keer = int(zondagen(begin, eind)[0]) + (einde.isoweekday() != _WEEK)
        case "2":
            keer = int(weken(begin, eind)[0])
        case "4":
            keer = (einde.year - stand.ingangsdatum.year) * 12 + einde.month - stand.ingangsdatum.month + 1
        case _:
            keer = 1
    return stand.volume * keer
