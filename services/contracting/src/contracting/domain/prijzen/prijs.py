"""Dated prices of a p*q agreement; a correction is a new version, never an overwrite (C10)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from risb_kern.errors import Fout


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijsopgave:
    """A price as proposed: eurocents per unit, valid on delivery days from the first to the last, both included."""

    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int
    geldig_van: dt.date
    gemeenten: tuple[str, ...]
    geldig_tot: dt.date | None = None

    def voor(self, gemeenten: tuple[str, ...]) -> "Prijsopgave":
        """The proposal with its own gemeenten, or these when it names none."""
        return self if self.gemeenten else replace(self, gemeenten=gemeenten)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijs:
    """A price as fixed: `versie` counts per product within the agreement, from 1."""

    id: uuid.UUID
    versie: int
    opgave: Prijsopgave

    @property
    def product(self) -> tuple[str, str]:
        """What the versions are counted over."""
        return self.opgave.productcategorie, self.opgave.productcode

    def geldt_op(self, dag: dt.date) -> bool:
        """True on delivery days of this version; a higher version may still go before it."""
        return self.opgave.geldig_van <= dag and (self.opgave.geldig_tot is None or dag <= self.opgave.geldig_tot)


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


def fouten_in(opgave: Prijsopgave, gemeenten: Iterable[str], *, van: dt.date, tot: dt.date | None) -> list[Fout]:
    """Everything that is wrong with a proposed price for an agreement of these gemeenten and this period."""
    naam, fouten = opgave.productcode, []
    if opgave.geldig_tot is not None and opgave.geldig_tot < opgave.geldig_van:
        fouten.append(Fout("prijzen", "periode-omgekeerd", f"{naam}: de laatste dag ligt voor de eerste."))
    if opgave.geldig_van < van or (tot is not None and max(opgave.geldig_van, opgave.geldig_tot or tot) > tot):
        fouten.append(
            Fout("prijzen", "buiten-looptijd", f"{naam}: de prijs valt buiten de looptijd van de overeenkomst.")
        )
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
