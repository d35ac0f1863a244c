"""Nobody checks or scores his own bid, and who scored does not send the notice."""

from risb_recht.vierogen import altijd

TOETSEN = altijd("inschrijving_toetsen", "inschrijving_indienen")
SCORE_GEVEN = altijd("score_geven", "inschrijving_indienen")
MEEDELEN = altijd("gunning_meedelen", "consensus_vastleggen", "score_geven")
