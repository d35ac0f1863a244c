"""Taakgerichte agreements: their task, settlement, amendments and business cases."""

from contracting.application.taakgericht.afrekenen.taakafrekening_berekenen import (
    TaakafrekeningBerekenen,
    taakafrekening_berekenen,
)
from contracting.application.taakgericht.afrekenen.taakafrekening_besluiten import (
    TaakafrekeningBesluiten,
    taakafrekening_besluiten,
)
from contracting.application.taakgericht.afspreken.indicator_realiseren import indicator_realiseren
from contracting.application.taakgericht.afspreken.mijlpaal_behalen import mijlpaal_behalen
from contracting.application.taakgericht.afspreken.taakafspraak_vastleggen import taakafspraak_vastleggen
from contracting.application.taakgericht.wijzigen.budgetwijziging_intrekken import budgetwijziging_intrekken
from contracting.application.taakgericht.wijzigen.budgetwijziging_ondertekenen import budgetwijziging_ondertekenen
from contracting.application.taakgericht.wijzigen.budgetwijziging_voorstellen import (
    BudgetwijzigingVoorstellen,
    budgetwijziging_voorstellen,
)
from contracting.application.taakgericht.wijzigen.businesscase_adviseren import businesscase_adviseren
from contracting.application.taakgericht.wijzigen.businesscase_besluiten import businesscase_besluiten
from contracting.application.taakgericht.wijzigen.businesscase_evalueren import businesscase_evalueren
from contracting.application.taakgericht.wijzigen.businesscase_opstellen import businesscase_opstellen

__all__ = [
    "BudgetwijzigingVoorstellen",
    "TaakafrekeningBerekenen",
    "TaakafrekeningBesluiten",
    "budgetwijziging_intrekken",
    "budgetwijziging_ondertekenen",
    "budgetwijziging_voorstellen",
    "businesscase_adviseren",
    "businesscase_besluiten",
    "businesscase_evalueren",
    "businesscase_opstellen",
    "indicator_realiseren",
    "mijlpaal_behalen",
    "taakafrekening_berekenen",
    "taakafrekening_besluiten",
    "taakafspraak_vastleggen",
]
