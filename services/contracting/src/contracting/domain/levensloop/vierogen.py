"""Who may not extend, bridge, change or renew an agreement: whoever concluded it."""

from risb_recht.vierogen import altijd

VERLENGEN = altijd("overeenkomst_verlengen", "overeenkomst_sluiten")
OVERBRUGGEN = altijd("overeenkomsten_overbruggen", "overeenkomst_sluiten")
OVERNEMEN = altijd("standaard_overnemen", "overeenkomst_sluiten")
WIJZIGEN = altijd("overeenkomst_wijzigen", "overeenkomst_sluiten")
