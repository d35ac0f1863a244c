"""The yearly settlement of a taakgerichte overeenkomst by bandwidth; every number is a parameter.

| served | result |
|---|---|
| within the band, bounds included | nothing |
| below | (lower bound - served) x budget per client x share comes back |
| above | (served - upper bound) x budget per client x share may be claimed, on a decided business case only |

Bounds are exact (579.5 stays 579.5); the result is rounded once, half up to the cent. A part of a calendar year has
the number of clients pro rata the days, as it has the budget.
"""

import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict
from risb_recht.bedrag import half_omhoog
from risb_recht.verloop import Verloop

HEEL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bandbreedte:
    """Clients in a whole year, how far served may differ, and the share that is settled; both in ten-thousandths."""

    clienten: int
    band: int
    aandeel: int


class AfrekeningStatus(StrEnum):
    """Where a settlement stands."""

    BEREKEND = "berekend"
    WACHT_OP_BUSINESSCASE = "wacht-op-businesscase"
    VASTGESTELD = "vastgesteld"
    AFGEWEZEN = "afgewezen"


class AfrekeningStap(StrEnum):
    """What is done with a settlement."""

    VASTSTELLEN = "vaststellen"
    AANHOUDEN = "aanhouden"
    AFWIJZEN = "afwijzen"


S, H = AfrekeningStatus, AfrekeningStap
VERLOOP = Verloop(
    wat="de afrekening",
    start=S.BEREKEND,
    einde=frozenset({S.VASTGESTELD, S.AFGEWEZEN}),
    tabel={
        (S.BEREKEND, H.VASTSTELLEN): S.VASTGESTELD,
        (S.BEREKEND, H.AANHOUDEN): S.WACHT_OP_BUSINESSCASE,
        (S.BEREKEND, H.AFWIJZEN): S.AFGEWEZEN,
        (S.WACHT_OP_BUSINESSCASE, H.VASTSTELLEN): S.VASTGESTELD,
        (S.WACHT_OP_BUSINESSCASE, H.AFWIJZEN): S.AFGEWEZEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakafrekening:
    """The settlement of one year; `bedrag_cent` below zero comes back, above zero may be claimed."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    jaar: int
    jaarbudget_cent: int
    dagen: int
    jaardagen: int
    bediend: int
    bron: str
    regel: Bandbreedte
    bedrag_cent: int
    status: AfrekeningStatus = AfrekeningStatus.BEREKEND
    businesscase_id: uuid.UUID | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"taakafrekening:{self.id}"

    @property
    def bij(self) -> tuple[uuid.UUID, ...]:
        """The agreement that it settles."""
        return (self.overeenkomst_id,)

    def houd_aan(self) -> "Taakafrekening":
        """Accept a claim as claim: it waits for a business case."""
        return replace(self, status=VERLOOP.na(self.status, H.AANHOUDEN))

    def stel_vast(self, businesscase_id: uuid.UUID | None = None) -> "Taakafrekening":
        """Decide; a claim only by its business case."""
        status = VERLOOP.na(self.status, H.VASTSTELLEN)
        if self.bedrag_cent > 0 and businesscase_id is None:
            raise conflict(
                "zonder-businesscase", "Meer dan het budget kan alleen op een businesscase waarover is besloten."
            )
        return replace(self, status=status, businesscase_id=businesscase_id)

    def wijs_af(self) -> "Taakafrekening":
        """Refuse it: it may be computed again."""
        return replace(self, status=VERLOOP.na(self.status, H.AFWIJZEN))


def afgerekend(regel: Bandbreedte, bediend: int, *, jaarbudget_cent: int, dagen: int, jaardagen: int) -> int:
    """What the year comes to in cents: below zero back, above zero a claim."""
    eenheid = HEEL * jaardagen
    onder, boven = (regel.clienten * dagen * (HEEL + teken * regel.band) for teken in (-1, 1))
    buiten = min(0, bediend * eenheid - onder) + max(0, bediend * eenheid - boven)
    return half_omhoog(buiten * jaarbudget_cent * regel.aandeel, eenheid * regel.clienten * HEEL)
