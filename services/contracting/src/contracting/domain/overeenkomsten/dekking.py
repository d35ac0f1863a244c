"""What an agreement covers: never the same product, gemeente and day as another one with the same aanbieder.

Else two prices would hold at once, and which one is paid would rest on chance. A taakgerichte overeenkomst names no
products: it covers its perceel.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from risb_kern.errors import DomainError, Fout, conflict
from risb_recht.periode import Periode, aaneen

from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst

_MEESTE_FOUTEN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Dekking:
    """One stretch of days on which an agreement covers a product (or a whole perceel) for a gemeente."""

    overeenkomst_id: uuid.UUID
    wat: str
    gemeente: str
    periode: Periode

    def raakt(self, andere: "Dekking") -> bool:
        """True when both cover the same for at least one day."""
        return (self.wat, self.gemeente) == (andere.wat, andere.gemeente) and self.periode.overlapt(andere.periode)


def dekking_van(overeenkomst: Overeenkomst) -> list[Dekking]:
    """Everything that the agreement covers, in stretches that do not touch each other."""
    looptijd = Periode(van=overeenkomst.ingangsdatum, tot=overeenkomst.einddatum)
    delen: dict[tuple[str, str], list[Periode]] = defaultdict(list)
    if overeenkomst.taakbudget is not None:
        delen.update({(f"perceel {overeenkomst.perceel_code}", one): [looptijd] for one in overeenkomst.gemeenten})
    for prijs in overeenkomst.prijzen:
        geldig = prijs.opgave.periode.doorsnede(looptijd)
        for gemeente in prijs.opgave.gemeenten:
            delen[f"product {prijs.opgave.productcode}", gemeente].append(geldig)
    return [
        Dekking(overeenkomst_id=overeenkomst.id, wat=wat, gemeente=gemeente, periode=periode)
        for (wat, gemeente), perioden in sorted(delen.items())
        for periode in aaneen(perioden)
    ]


def controleer_dekking(nieuw: Iterable[Dekking], bestaand: Iterable[Dekking]) -> None:
    """Refuse what another agreement of the same aanbieder covers already."""
    per_deel: dict[tuple[str, str], list[Dekking]] = defaultdict(list)
    for one in bestaand:
        per_deel[one.wat, one.gemeente].append(one)
    botsingen = [
        (one, ander)
        for one in nieuw
        for ander in per_deel[one.wat, one.gemeente]
        if one.overeenkomst_id != ander.overeenkomst_id and one.raakt(ander)
    ]
    if botsingen:
        raise overlapt(*(_fout(one, ander) for one, ander in botsingen[:_MEESTE_FOUTEN]))


def overlapt(*fouten: Fout) -> DomainError:
    """The refusal of an agreement that covers what another one covers."""
    return conflict(
        "overeenkomst-overlapt",
        "Voor deze aanbieder loopt al een overeenkomst met hetzelfde product in dezelfde gemeente op dezelfde dag; dan"
        " zouden er twee prijzen gelden. Beëindig eerst die overeenkomst, of kies een andere periode.",
        *fouten,
    )


def _fout(nieuw: Dekking, bestaand: Dekking) -> Fout:
    samen = nieuw.periode.doorsnede(bestaand.periode)
    dagen = f"vanaf {samen.van}" + (f" tot en met {samen.tot}" if samen.tot else "")
    melding = (
        f"{nieuw.wat[0].upper()}{nieuw.wat[1:]} in gemeente {nieuw.gemeente} valt {dagen} al onder overeenkomst"
        f" {bestaand.overeenkomst_id}."
    )
    return Fout("prijzen" if nieuw.wat.startswith("product") else "perceelCode", "overlapt", melding)
