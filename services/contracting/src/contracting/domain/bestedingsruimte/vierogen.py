"""Who may not limit what an aanbieder may declare: the aanbieder, and whoever proposed or asked for the amount."""

from risb_recht.vierogen import altijd

VASTSTELLEN = altijd("bestedingsruimte_vaststellen", "bestedingsruimte_aankondigen")
HERZIEN = altijd("bestedingsruimte_herzien", "overschrijding_melden")
