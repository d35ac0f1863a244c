"""Nobody handles an application that is the own one."""

from risb_recht.vierogen import altijd

AANVULLING_VRAGEN = altijd("aanvulling_vragen", "aanvraag_indienen")
ZIENSWIJZE_VRAGEN = altijd("zienswijze_vragen", "aanvraag_indienen")
