"""The most that an aanbieder may declare in a year: from intention to decision, and what happens when it runs out."""

from contracting.application.bestedingsruimte.bestedingsruimte_aankondigen import (
    RuimteAankondigen,
    bestedingsruimte_aankondigen,
)
from contracting.application.bestedingsruimte.bestedingsruimte_herzien import bestedingsruimte_herzien
from contracting.application.bestedingsruimte.bestedingsruimte_plannen import bestedingsruimte_plannen
from contracting.application.bestedingsruimte.bestedingsruimte_vaststellen import bestedingsruimte_vaststellen
from contracting.application.bestedingsruimte.bestedingsruimte_vervallen import bestedingsruimte_vervallen
from contracting.application.bestedingsruimte.overschrijding_bespreken import overschrijding_bespreken
from contracting.application.bestedingsruimte.overschrijding_melden import overschrijding_melden
from contracting.application.bestedingsruimte.ruimtegebruik_boeken import ruimtegebruik_boeken

__all__ = [
    "RuimteAankondigen",
    "bestedingsruimte_aankondigen",
    "bestedingsruimte_herzien",
    "bestedingsruimte_plannen",
    "bestedingsruimte_vaststellen",
    "bestedingsruimte_vervallen",
    "overschrijding_bespreken",
    "overschrijding_melden",
    "ruimtegebruik_boeken",
]
