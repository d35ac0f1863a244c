"""What an indexation would do now: the same for the proposal, the decision and what is carried out."""

from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.errors import Fout, conflict

from contracting.application.uow import Uow
from contracting.domain.indexeren.berekening import Indexberekening, bereken
from contracting.domain.indexeren.indexcijfer import nieuwste
from contracting.domain.indexeren.voorstel import Berekeningen, Indexregel, regels_van

DEEL = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Opstelling:
    """Reads what is there for the percelen of a year, and works it out."""

    uow: Uow
    jaar: int
    percelen: tuple[str, ...]

    async def berekeningen(self, *, voorlopig: bool) -> tuple[Indexberekening, ...]:
        """Per perceel the percentage for tariffs in their first year, and the one for all others."""
        cijfers = nieuwste(await self.uow.indexcijfers.list([self.jaar - 1, self.jaar]))
        berekeningen: list[Indexberekening] = []
        for perceel in self.percelen:
            clausule = await self.uow.indexclausules.get(perceel)
            if clausule is None:
                melding = f"Perceel {perceel} heeft geen indexclausule; leg die eerst vast."
                raise conflict("geen-indexclausule", melding, Fout("percelen", "geen-indexclausule", melding))
            for eerste_jaar in (True, False):
                correctie = not eerste_jaar and not voorlopig
                berekeningen.append(bereken(clausule, self.jaar, cijfers, met_correctie=correctie))
        return tuple(berekeningen)

    async def delen(self, berekeningen: Sequence[Indexberekening]) -> list[list[Indexregel]]:
        """The lines of every agreement, in parts that leave an agreement whole."""
        per_perceel = by_perceel(berekeningen)
        delen: list[list[Indexregel]] = []
        for overeenkomst in await self.uow.indexcontracten.list(self.percelen):
            regels = regels_van(overeenkomst, self.jaar, per_perceel)
            if regels and (not delen or len(delen[-1]) + len(regels) > DEEL):
                delen.append([])
            if regels:
                delen[-1].extend(regels)
        return delen

    async def vloeren(self) -> dict[tuple[str, str], int]:
        """The lowest real price per perceel and product, where a tender set one."""
        vloeren: dict[tuple[str, str], int] = {}
        for perceel in self.percelen:
            aanbesteding = await self.uow.aanbestedingen.get_van_perceel(perceel)
            for product in aanbesteding.vraag_van(perceel).producten if aanbesteding else ():
                if product.kostprijs is not None:
                    vloeren[perceel, product.productcode] = product.kostprijs.vloer_cent
        return vloeren


def by_perceel(berekeningen: Sequence[Indexberekening]) -> Berekeningen:
    """The computations by perceel and whether it is for a first year, as they were read."""
    return {(one.perceel_code, nummer % 2 == 0): (nummer, one) for nummer, one in enumerate(berekeningen)}
