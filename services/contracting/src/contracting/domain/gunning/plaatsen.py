"""Who wins where: per gemeente and product the best of the ranking up to the maximum, and the rest waits in order."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contracting.domain.aanbesteding.perceelvraag import Perceelvraag
from contracting.domain.aanbesteding.rangorde import Rangplaats


class PlaatsStatus(StrEnum):
    """How it stands with an aanbieder in one place."""

    GEGUND = "gegund"
    WACHTLIJST = "wachtlijst"
    AANGEBODEN = "aangeboden"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaats:
    """An aanbieder for a product in a gemeente; `achterstand` is how far below the last admitted, in hundredths."""

    gemeente: str
    productcode: str
    agb_code: str
    rang: int
    status: PlaatsStatus
    achterstand: int = 0
    aangeboden_op: dt.date | None = None
    uiterlijk: dt.date | None = None


def verdeel_plaatsen(
    vraag: Perceelvraag, standen: Sequence[Rangplaats], aanbod: Mapping[str, Sequence[str]]
) -> tuple[Plaats, ...]:
    """Every place with everybody who offers there, in order of rank; `aanbod` holds the gemeenten of each bid."""
    plaatsen: list[Plaats] = []
    for gemeente in vraag.gemeenten:
        hier = [one for one in standen if gemeente in aanbod[one.agb_code]]
        for product in vraag.producten:
            maximum = vraag.maximum_voor(gemeente, product.productcode)
            plaatsen += _plaatsen(gemeente, product.productcode, hier, len(hier) if maximum is None else maximum)
    return tuple(plaatsen)


def _plaatsen(gemeente: str, productcode: str, hier: Sequence[Rangplaats], maximum: int) -> list[Plaats]:
    gekozen = hier[:maximum]
    return [
        Plaats(
            gemeente=gemeente,
            productcode=productcode,
            agb_code=one.agb_code,
            rang=one.rang,
            status=PlaatsStatus.GEGUND if one in gekozen else PlaatsStatus.WACHTLIJST,
            achterstand=0 if one in gekozen else gekozen[-1].totaal - one.totaal,
        )
        for one in hier
    ]
