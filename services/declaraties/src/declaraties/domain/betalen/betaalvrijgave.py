"""What must hold at the moment that a second person releases a run, whatever held when it was prepared (S-24)."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Fout, Kind
from risb_recht.vierogen import Daad, Hand

from declaraties.domain.betalen.betaalrun import Betaalrun, Overslagreden
from declaraties.domain.betalen.vierogen import VRIJGEVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Actueel:
    """The present state around a run: accounts in use, suspensions, and sums straight from the payables.

    `sommen` is per payment the sum of its payables; `belet` are payments with a payable that review holds; `handen` is
    who reviewed, asked for, decided on or freed a payable before, or confirmed the account of an aanbieder.
    `gewijzigd` are payables of terms of which now something else is due; `geblokkeerd` may not be paid after screening.
    """

    rekening_gemeente: uuid.UUID | None
    rekeningen: Mapping[str, uuid.UUID]
    opgeschort: frozenset[str]
    belet: frozenset[uuid.UUID]
    handen: frozenset[Hand]
    sommen: Mapping[uuid.UUID, int]
    gewijzigd: frozenset[uuid.UUID] = frozenset()
    geblokkeerd: Mapping[str, Overslagreden] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Akkoord:
    """Who releases, and the number of payments and the amount that this person has seen."""

    door: str
    aantal: int
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vrijgave:
    """A released file as the register outside the database keeps it; `regels` is per payment its payables."""

    run_id: uuid.UUID
    msg_id: str
    moment: dt.datetime
    sha256: str
    bedrag_cent: int
    regels: Mapping[str, tuple[str, ...]]


def controleer_vrijgave(
    run: Betaalrun,
    akkoord: Akkoord,
    actueel: Actueel | None,
    *,
    handeling: Handeling,
    van: Collection[str],
    keten: Iterable[Daad] = (),
) -> None:
    """Nothing when the run may go out; DomainError with every obstacle otherwise.

    `van` holds the marks of whom it pays, `keten` what was done in the case of the run. Without `actueel` the run has
    gone out already, and only needs to be recorded by a second person.
    """
    run.eis_concept()
    voorbereid = Hand(soort="betaalrun_voorbereiden", door=run.voorbereid_door)
    handen = (voorbereid, *keten, *(() if actueel is None else sorted(actueel.handen, key=lambda one: one.soort)))
    VRIJGEVEN.toets(handeling, handen, van=van, bedrag_cent=run.bedrag_cent)
    if (akkoord.aantal, akkoord.bedrag_cent) != (len(run.betalingen), run.bedrag_cent):
        melding = "Het aantal of het bedrag is niet dat van deze betaalrun. Haal de run opnieuw op en kijk hem na."
        raise DomainError(Kind.CONFLICT, "akkoord-past-niet", melding)
    if actueel is None:
        return
    fouten = [*_rekeningfouten(run, actueel), *_betalingfouten(run, actueel)]
    if run.uitvoerdatum < handeling.vandaag:
        fouten.append(Fout("uitvoerdatum", "uitvoerdatum-voorbij", "De uitvoerdatum is voorbij."))
    if fouten:
        melding = "De betaalrun klopt niet meer. Trek hem in en bereid een nieuwe voor."
        raise DomainError(Kind.CONFLICT, "run-verouderd", melding, *fouten)


def _rekeningfouten(run: Betaalrun, actueel: Actueel) -> list[Fout]:
    fouten = [
        Fout(one.agb_code, "rekening-gewijzigd", f"De rekening van {one.agb_code} is na de voorbereiding gewijzigd.")
        for one in run.betalingen
        if actueel.rekeningen.get(one.agb_code) != one.rekening.id
    ]
    if actueel.rekening_gemeente != run.rekening.id:
        melding = f"De rekening van gemeente {run.gemeente} is na de voorbereiding gewijzigd."
        fouten.append(Fout(run.gemeente, "rekening-gewijzigd", melding))
    return fouten


def _betalingfouten(run: Betaalrun, actueel: Actueel) -> list[Fout]:
    fouten = []
    for one in run.betalingen:
        if (blokkade := actueel.geblokkeerd.get(one.agb_code)) is not None:
            melding = (
                f"Aan {one.agb_code} mag nu niet worden betaald: {blokkade.value}. Zie de screening in contracting."
            )
            fouten.append(Fout(one.agb_code, blokkade.value, melding))
        if one.agb_code in actueel.opgeschort:
            fouten.append(Fout(one.agb_code, "opgeschort", f"De betaling aan {one.agb_code} is opgeschort."))
        if one.id in actueel.belet:
            fouten.append(Fout(one.agb_code, "vastgehouden", f"Een bedrag van {one.agb_code} wordt vastgehouden."))
        if not actueel.gewijzigd.isdisjoint(one.opdrachten):
            melding = f"Van een termijn voor {one.agb_code} is na de voorbereiding iets anders verschuldigd."
            fouten.append(Fout(one.agb_code, "termijn-gewijzigd", melding))
        if actueel.sommen.get(one.id) != one.bedrag_cent:
            melding = f"Het bedrag voor {one.agb_code} is niet de som van de betaalopdrachten."
            fouten.append(Fout(one.agb_code, "bedrag-wijkt-af", melding))
    return fouten
