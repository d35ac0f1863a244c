"""Which payables a person looks at before they are paid: by rule, and by a random share that can be repeated (D14)."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort

REGELVERSIE = 2
_REKENING_NIEUW_DAGEN = 30
_DUIZEND = 1000


class Controlereden(StrEnum):
    """Why a payable was chosen; each is one rule of `REGELVERSIE`."""

    BEDRAG = "bedrag-boven-grens"
    MAANDBEDRAG = "maandbedrag-boven-grens"
    EERSTE_DECLARATIE = "eerste-declaratie"
    REKENING_GEWIJZIGD = "rekening-gewijzigd"
    EERDER_GEWEIGERD = "eerder-geweigerd"
    STEEKPROEF = "steekproef"


class Controlebesluit(StrEnum):
    """What a reviewer decides; `overslaan` lets it go without a look and says why."""

    VRIJGEVEN = "vrijgeven"
    VASTHOUDEN = "vasthouden"
    OVERSLAAN = "overslaan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Controleregels:
    """The limits in eurocents, and the random share in thousandths with its seed."""

    grens_cent: int
    maandgrens_cent: int
    steekproef_promille: int
    zaad: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kandidaat:
    """A payable with what the rules look at.

    `samen_cent`: all that became payable to the aanbieder by the gemeente in the thirty days up to this one, credits
    left out, so that splitting an amount does not help. `eerste`: nothing of an earlier message was payable.
    `rekening_gewijzigd_op`: day on which we heard that its account replaced another one, whatever day that claims.
    `rekening_id`: the account in use; `rekening_nieuw` when it replaced another one, and no payment that went out and
    was not refused used it. `weigeringen`: how many payments with this payable came back.
    """

    opdracht_id: uuid.UUID
    soort: Opdrachtsoort
    bedrag_cent: int
    samen_cent: int
    eerste: bool
    rekening_gewijzigd_op: dt.date | None
    rekening_id: uuid.UUID | None
    rekening_nieuw: bool
    weigeringen: int


def _bedrag(one: Kandidaat, regels: Controleregels, _: dt.date) -> bool:
    return one.bedrag_cent > regels.grens_cent


def _maandbedrag(one: Kandidaat, regels: Controleregels, _: dt.date) -> bool:
    return one.samen_cent > regels.maandgrens_cent


def _eerste_declaratie(one: Kandidaat, _: Controleregels, __: dt.date) -> bool:
    return one.soort is Opdrachtsoort.PRESTATIES and one.eerste


def _rekening_gewijzigd(one: Kandidaat, _: Controleregels, vandaag: dt.date) -> bool:
    gewijzigd = one.rekening_gewijzigd_op
    return one.rekening_nieuw or (
        gewijzigd is not None and vandaag - gewijzigd <= dt.timedelta(days=_REKENING_NIEUW_DAGEN)
    )


def _eerder_geweigerd(one: Kandidaat, _: Controleregels, __: dt.date) -> bool:
    return one.weigeringen > 0


def _steekproef(one: Kandidaat, regels: Controleregels, _: dt.date) -> bool:
    trekking = hashlib.sha256(f"{regels.zaad}|{one.opdracht_id}".encode()).digest()
    return int.from_bytes(trekking[:8], "big") % _DUIZEND < regels.steekproef_promille


REGELS: dict[Controlereden, Callable[[Kandidaat, Controleregels, dt.date], bool]] = {
    Controlereden.BEDRAG: _bedrag,
    Controlereden.MAANDBEDRAG: _maandbedrag,
    Controlereden.EERSTE_DECLARATIE: _eerste_declaratie,
    Controlereden.REKENING_GEWIJZIGD: _rekening_gewijzigd,
    Controlereden.EERDER_GEWEIGERD: _eerder_geweigerd,
    Controlereden.STEEKPROEF: _steekproef,
}


def controleredenen(one: Kandidaat, regels: Controleregels, *, vandaag: dt.date) -> tuple[Controlereden, ...]:
    """Why the payable is chosen; empty when it is not. What an aanbieder owes is never held up: that costs nobody."""
    if one.bedrag_cent <= 0:
        return ()
    return tuple(reden for reden, past in REGELS.items() if past(one, regels, vandaag))
