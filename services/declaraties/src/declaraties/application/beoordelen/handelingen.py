"""A 323, judged and answered, and the ceilings that it is judged under."""

from declaraties.application.beoordelen.bestedingsruimte_overnemen import bestedingsruimte_overnemen
from declaraties.application.beoordelen.declaraties_beantwoorden import declaraties_beantwoorden

__all__ = ["bestedingsruimte_overnemen", "declaraties_beantwoorden"]
