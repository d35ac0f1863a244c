"""Nobody judges what he handed in himself, or what his own aanbieder handed in."""

from risb_recht.vierogen import altijd

BEOORDELEN = altijd("aanmelding_beoordelen", "aanmelding_indienen", "aanmelding_aanvullen")
