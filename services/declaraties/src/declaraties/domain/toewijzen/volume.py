"""How much a toewijzing allows: per declared line (TR321) and over its whole period (dossier section 12)."""

import datetime as dt

import numpy as np

from declaraties.domain.standaard.berichten.declaratie import Bericht323, Dagen, Getallen, Masker
from declaraties.domain.standaard.berichten.waarden import dagnummer
from declaraties.domain.standaard.codelijsten import EURO, MINUTEN_PER_UUR, MINUUT, STUKS_OUTPUT, UUR
from declaraties.domain.standaard.kolomrekenen import GEEN, als_nummer, gelijk, kies, maanden, nummers
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import GEEN_EINDE, Toewijzingen, partitie
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand

OUTPUT = (STUKS_OUTPUT, EURO)
HUISHOUDEN_WEKEN = 6
_PER_DAG, _PER_WEEK, _PER_MAAND = (als_nummer(code) for code in "124")
_MINUUT, _UUR, _STUKS_OUTPUT, _EURO = (als_nummer(code) for code in (MINUUT, UUR, STUKS_OUTPUT, EURO))
_HUISHOUDEN = als_nummer("01")  # ProductCategorie of the Wmo
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
    return np.maximum(grens_per_regel(bericht, toewijzingen, _rijen(bericht, toewijzingen)), 0)


def grens_per_regel(bericht: Bericht323, toewijzingen: Toewijzingen, rij: Getallen) -> Getallen:
    """The same for lines joined to `rij` of the toewijzingen, with GEEN where there is no limit (TR321).

    A limit may be 0: a week total in output, in a period without a Sunday that counts.
    """
    p = bericht.prestaties
    if not len(toewijzingen.nummer):
        return np.full(len(p), GEEN, np.int64)
    plaats = np.maximum(rij, 0)
    volume, frequentie = toewijzingen.volume[plaats], toewijzingen.frequentie[plaats]
    frequentie_nr, eenheid, categorie, gedeclareerd = nummers(
        frequentie, toewijzingen.eenheid[plaats], toewijzingen.categorie[plaats], p.eenheid
    )
    begin, eind = p.begin, p.eind
    output = gelijk(eenheid, _STUKS_OUTPUT) | gelijk(eenheid, _EURO)
    per_week = np.where(output, _zondagen_van_regel(begin, eind, toewijzingen.eind[plaats]), weken(begin, eind))
    if bericht.wet is Wet.WMO:
        per_week[(categorie == _HUISHOUDEN) & ~output] = HUISHOUDEN_WEKEN
    keer = _keer(frequentie_nr, eind - begin + 1, per_week, 1)
    naar_minuten = np.where(gelijk(eenheid, _UUR) & gelijk(gedeclareerd, _MINUUT), MINUTEN_PER_UUR, 1)
    return np.where((rij != GEEN) & (volume >= 0), volume * keer * naar_minuten, GEEN)


def grens_hele_toewijzing(toewijzingen: Toewijzingen, rij: Getallen, tot: Dagen) -> Getallen:
    """Highest volume over the whole toewijzing in its own eenheid, GEEN without Omvang (TR322); `rij` are its rows.

    An open end counts up to `tot`. Output and inspanning do not differ here: the weeks that a period touches are its
    Sundays, and one more when it ends on another day.
    """
    begin = toewijzingen.ingang[rij]
    eind = np.where(toewijzingen.eind[rij] == GEEN_EINDE, np.maximum(tot, begin), toewijzingen.eind[rij])
    (frequentie,) = nummers(toewijzingen.frequentie[rij])
    kalendermaanden = maanden(eind) - maanden(begin) + 1
    volume = toewijzingen.volume[rij]
    return np.where(
        volume >= 0, volume * _keer(frequentie, eind - begin + 1, weken(begin, eind), kalendermaanden), GEEN
    )


def _keer(frequentie: Getallen, dagen: Getallen, per_week: Getallen, per_maand: Getallen | int) -> Getallen:
    """How many times the volume of one term fits."""
    keer = np.where(frequentie == _PER_MAAND, per_maand, 1)
    keer = np.where(frequentie == _PER_WEEK, per_week, keer)
    return np.where(frequentie == _PER_DAG, dagen, keer)


def _zondagen_van_regel(begin: Getallen, eind: Getallen, einde_toewijzing: Getallen) -> Getallen:
    """Sundays in the period, and one more where it holds the last Sunday of a toewijzing that ends on another day."""
    laatste = (einde_toewijzing - _ZONDAG) // _WEEK * _WEEK + _ZONDAG
    extra: Masker = (begin <= laatste) & (laatste <= eind) & (laatste != einde_toewijzing)
    aantal: Getallen = zondagen(begin, eind) + (extra & (einde_toewijzing != GEEN_EINDE))
    return aantal


def _rijen(bericht: Bericht323, toewijzingen: Toewijzingen) -> Getallen:
    deel = toewijzingen.deel(partitie(bericht.wet, bericht.gemeente, bericht.aanbieder))
    alle = toewijzingen.nummer[deel]
    if not len(alle):
        return np.full(len(bericht.prestaties), GEEN, np.int64)
    plaats = np.minimum(np.searchsorted(alle, bericht.prestaties.toewijzing), len(alle) - 1)
    zelfde = kies(alle, plaats, GEEN) == bericht.prestaties.toewijzing
    return np.where(zelfde, plaats + deel.start, GEEN)


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
