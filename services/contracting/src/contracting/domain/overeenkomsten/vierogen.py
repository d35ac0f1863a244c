"""Who may not conclude, price or end an agreement: whoever had the other half of the deal."""

from risb_recht.vierogen import altijd

SLUITEN = altijd("overeenkomst_sluiten", "aanmelding_beoordelen", "aanmelding_indienen", "gunning_meedelen")
PRIJS_VASTSTELLEN = altijd("prijs_vaststellen", "overeenkomst_sluiten")
BEEINDIGEN = altijd("overeenkomst_beeindigen", "overeenkomst_sluiten")
BEEINDIGING_INTREKKEN = altijd("beeindiging_intrekken", "overeenkomst_beeindigen")
