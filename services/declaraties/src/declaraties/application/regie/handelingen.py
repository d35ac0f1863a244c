"""Starts, stops and retours."""

from declaraties.application.regie.bericht_beantwoorden import bericht_beantwoorden
from declaraties.application.regie.regiebericht_vastleggen import regiebericht_vastleggen
from declaraties.application.regie.retour_opnemen import retour_opnemen
from declaraties.application.regie.retour_schrijven import retour_schrijven

__all__ = ["bericht_beantwoorden", "regiebericht_vastleggen", "retour_opnemen", "retour_schrijven"]
