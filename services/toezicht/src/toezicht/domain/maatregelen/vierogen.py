"""Who may not take a measure against an aanbieder, or let it go."""

from risb_recht.vierogen import altijd

OPLEGGEN = altijd("maatregel_opleggen", "zaak_openen", "bevinding_toevoegen", "zaak_classificeren")
BEEINDIGEN = altijd("maatregel_beeindigen", "maatregel_opleggen")
