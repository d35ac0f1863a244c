"""Nobody assesses an application that is the own one."""

from risb_recht.vierogen import altijd

SCREENEN = altijd("aanvraag_screenen", "aanvraag_indienen")
AFHANDELEN = altijd("aandachtspunt_afhandelen", "aanvraag_indienen")
