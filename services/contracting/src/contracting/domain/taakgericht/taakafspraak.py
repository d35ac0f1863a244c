"""What a taakgerichte overeenkomst is about beside its money: the task, its measures of success, and its plan (C7).

Targets, bounds and values are whole numbers in hundredths of their unit.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.kalender import maanden_later
from risb_recht.periode import Periode

from contracting.domain.taakgericht.afrekening import Bandbreedte


class Indexwijze(StrEnum):
    """How the yearly budget follows prices: not, as a national figure, or by a formula with a share of personnel."""

    GEEN = "geen"
    LANDELIJK = "landelijk"
    FORMULE = "formule"


class Meetperiode(StrEnum):
    """How often an indicator is measured."""

    MAAND = "maand"
    KWARTAAL = "kwartaal"
    JAAR = "jaar"

    @property
    def maanden(self) -> int:
        """Its length."""
        return {Meetperiode.MAAND: 1, Meetperiode.KWARTAAL: 3, Meetperiode.JAAR: 12}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured, in which unit and from which source; between the bounds it goes as agreed."""

    code: str
    omschrijving: str
    eenheid: str
    doel: int
    ondergrens: int
    bovengrens: int
    bron: str
    meetperiode: Meetperiode


@dataclass(frozen=True, slots=True, kw_only=True)
class Planmijlpaal:
    """A step of the transformation plan with its last day."""

    code: str
    omschrijving: str
    uiterlijk: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plandoel:
    """A goal of the transformation plan: who owns it, and by which steps it is reached."""

    code: str
    omschrijving: str
    eigenaar: str
    mijlpalen: tuple[Planmijlpaal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Realisatie:
    """What was measured of an indicator over the period that starts on `periode_van`."""

    indicator: str
    periode_van: dt.date
    waarde: int
    bron: str
    vastgelegd_op: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mijlpaalstand:
    """A milestone that was reached, and where that shows."""

    mijlpaal: str
    behaald_op: dt.date
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakopdracht:
    """What was agreed: the task, how it is indexed, measured and settled, and how it ends."""

    taak: str
    doelgroep: str
    gebied: str
    indexwijze: Indexwijze
    personeel_procent: int | None
    bandbreedte: Bandbreedte | None
    indicatoren: tuple[Indicator, ...]
    plan: tuple[Plandoel, ...]
    datalevering: str
    exitplan: str

    @property
    def mijlpalen(self) -> tuple[Planmijlpaal, ...]:
        """The milestones of all goals."""
        return tuple(stap for doel in self.plan for stap in doel.mijlpalen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakafspraak:
    """The task under one agreement, with what came of it; what is corrected stays, the last of a period counts."""

    id: uuid.UUID
    agb_code: str
    opdracht: Taakopdracht
    realisaties: tuple[Realisatie, ...] = ()
    mijlpaalstanden: tuple[Mijlpaalstand, ...] = ()

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"taakafspraak:{self.id}"

    @property
    def bij(self) -> tuple[uuid.UUID, ...]:
        """The agreement that it belongs to: it has the same number."""
        return (self.id,)

    def realiseer(self, realisatie: Realisatie, looptijd: Periode, vandaag: dt.date) -> "Taakafspraak":
        """Record a measurement; only of an indicator that was agreed, over a period that is over."""
        indicator = self._indicator(realisatie.indicator)
        _begint_periode(indicator, realisatie.periode_van)
        voorbij = maanden_later(realisatie.periode_van, indicator.meetperiode.maanden)
        if vandaag < voorbij or realisatie.periode_van not in _meetbaar(looptijd):
            melding = f"Deze {indicator.meetperiode} is niet voorbij of valt buiten de looptijd van de overeenkomst."
            raise refused("periode-past-niet", melding, Fout("periodeVan", "past-niet", melding))
        return replace(self, realisaties=(*self.realisaties, realisatie))

    def behaal(self, stand: Mijlpaalstand, vandaag: dt.date) -> "Taakafspraak":
        """Record that a milestone was reached; once, and not in the future."""
        if stand.mijlpaal not in {one.code for one in self.opdracht.mijlpalen}:
            raise refused(
                "mijlpaal-onbekend",
                f"Het plan heeft geen mijlpaal {stand.mijlpaal}.",
                Fout("mijlpaal", "onbekend", f"Kies uit: {_namen([one.code for one in self.opdracht.mijlpalen])}."),
            )
        if stand.mijlpaal in {one.mijlpaal for one in self.mijlpaalstanden}:
            raise conflict("mijlpaal-al-behaald", f"Mijlpaal {stand.mijlpaal} is al behaald.")
        if stand.behaald_op > vandaag:
            melding = f"Kies een dag tot en met {vandaag:%d-%m-%Y}."
            raise refused("mijlpaal-toekomst", melding, Fout("behaaldOp", "toekomst", melding))
        return replace(self, mijlpaalstanden=(*self.mijlpaalstanden, stand))

    def geldend(self, indicator: str) -> Sequence[Realisatie]:
        """What counts of an indicator, one per period, oldest first."""
        laatste = {one.periode_van: one for one in self.realisaties if one.indicator == indicator}
        return [one for _, one in sorted(laatste.items())]

    def _indicator(self, code: str) -> Indicator:
        for one in self.opdracht.indicatoren:
            if one.code == code:
                return one
        raise refused(
            "indicator-onbekend",
            f"De overeenkomst heeft geen indicator {code}.",
            Fout("indicator", "onbekend", f"Kies uit: {_namen([one.code for one in self.opdracht.indicatoren])}."),
        )


def binnen_band(indicator: Indicator, waarde: int) -> bool:
    """True when it goes as agreed, both bounds included."""
    return indicator.ondergrens <= waarde <= indicator.bovengrens


def controleer_opdracht(opdracht: Taakopdracht) -> None:
    """Refuse codes that stand twice, bounds that exclude the target, and a formula without its share of personnel."""
    fouten = [
        Fout(f"opdracht.indicatoren.{nummer}", "band", f"Het doel van {one.code} ligt niet tussen de grenzen.")
        for nummer, one in enumerate(opdracht.indicatoren)
        if not binnen_band(one, one.doel)
    ]
    for veld, codes in (
        ("indicatoren", [one.code for one in opdracht.indicatoren]),
        ("plan", [one.code for one in opdracht.plan]),
        ("plan.mijlpalen", [one.code for one in opdracht.mijlpalen]),
    ):
        dubbel = sorted({one for one in codes if codes.count(one) > 1})
        fouten += [Fout(f"opdracht.{veld}", "dubbel", f"Code {one} staat er twee keer.") for one in dubbel]
    if (opdracht.indexwijze is Indexwijze.FORMULE) is (opdracht.personeel_procent is None):
        melding = "Noem het aandeel personeel bij een formule, en alleen dan."
        fouten.append(Fout("opdracht.personeelProcent", "past-niet", melding))
    if fouten:
        raise refused("taakopdracht-past-niet", "De taakopdracht klopt niet.", *fouten)


def _meetbaar(looptijd: Periode) -> Periode:
    """The first days of a period that may be measured: also that in which the agreement started."""
    return Periode(van=looptijd.van.replace(month=1, day=1), tot=looptijd.tot)


def _begint_periode(indicator: Indicator, dag: dt.date) -> None:
    if dag.day != 1 or (dag.month - 1) % indicator.meetperiode.maanden:
        melding = f"{indicator.code} wordt per {indicator.meetperiode} gemeten; kies de eerste dag daarvan."
        raise refused("periode-past-niet", melding, Fout("periodeVan", "past-niet", melding))


def _namen(codes: Sequence[str]) -> str:
    return ", ".join(codes) or "er zijn er geen"
