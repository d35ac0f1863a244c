"""What a toewijzing is expected to cost: an estimate for the budget monitor, never a ground for payment."""

import datetime as dt
from collections.abc import Iterable
from typing import cast

from risb_recht.bedrag import half_omhoog

from declaraties.domain.standaard.codelijsten import EURO, MINUTEN_PER_UUR, MINUUT, UUR
from declaraties.domain.standaard.typen import TOTAALBEDRAG
from declaraties.domain.toewijzen.kolommen import Contracttarief
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand
from declaraties.domain.toewijzen.volume import maximum_hele_toewijzing

# The highest total that a message of the standard can name. A 301 can assign more (the highest volume on all days of
# the calendar), more than any column can hold; no estimate of it means anything.
HOOGSTE_CENT = cast("int", TOTAALBEDRAG.maximum)


def verplichting_cent(stand: Toewijzingstand, prijzen: Iterable[Contracttarief], *, geldig: bool) -> int:
    """Eurocents over the whole toewijzing at the price of its first day; 0 when unknown or not geldig.

    `prijzen` are those of its product at its aanbieder and gemeente.
    A Budget is its own answer, and so is a volume in euro. A toewijzing in minutes under an hour price counts parts of
    hours, rounded half up. Never more than HOOGSTE_CENT.
    """
    if not geldig:
        return 0
    if stand.budget_cent is not None:
        return stand.budget_cent
    return min(_verwacht(stand, prijzen), HOOGSTE_CENT)


def _verwacht(stand: Toewijzingstand, prijzen: Iterable[Contracttarief]) -> int:
    volume = maximum_hele_toewijzing(stand)
    if stand.eenheid == EURO:
        return volume
    tarieven = {prijs.eenheid: prijs.tarief for prijs in prijzen if _geldt(prijs, stand)}
    if stand.eenheid in tarieven:
        return volume * tarieven[stand.eenheid]
    if stand.eenheid == MINUUT and UUR in tarieven:
        return half_omhoog(volume * tarieven[UUR], MINUTEN_PER_UUR)
    return 0


def _geldt(prijs: Contracttarief, stand: Toewijzingstand) -> bool:
    return prijs.geldig_van <= stand.ingangsdatum <= (prijs.geldig_tot or dt.date.max)
