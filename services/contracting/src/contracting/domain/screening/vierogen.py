"""Nobody lets a sanctioned organisation go alone, and nobody decides on a conclusion of his own."""

from risb_recht.vierogen import altijd

WEERLEGGING_BEVESTIGEN = altijd("weerlegging_bevestigen", "weerlegging_voorstellen")
BIBOB_BESLUITEN = altijd("bibob_besluiten", "bibob_adviseren")
