"""Who may not extend, bridge or change an agreement: whoever concluded it."""

from risb_recht.vierogen import altijd

VERLENGEN = altijd("overeenkomst_verlengen", "overeenkomst_sluiten")
OVERBRUGGEN = altijd("overeenkomsten_overbruggen", "overeenkomst_sluiten")
WIJZIGEN = altijd("overeenkomst_wijzigen", "overeenkomst_sluiten")
