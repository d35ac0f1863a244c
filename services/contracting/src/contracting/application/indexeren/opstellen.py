"""What an indexation would do now: the same for the proposal, the decision and what is carried out."""

from collections.abc import Collection, Sequence

from risb_kern.errors import Fout, conflict

from contracting.application.uow import Uow
from contracting.domain.indexeren.berekening import Indexberekening, bereken
from contracting.domain.indexeren.indexcijfer import nieuwste
from contracting.domain.indexeren.voorstel import Berekeningen, Indexregel, regels_van

DEEL = 500


async def read_berekeningen(
    uow: Uow, jaar: int, percelen: Collection[str], *, voorlopig: bool
) -> tuple[Indexberekening, ...]:
    """Per perceel the percentage for tariffs in their first year, and the one for all others."""
    cijfers = nieuwste(await uow.indexcijfers.list([jaar - 1, jaar]))
    berekeningen: list[Indexberekening] = []
    for perceel in sorted(percelen):
        clausule = await uow.indexclausules.get(perceel)
        if clausule is None:
            melding = f"Perceel {perceel} heeft geen indexclausule; zonder afspraak wordt niet geindexeerd."
            raise conflict("geen-indexclausule", melding, Fout("percelen", "geen-indexclausule", melding))
        for eerste_jaar in (True, False):
            correctie = not eerste_jaar and not voorlopig
            berekeningen.append(bereken(clausule, jaar, cijfers, met_correctie=correctie))
    return tuple(berekeningen)


def by_perceel(berekeningen: Sequence[Indexberekening]) -> Berekeningen:
    """The computations by perceel and whether it is for a first year, as they were read."""
    return {(one.perceel_code, nummer % 2 == 0): (nummer, one) for nummer, one in enumerate(berekeningen)}


async def read_regels(
    uow: Uow, jaar: int, percelen: Collection[str], berekeningen: Sequence[Indexberekening]
) -> list[list[Indexregel]]:
    """The lines of every agreement, in parts that leave an agreement whole."""
    per_perceel = by_perceel(berekeningen)
    delen: list[list[Indexregel]] = []
    for overeenkomst in await uow.indexcontracten.list(percelen):
        regels = regels_van(overeenkomst, jaar, per_perceel)
        if regels and (not delen or len(delen[-1]) + len(regels) > DEEL):
            delen.append([])
        if regels:
            delen[-1].extend(regels)
    return delen


async def read_vloeren(uow: Uow, percelen: Collection[str]) -> dict[tuple[str, str], int]:
    """The lowest real price per perceel and product, where a tender set one."""
    vloeren: dict[tuple[str, str], int] = {}
    for perceel in percelen:
        aanbesteding = await uow.aanbestedingen.get_van_perceel(perceel)
        for product in aanbesteding.vraag_van(perceel).producten if aanbesteding else ():
            if product.kostprijs is not None:
                vloeren[perceel, product.productcode] = product.kostprijs.vloer_cent
    return vloeren
