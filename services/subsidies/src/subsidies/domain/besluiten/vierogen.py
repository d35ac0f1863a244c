"""Who may not decide on an application: whoever assessed it, and for a large amount whoever wrote its scheme."""

import datetime as dt

from risb_recht.parameters import vast
from risb_recht.vierogen import VANAF_NUL, Vierogen, altijd

from subsidies.domain.beoordelen.screening import SCREENING_UITERLIJK_VANAF

REGELING_VANAF = vast(
    "bedrag vanaf waar een ander beslist dan wie de regeling publiceerde",
    "cent",
    25_000_00,
    van=dt.date(1998, 1, 1),
    bron="eigen keuze, gelijk aan de grens van de screening",
)
BESLISSEN = Vierogen(
    besluit="besluit_nemen",
    niet={
        "aanvraag_indienen": VANAF_NUL,
        "aandachtspunt_afhandelen": VANAF_NUL,
        "aanvraag_screenen": SCREENING_UITERLIJK_VANAF,
        "regeling_publiceren": REGELING_VANAF,
    },
)
VERDAGEN = altijd("aanvraag_verdagen", "aanvraag_indienen")
LOTING_KLAARZETTEN = altijd("loting_klaarzetten", "aanvraag_indienen")
LOTING_TREKKEN = altijd("loting_trekken", "aanvraag_indienen", "loting_klaarzetten")
