"""Which moments in the life of an application come by themselves: terms that are near, and terms that pass."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from risb_recht.kalender import DAG

from subsidies.domain.aanvragen.aanvraag import BESLIST, Aanvraag, AanvraagStatus
from subsidies.domain.regelingen.regeling import Regeling

DAGEN_VOORAF = 14


class Bewaking(StrEnum):
    """What comes about without anybody acting; the agenda and the line in the timeline name it."""

    AANVULTERMIJN_VERSTREKEN = "aanvultermijn-verstreken"
    BESLISTERMIJN_NADERT = "beslistermijn-nadert"
    BESLISTERMIJN_VERSTREKEN = "beslistermijn-verstreken"


def momenten(aanvraag: Aanvraag, regeling: Regeling) -> Mapping[Bewaking, dt.date]:
    """The day of each, as the terms are now (Awb 4:5, 4:13, 4:15); nothing comes after a decision."""
    if aanvraag.status in BESLIST:
        return {}
    beslisdatum = aanvraag.beslisdatum(regeling)
    dagen = {Bewaking.BESLISTERMIJN_VERSTREKEN: beslisdatum + DAG}
    if (nadert := beslisdatum - DAGEN_VOORAF * DAG) > aanvraag.ontvangen:
        dagen[Bewaking.BESLISTERMIJN_NADERT] = nadert
    if aanvraag.status is AanvraagStatus.AANVULLING:
        dagen[Bewaking.AANVULTERMIJN_VERSTREKEN] = aanvraag.aanvullingen[-1].uiterlijk + DAG
    return dagen
