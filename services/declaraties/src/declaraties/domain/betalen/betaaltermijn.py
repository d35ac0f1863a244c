"""What is due of a term of a taakgericht budget, when measures stop or cut it (D16)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict
from risb_recht.bedrag import naar_rato

HEEL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgettermijn:
    """A term as contracting told it last; zero when it lapsed."""

    overeenkomst_id: uuid.UUID
    gemeente: str
    jaar: int
    termijn: int
    agb_code: str
    wet: str
    programmalijn: str
    vervaldatum: dt.date
    bedrag_cent: int

    @property
    def kenmerk(self) -> str:
        """What names the term, whatever its amount."""
        return f"{self.overeenkomst_id}|{self.gemeente}|{self.jaar}|{self.termijn}"


class Kortingstatus(StrEnum):
    """Where a korting stands; only a decision works."""

    VOORGESTELD = "voorgesteld"
    BESLOTEN = "besloten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnkorting:
    """To pay `percentage` less of terms that fall due in the period; no gemeente means every one.

    One person proposes it, another one decides.
    """

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    gemeente: str | None
    percentage: int
    van: dt.date
    tot: dt.date | None
    reden: str
    status: Kortingstatus = Kortingstatus.VOORGESTELD

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"termijnkorting:{self.id}"

    def besloten(self) -> "Termijnkorting":
        """The same as a decision; once."""
        if self.status is Kortingstatus.BESLOTEN:
            raise conflict("al-besloten", "Over deze korting is al besloten.")
        return replace(self, status=Kortingstatus.BESLOTEN)

    def geldt_voor(self, termijn: Budgettermijn) -> bool:
        """True when it cuts this term."""
        return (
            self.status is Kortingstatus.BESLOTEN
            and self.overeenkomst_id == termijn.overeenkomst_id
            and self.gemeente in {None, termijn.gemeente}
            and self.van <= termijn.vervaldatum
            and (self.tot is None or termijn.vervaldatum <= self.tot)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschuldigd:
    """What is due of a term in all; `bedrag_cent` None while a discount of toezicht waits for its percentage."""

    bedrag_cent: int | None
    reden: str


def verschuldigd(
    termijn: Budgettermijn, kortingen: Iterable[Termijnkorting], *, onder_korting: bool, maatregel: int = 0
) -> Verschuldigd:
    """Percentages add up to at most a hundred, half a cent of the cut is rounded up; what comes back is never cut.

    `maatregel`: the percentage that toezicht imposed for the day; the bureau may take more, never less.
    `onder_korting`: toezicht imposed a discount without one, so the bureau decides first (0 percent pays in full).
    """
    if termijn.bedrag_cent <= 0:
        return Verschuldigd(bedrag_cent=termijn.bedrag_cent, reden="Volgens het betaalschema.")
    eigen = sorted((one for one in kortingen if one.geldt_voor(termijn)), key=lambda one: (one.van, one.id))
    if onder_korting and not eigen:
        return Verschuldigd(bedrag_cent=None, reden="Toezicht legde een korting op; het percentage is niet besloten.")
    if not eigen and not maatregel:
        return Verschuldigd(bedrag_cent=termijn.bedrag_cent, reden="Volgens het betaalschema.")
    procent = min(HEEL, max(maatregel, sum(one.percentage for one in eigen)))
    korting = naar_rato(termijn.bedrag_cent, procent, HEEL)
    redenen = "; ".join(one.reden for one in eigen) or "maatregel van toezicht"
    return Verschuldigd(bedrag_cent=termijn.bedrag_cent - korting, reden=f"Korting van {procent} procent: {redenen}")
