"""Terms that are due become payables; what changes afterwards becomes a correction, never an edit (D16)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.application.betalen.betaalopdracht_maken import Opdrachteenheid, maak_opdracht
from declaraties.domain.betalen.betaalopdracht import LosseOpdracht, Opdrachtsoort
from declaraties.domain.betalen.betaaltermijn import Termijn, Termijnkorting, verschuldigd

# Payables of terms have the same id whoever makes them, also after the database was put back.
NAAMRUIMTE = uuid.UUID("0d3c9f5e-5d39-5f0c-9b52-5f2f5a3c7d16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnstand:
    """A term with the amounts that were made payable of it so far."""

    termijn: Termijn
    gemaakt: tuple[int, ...]
    onder_korting: bool


class Termijnen(Protocol):
    """Terms, decisions to cut them, and what was made payable."""

    async def vervallend(self, gemeente: str, *, tot_en_met: dt.date) -> Sequence[Termijnstand]:
        """Terms of the gemeente that are due on the day, locked by the lock on the runs of the gemeente."""
        ...

    async def kortingen(self, gemeente: str) -> Sequence[Termijnkorting]:
        """Decisions that may cut terms of the gemeente."""
        ...

    async def boek(self, termijn: Termijn, volgnummer: int, opdracht: LosseOpdracht, reden: str) -> None:
        """Remember that this was made payable of the term."""
        ...


class Termijneenheid(Opdrachteenheid, Protocol):
    """A transaction in which terms become payable."""

    @property
    def termijnen(self) -> Termijnen:
        """The terms."""
        ...


async def maak_termijnen_betaalbaar(uow: Termijneenheid, gemeente: str, *, tot_en_met: dt.date, nu: dt.datetime) -> int:
    """Make payable what is due and was not made payable; again changes nothing. Gives how many payables were made."""
    kortingen = await uow.termijnen.kortingen(gemeente)
    gemaakt = 0
    for stand in await uow.termijnen.vervallend(gemeente, tot_en_met=tot_en_met):
        doel = verschuldigd(stand.termijn, kortingen, onder_korting=stand.onder_korting)
        if doel.bedrag_cent is None or doel.bedrag_cent == sum(stand.gemaakt):
            continue
        opdracht = _opdracht(stand, doel.bedrag_cent - sum(stand.gemaakt))
        if await maak_opdracht(uow, opdracht, nu=nu):
            await uow.termijnen.boek(stand.termijn, len(stand.gemaakt) + 1, opdracht, doel.reden)
            gemaakt += 1
    return gemaakt


def _opdracht(stand: Termijnstand, bedrag_cent: int) -> LosseOpdracht:
    termijn, eerste = stand.termijn, not stand.gemaakt
    bron = uuid.uuid5(NAAMRUIMTE, f"{termijn.kenmerk}|{len(stand.gemaakt) + 1}")
    return LosseOpdracht(
        id=uuid.uuid5(NAAMRUIMTE, f"opdracht|{bron}"),
        soort=Opdrachtsoort.TERMIJN if eerste else Opdrachtsoort.VERREKENING,
        bron_id=bron,
        agb_code=termijn.agb_code,
        gemeente=termijn.gemeente,
        wet=termijn.wet,
        programmalijn=termijn.programmalijn,
        jaar=termijn.jaar,
        bedrag_cent=bedrag_cent,
        vervaldatum=termijn.vervaldatum,
    )
