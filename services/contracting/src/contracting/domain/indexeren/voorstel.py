"""Which tariffs and budgets a year brings to a new amount, and from which version each comes.

A tariff counts per product, gemeente and stretch of days: the highest version that is valid. What a person priced in or
after the year has the price level of that year and stays. What an earlier run gave for the same year does not count as
base: a figure that came later gives a new version on the same base, and the old one stays as it was.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_recht.kalender import DAG
from risb_recht.periode import Periode

from contracting.domain.indexeren.berekening import Indexberekening
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs

Plek = tuple[tuple[str, str], str]


class Regelstatus(StrEnum):
    """Where a line of a run stands; `vervallen` when its contract changed after the decision."""

    OPEN = "open"
    TOEGEPAST = "toegepast"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexregel:
    """One tariff, or one yearly budget, that goes to a new amount; `basis_id` is the price version before it.

    `berekening` is the place of its percentage among those of the run.
    """

    overeenkomst_id: uuid.UUID
    agb_code: str
    berekening: int
    van: dt.date
    tot: dt.date | None
    was_cent: int
    wordt_cent: int
    basis_id: uuid.UUID | None = None
    productcode: str | None = None
    gemeenten: tuple[str, ...] = ()


# Per perceel the place and the computation for tariffs with a correction, and for those in their first year.
Berekeningen = Mapping[tuple[str, bool], tuple[int, Indexberekening]]


def regels_van(overeenkomst: Overeenkomst, jaar: int, berekeningen: Berekeningen) -> list[Indexregel]:
    """The lines of one agreement; what is on its new amount already has none."""
    begin = dt.date(jaar, 1, 1)
    if overeenkomst.ingangsdatum >= begin or not Periode(van=begin).overlapt(_looptijd(overeenkomst)):
        return []
    if overeenkomst.taakbudget is not None:
        return _budgetregel(overeenkomst, jaar, berekeningen)
    stukken: dict[tuple[uuid.UUID, dt.date, dt.date | None, int, int], list[str]] = defaultdict(list)
    basis = {one.id: one for one in overeenkomst.prijzen}
    for (_, gemeente), prijzen in _per_plek(overeenkomst.prijzen).items():
        for stuk in _stukken(prijzen, jaar, overeenkomst, berekeningen):
            stukken[stuk].append(gemeente)
    return [
        Indexregel(
            overeenkomst_id=overeenkomst.id,
            agb_code=overeenkomst.agb_code,
            berekening=nummer,
            van=van,
            tot=tot,
            was_cent=basis[prijs_id].opgave.tarief_cent or 0,
            wordt_cent=wordt,
            basis_id=prijs_id,
            productcode=basis[prijs_id].opgave.productcode,
            gemeenten=tuple(sorted(gemeenten)),
        )
        for (prijs_id, van, tot, nummer, wordt), gemeenten in sorted(
            stukken.items(), key=lambda one: (basis[one[0][0]].product, one[0][1], str(one[0][0]))
        )
    ]


def _looptijd(overeenkomst: Overeenkomst) -> Periode:
    return Periode(van=overeenkomst.ingangsdatum, tot=overeenkomst.einddatum)


def _per_plek(prijzen: Iterable[Prijs]) -> dict[Plek, list[Prijs]]:
    """Per product and gemeente the versions, the highest first."""
    gevonden: dict[Plek, list[Prijs]] = defaultdict(list)
    for prijs in sorted(prijzen, key=lambda one: -one.versie):
        for gemeente in prijs.opgave.gemeenten:
            gevonden[prijs.product, gemeente].append(prijs)
    return gevonden


def _stukken(
    prijzen: list[Prijs], jaar: int, overeenkomst: Overeenkomst, berekeningen: Berekeningen
) -> Iterable[tuple[uuid.UUID, dt.date, dt.date | None, int, int]]:
    """The stretches of days from the year on in which the tariff of a product and gemeente changes."""
    for dagen in _dagen(prijzen, jaar, overeenkomst.einddatum):
        nu = next((one for one in prijzen if one.geldt_op(dagen.van)), None)
        basis = next((one for one in prijzen if one.geldt_op(dagen.van) and not _is_index_van(one, jaar)), None)
        if nu is None or basis is None or basis.opgave.tarief_cent is None or basis.prijspeil >= jaar:
            continue
        nummer, berekening = berekeningen[overeenkomst.perceel_code, _eerste_jaar(basis, jaar)]
        wordt = berekening.tarief(basis.opgave.tarief_cent)
        if wordt != nu.opgave.tarief_cent:
            yield basis.id, dagen.van, dagen.tot, nummer, wordt


def _dagen(prijzen: list[Prijs], jaar: int, einde: dt.date | None) -> Iterable[Periode]:
    """The days from the year on, cut where a version begins or ends; an open end stays open."""
    begin = dt.date(jaar, 1, 1)
    knippen = {begin} | {one.opgave.geldig_van for one in prijzen}
    knippen |= {one.opgave.geldig_tot + DAG for one in prijzen if one.opgave.geldig_tot is not None}
    volgorde = sorted(one for one in knippen if one >= begin and (einde is None or one <= einde))
    for nummer, van in enumerate(volgorde):
        verder = volgorde[nummer + 1 :]
        yield Periode(van=van, tot=verder[0] - DAG if verder else None)


def _is_index_van(prijs: Prijs, jaar: int) -> bool:
    """True when an earlier run for the year gave it."""
    return prijs.indexjaar is not None and prijs.indexjaar >= jaar


def _eerste_jaar(prijs: Prijs, jaar: int) -> bool:
    """True for the year after a price level that was agreed, not indexed (TOE 3.2)."""
    return prijs.indexjaar is None and prijs.prijspeil == jaar - 1


def _budgetregel(overeenkomst: Overeenkomst, jaar: int, berekeningen: Berekeningen) -> list[Indexregel]:
    """The yearly budget of a taakgerichte overeenkomst from the year on."""
    basis, nu = overeenkomst.taakbudget_in(jaar - 1), overeenkomst.taakbudget_in(jaar)
    if basis is None or nu is None:
        return []
    eerste = not overeenkomst.budgetversies_voor(jaar) and overeenkomst.ingangsdatum.year == jaar - 1
    nummer, berekening = berekeningen[overeenkomst.perceel_code, eerste]
    wordt = berekening.budget(basis.jaarbudget_cent)
    if wordt == nu.jaarbudget_cent:
        return []
    return [
        Indexregel(
            overeenkomst_id=overeenkomst.id,
            agb_code=overeenkomst.agb_code,
            berekening=nummer,
            van=dt.date(jaar, 1, 1),
            tot=overeenkomst.einddatum,
            was_cent=basis.jaarbudget_cent,
            wordt_cent=wordt,
        )
    ]
