"""Who wrote the notice does not decide on a complaint about it."""

from risb_recht.vierogen import altijd

KLACHT_BESLISSEN = altijd(
    "klacht_beslissen", "klacht_indienen", "aanbesteding_opstellen", "aanbesteding_wijzigen", "gunning_meedelen"
)
