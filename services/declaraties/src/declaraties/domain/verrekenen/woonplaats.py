"""Which gemeente pays for the care of a young person on which day (woonplaatsbeginsel, Jeugdwet 1.1; D20)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from risb_kern.errors import DomainError, Fout, Kind

from declaraties.domain.standaard.profielen import Wet


@dataclass(frozen=True, slots=True, kw_only=True)
class Woonplaatskeuze:
    """From this day on this gemeente is responsible; of one day the highest `volgnummer` counts."""

    volgnummer: int
    vanaf: dt.date
    gemeente: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Woonplaats:
    """What is written down: `client` is the pseudonym. Nothing is ever changed; a mistake is put right by a new row."""

    client: bytes
    wet: Wet
    gemeente: str
    vanaf: dt.date


def toets_woonplaats(woonplaats: Woonplaats, *, doet_mee: bool) -> None:
    """DomainError with every reason why this cannot be settled here.

    The woonplaatsbeginsel is that of the Jeugdwet. A gemeente that does not take youth care from the bureau on that day
    (`doet_mee`) is settled with outside this service.
    """
    fouten = []
    if woonplaats.wet is not Wet.JW:
        melding = "Het woonplaatsbeginsel wordt hier alleen voor de Jeugdwet verrekend."
        fouten.append(Fout("wet", "alleen-jeugdwet", melding))
    if not doet_mee:
        melding = "Deze gemeente neemt op die dag geen jeugdhulp af bij het bureau; verreken buiten dit systeem."
        fouten.append(Fout("gemeente", "gemeente-niet-in-regio", melding))
    if fouten:
        raise DomainError(Kind.INVALID, "ongeldige-woonplaats", fouten[0].melding, *fouten)


def dagen_per_gemeente(
    keuzes: Sequence[Woonplaatskeuze], begin: dt.date, eind: dt.date, *, eigen: str
) -> list[tuple[str, int]]:
    """The days of a period in stretches, each with its gemeente; `eigen` before the first choice."""
    per_dag = {keuze.vanaf: keuze for keuze in sorted(keuzes, key=lambda keuze: keuze.volgnummer)}
    grenzen = [begin, *sorted(dag for dag in per_dag if begin < dag <= eind), eind + dt.timedelta(days=1)]
    stukken = []
    for van, tot in pairwise(grenzen):
        eerder = [dag for dag in per_dag if dag <= van]
        stukken.append((per_dag[max(eerder)].gemeente if eerder else eigen, (tot - van).days))
    return stukken
