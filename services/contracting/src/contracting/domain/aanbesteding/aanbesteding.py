"""A tender: it groups percelen, is published by a second person, answers questions, closes and is opened."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.clock import AMSTERDAM, klok
from risb_kern.errors import Fout, conflict, not_found, refused
from risb_recht.kalender import eerste_werkdag_vanaf
from risb_recht.periode import Periode
from risb_recht.termijnen import einde
from risb_recht.verloop import Verloop

from contracting.domain.aanbesteding.perceelvraag import Perceelvraag, fouten_in_vraag
from contracting.domain.aanbesteding.termijnen import NOTA_VOOR_SLUITING, duurt_te_lang, is_sas_plichtig
from contracting.domain.toelating.perceel import Perceel, Procedure


class AanbestedingStatus(StrEnum):
    """Where a tender stands."""

    CONCEPT = "concept"
    GEPUBLICEERD = "gepubliceerd"
    GEOPEND = "geopend"
    INGETROKKEN = "ingetrokken"
    VERVALLEN = "vervallen"


class AanbestedingStap(StrEnum):
    """What somebody does with a tender."""

    BEWERKEN = "het concept wijzigen"
    BEPROEVEN = "proefberekenen"
    PUBLICEREN = "publiceren"
    VRAGEN = "vragen stellen"
    WIJZIGEN = "een nota publiceren"
    INSCHRIJVEN = "inschrijven"
    OPENEN = "openen"
    INTREKKEN = "intrekken"


S, H = AanbestedingStatus, AanbestedingStap
VERBORGEN = frozenset({S.CONCEPT, S.VERVALLEN})
VERLOOP = Verloop(
    wat="de aanbesteding",
    start=S.CONCEPT,
    einde=frozenset({S.INGETROKKEN, S.VERVALLEN}),
    tabel={
        (S.CONCEPT, H.BEWERKEN): S.CONCEPT,
        (S.CONCEPT, H.BEPROEVEN): S.CONCEPT,
        (S.CONCEPT, H.PUBLICEREN): S.GEPUBLICEERD,
        (S.CONCEPT, H.INTREKKEN): S.VERVALLEN,
        (S.GEPUBLICEERD, H.VRAGEN): S.GEPUBLICEERD,
        (S.GEPUBLICEERD, H.WIJZIGEN): S.GEPUBLICEERD,
        (S.GEPUBLICEERD, H.INSCHRIJVEN): S.GEPUBLICEERD,
        (S.GEPUBLICEERD, H.OPENEN): S.GEOPEND,
        (S.GEPUBLICEERD, H.INTREKKEN): S.INGETROKKEN,
        (S.GEOPEND, H.INSCHRIJVEN): S.GEOPEND,
        (S.GEOPEND, H.OPENEN): S.GEOPEND,
        (S.GEOPEND, H.INTREKKEN): S.INGETROKKEN,
    },
)


class Intrekkingsreden(StrEnum):
    """Why a tender or a perceel of it is cancelled."""

    GEEN_GESCHIKTE_INSCHRIJVING = "geen-geschikte-inschrijving"
    BUDGET = "budget-ontbreekt"
    WEZENLIJKE_WIJZIGING = "wezenlijke-wijziging"
    FOUT_IN_PROCEDURE = "fout-in-procedure"
    BEHOEFTE_VERVALLEN = "behoefte-vervallen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlichtingvraag:
    """A question about a tender; who asked it is not told in the nota."""

    id: uuid.UUID
    agb_code: str
    gesteld_op: dt.datetime
    vraag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlichtingnota:
    """A Nota van inlichtingen: answers per question, a change of what is asked, and the closing before and after it."""

    nummer: int
    datum: dt.date
    antwoorden: Mapping[uuid.UUID, str]
    wijziging: str | None
    sluiting_was: dt.datetime
    sluiting: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbaalregel:
    """A bid as it lay there at the opening; its digest shows that nobody changed it since."""

    perceel_code: str
    agb_code: str
    ontvangen_op: dt.datetime
    status: str
    vingerafdruk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcesVerbaal:
    """The opening: when, by whom, who else was there, and per bid its moment of receipt and digest."""

    geopend_op: dt.datetime
    geopend_door: str
    aanwezig: str
    inschrijvingen: tuple[Verbaalregel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbestedingsintrekking:
    """A cancellation with its coded reason; `bezwaar_tot` is the last day to go to court about it."""

    perceel_code: str | None
    reden: Intrekkingsreden
    toelichting: str
    datum: dt.date
    bezwaar_tot: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Afroep:
    """The perceel of the framework under which a mini-competition is held."""

    aanbesteding_id: uuid.UUID
    perceel_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbesteding:
    """One tender or toelating over one or more percelen, for the term of the framework."""

    id: uuid.UUID
    kenmerk: str
    titel: str
    procedure: Procedure
    cpv: str
    percelen: tuple[Perceelvraag, ...]
    looptijd: Periode
    verlenging_maanden: int
    duur_motivering: str | None
    sluiting: dt.datetime
    aankondiging: str | None
    afroep_van: Afroep | None = None
    afroepen: tuple[uuid.UUID, ...] = ()
    status: AanbestedingStatus = AanbestedingStatus.CONCEPT
    beproefd: frozenset[str] = frozenset()
    gepubliceerd_op: dt.date | None = None
    vragen: tuple[Inlichtingvraag, ...] = ()
    notas: tuple[Inlichtingnota, ...] = ()
    processen_verbaal: tuple[ProcesVerbaal, ...] = ()
    intrekkingen: tuple[Aanbestedingsintrekking, ...] = ()

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"aanbesteding:{self.id}"

    @property
    def raming_cent(self) -> int:
        """The estimate of all percelen together: a procurement may not be split to stay below the threshold."""
        return sum(one.raming_cent for one in self.percelen)

    @property
    def is_openbaar(self) -> bool:
        """True from its publication on; before it, or withdrawn before it, only the bureau knows of it."""
        return self.status not in VERBORGEN

    @property
    def lopende_percelen(self) -> frozenset[str]:
        """The percelen that were not cancelled."""
        return frozenset(one.perceel_code for one in self.percelen if one.ingetrokken_op is None)

    @property
    def sluitingsdag(self) -> dt.date:
        """The day of the closing."""
        return self.sluiting.astimezone(AMSTERDAM).date()

    def is_sas_plichtig(self, dag: dt.date) -> bool:
        """True when it has to be announced; a toelating is no public contract."""
        return self.procedure is Procedure.AANBESTEDING and is_sas_plichtig(self.raming_cent, dag)

    def vraag_van(self, perceel_code: str) -> Perceelvraag:
        """What is asked for a perceel that still runs; not found for another."""
        for one in self.percelen:
            if one.perceel_code == perceel_code and one.ingetrokken_op is None:
                return one
        raise not_found("Het perceel van deze aanbesteding")

    def wijzig(self, nieuw: "Aanbesteding") -> "Aanbesteding":
        """The draft as it is written anew; what was tried stays tried where nothing else is asked."""
        status = self._na(H.BEWERKEN).status
        if nieuw.kenmerk != self.kenmerk:
            melding = (
                f"Dit concept heeft kenmerk {self.kenmerk}. Trek het in en stel een nieuw op voor een ander kenmerk."
            )
            raise conflict("kenmerk-staat-vast", melding)
        gelijk = {one.perceel_code for one in nieuw.percelen if one in self.percelen}
        return replace(nieuw, id=self.id, status=status, beproefd=self.beproefd & gelijk)

    def beproef(self, perceel_code: str) -> "Aanbesteding":
        """A trial calculation was made and shown."""
        return replace(self._na(H.BEPROEVEN), beproefd=self.beproefd | {perceel_code})

    def publiceer(self, op: dt.datetime, dag: dt.date) -> "Aanbesteding":
        """Put it on the market; refused with everything that keeps it from that."""
        gepubliceerd = replace(self._na(H.PUBLICEREN), gepubliceerd_op=dag)
        fouten = [*self._publicatiefouten(op, dag)]
        if fouten:
            raise refused("publicatie-kan-niet", "Deze aanbesteding kan zo niet worden gepubliceerd.", *fouten)
        return gepubliceerd

    def met_vraag(self, vraag: Inlichtingvraag) -> "Aanbesteding":
        """One more question, before the closing."""
        self._controleer_open(vraag.gesteld_op)
        return replace(self._na(H.VRAGEN), vragen=(*self.vragen, vraag))

    def met_nota(
        self, antwoorden: Mapping[uuid.UUID, str], wijziging: str | None, op: dt.datetime, dag: dt.date
    ) -> "Aanbesteding":
        """A nota with answers; one that changes what is asked near the closing moves that day."""
        self._controleer_open(op)
        onbekend = antwoorden.keys() - {one.id for one in self.vragen}
        if onbekend or not (antwoorden or wijziging):
            raise refused("nota-past-niet", "Een nota beantwoordt vragen over deze aanbesteding, of wijzigt haar.")
        nota = Inlichtingnota(
            nummer=len(self.notas) + 1,
            datum=dag,
            antwoorden=antwoorden,
            wijziging=wijziging,
            sluiting_was=self.sluiting,
            sluiting=sluiting_na(self.sluiting, dag) if wijziging else self.sluiting,
        )
        return replace(self._na(H.WIJZIGEN), notas=(*self.notas, nota), sluiting=nota.sluiting)

    def ontvang_inschrijving(self) -> None:
        """Refuse a bid that the procedure does not know; whether it is in time is kept with the bid itself."""
        self._na(H.INSCHRIJVEN)
        self._controleer_soort()

    def open(self, proces_verbaal: ProcesVerbaal) -> "Aanbesteding":
        """The opening, after the closing; again for what was received in time and stored during the first."""
        na = self._na(H.OPENEN)
        self._controleer_soort()
        if proces_verbaal.geopend_op < self.sluiting:
            raise conflict("nog-niet-gesloten", f"Openen kan pas na de sluiting op {klok(self.sluiting)}.")
        return replace(na, processen_verbaal=(*self.processen_verbaal, proces_verbaal))

    def trek_in(self, intrekking: Aanbestedingsintrekking) -> "Aanbesteding":
        """Cancel one perceel, or all; refused once a contract was signed for it."""
        status = self._na(H.INTREKKEN).status
        codes = self.lopende_percelen
        if intrekking.perceel_code is not None:
            codes = frozenset({self.vraag_van(intrekking.perceel_code).perceel_code})
        if any(one.gesloten_op for one in self.percelen if one.perceel_code in codes):
            raise conflict("al-gesloten", "Er is al een overeenkomst gesloten; beeindig die, met haar eigen regels.")
        percelen = tuple(
            replace(one, ingetrokken_op=intrekking.datum) if one.perceel_code in codes else one for one in self.percelen
        )
        blijft = any(one.ingetrokken_op is None for one in percelen)
        return replace(
            self,
            status=self.status if blijft else status,
            percelen=percelen,
            intrekkingen=(*self.intrekkingen, intrekking),
        )

    def sluit_overeenkomst(self, perceel_code: str, dag: dt.date) -> "Aanbesteding":
        """The first contract of a perceel starts the term of its award announcement."""
        percelen = tuple(
            replace(one, gesloten_op=one.gesloten_op or dag) if one.perceel_code == perceel_code else one
            for one in self.percelen
        )
        return replace(self, percelen=percelen)

    def _na(self, stap: AanbestedingStap) -> "Aanbesteding":
        return replace(self, status=VERLOOP.na(self.status, stap))

    def _controleer_soort(self) -> None:
        if self.procedure is Procedure.TOELATING:
            raise conflict("toelating-kent-geen-inschrijving", "Dit is een toelating: meld u aan met een aanmelding.")

    def _controleer_open(self, op: dt.datetime) -> None:
        if op >= self.sluiting:
            raise conflict("gesloten", f"Deze aanbesteding sloot op {klok(self.sluiting)}.")

    def _publicatiefouten(self, op: dt.datetime, dag: dt.date) -> list[Fout]:
        fouten = []
        if self.sluiting <= op:
            fouten.append(Fout("sluiting", "in-verleden", "De sluiting ligt niet in de toekomst. Kies een latere."))
        if duurt_te_lang(self.looptijd, self.verlenging_maanden, dag) and not self.duur_motivering:
            melding = "Met verlengingen duurt dit langer dan 48 maanden (AW 2.140). Motiveer dat, of kies korter."
            fouten.append(Fout("looptijd", "te-lang", melding))
        if self.is_sas_plichtig(dag) and not self.aankondiging:
            melding = "Deze raming vraagt een aankondiging (SAS, AW 2.38). Noem haar kenmerk."
            fouten.append(Fout("aankondiging", "sas-aankondiging", melding))
        if self.procedure is Procedure.AANBESTEDING:
            for code in sorted({one.perceel_code for one in self.percelen} - self.beproefd):
                melding = f"Maak eerst een proefberekening van de formule van perceel {code}."
                fouten.append(Fout("percelen", "niet-beproefd", melding))
        return fouten


def sluiting_na(sluiting: dt.datetime, dag: dt.date) -> dt.datetime:
    """The closing after a change on this day: so many days later at least, on a working day, at the same hour."""
    eerste = eerste_werkdag_vanaf(einde(dag, NOTA_VOOR_SLUITING.op(dag), termijnenwet=False))
    if eerste <= sluiting.astimezone(AMSTERDAM).date():
        return sluiting
    return dt.datetime.combine(eerste, sluiting.astimezone(AMSTERDAM).time(), AMSTERDAM).astimezone(dt.UTC)


def controleer(aanbesteding: Aanbesteding, percelen: Mapping[str, Perceel]) -> None:
    """Refuse what is asked with everything that is wrong with it; `percelen` holds those that are known."""
    fouten: list[Fout] = []
    codes = [one.perceel_code for one in aanbesteding.percelen]
    if len(set(codes)) < len(codes):
        fouten.append(Fout("percelen", "dubbel", "Elk perceel staat een keer in een aanbesteding."))
    if aanbesteding.looptijd.is_leeg:
        fouten.append(Fout("looptijd", "omgekeerd", "De laatste dag ligt voor de eerste; draai ze om."))
    for vraag in aanbesteding.percelen:
        perceel = percelen.get(vraag.perceel_code)
        if perceel is None:
            fouten.append(Fout("percelen", "onbekend", f"Perceel {vraag.perceel_code} kennen wij niet."))
        elif perceel.procedure is not aanbesteding.procedure:
            melding = f"Perceel {perceel.code} is van de procedure {perceel.procedure}; verdeel ze over twee."
            fouten.append(Fout("percelen", "andere-procedure", melding))
        else:
            fouten += fouten_in_vraag(vraag, perceel)
    if fouten:
        raise refused("aanbesteding-past-niet", "Deze aanbesteding klopt nog niet.", *fouten)


def met_maxima(aanbesteding: Aanbesteding, percelen: Mapping[str, Perceel]) -> Aanbesteding:
    """Where a tender names no maximum, that of the perceel itself holds."""
    vragen = (
        replace(one, maximum=one.maximum or percelen[one.perceel_code].maximum_aanbieders)
        for one in aanbesteding.percelen
    )
    return replace(aanbesteding, percelen=tuple(vragen))
