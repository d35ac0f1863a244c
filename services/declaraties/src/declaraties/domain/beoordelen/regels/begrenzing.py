"""The most that an aanbieder may declare under an agreement in a year (Overeenkomst Wmo 1.2, 1.5), line by line.

| line | rule |
|---|---|
| on a toewijzing with a product (specifiek) | always paid |
| crisis help: category 46 under the Jeugdwet, or a product that the ceiling names | always paid |
| every other one | accepted whole or refused whole; what was refused takes nothing, so a smaller one may still fit |

What is always paid counts as used too. Approved credits of a message give back before its first debet.
"""

import uuid
from dataclasses import dataclass

import numpy as np

from declaraties.domain.beoordelen.koppeling import Koppeling
from declaraties.domain.beoordelen.referentie import Begrenzing
from declaraties.domain.standaard.berichten.declaratie import Getallen, Masker
from declaraties.domain.standaard.berichten.waarden import dagnummer
from declaraties.domain.standaard.kolomrekenen import GEEN, NIETS, gelijk
from declaraties.domain.standaard.profielen import Wet

CRISISCATEGORIE = "46"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Begrensd:
    """Per line the number of its ceiling, or GEEN, and whether it is paid whatever is left of it."""

    welke: Getallen
    vrij: Masker


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruimtegebruik:
    """What a message took of a ceiling, signed cents; `uitgezonderd_cent` is the part that is always paid."""

    ruimte_id: uuid.UUID
    overeenkomst_id: uuid.UUID
    toegekend_cent: int
    uitgezonderd_cent: int
    geweigerd_cent: int


def begrensd(k: Koppeling) -> Begrensd | None:
    """Which lines fall under a ceiling; None when none does, which costs nothing where there is no ceiling."""
    begrenzingen = k.referentie.begrenzingen
    if not begrenzingen:
        return None
    p = k.bericht.prestaties
    welke = np.full(len(p), GEEN, np.int64)
    vrij = ~gelijk(k.toegewezen.code, NIETS)
    if k.bericht.wet is Wet.JW:
        vrij |= gelijk(p.categorie, CRISISCATEGORIE)
    for nummer, one in enumerate(begrenzingen):
        onder = _onder(k, one) & gelijk(welke, GEEN)
        welke[onder] = nummer
        vrij[onder & np.isin(p.code, sorted(one.crisisproducten))] = True
    return None if gelijk(welke, GEEN).all() else Begrensd(welke=welke, vrij=vrij)


def _onder(k: Koppeling, begrenzing: Begrenzing) -> Masker:
    p = k.bericht.prestaties
    dagen = (p.begin >= dagnummer(begrenzing.van)) & (p.begin <= dagnummer(begrenzing.tot))
    onder: Masker = dagen & np.isin(p.code, sorted(begrenzing.producten))
    return onder


def gebruik_van(
    k: Koppeling, onder: Begrensd | None, toegekend: Masker, geweigerd: Masker
) -> tuple[Ruimtegebruik, ...]:
    """What the message took of each ceiling that it touched."""
    if onder is None:
        return ()
    cent = k.bericht.prestaties.cent
    return tuple(
        Ruimtegebruik(
            ruimte_id=one.ruimte_id,
            overeenkomst_id=one.overeenkomst_id,
            toegekend_cent=int(cent[hier & toegekend].sum()),
            uitgezonderd_cent=int(cent[hier & toegekend & onder.vrij].sum()),
            geweigerd_cent=int(cent[hier & geweigerd].sum()),
        )
        for nummer, one in enumerate(k.referentie.begrenzingen)
        if (hier := gelijk(onder.welke, nummer)).any() and (hier & (toegekend | geweigerd)).any()
    )
