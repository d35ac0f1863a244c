"""A change of an agreement, and how much all of them are of what was agreed first (AW 2.163, flag P01)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from risb_recht.parameters import vast


class Wijzigingsreden(StrEnum):
    """Why an agreement changes."""

    AANBESTEDING_UITGESTELD = "aanbesteding-uitgesteld"
    MEER_VRAAG = "meer-vraag"
    MINDER_VRAAG = "minder-vraag"
    BELEID = "beleid"
    WETSWIJZIGING = "wetswijziging"
    NIEUWE_STANDAARD = "nieuwe-standaard"
    HERSTEL = "herstel"


class Wijzigingsgrond(StrEnum):
    """Under which article a change needs no new tender."""

    GERINGE_OMVANG = "aw-2-163b"
    CLAUSULE = "aw-2-163c"
    AANVULLEND = "aw-2-163d"
    ONVOORZIEN = "aw-2-163e"
    OPVOLGING = "aw-2-163f"
    NIET_WEZENLIJK = "aw-2-163g"


_VAN = dt.date(2016, 7, 1)
GRENS_PROCENT = vast("aandeel van alle wijzigingen waarboven P01 geldt", "procent", 20, van=_VAN, bron="P01")
UITVOEREN_MAANDEN = vast("tijd om een wijziging op een clausule uit te voeren", "maanden", 6, van=_VAN, bron="OVK 1.4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wijziging:
    """One change: what it costs more (or less), from which day it holds and when it was decided."""

    reden: Wijzigingsreden
    grond: Wijzigingsgrond
    toelichting: str
    bedrag_cent: int
    ingangsdatum: dt.date
    besloten_op: dt.date


def boven_grens(cumulatief_cent: int, waarde_cent: int, dag: dt.date) -> bool:
    """True when the changes together are more than the limit; the limit itself is allowed, a cent above is not."""
    return cumulatief_cent * 100 > waarde_cent * GRENS_PROCENT.op(dag)
