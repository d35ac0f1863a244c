"""Who may not settle, decide or sign: whoever computed, wrote, advised on or proposed it."""

from risb_recht.vierogen import altijd

AFREKENEN = altijd("taakafrekening_besluiten", "taakafrekening_berekenen")
BUSINESSCASE_BESLUITEN = altijd("businesscase_besluiten", "businesscase_opstellen", "businesscase_adviseren")
TEKENEN = altijd("budgetwijziging_ondertekenen", "budgetwijziging_voorstellen")
