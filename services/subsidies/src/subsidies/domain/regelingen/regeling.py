"""A subsidy scheme as data: one immutable version, and what must be true before it is published (dossier 3.1)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from risb_kern.clock import AMSTERDAM
from risb_kern.errors import Fout, conflict, refused
from risb_recht.gemeenten import is_gemeente
from risb_recht.kalender import DAG
from risb_recht.klok import Klok, Opschorting
from risb_recht.parameters import vast
from risb_recht.periode import Periode
from risb_recht.termijnen import Termijn, weken

from subsidies.domain.regelingen.opgave import SoortAanvrager

PROGRAMMALIJNEN = vast(
    "programmalijnen van het sociaal domein",
    "begrotingslijn",
    frozenset({"2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6"}),
    van=dt.date(1990, 1, 1),
    bron="meerjarenprogrammabegroting, programma 2.1",
)


class Methode(StrEnum):
    """How a plafond is divided (Awb 4:26): in the order in which applications were complete."""

    VOLGORDE = "volgorde"


class Volgordemaat(StrEnum):
    """When two applications are complete at once: at the same moment, or on the same day (Awb 4:26)."""

    MOMENT = "moment"
    DAG = "dag"


class Termijnbron(StrEnum):
    """Where the decision term comes from (Awb 4:13): it decides whether a message of delay moves it (4:14)."""

    VERORDENING = "verordening"
    REDELIJK = "redelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plafond:
    """The most that may be granted for activities that start in `tijdvak` (Awb 4:22), in cents."""

    gemeente: str
    wijk: str | None = None
    tijdvak: Periode
    bedrag_cent: int
    bekendgemaakt_op: dt.date

    @property
    def sleutel(self) -> tuple[str, str, dt.date, dt.date]:
        """What makes it the same plafond in every version of the scheme; no wijk is an empty text."""
        return (self.gemeente, self.wijk or "", self.tijdvak.van, self.tijdvak.laatste)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intrekking:
    """From `van` on nobody applies any more; what was filed before that day is handled as it was."""

    van: dt.date
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regeling:
    """One version of a scheme; amounts in cents, `None` is "no limit". `ingetrokken` holds for every version."""

    code: str
    versie: int
    titel: str
    samenvatting: str
    verordening: str
    gemeenten: tuple[str, ...]
    wijken: tuple[str, ...] = ()
    openstelling: Periode
    uiterlijk_voor_start_weken: int | None = None
    plafonds: tuple[Plafond, ...]
    methode: Methode
    volgorde_per: Volgordemaat = Volgordemaat.MOMENT
    deels_verlenen: bool
    aanvrager_soorten: tuple[SoortAanvrager, ...]
    rechtspersoon_vanaf_cent: int | None = None
    zonder_winst: bool
    max_bedrag_cent: int | None = None
    beslistermijn_weken: int = 8
    termijnbron: Termijnbron = Termijnbron.VERORDENING
    termijnenwet: bool = True
    direct_vast_tot_cent: int
    programmalijn: str
    screening_vanaf_cent: int
    max_per_aanvrager: int | None = None
    ingetrokken: Intrekking | None = None

    @property
    def zaak(self) -> str:
        """The name of the case in the timeline; all versions together."""
        return f"regeling:{self.code}"

    @property
    def laatste_dag(self) -> dt.date:
        """The last day on which an application is taken in."""
        laatste = self.openstelling.laatste
        return laatste if self.ingetrokken is None else min(laatste, self.ingetrokken.van - DAG)

    def is_ingetrokken_op(self, dag: dt.date) -> bool:
        """True from the first day of the withdrawal on."""
        return self.ingetrokken is not None and dag >= self.ingetrokken.van

    def is_open_op(self, dag: dt.date) -> bool:
        """Whether an application that is received on the day is in time."""
        return dag in self.openstelling and not self.is_ingetrokken_op(dag)

    def trek_in(self, intrekking: Intrekking, vandaag: dt.date) -> "Regeling":
        """Withdrawn from a day to come, once: who applies today may trust what was published."""
        if self.ingetrokken is not None:
            raise conflict("al-ingetrokken", f"Deze regeling is al ingetrokken per {self.ingetrokken.van:%d-%m-%Y}.")
        if intrekking.van <= vandaag:
            melding = "Kies een dag na vandaag: een regeling intrekken werkt niet terug."
            raise refused("intrekking-werkt-terug", melding, Fout("van", "te-vroeg", melding))
        return replace(self, ingetrokken=intrekking)

    def plaats(self, volledig_op: dt.datetime) -> dt.datetime:
        """The place in the order of what was complete at that moment; who has the same one stands beside it."""
        if self.volgorde_per is Volgordemaat.MOMENT:
            return volledig_op
        return dt.datetime.combine(volledig_op.astimezone(AMSTERDAM).date(), dt.time(), AMSTERDAM)

    def is_plaats_voorbij(self, plaats: dt.datetime, vandaag: dt.date) -> bool:
        """False on a day of completeness itself, when the scheme goes by days: others may still join."""
        return self.volgorde_per is Volgordemaat.MOMENT or vandaag > plaats.astimezone(AMSTERDAM).date()

    def plafond_voor(self, gemeente: str, wijk: str | None, dag: dt.date) -> Plafond | None:
        """The plafond of the wijk, else the one of the whole gemeente, in the period that holds `dag`."""
        passend = [one for one in self.plafonds if one.gemeente == gemeente and dag in one.tijdvak]
        eigen = (one for one in passend if wijk is not None and one.wijk == wijk)
        return next(eigen, next((one for one in passend if one.wijk is None), None))

    def beslisklok(
        self,
        ontvangen: dt.date,
        opschortingen: tuple[Opschorting, ...] = (),
        verdagingen: tuple[Termijn, ...] = (),
    ) -> Klok:
        """The term to decide (Awb 4:13) on what came in on that day; a message of delay moves no legal one (4:14)."""
        return Klok(
            soort="beslistermijn",
            start=ontvangen,
            termijn=weken(self.beslistermijn_weken),
            opschortingen=opschortingen,
            verdagingen=verdagingen if self.termijnbron is Termijnbron.REDELIJK else (),
            termijnenwet=self.termijnenwet,
        )


def publicatiefouten(regeling: Regeling) -> tuple[Fout, ...]:
    """Everything that stands in the way of publishing this version; empty when it may be published."""
    return tuple(_fouten(regeling))


def _fouten(regeling: Regeling) -> Iterator[Fout]:
    if regeling.openstelling.is_leeg:
        yield Fout("openstelling", "periode", "De openstelling eindigt voor zij begint.")
    max_bedrag = regeling.max_bedrag_cent
    if max_bedrag is not None and regeling.direct_vast_tot_cent > max_bedrag:
        yield Fout("directVastTotCent", "boven-maximum", "Direct vaststellen kan niet boven het maximumbedrag.")
    if regeling.rechtspersoon_vanaf_cent and SoortAanvrager.RECHTSPERSOON not in regeling.aanvrager_soorten:
        melding = "Er is een grens voor rechtspersonen, maar een rechtspersoon mag niet aanvragen."
        yield Fout("rechtspersoonVanafCent", "geen-rechtspersoon", melding)
    if regeling.programmalijn not in PROGRAMMALIJNEN.op(regeling.openstelling.van):
        melding = f"Programmalijn {regeling.programmalijn} staat niet in de begroting. Kijk de begrotingslijn na."
        yield Fout("programmalijn", "onbekend", melding)
    for gemeente in regeling.gemeenten:
        if not is_gemeente(gemeente, regeling.openstelling.van):
            yield Fout(
                "gemeenten", "onbekend", f"Gemeente {gemeente} bestaat niet op de eerste dag van de openstelling."
            )
        if not any(one.gemeente == gemeente for one in regeling.plafonds):
            yield Fout("plafonds", "ontbreekt", f"Voor gemeente {gemeente} is geen plafond bekendgemaakt (Awb 4:22).")
    yield from _plafondfouten(regeling)


def _plafondfouten(regeling: Regeling) -> Iterator[Fout]:
    for nummer, plafond in enumerate(regeling.plafonds):
        veld = f"plafonds.{nummer}"
        if plafond.gemeente not in regeling.gemeenten:
            yield Fout(f"{veld}.gemeente", "onbekend", "Deze gemeente doet niet mee met de regeling.")
        if plafond.wijk is not None and plafond.wijk not in regeling.wijken:
            yield Fout(f"{veld}.wijk", "onbekend", "Deze wijk staat niet in de regeling.")
        if plafond.tijdvak.is_leeg:
            yield Fout(f"{veld}.tijdvak", "periode", "Het tijdvak eindigt voor het begint.")
        if plafond.bekendgemaakt_op >= plafond.tijdvak.van:
            melding = "Een plafond wordt bekendgemaakt voor het tijdvak begint (Awb 4:27, eerste lid)."
            yield Fout(f"{veld}.bekendgemaaktOp", "te-laat", melding)
    for one, other in combinations(regeling.plafonds, 2):
        if (one.gemeente, one.wijk) == (other.gemeente, other.wijk) and one.tijdvak.overlapt(other.tijdvak):
            yield Fout("plafonds", "overlap", f"Twee plafonds van {one.gemeente} overlappen elkaar in tijd.")
