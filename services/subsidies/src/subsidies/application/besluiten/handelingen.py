"""Decisions on applications, and their letters."""

from subsidies.application.besluiten.beschikking_lezen import beschikking_lezen
from subsidies.application.besluiten.besluit_nemen import besluit_nemen
from subsidies.application.besluiten.brief_versturen import brief_versturen

__all__ = ["beschikking_lezen", "besluit_nemen", "brief_versturen"]
