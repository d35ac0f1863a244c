"""An application from receipt to decision: its states, its clock and the gates of the Awb (dossier 1.1, 3.3)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import DomainError, Fout, Kind, conflict, not_found, refused
from risb_recht.klok import Opschorting
from risb_recht.parameters import vast
from risb_recht.termijnen import Termijn, dagen, einde, weken
from risb_recht.verloop import Verloop

from subsidies.domain.aanvragen.intake import DREMPEL, ONVOLLEDIG, Binnenkomst, IntakeCode, controleer
from subsidies.domain.regelingen.opgave import Opgave
from subsidies.domain.regelingen.regeling import Regeling


class AanvraagStatus(StrEnum):
    """Where an application stands."""

    INGEDIEND = "ingediend"
    AANVULLING = "aanvulling"
    AANGEVULD = "aangevuld"
    COMPLEET = "compleet"
    ZIENSWIJZE = "zienswijze"
    VERLEEND = "verleend"
    GEWEIGERD = "geweigerd"
    BUITEN_BEHANDELING = "buiten-behandeling"


class AanvraagStap(StrEnum):
    """What somebody does with an application."""

    AANVULLING_VRAGEN = "aanvulling vragen"
    AANVULLEN = "aanvullen"
    TOEREIKEND_VINDEN = "de aanvulling toereikend vinden"
    ONTOEREIKEND_VINDEN = "de aanvulling niet toereikend vinden"
    ZIENSWIJZE_VRAGEN = "zienswijze vragen"
    ZIENSWIJZE_GEVEN = "zienswijze geven"
    VERDAGEN = "verdagen"
    VERLENEN = "verlenen"
    WEIGEREN = "weigeren"
    BUITEN_BEHANDELING_STELLEN = "buiten behandeling stellen"


HERSTELTERMIJN = dagen(14)
ZIENSWIJZETERMIJN = dagen(14)
BIBOBTERMIJN_DAGEN = 56
VERDAGING_HOOGSTENS = vast(
    "langste verdaging van de beslistermijn",
    "termijn",
    weken(8),
    van=dt.date(1994, 1, 1),
    bron="eigen keuze: een redelijke termijn (Awb 4:14) is hoogstens die van Awb 4:13",
)

S, H = AanvraagStatus, AanvraagStap
BESLIST = frozenset({S.VERLEEND, S.GEWEIGERD, S.BUITEN_BEHANDELING})
VERLOOP = Verloop(
    wat="de aanvraag",
    start=S.INGEDIEND,
    einde=BESLIST,
    tabel={
        (S.INGEDIEND, H.AANVULLING_VRAGEN): S.AANVULLING,
        (S.INGEDIEND, H.ZIENSWIJZE_VRAGEN): S.ZIENSWIJZE,
        (S.INGEDIEND, H.VERDAGEN): S.INGEDIEND,
        (S.INGEDIEND, H.WEIGEREN): S.GEWEIGERD,
        (S.INGEDIEND, H.BUITEN_BEHANDELING_STELLEN): S.BUITEN_BEHANDELING,
        (S.AANVULLING, H.AANVULLEN): S.AANGEVULD,
        (S.AANVULLING, H.VERDAGEN): S.AANVULLING,
        (S.AANVULLING, H.BUITEN_BEHANDELING_STELLEN): S.BUITEN_BEHANDELING,
        (S.AANGEVULD, H.VERDAGEN): S.AANGEVULD,
        (S.AANGEVULD, H.TOEREIKEND_VINDEN): S.COMPLEET,
        (S.AANGEVULD, H.ONTOEREIKEND_VINDEN): S.INGEDIEND,
        (S.COMPLEET, H.AANVULLING_VRAGEN): S.AANVULLING,
        (S.COMPLEET, H.ZIENSWIJZE_VRAGEN): S.ZIENSWIJZE,
        (S.COMPLEET, H.VERDAGEN): S.COMPLEET,
        (S.COMPLEET, H.VERLENEN): S.VERLEEND,
        (S.COMPLEET, H.WEIGEREN): S.GEWEIGERD,
        (S.ZIENSWIJZE, H.ZIENSWIJZE_GEVEN): S.ZIENSWIJZE,
        (S.ZIENSWIJZE, H.VERDAGEN): S.ZIENSWIJZE,
        (S.ZIENSWIJZE, H.VERLENEN): S.VERLEEND,
        (S.ZIENSWIJZE, H.WEIGEREN): S.GEWEIGERD,
        (S.ZIENSWIJZE, H.BUITEN_BEHANDELING_STELLEN): S.BUITEN_BEHANDELING,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvulling:
    """A request for missing data (Awb 4:5), its answer, and what a person found of it.

    `uiterlijk` is the last day to answer, `ontvangen_op` the moment of the answer, `motivering` why it suffices or not.
    """

    nummer: int
    gevraagd: tuple[str, ...]
    gevraagd_op: dt.date
    uiterlijk: dt.date
    beantwoord_op: dt.date | None = None
    ontvangen_op: dt.datetime | None = None
    toelichting: str | None = None
    toereikend: bool | None = None
    motivering: str | None = None

    @property
    def opschorting(self) -> Opschorting:
        """How long the decision term stands still: to the answer, or to the last day when unused."""
        tot = min(self.beantwoord_op or self.uiterlijk, self.uiterlijk)
        return Opschorting(grond="Awb 4:15", op=self.gevraagd_op, tot=tot)

    def hersteltermijn_voorbij_op(self, vandaag: dt.date) -> dt.date | None:
        """The day on which repair failed: insufficient answer or term unused; None while repair is possible."""
        if self.beantwoord_op is not None:
            return self.beantwoord_op if self.toereikend is False else None
        return self.uiterlijk if vandaag > self.uiterlijk else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibobadvies:
    """Advice that was asked of the Landelijk Bureau Bibob; its content is kept elsewhere (Wet Bibob 28)."""

    gevraagd_op: dt.date
    ontvangen_op: dt.date | None = None

    @property
    def opschorting(self) -> Opschorting:
        """From the day of asking to that of receipt, at most the eight weeks of the advice (Wet Bibob 15, 31)."""
        uiterlijk = self.gevraagd_op + dt.timedelta(days=BIBOBTERMIJN_DAGEN - 1)
        tot = min(self.ontvangen_op or uiterlijk, uiterlijk)
        return Opschorting(grond="Wet Bibob 31", op=self.gevraagd_op, tot=tot, vanaf_de_dag_zelf=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zienswijze:
    """The hearing before a decision on facts that differ from what the applicant gave (Awb 4:7, 4:8)."""

    voornemen: str
    gevraagd_op: dt.date
    uiterlijk: dt.date
    beantwoord_op: dt.date | None = None
    reactie: str | None = None

    def is_geweest(self, vandaag: dt.date) -> bool:
        """Given, waived (an answer without a reaction), or the term passed."""
        return self.beantwoord_op is not None or vandaag > self.uiterlijk


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdaging:
    """The message that the decision comes later, on `tot` at the latest instead of on `van` (Awb 4:14)."""

    verdaagd_op: dt.date
    van: dt.date
    tot: dt.date
    reden: str

    @property
    def termijn(self) -> Termijn:
        """What comes on top of the term as it was; a stop of the clock that follows still moves the end."""
        return dagen((self.tot - self.van).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraag:
    """One application under one scheme version; `ontvangen` is the calendar date of `ontvangen_op`."""

    id: uuid.UUID
    correlatie_id: str
    aanvrager_sub: str
    regeling_code: str
    regeling_versie: int
    opgave: Opgave
    iban_geldig: bool
    gelezen_versie: int | None
    ontvangen_op: dt.datetime
    ontvangen: dt.date
    volledig_op: dt.datetime | None
    status: AanvraagStatus
    intake: tuple[IntakeCode, ...]
    aanvullingen: tuple[Aanvulling, ...] = ()
    zienswijze: Zienswijze | None = None
    screening_op: dt.datetime | None = None
    bibob: tuple[Bibobadvies, ...] = ()
    verdaging: Verdaging | None = None
    versie: int = 1

    @property
    def zaak(self) -> str:
        """The name of the case in the timeline and the agenda."""
        return f"aanvraag:{self.id}"

    @property
    def drempels(self) -> tuple[IntakeCode, ...]:
        """The codes that make a grant impossible."""
        return tuple(code for code in self.intake if code in DREMPEL)

    def beslisdatum(self, regeling: Regeling) -> dt.date:
        """Last day to decide; an open request, for data or for advice, counts to its last day."""
        opschortingen = [one.opschorting for one in self.aanvullingen]
        opschortingen += [one.opschorting for one in self.bibob]
        verdagingen = () if self.verdaging is None else (self.verdaging.termijn,)
        return regeling.beslisklok(self.ontvangen, tuple(opschortingen), verdagingen).einde

    def met_bibob(self, *, wacht: bool, vandaag: dt.date) -> "Aanvraag":
        """The term stands still while a point waits for advice, and runs on when none does any more."""
        laatste = self.bibob[-1] if self.bibob else None
        loopt = laatste is not None and laatste.ontvangen_op is None
        if wacht and not loopt:
            return dataclasses.replace(self, bibob=(*self.bibob, Bibobadvies(gevraagd_op=vandaag)))
        if laatste is not None and loopt and not wacht:
            klaar = dataclasses.replace(laatste, ontvangen_op=vandaag)
            return dataclasses.replace(self, bibob=(*self.bibob[:-1], klaar))
        return self

    def na(self, stap: AanvraagStap) -> "Aanvraag":
        """The application after the step, one version further."""
        return dataclasses.replace(self, status=VERLOOP.na(self.status, stap), versie=self.versie + 1)

    def plaats(self, regeling: Regeling) -> dt.datetime | None:
        """Its place in the order of completeness; an answer that nobody judged yet keeps the place it may get."""
        aangevuld = self.status is AanvraagStatus.AANGEVULD
        moment = self.aanvullingen[-1].ontvangen_op if aangevuld else self.volledig_op
        return None if moment is None else regeling.plaats(moment)

    def aanspraak_cent(self, regeling: Regeling) -> int:
        """What this application may claim of the plafond in order of completeness."""
        return 0 if self.drempels else maximaal_te_verlenen(regeling, self.opgave)

    def _binnenkomst(self, regeling: Regeling) -> Binnenkomst:
        return Binnenkomst(
            regeling=regeling,
            opgave=self.opgave,
            ontvangen=self.ontvangen,
            iban_geldig=self.iban_geldig,
            gelezen_versie=self.gelezen_versie,
        )

    def gecontroleerd(self, regeling: Regeling) -> "Aanvraag":
        """The same application with the intake codes of what it states now."""
        return dataclasses.replace(self, intake=controleer(self._binnenkomst(regeling)))


def gevonden(aanvraag: Aanvraag | None, *, van: str | None = None) -> Aanvraag:
    """The application, with `van` only when this applicant filed it; that of another one does not exist for you."""
    if aanvraag is None or (van is not None and aanvraag.aanvrager_sub != van):
        raise not_found("De aanvraag")
    return aanvraag


def maximaal_te_verlenen(regeling: Regeling, opgave: Opgave) -> int:
    """Cents: never above what is asked, the scheme's maximum, or the costs that nobody else covers (M5)."""
    maximum = opgave.gevraagd_cent if regeling.max_bedrag_cent is None else regeling.max_bedrag_cent
    return min(opgave.gevraagd_cent, maximum, opgave.begroting.tekort_cent)


def ingediend(aanvraag: Aanvraag, regeling: Regeling) -> Aanvraag:
    """The application as received: complete at once when nothing that the decision needs is missing."""
    nieuw = aanvraag.gecontroleerd(regeling)
    if ONVOLLEDIG.intersection(nieuw.intake):
        return nieuw
    return dataclasses.replace(nieuw, status=AanvraagStatus.COMPLEET, volledig_op=nieuw.ontvangen_op)


def vraag_aanvulling(
    aanvraag: Aanvraag, gevraagd: Sequence[str], vandaag: dt.date, *, uiterlijk: dt.date | None = None
) -> Aanvraag:
    """Ask for missing data; the repair term is 14 days unless a later last day is given (Awb 4:5)."""
    eerste = einde(vandaag, HERSTELTERMIJN)
    if uiterlijk is not None and uiterlijk < eerste:
        melding = f"Geef de aanvrager ten minste tot {eerste:%d-%m-%Y} om aan te vullen."
        raise DomainError(Kind.INVALID, "hersteltermijn-te-kort", melding)
    nieuw = Aanvulling(
        nummer=len(aanvraag.aanvullingen) + 1,
        gevraagd=tuple(gevraagd),
        gevraagd_op=vandaag,
        uiterlijk=uiterlijk or eerste,
    )
    aanvraag = aanvraag.na(AanvraagStap.AANVULLING_VRAGEN)
    return dataclasses.replace(aanvraag, aanvullingen=(*aanvraag.aanvullingen, nieuw), volledig_op=None)


def vul_aan(aanvraag: Aanvraag, regeling: Regeling, toelichting: str, *, nu: dt.datetime, vandaag: dt.date) -> Aanvraag:
    """Take in an answer (the corrected statement is already in `aanvraag`); whether it suffices, a person says."""
    verder = aanvraag.gecontroleerd(regeling).na(AanvraagStap.AANVULLEN)
    antwoord = dataclasses.replace(
        verder.aanvullingen[-1], beantwoord_op=vandaag, ontvangen_op=nu, toelichting=toelichting
    )
    return dataclasses.replace(verder, aanvullingen=(*verder.aanvullingen[:-1], antwoord))


def beoordeel_aanvulling(aanvraag: Aanvraag, *, toereikend: bool, motivering: str) -> Aanvraag:
    """What a person found: sufficient is complete from the moment of receipt; else there may be asked again."""
    verder = aanvraag.na(AanvraagStap.TOEREIKEND_VINDEN if toereikend else AanvraagStap.ONTOEREIKEND_VINDEN)
    antwoord = dataclasses.replace(verder.aanvullingen[-1], toereikend=toereikend, motivering=motivering)
    return dataclasses.replace(
        verder,
        aanvullingen=(*verder.aanvullingen[:-1], antwoord),
        volledig_op=antwoord.ontvangen_op if toereikend else None,
    )


def vraag_zienswijze(aanvraag: Aanvraag, voornemen: str, vandaag: dt.date) -> tuple[Aanvraag, Zienswijze]:
    """Invite the applicant to react to the intended refusal within 14 days (Awb 4:8)."""
    uiterlijk = einde(vandaag, ZIENSWIJZETERMIJN)
    zienswijze = Zienswijze(voornemen=voornemen, gevraagd_op=vandaag, uiterlijk=uiterlijk)
    return dataclasses.replace(aanvraag.na(AanvraagStap.ZIENSWIJZE_VRAGEN), zienswijze=zienswijze), zienswijze


def geef_zienswijze(aanvraag: Aanvraag, reactie: str | None, vandaag: dt.date) -> Aanvraag:
    """Take in the reaction; None is "I do not want to react"."""
    verder = aanvraag.na(AanvraagStap.ZIENSWIJZE_GEVEN)
    if verder.zienswijze is None or verder.zienswijze.beantwoord_op is not None:
        raise DomainError(Kind.CONFLICT, "zienswijze-al-gegeven", "U heeft al gereageerd op ons voornemen.")
    antwoord = dataclasses.replace(verder.zienswijze, reactie=reactie, beantwoord_op=vandaag)
    return dataclasses.replace(verder, zienswijze=antwoord)


def verdaag(
    aanvraag: Aanvraag, regeling: Regeling, tot: dt.date, reden: str, vandaag: dt.date
) -> tuple[Aanvraag, Verdaging]:
    """Tell once, before the term ends, by which day the decision comes (Awb 4:14)."""
    verder = aanvraag.na(AanvraagStap.VERDAGEN)
    if (eerder := aanvraag.verdaging) is not None:
        melding = f"Deze aanvraag is al verdaagd, tot en met {eerder.tot:%d-%m-%Y}. Een tweede keer kan niet: beslis."
        raise conflict("al-verdaagd", melding)
    van = aanvraag.beslisdatum(regeling)
    if vandaag > van:
        melding = f"Verdagen kon tot en met {van:%d-%m-%Y}: de beslistermijn is voorbij. Beslis zo snel mogelijk."
        raise conflict("beslistermijn-voorbij", melding)
    laatste = einde(van, VERDAGING_HOOGSTENS.op(vandaag))
    if not van < tot <= laatste:
        melding = f"Kies een dag na {van:%d-%m-%Y}, en uiterlijk {laatste:%d-%m-%Y}."
        raise refused("verdaging-buiten-termijn", melding, Fout("tot", "buiten-termijn", melding))
    verdaging = Verdaging(verdaagd_op=vandaag, van=van, tot=tot, reden=reden)
    return dataclasses.replace(verder, verdaging=verdaging), verdaging
