"""What an aanbieder owes beside care: duties, reports, consent for subcontractors, social return; and its breaches."""

from contracting.application.plichten.kalender.plicht_afronden import plicht_afronden
from contracting.application.plichten.kalender.plicht_bewaken import plicht_bewaken
from contracting.application.plichten.kalender.plicht_vaststellen import PlichtVaststellen, plicht_vaststellen
from contracting.application.plichten.kalender.plicht_verplaatsen import plicht_verplaatsen
from contracting.application.plichten.sroi.sroi_inzetten import sroi_inzetten
from contracting.application.plichten.sroi.sroi_verplichten import SroiVerplichten, sroi_verplichten
from contracting.application.plichten.sroi.sroitabel_vaststellen import sroitabel_vaststellen
from contracting.application.plichten.tekortkomingen.melding_vastleggen import MeldingVastleggen, melding_vastleggen
from contracting.application.plichten.tekortkomingen.onderaanneming_toestaan import onderaanneming_toestaan
from contracting.application.plichten.tekortkomingen.onderaanneming_vastleggen import (
    OnderaannemingVastleggen,
    onderaanneming_vastleggen,
)
from contracting.application.plichten.tekortkomingen.tekortkoming_besluiten import (
    TekortkomingBesluiten,
    tekortkoming_besluiten,
)
from contracting.application.plichten.tekortkomingen.tekortkoming_melden import tekortkoming_melden
from contracting.application.plichten.tekortkomingen.zienswijze_vastleggen import zienswijze_vastleggen

__all__ = [
    "MeldingVastleggen",
    "OnderaannemingVastleggen",
    "PlichtVaststellen",
    "SroiVerplichten",
    "TekortkomingBesluiten",
    "melding_vastleggen",
    "onderaanneming_toestaan",
    "onderaanneming_vastleggen",
    "plicht_afronden",
    "plicht_bewaken",
    "plicht_vaststellen",
    "plicht_verplaatsen",
    "sroi_inzetten",
    "sroi_verplichten",
    "sroitabel_vaststellen",
    "tekortkoming_besluiten",
    "tekortkoming_melden",
    "zienswijze_vastleggen",
]
