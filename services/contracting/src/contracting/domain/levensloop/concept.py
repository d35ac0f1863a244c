"""A contract before it is in force: drafted, sent, signed by the aanbieder (or with remarks), then by the bureau."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict
from risb_recht.termijnen import einde, weken
from risb_recht.verloop import Verloop

from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten

_TEKENEN = weken(3)


class ConceptStatus(StrEnum):
    """Where a contract stands that is not in force yet."""

    CONCEPT = "concept"
    AANGEBODEN = "aangeboden"
    MET_OPMERKINGEN = "met-opmerkingen"
    GETEKEND = "getekend"
    GESLOTEN = "gesloten"
    INGETROKKEN = "ingetrokken"


class ConceptStap(StrEnum):
    """What is done with it."""

    AANBIEDEN = "aanbieden"
    TEKENEN = "tekenen"
    OPMERKEN = "opmerken"
    SLUITEN = "sluiten"
    INTREKKEN = "intrekken"


S, H = ConceptStatus, ConceptStap
VERLOOP = Verloop(
    wat="het contract",
    start=S.CONCEPT,
    einde=frozenset({S.GESLOTEN, S.INGETROKKEN}),
    tabel={
        (S.CONCEPT, H.AANBIEDEN): S.AANGEBODEN,
        (S.CONCEPT, H.INTREKKEN): S.INGETROKKEN,
        (S.AANGEBODEN, H.AANBIEDEN): S.AANGEBODEN,
        (S.AANGEBODEN, H.TEKENEN): S.GETEKEND,
        (S.AANGEBODEN, H.OPMERKEN): S.MET_OPMERKINGEN,
        (S.AANGEBODEN, H.INTREKKEN): S.INGETROKKEN,
        (S.MET_OPMERKINGEN, H.AANBIEDEN): S.AANGEBODEN,
        (S.MET_OPMERKINGEN, H.INTREKKEN): S.INGETROKKEN,
        (S.GETEKEND, H.SLUITEN): S.GESLOTEN,
        (S.GETEKEND, H.INTREKKEN): S.INGETROKKEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contractconcept:
    """A contract that is not in force; what is agreed never changes, so that what is sent again is the same."""

    id: uuid.UUID
    afspraak: OvereenkomstSluiten
    status: ConceptStatus = ConceptStatus.CONCEPT
    aangeboden_op: dt.date | None = None
    opmerkingen: str | None = None
    getekend_op: dt.date | None = None
    overeenkomst_id: uuid.UUID | None = None

    @property
    def agb_code(self) -> str:
        """Whose it is."""
        return self.afspraak.agb_code

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"contractconcept:{self.id}"

    @property
    def tekenen_uiterlijk(self) -> dt.date | None:
        """The last day to sign: three weeks after it was sent last."""
        return None if self.aangeboden_op is None else einde(self.aangeboden_op, _TEKENEN, termijnenwet=False)

    def bied_aan(self, vandaag: dt.date) -> "Contractconcept":
        """Send it, or send it again unchanged; the weeks count anew."""
        return replace(self, status=VERLOOP.na(self.status, H.AANBIEDEN), aangeboden_op=vandaag)

    def teken(self, opmerkingen: str | None, vandaag: dt.date) -> "Contractconcept":
        """The aanbieder signs in time; with remarks it is no signature."""
        if opmerkingen is not None:
            return replace(self, status=VERLOOP.na(self.status, H.OPMERKEN), opmerkingen=opmerkingen)
        status, uiterlijk = VERLOOP.na(self.status, H.TEKENEN), self.tekenen_uiterlijk
        if uiterlijk is not None and vandaag > uiterlijk:
            melding = (
                f"Tekenen kon tot en met {uiterlijk:%d-%m-%Y}. Vraag het bureau om het contract nog eens te sturen."
            )
            raise conflict("tekenen-te-laat", melding)
        return replace(self, status=status, getekend_op=vandaag)

    def sluit(self, overeenkomst_id: uuid.UUID) -> "Contractconcept":
        """The bureau signs as well: the agreement is made."""
        return replace(self, status=VERLOOP.na(self.status, H.SLUITEN), overeenkomst_id=overeenkomst_id)

    def trek_in(self) -> "Contractconcept":
        """No agreement will come of it."""
        return replace(self, status=VERLOOP.na(self.status, H.INTREKKEN))
