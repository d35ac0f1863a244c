"""Who is behind an aanbieder, and what Bibob says of it."""

from contracting.application.screening.bibob.bibob_adviseren import bibob_adviseren
from contracting.application.screening.bibob.bibob_besluiten import bibob_besluiten
from contracting.application.screening.bibob.bibob_horen import bibob_horen
from contracting.application.screening.bibob.bibob_starten import bibob_starten
from contracting.application.screening.bibob.bibobformulier_ontvangen import bibobformulier_ontvangen
from contracting.application.screening.sanctielijst_overnemen import sanctielijst_overnemen
from contracting.application.screening.ubo_vragen import ubo_vragen
from contracting.application.screening.ubos_vastleggen import Uboopgave, ubos_vastleggen
from contracting.application.screening.weerlegging_bevestigen import weerlegging_bevestigen
from contracting.application.screening.weerlegging_voorstellen import weerlegging_voorstellen

__all__ = [
    "Uboopgave",
    "bibob_adviseren",
    "bibob_besluiten",
    "bibob_horen",
    "bibob_starten",
    "bibobformulier_ontvangen",
    "sanctielijst_overnemen",
    "ubo_vragen",
    "ubos_vastleggen",
    "weerlegging_bevestigen",
    "weerlegging_voorstellen",
]
