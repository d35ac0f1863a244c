"""Who may not send or sign a contract, or extend, bridge, change or renew it: whoever drafted or concluded it."""

from risb_recht.vierogen import altijd

AANBIEDEN = altijd("contractconcept_aanbieden", "contractconcept_opstellen")
SLUITEN = altijd("contractconcept_sluiten", "contractconcept_opstellen")
VERLENGEN = altijd("overeenkomst_verlengen", "overeenkomst_sluiten")
OVERBRUGGEN = altijd("overeenkomsten_overbruggen", "overeenkomst_sluiten")
OVERNEMEN = altijd("standaard_overnemen", "overeenkomst_sluiten")
WIJZIGEN = altijd("overeenkomst_wijzigen", "overeenkomst_sluiten")
