"""Nobody handles an application that is the own one."""

from risb_recht.vierogen import altijd

AANVULLING_BEOORDELEN = altijd("aanvulling_beoordelen", "aanvraag_indienen", "aanvulling_beantwoorden")
AANVULLING_VRAGEN = altijd("aanvulling_vragen", "aanvraag_indienen")
ZIENSWIJZE_VRAGEN = altijd("zienswijze_vragen", "aanvraag_indienen")
