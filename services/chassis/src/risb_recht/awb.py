"""Terms that the Algemene wet bestuursrecht itself sets; each service adds those of its own rules."""

import datetime as dt

from risb_recht.parameters import Parameter, vast
from risb_recht.termijnen import Termijn, weken

_AWB = dt.date(1994, 1, 1)
_VIERDE_TRANCHE = dt.date(2009, 7, 1)


def _termijn(naam: str, termijn: Termijn, artikel: str, van: dt.date = _AWB) -> Parameter[Termijn]:
    return vast(naam, "termijn", termijn, van=van, bron=f"Awb {artikel}")


BEZWAARTERMIJN = _termijn("bezwaartermijn", weken(6), "6:7")
BETAALTERMIJN = _termijn("betaaltermijn", weken(6), "4:87", _VIERDE_TRANCHE)
BUITEN_BEHANDELINGTERMIJN = _termijn("termijn om buiten behandeling te stellen", weken(4), "4:5, vierde lid")
