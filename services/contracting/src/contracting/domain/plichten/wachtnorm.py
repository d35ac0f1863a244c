"""How long a client may wait (Overeenkomst Wmo 3.5): the norm of the branch, until a national one holds."""

import datetime as dt
from enum import StrEnum

from risb_recht.parameters import Parameter, vast
from risb_recht.termijnen import Termijn, einde, weken

_VAN = dt.date(2015, 1, 1)
_BRON = "Wachttijdnorm Gehandicaptenzorg; Overeenkomst Wmo 1.2, 3.5"


class Wachtsoort(StrEnum):
    """For what a client waits."""

    DAGBESTEDING = "dagbesteding"
    WONEN_VG = "wonen-vg"
    WONEN_LG = "wonen-lg"
    WONEN_ZG = "wonen-zg"


NORMEN: dict[Wachtsoort, Parameter[Termijn]] = {
    soort: vast(f"wachtnorm {soort}", "weken", weken(aantal), van=_VAN, bron=_BRON)
    for soort, aantal in (
        (Wachtsoort.DAGBESTEDING, 6),
        (Wachtsoort.WONEN_VG, 13),
        (Wachtsoort.WONEN_LG, 13),
        (Wachtsoort.WONEN_ZG, 8),
    )
}


def start_uiterlijk(wachtsoort: Wachtsoort, aangemeld_op: dt.date) -> dt.date:
    """The last day on which the care starts within the norm that held on the day of registration."""
    return einde(aangemeld_op, NORMEN[wachtsoort].op(aangemeld_op), termijnenwet=False)
