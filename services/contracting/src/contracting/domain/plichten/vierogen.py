"""Who may not decide on a breach, or consent: whoever reported or asked, and the aanbieder itself."""

from risb_recht.vierogen import altijd

BESLUITEN = altijd("tekortkoming_besluiten", "tekortkoming_melden")
TOESTEMMEN = altijd("onderaanneming_toestaan", "onderaanneming_vastleggen")
