"""A tender from draft to opened bids, or cancelled."""

from contracting.application.aanbesteding.aanbesteding_intrekken import aanbesteding_intrekken
from contracting.application.aanbesteding.aanbesteding_publiceren import aanbesteding_publiceren
from contracting.application.aanbesteding.concept.aanbesteding_opstellen import aanbesteding_opstellen
from contracting.application.aanbesteding.concept.aanbesteding_wijzigen import aanbesteding_wijzigen
from contracting.application.aanbesteding.inschrijving_indienen import inschrijving_indienen
from contracting.application.aanbesteding.inschrijvingen_openen import inschrijvingen_openen
from contracting.application.aanbesteding.nota_publiceren import nota_publiceren
from contracting.application.aanbesteding.proefberekening_maken import proefberekening_maken
from contracting.application.aanbesteding.vraag_stellen import vraag_stellen

__all__ = [
    "aanbesteding_intrekken",
    "aanbesteding_opstellen",
    "aanbesteding_publiceren",
    "aanbesteding_wijzigen",
    "inschrijving_indienen",
    "inschrijvingen_openen",
    "nota_publiceren",
    "proefberekening_maken",
    "vraag_stellen",
]
