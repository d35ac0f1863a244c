"""Who may not take a decision in a case: whoever looked for what it rests on."""

from risb_recht.vierogen import altijd

CLASSIFICEREN = altijd("zaak_classificeren")
AANGIFTE = altijd("aangifte_besluiten", "zaak_openen", "bevinding_toevoegen")
SLUITEN = altijd("zaak_sluiten", "zaak_openen", "bevinding_toevoegen", "zaak_classificeren")
