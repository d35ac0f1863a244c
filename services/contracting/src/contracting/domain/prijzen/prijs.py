"""Dated prices of a p*q agreement; a correction is a new version, never an overwrite (C10)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import Fout
from risb_recht.kalender import DAG
from risb_recht.periode import Periode

# Codelijst WJ756: a product with this unit is paid by amount, and so has no price per unit.
EURO = "83"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijsopgave:
    """A price as proposed: eurocents per unit, valid on delivery days from the first to the last, both included.

    A product that is paid by amount (eenheid 83) has no price per unit: its `tarief_cent` is None.
    """

    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int | None
    geldig_van: dt.date
    gemeenten: tuple[str, ...]
    geldig_tot: dt.date | None = None

    @property
    def periode(self) -> Periode:
        """The delivery days on which it holds."""
        return Periode(van=self.geldig_van, tot=self.geldig_tot)

    def voor(self, gemeenten: tuple[str, ...]) -> "Prijsopgave":
        """The proposal with its own gemeenten, or these when it names none."""
        return self if self.gemeenten else replace(self, gemeenten=gemeenten)


class Prijsreden(StrEnum):
    """Why a price version came."""

    OVEREENGEKOMEN = "overeengekomen"
    CORRECTIE = "correctie"
    INDEXERING = "indexering"
    VERLENGING = "verlenging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijsherkomst:
    """Where a price version comes from: why, on what source, by whom.

    An indexed one names the run, its year, and `basis_id`: the version that it was computed from. One that runs on
    after an extension keeps the price level (`prijspeil`) of the version that it goes on with.
    """

    reden: Prijsreden
    bron: str | None
    door: str
    indexering_id: uuid.UUID | None = None
    indexjaar: int | None = None
    basis_id: uuid.UUID | None = None
    prijspeil: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijs:
    """A price as fixed: `versie` counts per product within the agreement, from 1.

    One from before the origin was kept has none.
    """

    id: uuid.UUID
    versie: int
    opgave: Prijsopgave
    herkomst: Prijsherkomst | None = None

    @property
    def product(self) -> tuple[str, str]:
        """What the versions are counted over."""
        return self.opgave.productcategorie, self.opgave.productcode

    @property
    def indexjaar(self) -> int | None:
        """The year to which it was indexed; None for a price that was agreed."""
        return None if self.herkomst is None else self.herkomst.indexjaar

    @property
    def prijspeil(self) -> int:
        """The year whose price level it has."""
        gehouden = None if self.herkomst is None else self.herkomst.prijspeil
        return gehouden or self.indexjaar or self.opgave.geldig_van.year

    def geldt_op(self, dag: dt.date) -> bool:
        """True on delivery days of this version; a higher version may still go before it."""
        return dag in self.opgave.periode


def volgende_versie(bestaand: Iterable[Prijs], opgave: Prijsopgave) -> int:
    """One above the highest version of the product."""
    product = (opgave.productcategorie, opgave.productcode)
    return max((one.versie for one in bestaand if one.product == product), default=0) + 1


def prijzen_op(prijzen: Iterable[Prijs], dag: dt.date) -> list[Prijs]:
    """The prices that count on a delivery day: per product and gemeente the highest valid version.

    A version that counts for a part of its gemeenten only, is given with those gemeenten.
    """
    winnaars: dict[tuple[tuple[str, str], str], Prijs] = {}
    for prijs in sorted((one for one in prijzen if one.geldt_op(dag)), key=lambda one: one.versie):
        winnaars.update({(prijs.product, gemeente): prijs for gemeente in prijs.opgave.gemeenten})
    per_prijs: dict[uuid.UUID, list[str]] = {}
    for (_, gemeente), prijs in winnaars.items():
        per_prijs.setdefault(prijs.id, []).append(gemeente)
    uniek = {prijs.id: prijs for prijs in winnaars.values()}
    gevonden = [
        replace(prijs, opgave=replace(prijs.opgave, gemeenten=tuple(sorted(per_prijs[prijs.id]))))
        for prijs in uniek.values()
    ]
    return sorted(gevonden, key=lambda one: (*one.product, one.versie))


def vervolgherkomst(prijzen: Iterable[Prijs], vervolg: Prijsopgave, door: str) -> Prijsherkomst:
    """Where a price comes from that goes on, unchanged, with the one of the day before."""
    van, tot = vervolg.geldig_van, vervolg.geldig_tot
    vorige = [
        one for one in prijzen_op(prijzen, van - DAG) if replace(one.opgave, geldig_van=van, geldig_tot=tot) == vervolg
    ]
    return Prijsherkomst(
        reden=Prijsreden.VERLENGING,
        bron=None,
        door=door,
        indexjaar=vorige[0].indexjaar if vorige else None,
        prijspeil=vorige[0].prijspeil if vorige else None,
        basis_id=vorige[0].id if vorige else None,
    )


def fouten_in(opgave: Prijsopgave, gemeenten: Iterable[str], *, van: dt.date, tot: dt.date | None) -> list[Fout]:
    """Everything that is wrong with a proposed price for an agreement of these gemeenten and this period."""
    naam, fouten = opgave.productcode, []
    if opgave.geldig_tot is not None and opgave.geldig_tot < opgave.geldig_van:
        fouten.append(Fout("prijzen", "periode-omgekeerd", f"{naam}: de laatste dag ligt voor de eerste."))
    if opgave.geldig_van < van or (tot is not None and max(opgave.geldig_van, opgave.geldig_tot or tot) > tot):
        fouten.append(
            Fout("prijzen", "buiten-looptijd", f"{naam}: de prijs valt buiten de looptijd van de overeenkomst.")
        )
    if (opgave.tarief_cent is None) != (opgave.eenheid == EURO):
        fouten.append(_tarieffout(opgave))
    vreemd = sorted(set(opgave.gemeenten) - set(gemeenten))
    if vreemd:
        fouten.append(
            Fout(
                "prijzen",
                "gemeente-niet-in-overeenkomst",
                f"{naam}: {', '.join(vreemd)} hoort niet bij deze overeenkomst.",
            )
        )
    return fouten


def _tarieffout(opgave: Prijsopgave) -> Fout:
    if opgave.tarief_cent is None:
        melding = f"{opgave.productcode}: noem het tarief; alleen eenheid {EURO} (betaald naar bedrag) heeft er geen."
        return Fout("prijzen", "tarief-ontbreekt", melding)
    melding = f"{opgave.productcode}: eenheid {EURO} wordt betaald naar bedrag en kent geen tarief. Laat het weg."
    return Fout("prijzen", "tarief-overbodig", melding)


def dubbel_in(opgaven: Iterable[Prijsopgave]) -> list[Fout]:
    """Products with two prices for one gemeente and day in one list; a later first day replaces a price left open."""
    fouten, per_product = [], defaultdict[str, list[Prijsopgave]](list)
    for opgave in sorted(opgaven, key=lambda one: one.geldig_van):
        eerder = next((one for one in per_product[opgave.productcode] if _botst(one, opgave)), None)
        if eerder is not None:
            melding = (
                f"{opgave.productcode} heeft vanaf {opgave.geldig_van} twee prijzen voor dezelfde gemeente."
                " Haal er een weg, of laat de ene prijs eindigen voordat de andere begint."
            )
            fouten.append(Fout("prijzen", "dubbel", melding))
        per_product[opgave.productcode].append(opgave)
    return fouten


def _botst(eerder: Prijsopgave, later: Prijsopgave) -> bool:
    zelfde = (eerder.productcategorie, eerder.eenheid) == (later.productcategorie, later.eenheid)
    vervangt = zelfde and eerder.geldig_tot is None and eerder.geldig_van < later.geldig_van
    samen = not set(eerder.gemeenten).isdisjoint(later.gemeenten)
    return samen and eerder.periode.overlapt(later.periode) and not vervangt
