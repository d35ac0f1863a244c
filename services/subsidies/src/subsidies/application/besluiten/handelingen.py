"""Decisions on applications, or word that they come later, their letters, and the lottery between equals."""

from subsidies.application.besluiten.aanvraag_verdagen import AanvraagVerdagen, aanvraag_verdagen
from subsidies.application.besluiten.beschikking_lezen import beschikking_lezen
from subsidies.application.besluiten.besluit_nemen import besluit_nemen
from subsidies.application.besluiten.brief_versturen import brief_versturen
from subsidies.application.besluiten.loting_klaarzetten import loting_klaarzetten
from subsidies.application.besluiten.loting_trekken import loting_trekken
from subsidies.application.besluiten.lotingen_lezen import lotingen_lezen

__all__ = [
    "AanvraagVerdagen",
    "aanvraag_verdagen",
    "beschikking_lezen",
    "besluit_nemen",
    "brief_versturen",
    "loting_klaarzetten",
    "loting_trekken",
    "lotingen_lezen",
]
