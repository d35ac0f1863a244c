"""The most that an aanbieder may declare under an agreement in a year: its amount and clocks (OVK 1.5).

| rule | source |
|---|---|
| only inspanning and output; only where the agreement foresees it (`grondslag`) | OVK 1.5 |
| first day S; intention at the latest S - 6 months, decision S - 3 months, joint plan S - 2 months | OVK 1.5 |
| the amount is that of a year times the days from S up to and including 31 December | OVK 1.5, own design: days |
| a warning once the used part is 70 percent, once for every version of the amount | OVK 1.5 |
| notice, talk within 14 days, decision within 14 days after the talk | OVK 1.5, own: the second clock starts there |

These are terms of a contract, so the Algemene termijnenwet moves none of them.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro, naar_rato
from risb_recht.periode import Periode
from risb_recht.termijnen import dagen, einde, maanden, uiterlijk_voor
from risb_recht.verloop import Verloop
from risb_recht.wet import Wet

from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.toelating.perceel import Variant

WAARSCHUWING_PROCENT = 70
_VOORNEMEN, _BESLUIT, _PLAN = maanden(6), maanden(3), maanden(2)
_GESPREK = _NA_GESPREK = dagen(14)


class RuimteStatus(StrEnum):
    """Where a bestedingsruimte stands."""

    AANGEKONDIGD = "aangekondigd"
    VASTGESTELD = "vastgesteld"
    VERVALLEN = "vervallen"


class RuimteStap(StrEnum):
    """What is done with a bestedingsruimte."""

    VASTSTELLEN = "vaststellen"
    PLANNEN = "plannen"
    MELDEN = "melden"
    BESPREKEN = "bespreken"
    HERZIEN = "herzien"
    VERVALLEN = "vervallen"


S, H = RuimteStatus, RuimteStap
VERLOOP = Verloop(
    wat="de bestedingsruimte",
    start=S.AANGEKONDIGD,
    einde=frozenset({S.VERVALLEN}),
    tabel={
        (S.AANGEKONDIGD, H.VASTSTELLEN): S.VASTGESTELD,
        (S.AANGEKONDIGD, H.VERVALLEN): S.VERVALLEN,
        (S.VASTGESTELD, H.PLANNEN): S.VASTGESTELD,
        (S.VASTGESTELD, H.MELDEN): S.VASTGESTELD,
        (S.VASTGESTELD, H.BESPREKEN): S.VASTGESTELD,
        (S.VASTGESTELD, H.HERZIEN): S.VASTGESTELD,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuimteTermijnen:
    """The last days on which the steps before the first day may be taken."""

    voornemen: dt.date
    besluit: dt.date
    plan: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overschrijdingsmelding:
    """A written notice that the ceiling is nearly reached or will be; `verwacht_cent` is what open orders still ask."""

    gemeld_op: dt.date
    verwacht_cent: int
    besproken_op: dt.date | None = None
    besloten_op: dt.date | None = None

    @property
    def gesprek_uiterlijk(self) -> dt.date:
        """The last day for the talk."""
        return einde(self.gemeld_op, _GESPREK, termijnenwet=False)

    @property
    def besluit_uiterlijk(self) -> dt.date | None:
        """The last day for the decision; None until the talk was held."""
        return None if self.besproken_op is None else einde(self.besproken_op, _NA_GESPREK, termijnenwet=False)

    @property
    def is_open(self) -> bool:
        """True until it was decided."""
        return self.besloten_op is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestedingsruimte:
    """The ceiling of one agreement in one year, from `ingangsdatum` up to and including 31 December.

    `versie` counts the amounts that were fixed, 0 for none yet; `gewaarschuwd` is the last one that was warned about.
    """

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    wet: Wet
    perceel_code: str
    ingangsdatum: dt.date
    bedrag_cent: int
    crisisproducten: tuple[str, ...]
    grondslag: str
    aangekondigd_op: dt.date
    status: RuimteStatus = RuimteStatus.AANGEKONDIGD
    versie: int = 0
    gewaarschuwd: int = 0
    plan_op: dt.date | None = None
    melding: Overschrijdingsmelding | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"bestedingsruimte:{self.id}"

    @property
    def jaar(self) -> int:
        """The calendar year."""
        return self.ingangsdatum.year

    @property
    def einddatum(self) -> dt.date:
        """The last day: a next year needs a decision of its own."""
        return dt.date(self.jaar, 12, 31)

    @property
    def termijnen(self) -> RuimteTermijnen:
        """The clocks before the first day."""
        return termijnen_voor(self.ingangsdatum)

    @property
    def waarschuwing_cent(self) -> int:
        """The first amount that asks for a warning: 70 percent, rounded up to the cent."""
        return -(-self.bedrag_cent * WAARSCHUWING_PROCENT // 100)

    def stel_vast(self, vandaag: dt.date, jaarbedrag_cent: int) -> "Bestedingsruimte":
        """Decide on the amount of a year, after the aanbieder was heard; too late for the first day is refused."""
        status = VERLOOP.na(self.status, RuimteStap.VASTSTELLEN)
        _op_tijd("besluit", vandaag, self.termijnen.besluit, self.ingangsdatum)
        bedrag = bedrag_naar_rato(jaarbedrag_cent, self.ingangsdatum)
        return replace(self, status=status, bedrag_cent=bedrag, versie=1)

    def plan(self, vandaag: dt.date) -> "Bestedingsruimte":
        """Record the joint plan how to stay within the amount; the first one counts."""
        VERLOOP.na(self.status, RuimteStap.PLANNEN)
        if self.plan_op is not None:
            raise conflict("plan-bestaat", f"Het gezamenlijke plan is al vastgelegd op {self.plan_op:%d-%m-%Y}.")
        return replace(self, plan_op=vandaag)

    def moet_waarschuwen(self, gebruikt_cent: int) -> bool:
        """True when this use asks for a warning that was not given yet for this amount."""
        return self.status is S.VASTGESTELD and self.gewaarschuwd < self.versie and self.is_bijna_op(gebruikt_cent)

    def is_bijna_op(self, gebruikt_cent: int) -> bool:
        """True from 70 percent on."""
        return gebruikt_cent * 100 >= self.bedrag_cent * WAARSCHUWING_PROCENT

    def waarschuw(self) -> "Bestedingsruimte":
        """The warning for this amount was given."""
        return replace(self, gewaarschuwd=self.versie)

    def meld(self, vandaag: dt.date, *, gebruikt_cent: int, verwacht_cent: int) -> "Bestedingsruimte":
        """Give written notice; below 70 percent, what is expected counted, there is nothing to give notice of."""
        VERLOOP.na(self.status, RuimteStap.MELDEN)
        if self.melding is not None and self.melding.is_open:
            raise conflict(
                "melding-loopt", f"De melding van {self.melding.gemeld_op:%d-%m-%Y} loopt nog; rond die eerst af."
            )
        if not self.is_bijna_op(gebruikt_cent + verwacht_cent):
            raise refused(
                "ruimte-niet-bijna-op",
                f"Gebruikt en verwacht zijn samen {euro(gebruikt_cent + verwacht_cent)}; melden kan vanaf"
                f" {euro(self.waarschuwing_cent)} ({WAARSCHUWING_PROCENT} procent).",
            )
        return replace(self, melding=Overschrijdingsmelding(gemeld_op=vandaag, verwacht_cent=verwacht_cent))

    def bespreek(self, besproken_op: dt.date) -> "Bestedingsruimte":
        """Record the talk; its day starts the clock of the decision."""
        VERLOOP.na(self.status, RuimteStap.BESPREKEN)
        melding = self._open_melding()
        if melding.besproken_op is not None:
            raise conflict("al-besproken", f"Het gesprek van {melding.besproken_op:%d-%m-%Y} is al vastgelegd.")
        if besproken_op < melding.gemeld_op:
            raise refused("gesprek-voor-melding", f"Het gesprek kan niet voor de melding ({melding.gemeld_op}) zijn.")
        return replace(self, melding=replace(melding, besproken_op=besproken_op))

    def herzie(self, vandaag: dt.date, bedrag_cent: int) -> "Bestedingsruimte":
        """Decide after the talk: a new amount until the end of the year, or the same one; never a lower one."""
        VERLOOP.na(self.status, RuimteStap.HERZIEN)
        melding = self._open_melding()
        if melding.besproken_op is None:
            raise conflict("nog-niet-besproken", "Leg eerst het gesprek met de aanbieder vast.")
        if bedrag_cent < self.bedrag_cent:
            raise refused(
                "bedrag-lager",
                f"Het bedrag is nu {euro(self.bedrag_cent)}; na een melding kan het gelijk blijven of omhoog.",
                Fout("bedragCent", "te-laag", f"Kies ten minste {self.bedrag_cent}."),
            )
        hoger = bedrag_cent > self.bedrag_cent
        return replace(
            self,
            bedrag_cent=bedrag_cent,
            versie=self.versie + hoger,
            melding=replace(melding, besloten_op=vandaag),
        )

    def verval(self) -> "Bestedingsruimte":
        """The day for the decision passed without one: the intention lapses and nothing is limited."""
        return replace(self, status=VERLOOP.na(self.status, RuimteStap.VERVALLEN))

    def _open_melding(self) -> Overschrijdingsmelding:
        if self.melding is None or not self.melding.is_open:
            raise conflict("geen-melding", "Er loopt geen melding; meld eerst dat de ruimte bijna op is.")
        return self.melding


def termijnen_voor(ingangsdatum: dt.date) -> RuimteTermijnen:
    """The last days, counted back from the first day."""
    return RuimteTermijnen(
        voornemen=uiterlijk_voor(ingangsdatum, _VOORNEMEN),
        besluit=uiterlijk_voor(ingangsdatum, _BESLUIT),
        plan=uiterlijk_voor(ingangsdatum, _PLAN),
    )


def bedrag_naar_rato(jaarbedrag_cent: int, ingangsdatum: dt.date) -> int:
    """The amount of a year for the days from the first day on, half up to the cent."""
    jaar = ingangsdatum.year
    rest = Periode(van=ingangsdatum, tot=dt.date(jaar, 12, 31))
    return naar_rato(jaarbedrag_cent, rest.dagen, Periode(van=dt.date(jaar, 1, 1), tot=dt.date(jaar, 12, 31)).dagen)


def controleer_aankondiging(overeenkomst: Overeenkomst, ingangsdatum: dt.date, vandaag: dt.date) -> None:
    """Refuse an intention for an agreement that knows no ceiling, for a day that it does not run, or too late."""
    if overeenkomst.variant is Variant.TAAKGERICHT:
        raise refused(
            "taakgericht-kent-geen-ruimte",
            "Een taakgerichte overeenkomst heeft een budget en geen bestedingsruimte (artikel 1.5).",
        )
    if not overeenkomst.loopt_op(ingangsdatum):
        raise refused(
            "ingang-buiten-looptijd",
            "Op de eerste dag van de bestedingsruimte loopt de overeenkomst niet.",
            Fout(
                "ingangsdatum", "buiten-looptijd", f"Kies een dag vanaf {overeenkomst.ingangsdatum} binnen de looptijd."
            ),
        )
    _op_tijd("voornemen", vandaag, termijnen_voor(ingangsdatum).voornemen, ingangsdatum)


def _op_tijd(wat: str, vandaag: dt.date, uiterlijk: dt.date, ingangsdatum: dt.date) -> None:
    if vandaag > uiterlijk:
        raise refused(
            f"{wat}-te-laat",
            f"Voor een bestedingsruimte vanaf {ingangsdatum:%d-%m-%Y} moest het {wat} er uiterlijk op"
            f" {uiterlijk:%d-%m-%Y} zijn (artikel 1.5). Kies een latere eerste dag.",
            Fout("ingangsdatum", "te-vroeg", f"Het {wat} kon tot en met {uiterlijk:%d-%m-%Y}."),
        )
