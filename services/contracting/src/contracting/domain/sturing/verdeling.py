"""How the cost of a service line is divided over gemeenten: a method per service line and year, as data.

| method | rule |
|---|---|
| `gebruik` | by the cost of the clients of each (profit) |
| `sleutel` | by a fixed key: inhabitants, a share of the gemeentefonds (solidarity) |
| `gemiddelde-clienten` | by the clients of each, added up over N years: that is the average over N years |
| `grens` | of each client the own gemeente bears the cost up to a limit; all that is above it goes by the key |

Parts are whole cents by largest remainder, a tie to the lowest gemeentecode; they always add up to the total.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from risb_kern.errors import Fout, refused
from risb_recht.bedrag import verdeel

from contracting.domain.regio.deelname import Dienst


class Verdeelmethode(StrEnum):
    """The ways to divide."""

    GEBRUIK = "gebruik"
    SLEUTEL = "sleutel"
    GEMIDDELDE = "gemiddelde-clienten"
    GRENS = "grens"


MET_SLEUTEL = frozenset({Verdeelmethode.SLEUTEL, Verdeelmethode.GRENS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdeelregel:
    """The method of a service line in a year; the other fields only where the method asks for them."""

    dienst: Dienst
    jaar: int
    methode: Verdeelmethode
    sleutel: Mapping[str, int] = field(default_factory=dict)
    jaren: int = 0
    grens_cent: int = 0
    versie: int = 1

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"verdeelregel:{self.dienst}:{self.jaar}"

    def controleer(self) -> None:
        """Refuse a rule that lacks what its method asks for, or has what it does not."""
        fouten = [
            Fout(veld, "past-niet", f"Methode {self.methode} vraagt {'een' if nodig else 'geen'} waarde hier.")
            for veld, nodig, heeft in (
                ("sleutel", self.methode in MET_SLEUTEL, any(self.sleutel.values())),
                ("jaren", self.methode is Verdeelmethode.GEMIDDELDE, self.jaren > 0),
                ("grensCent", self.methode is Verdeelmethode.GRENS, self.grens_cent > 0),
            )
            if nodig is not heeft
        ]
        if fouten:
            raise refused("verdeelregel-onvolledig", "De verdeelregel past niet bij de methode.", *fouten)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clientkosten:
    """The cost of one client of a gemeente in the year, without who it is."""

    gemeente: str
    cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdeelfeiten:
    """What is divided, and the facts that the method asks for; `clienten` has a number per year."""

    totaal_cent: int
    kosten: Mapping[str, int] = field(default_factory=dict)
    clienten: Mapping[str, Sequence[int]] = field(default_factory=dict)
    clientkosten: Sequence[Clientkosten] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kostenverdeling:
    """A total as it was divided under a version of the rule."""

    id: uuid.UUID
    dienst: Dienst
    jaar: int
    versie: int
    methode: Verdeelmethode
    totaal_cent: int
    delen: Mapping[str, int]

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"kostenverdeling:{self.id}"


def verdeel_kosten(regel: Verdeelregel, feiten: Verdeelfeiten) -> Mapping[str, int]:
    """The part of each gemeente in cents; they add up to the total."""
    if regel.methode is Verdeelmethode.GRENS:
        return _boven_de_grens(regel, feiten)
    gewichten = _gewichten(regel, feiten)
    if not any(gewichten.values()):
        raise refused("niets-om-naar-te-verdelen", "Alle gewichten zijn nul; geef ten minste een gemeente een aandeel.")
    return verdeel(feiten.totaal_cent, gewichten)


def _gewichten(regel: Verdeelregel, feiten: Verdeelfeiten) -> Mapping[str, int]:
    match regel.methode:
        case Verdeelmethode.GEBRUIK:
            return feiten.kosten
        case Verdeelmethode.GEMIDDELDE:
            return _clienten(regel, feiten)
        case _:
            return regel.sleutel


def _clienten(regel: Verdeelregel, feiten: Verdeelfeiten) -> Mapping[str, int]:
    fout = [gemeente for gemeente, jaren in sorted(feiten.clienten.items()) if len(jaren) != regel.jaren]
    if fout:
        raise refused(
            "jaren-kloppen-niet",
            f"De regel telt clienten over {regel.jaren} jaar.",
            *[Fout("clienten", "past-niet", f"Gemeente {one}: geef {regel.jaren} aantallen.") for one in fout],
        )
    return {gemeente: sum(jaren) for gemeente, jaren in feiten.clienten.items()}


def _boven_de_grens(regel: Verdeelregel, feiten: Verdeelfeiten) -> Mapping[str, int]:
    vreemd = sorted({one.gemeente for one in feiten.clientkosten} - set(regel.sleutel))
    if vreemd:
        raise refused(
            "gemeente-buiten-sleutel",
            "Niet elke gemeente staat in de sleutel.",
            *[Fout("clientkosten", "onbekend", f"Gemeente {one} staat niet in de sleutel.") for one in vreemd],
        )
    som = sum(one.cent for one in feiten.clientkosten)
    if som != feiten.totaal_cent:
        raise refused("totaal-klopt-niet", f"De clienten kosten samen {som} cent en niet {feiten.totaal_cent} cent.")
    eigen: dict[str, int] = defaultdict(int)
    for one in feiten.clientkosten:
        eigen[one.gemeente] += min(one.cent, regel.grens_cent)
    gedeeld = verdeel(som - sum(eigen.values()), regel.sleutel)
    return {gemeente: eigen[gemeente] + deel for gemeente, deel in gedeeld.items()}
