"""Nobody publishes what he wrote, nor opens what he has a hand in."""

from risb_recht.vierogen import altijd

PUBLICEREN = altijd("aanbesteding_publiceren", "aanbesteding_opstellen", "aanbesteding_wijzigen")
OPENEN = altijd("inschrijvingen_openen", "inschrijving_indienen")
