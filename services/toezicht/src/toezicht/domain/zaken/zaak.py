"""A rechtmatigheidszaak: opened by a person from a signal, classified by persons, closed with an outcome."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.verloop import Verloop

from toezicht.domain.zaken.ladder import Stukverwijzing, Trede, volgende_trede


class Onregelmatigheid(StrEnum):
    """The three kinds (beleidskader 3.10): unintended, against the purpose, intended for gain."""

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


class ZaakStatus(StrEnum):
    """Whether work on the case goes on."""

    OPEN = "open"
    GESLOTEN = "gesloten"


class ZaakStap(StrEnum):
    """What somebody does in a case."""

    TREDE_NEMEN = "een trede hoger gaan"
    CLASSIFICEREN = "classificeren"
    BEVINDING_VASTLEGGEN = "een bevinding vastleggen"
    MAATREGEL_OPLEGGEN = "een maatregel opleggen"
    AANGIFTE_BESLUITEN = "over de aangifte besluiten"
    SLUITEN = "sluiten"


VERLOOP = Verloop(
    wat="de zaak",
    start=ZaakStatus.OPEN,
    einde=frozenset({ZaakStatus.GESLOTEN}),
    tabel={
        (ZaakStatus.OPEN, ZaakStap.TREDE_NEMEN): ZaakStatus.OPEN,
        (ZaakStatus.OPEN, ZaakStap.CLASSIFICEREN): ZaakStatus.OPEN,
        (ZaakStatus.OPEN, ZaakStap.BEVINDING_VASTLEGGEN): ZaakStatus.OPEN,
        (ZaakStatus.OPEN, ZaakStap.MAATREGEL_OPLEGGEN): ZaakStatus.OPEN,
        (ZaakStatus.OPEN, ZaakStap.AANGIFTE_BESLUITEN): ZaakStatus.OPEN,
        (ZaakStatus.OPEN, ZaakStap.SLUITEN): ZaakStatus.GESLOTEN,
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

    klasse: Onregelmatigheid
    reden: str
    bewijs: Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Motivering:
    """Why somebody did something in a case, in words; the timeline refers to it, since words may have to be erased.

    `verwijzingen` are where the documents of a step are kept, in the order of that step.
    """

    id: uuid.UUID
    tekst: str
    verwijzingen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aangiftebesluit:
    """Whether what was found goes to the prosecutor; why stands in the motivering."""

    aangifte: bool
    motivering_id: uuid.UUID
    door: str
    op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak:
    """A case; `voorstel_door` proposed to set or to leave fraude, which a second person has not confirmed.

    `was_fraude` stays true once two persons set that class, whatever the class is after.
    """

    id: uuid.UUID
    agb_code: str
    signaal_id: uuid.UUID
    trace_id: str
    status: ZaakStatus
    trede: Trede
    klasse: Onregelmatigheid | None
    voorstel_door: str | None
    uitkomst: Zaakuitkomst | None
    geopend_op: dt.datetime
    geopend_door: str
    motiveringen: tuple[Motivering, ...] = ()
    aangiftebesluit: Aangiftebesluit | None = None
    voorstel_klasse: Onregelmatigheid | None = None
    was_fraude: bool = False

    @property
    def zaak(self) -> str:
        """The name of the case in the timeline."""
        return zaaknaam(self.id)

    def met(self, motivering: Motivering) -> "Zaak":
        """The case with the words that go with an act."""
        return dataclasses.replace(self, motiveringen=(*self.motiveringen, motivering))

    def naar_trede(self, trede: Trede, stukken: Sequence[Stukverwijzing]) -> "Zaak":
        """One step up the ladder."""
        VERLOOP.na(self.status, ZaakStap.TREDE_NEMEN)
        return dataclasses.replace(self, trede=volgende_trede(self.trede, trede, stukken))

    def classificeer(self, voorstel: Classificatie, door: str, bevindingen: Sequence[Bevinding]) -> "Zaak":
        """Set the class. To set fraude (with shown intent) or to leave it takes two persons: the first one proposes.

        Another class than the proposed one, while fraude is not set, or fraude again, while it is, ends the proposal.
        """
        VERLOOP.na(self.status, ZaakStap.CLASSIFICEREN)
        gebruikt = _bewijs(voorstel, bevindingen)
        fraude = voorstel.klasse is Onregelmatigheid.FRAUDE
        if fraude and not any(one.opzet for one in gebruikt):
            raise conflict("opzet-niet-getoond", "Fraude vraagt om een bevinding die opzet laat zien.")
        if fraude is (self.klasse is Onregelmatigheid.FRAUDE):
            return self._met_klasse(voorstel.klasse)
        if self.voorstel_door is None or self.voorstel_klasse is not voorstel.klasse:
            return dataclasses.replace(self, voorstel_door=door, voorstel_klasse=voorstel.klasse)
        if self.voorstel_door == door:
            melding = f"Een andere toezichthouder moet de klasse {voorstel.klasse} bevestigen."
            raise conflict("tweede-persoon-nodig", melding)
        return self._met_klasse(voorstel.klasse)

    def _met_klasse(self, klasse: Onregelmatigheid) -> "Zaak":
        was_fraude = self.was_fraude or klasse is Onregelmatigheid.FRAUDE
        return dataclasses.replace(self, klasse=klasse, voorstel_door=None, voorstel_klasse=None, was_fraude=was_fraude)

    def check_maatregel(self, bevindingen: Sequence[Bevinding]) -> None:
        """A measure rests on at least one finding in an open case."""
        VERLOOP.na(self.status, ZaakStap.MAATREGEL_OPLEGGEN)
        if not bevindingen:
            raise conflict("bevinding-ontbreekt", "Leg eerst een bevinding vast; daar rust de maatregel op.")

    def check_bevinding(self) -> None:
        """Findings belong in an open case."""
        VERLOOP.na(self.status, ZaakStap.BEVINDING_VASTLEGGEN)

    def besluit_aangifte(self, besluit: Aangiftebesluit) -> "Zaak":
        """Decide on aangifte; a later decision replaces an earlier one."""
        VERLOOP.na(self.status, ZaakStap.AANGIFTE_BESLUITEN)
        return dataclasses.replace(self, aangiftebesluit=besluit)

    def sluit(self, uitkomst: Zaakuitkomst, *, aantal_maatregelen: int) -> "Zaak":
        """End the case.

        A proposal must have been answered, a case that ever was fraude needs a decision on aangifte, and the outcomes
        `maatregel` and `aangifte` need a measure and an aangifte.
        """
        status = VERLOOP.na(self.status, ZaakStap.SLUITEN)
        if self.voorstel_door is not None:
            raise conflict("voorstel-open", "Er staat een voorstel voor een andere klasse open; rond dat eerst af.")
        if uitkomst is Zaakuitkomst.MAATREGEL and not aantal_maatregelen:
            raise conflict("maatregel-ontbreekt", "Er is in deze zaak geen maatregel opgelegd.")
        self._aangifte_is_beslist(uitkomst)
        return dataclasses.replace(self, status=status, uitkomst=uitkomst)

    def _aangifte_is_beslist(self, uitkomst: Zaakuitkomst) -> None:
        """A known crime is reported at once, or a person says why not (contractstandaard 3.16)."""
        if self.was_fraude and self.aangiftebesluit is None:
            melding = (
                "Deze zaak heeft of had de klasse fraude. Laat eerst iemand besluiten over aangifte, met de reden."
            )
            raise conflict("aangiftebesluit-ontbreekt", melding)
        gedaan = self.aangiftebesluit is not None and self.aangiftebesluit.aangifte
        if uitkomst is Zaakuitkomst.AANGIFTE and not gedaan:
            melding = "In deze zaak is niet tot aangifte besloten. Besluit dat eerst, of kies een andere uitkomst."
            raise conflict("aangifte-ontbreekt", melding)


def zaaknaam(zaak_id: uuid.UUID) -> str:
    """The name of a case in the timeline."""
    return f"zaak:{zaak_id}"


def _bewijs(voorstel: Classificatie, bevindingen: Sequence[Bevinding]) -> list[Bevinding]:
    bekend = {one.id: one for one in bevindingen}
    onbekend = [one for one in voorstel.bewijs if one not in bekend]
    if onbekend:
        fouten = (Fout("bewijs", "onbekend-bewijs", f"Bevinding {one} hoort niet bij deze zaak.") for one in onbekend)
        raise refused("onbekend-bewijs", "Niet elk genoemd bewijs hoort bij deze zaak.", *fouten)
    return [bekend[one] for one in voorstel.bewijs]
