"""Kort geding and complaint about a perceel: their clocks, and what they hold up (R6, R7, R8)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict, refused
from risb_recht.parameters import vast
from risb_recht.termijnen import dagen, einde, weken

from contracting.domain.aanbesteding.termijnen import GESTANDDOENING, NA_VONNIS
from contracting.domain.toelating.perceel import Perceel, Procedure

_VAN = dt.date(2013, 4, 1)
VERVALTERMIJN = vast("vervaltermijn van het kort geding", "termijn", dagen(20), van=_VAN, bron="INK 4.8.2 (R8)")
KLACHTTERMIJN = vast("antwoord op een klacht", "termijn", weken(6), van=_VAN, bron="INK 4.8 (R7)")


class Uitspraak(StrEnum):
    """How a kort geding ends."""

    TOEGEWEZEN = "toegewezen"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kortgeding:
    """A kort geding of an aanbieder; one that came too late holds nothing up, as the right has lapsed (R8)."""

    id: uuid.UUID
    perceel_code: str
    agb_code: str
    aanhangig_op: dt.date
    op_tijd: bool
    vonnis_op: dt.date | None = None
    uitspraak: Uitspraak | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"kortgeding:{self.id}"

    @property
    def loopt(self) -> bool:
        """True while it holds something up."""
        return self.op_tijd and self.vonnis_op is None

    def beslis(self, uitspraak: Uitspraak, vonnis_op: dt.date, vandaag: dt.date) -> "Kortgeding":
        """The judge decided, or it was withdrawn; on a day from when it was filed up to now."""
        if not self.aanhangig_op <= vonnis_op <= vandaag:
            melding = f"Kies de dag van het vonnis vanaf {self.aanhangig_op:%d-%m-%Y} tot en met vandaag."
            raise refused("vonnisdag-past-niet", melding)
        if self.vonnis_op is not None:
            raise conflict("al-beslist", f"In dit kort geding is al beslist op {self.vonnis_op:%d-%m-%Y}.")
        return replace(self, uitspraak=uitspraak, vonnis_op=vonnis_op)


@dataclass(frozen=True, slots=True, kw_only=True)
class Klacht:
    """A complaint about a tender, with the last day to answer it."""

    id: uuid.UUID
    aanbesteding_id: uuid.UUID
    agb_code: str
    ontvangen_op: dt.date
    klacht: str
    uiterlijk: dt.date
    beslist_op: dt.date | None = None
    gegrond: bool | None = None
    antwoord: str | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"klacht:{self.id}"

    def beslis(self, *, gegrond: bool, antwoord: str, dag: dt.date) -> "Klacht":
        """Answer it, once."""
        if self.beslist_op is not None:
            raise conflict("al-beslist", f"Op deze klacht is al beslist op {self.beslist_op:%d-%m-%Y}.")
        return replace(self, gegrond=gegrond, antwoord=antwoord, beslist_op=dag)


def is_op_tijd(mededeling: dt.date | None, aanhangig_op: dt.date) -> bool:
    """True within twenty days after the notice (R8); before any notice a kort geding is always in time."""
    if mededeling is None:
        return True
    return aanhangig_op <= einde(mededeling, VERVALTERMIJN.op(mededeling))


def klacht_uiterlijk(ontvangen_op: dt.date) -> dt.date:
    """The last day to answer a complaint (R7), a term of the procedure itself."""
    return einde(ontvangen_op, KLACHTTERMIJN.op(ontvangen_op), termijnenwet=False)


def gestand_tot(sluiting: dt.date, kortgedingen: Iterable[Kortgeding]) -> dt.date | None:
    """The last day on which a bid binds (R6): 90 days, or 14 days after the last judgment; None while one runs."""
    zaken = [one for one in kortgedingen if one.op_tijd]
    if any(one.loopt for one in zaken):
        return None
    dagen_na = [einde(one, NA_VONNIS.op(one), termijnenwet=False) for zaak in zaken if (one := zaak.vonnis_op)]
    return max([einde(sluiting, GESTANDDOENING.op(sluiting), termijnenwet=False), *dagen_na])


def controleer_geding(
    perceel: Perceel, agb_code: str, kortgedingen: Iterable[Kortgeding], medegedeeld_op: dt.date | None
) -> None:
    """In a tender a kort geding holds up every signature, in a toelating only that of who filed it (R8).

    An award that a judge put aside is given anew first.
    """
    for one in kortgedingen:
        verloren = one.op_tijd and one.uitspraak is Uitspraak.TOEGEWEZEN and one.vonnis_op is not None
        if verloren and medegedeeld_op is not None and medegedeeld_op <= (one.vonnis_op or dt.date.max):
            melding = (
                f"De rechter wees het kort geding over perceel {perceel.code} toe. Trek de gunning in en gun opnieuw."
            )
            raise conflict("vonnis-toegewezen", melding)
        if one.loopt and (perceel.procedure is Procedure.AANBESTEDING or one.agb_code == agb_code):
            melding = f"Over perceel {perceel.code} loopt een kort geding sinds {one.aanhangig_op:%d-%m-%Y}."
            raise conflict("kort-geding-loopt", f"{melding} Teken pas na het vonnis.")
