"""Nobody withdraws a scheme that the same person published."""

from risb_recht.vierogen import altijd

INTREKKEN = altijd("regeling_intrekken", "regeling_publiceren")
