"""A Bibob inquiry: the form and its term, the advice, the hearing, and only then what follows (R5)."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import refused
from risb_recht.parameters import vast
from risb_recht.termijnen import dagen, einde
from risb_recht.verloop import Verloop

_WET = dt.date(2013, 7, 1)
FORMULIER = vast("Bibob-formulier", "termijn", dagen(14), van=_WET, bron="INK-T 3.1 (R5)")
ZIENSWIJZE = vast("zienswijze op een Bibob-advies", "termijn", dagen(14), van=_WET, bron="eigen keuze; Awb 4:8")


class BibobStatus(StrEnum):
    """Where an inquiry stands."""

    FORMULIER_VERZONDEN = "formulier-verzonden"
    FORMULIER_ONTVANGEN = "formulier-ontvangen"
    ADVIES = "advies"
    GEHOORD = "gehoord"
    BESLOTEN = "besloten"


class BibobStap(StrEnum):
    """What is done in an inquiry."""

    ONTVANGEN = "het formulier ontvangen"
    ADVISEREN = "een advies vastleggen"
    HOREN = "de zienswijze vastleggen"
    BESLUITEN = "besluiten"


class Gevaar(StrEnum):
    """How serious the danger is, by an own conclusion or the advice of the Landelijk Bureau Bibob."""

    GEEN = "geen"
    MINDER = "mindere-mate"
    ERNSTIG = "ernstig"


class Bibobbron(StrEnum):
    """Who came to the conclusion."""

    EIGEN_ONDERZOEK = "eigen-onderzoek"
    LANDELIJK_BUREAU = "landelijk-bureau"


class Bibobgevolg(StrEnum):
    """What follows; a negative conclusion is a ground to dissolve or to refuse, not a duty."""

    GEEN = "geen"
    WEIGEREN = "weigeren"
    ONTBINDEN = "ontbinden"
    ONDERAANNEMER_WEIGEREN = "onderaannemer-weigeren"


S, H = BibobStatus, BibobStap
VERLOOP = Verloop(
    wat="het Bibob-onderzoek",
    start=S.FORMULIER_VERZONDEN,
    einde=frozenset({S.BESLOTEN}),
    tabel={
        (S.FORMULIER_VERZONDEN, H.ONTVANGEN): S.FORMULIER_ONTVANGEN,
        (S.FORMULIER_VERZONDEN, H.ADVISEREN): S.ADVIES,
        (S.FORMULIER_ONTVANGEN, H.ADVISEREN): S.ADVIES,
        (S.ADVIES, H.ADVISEREN): S.ADVIES,
        (S.ADVIES, H.HOREN): S.GEHOORD,
        (S.GEHOORD, H.ADVISEREN): S.ADVIES,
        (S.ADVIES, H.BESLUITEN): S.BESLOTEN,
        (S.GEHOORD, H.BESLUITEN): S.BESLOTEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibobconclusie:
    """A conclusion, with the day on which the aanbieder was told of it and may answer from."""

    bron: Bibobbron
    gevaar: Gevaar
    motivering: str
    op: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibobonderzoek:
    """An inquiry into an aanbieder or into a subcontractor of it (`onderaannemer_kvk`)."""

    id: uuid.UUID
    agb_code: str
    onderaannemer_kvk: str | None
    verzonden_op: dt.date
    status: BibobStatus = BibobStatus.FORMULIER_VERZONDEN
    ontvangen_op: dt.date | None = None
    advies: Bibobconclusie | None = None
    zienswijze: str | None = None
    gevolg: Bibobgevolg | None = None
    motivering: str | None = None
    besloten_op: dt.date | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"bibob:{self.id}"

    @property
    def formulier_uiterlijk(self) -> dt.date:
        """The last day for the form; calendar days of a contract, so a weekend does not move it."""
        return einde(self.verzonden_op, FORMULIER.op(self.verzonden_op), termijnenwet=False)

    @property
    def op_tijd(self) -> bool | None:
        """Whether the form came in time; None while it is not there."""
        return None if self.ontvangen_op is None else self.ontvangen_op <= self.formulier_uiterlijk

    @property
    def zienswijze_uiterlijk(self) -> dt.date | None:
        """The last day to answer the conclusion; None while there is none."""
        return None if self.advies is None else einde(self.advies.op, ZIENSWIJZE.op(self.advies.op))

    def ontvang(self, dag: dt.date) -> "Bibobonderzoek":
        """The form came in; research may have gone on without it."""
        return replace(self, status=VERLOOP.na(self.status, H.ONTVANGEN), ontvangen_op=dag)

    def adviseer(self, advies: Bibobconclusie) -> "Bibobonderzoek":
        """Keep a conclusion; a newer one takes its place, and the aanbieder is heard on that."""
        return replace(self, status=VERLOOP.na(self.status, H.ADVISEREN), advies=advies, zienswijze=None)

    def hoor(self, zienswijze: str) -> "Bibobonderzoek":
        """Keep what the aanbieder says of it."""
        return replace(self, status=VERLOOP.na(self.status, H.HOREN), zienswijze=zienswijze)

    def besluit(self, gevolg: Bibobgevolg, motivering: str, dag: dt.date) -> "Bibobonderzoek":
        """Decide; a consequence only after a negative conclusion and a hearing, or once its term is over."""
        status = VERLOOP.na(self.status, H.BESLUITEN)
        if gevolg is not Bibobgevolg.GEEN:
            self._eis_grond(gevolg, dag)
        return replace(self, status=status, gevolg=gevolg, motivering=motivering, besloten_op=dag)

    def _eis_grond(self, gevolg: Bibobgevolg, dag: dt.date) -> None:
        if self.advies is None or self.advies.gevaar is Gevaar.GEEN:
            raise refused(
                "geen-bibobgrond", "Zonder negatieve conclusie of negatief advies heeft het onderzoek geen gevolg."
            )
        uiterlijk = self.zienswijze_uiterlijk
        if self.status is S.ADVIES and uiterlijk is not None and dag <= uiterlijk:
            raise refused(
                "nog-niet-gehoord",
                f"De aanbieder kan tot en met {uiterlijk:%d-%m-%Y} een zienswijze geven; wacht daarop.",
            )
        if (gevolg is Bibobgevolg.ONDERAANNEMER_WEIGEREN) != (self.onderaannemer_kvk is not None):
            raise refused(
                "gevolg-past-niet",
                "Een onderaannemer wordt geweigerd; een aanbieder wordt geweigerd of zijn overeenkomst ontbonden."
                " Kies het gevolg dat bij dit onderzoek past.",
            )
