"""Toewijzingen, their grounds, and what contracts say of them."""

from declaraties.application.toewijzen.contractfeit_volgen import contractfeit_volgen
from declaraties.application.toewijzen.grondslagen.grondslag_vastleggen import grondslag_vastleggen
from declaraties.application.toewijzen.grondslagen.grondslagen_vastleggen import grondslagen_vastleggen
from declaraties.application.toewijzen.toewijzing_vastleggen import toewijzing_vastleggen
from declaraties.application.toewijzen.toewijzingen_bijwerken import toewijzingen_bijwerken
from declaraties.application.toewijzen.toewijzingen_vergrendelen import toewijzingen_vergrendelen
from declaraties.application.toewijzen.toewijzingen_versturen import Verzending, toewijzingen_versturen

__all__ = [
    "Verzending",
    "contractfeit_volgen",
    "grondslag_vastleggen",
    "grondslagen_vastleggen",
    "toewijzing_vastleggen",
    "toewijzingen_bijwerken",
    "toewijzingen_vergrendelen",
    "toewijzingen_versturen",
]
