"""A rechtmatigheidszaak: opened by a person from a signal, classified by persons, closed with an outcome."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from risb_kern.errors import DomainError, Fout, Kind
from risb_recht.verloop import Verloop

from toezicht.domain.zaken.ladder import Trede, volgende_trede


class Klasse(StrEnum):
    """The three kinds of onregelmatigheid (beleidskader 3.10): unintended, against the purpose, intended for gain."""

    FOUT = "fout"
    ONEIGENLIJK_GEBRUIK = "oneigenlijk-gebruik"
    FRAUDE = "fraude"


class Zaakuitkomst(StrEnum):
    """How a case can end."""

    NIETS_GEVONDEN = "niets-gevonden"
    UITLEG_AKKOORD = "uitleg-akkoord"
    FOUT_HERSTELD = "fout-hersteld"
    TERUGVORDERING = "terugvordering"
    AFSPRAAK = "afspraak"
    MAATREGEL = "maatregel"
    AANGIFTE = "aangifte"


class Zaakstand(StrEnum):
    """Whether work on the case goes on."""

    OPEN = "open"
    GESLOTEN = "gesloten"


class ZaakStap(StrEnum):
    """What somebody does in a case."""

    TREDE_NEMEN = "een trede hoger gaan"
    CLASSIFICEREN = "classificeren"
    BEVINDING_VASTLEGGEN = "een bevinding vastleggen"
    MAATREGEL_OPLEGGEN = "een maatregel opleggen"
    SLUITEN = "sluiten"


VERLOOP = Verloop(
    wat="de zaak",
    start=Zaakstand.OPEN,
    einde=frozenset({Zaakstand.GESLOTEN}),
    tabel={
        (Zaakstand.OPEN, ZaakStap.TREDE_NEMEN): Zaakstand.OPEN,
        (Zaakstand.OPEN, ZaakStap.CLASSIFICEREN): Zaakstand.OPEN,
        (Zaakstand.OPEN, ZaakStap.BEVINDING_VASTLEGGEN): Zaakstand.OPEN,
        (Zaakstand.OPEN, ZaakStap.MAATREGEL_OPLEGGEN): Zaakstand.OPEN,
        (Zaakstand.OPEN, ZaakStap.SLUITEN): Zaakstand.GESLOTEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevinding:
    """What was found, with where the proof lies; `opzet` when it shows intent. `bedrag_cent` is proven money."""

    id: uuid.UUID
    zaak_id: uuid.UUID
    omschrijving: str
    bewijs: Sequence[str]
    opzet: bool
    bedrag_cent: int
    door: str
    op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Classificatie:
    """A class that a person proposes: with a reason, and the findings it rests on."""

    klasse: Klasse
    reden: str
    bewijs: tuple[uuid.UUID, ...]
    door: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak:
    """`voorstel_door` names who proposed fraude while a second person has not confirmed it."""

    id: uuid.UUID
    agb_code: str
    signaal_id: uuid.UUID
    trace_id: str
    stand: Zaakstand
    trede: Trede
    klasse: Klasse | None
    voorstel_door: str | None
    uitkomst: Zaakuitkomst | None
    geopend_op: dt.datetime
    geopend_door: str

    def naar_trede(self, trede: Trede, stukken: Sequence[str]) -> "Zaak":
        """One step up the ladder."""
        VERLOOP.na(self.stand, ZaakStap.TREDE_NEMEN)
        return dataclasses.replace(self, trede=volgende_trede(self.trede, trede, stukken))

    def classificeer(self, voorstel: Classificatie, bevindingen: Sequence[Bevinding]) -> "Zaak":
        """Set the class. Fraude takes two persons and shown intent: the first call only records the proposal."""
        VERLOOP.na(self.stand, ZaakStap.CLASSIFICEREN)
        gebruikt = _bewijs(voorstel, bevindingen)
        if voorstel.klasse is not Klasse.FRAUDE:
            return dataclasses.replace(self, klasse=voorstel.klasse, voorstel_door=None)
        if not any(one.opzet for one in gebruikt):
            raise DomainError(
                Kind.CONFLICT, "opzet-niet-getoond", "Fraude vraagt om een bevinding die opzet laat zien."
            )
        if self.voorstel_door is None:
            return dataclasses.replace(self, voorstel_door=voorstel.door)
        if self.voorstel_door == voorstel.door:
            raise DomainError(
                Kind.CONFLICT, "tweede-persoon-nodig", "Een andere toezichthouder moet de klasse fraude bevestigen."
            )
        return dataclasses.replace(self, klasse=Klasse.FRAUDE, voorstel_door=None)

    def bereid_voor_maatregel(self, bevindingen: Sequence[Bevinding]) -> None:
        """A measure rests on at least one finding in an open case."""
        VERLOOP.na(self.stand, ZaakStap.MAATREGEL_OPLEGGEN)
        if not bevindingen:
            raise DomainError(
                Kind.CONFLICT, "bevinding-ontbreekt", "Leg eerst een bevinding vast; daar rust de maatregel op."
            )

    def bereid_voor_bevinding(self) -> None:
        """Findings belong in an open case."""
        VERLOOP.na(self.stand, ZaakStap.BEVINDING_VASTLEGGEN)

    def sluit(self, uitkomst: Zaakuitkomst, *, aantal_maatregelen: int) -> "Zaak":
        """End the case. A proposal of fraude must have been answered, and `maatregel` needs a measure."""
        stand = VERLOOP.na(self.stand, ZaakStap.SLUITEN)
        if self.voorstel_door is not None:
            raise DomainError(
                Kind.CONFLICT, "voorstel-open", "Er staat een voorstel voor de klasse fraude open; rond dat eerst af."
            )
        if uitkomst is Zaakuitkomst.MAATREGEL and not aantal_maatregelen:
            raise DomainError(Kind.CONFLICT, "maatregel-ontbreekt", "Er is in deze zaak geen maatregel opgelegd.")
        return dataclasses.replace(self, stand=stand, uitkomst=uitkomst)


def _bewijs(voorstel: Classificatie, bevindingen: Sequence[Bevinding]) -> list[Bevinding]:
    bekend = {one.id: one for one in bevindingen}
    onbekend = [one for one in voorstel.bewijs if one not in bekend]
    if onbekend:
        fouten = (Fout("bewijs", "onbekend-bewijs", f"Bevinding {one} hoort niet bij deze zaak.") for one in onbekend)
        raise DomainError(Kind.INVALID, "onbekend-bewijs", "Niet elk genoemd bewijs hoort bij deze zaak.", *fouten)
    return [bekend[one] for one in voorstel.bewijs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tijdlijnregel:
    """One thing that happened in a case: who did what, when, with which details. Never changed afterwards."""

    id: uuid.UUID
    zaak_id: uuid.UUID
    soort: str
    door: str
    op: dt.datetime
    gegevens: Mapping[str, Any]
