"""An application for a perceel: evidence comes in, may be asked for, and is judged once."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_recht.termijnen import dagen, einde
from risb_recht.verloop import Verloop

from contracting.domain.toelating.afwijsreden import Afwijsreden
from contracting.domain.toelating.perceel import Bewijssoort

AANVULTERMIJN_DAGEN = 14


class AanmeldingStatus(StrEnum):
    """Where the application stands."""

    ONTVANGEN = "ontvangen"
    AANVULLING_GEVRAAGD = "aanvulling-gevraagd"
    TOEGELATEN = "toegelaten"
    AFGEWEZEN = "afgewezen"


class AanmeldingStap(StrEnum):
    """What somebody does with an application."""

    AANVULLING_VRAGEN = "aanvulling vragen"
    AANVULLEN = "aanvullen"
    TOELATEN = "toelaten"
    AFWIJZEN = "afwijzen"


S, H = AanmeldingStatus, AanmeldingStap
VERLOOP = Verloop(
    wat="de aanmelding",
    start=S.ONTVANGEN,
    einde=frozenset({S.TOEGELATEN, S.AFGEWEZEN}),
    tabel={
        (S.ONTVANGEN, H.AANVULLING_VRAGEN): S.AANVULLING_GEVRAAGD,
        (S.ONTVANGEN, H.TOELATEN): S.TOEGELATEN,
        (S.ONTVANGEN, H.AFWIJZEN): S.AFGEWEZEN,
        (S.AANVULLING_GEVRAAGD, H.AANVULLING_VRAGEN): S.AANVULLING_GEVRAAGD,
        (S.AANVULLING_GEVRAAGD, H.AANVULLEN): S.AANVULLING_GEVRAAGD,
        (S.AANVULLING_GEVRAAGD, H.TOELATEN): S.TOEGELATEN,
        (S.AANVULLING_GEVRAAGD, H.AFWIJZEN): S.AFGEWEZEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewijsstuk:
    """One piece of evidence: `datum` is printed on it, `ontvangen_op` is the day on which we got it."""

    bewijssoort: Bewijssoort
    datum: dt.date
    ontvangen_op: dt.date
    verklaring: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriumOordeel:
    """The outcome of one basiscriterium; `reden` only when it is not met."""

    criterium: str
    voldoet: bool
    reden: Afwijsreden | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toelatingsbesluit:
    """The whole outcome: every criterium, and the reasons of the first step that failed (R4), none when admitted."""

    datum: dt.date
    oordelen: tuple[CriteriumOordeel, ...]
    stap: str | None
    redenen: tuple[Afwijsreden, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanmelding:
    """One application; `aanvulling_uiterlijk` is the last day for evidence that was asked for (R2)."""

    id: uuid.UUID
    agb_code: str
    perceel_code: str
    ontvangen_op: dt.date
    ondertekend: bool
    akkoord_zonder_voorbehoud: bool
    bewijsstukken: tuple[Bewijsstuk, ...]
    trace_id: str
    status: AanmeldingStatus = AanmeldingStatus.ONTVANGEN
    aanvulling_uiterlijk: dt.date | None = None
    beoordeling: Toelatingsbesluit | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"aanmelding:{self.id}"

    def vraag_aanvulling(self, uiterlijk: dt.date) -> "Aanmelding":
        """Ask for evidence, with the last day for it."""
        status = VERLOOP.na(self.status, AanmeldingStap.AANVULLING_VRAGEN)
        return replace(self, status=status, aanvulling_uiterlijk=uiterlijk)

    def vul_aan(self, bewijsstukken: tuple[Bewijsstuk, ...]) -> "Aanmelding":
        """Add evidence that was asked for; what comes too late is kept, and counts as late when judged."""
        status = VERLOOP.na(self.status, AanmeldingStap.AANVULLEN)
        return replace(self, status=status, bewijsstukken=(*self.bewijsstukken, *bewijsstukken))

    def besluit(self, beoordeling: Toelatingsbesluit) -> "Aanmelding":
        """Close the application with its outcome; a second judgement is refused."""
        stap = AanmeldingStap.AFWIJZEN if beoordeling.redenen else AanmeldingStap.TOELATEN
        return replace(self, status=VERLOOP.na(self.status, stap), beoordeling=beoordeling)

    def is_op_tijd(self, bewijs: Bewijsstuk) -> bool:
        """True for evidence within the term that was set (R2); the whole last day counts."""
        return self.aanvulling_uiterlijk is None or bewijs.ontvangen_op <= self.aanvulling_uiterlijk


def aanvulling_uiterlijk(vandaag: dt.date, termijn_dagen: int = AANVULTERMIJN_DAGEN) -> dt.date:
    """The last day for evidence that is asked for today (R2: 14 days unless named otherwise), a working day (ATW 1)."""
    return einde(vandaag, dagen(termijn_dagen))
