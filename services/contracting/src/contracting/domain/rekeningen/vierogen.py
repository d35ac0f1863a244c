"""Nobody takes an account in use that he proposed himself, or that is of his own aanbieder."""

from risb_recht.vierogen import altijd

BEVESTIGEN = altijd("rekening_bevestigen", "rekening_voorstellen")
