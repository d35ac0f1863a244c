"""Settlement after the answer, in parts: the lines of a task are looked at again, and what differs is settled (D12)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.application.betalen.betaalopdracht_maken import Opdrachteenheid, maak_opdracht
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.domain.betalen.betaalopdracht import (
    BETAALTERMIJN_DAGEN,
    ONBEKENDE_PROGRAMMALIJN,
    LosseOpdracht,
    Opdrachtsoort,
)
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Overeenkomst, programmalijn_op
from declaraties.domain.toewijzen.toewijzing import AMSTERDAM
from declaraties.domain.verrekenen.events import VerrekeningBerekend
from declaraties.domain.verrekenen.verrekening import Feiten, Goedgekeurd, Mutatie, Sleutel, Stand, mutaties
from declaraties.domain.verrekenen.woonplaats import Woonplaats


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekentaak:
    """A question with its progress: every line up to and including the last place has been looked at."""

    volgnummer: int
    vraag: Verrekenvraag
    tot: tuple[int, int]
    trace_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekening:
    """One settlement, of lines of one gemeente, programme line, year and cause."""

    id: uuid.UUID
    agb_code: str
    wet: str
    gemeente: str
    naar_gemeente: str | None
    programmalijn: str
    jaar: int
    aanleiding: str
    bedrag_cent: int
    regels: int


class Verrekeningen(Protocol):
    """The settlements, their tasks, and what they are computed from."""

    async def vraag(self, vraag: Verrekenvraag) -> None:
        """Put a task in the queue, when this aanbieder has declared anything under this wet."""
        ...

    async def regels(self, taak: Verrekentaak, *, hoogstens: int) -> list[Goedgekeurd]:
        """The next approved lines of the task, in order."""
        ...

    async def feiten(self, taak: Verrekentaak, regels: Sequence[Goedgekeurd]) -> tuple[Feiten, Sequence[Overeenkomst]]:
        """What these lines depend on, as committed now; without the choice of gemeenten."""
        ...

    async def bekend(
        self, regels: Sequence[Goedgekeurd]
    ) -> Mapping[tuple[int, int], Mapping[Sleutel, tuple[int, Stand]]]:
        """What was settled before, per line and post."""
        ...

    async def bewaar(self, verrekening: Verrekening, regels: Sequence[Mutatie], *, nu: dt.datetime) -> None:
        """Add a settlement with its lines; the same step of a post twice is an error."""
        ...

    async def vorder(self, taak: Verrekentaak, *, regels: Sequence[Goedgekeurd], klaar_op: dt.datetime | None) -> None:
        """Store how far the task is."""
        ...

    async def bewaar_woonplaats(
        self, woonplaats: Woonplaats, *, kenmerk: uuid.UUID, door: str, nu: dt.datetime
    ) -> None:
        """Add a row to the history."""
        ...

    async def aanbieders_van(self, client: bytes, wet: str) -> list[str]:
        """AGB-codes of the aanbieders with a toewijzing for the client."""
        ...


class Verrekeneenheid(Opdrachteenheid, Protocol):
    """The transaction of one part."""

    @property
    def verrekeningen(self) -> Verrekeningen:
        """The settlements."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekenregels:
    """How this bureau settles: the gemeenten that recover care after notice, and how many lines make a part."""

    terugvorderen: frozenset[str] = frozenset()
    deel: int = 2_000


async def verreken_deel(
    uow: Verrekeneenheid,
    taak: Verrekentaak,
    keuzes: Verrekenregels,
    *,
    nu: dt.datetime,
    nieuw_id: Callable[[], uuid.UUID] = uuid.uuid4,
) -> bool:
    """Settle the next part of a task; True when it was the last. Safe to repeat: the same facts settle nothing more.

    The caller holds the lock of the aanbieder and wet, so that no answer is made at the same time.
    """
    regels = await uow.verrekeningen.regels(taak, hoogstens=keuzes.deel)
    klaar = len(regels) < keuzes.deel
    if regels:
        await _verreken(uow, taak, regels, keuzes=keuzes, moment=(nu, nieuw_id))
    await uow.verrekeningen.vorder(taak, regels=regels, klaar_op=nu if klaar else None)
    return klaar


async def _verreken(
    uow: Verrekeneenheid,
    taak: Verrekentaak,
    regels: Sequence[Goedgekeurd],
    *,
    keuzes: Verrekenregels,
    moment: tuple[dt.datetime, Callable[[], uuid.UUID]],
) -> None:
    nu, nieuw_id = moment
    feiten, overeenkomsten = await uow.verrekeningen.feiten(taak, regels)
    feiten = Feiten(
        prijzen=feiten.prijzen,
        eindes=feiten.eindes,
        woonplaatsen=feiten.woonplaatsen,
        terugvorderen=keuzes.terugvorderen,
    )
    bekend = await uow.verrekeningen.bekend(regels)
    groepen: dict[tuple[str, str, str, str, int], list[Mutatie]] = defaultdict(list)
    for regel in regels:
        for mutatie in mutaties(regel, feiten, bekend.get((regel.bestand_nummer, regel.regel), {})):
            plaats = (Wet(taak.vraag.wet), regel.gemeente, taak.vraag.agb_code)
            lijn = programmalijn_op(overeenkomsten, plaats, regel.code, dag=regel.begin) or ONBEKENDE_PROGRAMMALIJN
            sleutel = mutatie.sleutel
            groepen[regel.gemeente, sleutel.naar_gemeente, sleutel.post, lijn, regel.begin.year].append(mutatie)
    for (gemeente, naar, post, lijn, jaar), stappen in sorted(groepen.items()):
        verrekening = Verrekening(
            id=nieuw_id(),
            agb_code=taak.vraag.agb_code,
            wet=taak.vraag.wet,
            gemeente=gemeente,
            naar_gemeente=naar or None,
            programmalijn=lijn,
            jaar=jaar,
            aanleiding=post,
            bedrag_cent=sum(stap.cent for stap in stappen),
            regels=len(stappen),
        )
        await uow.verrekeningen.bewaar(verrekening, stappen, nu=nu)
        await _vertel(uow, verrekening, nu=nu, nieuw_id=nieuw_id)


async def _vertel(
    uow: Verrekeneenheid, een: Verrekening, *, nu: dt.datetime, nieuw_id: Callable[[], uuid.UUID]
) -> None:
    """The fact, and a payable when there is something to pay or to set off with the aanbieder."""
    uow.emit(
        VerrekeningBerekend(
            verrekening_id=str(een.id),
            agb_code=een.agb_code,
            gemeente=een.gemeente,
            naar_gemeente=een.naar_gemeente,
            wet=een.wet,
            programmalijn=een.programmalijn,
            jaar=een.jaar,
            aanleiding=een.aanleiding,
            bedrag_cent=een.bedrag_cent,
            regels=een.regels,
            berekend_op=nu,
        )
    )
    if een.naar_gemeente is None and een.bedrag_cent:
        opdracht = LosseOpdracht(
            id=nieuw_id(),
            soort=Opdrachtsoort.VERREKENING,
            bron_id=een.id,
            agb_code=een.agb_code,
            gemeente=een.gemeente,
            wet=een.wet,
            programmalijn=een.programmalijn,
            jaar=een.jaar,
            bedrag_cent=een.bedrag_cent,
            vervaldatum=nu.astimezone(AMSTERDAM).date() + dt.timedelta(days=BETAALTERMIJN_DAGEN),
        )
        await maak_opdracht(uow, opdracht, nu=nu)
