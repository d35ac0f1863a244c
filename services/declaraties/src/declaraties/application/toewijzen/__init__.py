"""Toewijzingen, their grounds, and what contracts say of them."""

from declaraties.application.toewijzen.contractfeit_volgen import contractfeit_volgen
from declaraties.application.toewijzen.grondslag_vastleggen import grondslag_vastleggen
from declaraties.application.toewijzen.toewijzing_vastleggen import toewijzing_vastleggen
from declaraties.application.toewijzen.toewijzingen_bijwerken import toewijzingen_bijwerken
from declaraties.application.toewijzen.toewijzingsbericht_sturen import Verzending, toewijzingsbericht_sturen

__all__ = [
    "Verzending",
    "contractfeit_volgen",
    "grondslag_vastleggen",
    "toewijzing_vastleggen",
    "toewijzingen_bijwerken",
    "toewijzingsbericht_sturen",
]
